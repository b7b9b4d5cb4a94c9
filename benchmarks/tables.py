"""Tables of all pledges beside a bare loop over the same rows: bytes and rows a second, and the memory they take."""

import http.client
import sqlite3
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from sqlalchemy import Connection, insert, literal, make_url, select, text

from app.db.engines import prepare_sqlite, sqlite_file, writing_engine
from app.db.statements import core_table
from app.tables.pledges import Pledge
from benchmarks.serving import resident_megabytes, served
from benchmarks.world.build import build

BUILT = 5_000
"""Pledges that are written as pledges are; the others are copies of their rows."""

PIECE = 262_144
STATEMENT = "SELECT document FROM pledges ORDER BY id"


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return what tables of so many pledges take."""
    build(address, min(BUILT, pledges))
    _copy(address, pledges)
    found: dict[str, float] = {}
    with served(address) as (port, process, _seconds):
        before = resident_megabytes(process)
        for suffix in ("ndjson", "csv"):
            seconds, size, rows, memory = _download(port, process, f"/v1/pledges.{suffix}")
            bare_seconds, bare_size = _bare(address)
            found |= {
                f"{suffix}: MB/s": round(size / seconds / 1e6, 1),
                f"{suffix}: rows/s": round(rows / seconds),
                f"{suffix}: MB in all": round(size / 1e6),
                f"{suffix}: beside the bare loop": round(bare_seconds / seconds, 2),
                f"{suffix}: MB of memory more": round(memory - before),
                "bare loop: MB/s": round(bare_size / bare_seconds / 1e6, 1),
            }
    return found


def _copy(address: str, pledges: int) -> None:
    """Let there be so many pledges: rows alone, which nothing but their list reads."""
    engine, table = writing_engine(address), core_table(Pledge)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        for number in range(1, -(-pledges // BUILT)):
            _copy_once(connection, table, number)
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _copy_once(connection: Connection, table: Any, number: int) -> None:
    columns = [one.concat(literal(f".{number}")) if one.name == "id" else one for one in table.c]
    # No id has a dot in it.
    originals = select(*columns).where(table.c.id.not_like("%.%"))
    connection.execute(insert(table).from_select(list(table.c), originals))


def _download(port: int, process: int, path: str) -> tuple[float, int, int, float]:
    """Return the seconds that a table takes, its bytes, its lines, and the most memory the service had meanwhile."""
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
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        file = sqlite3.connect(sqlite_file(url))
        prepare_sqlite(file, writing=False)
        cursor: Any = file.execute(STATEMENT)
    else:
        server = psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
        cursor = server.cursor(name="bare")
        cursor.execute(STATEMENT)
    while rows := cursor.fetchmany(200):
        yield rows
