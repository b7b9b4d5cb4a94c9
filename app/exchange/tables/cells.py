"""Cells of tables: the values of columns as CSV and workbooks hold them."""

from collections.abc import Callable, Sequence
from typing import Any

from app.exchange.formats.formula_guard import LOOKED_AT, guard
from app.exchange.formats.list_cells import join
from app.exchange.tables.options import TableOptions
from app.records.base.columns import Column

Cell = Callable[[Any], Any]
"""Gives the cell of a document: a text, a number, or None where it is empty."""

FLAGS = {True: "true", False: "false", None: None}


def cells_of(columns: Sequence[Column], options: TableOptions) -> Sequence[Cell]:
    """Return what gives each column's cell as a text file holds it."""
    return [_cell(column, options) for column in columns]


def names_of(columns: Sequence[Column], options: TableOptions) -> Sequence[str]:
    """Return the names of columns as cells: of some tables they are names of records."""
    return [column.name if options.raw else guard(column.name) for column in columns]


def _cell(column: Column, options: TableOptions) -> Cell:
    plain = _plain(column, options)
    return plain if options.raw or (column.kind in {"number", "flag"} and not column.several) else _guarded(plain)


def _guarded(plain: Cell) -> Cell:
    def guarded(document: Any) -> Any:
        value = plain(document)
        return guard(value) if type(value) is str and value[:1] in LOOKED_AT else value

    return guarded


def _plain(column: Column, options: TableOptions) -> Cell:
    read = column.read
    if column.several:
        return lambda document: join(map(as_text, read(document)))
    if column.kind == "flag":
        return lambda document: FLAGS[read(document)]
    if column.kind == "number" and options.decimal == "comma":
        return lambda document: _with_comma(read(document))
    return read


def as_text(value: Any) -> str:
    """Return the text of a value among several."""
    if type(value) is str:
        return value
    return (FLAGS[value] or "") if value is None or isinstance(value, bool) else str(value)


def _with_comma(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value).replace(".", ",")
