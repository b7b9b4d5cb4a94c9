"""Status changes acknowledged a second."""

import itertools
from collections.abc import Iterator
from typing import Any

from app.access.keys import create_key
from app.db.engines import writing_engine
from app.strict_json import encode
from app.vocabulary import Scope
from benchmarks.load import post, run

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
    """Return status changes a second with 1 and 16 clients."""
    key = key_of(address)
    found: dict[str, float] = {}
    requests = changes(pledges, key)
    for clients in (1, 16):
        load = run(port, requests, clients, SECONDS)
        if load.refused:
            message = f"{load.refused} status changes were refused, first: {load.first_refusal}"
            raise RuntimeError(message)
        found[f"status changes/s, {clients} clients"] = round(load.per_second)
        found[f"p99 ms, {clients} clients"] = round(load.p99, 1)
    return found


def changes(pledges: int, key: str) -> Iterator[bytes]:
    """Yield requests for status changes over all pledges in turn: none repeats the one before it on the same pledge."""
    for number in itertools.count():
        pledge = f"pledge-{number * STRIDE % pledges:07}"
        change = status_change("in_progress" if number // pledges % 2 else "stalled", number)
        yield post(f"/v1/pledges/{pledge}/status-changes", encode(change), key)


def status_change(status: str, number: int) -> dict[str, Any]:
    """Return the body of a status change with one citation."""
    return {"status": status, "reason": f"reason {number}", "citations": [{"source": f"source-{number % 500}"}]}
