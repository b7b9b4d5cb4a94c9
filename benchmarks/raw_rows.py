"""What an import costs beside the bare database: the same rows, written by the driver, table by table, at once.

By the processor's time on SQLite, which works in this process; by the clock on PostgreSQL.
"""

import io
import json
from collections.abc import Callable
from operator import truediv
from statistics import median
from time import perf_counter, process_time
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, insert, make_url, select

from app.db import migration
from app.db.engines import sqlite_file, writing_engine
from app.exchange.imports.batches import ImportOptions
from app.exchange.imports.file_reading import import_file
from app.exchange.imports.run import ImportRun
from app.exchange.loading.loader import snapshots_of
from app.tables import Base

T = TypeVar("T")
Found = dict[str, float]


ROUNDS = 3


def measure(address: str, bundle: dict[str, Any]) -> Found:
    """Return how long an import of a bundle takes in an empty database, and how long its rows take in another.

    In rounds of both; the ratio is the median of theirs.
    """
    clock = process_time if make_url(address).get_backend_name() == "sqlite" else perf_counter
    imports, bare, changes, rows, lines = list[float](), list[float](), 0, 0, _lines(bundle)
    for number in range(ROUNDS):
        imported, raw = (_empty(address, f"{name}_{number}") for name in ("imported", "raw"))
        begun = clock()
        changes = _import(imported, lines)
        imports.append(clock() - begun)
        by_table = _rows(imported)
        rows = sum(map(len, by_table.values()))
        begun = clock()
        with raw.begin() as connection:
            for table, found in by_table.items():
                if found:
                    connection.execute(insert(table), found)
        bare.append(clock() - begun)
        for engine in (imported, raw):
            engine.dispose()
    seconds = median(imports)
    return {
        "importing alone, s": round(seconds, 2),
        "importing alone, changes/s": round(changes / seconds),
        f"its {rows} rows raw, s": round(median(bare), 2),
        "raw / importing (goal 0.5)": round(median(map(truediv, bare, imports)), 2),
    }


def _empty(address: str, name: str) -> Engine:
    """Return an engine on a migrated, empty database beside another."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        beside = url.set(database=str(sqlite_file(url).with_name(f"{name}.db")))
    else:
        beside = url.set(database=name)
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        server.dispose()
    engine = writing_engine(beside.render_as_string(hide_password=False))
    with engine.begin() as connection:
        migration.upgrade(connection)
    return engine


def _lines(bundle: dict[str, Any]) -> bytes:
    """Return a bundle as JSON Lines."""
    return b"".join(json.dumps({name: [one]}).encode() + b"\n" for name, found in bundle.items() for one in found)


def _import(engine: Engine, lines: bytes) -> int:
    """Import JSON Lines; return how many changes were written."""

    def transact(piece: Callable[[Connection], T]) -> T:
        with engine.begin() as connection:
            return piece(connection)

    counted = list[int]()
    with snapshots_of(engine) as snapshots:
        run = ImportRun(snapshots, transact, "somebody", rest=lambda: None)
        file, options = import_file(io.BytesIO(lines), "bundle.jsonl"), ImportOptions("tracker")
        outcome = run.finish(run.begin(file, options), file, options, counted.append)
    assert not outcome.faults, outcome.faults
    return counted[0]


def _rows(engine: Engine) -> dict[Any, list[dict[str, Any]]]:
    with engine.begin() as connection:
        return {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
