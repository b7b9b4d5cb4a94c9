"""Where pledges stand on each day, as rows: as a whole (the subject is empty) and by promisor. Pure functions."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from app.ledger.model.shapes import Values
from app.records.base.promisors import WHOLE, address
from app.records.pledges.status.histories import collective
from app.tables.history import ALWAYS, NEVER
from app.vocabulary import Status, StatusBasis

SUBJECT_OF_WHOLE = ""
Judged = tuple[str, str]
"""A status, and where it comes from."""

UNJUDGED: Judged = (Status.NOT_ASSESSED.value, StatusBasis.NONE.value)


@dataclass(frozen=True)
class Span:
    """What held from a day until before another."""

    start: str
    end: str
    judged: Judged


@dataclass(frozen=True)
class Event:
    """A status change that stands: the day from which it holds, its entry, the party that it judges, the status."""

    day: str
    entry: int
    party: str | None
    status: str


def standing_rows(document: Values) -> Iterator[tuple[str, str, str]]:
    """Yield the statuses of a pledge, as its document shows them: each subject with its status and the basis."""
    whole = document["status"]
    yield SUBJECT_OF_WHOLE, whole["status"], whole["basis"]
    none, promisors = StatusBasis.NONE.value, StatusBasis.PROMISORS.value
    for party in document["parties"]:
        if (held := party["status"]) is not None:
            yield party["participant"]["id"], held["status"], none if held["change"] is None else promisors


def of_party(status: str) -> Judged:
    """Return what holds of a promisor that was judged."""
    return status, StatusBasis.PROMISORS.value


def of_whole(status: str) -> Judged:
    """Return what holds of a pledge that was judged as a whole."""
    return status, StatusBasis.WHOLE.value


@cache
def together(judged: frozenset[Judged]) -> Judged:
    """Return what holds of a pledge whose promisors alone were judged, given where they stand, however many."""
    if judged <= {UNJUDGED}:
        return UNJUDGED
    return collective([Status(status) for status, _basis in judged]).value, StatusBasis.PROMISORS.value


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

    def move(self, start: str, end: str, before: Judged, after: Judged) -> None:
        """Let a promisor stand elsewhere from a day until before another."""
        for index in range(self._turn(start), self._turn(end)):
            _count(self._counts[index], before, -1)
            _count(self._counts[index], after, 1)

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


def timelines(events: Iterable[Event], promisors: Sequence[str]) -> dict[str, list[Span]]:
    """Return what held of each subject on all days."""
    by_address: dict[str | None, list[Event]] = {}
    for event in sorted(events, key=attrgetter("day", "entry")):
        by_address.setdefault(address(event.party, promisors), []).append(event)
    found = {
        promisor: list(_spans(by_address.get(address(promisor, promisors), []), of_party)) for promisor in promisors
    }
    whole = by_address.get(WHOLE, [])
    first = whole[0].day if whole else NEVER
    before = list(Timeline(span for spans in found.values() for span in spans).spans(ALWAYS, first))
    after = [span for span in _spans(whole, of_whole) if span.start >= first]
    return {SUBJECT_OF_WHOLE: [*before, *after], **found}


def _spans(history: Sequence[Event], judged: Callable[[str], Judged]) -> Iterator[Span]:
    start, holds = ALWAYS, UNJUDGED
    for event in history:
        if event.day > start:
            yield Span(start, event.day, holds)
        start, holds = event.day, judged(event.status)
    yield Span(start, NEVER, holds)
