"""Who does what: the words before a verb that say who, and those behind it that say what."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.intake.names.mentions import NAME, PERSON, SIDE, SIDES, TERRITORY, UNNAMED, Mention
from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon

MOST_OF_A_VERB = 8
"""Auxiliaries and adverbs of a verb."""

MOST_BEFORE = 60
"""Words that are looked at before a verb."""

MOST_TOGETHER = 30
"""Who are named in one row."""

MOST_WORDS = 45
"""Words of what is to be done."""

_WITHIN_DOINGS = frozenset({"as", "than", "before", "after", "como", "antes", "después"})
"""What joins clauses elsewhere, and within a doing says how or by when."""

_BREAKS = frozenset(";:—()[]")
_QUOTES = frozenset('“”"«»')
_DASHES = frozenset("–-")


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


@dataclass(frozen=True)
class VerbGroup:
    """A verb with what stands before it: where it begins, and what its auxiliaries say."""

    first: int
    is_negated: bool = False
    is_hypothetical: bool = False
    is_obligation: bool = False
    has_be: bool = False
    has_auxiliary: bool = False
    auxiliaries: frozenset[str] = field(default=frozenset())


class Clauses:
    """The clauses of a sentence."""

    def __init__(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, verbs: frozenset[int]
    ) -> None:
        """Take the sentence; `verbs` are the places at which rules have found verbs."""
        self._tokens = tokens
        self._mentions = mentions
        self._lexicon = lexicon
        self._verbs = verbs
        self._ending = {mention.last: mention for mention in mentions}
        self._starting = {mention.first: mention for mention in mentions}

    def _low(self, place: int) -> str:
        return self._tokens[place].low if 0 <= place < len(self._tokens) else ""

    def verb_group(self, verb: int) -> VerbGroup:
        """Return the verb at a place with its auxiliaries and adverbs."""
        lexicon, at = self._lexicon, verb
        found = set[str]()
        while at > 0 and verb - at < MOST_OF_A_VERB:
            low = self._low(at - 1)
            if at - 1 in self._ending and low not in lexicon.adverbs and low not in lexicon.auxiliaries:
                break
            if low in lexicon.auxiliaries or low in lexicon.negations or lexicon.is_adverb(low):
                found.add(low)
                at -= 1
            else:
                break
        negated = bool(found & lexicon.negations) or self._low(verb - 1) in lexicon.negations
        return VerbGroup(
            at,
            is_negated=negated,
            is_hypothetical=bool(found & lexicon.hypothetical),
            is_obligation=bool(found & lexicon.obligation),
            has_be=bool(found & lexicon.be),
            has_auxiliary=bool(found & lexicon.auxiliaries),
            auxiliaries=frozenset(found),
        )

    # ---- who --------------------------------------------------------------------------------------------------------

    def subject(self, first: int) -> Subject:
        """Return the subject of the verb group that begins at a place."""
        at = first - 1
        for _time in range(2):
            if self._low(at) == ",":
                opened = self._apposition(at)
                if opened is None:
                    break
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
        return Subject(first=at, is_thing=True)

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
        first = self._begin(last)
        lexicon, low = self._lexicon, self._low(last)
        zone = [mention for mention in self._mentions if first <= mention.first and mention.last <= last]
        if zone:
            lead = zone[0]
            leads = all(
                self._low(place) in lexicon.determiners or lexicon.is_adverb(self._low(place))
                for place in range(first, lead.first)
            )
            following = self._low(lead.last + 1)
            if leads and lead.last < last:
                if following in lexicon.possession and (low in lexicon.bodies or low in lexicon.unnamed):
                    return Subject((lead,), lead.first)
                if following in lexicon.prepositions and following not in lexicon.possession:
                    return Subject((lead,), lead.first)
                if following in lexicon.relatives or (
                    lead.kind == UNNAMED and following in lexicon.auxiliaries | {"who"}
                ):
                    return Subject((lead,), lead.first)
            if leads and lead.kind == UNNAMED and last - lead.last == 1 and lexicon.language == "es":
                # "una fuente diplomática": the adjective comes behind.
                return Subject((lead,), lead.first)
        group = self._group(first, last)
        if group is not None:
            return Subject(first=group, is_thing=False, group=(group, last))
        return Subject(first=first, is_thing=True)

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

    # ---- whose ------------------------------------------------------------------------------------------------------

    def owner(self, noun: int) -> Subject:
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

    # ---- what -------------------------------------------------------------------------------------------------------

    def action_end(self, first: int, stops: Sequence[int]) -> int:
        """Return the place before which what is to be done ends, which begins at `first`; `stops` are other clauses."""
        lexicon = self._lexicon
        most = min(len(self._tokens), first + MOST_WORDS)
        end = next((stop for stop in stops if first < stop < most), most)
        opened = 0
        for at in range(first, end):
            text, low = self._tokens[at].text, self._low(at)
            if text in "“«(":
                opened += 1
            elif text in "”»)":
                if not opened:
                    return at
                opened -= 1
            elif (
                text in {";", "—", ":"}
                or (text in _DASHES and at > first and self._tokens[at - 1].end < self._tokens[at].start)
                or (text == '"' and at > first)
                or (text == "," and at > first and self._leaves(at + 1))
                or (at > first + 1 and low in lexicon.subordinators and low not in _WITHIN_DOINGS)
                or (at > first + 1 and low in lexicon.relatives and self._low(at - 1) not in lexicon.prepositions)
            ):
                return at
        return self._trimmed(first, end) if end > first else end

    def _leaves(self, at: int) -> bool:
        """Return whether what follows a comma is no longer what is to be done."""
        lexicon, low = self._lexicon, self._low(at)
        if (
            low in lexicon.subordinators
            or low in lexicon.relatives
            or low in {"with", "con", "in", "which", "a", "according", "según", "que"}
        ):
            return True
        if low.endswith("ing") and lexicon.language == "en":
            return True
        if low.endswith(("ando", "iendo")) and lexicon.language == "es":
            return True
        if any(self._matches(at, phrase) for phrase in (*lexicon.purpose, *lexicon.including)):
            return True
        start = at + (low in lexicon.coordinators)
        mention = self._starting.get(start)
        # ", he said", ", and Guatemala will": a new subject, unless it is one of a list.
        return (
            mention is not None
            and mention.last + 1 < len(self._tokens)
            and (
                mention.last + 1 in self._verbs
                or self._low(mention.last + 1) in lexicon.auxiliaries
                or low in lexicon.pronouns
            )
        )

    def _matches(self, at: int, phrase: tuple[str, ...]) -> bool:
        return all(self._low(at + number) == word for number, word in enumerate(phrase))

    def purpose_infinitive(self, first: int, end: int) -> int | None:
        """Return where "to bolster trade" begins within what is to be done, which says what for."""
        lexicon = self._lexicon
        marks = {"to"} if lexicon.language == "en" else {"para"}
        for at in range(first + 1, end - 1):
            if self._low(at) in marks and (
                self._low(at + 1) in lexicon.action_verbs
                or (lexicon.language == "es" and lexicon.is_gerund(self._low(at + 1)))
            ):
                return at
        return None

    def parts(self, first: int, end: int) -> list[tuple[int, int]]:
        """Return the doings of one undertaking: "to open a school, train teachers and buy books" names three."""
        lexicon = self._lexicon
        purpose = self.purpose_infinitive(first, end)
        found, begun, at = [], first, first + 2
        while at < end - 1:
            low = self._low(at)
            is_joint = low in lexicon.coordinators and low not in {"or", "o", "u"}
            if is_joint or (low == "," and self._low(at + 1) not in lexicon.coordinators):
                follows = at + 1
                has_to = self._low(follows) in {"to", "a"}
                if has_to and not is_joint and not self._comes_to_an_end(follows, end):
                    at += 1
                    continue
                follows += has_to
                if self._names_an_act(follows, end, has_to=has_to, is_joint=is_joint, form=self._low(begun)) and (
                    has_to or purpose is None or purpose > at
                ):
                    found.append((begun, at - (self._low(at - 1) == ",")))
                    begun = follows
                    at = follows + 1
            at += 1
        found.append((begun, end))
        return [(one, self._trimmed(one, last)) for one, last in found]

    def _comes_to_an_end(self, at: int, end: int) -> bool:
        """Return whether "to …, to … and to …" is such a row: a comma before a lone "to" begins a purpose."""
        return any(
            self._low(place) in self._lexicon.coordinators and self._low(place + 1) == self._low(at)
            for place in range(at, end - 1)
        )

    def _trimmed(self, first: int, end: int) -> int:
        while end > first + 1 and not self._is_content(end - 1):
            end -= 1
        return end

    def _is_content(self, at: int) -> bool:
        token = self._tokens[at]
        return (
            (token.is_word and token.low not in self._lexicon.coordinators)
            or token.text[0].isdigit()
            or token.text in "%”»)€"
        )

    def _names_an_act(self, at: int, end: int, *, has_to: bool, is_joint: bool, form: str) -> bool:
        lexicon, low = self._lexicon, self._low(at)
        if at >= end - 1:
            return False
        if lexicon.language == "es":
            return lexicon.is_gerund(low) and lexicon.is_gerund(form)
        if form.endswith("ing"):
            return lexicon.is_gerund(low) and not has_to
        if low not in lexicon.action_verbs or form not in lexicon.action_verbs:
            return has_to and low in lexicon.action_verbs
        if has_to:
            return True
        following = self._low(at + 1)
        is_noun = low in lexicon.doing_nouns or low in {
            "work",
            "trade",
            "plan",
            "fund",
            "report",
            "transfer",
            "support",
            "exchange",
            "increase",
        }
        return (
            not is_noun
            or following in lexicon.determiners
            or (
                is_joint
                and following not in lexicon.prepositions
                and following not in lexicon.coordinators
                and self._tokens[at + 1].is_word
            )
        )
