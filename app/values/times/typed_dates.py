"""Dates as people type them, in English or Spanish, as the EDTF that they may mean."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale

from app.values.times.edtf import span
from app.values.times.words import LOCALES

LONGEST = 60
"""Characters of what may be a date."""

DECEMBER = 12
OTHER_SPELLINGS = {"sept": 9, "set": 9, "setiembre": 9}

_day = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|º|°|\.)?"
_year = r"(?P<year>[0-9]{4})"
_month = r"(?P<name>[^\W\d_]+)\.?"
_of = r"(?:\s*[,\-/]\s*|\s+)(?:(?:of|de|del)\s+)?"
_worded = [
    re.compile(pattern, re.IGNORECASE).fullmatch
    for pattern in (
        rf"(?:(?:the|el)\s+)?{_day}{_of}{_month}{_of}{_year}",
        rf"{_month}{_of}(?:the\s+)?{_day}{_of}{_year}",
        rf"{_month}{_of}{_year}",
    )
]
_year_first = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?").fullmatch
_year_last = re.compile(r"(?:([0-9]{1,2})[-/.])?([0-9]{1,2})[-/.]([0-9]{4})").fullmatch
_doubt = re.compile(r"(.*?)\s*([?~%]?)", re.DOTALL).fullmatch


def typed_dates(text: str) -> Sequence[str]:
    """Return the dates in EDTF that a text may mean: one that is in EDTF itself alone; none where it is no date.

    Of a day in digits there are two where either number may be the month.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return ()
    if _is_edtf(text):
        return (text,)
    matched = _doubt(text)
    typed, doubt = matched.groups() if matched else (text, "")
    return [f"{one}{doubt}" for one in dict.fromkeys(_read(typed)) if _is_edtf(one)]


def _read(text: str) -> Sequence[str]:
    for matches in _worded:
        if (found := matches(text)) and (month := _months().get(found["name"].casefold())):
            return [_edtf(found["year"], month, found.groupdict().get("day"))]
    if found := _year_first(text):
        return [_edtf(*found.groups())]
    if found := _year_last(text):
        first, second, year = found.groups()
        if first is None:
            return [_edtf(year, second)]
        # Most of the world writes the day first; what can be no month is the day anywhere.
        pairs = [(first, second), (second, first)]
        return [_edtf(year, month, day) for day, month in pairs if int(month) <= DECEMBER]
    return []


def _edtf(year: str, month: str | int, day: str | None = None) -> str:
    return f"{year}-{int(month):02}" + ("" if day is None else f"-{int(day):02}")


def _is_edtf(text: str) -> bool:
    try:
        span(text)
    except ValueError:
        return False
    return True


@cache
def _months() -> Mapping[str, int]:
    """Return the numbers of months by their names, whole and short, in all languages."""
    found: dict[str, int] = {}
    for locale in (*LOCALES.values(), Locale("en", "US")):
        for form in ("wide", "abbreviated"):
            found |= {name.casefold().rstrip("."): number for number, name in locale.months["format"][form].items()}
    return found | OTHER_SPELLINGS
