"""Reading EDTF (ISO 8601-2, levels 0 and 1, qualified parts, one of a set): which days a date may mean.

The library `edtf` knows seasons, unspecified digits and where qualifiers may stand, but takes milliseconds, accepts
29 February of any year, prints to standard output and raises what it likes on unusual input. So this module decides
the shape, takes calendar dates from `datetime`, and hands the library single dates of known shape only. It also
takes intervals and sets apart itself: the library refuses `2024-XX/2025`, reads `2024/` as ten years and `2025/2024`
as fine.
And the library ends every season with its year: those that begin in December end here, with February.
"""

import re
from calendar import monthrange
from datetime import MAXYEAR, date
from functools import lru_cache
from threading import Lock
from typing import Any

from app.values._strings import refuse

MAX_LENGTH = 60
OPEN = ".."
QUALIFIERS = "?~%"

_YEAR = "(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)"
_PAIR = "(?:[0-9]{2}|XX)"
SINGLE = f"[?~%]?{_YEAR}[?~%]?(?:-[?~%]?{_PAIR}[?~%]?(?:-[?~%]?{_PAIR}[?~%]?)?)?"
_ELEMENT = rf"{SINGLE}(?:\.\.{SINGLE})?"
_BEGUN_SET = rf"(?:\.\.{SINGLE}|{_ELEMENT})(?:,{_ELEMENT})*"
ENDED_SET = rf"\[{_BEGUN_SET}\]"
"""One of several dates, of which the last is known."""
SET = rf"\[(?:{_BEGUN_SET}(?:,{SINGLE}\.\.)?|{SINGLE}\.\.)\]"
"""One of several dates."""

_shaped = re.compile(SINGLE).fullmatch
_set = re.compile(SET).fullmatch
_calendar = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?").fullmatch
# Unspecified digits stand on the right: `19XX-12` would mean ten Decembers, not a span.
_left_specified = re.compile("[0-9-]+[X-]*").fullmatch
_without_qualifiers = str.maketrans("", "", QUALIFIERS)
# pyparsing caches per grammar, not per thread.
_library = Lock()

_FIRST_SEASON, _LAST_SEASON, _FEBRUARY, _DECEMBER = 21, 41, 2, 12
_INTO_THE_NEXT_YEAR = frozenset({24, 28, 30})
"""Winter, winter of the north and summer of the south: from December to the end of February."""

_FORMS = (
    "Write a date in EDTF: 2025, 2025-02, 2025-02-05, 2025-02~ (approximate), 2025-02? (uncertain), 202X, 2025-XX, "
    "2025-21 (spring), 2025-02-05/2025-02-12 (an interval), 2025-02-12/.. (open) or [2025-02..2025-03] (one of these)."
)


