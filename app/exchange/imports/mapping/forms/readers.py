"""The forms of cells: dates, numbers, scores and texts, each read of a text that is not blank."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from textwrap import shorten
from typing import Any

from app.exchange.imports.mapping.forms.dates import form_of
from app.exchange.imports.mapping.forms.numbers import number_of, score_of
from app.exchange.imports.mapping.models import Cell
from app.exchange.imports.mapping.rows import RowContext, shown
from app.values.identifiers import digest8, slug

ID_LENGTH = 80
LONGER = 200
DIGEST = 9
KEPT = 4096
"""Ids and dates that are kept: rows name the same few again and again."""
BARE_SIGNS = frozenset({"-", "+", "\N{MINUS SIGN}", "\N{EN DASH}"})

Form = Callable[[Any, str, str, RowContext], Any]
"""Reads a value, given as it is and as text, of a column: returns None for a fault, which the row then tells."""


def reader_of(cell: Cell) -> Form:
    """Return what reads the values of a cell in the form that it has."""
    if cell.date is not None:
        return _date(cell.date)
    if cell.number is not None:
        return _number(cell)
    return _score if cell.score else _text(cell)


def _date(forms: list[str]) -> Form:
    reads, named = [form_of(form) for form in forms], " or ".join(forms)

    @lru_cache(KEPT)
    def day_of(text: str) -> str | None:
        return next((day for one in reads if (day := one(text)) is not None), None)

    def read(_raw: Any, text: str, column: str, row: RowContext) -> Any:
        found = day_of(text)
        if found is None:
            row.fault(column, f"is no date of the form {named}: {shown(text)}")
        elif found != text:
            row.noted.add(f"{column}: dates of another form than EDTF, rewritten", row.line)
        return found

    return read


def _number(cell: Cell) -> Form:
    form = cell.number
    assert form is not None  # noqa: S101 - asked before

    def read(raw: Any, text: str, column: str, row: RowContext) -> Any:
        if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
            return raw
        number = number_of(text, form)
        if number is None:
            row.fault(column, f"is no number with the decimal sign {form.decimal!r}: {shown(text)}")
        elif not text.isascii():
            row.noted.add(f"{column}: a minus sign or space that is not ASCII, read as one", row.line)
        return number

    return read


def _score(_raw: Any, text: str, column: str, row: RowContext) -> Any:
    score = score_of(text)
    if score is None:
        row.fault(column, f"is no score: -1, 0 or +1, blank for what was not assessed: {shown(text)}")
    elif text in BARE_SIGNS:
        row.noted.add(f"{column}: a bare sign for a score, read as -1 or +1", row.line)
    elif not text.isascii():
        row.noted.add(f"{column}: a minus sign that is not ASCII, read as one", row.line)
    return score


def _text(cell: Cell) -> Form:
    prefix, longest = cell.prefix, cell.shorten
    if cell.id:
        return lambda _raw, text, _column, _row: id_of(prefix + text)
    if not (cell.one_line or cell.lower) and longest is None:
        return lambda _raw, text, _column, _row: prefix + text

    def read(_raw: Any, text: str, column: str, row: RowContext) -> Any:
        text = prefix + text
        if cell.lower:
            text = text.lower()
        if cell.one_line:
            text = " ".join(text.split())
        if longest is not None and len(text) > longest:
            row.noted.add(f"{column}: longer than {longest} characters, cut", row.line)
            text = shorten(text, longest, placeholder=" …")
        return text

    return read


@lru_cache(KEPT)
def id_of(text: str) -> str:
    """Return the id that a text makes. What is too long for one ends in a digest: long titles may begin alike."""
    whole = slug(text, LONGER)
    return whole if len(whole) <= ID_LENGTH else f"{slug(text, ID_LENGTH - DIGEST)}-{digest8(text)}"
