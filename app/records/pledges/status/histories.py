"""What follows from status changes: histories, the current status, the collective one, conflicts. Pure functions."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from app.ledger.model.record_state import PartState, State
from app.ledger.model.shapes import Values
from app.records.base.amended import course, on_day
from app.records.base.promisors import WHOLE, address_within, doers_of, judged_together, promisors_of
from app.records.pledges.status.judged import FLAGS, Judged, collective, together
from app.values.sort_keys import day_of_part, latest_day
from app.values.times.dates import read_date
from app.vocabulary import DONE, FINAL, LEFT_OUT, Status, StatusBasis

PART_TYPE = "status_changes"
CONTRADICTS_WHOLE: Mapping[Status, frozenset[Status]] = {
    Status.FULFILLED: frozenset(Status)
    - {Status.FULFILLED, Status.NOT_ASSESSED, Status.NO_VERIFIED_PROGRESS, *LEFT_OUT},
    Status.NOT_FULFILLED: DONE,
    Status.ABANDONED: DONE,
    Status.NOT_STARTED: frozenset({Status.IN_PROGRESS, Status.STALLED, *DONE}),
    Status.PLANNED: frozenset({Status.STALLED, *DONE}),
}
"""For a status of the whole: the statuses of a promisor that cannot be true beside it."""


def order(change: PartState) -> tuple[str, int]:
    """Return what changes are ordered by: the last day of effective_on or that of recording, then their entry."""
    day = change.scheduled_for or day_of_part(change.written["effective_on"], change.recorded_at)
    return day or "", change.entry


def histories(changes: Iterable[PartState], shared: Collection[str]) -> dict[str | None, list[PartState]]:
    """Return the changes that stand, by the whole and each party, in order. The whole has those of who is `shared`."""
    found: dict[str | None, list[PartState]] = {}
    for change in sorted(changes, key=order):
        if change.stands:
            found.setdefault(address_within(change.written["party"], shared), []).append(change)
    return found


def previous_of(change: PartState, history: Sequence[PartState]) -> PartState | None:
    """Return the change before this one in its history, whether or not it is part of it already."""
    if not history:
        return None
    position = bisect_left(history, order(change), key=order)
    return history[position - 1] if position else None


def follows(state: State) -> dict[str, Values]:
    """Return what follows from the changes' places in their histories. Withdrawn ones have none.

    Where a state holds some changes alone, the first of a history is as it was if the one before it was not read.
    """
    if not (changes := state.parts.get(PART_TYPE)):
        return {}
    return _followed(state, histories(changes.values(), judged_together(state.written)))


def _followed(state: State, ordered: Mapping[str | None, Sequence[PartState]]) -> dict[str, Values]:
    """Return the same, of a state with changes, given their histories."""
    found: dict[str, Values] = {
        change: {"previous": None, "is_reversal": False, "fulfilled_late": False} for change in state.parts[PART_TYPE]
    }
    # Once for all changes: a pledge may have hundreds of them, and of amendments.
    dues = course(state, "due")
    for history in ordered.values():
        previous, before, late = None, NOT_ASSESSED, False
        for change in history:
            status: str = change.written["status"]
            told = _as_it_was(state, change) if previous is None else None
            if told is None:
                if status == Status.FULFILLED and status != before:
                    late = _is_late(dues, order(change)[0])
                told = {
                    "previous": previous and {"change": previous.id, "status": before},
                    "is_reversal": before in FINAL and before != status,
                    "fulfilled_late": late and status == Status.FULFILLED,
                }
            found[change.id] = told
            previous, before, late = change, status, told["fulfilled_late"]
    return found


def _is_late(dues: Sequence[tuple[str, Any]], day: str) -> bool:
    """Return whether what was done on a day came after the day by which the pledge was then due."""
    due = latest_day(on_day(dues, day))
    return due is not None and day > due


def _as_it_was(state: State, first: PartState) -> Values | None:
    """Return what followed for the first change of a history that was read, if there is another one before it."""
    if state.kept is None or first.id not in state.kept.before.parts.get(PART_TYPE, {}) or state.holds(PART_TYPE):
        return None
    document = state.kept.part_document(PART_TYPE, first.id)
    if document["previous"] is None or document["previous"]["change"] in state.parts[PART_TYPE]:
        return None
    return {name: document[name] for name in ("previous", "is_reversal", "fulfilled_late")}


NOT_ASSESSED = Status.NOT_ASSESSED.value
"""Where stands what nobody has assessed."""


def conflict(whole: Status, promisors: Iterable[Status]) -> bool:
    """Return whether the judgement of the whole cannot be true beside that of a promisor."""
    return any(status in CONTRADICTS_WHOLE.get(whole, ()) for status in promisors)


def overrides(written: Values) -> bool:
    """Return whether a change sets guards of evidence aside."""
    return written["override"] is not None


def standing_of(change: PartState | None, followed: Values | None = None) -> Values:
    """Return the status that a change gives, as documents hold it, given what follows from its place."""
    if change is None or followed is None:
        return {
            "status": Status.NOT_ASSESSED.value,
            "effective_on": None,
            "reason": None,
            "change": None,
            "fulfilled_late": False,
            "is_reversal": False,
            "overridden": False,
            "unknown_because": None,
        }
    return {
        "status": change.written["status"],
        "effective_on": read_date(change.written["effective_on"]),
        "reason": change.written["reason"],
        "change": change.id,
        "fulfilled_late": followed["fulfilled_late"],
        "is_reversal": followed["is_reversal"],
        "overridden": overrides(change.written),
        "unknown_because": change.written["unknown_because"],
    }


class Standing:
    """Where a pledge stands, as a whole, promisor by promisor and implementer by implementer, and what follows."""

    def __init__(self, state: State) -> None:
        """Read the current changes of a pledge's state; of those that were not read, what was kept."""
        self.promisors = promisors_of(state.written)
        shared = judged_together(state.written)
        found = _current(state, shared)
        self.whole = found.get(WHOLE, _UNJUDGED)
        self.by_party = {
            party: self.whole if party in shared else found.get(party, _UNJUDGED) for party in doers_of(state.written)
        }
        owed = [self.by_party[promisor] for promisor in self.promisors]
        # Alike standings count once: how many promisors stand where makes no difference.
        judged = frozenset(judged_of(standing, StatusBasis.PROMISORS) for standing in owed)
        statuses = {Status(standing["status"]) for standing in owed}
        self.assessed = sum(standing["status"] != Status.NOT_ASSESSED for standing in owed)
        self.collective = collective(statuses)
        self.conflict = not shared and conflict(Status(self.whole["status"]), statuses)
        self._together = together(judged)

    @property
    def own(self) -> Values:
        """The pledge's own status: of the whole if it was judged, else that of its promisors together."""
        if self.whole["change"] is not None:
            return self.whole | {"basis": StatusBasis.WHOLE.value}
        return self.whole | self._together._asdict()

    @property
    def status(self) -> Status:
        """The pledge's status."""
        return Status(self.own["status"])


