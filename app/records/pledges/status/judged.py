"""Where somebody stands: a status, where it comes from, and what else the change that gave it says. Pure functions."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from app.ledger.model.shapes import Values
from app.vocabulary import DONE, ENDED, FINAL, LEFT_OUT, STATUS_ORDER, Status, StatusBasis


class Judged(NamedTuple):
    """What holds of a pledge, or of one of its parties."""

    status: str
    basis: str
    fulfilled_late: bool = False
    is_reversal: bool = False
    overridden: bool = False
    unknown_because: str | None = None


UNJUDGED = Judged(Status.NOT_ASSESSED.value, StatusBasis.NONE.value)
FLAGS = Judged._fields[2:]
"""What the change that gave a status says beside it."""


def after(before: Judged, change: Values, day: str, due: str | None, basis: StatusBasis) -> Judged:
    """Return what holds after a change on a day.

    One that says fulfilled again is as late as the first of those that do: it goes by the day since when it is.
    """
    status = change["status"]
    if status == before.status:
        late = before.fulfilled_late
    else:
        late = status == Status.FULFILLED and due is not None and day > due
    reversal = before.status in FINAL and before.status != status
    return Judged(status, basis.value, late, reversal, change["overridden"], change["unknown_because"])


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
    return min(occurring.intersection(STATUS_ORDER), key=STATUS_ORDER.index)


@cache
def together(judged: frozenset[Judged]) -> Judged:
    """Return what holds of a pledge whose promisors alone were judged, given where they stand, however many.

    It is fulfilled late if any of them was late, and nothing more is known of it for the reason that all give who stand
    where it does.
    """
    if all(each.basis == StatusBasis.NONE for each in judged):
        return UNJUDGED
    status = collective(Status(each.status) for each in judged)
    late = status == Status.FULFILLED and any(each.fulfilled_late for each in judged)
    return Judged(
        status.value,
        StatusBasis.PROMISORS.value,
        late,
        any(each.is_reversal for each in judged),
        any(each.overridden for each in judged),
        _common({each.unknown_because for each in judged if each.status == status}),
    )


def _common(reasons: Collection[str | None]) -> str | None:
    return next(iter(reasons)) if len(reasons) == 1 else None
