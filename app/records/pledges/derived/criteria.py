"""Whether what would show how a pledge ended was said before somebody judged it."""

from app.ledger.model.record_state import PartState, State

JUDGED_BEFORE_CRITERIA = "judged_before_criteria"
"""The count of the status changes of a pledge that are older than the criterion for their status."""

RULE = (
    "criteria_after_verdict: the criterion for a status (fulfilled, partially_fulfilled or not_fulfilled) was written "
    "or changed by a later entry than the one that recorded a status change to that status which stands, of the whole "
    "or of a party; a scheduled one is recorded by the entry by which it takes effect. A criterion that was taken away "
    "does not count. Where entries were redacted, a criterion counts as written by the first of them that may have."
)


def was_judged_before(state: State, change: PartState) -> bool:
    """Return whether a status change stands that is older than the criterion for its status."""
    criterion = state.last_written.get(change.written["status"])
    return criterion is not None and change.stands and change.entry < criterion.entry
