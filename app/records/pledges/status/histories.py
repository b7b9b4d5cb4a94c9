"""What follows from status changes: histories, the current status, the collective one, conflicts. Pure functions."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.records.base.amended import in_force
from app.records.base.promisors import WHOLE, address, promisors_of
from app.values.dates import read_date
from app.values.sort_keys import day_of_part, latest_day
from app.vocabulary import ENDED, FINAL, LEFT_OUT, Status, StatusBasis

PART_TYPE = "status_changes"
ORDER = (
    Status.IN_PROGRESS,
    Status.STALLED,
    Status.SUSPENDED,
    Status.PLANNED,
    Status.NOT_STARTED,
    Status.NO_VERIFIED_PROGRESS,
)
"""Where promisors differ and not all have ended: the first that occurs; (partly) fulfilled counts as in progress."""

DONE = frozenset({Status.FULFILLED, Status.PARTIALLY_FULFILLED})
CONTRADICTS_WHOLE: Mapping[Status, frozenset[Status]] = {
    Status.FULFILLED: frozenset(Status)
    - {Status.FULFILLED, Status.NOT_ASSESSED, Status.NO_VERIFIED_PROGRESS, *LEFT_OUT},
    Status.NOT_FULFILLED: DONE,
    Status.ABANDONED: DONE,
    Status.NOT_STARTED: frozenset({Status.IN_PROGRESS, Status.STALLED, *DONE}),
    Status.PLANNED: frozenset({Status.STALLED, *DONE}),
}
"""For a status of the whole: the statuses of a promisor that cannot be true beside it."""

Histories = Mapping[str | None, Sequence[PartState]]


def order(change: PartState) -> tuple[str, int]:
    """Return what changes are ordered by: the last day of effective_on or that of recording, then their entry."""
    return day_of_part(change.written["effective_on"], change.recorded_at) or "", change.entry


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


def follows(state: State) -> dict[str, Values]:
    """Return what follows from the changes' places in their histories. Withdrawn ones have none.

    Where a state holds some changes alone, the first of a history is as it was if the one before it was not read.
    """
    changes = state.parts.get(PART_TYPE, {})
    found: dict[str, Values] = {
        change: {"previous": None, "is_reversal": False, "fulfilled_late": False} for change in changes
    }
    for history in histories(changes.values(), promisors_of(state.written)).values():
        previous, late = None, False
        for change in history:
            told = _as_it_was(state, change) if previous is None else None
            if told is None:
                status, before = status_of(change), status_of(previous)
                if status != before:
                    late = _is_late(state, order(change)[0])
                told = {
                    "previous": previous and {"change": previous.id, "status": before.value},
                    "is_reversal": before in FINAL and before != status,
                    "fulfilled_late": late and status == Status.FULFILLED,
                }
            found[change.id] = told
            previous, late = change, told["fulfilled_late"]
    return found


def _is_late(state: State, day: str) -> bool:
    """Return whether what was done on a day came after the day by which the pledge was then due."""
    due = latest_day(in_force(state, "due", day))
    return due is not None and day > due


def _as_it_was(state: State, first: PartState) -> Values | None:
    """Return what followed for the first change of a history that was read, if there is another one before it."""
    if state.kept is None or first.id not in state.kept.before.parts.get(PART_TYPE, {}) or state.holds(PART_TYPE):
        return None
    document = state.kept.part_document(PART_TYPE, first.id)
    if document["previous"] is None or document["previous"]["change"] in state.parts[PART_TYPE]:
        return None
    return {name: document[name] for name in ("previous", "is_reversal", "fulfilled_late")}


def current(history: Sequence[PartState]) -> PartState | None:
    """Return the change that holds now: the last."""
    return history[-1] if history else None


def status_of(change: PartState | None) -> Status:
    """Return a change's status; without one nobody has assessed it."""
    return Status.NOT_ASSESSED if change is None else Status(change.written["status"])


