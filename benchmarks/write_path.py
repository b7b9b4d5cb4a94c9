"""What status changes cost beside their bare statements, and how many are acknowledged beside details that are read.

Processor time is that of this process and, on PostgreSQL, of the server's for its connection.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from operator import truediv
from statistics import median
from time import process_time
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, event, make_url

from app.db.engines import BEGIN_LOCKED, sqlite_file, writing_engine
from app.http.validation import validated
from app.ledger.writing.record_commands import patch
from app.preconditions import UNCONDITIONAL
from app.records.pledges.commands import record_status_change
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.schemas import StatusChange
from benchmarks.load import get, run
from benchmarks.serving import processor_seconds, served
from benchmarks.world.build import build
from benchmarks.writes import changes, key_of, status_change

Sent = list[tuple[str, Any, bool]]
"""The statements of a transaction: each with its parameters, and whether these are of many rows."""

Command = Callable[[Connection], object]

WARMING, EACH = 50, 100
"""Commands before what is measured, and in each round."""

COMMIT = 1
ROUNDS = 5
SECONDS = 2.0
CLIENTS = 16


def measure(address: str, pledges: int) -> dict[str, float]:
    """Return what writes cost in a world that is built for it."""
    build(address, pledges)
    found: dict[str, float] = {}
    for name, commands in (("status change", _changing(pledges)), ("PATCH of a summary", _patching(pledges))):
        # In small worlds fewer, so that there is another pledge for each.
        each = min(EACH, (pledges - 2 * WARMING) // (2 * ROUNDS))
        found |= _beside_bare(address, name, commands, each)
    key = key_of(address)
    with served(address) as (port, process, _seconds):
        return found | _beside_details(port, process, pledges, key)


def _changing(pledges: int) -> Iterator[Command]:
    """Yield commands for status changes, each of another pledge: what was written last helps none of them."""
    for number in range(pledges):
        change = StatusChange.model_validate(status_change("stalled", number) | {"effective_on": "2026-01-01"})
        yield partial(record_status_change, pledge=f"pledge-{number:07}", change=change, condition=UNCONDITIONAL)


def _patching(pledges: int) -> Iterator[Command]:
    for number in range(pledges):
        body = {"summary": f"Summary {number}"}
        yield lambda connection, record=f"pledge-{number:07}", body=body: patch(  # type: ignore[misc]
            connection, PLEDGES, record, body, validated, UNCONDITIONAL
        )


def _beside_bare(address: str, name: str, commands: Iterator[Command], each: int) -> dict[str, float]:
    """Return the processor time of commands, and that of the statements of as many, sent again to a copy."""
    engine = writing_engine(address)
    _run(engine, islice(commands, WARMING))
    engine.dispose()
    costs, bare, sent = [], [], 0
    with _copied(address) as copy:
        other = writing_engine(copy)
        _send(other, [_recorded(engine, command) for command in islice(commands, WARMING)])
        for _round in range(ROUNDS):
            costs.append(_run(engine, islice(commands, each)) / each)
            recorded = [_recorded(engine, command) for command in islice(commands, each)]
            bare.append(_send(other, recorded) / each)
            sent = max(len(statements) + COMMIT for statements in recorded)
        engine.dispose()
        other.dispose()
    return {
        f"a {name}, processor ms": round(1000 * median(costs), 2),
        f"{name}: its statements, with BEGIN and COMMIT (goal 10)": sent,
        f"{name}: the same statements alone, processor ms": round(1000 * median(bare), 2),
        f"{name}: with all else / alone (goal 3)": round(median(map(truediv, costs, bare)), 2),
    }


def _run(engine: Engine, commands: Iterator[Command]) -> float:
    """Return the processor time of the commands, each in a transaction."""
    with engine.connect() as connection:
        backend = _backend(connection)
    started = _worked(backend)
    for command in commands:
        with engine.begin() as connection:
            command(connection)
    return _worked(backend) - started


def _recorded(engine: Engine, command: Command) -> Sent:
    """Return what a command in a transaction sends, but for its COMMIT."""
    # SQLAlchemy tells nothing of what begins a transaction of PostgreSQL: the driver gets that directly.
    sent: Sent = [(BEGIN_LOCKED, None, False)] if engine.dialect.name == "postgresql" else []

    def record(*executed: Any) -> None:
        sent.append((executed[2], executed[3], executed[5]))

    event.listen(engine, "before_cursor_execute", record)
    with engine.begin() as connection:
        command(connection)
    event.remove(engine, "before_cursor_execute", record)
    return sent


def _send(engine: Engine, recorded: Sequence[Sent]) -> float:
    """Return the processor time of the statements, sent as they are by the driver, each transaction by itself."""
    with engine.connect() as connection:
        backend = _backend(connection)
    driver = engine.raw_connection()
    started = _worked(backend)
    for sent in recorded:
        cursor = driver.cursor()
        for text, parameters, is_of_many in sent:
            (cursor.executemany if is_of_many else cursor.execute)(text, parameters)
            if cursor.description:
                cursor.fetchall()
        driver.commit()
    cost = _worked(backend) - started
    driver.close()
    return cost


def _backend(connection: Connection) -> int | None:
    """Return the process that PostgreSQL has for a connection."""
    if connection.dialect.name == "sqlite":
        return None
    backend: int = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return backend


def _worked(backend: int | None) -> float:
    return process_time() + (0 if backend is None else processor_seconds(backend))


@contextmanager
def _copied(address: str) -> Iterator[str]:
    """Yield the address of a copy of a database to which nobody is connected."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        copy = url.set(database=f"{url.database}-copy")
        shutil.copyfile(sqlite_file(url), sqlite_file(copy))
        yield copy.render_as_string(hide_password=False)
        sqlite_file(copy).unlink()
        return
    copy = url.set(database=f"{url.database}_copy")
    names = [sql.Identifier(str(copy.database)), sql.Identifier(str(url.database))]
    with psycopg.connect(_plain(address), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    yield copy.render_as_string(hide_password=False)
    with psycopg.connect(_plain(address), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(names[0]))


def _plain(address: str) -> str:
    return make_url(address).set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)