_UNJUDGED = standing_of(None)


def judged_of(standing: Values, basis: StatusBasis) -> Judged:
    """Return what holds of who stands there, as a document shows it."""
    told = StatusBasis.NONE if standing["change"] is None else basis
    return Judged(standing["status"], told.value, *_flags(standing))


_flags = itemgetter(*FLAGS)


def _current(state: State, shared: Collection[str]) -> dict[str | None, Values]:
    """Return where the whole and each party stand that was judged."""
    changes, found = state.parts.get(PART_TYPE, {}), dict[str | None, Values]()
    if changes:
        ordered = histories(changes.values(), shared)
        followed = _followed(state, ordered)
        found = {subject: standing_of(history[-1], followed[history[-1].id]) for subject, history in ordered.items()}
    if state.holds(PART_TYPE) or state.kept is None:
        return found
    kept = _kept_standings(state.kept.document, shared)
    touched = {address_within(change.written["party"], shared) for change in changes.values()}
    for subject in touched:
        held = kept.get(subject, _UNJUDGED)["change"]
        # What holds was read if anything that comes to hold was.
        if held is None or held in changes:
            kept[subject] = found.get(subject, _UNJUDGED)
    return kept


def _kept_standings(document: Values, shared: Collection[str]) -> dict[str | None, Values]:
    """Return the same as a document shows it. Parties are as they were: else all changes are read."""
    found: dict[str | None, Values] = {
        party["participant"]["id"]: party["status"]
        for party in document["parties"]
        if party["status"] is not None and party["participant"]["id"] not in shared
    }
    if document["status"]["basis"] == StatusBasis.WHOLE:
        found[WHOLE] = {name: document["status"][name] for name in _UNJUDGED}
    return found
