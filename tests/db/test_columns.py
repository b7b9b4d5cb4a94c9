"""Columns that mean the same on both databases: what goes in comes out, and sorts alike."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, literal, select
from sqlalchemy.types import TypeEngine

from app.db.columns import AsBytes, Day, ExactNumber, Instant, ordered_string
from app.db.engines import writing_engine
from tests.databases import Databases


@pytest.fixture(scope="module")
def connection(databases: Databases, backend: str) -> Iterator[Connection]:
    """Return a connection to a database without tables."""
    url = databases.create_bare(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        yield connection
        connection.rollback()
    engine.dispose()
    databases.drop(url)


@pytest.mark.parametrize(
    ("type_", "ascending"),
    [
        (Day, ["0001-01-01", "1999-12-31", "2025-02-05", "9999-12-31"]),
        (
            Instant,
            [
                "0001-01-01T00:00:00.000000Z",
                "1970-01-01T00:00:00.000001Z",
                "2025-02-05T23:59:59.999999Z",
                "2025-02-06T00:00:00.000000Z",
                "9999-12-31T23:59:59.999999Z",
            ],
        ),
        # By code point, whatever the locale: capitals first, hyphens before digits before letters.
        (lambda: ordered_string(20), ["A", "Z", "a", "a-b", "a1", "ab", "b", "ä"]),
    ],
    ids=["days", "instants", "words"],
)
def test_values_come_back_in_order(connection: Connection, type_: Any, ascending: list[str]) -> None:
    assert read_sorted(connection, type_(), [*ascending[::2], *ascending[1::2]]) == ascending


@pytest.mark.parametrize("digits", ["0", "40", "-3", "0.1", "0.30", "12345678901234567890.0123456789", "1E+3"])
def test_numbers_are_exact(connection: Connection, digits: str) -> None:
    (found,) = read_sorted(connection, ExactNumber(), [Decimal(digits)])
    assert found == Decimal(digits)
    assert isinstance(found, Decimal)


def test_texts_are_read_cast_to_bytes(connection: Connection) -> None:
    text = '{"title":"Ñandú, 約束"} '
    read = select(AsBytes(literal(text, Text())), AsBytes(literal(None, Text())))
    found: list[Any] = list(connection.execute(read).one())
    assert found == [text.encode(), None]


def test_nothing_is_nothing(connection: Connection) -> None:
    for type_ in (Day(), Instant(), ExactNumber(), ordered_string(20)):
        assert read_sorted(connection, type_, [None]) == [None]


def read_sorted(connection: Connection, type_: TypeEngine[Any], values: list[Any]) -> list[Any]:
    """Write the values to a table of their own; return what the database says they are, in its order."""
    table = Table(
        type(type_).__name__.lower(), MetaData(), Column("number", Integer, primary_key=True), Column("value", type_)
    )
    table.create(connection)
    connection.execute(insert(table), [{"number": number, "value": value} for number, value in enumerate(values)])
    found = list(connection.scalars(select(table.c.value).order_by(table.c.value)))
    for value in filter(None, found):
        assert connection.scalar(select(table.c.value).where(table.c.value == value)) == value
    table.drop(connection)
    return found
