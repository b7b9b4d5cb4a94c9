"""What is answered of counted statuses: all, those that were judged, and what came of those that are due."""

from collections import Counter
from collections.abc import Mapping

from app.ledger.model.shapes import Values
from app.vocabulary import OUTCOMES, UNKNOWN, Status, UnknownBecause

# The words themselves: a member of a list is asked for its word at each use.
STATUSES = tuple(status.value for status in Status)
REASONS = tuple(reason.value for reason in UnknownBecause)
OF_OUTCOMES = {outcome: [status.value for status in found] for outcome, found in OUTCOMES.items()}

Counted = tuple[str, bool, str | None]
Tally = Counter[Counted]
"""How many are at a status, are due or not, and why nothing more is known, if that is said."""


def totals(statuses: Mapping[str, int]) -> Values:
    """Return counts by status with their sum, and of how many nobody has judged anything."""
    total = sum(statuses.values())
    without = statuses.get(Status.NOT_ASSESSED, 0)
    return {"total": total, "assessed": total - without, "not_assessed": without, "statuses": _ordered(statuses)}


def totals_with_due(tally: Mapping[Counted, int]) -> Values:
    """Return the same, and what came of those that are due."""
    every, due, because = Counter[str](), Counter[str](), dict.fromkeys(REASONS, 0)
    for (status, is_due, reason), number in tally.items():
        every[status] += number
        if is_due:
            due[status] += number
            if reason is not None and status in UNKNOWN:
                because[reason] += number
    outcomes = {outcome: sum(due[status] for status in found) for outcome, found in OF_OUTCOMES.items()}
    return {
        **totals(every),
        "due": {"total": due.total(), **outcomes, "unknown_because": because, "statuses": _ordered(due)},
    }


def _ordered(statuses: Mapping[str, int]) -> Values:
    return {status: statuses[status] for status in STATUSES if statuses.get(status)}