def collective(statuses: Iterable[Status]) -> Status:
    """Return the status that the promisors have together, as the vocabulary publishes the rule.

    How many of them stand at a status makes no difference.
    """
    found = set(statuses)
    counted = found - LEFT_OUT
    assessed = counted - {Status.NOT_ASSESSED}
    if not counted and found:
        return next(iter(found)) if len(found) == 1 else Status.NOT_ASSESSABLE
    if not assessed:
        return Status.NOT_ASSESSED
    if len(counted) == 1:
        return next(iter(counted))
    if assessed <= ENDED:
        if counted == assessed:
            return Status.PARTIALLY_FULFILLED if assessed & DONE else Status.NOT_FULFILLED
        return Status.IN_PROGRESS if assessed & DONE else Status.NOT_ASSESSED
    occurring = {Status.IN_PROGRESS if status in DONE else status for status in assessed}
    return min(occurring.intersection(ORDER), key=ORDER.index)


def conflict(whole: Status, promisors: Iterable[Status]) -> bool:
    """Return whether the judgement of the whole cannot be true beside that of a promisor."""
    return any(status in CONTRADICTS_WHOLE.get(whole, ()) for status in promisors)


def standing_of(change: PartState | None) -> Values:
    """Return the status that a change gives, as documents hold it."""
    if change is None:
        return {"status": Status.NOT_ASSESSED.value, "effective_on": None, "reason": None, "change": None}
    return {
        "status": change.written["status"],
        "effective_on": read_date(change.written["effective_on"]),
        "reason": change.written["reason"],
        "change": change.id,
    }


class Standing:
    """Where a pledge stands, as a whole and promisor by promisor, and all that follows from that."""

    def __init__(self, state: State) -> None:
        """Read the current changes of a pledge's state; of those that were not read, what was kept."""
        self.promisors = promisors_of(state.written)
        found = _current(state, self.promisors)
        self.whole = found.get(WHOLE, _UNJUDGED)
        single = len(self.promisors) == 1
        self.by_promisor = {
            promisor: self.whole if single else found.get(promisor, _UNJUDGED) for promisor in self.promisors
        }
        counts = Counter(standing["status"] for standing in self.by_promisor.values())
        self.assessed = len(self.by_promisor) - counts[Status.NOT_ASSESSED.value]
        statuses = [Status(status) for status, number in counts.items() if number]
        self.collective = collective(statuses)
        self.conflict = not single and conflict(Status(self.whole["status"]), statuses)

    @property
    def basis(self) -> StatusBasis:
        """Where the pledge's status comes from."""
        if self.whole["change"] is not None:
            return StatusBasis.WHOLE
        judged = any(standing["change"] is not None for standing in self.by_promisor.values())
        return StatusBasis.PROMISORS if judged else StatusBasis.NONE

    @property
    def status(self) -> Status:
        """The pledge's status: of the whole if it was judged, else that of its promisors together."""
        return self.collective if self.whole["change"] is None else Status(self.whole["status"])


_UNJUDGED = standing_of(None)


def _current(state: State, promisors: Sequence[str]) -> dict[str | None, Values]:
    """Return where the whole and each promisor stand that was judged."""
    changes = state.parts.get(PART_TYPE, {})
    found = {
        address: standing_of(current(history)) for address, history in histories(changes.values(), promisors).items()
    }
    if state.holds(PART_TYPE) or state.kept is None:
        return found
    kept = _kept_standings(state.kept.document, promisors)
    touched = {address(change.written["party"], promisors) for change in changes.values()}
    for subject in touched:
        held = kept.get(subject, _UNJUDGED)["change"]
        # What holds was read if anything that comes to hold was.
        if held is None or held in changes:
            kept[subject] = found.get(subject, _UNJUDGED)
    return kept


def _kept_standings(document: Values, promisors: Sequence[str]) -> dict[str | None, Values]:
    """Return the same as a document shows it. Promisors are as they were: else all changes are read."""
    found: dict[str | None, Values] = {}
    if len(promisors) > 1:
        found = {
            party["participant"]["id"]: party["status"] for party in document["parties"] if party["status"] is not None
        }
    if document["status"]["basis"] == StatusBasis.WHOLE:
        found[WHOLE] = {name: document["status"][name] for name in _UNJUDGED}
    return found
