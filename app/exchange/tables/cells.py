"""Cells of tables: the values of columns as text files hold them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from app.exchange.formats.formula_guard import LOOKED_AT, guard
from app.exchange.tables.options import TableOptions
from app.exchange.tables.row_values import FLAGS, Last, Values, values_of
from app.records.base.columns import Column

HARMLESS = frozenset({"id", "word", "flag", "date"})
"""What never begins with what a spreadsheet would run."""


def cells_of(columns: Sequence[Column], options: TableOptions) -> Values:
    """Return what gives the cells of a document: texts, numbers, and None where they are empty."""
    return _cells_of(tuple(columns), raw=options.raw, comma=options.decimal == "comma")


@lru_cache(maxsize=64)
def _cells_of(columns: Sequence[Column], *, raw: bool, comma: bool) -> Values:
    """Return the same. It is kept: to write it takes some thirty milliseconds."""

    def finish(column: Column) -> Last | None:
        if column.kind == "flag" and not column.several:
            return Last(FLAGS)
        if column.kind == "number" and not column.several:
            return Last(_with_comma) if comma else None
        return None if raw or column.kind in HARMLESS else Last(guard, LOOKED_AT)

    return values_of(columns, finish)


def names_of(columns: Sequence[Column], options: TableOptions) -> Sequence[str]:
    """Return the names of columns as cells: of some tables they are names of records."""
    return [column.name if options.raw else guard(column.name) for column in columns]


def _with_comma(value: Any) -> Any:
    return value if isinstance(value, int) else str(value).replace(".", ",")
