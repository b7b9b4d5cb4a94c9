"""How tables in memory are filled: with rows that come as lines.

The names in these statements are those of tables and columns; all values are parameters.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Integer, String
from sqlalchemy.schema import CreateTable

from app.db.memory_database import BETWEEN, DIALECT, Coded, Session
from app.features.statistics.memory.numbering import Numbering
from app.features.statistics.memory.tables import InMemory, Piece

LAST = 2**31 - 1
"""The entry that stands for the end of what still holds."""

FEW = 100
"""Rows that are inserted one by one."""


def create(session: Session, table: InMemory) -> None:
    """Create a table."""
    session.execute(str(CreateTable(table.table).compile(dialect=DIALECT)))


def empty(session: Session, table: InMemory) -> None:
    """Take all rows out of a table."""
    session.execute(f"TRUNCATE {table.table.name}")


def fill(session: Session, table: InMemory, lines: str | None, number: int, numbering: Numbering) -> None:
    """Insert rows, and give numbers to words that have none. Those of now hold from an entry on."""
    if lines is None:
        return
    holds = [number, LAST] if table.of_now else []
    if lines.count("\n") < FEW:
        _fill_few(session, table, lines, holds, numbering)
        return
    session.read("staged", {column.name: _told(column) for column in table.read}, lines)
    families: dict[str, list[str]] = {}
    for column in table.read:
        if isinstance(column.type, Coded):
            families.setdefault(column.type.family, []).append(column.name)
    for family, names in families.items():
        numbering.give_staged(family, names)
    joins = "".join(_join(column) for column in table.read)
    values = ", ".join([*map(_value, table.read), *map(str, holds)])
    session.execute(f"INSERT INTO {table.table.name} SELECT {values} FROM staged{joins}")  # noqa: S608 - no input
    session.execute("DROP TABLE staged")


def _fill_few(session: Session, table: InMemory, lines: str, holds: Sequence[int], numbering: Numbering) -> None:
    """Insert some rows without a file and without joins, which take longer to plan than such rows to insert."""
    rows = [line.split(BETWEEN) for line in lines.split("\n")]
    columns = list(zip(table.read, zip(*rows, strict=True), strict=True))
    words: dict[str, set[str]] = {}
    for column, values in columns:
        if isinstance(column.type, Coded):
            words.setdefault(column.type.family, set()).update(filter(None, values) if column.nullable else values)
    numbers = {family: numbering.given(family, found) for family, found in words.items()}
    told = [[_told_value(column, value, numbers) for value in values] for column, values in columns]
    one = f"({', '.join(['?'] * len(table.read) + list(map(str, holds)))})"
    insert = f"INSERT INTO {table.table.name} VALUES {', '.join([one] * len(rows))}"  # noqa: S608 - no input
    session.execute(insert, [value for row in zip(*told, strict=True) for value in row])


def _told_value(column: Column[Any], value: str, numbers: Mapping[str, Mapping[str, int]]) -> str | int | None:
    if isinstance(column.type, Coded) and (value or not column.nullable):
        return numbers[column.type.family][value]
    if column.name == "to_entry":
        return min(int(value), LAST)
    return value or None


def exchange(session: Session, table: InMemory, piece: Piece, since: int, number: int, numbering: Numbering) -> None:
    """Put rows of records by an entry in the place of those that held by another, or of all where they were redacted.

    Those of now are closed by it.
    """
    family = table.table.c[table.key].type.family  # type: ignore[attr-defined] # of a key
    numbers = numbering.known(family, piece.records)
    records, anew = list(numbers.values()), [numbers[record] for record in piece.redacted if record in numbers]
    of_records = f"WHERE {table.key} IN (SELECT unnest($1))"
    delete = f"DELETE FROM {table.table.name} {of_records}"  # noqa: S608 - no input
    if table.of_now:
        close = f"UPDATE {table.table.name} SET to_entry = $2 {of_records} AND to_entry = {LAST}"  # noqa: S608
        session.execute(close, [records, number])
    elif "to_entry" in table.table.c:
        session.execute(f"{delete} AND to_entry > $2", [records, since])
    else:
        anew = records
    if anew:
        session.execute(delete, [anew])
    fill(session, table, piece.lines, number, numbering)


def forget(session: Session, table: InMemory, number: int) -> None:
    """Take away the rows that held up to an entry at most."""
    session.execute(f"DELETE FROM {table.table.name} WHERE to_entry <= $1", [number])  # noqa: S608 - no input


def _told(column: Column[Any]) -> str:
    """Return the type of a column as it is read."""
    if isinstance(column.type, (Coded, String)):
        return "VARCHAR"
    return "BIGINT" if isinstance(column.type, Integer) else str(column.type.compile(dialect=DIALECT))


def _join(column: Column[Any]) -> str:
    """Return what finds the number of a column's word: the empty one is a word where something always stands."""
    if not isinstance(column.type, Coded):
        return ""
    of, known = f"of_{column.name}", f"{column.type.family}_numbers"
    if column.nullable:
        return f" LEFT JOIN {known} {of} ON {of}.word = staged.{column.name}"
    return f" JOIN {known} {of} ON {of}.word = coalesce(staged.{column.name}, '')"


def _value(column: Column[Any]) -> str:
    if isinstance(column.type, Coded):
        return f"of_{column.name}.number"
    return f"least(staged.to_entry, {LAST})" if column.name == "to_entry" else f"staged.{column.name}"
