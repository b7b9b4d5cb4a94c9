"""Status changes acknowledged a second, and the same statements in a bare loop."""

import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, event

from app.access.keys import create_key
from app.db.engines import writing_engine
from app.preconditions import UNCONDITIONAL
from app.records.pledges.commands import record_status_change
from app.records.pledges.status.schemas import StatusChange
from app.strict_json import encode
from app.vocabulary import Scope
from benchmarks.load import post, run

Sent = tuple[str, Any, bool]
"""A statement, its parameters, and whether these are of many rows."""

SECONDS = 4.0
STRIDE = 7919
"""A prime, so that neighbours in time are not neighbours in the tables."""


def key_of(address: str) -> str:
    """Return a key that may write."""
    engine = writing_engine(address)
    with engine.begin() as connection:
        key = create_key(connection, "benchmark", [Scope.WRITE])
    engine.dispose()
    return key


def measure(port: int, pledges: int, address: str) -> dict[str, float]:
    """Return status changes a second with 1 and 16 clients, the statements of one, and a bare loop of these."""
    key = key_of(address)
    found: dict[str, float] = {}
    requests = _changes(pledges, key)
    for clients in (1, 16):
        load = run(port, requests, clients, SECONDS)
        if load.refused:
            message = f"{load.refused} status changes were refused, first: {load.first_refusal}"
            raise RuntimeError(message)
        found[f"status changes/s, {clients} clients"] = round(load.per_second)
        found[f"p99 ms, {clients} clients"] = round(load.p99, 1)
    return found | bare(address, pledges)


def _changes(pledges: int, key: str) -> Iterator[bytes]:
    """Yield status changes over all pledges in turn: none repeats the one before it on the same pledge."""
    for number in itertools.count():
        pledge = f"pledge-{number * STRIDE % pledges:07}"
        change = _change("in_progress" if number // pledges % 2 else "stalled", number)
        yield post(f"/v1/pledges/{pledge}/status-changes", encode(change), key)


def _change(status: str, number: int) -> dict[str, Any]:
    return {"status": status, "reason": f"reason {number}", "citations": [{"source": f"source-{number % 500}"}]}


def bare(address: str, pledges: int, repetitions: int = 300) -> dict[str, float]:
    """Record what statements some status changes send, undone; then send those alone, a transaction each."""
    engine = writing_engine(address)
    sent: list[list[Sent]] = []
    with engine.connect() as connection, connection.begin() as transaction:
        for number in range(repetitions):
            sent.append([])
            event.listen(engine, "before_cursor_execute", record := _recorder(sent[-1]))
            change = StatusChange.model_validate(_change("stalled", number) | {"effective_on": "2024-01-01"})
            record_status_change(connection, f"pledge-{pledges - 1 - number:07}", change, UNCONDITIONAL)
            event.remove(engine, "before_cursor_execute", record)
        transaction.rollback()
    started = time.perf_counter()
    for statements in sent:
        with engine.begin() as connection:
            _send(connection, statements)
    elapsed = time.perf_counter() - started
    engine.dispose()
    return {"statements a change": len(sent[0]), "bare loop of these/s": round(repetitions / elapsed)}


def _recorder(sent: list[Sent]) -> Callable[..., None]:
    def record(*event: Any) -> None:
        sent.append((event[2], event[3], event[5]))

    return record


def _send(connection: Connection, statements: list[Sent]) -> None:
    cursor = connection.connection.cursor()
    for text, parameters, is_of_many in statements:
        (cursor.executemany if is_of_many else cursor.execute)(text, parameters)
        if cursor.description:
            cursor.fetchall()
