"""The function that is made for a table's columns gives what each column reads by itself, and lines of CSV."""

import csv
import io
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.formats.formula_guard import guard
from app.exchange.formats.list_cells import join
from app.exchange.tables.cells import cells_of, line_of
from app.exchange.tables.options import SIGNS, TableOptions
from app.exchange.tables.row_values import Values, as_text, values_of
from app.exchange.tables.writers import csv_pieces
from app.records.base.columns import Column, columns_of
from app.records.registry import COLLECTIONS
from app.strict_json import decode, encode
from tests.exchange.tables.column_values import read

NAMES = ("pledges", "meetings", "sources", "instruments")
TEXTS = ["-1", "=A1", "plain", "one; two", "\\", "'=", "'plain", "", "a,b", 'say "x"', "two\nlines", "\r", "a\tb", "é"]
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "flag": st.booleans(),
    "number": st.integers(-5, 5) | st.sampled_from([Decimal("0.0000001"), Decimal("1.50"), 2**70]),
    "text": st.sampled_from(TEXTS) | st.integers(-1, 1),
    "date": st.sampled_from(["2026", "2026-01/..", "[2026,2028]"]),
}
WORDS = st.sampled_from(["word", "other"])
OPTIONS = st.builds(
    TableOptions, delimiter=st.sampled_from(list(SIGNS)), decimal=st.sampled_from(["point", "comma"]), raw=st.booleans()
).filter(lambda options: (options.decimal, options.delimiter) != ("comma", "comma"))


@st.composite
def documents(draw: st.DrawFn, columns: list[Column]) -> dict[str, Any]:
    """Return a document in which what columns read is there, null or left out; lists have up to three items."""
    document: dict[str, Any] = {}
    for column in draw(st.lists(st.sampled_from(columns), max_size=12)):
        held: Any = document
        for step in column.path[:-1]:
            held[step] = held.get(step) or {}
            held = held[step]
        value = PLAIN.get(column.kind, WORDS)
        if column.of_mapping:
            held[column.path[-1]] = draw(st.none() | st.dictionaries(st.sampled_from(["en", "es"]), PLAIN["text"]))
            continue
        if not column.several:
            held[column.path[-1]] = draw(st.none() | value)
            continue
        items = held.get(column.path[-1]) or []
        if not column.each:
            held[column.path[-1]] = draw(st.lists(value, max_size=3))
            continue
        items = items or [{} for _each in range(draw(st.integers(0, 3)))]
        held[column.path[-1]] = items
        for item in items:
            within = item
            for step in column.each[:-1]:
                if within.get(step) is None:
                    within[step] = {}
                within = within[step]
            within[column.each[-1]] = draw(st.none() | value)
    return document


@cache
def _table(name: str) -> tuple[list[Column], Values]:
    columns = list(columns_of(COLLECTIONS[name].shape("document")))
    return columns, values_of(columns)


def _told(column: Column, document: Any) -> Any:
    """Return what a column says, several values as the text of a cell."""
    value = read(column, document)
    return join(map(as_text, value)) if column.several else value


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_values_are_those_that_columns_read(name: str, data: st.DataObject) -> None:
    columns, values = _table(name)
    document = encode(data.draw(documents(columns)))
    told = [_told(one, decode(document)) for one in columns]
    assert [None if value == "" else value for value in values(document)] == [
        None if value == "" else value for value in told
    ]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data(), options=OPTIONS)
def test_lines_are_those_that_pythons_writer_makes_of_guarded_values(
    name: str, data: st.DataObject, options: TableOptions
) -> None:
    columns, _values = _table(name)
    document = encode(data.draw(documents(columns)))
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=SIGNS[options.delimiter], lineterminator="\r\n")
    writer.writerow([_as_cell(one, decode(document), options) for one in columns])
    _names, line = csv_pieces(columns, [[document]], options)
    assert line.decode() == written.getvalue()


def _as_cell(column: Column, document: Any, options: TableOptions) -> Any:
    value = _told(column, document)
    if isinstance(value, bool):
        return as_text(value)
    if column.kind == "number" and not column.several and value is not None and options.decimal == "comma":
        return str(value).replace(".", ",")
    return guard(value) if isinstance(value, str) and not options.raw else value


def test_a_cell_that_is_alone_and_empty_makes_a_line() -> None:
    (column,) = (one for one in columns_of(COLLECTIONS["pledges"].shape("document")) if one.name == "summary")
    assert line_of(cells_of([column], TableOptions())(b"{}"), ",") == '""'
    assert list(csv_pieces([column], [[b"{}", b'{"summary":"x"}'], []], TableOptions())) == [
        b"summary\r\n",
        b'""\r\nx\r\n',
    ]
