"""Copies of rows: what exports of very many pledges read, without the hours that writing these would take."""

import sqlite3
from contextlib import closing
from typing import Any

import psycopg
from sqlalchemy import Table, make_url

from app.db.engines import sqlite_file
from app.db.statements import core_table
from app.ledger.model.record_type import record_type_of
from app.tables.base import owner_key
from app.tables.ledger.entries import Entry


def copy_rows(address: str, numbers: range, *, shortest: int | None = None, parts_of_every: int = 1) -> None:
    """Add a copy of every pledge for each number: rows alone, which tables and bundles read and nothing else.

    `shortest`: of so many pledges alone, those with the shortest documents. `parts_of_every`: only each so many-th
    copy has its parts, too.
    """
    record_type = record_type_of("pledges")
    with closing(connected(address)) as connection:
        if isinstance(connection, psycopg.Connection):
            # Copies have no entries of the ledger.
            connection.execute("SET session_replication_role = replica")
            indexes = list[tuple[str, str]]()
        else:
            # Otherwise everything would be written twice.
            connection.execute("PRAGMA journal_mode = OFF")
            made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})"
            tables = [record_type.table, *(part.table for part in record_type.part_types.values())]
            names = ", ".join(f"'{core_table(table).name}'" for table in tables)
            indexes = list(connection.execute(made.format(names)))
        # Row by row each would be looked for in every index.
        for name, _statement in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute(
            "CREATE TEMPORARY TABLE copies AS WITH RECURSIVE counted(number) AS "
            f"(SELECT {numbers.start} UNION ALL SELECT number + 1 FROM counted WHERE number < {numbers.stop}) "
            f"SELECT number FROM counted WHERE number < {numbers.stop}"
        )
        connection.execute(
            "CREATE TEMPORARY TABLE copied AS SELECT id FROM pledges WHERE id NOT LIKE '%.%' "
            f"ORDER BY length(document), id LIMIT {10**9 if shortest is None else shortest}"
        )
        _copy_table(connection, core_table(record_type.table), "id", 1)
        for part_type in record_type.part_types.values():
            table = core_table(part_type.table)
            _copy_table(connection, table, owner_key(table).name, parts_of_every)
        for _name, statement in indexes:
            connection.execute(statement)
        connection.execute("ANALYZE")
        connection.commit()


def _copy_table(connection: Any, table: Table, key: str, every: int) -> None:
    """Copy the rows of a table in the order of their keys: those of copies are longer, and end alike."""
    entries = f"(SELECT max(number) FROM {core_table(Entry).name})"
    made = {key: f"originals.{key} || '.' || substr(cast(1000000 + copies.number AS text), 2)"}
    if "entry" in table.c:
        made["entry"] = f"originals.entry + copies.number * {entries}"
    names = [column.name for column in table.c if column.computed is None]
    values = ", ".join(made.get(name, f'originals."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    wanted = f"SELECT * FROM {table.name} WHERE {key} IN (SELECT id FROM copied) ORDER BY {key}"
    connection.execute(f"CREATE TEMPORARY TABLE originals AS {wanted}")
    connection.execute(
        f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM originals CROSS JOIN copies "
        f"WHERE copies.number % {every} = 0"
    )
    connection.execute("DROP TABLE originals")


def connected(address: str) -> Any:
    """Return a connection of the driver alone: on SQLite it looks for no foreign keys."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    return sqlite3.connect(sqlite_file(url))
