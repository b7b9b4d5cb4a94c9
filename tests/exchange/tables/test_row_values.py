"""The function that is written for a table's columns gives what each column reads by itself."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.formats.list_cells import join
from app.exchange.tables.cells import cells_of
from app.exchange.tables.options import TableOptions
from app.exchange.tables.row_values import Values, as_text, values_of
from app.records.base.columns import Column, columns_of
from app.records.registry import COLLECTIONS

NAMES = ("pledges", "meetings", "sources", "instruments")
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "flag": st.booleans(),
    "number": st.integers(-5, 5),
    "text": st.sampled_from(["-1", "=A1", "plain", "one; two", "\\", "'=", "'plain"]),
}
WORDS = st.sampled_from(["word", "other"])


def _read(column: Column, document: Any) -> Any:
    value = column.read(document)
    return (join(map(as_text, value)) or None) if column.several else value


@st.composite
def documents(draw: st.DrawFn, columns: list[Column]) -> dict[str, Any]:
    """Return a document in which what columns read is there, null or left out; lists have up to three items."""
    document: dict[str, Any] = {}
    for column in draw(st.lists(st.sampled_from([one for one in columns if one.path]), max_size=12)):
        held: Any = document
        for step in column.path[:-1]:
            held[step] = held.get(step) or {}
            held = held[step]
        value = PLAIN.get(column.kind, WORDS)
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


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_values_are_those_that_columns_read(name: str, data: st.DataObject) -> None:
    columns, read = _table(name)
    document = data.draw(documents(columns))
    values = [value if value != "" else None for value in read(document)]
    assert values == [value if value != "" else None for value in (_read(one, document) for one in columns)]


def test_texts_are_guarded_and_numbers_and_words_are_not() -> None:
    columns = [one for one in columns_of(COLLECTIONS["pledges"].shape("document")) if one.name in {"title", "version"}]
    document = {"title": "=1+1", "version": -1}
    assert cells_of(columns, TableOptions())(document) == [-1, "'=1+1"]
    assert cells_of(columns, TableOptions(raw=True))(document) == [-1, "=1+1"]
