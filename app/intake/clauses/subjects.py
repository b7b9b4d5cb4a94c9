"""Subjects: the words before a verb that say who does it, and those beside a noun that say whose it is."""

from dataclasses import dataclass

from app.intake.clauses.words_of_sentence import WordsOfSentence
from app.intake.names.mention import NAME, PERSON, SIDE, SIDES, TERRITORY, UNNAMED, Mention

MOST_BEFORE = 60
"""Words that are looked at before a verb."""

MOST_TOGETHER = 30
"""Who are named in one row."""

_BREAKS = frozenset(";:—()[]")
_QUOTES = frozenset('“”"«»')


@dataclass(frozen=True)
class Subject:
    """Who or what a verb is about: who is mentioned, and where its words begin.

    `is_thing`: something that can promise nothing. `is_left_out`: no words say it, as after "and", or in a list.
    """

    mentions: tuple[Mention, ...] = ()
    first: int = 0
    is_thing: bool = False
    is_left_out: bool = False
    group: tuple[int, int] | None = None
    """Where a group stands that is described and not named: "some twenty countries"."""


class Subjects(WordsOfSentence):
    """The subjects of a sentence."""

    def of_verb(self, first: int) -> Subject:
        """Return the subject of the verb group that begins at a place."""
        at = first - 1
        for _time in range(2):
            if self._low(at) == ",":
                opened = self._apposition(at)
                if opened is None:
                    break
                named = self._ending.get(at - 1)
                if named is not None and named.first < opened:
                    # "the president of Chile, Ana Ruiz, said": one mention, with the name put in.
                    return self._with_others(named)
                inserted = self._starting.get(opened + 1)
                if (
                    inserted is not None
                    and inserted.last == at - 1
                    and inserted.name
                    and inserted.kind in {PERSON, NAME}
                ):
                    # "its head of diplomacy, Antony Blinken, said".
                    return Subject((inserted,), opened + 1)
                at = opened - 1
        low = self._low(at)
        lexicon = self._lexicon
        if at < 0 or low in lexicon.coordinators or low in _BREAKS or low in _QUOTES or low in {",", "–", "to", "a"}:
            return Subject(first=first, is_left_out=True)
        if low in lexicon.relatives or low in lexicon.that:
            return self._antecedent(at, first)
        mention = self._ending.get(at)
        return self._with_others(mention) if mention is not None else self._phrase(at)

    def _apposition(self, comma: int) -> int | None:
        """Return the comma by which what ends at another comma is put in: "Guatemala, a transit country, has"."""
        for at in range(comma - 1, max(comma - 25, 0), -1):
            if self._low(at) in _BREAKS or self._low(at) in _QUOTES:
                return None
            if self._low(at) == ",":
                return at
        return None

    def _antecedent(self, at: int, first: int) -> Subject:
        before = at - 1 - (self._low(at - 1) == ",")
        mention = self._ending.get(before)
        if mention is not None and self._low(at) not in {"that", "que"}:
            return Subject((mention,), at, is_thing=False)
        if mention is not None and self._low(at) in {"that", "que"}:
            # "Guatemala that will": seldom; after a verb of saying the subject was left out: "dijo que enviará".
            return Subject(first=first, is_left_out=True)
        if before in self._verbs or self._low(before) in self._lexicon.auxiliaries or self._low(at) == "que":
            return Subject(first=first, is_left_out=True)
        if self._is_set_up(before):
            return Subject(first=first, is_left_out=True)
        return Subject(first=at, is_thing=True)

    def _is_set_up(self, last: int) -> bool:
        """Return whether the words that end at a place name what is set up there: "agreed on a council, which will"."""
        lexicon = self._lexicon
        names_a_body = any(self._low(at) in lexicon.founding_nouns for at in range(max(last - 6, 0), last + 1))
        return names_a_body and any(self._low(at) in lexicon.leading for at in range(max(last - MOST_BEFORE, 0), last))

    def _with_others(self, mention: Mention) -> Subject:
        """Return the subject that ends with a mention, and those before it, unless it hangs on something else."""
        found, first = [mention], mention.first
        while first > 1 and len(found) < MOST_TOGETHER:
            before = first - 1
            if self._low(before) in self._lexicon.coordinators:
                before -= 1
                before -= self._low(before) == ","
            elif self._low(before) == "," and len(found) > 1:
                before -= 1
            else:
                break
            other = self._ending.get(before)
            if other is None or (other.kind == SIDES and mention.kind != SIDES):
                break
            found.insert(0, other)
            first = other.first
        before = first - 1
        low = self._low(before)
        if low in self._lexicon.prepositions and low != "en":
            return self._hanging(before, tuple(found), first)
        return Subject(tuple(found), first)

    def _hanging(self, preposition: int, found: tuple[Mention, ...], first: int) -> Subject:
        """Return the subject whose end a preposition joins: "the delegations of both countries", "the price of oil"."""
        head = preposition - 1
        low = self._low(head)
        lexicon = self._lexicon
        if low in lexicon.bodies or low in lexicon.collectives or low in lexicon.unnamed:
            return Subject(found, head)
        mention = self._ending.get(head)
        if mention is not None and mention.kind in {TERRITORY, SIDE, SIDES, UNNAMED}:
            return self._with_others(mention)
        if mention is not None:
            return Subject((mention,), mention.first)
        if low in {",", ""} or low in _QUOTES:
            return Subject(found, first)
        whole = self._phrase(first - 1 if first else 0)
        return Subject(whole.mentions, whole.first, is_thing=whole.is_thing, group=whole.group)

    def _phrase(self, last: int) -> Subject:
        """Return the subject of the words that end at a place where no mention does."""
        first, lexicon = self._begin(last), self._lexicon
        if lexicon.language == "es" and self._low(first - 1) in lexicon.prepositions:
            # "Durante la visita se firmará": no subject begins so.
            return Subject(first=first, is_left_out=True)
        led = self._led(first, last)
        if led is not None:
            return led
        group = self._group(first, last)
        if group is not None:
            return Subject(first=group, is_thing=False, group=(group, last))
        return Subject(first=first, is_thing=True)

    def _led(self, first: int, last: int) -> Subject | None:
        """Return the subject of words that a mention leads, and on which the rest hangs: "the officials of Chile"."""
        lexicon, low = self._lexicon, self._low(last)
        lead = next((one for one in self._mentions if first <= one.first and one.last <= last), None)
        if lead is None or not self._leads(lead, first):
            return None
        following = self._low(lead.last + 1)
        is_adjective_behind = lead.kind == UNNAMED and last - lead.last == 1 and lexicon.language == "es"
        hangs = lead.last < last and (
            (following in lexicon.possession and (low in lexicon.bodies or low in lexicon.unnamed))
            or (following in lexicon.prepositions and following not in lexicon.possession)
            or following in lexicon.relatives
            or (lead.kind == UNNAMED and following in lexicon.auxiliaries | {"who"})
        )
        return Subject((lead,), lead.first) if hangs or is_adjective_behind else None

    def _leads(self, lead: Mention, first: int) -> bool:
        """Return whether a mention begins a phrase: behind determiners, or what describes "Opposition lawmakers"."""
        lexicon, before = self._lexicon, [self._low(place) for place in range(first, lead.first)]
        return lead.kind == UNNAMED or all(low in lexicon.determiners or lexicon.is_adverb(low) for low in before)

    def _group(self, first: int, last: int) -> int | None:
        """Return where a group begins that is described: "some twenty countries of the continent"."""
        for place in range(first, min(first + 5, last + 1)):
            if self._low(place) in self._lexicon.collectives and place > first:
                return first
            if self._low(place) in self._lexicon.prepositions and place > first:
                return None
        return None

    def _begin(self, last: int) -> int:
        """Return where the words of a subject begin that end at a place."""
        lexicon = self._lexicon
        at = last
        while at > 0 and last - at < MOST_BEFORE:
            low = self._low(at - 1)
            if low in _BREAKS or low in _QUOTES or low == "," or at - 1 in self._verbs:
                break
            if low in lexicon.that or low in lexicon.subordinators:
                break
            if low in lexicon.relatives and self._low(at - 2) in lexicon.prepositions:
                # "in which some twenty countries pledged".
                break
            at -= 1
        while at < last and (self._low(at) in lexicon.prepositions or self._low(at) in lexicon.coordinators):
            at += 1
        return at

    def of_noun(self, noun: int) -> Subject:
        """Return whose the noun at a place is: "Guatemala's firm commitment", "the commitment of both sides"."""
        lexicon = self._lexicon
        for at in range(noun - 1, max(noun - 5, -1), -1):
            low = self._low(at)
            if low in lexicon.possessives:
                return Subject((Mention(at, at, lexicon.possessives[low]),), at)
            if low in lexicon.possession:
                mention = self._ending.get(at - 1)
                return Subject((mention,), mention.first) if mention is not None else Subject(first=at, is_thing=True)
            mention = self._ending.get(at)
            if mention is not None and mention.kind in {TERRITORY, SIDE, SIDES}:
                # "the U.S. commitment".
                return self._with_others(mention)
            if mention is not None and mention.kind not in {"we", "I"}:
                break
            if (
                low in lexicon.prepositions
                or low in lexicon.coordinators
                or not self._tokens[at].is_word
                or at in self._verbs
            ):
                break
        if self._low(noun + 1) in lexicon.of:
            mention = self._starting.get(noun + 2)
            if mention is not None:
                return Subject((mention,), noun)
        return Subject(first=noun, is_left_out=True)
