"""How tables in memory are filled: with rows that come as lines.

The names in these statements are those of tables and columns; all values are parameters.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Integer, String
from sqlalchemy.schema import CreateTable

from app.db.memory_database import DIALECT, Coded, Session
from app.features.statistics.memory.tables import InMemory
from app.features.statistics.memory.twin_rows import Piece

LAST = 2**31 - 1
"""The entry that stands for the end of what still holds."""

LISTED = "SELECT unnest(string_split($1, chr(10)))"


def create_family(session: Session, family: str) -> None:
    """Create the table of the numbers of a family's words."""
    session.execute(f"CREATE TABLE {family}_numbers (word VARCHAR, number INTEGER)")


def create(session: Session, table: InMemory) -> None:
    """Create a table."""
    session.execute(str(CreateTable(table.table).compile(dialect=DIALECT)))


def empty(session: Session, table: InMemory) -> None:
    """Take all rows out of a table."""
    session.execute(f"TRUNCATE {table.table.name}")


def fill(session: Session, table: InMemory, lines: str | None) -> None:
    """Insert rows, and give numbers to words that have none."""
    if lines is None:
        return
    columns = list(table.table.c)
    session.read("staged", {column.name: _told(column) for column in columns}, lines)
    families: dict[str, list[str]] = {}
    for column in columns:
        if isinstance(column.type, Coded):
            families.setdefault(column.type.family, []).append(column.name)
    for family, names in families.items():
        _number(session, family, names)
    joins = "".join(_join(column) for column in columns)
    values = ", ".join(_value(column) for column in columns)
    session.execute(f"INSERT INTO {table.table.name} SELECT {values} FROM staged{joins}")  # noqa: S608 - no input
    session.execute("DROP TABLE staged")


def exchange(session: Session, table: InMemory, piece: Piece, since: int) -> None:
    """Put fresh rows of records in the place of those that held at an entry, or of all where they were redacted."""
    family = table.table.c[table.key].type.family  # type: ignore[attr-defined] # of a key
    of_records = f"{table.key} IN (SELECT number FROM {family}_numbers WHERE word IN ({LISTED}))"  # noqa: S608
    delete = f"DELETE FROM {table.table.name} WHERE {of_records}"  # noqa: S608 - no input
    anew = piece.redacted if "to_entry" in table.table.c else piece.records
    if "to_entry" in table.table.c:
        session.execute(f"{delete} AND to_entry > $2", ["\n".join(piece.records), since])
    if anew:
        session.execute(delete, ["\n".join(anew)])
    fill(session, table, piece.lines)


def words_after(session: Session, family: str, number: int) -> list[str]:
    """Return the words of a family whose numbers are higher, in their order."""
    statement = f"SELECT word FROM {family}_numbers WHERE number > $1 ORDER BY number"  # noqa: S608 - no input
    return [word for (word,) in session.execute(statement, [number])]


def word_numbers(session: Session, family: str, words: Sequence[str]) -> Mapping[str, int]:
    """Return the numbers of those words of a family that have one."""
    statement = f"SELECT word, number FROM {family}_numbers WHERE word IN ({LISTED})"  # noqa: S608 - no input
    return dict(session.execute(statement, ["\n".join(words)]))


def _number(session: Session, family: str, names: Sequence[str]) -> None:
    known = f"{family}_numbers"
    each = " UNION ALL ".join(f"SELECT coalesce({name}, '') AS word FROM staged" for name in names)  # noqa: S608
    session.execute(
        f"INSERT INTO {known} SELECT word, (SELECT count(*) FROM {known}) + row_number() OVER () "  # noqa: S608
        f"FROM (SELECT DISTINCT word FROM ({each})) ANTI JOIN {known} USING (word)"
    )


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
