"""Tables and the bundle of all pledges beside a bare loop over the same rows: bytes, rows and the memory they take."""

import http.client
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
from sqlalchemy import Table, make_url

from app.db.engines import sqlite_file
from app.db.statements import core_table
from app.ledger.model.record_type import record_type_of
from app.tables.base import owner_key
from app.tables.ledger.entries import Entry
from benchmarks.serving import processor_seconds, resident_megabytes, served
from benchmarks.world.build import build

BUILT = 5_000
"""Pledges that are written as pledges are; the others are copies of their rows, with those of their parts."""

PATHS = {"ndjson": "/v1/pledges.ndjson", "csv": "/v1/pledges.csv", "bundle": "/v1/export.jsonl?collection=pledges"}
FIRST = "/v1/topics.ndjson"
"""What is asked for before the memory is looked at, so that it is not that of a service that has done nothing yet."""

PIECE = 262_144
STATEMENT = "SELECT document FROM pledges ORDER BY id"


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return what tables of so many pledges take, and their bundle. Each is answered by a service of its own."""
    build(address, min(BUILT, pledges))
    _copy(address, -(-pledges // BUILT))
    bare_seconds, bare_size = _bare(address)
    found = {"bare loop: MB/s": round(bare_size / bare_seconds / 1e6, 1)}
    for name, path in PATHS.items():
        with served(address) as (port, process, _seconds):
            _download(port, process, FIRST)
            before, worked = resident_megabytes(process), processor_seconds(process)
            seconds, size, rows, memory = _download(port, process, path)
            worked = processor_seconds(process) - worked
        found |= {
            f"{name}: MB/s": round(size / seconds / 1e6, 1),
            f"{name}: MB a processor second": round(size / worked / 1e6, 1),
            f"{name}: rows a processor second": round(rows / worked),
            f"{name}: rows": rows,
            f"{name}: MB in all": round(size / 1e6),
            f"{name}: MB of memory more": round(memory - before),
        }
    return found


def _copy(address: str, times: int) -> None:
    """Let every pledge be there so many times: rows alone, which tables and bundles read and nothing else."""
    record_type = record_type_of("pledges")
    with closing(_connected(address)) as connection:
        if isinstance(connection, psycopg.Connection):
            # Copies have no entries of the ledger.
            connection.execute("SET session_replication_role = replica")
            indexes = list[tuple[str, str]]()
        else:
            made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})"
            tables = [record_type.table, *(part.table for part in record_type.part_types.values())]
            names = ", ".join(f"'{core_table(table).name}'" for table in tables)
            indexes = list(connection.execute(made.format(names)))
        # Row by row each would be looked for in every index.
        for name, _statement in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute(
            "CREATE TEMPORARY TABLE copies AS WITH RECURSIVE counted(number) AS "
            f"(SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < {times}) "
            f"SELECT number FROM counted WHERE number < {times}"
        )
        _copy_rows(connection, core_table(record_type.table), "id")
        for part_type in record_type.part_types.values():
            table = core_table(part_type.table)
            _copy_rows(connection, table, owner_key(table).name)
        for _name, statement in indexes:
            connection.execute(statement)
        connection.execute("ANALYZE")
        connection.commit()


def _copy_rows(connection: Any, table: Table, key: str) -> None:
    """Copy the rows of a table in the order of their keys: those of copies are longer, and end alike."""
    entries = f"(SELECT max(number) FROM {core_table(Entry).name})"
    made = {key: f"originals.{key} || '.' || substr(cast(1000000 + copies.number AS text), 2)"}
    if "entry" in table.c:
        made["entry"] = f"originals.entry + copies.number * {entries}"
    names = [column.name for column in table.c if column.computed is None]
    values = ", ".join(made.get(name, f'originals."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"CREATE TEMPORARY TABLE originals AS SELECT * FROM {table.name} ORDER BY {key}")
    connection.execute(f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM originals CROSS JOIN copies")
    connection.execute("DROP TABLE originals")


def _download(port: int, process: int, path: str) -> tuple[float, int, int, float]:
    """Return the seconds that an answer takes, its bytes, its lines, and the most memory the service had meanwhile."""
    done, most = threading.Event(), [0.0]

    def watch() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], resident_megabytes(process))

    watching = threading.Thread(target=watch)
    watching.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    begun = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    if response.status != http.HTTPStatus.OK:
        message = f"{path} answered {response.status}"
        raise RuntimeError(message)
    size = lines = 0
    while piece := response.read(PIECE):
        size += len(piece)
        lines += piece.count(b"\n")
    seconds = time.perf_counter() - begun
    done.set()
    watching.join()
    connection.close()
    return seconds, size, lines, most[0]


def _bare(address: str) -> tuple[float, int]:
    """Return the seconds that a driver takes for the documents alone, written as lines, and their bytes."""
    begun = time.perf_counter()
    size = 0
    for rows in _rows(address):
        size += len(b"\n".join([row[0].encode() for row in rows])) + 1
    return time.perf_counter() - begun, size


def _rows(address: str) -> Iterator[list[tuple[str]]]:
    with closing(_connected(address)) as connection:
        cursor: Any = connection.cursor(**({"name": "bare"} if isinstance(connection, psycopg.Connection) else {}))
        cursor.execute(STATEMENT)
        while rows := cursor.fetchmany(200):
            yield rows


def _connected(address: str) -> Any:
    """Return a connection of the driver alone: on SQLite it looks for no foreign keys."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    return sqlite3.connect(sqlite_file(url))