def _beside_details(port: int, process: int, pledges: int, key: str) -> dict[str, float]:
    """Return details and acknowledged changes a second, in rounds that alternate, and their ratios.

    By answers, and by the processor time that the service takes for one: what else a machine does changes that less.
    """
    chance = random.Random(7)
    details = (get(f"/v1/pledges/pledge-{chance.randrange(pledges):07}") for _ in iter(int, 1))
    changing = changes(pledges, key)
    read, written, ratios, worked = [], [], [], []
    for requests in (details, changing):
        run(port, requests, CLIENTS, 0.5)
    for _round in range(ROUNDS):
        (details_each, detail), (changes_each, change) = (
            _busy(port, process, requests) for requests in (details, changing)
        )
        read.append(details_each)
        written.append(changes_each)
        ratios.append(changes_each / details_each)
        worked.append(detail / change)
    return {
        f"details/s, {CLIENTS} clients": round(median(read)),
        f"status changes/s, {CLIENTS} clients": round(median(written)),
        "status changes / details (goal 0.30, PostgreSQL 0.25)": round(median(ratios), 3),
        "status changes / details, by processor time": round(median(worked), 3),
    }


def _busy(port: int, process: int, requests: Iterator[bytes]) -> tuple[float, float]:
    """Return answers a second, and the seconds that the service worked for each."""
    before = processor_seconds(process)
    load = run(port, requests, CLIENTS, SECONDS)
    if load.refused:
        message = f"{load.refused} requests were refused, first: {load.first_refusal}"
        raise RuntimeError(message)
    return load.per_second, (processor_seconds(process) - before) / load.answers
