"""Dates and instants in words of a page's language."""

from datetime import date

from app.site.pages.languages import Language
from app.values.times import words
from app.values.times.dates import read_date
from app.values.times.typed_dates import typed_dates
from app.values.times.words import EdtfDate


def date_words(language: Language, given: EdtfDate | None) -> str:
    """Return a date of the world in words: "5 February 2025", "about spring 2024"; "" for none."""
    return words.date_words(language.code, given)


def day_words(language: Language, day: str | date) -> str:
    """Return a calendar day (ISO 8601) in words."""
    return words.day_words(language.code, day)


def instant_words(language: Language, instant: str) -> str:
    """Return an instant of the ledger (RFC 3339) in words, in UTC."""
    return words.instant_words(language.code, instant)


def clock_words(language: Language, clock: str) -> str:
    """Return a clock of a page's address, a day or an instant, in words."""
    return words.clock_words(language.code, clock)


def typed_words(language: Language, typed: str) -> str:
    """Return the date in words that was typed, "" for what is none, or not clear."""
    meant = typed_dates(typed)
    return date_words(language, read_date(meant[0])) if len(meant) == 1 else ""


def month_or_year(language: Language, day: date) -> str:
    """Return what an axis is marked with: the year at its beginning, else the month with its year."""
    return words.month_or_year(language.code, day)


FUNCTIONS = {
    "clock_words": clock_words,
    "date_words": date_words,
    "day_words": day_words,
    "instant_words": instant_words,
    "month_or_year": month_or_year,
    "typed_words": typed_words,
}
