"""Dates of the world (EDTF, ISO 8601-2) in words, and instants of the ledger."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime, format_skeleton

from app.site.pages.languages import Language
from app.values.times.edtf import OPEN, QUALIFIERS, span

EdtfDate = Mapping[str, Any]
"""A date as the API gives it: `edtf`, `from`, `to`, `approximate`, `uncertain`."""

_calendar = re.compile("([0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?").fullmatch
_without_qualifiers = str.maketrans("", "", QUALIFIERS)


def date_words(language: Language, given: EdtfDate | None) -> str:
    """Return a date in words: "5 February 2025", "about spring 2024", "from 2024 on, uncertain"; "" for none."""
    if given is None:
        return ""
    words = _words(language, given["edtf"].translate(_without_qualifiers))
    if given["approximate"]:
        words = language.gettext("about %s") % words
    return language.gettext("%s (date uncertain)") % words if given["uncertain"] else words


@lru_cache(maxsize=4096)
def day_words(language: Language, day: str | date) -> str:
    """Return a calendar day (ISO 8601) in words."""
    return format_date(date.fromisoformat(day) if isinstance(day, str) else day, "long", language.locale)


@lru_cache(maxsize=4096)
def instant_words(language: Language, instant: str) -> str:
    """Return an instant of the ledger (RFC 3339) in words, in UTC."""
    return format_datetime(datetime.fromisoformat(instant), "d MMMM y, HH:mm 'UTC'", locale=language.locale)


def clock_words(language: Language, clock: str) -> str:
    """Return a clock of a page's address, a day or an instant, in words."""
    return day_words(language, clock) if len(clock) == len("2025-02-05") else instant_words(language, clock)


@lru_cache(maxsize=4096)
def _words(language: Language, edtf: str) -> str:
    if edtf.startswith("["):
        pieces = [_range(language, piece, OPEN) for piece in edtf[1:-1].split(",")]
        if len(pieces) == 1:
            return language.gettext("some time %s") % pieces[0] if OPEN in edtf else pieces[0]
        return language.gettext(" or ").join(pieces)
    return _range(language, edtf, "/") if "/" in edtf else _single(language, edtf)


def _range(language: Language, text: str, sign: str) -> str:
    start, between, end = text.partition(sign)
    if not between:
        return _single(language, text)
    if end in {"", OPEN}:
        return language.gettext("from %s on") % _single(language, start)
    if start in {"", OPEN}:
        return language.gettext("until %s") % _single(language, end)
    return language.gettext("from %(start)s to %(end)s") % {
        "start": _single(language, start),
        "end": _single(language, end),
    }


def _single(language: Language, text: str) -> str:
    first, last = span(text)
    matched = _calendar(text)
    if not matched:
        assert first is not None  # noqa: S101 - a single date has both bounds
        assert last is not None  # noqa: S101
        return language.gettext("between %(first)s and %(last)s") % {"first": first.year, "last": last.year}
    year, month, day = matched.groups()
    if month == "XX":
        return language.gettext("in %s, the month is not known") % year
    if month is None:
        return str(int(year))
    if season := _SEASONS.get(month):
        return season(language) % {"year": int(year)}
    assert first is not None  # noqa: S101 - a single date has a first day
    if day == "XX":
        return language.gettext("in %s, the day is not known") % _month(language, first)
    return _month(language, first) if day is None else day_words(language, first)


def _month(language: Language, first: date) -> str:
    return format_skeleton("yMMMM", first, locale=language.locale)


_SEASONS: Mapping[str, Callable[[Language], str]] = {
    "21": lambda language: language.gettext("spring %(year)s"),
    "22": lambda language: language.gettext("summer %(year)s"),
    "23": lambda language: language.gettext("autumn %(year)s"),
    "24": lambda language: language.gettext("winter %(year)s"),
    "25": lambda language: language.gettext("spring %(year)s, in the north"),
    "26": lambda language: language.gettext("summer %(year)s, in the north"),
    "27": lambda language: language.gettext("autumn %(year)s, in the north"),
    "28": lambda language: language.gettext("winter %(year)s, in the north"),
    "29": lambda language: language.gettext("spring %(year)s, in the south"),
    "30": lambda language: language.gettext("summer %(year)s, in the south"),
    "31": lambda language: language.gettext("autumn %(year)s, in the south"),
    "32": lambda language: language.gettext("winter %(year)s, in the south"),
    "33": lambda language: language.gettext("first quarter of %(year)s"),
    "34": lambda language: language.gettext("second quarter of %(year)s"),
    "35": lambda language: language.gettext("third quarter of %(year)s"),
    "36": lambda language: language.gettext("fourth quarter of %(year)s"),
    "37": lambda language: language.gettext("first third of %(year)s"),
    "38": lambda language: language.gettext("second third of %(year)s"),
    "39": lambda language: language.gettext("last third of %(year)s"),
    "40": lambda language: language.gettext("first half of %(year)s"),
    "41": lambda language: language.gettext("second half of %(year)s"),
}


@lru_cache(maxsize=4096)
def month_or_year(language: Language, day: date) -> str:
    """Return what an axis is marked with: the year at its beginning, else the month with its year."""
    return str(day.year) if day.month == 1 else format_skeleton("yMMM", day, locale=language.locale)


FUNCTIONS = {
    "clock_words": clock_words,
    "date_words": date_words,
    "day_words": day_words,
    "instant_words": instant_words,
    "month_or_year": month_or_year,
}