@lru_cache(maxsize=8192)
def span(text: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day of an EDTF date, None for an open end.

    These are EDTF's strict bounds: qualifiers don't widen them. 21 to 24 are the seasons of the north, as 25 to 28 are;
    29 to 32 are those of the south. A season that begins in December ends with February of the next year; where that is
    the year 10000, with its own year. 33 to 36 are quarters, 37 to 39 thirds and 40 and 41 halves of a year.

    Raises:
        PydanticCustomError: the date is none, or one of the forms that Pacta refuses.
    """
    if len(text) > MAX_LENGTH:
        refuse("date_too_long", "Write a date of at most {limit} characters.", limit=MAX_LENGTH)
    if text[:1] == "{":
        refuse("date_set", "Write one date, an interval such as 2024/2025, or one of several such as [2024,2026].")
    if re.search("[0-9]T", text):
        refuse("date_time_part", "Write the day alone, such as 2025-02-05, without a time.")
    if text[:1] == "[":
        return _one_of(text)
    start, slash, end = text.partition("/")
    if not slash:
        return _single(text)
    if not start or not end:
        refuse("date_unknown_end", "Write '..' for an end that is open, such as 2025-02-12/.. or ../2025.")
    if start == end == OPEN:
        refuse("date_both_open", "Write at least one end of the interval, or null where nothing is known.")
    earliest = None if start == OPEN else _single(start)[0]
    latest = None if end == OPEN else _single(end)[1]
    if earliest and latest and latest < earliest:
        refuse("date_order", "Write the interval's earlier date first, such as 2025-02-05/2025-02-12.")
    return earliest, latest


def _one_of(text: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day of all that a set of dates has, of which one is meant."""
    if not _set(text):
        refuse("date_set", "Write a set as [2024-02..2024-03], [2024,2026], [..2024] or [2024..], without spaces.")
    bounds = [_element(element) for element in text[1:-1].split(",")]
    firsts, lasts = [first for first, _last in bounds if first], [last for _first, last in bounds if last]
    return (
        min(firsts) if len(firsts) == len(bounds) else None,
        max(lasts) if len(lasts) == len(bounds) else None,
    )


def _element(text: str) -> tuple[date | None, date | None]:
    start, dots, end = text.partition(OPEN)
    if not dots:
        return _single(start)
    first = _single(start)[0] if start else None
    last = _single(end)[1] if end else None
    if first and last and last < first:
        refuse("date_order", "Write the earlier date of a range first, such as [2024-02..2024-03].")
    return first, last


def _single(text: str) -> tuple[date, date]:
    if re.match("[Yy+-]", text):
        refuse("date_year", "Write a year from 0001 to 9999, with four digits.")
    core = text.translate(_without_qualifiers)
    if not _shaped(text) or not _left_specified(core):
        refuse("date_form", _FORMS)
    if core.replace("X", "0").startswith("0000"):
        refuse("date_year", "Write a year from 0001 to 9999, with four digits.")
    days = _calendar_days(core)
    # A qualifier at the end is always right; the library checks those within, seasons and unspecified digits.
    unqualified = text[:-1] if text[-1] in QUALIFIERS else text
    if days and unqualified == core:
        return days
    parsed = _library_days(unqualified) or refuse("date_form", _FORMS)
    return days or _with_february(core, parsed)


def _with_february(core: str, days: tuple[date, date]) -> tuple[date, date]:
    """Return the days of a season that begins in December to its end; those of any other date as they are."""
    matched = _calendar(core)
    if not matched or int(matched[2] or 0) not in _INTO_THE_NEXT_YEAR:
        return days
    following = days[0].year + 1
    if following > MAXYEAR:
        return days
    return days[0], date(following, _FEBRUARY, monthrange(following, _FEBRUARY)[1])


def _calendar_days(core: str) -> tuple[date, date] | None:
    matched = _calendar(core)
    if not matched:
        return None
    year, month_digits, day_digits = int(matched[1]), matched[2], matched[3]
    if not month_digits:
        return date(year, 1, 1), date(year, _DECEMBER, 31)
    month = int(month_digits)
    if _FIRST_SEASON <= month <= _LAST_SEASON and not day_digits:
        return None
    if not 1 <= month <= _DECEMBER:
        refuse("date_month", "Write a month from 01 to 12, or a season from 21 to 41 without a day.")
    last = monthrange(year, month)[1]
    if not day_digits:
        return date(year, month, 1), date(year, month, last)
    day = int(day_digits)
    if not 1 <= day <= last:
        refuse("date_day", "Write a day which that month has, or the month alone.")
    return date(year, month, day), date(year, month, day)


def _library_days(text: str) -> tuple[date, date] | None:
    # Imported late: the library builds a parser of its own first, and most dates are read without it.
    from edtf import parse_edtf  # noqa: PLC0415

    # Returning, not raising, keeps the library's message, which quotes the input, out of our error's context.
    try:
        with _library:
            parsed: Any = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return date(*lower[:3]), date(*upper[:3])
    except Exception:  # noqa: BLE001 - the library documents no exceptions and has raised five kinds
        return None
