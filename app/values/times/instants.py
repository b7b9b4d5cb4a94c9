"""Days of the calendar and instants of the record: exact, unlike dates of the world (`dates`)."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated

from app.values._strings import StringType, refuse

_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$"
_LEAP_SECOND = re.compile(r"^.{17}60")
# Digits past the microsecond, which neither Python nor the databases keep.
_BELOW_MICROSECOND = re.compile(r"(?<=\.[0-9]{6})[0-9]+")
_FIRST_ZONE = timezone(timedelta(hours=14))


def _day(text: str) -> str:
    # fromisoformat alone would take 20250205 and 2025-W06-3 too.
    if re.fullmatch(_DAY, text):
        try:
            date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return text
    return refuse("day_form", "Write a day of the calendar as YYYY-MM-DD, such as 2025-02-05.")


def _read_instant(text: str) -> datetime | None:
    if not re.fullmatch(_INSTANT, text):
        return None
    try:
        return datetime.fromisoformat(_BELOW_MICROSECOND.sub("", text.upper())).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_instant(text: str) -> datetime:
    """Return the instant that an RFC 3339 date-time with 'Z' or an offset names, in UTC.

    Digits below the microsecond are cut off.

    Raises:
        ValueError: the text is none, lies outside the years 1 to 9999 in UTC, or is a leap second.
    """
    read = _read_instant(text)
    if read is None:
        if _LEAP_SECOND.match(text[:20]):
            refuse("instant_leap_second", "Write seconds from 00 to 59: leap seconds are not kept.")
        refuse("instant_form", "Write an instant as RFC 3339 with 'Z' or an offset, such as 2025-02-05T17:30:00Z.")
    return read


def format_instant(instant: datetime) -> str:
    """Return an instant in its stored form, `YYYY-MM-DDTHH:MM:SS.ffffffZ`, which sorts as text.

    Raises:
        ValueError: `instant` has no time zone.
    """
    if instant.tzinfo is None:
        refuse("instant_naive", "Give the instant a time zone.")
    # Not strftime, whose %Y doesn't pad years below 1000.
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def today_utc() -> date:
    """Return today in UTC, the day that deadlines are judged by."""
    return datetime.now(UTC).date()


def today_anywhere() -> date:
    """Return today where it begins first (UTC+14): nothing that has happened is later."""
    return datetime.now(_FIRST_ZONE).date()


Day = Annotated[
    str,
    StringType(
        check=_day,
        description="A day of the calendar, YYYY-MM-DD.",
        examples=("2025-02-05",),
        min_length=10,
        max_length=10,
        pattern=_DAY,
        format="date",
    ),
]
"""A day, for filters: a string, compared as text."""

Instant = Annotated[
    str,
    StringType(
        check=lambda text: format_instant(parse_instant(text)),
        description="An instant: RFC 3339 with 'Z' or an offset; stored in UTC with microseconds.",
        examples=("2025-02-05T17:30:00Z", "2025-02-05T11:30:00.000000-06:00"),
        min_length=20,
        max_length=35,
        pattern=_INSTANT,
        format="date-time",
    ),
]
"""An instant in UTC: a string, compared as text."""
