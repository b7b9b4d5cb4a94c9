"""Dates as tables write them, made into EDTF."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from babel.dates import get_month_names

from app.values.times.dates import bounds

LANGUAGES = ("en", "es")
"""Of month names: no name means one month in the one and another in the other."""
SPANISH_SHORT = {"set": 9, "sept": 9}
DIRECTIVES = "dmYBHMS"
LONGEST = {"d": 2, "m": 2, "Y": 4, "H": 2, "M": 2, "S": 2}
NAMED = ("edtf", "iso", "unix")

Read = Callable[[str], str | None]


def form_of(form: str) -> Read:
    """Return what reads dates of a form: EDTF, or nothing where a text has another. Raises `ValueError` for no form."""
    if form in NAMED:
        return {"edtf": _edtf, "iso": _iso, "unix": _unix}[form]
    steps = _steps(form)
    if not any(name == "%Y" for name in steps):
        raise ValueError("a form of dates has a year, %Y: such as %d/%m/%Y, or is edtf, iso or unix")
    return lambda text: _by_form(steps, text)


@cache
def months() -> Mapping[str, int]:
    """Return the numbers of months by their names and short forms, folded, in the languages."""
    found = dict(SPANISH_SHORT)
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found[_folded(name)] = number
    return found


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain.casefold().strip(".")


def _steps(form: str) -> list[str]:
    """Return a form as its directives and the characters between them."""
    steps, index = list[str](), 0
    while index < len(form):
        if form[index] == "%":
            if form[index + 1 : index + 2] not in set(DIRECTIVES):
                raise ValueError(f"a form of dates has %{', %'.join(DIRECTIVES)} alone")
            steps.append(form[index : index + 2])
            index += 2
        else:
            steps.append(form[index])
            index += 1
    return steps


def _by_form(steps: list[str], text: str) -> str | None:
    """Return the date that a text is in a form; nothing if it is in another."""
    found, at = dict[str, int](), 0
    for step in steps:
        begins = at
        if step == "%B":
            at = _end(text, at, len(text), lambda one: one.isalpha() or one == ".")
            number = months().get(_folded(text[begins:at]))
            if number is None:
                return None
            found["m"] = number
        elif len(step) > 1:
            at = _end(text, at, LONGEST[step[1]], "0123456789".__contains__)
            if at == begins or (step == "%Y" and at - begins < LONGEST["Y"]):
                return None
            found[step[1]] = int(text[begins:at])
        else:
            at = _end(text, at, len(text) if step.isspace() else 1, _like(step))
            if at == begins:
                return None
    return _day(found) if at == len(text) else None


def _end(text: str, at: int, longest: int, belongs: Callable[[str], bool]) -> int:
    """Return where a run of characters ends that begins at a place of a text."""
    end = at
    while end < len(text) and end - at < longest and belongs(text[end]):
        end += 1
    return end


def _like(step: str) -> Callable[[str], bool]:
    return str.isspace if step.isspace() else lambda one: one.casefold() == step.casefold()


def _day(found: Mapping[str, int]) -> str | None:
    year, month, day = found["Y"], found.get("m"), found.get("d")
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04}"] + ([f"{month:02}"] if month else []) + ([f"{day:02}"] if month and day else []))


def _edtf(text: str) -> str | None:
    try:
        bounds(text)
    except ValueError:
        return None
    return text


ISO = [_steps(form) for form in ("%Y-%m-%d", "%Y-%m", "%Y")]


def _iso(text: str) -> str | None:
    """Return a day, padded or not, of an ISO date; of an instant, its day in UTC."""
    for steps in ISO:
        if (found := _by_form(steps, text)) is not None:
            return found
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (instant.astimezone(UTC) if instant.tzinfo else instant).date().isoformat()


LAST_SECOND = 253402300799


def _unix(text: str) -> str | None:
    """Return the day in UTC of seconds since 1970."""
    digits = text.partition(".")[0]
    if (
        not digits.isdecimal()
        or not digits.isascii()
        or len(digits) > len(str(LAST_SECOND))
        or int(digits) > LAST_SECOND
    ):
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(digits))).date().isoformat()
