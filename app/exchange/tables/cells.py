"""Cells of tables: the values of columns as texts, and as CSV (RFC 4180) has them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from app.exchange.formats.formula_guard import LOOKED_AT, guard
from app.exchange.formats.list_cells import SEPARATOR
from app.exchange.tables.options import SIGNS, TableOptions
from app.exchange.tables.row_values import AS_FLAG, IN_DIGITS, NOT_EMPTY, NOT_TEXT, VALUE, Ending, Values, values_of
from app.records.base.columns import Column

QUOTE = '"'
BREAKS = "\r\n"


def cells_of(columns: Sequence[Column], options: TableOptions) -> Values:
    """Return what gives the cells of a document: texts that are ready to stand in a line, empty where nothing is."""
    return _cells_of(tuple(columns), SIGNS[options.delimiter], raw=options.raw, comma=options.decimal == "comma")


@lru_cache(maxsize=64)
def _cells_of(columns: Sequence[Column], sign: str, *, raw: bool, comma: bool) -> Values:
    """Return the same. It is kept: to write it takes some milliseconds."""

    def finished(text: str) -> str:
        return quoted(text if raw else guard(text), sign)

    def ending(column: Column) -> Ending:
        if column.kind == "text" or (column.several and column.kind == "number"):
            return text
        if column.kind == "number":
            nothing = "" if column.missing is None else str(column.missing)
            return Ending(f"with_comma({VALUE})" if comma else IN_DIGITS, repr(nothing))
        if column.kind == "flag" and not column.several:
            return Ending(AS_FLAG)
        # Of what else there is, none begins as formulas do, and dates alone have commas.
        is_plain = column.kind != "date" and not (column.several and sign in SEPARATOR)
        return Ending(NOT_EMPTY, changes=() if is_plain else ((f"{sign!r} in {VALUE}", f"finished({VALUE})"),))

    risky = " or ".join(f"{one!r} in {VALUE}" for one in (sign, QUOTE, *BREAKS))
    risky = risky if raw else f"{risky} or {VALUE}[:1] in looked_at"
    text = Ending(changes=(*NOT_TEXT, (risky, f"finished({VALUE})")))
    known = {"looked_at": LOOKED_AT, "finished": finished, "with_comma": _with_comma}
    return values_of(columns, ending, known)


def names_of(columns: Sequence[Column], options: TableOptions) -> Sequence[str]:
    """Return the names of columns: of some tables they are names of records."""
    return [column.name if options.raw else guard(column.name) for column in columns]


def _with_comma(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",")


def line_of(cells: Sequence[str], sign: str) -> str:
    """Return the line of some cells. One that is alone and empty has quotes, or there would be no line."""
    return sign.join(cells) or QUOTE * 2


def quoted(text: str, sign: str) -> str:
    """Return a text as it stands in a line: within quotes where it needs them."""
    if sign in text or QUOTE in text or any(one in text for one in BREAKS):
        return QUOTE + text.replace(QUOTE, QUOTE * 2) + QUOTE
    return text
