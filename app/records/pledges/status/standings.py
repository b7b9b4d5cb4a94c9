"""Where pledges stand on each day, as rows: as a whole (the subject is empty) and by promisor. Pure functions."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from app.ledger.model.record_state import State
from app.ledger.model.shapes import Values
from app.records.base.promisors import WHOLE, address
from app.records.pledges.status.histories import Standing, collective, status_of
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


def standing_rows(state: State) -> Iterator[Values]:
    """Yield where a pledge stands by now, a row a subject."""
    standing = Standing(state)
    yield {
        "subject": SUBJECT_OF_WHOLE,
        "status": standing.status.value,
        "basis": standing.basis.value,
    }
    for promisor, change in standing.by_promisor.items():
        basis = StatusBasis.NONE if change is None else StatusBasis.PROMISORS
        yield {"subject": promisor, "status": status_of(change).value, "basis": basis.value}


def of_party(status: str) -> Judged:
    """Return what holds of a promisor that was judged."""
    return status, StatusBasis.PROMISORS.value


def of_whole(status: str) -> Judged:
    """Return what holds of a pledge that was judged as a whole."""
    return status, StatusBasis.WHOLE.value


def together(judged: Counter[Judged]) -> Judged:
    """Return what holds of a pledge whose promisors alone were judged, given how many stand where."""
    if set(judged) <= {UNJUDGED}:
        return UNJUDGED
    # How many stand at each makes no difference.
    return collective([Status(status) for status, _basis in judged]).value, StatusBasis.PROMISORS.value


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
    before = list(collective_spans(found, ALWAYS, first))
    after = [span for span in _spans(whole, of_whole) if span.start >= first]
    return {SUBJECT_OF_WHOLE: [*before, *after], **found}


def _spans(history: Sequence[Event], judged: Callable[[str], Judged]) -> Iterator[Span]:
    start, holds = ALWAYS, UNJUDGED
    for event in history:
        if event.day > start:
            yield Span(start, event.day, holds)
        start, holds = event.day, judged(event.status)
    yield Span(start, NEVER, holds)


def collective_spans(of_promisors: Mapping[str, Iterable[Span]], start: str, end: str) -> Iterator[Span]:
    """Yield what promisors make a pledge stand at together, from a day until before another."""
    counts: Counter[Judged] = Counter()
    turns: dict[str, list[tuple[Judged, int]]] = {}
    for spans in of_promisors.values():
        for span in spans:
            if span.start < end and span.end > start:
                turns.setdefault(max(span.start, start), []).append((span.judged, 1))
                if span.end < end:
                    turns.setdefault(span.end, []).append((span.judged, -1))
    last: Span | None = None
    for day in sorted(turns):
        for judged, step in turns[day]:
            counts[judged] += step
        holds = together(+counts)
        if last is not None and last.judged != holds:
            yield Span(last.start, day, last.judged)
        if last is None or last.judged != holds:
            last = Span(day, end, holds)
    if last is not None and last.start < end:
        yield Span(last.start, end, last.judged)
