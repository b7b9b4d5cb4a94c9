"""Dates of the world (EDTF, ISO 8601-2) in words of both languages, and instants of the ledger."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton

from app.bilingual import Bilingual, LanguageCode
from app.values.times.edtf import OPEN, QUALIFIERS, span

# British English: it writes the day before the month, as diplomats do.
LOCALES: Mapping[LanguageCode, Locale] = {"en": Locale("en", "GB"), "es": Locale("es")}
"""How a language writes dates and numbers."""

BETWEEN = Bilingual("between %(first)s and %(last)s", "entre %(first)s y %(last)s")
NO_MONTH = Bilingual("in %s, the month is not known", "en %s, no se sabe el mes")
NO_DAY = Bilingual("in %s, the day is not known", "en %s, no se sabe el día")

EdtfDate = Mapping[str, Any]
"""A date as the API gives it: `edtf`, `from`, `to`, `approximate`, `uncertain`."""

_calendar = re.compile("([0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?").fullmatch
_without_qualifiers = str.maketrans("", "", QUALIFIERS)


def date_words(language: LanguageCode, given: EdtfDate | None) -> str:
    """Return a date in words: "5 February 2025", "about spring 2024", "from 2024 on, uncertain"; "" for none."""
    if given is None:
        return ""
    words = _words(language, given["edtf"].translate(_without_qualifiers))
    if given["approximate"]:
        words = Bilingual("about %s", "hacia %s").told(language) % words
    if given["uncertain"]:
        words = Bilingual("%s (date uncertain)", "%s (fecha incierta)").told(language) % words
    return words


@lru_cache(maxsize=4096)
def day_words(language: LanguageCode, day: str | date) -> str:
    """Return a calendar day (ISO 8601) in words."""
    return format_date(date.fromisoformat(day) if isinstance(day, str) else day, "long", LOCALES[language])


@lru_cache(maxsize=4096)
def instant_words(language: LanguageCode, instant: str) -> str:
    """Return an instant of the ledger (RFC 3339) in words, in UTC."""
    at = datetime.fromisoformat(instant).astimezone(UTC)
    return f"{day_words(language, at.date())}, {at:%H:%M} UTC"


def clock_words(language: LanguageCode, clock: str) -> str:
    """Return a clock of a page's address, a day or an instant, in words."""
    return day_words(language, clock) if len(clock) == len("2025-02-05") else instant_words(language, clock)


@lru_cache(maxsize=4096)
def _words(language: LanguageCode, edtf: str) -> str:
    if edtf.startswith("["):
        pieces = [_range(language, piece, OPEN) for piece in edtf[1:-1].split(",")]
        if len(pieces) == 1 and OPEN in edtf:
            return Bilingual("some time %s", "en algún momento %s").told(language) % pieces[0]
        return Bilingual(" or ", " o ").told(language).join(pieces)
    return _range(language, edtf, "/") if "/" in edtf else _single(language, edtf)


def _range(language: LanguageCode, text: str, sign: str) -> str:
    start, between, end = text.partition(sign)
    if not between:
        return _single(language, text)
    if end in {"", OPEN}:
        return Bilingual("from %s on", "desde %s").told(language) % _single(language, start)
    if start in {"", OPEN}:
        return Bilingual("until %s", "hasta %s").told(language) % _single(language, end)
    return Bilingual("from %(start)s to %(end)s", "de %(start)s a %(end)s").told(language) % {
        "start": _single(language, start),
        "end": _single(language, end),
    }


def _single(language: LanguageCode, text: str) -> str:
    first, last = span(text)
    matched = _calendar(text)
    if not matched:
        assert first is not None  # noqa: S101 - a single date has both bounds
        assert last is not None  # noqa: S101
        return BETWEEN.told(language) % {
            "first": first.year,
            "last": last.year,
        }
    year, month, day = matched.groups()
    if month == "XX":
        return NO_MONTH.told(language) % year
    if month is None:
        return str(int(year))
    if season := _SEASONS.get(month):
        return season.told(language) % {"year": int(year)}
    assert first is not None  # noqa: S101 - a single date has a first day
    if day == "XX":
        return NO_DAY.told(language) % _month(language, first)
    return _month(language, first) if day is None else day_words(language, first)


def _month(language: LanguageCode, first: date) -> str:
    return format_skeleton("yMMMM", first, locale=LOCALES[language])


_SEASONS: Mapping[str, Bilingual] = {
    "21": Bilingual("spring %(year)s", "primavera de %(year)s"),
    "22": Bilingual("summer %(year)s", "verano de %(year)s"),
    "23": Bilingual("autumn %(year)s", "otoño de %(year)s"),
    "24": Bilingual("winter %(year)s", "invierno de %(year)s"),
    "25": Bilingual("spring %(year)s, in the north", "primavera de %(year)s, en el norte"),
    "26": Bilingual("summer %(year)s, in the north", "verano de %(year)s, en el norte"),
    "27": Bilingual("autumn %(year)s, in the north", "otoño de %(year)s, en el norte"),
    "28": Bilingual("winter %(year)s, in the north", "invierno de %(year)s, en el norte"),
    "29": Bilingual("spring %(year)s, in the south", "primavera de %(year)s, en el sur"),
    "30": Bilingual("summer %(year)s, in the south", "verano de %(year)s, en el sur"),
    "31": Bilingual("autumn %(year)s, in the south", "otoño de %(year)s, en el sur"),
    "32": Bilingual("winter %(year)s, in the south", "invierno de %(year)s, en el sur"),
    "33": Bilingual("first quarter of %(year)s", "primer trimestre de %(year)s"),
    "34": Bilingual("second quarter of %(year)s", "segundo trimestre de %(year)s"),
    "35": Bilingual("third quarter of %(year)s", "tercer trimestre de %(year)s"),
    "36": Bilingual("fourth quarter of %(year)s", "cuarto trimestre de %(year)s"),
    "37": Bilingual("first third of %(year)s", "primer cuatrimestre de %(year)s"),
    "38": Bilingual("second third of %(year)s", "segundo cuatrimestre de %(year)s"),
    "39": Bilingual("last third of %(year)s", "último cuatrimestre de %(year)s"),
    "40": Bilingual("first half of %(year)s", "primer semestre de %(year)s"),
    "41": Bilingual("second half of %(year)s", "segundo semestre de %(year)s"),
}


@lru_cache(maxsize=4096)
def month_or_year(language: LanguageCode, day: date) -> str:
    """Return what an axis is marked with: the year at its beginning, else the month with its year."""
    return str(day.year) if day.month == 1 else format_skeleton("yMMM", day, locale=LOCALES[language])
