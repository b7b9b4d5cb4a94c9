"""Cells of tables: the values of columns as CSV and workbooks hold them.

A million rows have a hundred million cells: a cell is one function, made for where its value stands and what it is.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.exchange.formats.formula_guard import LOOKED_AT, guard
from app.exchange.formats.list_cells import SEPARATOR, join
from app.exchange.tables.options import TableOptions
from app.records.base.columns import Column

Cell = Callable[[Any], Any]
"""Gives the cell of a document: a text, a number, or None where it is empty."""

FLAGS = {True: "true", False: "false", None: None}
CLOSED = frozenset({"id", "word", "flag"})
"""What holds nothing that a spreadsheet would run, nor what stands between several values."""


def cells_of(columns: Sequence[Column], options: TableOptions) -> Sequence[Cell]:
    """Return what gives each column's cell as a text file holds it."""
    return [_cell(column, options) for column in columns]


def names_of(columns: Sequence[Column], options: TableOptions) -> Sequence[str]:
    """Return the names of columns as cells: of some tables they are names of records."""
    return [column.name if options.raw else guard(column.name) for column in columns]


def as_text(value: Any) -> str:
    """Return the text of a value among several."""
    if type(value) is str:
        return value
    return (FLAGS[value] or "") if value is None or isinstance(value, bool) else str(value)


def _cell(column: Column, options: TableOptions) -> Cell:
    if column.several:
        plain = _several(column)
    elif column.kind == "flag":
        plain = _flag(_read(column))
    elif column.kind == "number":
        return _with_comma(_read(column)) if options.decimal == "comma" else _read(column)
    else:
        plain = _read(column)
    return plain if options.raw or column.kind in CLOSED else _guarded(plain)


def _read(column: Column) -> Cell:
    """Return what reads a value: by its path where that is short, without a call for each step."""
    if len(column.path) == 1:
        (only,) = column.path
        return lambda document: document.get(only)
    if len(column.path) == 2:  # noqa: PLR2004 - steps
        first, second = column.path
        return lambda document: None if (within := document.get(first)) is None else within.get(second)
    return column.read


def _several(column: Column) -> Cell:
    """Return what joins the values of a list; of most lists of most documents there are none."""
    read, steps = column.read, (len(column.path), len(column.each))
    finish = FINISHED.get(column.kind, _joined)
    if steps[0] != 1 or steps[1] > 2:  # noqa: PLR2004 - steps
        return lambda document: finish(read(document))
    (only,) = column.path
    if steps[1] == 1:
        (member,) = column.each
        return lambda document: finish([one.get(member) for one in items]) if (items := document.get(only)) else ""
    if steps[1] == 2:  # noqa: PLR2004 - steps
        first, second = column.each
        return lambda document: (
            finish([within.get(second) if (within := one.get(first)) else None for one in items])
            if (items := document.get(only))
            else ""
        )
    return lambda document: finish(items) if (items := document.get(only)) else ""


def _joined(values: Sequence[Any]) -> str:
    return join(map(as_text, values))


def _of_words(values: Sequence[str | None]) -> str:
    return SEPARATOR.join([value or "" for value in values])


def _of_flags(values: Sequence[bool | None]) -> str:
    return SEPARATOR.join([FLAGS[value] or "" for value in values])


FINISHED: Mapping[str, Callable[[Sequence[Any]], str]] = {
    "id": _of_words,
    "word": _of_words,
    "date": _of_words,
    "flag": _of_flags,
}
"""What joins values by what they are; of all others, what stands between values may be in one."""


def _flag(read: Cell) -> Cell:
    return lambda document: FLAGS[read(document)]


def _with_comma(read: Cell) -> Cell:
    def read_with_comma(document: Any) -> Any:
        value = read(document)
        return value if value is None or isinstance(value, int) else str(value).replace(".", ",")

    return read_with_comma


def _guarded(plain: Cell) -> Cell:
    def guarded(document: Any) -> Any:
        value = plain(document)
        return guard(value) if type(value) is str and value[:1] in LOOKED_AT else value

    return guarded
