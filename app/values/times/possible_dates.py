"""What dates cannot be: of something that has happened, yet to come; of an end, before its beginning."""

from pydantic import AfterValidator, ValidationInfo

from app.values._strings import refuse
from app.values.times.dates import bounds, today_anywhere

DAY_LENGTH = len("2025-02-05")


def has_begun(date: str) -> bool:
    """Return whether the first day that a date may mean has begun anywhere on Earth (UTC+14)."""
    first = bounds(date)[0]
    return first is None or first <= today_anywhere()


def _begun(date: str | None) -> str | None:
    if date is not None and not has_begun(date):
        refuse("date_to_come", "must not begin later than today anywhere on Earth (UTC+14)")
    return date


def _begun_instant(instant: str | None) -> str | None:
    if instant is not None:
        _begun(instant[:DAY_LENGTH])
    return instant


BEGUN = AfterValidator(_begun)
"""Marks a date in EDTF, or a day, of what has happened: it must have begun, as the running month and year have."""

BEGUN_INSTANT = AfterValidator(_begun_instant)
"""Marks an instant of what has happened: its day must have begun."""


def _begun_unless_announced(date: str | None, info: ValidationInfo) -> str | None:
    if date is not None and info.data.get("announced_on") is None and not has_begun(date):
        refuse("date_not_announced", "must not begin later than today; if it was announced, give announced_on")
    return date


BEGUN_UNLESS_ANNOUNCED = AfterValidator(_begun_unless_announced)
"""Marks a date of what has happened, or was announced before: `announced_on`, which comes first, says when."""


def not_before(field: str) -> AfterValidator:
    """Return the mark of a date that must not end before the date in another field, which comes first, begins."""

    def ordered(date: str | None, info: ValidationInfo) -> str | None:
        start = info.data.get(field)
        if date is not None and start is not None:
            first, last = bounds(start)[0], bounds(date)[1]
            if first is not None and last is not None and last < first:
                refuse("date_before", "must not end before {field} begins", field=field.rstrip("_"))
        return date

    return AfterValidator(ordered)
