"""Where pledges stand on each day, as rows: as a whole (the subject is empty), and party by party. Pure functions."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from app.ledger.model.shapes import Values
from app.records.base.promisors import WHOLE, address_within, implementers_of, judged_together, promisors_of
from app.records.pledges.status.histories import judged_of
from app.records.pledges.status.judged import UNJUDGED, Judged, after, together
from app.tables.history import ALWAYS, NEVER
from app.vocabulary import JUDGED_ROLES, PartyRole, Status, StatusBasis

SUBJECT_OF_WHOLE = ""
STANDING_COLUMNS = ("subject", "is_promisor", "is_implementer", *Judged._fields)
"""What a row says: of whom, what part that one has in the pledge, and where it stands."""


@dataclass(frozen=True)
class Span:
    """What held from a day until before another."""

    start: str
    end: str
    judged: Judged


@dataclass(frozen=True)
class Judging:
    """A status change that stands, as far as standings follow from it: from a day on, in the order of entries."""

    day: str
    entry: int
    party: str | None
    change: Values


Dues = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Judgeable:
    """What of a pledge standings follow from beside its status changes: who is judged, and when it was to be done.

    `dues` are the days until which it is due, each with the day from which that was so, in order.
    """

    promisors: frozenset[str]
    implementers: frozenset[str]
    shared: frozenset[str]
    dues: Dues

    @classmethod
    def of(cls, written: Values, dues: Dues) -> "Judgeable":
        """Return what is so of a pledge as it is written."""
        promisors, implementers = frozenset(promisors_of(written)), frozenset(implementers_of(written))
        return cls(promisors, implementers, judged_together(written), dues)

    def due_on(self, day: str) -> str | None:
        """Return the day until which the pledge was due, as that was in force on a day."""
        return next((due for start, due in reversed(self.dues) if start <= day), None)

    @cached_property
    def subjects(self) -> Sequence[str]:
        """All who are judged."""
        return sorted(self.promisors | self.implementers)

    def row(self, subject: str, span: Span) -> dict[str, Any]:
        """Return the row of a subject for what held."""
        roles = {"is_promisor": subject in self.promisors, "is_implementer": subject in self.implementers}
        return {"subject": subject, **roles, "from_day": span.start, "to_day": span.end, **span.judged._asdict()}


def standing_rows(document: Values) -> Iterator[tuple[Any, ...]]:
    """Yield where a pledge and its parties stand, as its document shows it, a row for each in `STANDING_COLUMNS`."""
    whole = document["status"]
    yield SUBJECT_OF_WHOLE, False, False, *judged_of(whole, StatusBasis.WHOLE)._replace(basis=whole["basis"])
    roles: dict[str, set[str]] = {}
    standings: dict[str, Values] = {}
    for party in document["parties"]:
        if party["role"] in JUDGED_ROLES:
            subject = party["participant"]["id"]
            roles.setdefault(subject, set()).add(party["role"])
            standings[subject] = party["status"]
    for subject, standing in standings.items():
        is_promisor, is_implementer = PartyRole.PROMISOR in roles[subject], PartyRole.IMPLEMENTER in roles[subject]
        yield subject, is_promisor, is_implementer, *judged_of(standing, StatusBasis.PROMISORS)


class Timeline:
    """How many promisors stand where on each day. Moving one costs what changes between the days of the move."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Count what held of all promisors."""
        turns: dict[str, list[tuple[Judged, int]]] = {ALWAYS: [], NEVER: []}
        for span in spans:
            turns.setdefault(span.start, []).append((span.judged, 1))
            turns.setdefault(span.end, []).append((span.judged, -1))
        self._days = sorted(turns)
        self._counts: list[dict[Judged, int]] = []
        counts: dict[Judged, int] = {}
        for day in self._days:
            for judged, step in turns[day]:
                _count(counts, judged, step)
            self._counts.append(dict(counts))

    def move(self, start: str, end: str, before: Judged, then: Judged) -> None:
        """Let a promisor stand elsewhere from a day until before another."""
        for index in range(self._turn(start), self._turn(end)):
            _count(self._counts[index], before, -1)
            _count(self._counts[index], then, 1)

    def _turn(self, day: str) -> int:
        """Return where a stretch begins on the day, made there if none does."""
        index = bisect_left(self._days, day)
        if self._days[index] != day:
            self._days.insert(index, day)
            self._counts.insert(index, dict(self._counts[index - 1]))
        return index

    def spans(self, start: str, end: str) -> Iterator[Span]:
        """Yield what promisors make a pledge stand at together, from a day until before another."""
        begins, holds = start, None
        for index in range(bisect_right(self._days, start) - 1, bisect_left(self._days, end)):
            day, judged = max(self._days[index], start), together(frozenset(self._counts[index]))
            if holds is not None and judged != holds:
                yield Span(begins, day, holds)
                begins = day
            holds = judged
        if holds is not None and begins < end:
            yield Span(begins, end, holds)


def _count(counts: dict[Judged, int], judged: Judged, step: int) -> None:
    number = counts.get(judged, 0) + step
    if number:
        counts[judged] = number
    else:
        del counts[judged]


def timelines(judgings: Iterable[Judging], pledge: Judgeable) -> Mapping[str, Sequence[Span]]:
    """Return what held of each subject on all days."""
    by_address: dict[str | None, list[Judging]] = {}
    for judging in sorted(judgings, key=attrgetter("day", "entry")):
        by_address.setdefault(address_within(judging.party, pledge.shared), []).append(judging)
    found = {
        subject: _spans(by_address.get(address_within(subject, pledge.shared), ()), pledge, StatusBasis.PROMISORS)
        for subject in pledge.subjects
    }
    whole = by_address.get(WHOLE, [])
    first = whole[0].day if whole else NEVER
    owed = (span for promisor in pledge.promisors for span in found[promisor])
    together_before = list(Timeline(owed).spans(ALWAYS, first))
    judged = [span for span in _spans(whole, pledge, StatusBasis.WHOLE) if span.start >= first]
    return {SUBJECT_OF_WHOLE: [*together_before, *judged], **found}


def _spans(history: Sequence[Judging], pledge: Judgeable, basis: StatusBasis) -> list[Span]:
    return list(spans_after(UNJUDGED, ALWAYS, NEVER, history, pledge, basis))


def spans_after(
    before: Judged, start: str, end: str, history: Iterable[Judging], pledge: Judgeable, basis: StatusBasis
) -> Iterator[Span]:
    """Yield what held from a day until before another, given what held before it and the changes in between."""
    holds = before
    for judging in history:
        if judging.day > start:
            yield Span(start, judging.day, holds)
            start = judging.day
        holds = after(holds, judging.change, judging.day, pledge.due_on(judging.day), basis)
    if start < end:
        yield Span(start, end, holds)


def end_of_reach(history: Iterable[Judging], day: str) -> str:
    """Return the first day that a change on a day cannot alter, given those that follow it.

    It alters the next one, which may reverse it, and those that go on saying fulfilled after that, which are as late.
    """
    following: Collection[Judging] = [judging for judging in history if judging.day > day]
    turn = min((judging.day for judging in following), default=NEVER)
    others = (judging.day for judging in following if judging.change["status"] != Status.FULFILLED)
    return min((other for other in others if other > turn), default=NEVER)
