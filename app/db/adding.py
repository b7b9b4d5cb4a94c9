"""Adding to amounts in rows that may be there already: one statement on both databases, each with its own word."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; add what is no part of the primary key to the rows that are there."""
    insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    amounts = [column for column in table.columns if not column.primary_key]
    adding = insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={column.name: column + insert.excluded[column.name] for column in amounts},
    )
    if rows:
        connection.execute(adding, rows)
