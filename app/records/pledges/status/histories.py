"""What follows from status changes: histories, the current status, the collective one, conflicts. Pure functions."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.ledger.model.record_state import PartState, State
from app.records.base.promisors import WHOLE, address, promisors_of
from app.values.sort_keys import latest_day
from app.vocabulary import ENDED, Status, StatusBasis

PART_TYPE = "status_changes"
ORDER = (
    Status.IN_PROGRESS,
    Status.STALLED,
    Status.PLANNED,
    Status.NOT_STARTED,
    Status.NO_VERIFIED_PROGRESS,
)
"""Where promisors differ and not all have ended: the first that occurs; (partly) fulfilled counts as in progress."""

DONE = frozenset({Status.FULFILLED, Status.PARTIALLY_FULFILLED})
CONTRADICTS_WHOLE: Mapping[Status, frozenset[Status]] = {
    Status.FULFILLED: frozenset(Status)
    - {Status.FULFILLED, Status.SUPERSEDED, Status.NOT_ASSESSED, Status.NO_VERIFIED_PROGRESS, Status.NOT_ASSESSABLE},
    Status.NOT_FULFILLED: DONE,
    Status.ABANDONED: DONE,
    Status.NOT_STARTED: frozenset({Status.IN_PROGRESS, Status.STALLED, *DONE}),
    Status.PLANNED: frozenset({Status.STALLED, *DONE}),
}
"""For a status of the whole: the statuses of a promisor that cannot be true beside it."""

Histories = Mapping[str | None, Sequence[PartState]]


def order(change: PartState) -> tuple[str, int]:
    """Return what changes are ordered by: the latest day they take effect on, then their entry."""
    return latest_day(change.written["effective_on"]) or "", change.entry


def histories(changes: Iterable[PartState], promisors: Sequence[str]) -> dict[str | None, list[PartState]]:
    """Return the changes that stand, by the whole and each promisor, in order."""
    found: dict[str | None, list[PartState]] = {}
    for change in sorted(changes, key=order):
        if change.withdrawn is None:
            found.setdefault(address(change.written["party"], promisors), []).append(change)
    return found


def previous_of(change: PartState, history: Sequence[PartState]) -> PartState | None:
    """Return the change before this one in its history, whether or not it is part of it already."""
    position = bisect_left(history, order(change), key=order)
    return history[position - 1] if position else None


@dataclass(frozen=True)
class Place:
    """A change in its history: the one before it, and the day since when its status has held without a break."""

    change: PartState
    previous: PartState | None
    since: str


def places(history: Sequence[PartState]) -> Iterator[Place]:
    """Yield the changes of a history in order, each with its place."""
    previous, since = None, ""
    for change in history:
        if previous is None or status_of(previous) != status_of(change):
            since = order(change)[0]
        yield Place(change, previous, since)
        previous = change


def current(history: Sequence[PartState]) -> PartState | None:
    """Return the change that holds now: the last."""
    return history[-1] if history else None


def status_of(change: PartState | None) -> Status:
    """Return a change's status; without one nobody has assessed it."""
    return Status.NOT_ASSESSED if change is None else Status(change.written["status"])


def collective(statuses: Sequence[Status]) -> Status:
    """Return the status that the promisors have together, as the vocabulary publishes the rule."""
    assessed = [status for status in statuses if status != Status.NOT_ASSESSED]
    if not assessed:
        return Status.NOT_ASSESSED
    if len(assessed) < len(statuses) and set(assessed) == {Status.FULFILLED}:
        return Status.IN_PROGRESS
    if len(set(assessed)) == 1:
        return assessed[0]
    if all(status in ENDED for status in assessed):
        return Status.PARTIALLY_FULFILLED if DONE & set(assessed) else Status.NOT_FULFILLED
    counted = {Status.IN_PROGRESS if status in DONE else status for status in assessed}
    return min(counted.intersection(ORDER), key=ORDER.index)


def conflict(whole: Status, promisors: Iterable[Status]) -> bool:
    """Tell whether the judgement of the whole cannot be true beside that of a promisor."""
    return any(status in CONTRADICTS_WHOLE.get(whole, ()) for status in promisors)


class Standing:
    """Where a pledge stands: its histories and all that follows from them."""

    def __init__(self, state: State) -> None:
        """Read the histories of a pledge's state."""
        self.promisors = promisors_of(state.written)
        self.histories = histories(state.parts.get(PART_TYPE, {}).values(), self.promisors)
        self.whole = current(self.histories.get(WHOLE, []))
        self.by_promisor = {
            promisor: current(self.histories.get(address(promisor, self.promisors), [])) for promisor in self.promisors
        }
        statuses = [status_of(change) for change in self.by_promisor.values()]
        self.collective = collective(statuses)
        self.assessed = sum(status != Status.NOT_ASSESSED for status in statuses)
        self.conflict = len(self.promisors) > 1 and conflict(status_of(self.whole), statuses)

    @property
    def basis(self) -> StatusBasis:
        """Where the pledge's status comes from."""
        if self.whole is not None:
            return StatusBasis.WHOLE
        return StatusBasis.PROMISORS if any(self.by_promisor.values()) else StatusBasis.NONE

    @property
    def status(self) -> Status:
        """The pledge's status: of the whole if it was judged, else that of its promisors together."""
        return status_of(self.whole) if self.whole is not None else self.collective
