"""Which words of a sentence are denied: what is promised or said within them, nobody promised or said."""

from collections.abc import Sequence

from app.intake.clauses.holding import NOUNS_TOO, Clause
from app.intake.clauses.read_sentence import ReadSentence
from app.intake.findings import Span
from app.vocabulary import StatementKind

MOST_BEFORE_THAT = 14
"""Words between a denial and what is denied: "denied on Monday, in a statement, that"."""

MOST_BEFORE_ALLEGED = 4
"""Words between a denial and what it names: "rejected recent press reports that"."""

_ENDING = frozenset(";:")
_TOLD_AS_PAST = frozenset({"having", "had", "hubiera", "hubieran", "haya", "hayan", "había", "habían"})


def denied_words(reading: ReadSentence, clauses: Sequence[Clause]) -> list[Span]:
    """Return where the denied words of a sentence stand: from the first of them to before the last one's end."""
    found: list[Span] = []
    begun = _negated_saying(reading, clauses)
    for at in range(len(reading.tokens)):
        opened = begun.get(at) or _opened(reading, at)
        if opened is not None and opened < len(reading.tokens) and not any(one <= at < end for one, end in found):
            found.append((opened, _end(reading, clauses, opened)))
    return found


def _negated_saying(reading: ReadSentence, clauses: Sequence[Clause]) -> dict[int, int]:
    """Return where begins what somebody did not say or agree, by the place of the verb: "did not say that"."""
    begun = {}
    for clause in clauses:
        rule = clause.found.rule
        if rule.gives is not None and rule.is_outset and clause.group.is_negated:
            that = _that(reading, clause.found.first + 1)
            if that is not None:
                begun[clause.found.first] = that + 1
    return begun


def _opened(reading: ReadSentence, at: int) -> int | None:
    """Return where what is denied begins, if the words at a place deny it."""
    lexicon, low = reading.lexicon, reading.tokens[at].low
    for phrase in lexicon.denying:
        if reading.begins_with(at, phrase):
            behind = at + len(phrase)
            that = _that(reading, behind)
            if that is not None:
                return that + 1
            named = behind < len(reading.tokens) and reading.tokens[behind].is_word
            return behind if named and reading.tokens[behind].low not in lexicon.prepositions - {"a"} else None
    if low in lexicon.rejecting:
        ahead = range(at + 1, min(at + 1 + MOST_BEFORE_ALLEGED, len(reading.tokens)))
        alleged = next((place for place in ahead if reading.tokens[place].low in lexicon.alleged), at)
        return _behind_that(reading, alleged)
    is_alleged = low in lexicon.alleged and (
        low not in NOUNS_TOO
        or at == 0
        or reading.tokens[at - 1].low in lexicon.determiners | lexicon.prepositions | lexicon.none
    )
    is_untrue = any(reading.begins_with(at, phrase) for phrase in lexicon.untrue)
    return _behind_that(reading, at) if is_alleged or is_untrue else None


def _behind_that(reading: ReadSentence, at: int) -> int | None:
    """Return the place behind the "that" that follows a word soon: "rumours that", "rumores de que"."""
    that = next((n for n in range(at + 1, min(at + 4, len(reading.tokens))) if _is_that(reading, n)), None)
    return None if that is None else that + 1


def _that(reading: ReadSentence, at: int) -> int | None:
    """Return where "that" stands behind a verb: with adverbs, days and places between, and no other verb."""
    for place in range(at, min(at + MOST_BEFORE_THAT, len(reading.tokens))):
        if _is_that(reading, place):
            return place
        if reading.tokens[place].text in _ENDING or reading.tokens[place].low in reading.lexicon.auxiliaries:
            return None
    return None


def _is_that(reading: ReadSentence, at: int) -> bool:
    return reading.tokens[at].low in reading.lexicon.that


def _end(reading: ReadSentence, clauses: Sequence[Clause], first: int) -> int:
    """Return before which place what is denied ends: where whoever denies says or does something else."""
    lexicon, tokens = reading.lexicon, reading.tokens
    is_clause = _is_that(reading, first - 1)
    marks = (
        at
        for at in range(first, len(tokens))
        if tokens[at].text in _ENDING
        or tokens[at].low in lexicon.opposing
        or (tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].low in lexicon.adding)
    )
    end = next(marks, len(tokens))
    foretells = False
    for clause in clauses:
        place = clause.found.first
        if not first <= place < end:
            continue
        before = tokens[max(clause.first - 1, 0)].low
        if (
            before in lexicon.coordinators | {","}
            and clause.first > first
            and _is_beside(clause, is_clause=is_clause, foretells=foretells)
        ):
            return clause.first - 1
        foretells = foretells or clause.is_future
    return end


def _is_beside(clause: Clause, *, is_clause: bool, foretells: bool) -> bool:
    """Return whether a clause that something joins to what is denied stands beside it, and not within it."""
    rule = clause.found.rule
    if clause.group.auxiliaries & _TOLD_AS_PAST:
        return False
    if rule.gives is StatementKind.DENIAL or rule.is_outset or (clause.is_future and not foretells):
        return True
    return not is_clause and clause.subject.is_left_out
