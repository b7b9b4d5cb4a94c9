"""Tables and the bundle of all pledges beside a bare loop over the same rows: bytes, rows and the memory they take."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg

from benchmarks.row_copies import connected, copy_rows
from benchmarks.serving import processor_seconds, resident_megabytes, rest, served
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
    copy_rows(address, range(1, -(-pledges // BUILT)))
    bare_seconds, bare_size = _bare(address)
    found = {"bare loop: MB/s": round(bare_size / bare_seconds / 1e6, 1)}
    for name, path in PATHS.items():
        with served(address) as (port, process, _seconds):
            download(port, process, FIRST)
            rest(process)
            before, worked = resident_megabytes(process), processor_seconds(process)
            seconds, size, rows, memory = download(port, process, path)
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


def download(port: int, process: int, path: str, patience: float = 600) -> tuple[float, int, int, float]:
    """Return the seconds that an answer takes, its bytes, its lines, and the most memory the service had meanwhile."""
    done, most = threading.Event(), [0.0]

    def watch() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], resident_megabytes(process))

    watching = threading.Thread(target=watch)
    watching.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
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
    with closing(connected(address)) as connection:
        cursor: Any = connection.cursor(**({"name": "bare"} if isinstance(connection, psycopg.Connection) else {}))
        cursor.execute(STATEMENT)
        while rows := cursor.fetchmany(200):
            yield rows
