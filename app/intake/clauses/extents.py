"""How far the words behind a verb reach that say what is to be done, and which doings they name."""

from collections.abc import Sequence

from app.intake.clauses.words_of_sentence import WordsOfSentence

MOST_WORDS = 45
"""Words of what is to be done."""

MOST_BEFORE_INSERTED, MOST_INSERTED = 5, 22
"""Words of a doing before something is put in, and of that: "establish, together with the agency, ten centres"."""

_WITHIN_DOINGS = frozenset({"as", "than", "before", "after", "como", "antes", "después"})
"""What joins clauses elsewhere, and within a doing says how or by when."""

_DASHES = frozenset("–-")


class Extents(WordsOfSentence):
    """How far the doings of a sentence reach."""

    def end(self, first: int, stops: Sequence[int]) -> int:
        """Return the place before which what is to be done ends, which begins at `first`; `stops` are other clauses."""
        lexicon = self._lexicon
        most = min(len(self._tokens), first + MOST_WORDS)
        end = next((stop for stop in stops if first < stop < most), most)
        opened, beyond = 0, first
        for at in range(first, end):
            text, low = self._tokens[at].text, self._low(at)
            if at < beyond:
                continue
            if text == "," and first < at <= first + MOST_BEFORE_INSERTED:
                beyond = self._behind_inserted(at, end)
                if beyond > at:
                    continue
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

    def _behind_inserted(self, comma: int, end: int) -> int:
        """Return where a doing goes on behind what a comma puts in ("abolish, by 2030, the fees"); else the comma."""
        lexicon = self._lexicon
        low = self._low(comma + 1)
        if not (low in lexicon.prepositions | lexicon.subordinators or lexicon.is_adverb(low)):
            return comma
        for at in range(comma + 2, min(comma + MOST_INSERTED, end - 1)):
            text = self._tokens[at].text
            if text == ",":
                following = self._low(at + 1)
                goes_on = following in lexicon.determiners | lexicon.counting | lexicon.of | {"a", "al", "to"}
                return at + 1 if goes_on or following[:1].isdigit() else comma
            if text in ";:—“”" or at in self._verbs:
                return comma
        return comma

    def _leaves(self, at: int) -> bool:
        """Return whether what follows a comma is no longer what is to be done."""
        lexicon, low = self._lexicon, self._low(at)
        if (
            low in lexicon.subordinators
            or low in lexicon.relatives
            or low in {"with", "con", "in", "which", "a", "according", "según", "que"}
            or (low in lexicon.prepositions and self._low(at + 1) in lexicon.relatives)
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
