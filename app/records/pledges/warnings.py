"""What is doubtful in a pledge, and in a change of its status: taken as it is, and told."""

from collections.abc import Iterator

from app.ledger.model.record_state import State
from app.records.base.amended import amended_fields, in_force
from app.records.pledges.amendments.schemas import AMENDABLE
from app.records.pledges.status.histories import PART_TYPE
from app.records.sources.citations import nothing_cited
from app.values.sort_keys import earliest_day, latest_day
from app.vocabulary import Status, WarningCode
from app.write_result import WriteWarning

ENDED_SHORT = frozenset({Status.PARTIALLY_FULFILLED, Status.NOT_FULFILLED})
"""Statuses by which a pledge has ended as less than what was pledged, as is known once it is due."""

FAR_OFF = 50
"""Years between announcement and due that are hardly ever meant."""


def warn(before: State | None, after: State) -> Iterator[WriteWarning]:
    """Yield what is doubtful in a pledge."""
    yield from _amended(before, after)
    yield from nothing_cited(after.written)
    yield from _judged_before(before, after)
    yield from _ended(after)
    announced, due = earliest_day(after.written["announced"]), latest_day(after.written["due"])
    if announced is not None and due is not None and int(due[:4]) - int(announced[:4]) > FAR_OFF:
        message = f"is more than {FAR_OFF} years after announced: check the year"
        yield WriteWarning("/due", WarningCode.DUE_FAR_OFF, message)


def _amended(before: State | None, after: State) -> Iterator[WriteWarning]:
    """Yield the fields that were corrected and are not shown, since an amendment has changed them since."""
    if before is None:
        return
    corrected = [field for field in AMENDABLE if before.written[field] != after.written[field]]
    amended = amended_fields(after) if corrected else ()
    for field in corrected:
        if field in amended:
            message = "corrects what was promised first: an amendment has changed it since, and is shown"
            yield WriteWarning(f"/{field}", WarningCode.AMENDED_FIELD, message)


def _judged_before(before: State | None, after: State) -> Iterator[WriteWarning]:
    """Yield the criteria that are written after somebody judged by them."""
    known = {} if before is None else before.written["criteria"] or {}
    judged = {change.written["status"] for change in after.parts.get(PART_TYPE, {}).values() if change.stands}
    for status, text in (after.written["criteria"] or {}).items():
        if text is not None and text != known.get(status) and status in judged:
            message = f"is written after a status change to {status}: withdraw that one if it does not hold"
            yield WriteWarning(f"/criteria/{status}", WarningCode.CRITERIA_AFTER_VERDICT, message)


def _ended(after: State) -> Iterator[WriteWarning]:
    """Yield the parties whose part had ended before the pledge was announced."""
    announced = earliest_day(after.written["announced"])
    for index, party in enumerate(after.written["parties"]):
        ended = latest_day(party["to"])
        if announced is not None and ended is not None and ended < announced:
            message = "is before the pledge was announced: check both days"
            yield WriteWarning(f"/parties/{index}/to", WarningCode.PARTY_ENDED, message)


def warn_of_change(state: State, part: str) -> Iterator[WriteWarning]:
    """Yield what is doubtful in a status change of a pledge."""
    change = state.parts[PART_TYPE][part].written
    day = latest_day(change["effective_on"])
    due = latest_day(in_force(state, "due", day))
    if change["status"] in ENDED_SHORT and day is not None and due is not None and day < due:
        message = "takes effect before the pledge is due: give the day when it was settled, or a status that goes on"
        yield WriteWarning("/effective_on", WarningCode.ENDED_BEFORE_DUE, message)
