"""What histories are made of: columns like those of the present, and the entries and days between which they held."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Table

from app.db.columns import Day
from app.db.statements import core_table
from app.tables.base import Base, owner_key

STILL = 2**62
"""The end of what still holds: after every entry."""

ALWAYS = "0001-01-01"
NEVER = "9999-12-31"
"""The days between which all of the world's dates lie."""

LONGEST_NAME = 63
"""Characters that PostgreSQL takes of a name."""

TWINS: dict[Table, Table] = {}
"""The twin of each table that has one."""


def entries() -> list[Column[Any]]:
    return [
        Column("from_entry", BigInteger, nullable=False),
        Column("to_entry", BigInteger, primary_key=True, autoincrement=False),
    ]


def days() -> list[Column[Any]]:
    return [Column("from_day", Day, primary_key=True), Column("to_day", Day, nullable=False)]


def like(table: Table, names: Sequence[str], *, key: bool) -> list[Column[Any]]:
    return [
        Column(name, table.c[name].type, primary_key=key, nullable=False if key else table.c[name].nullable)
        for name in names
    ]


def facts(live: type[Base], *names: str, sorts: Sequence[str] = ()) -> Table:
    """Return the twin of a table of records: a row each time that one of the columns changes."""
    table = core_table(live)
    columns = [*like(table, ["id"], key=True), *entries(), *like(table, names, key=False)]
    return twin(table, columns, [[name, "id"] for name in sorts])


def nested(live: type[Base], *names: str, item: str | None = None, indexed: bool = True) -> Table:
    """Return the twin of a nested table: a row a value.

    Rows that can be changed one by one are identified by `item`; those of other tables by what they hold. `indexed`:
    records are found by them, and not they by their records.
    """
    table = core_table(live)
    owner = owner_key(table).name
    columns = [*like(table, [owner], key=True), *entries()]
    if item is not None:
        columns += like(table, [item], key=True)
    columns += like(table, names, key=item is None)
    found = [[*names, owner]] if item is None else [[name, owner] for name in names]
    return twin(table, columns, [[*each, "from_entry", "to_entry"] for each in found] if indexed else [])


def twin(table: Table, columns: Sequence[Column[Any]], indexes: Sequence[Sequence[str]]) -> Table:
    name = f"{table.name}_history"
    made = [Index(_index_name(name, found), *found) for found in indexes]
    TWINS[table] = Table(name, Base.metadata, *keys_first(columns), *made, sqlite_with_rowid=False)
    return TWINS[table]


def keys_first(columns: Iterable[Column[Any]]) -> list[Column[Any]]:
    return sorted(columns, key=lambda column: not column.primary_key)


def flag(name: str) -> Column[Any]:
    return Column(name, Boolean(create_constraint=True, name=name), nullable=False)


def _index_name(table: str, columns: Sequence[str]) -> str:
    """Return the name that the convention makes, or a shorter one: PostgreSQL would cut it."""
    name = f"ix_{table}_{'_'.join(columns)}"
    return name if len(name) <= LONGEST_NAME else f"ix_{table}_{columns[0]}"
