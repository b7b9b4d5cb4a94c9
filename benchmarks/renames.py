"""Renaming what very many records refer to: how soon it is answered, who waits, and when all documents followed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from threading import Event
from time import monotonic, perf_counter, process_time, sleep

import httpx
from sqlalchemy import Engine

from app import api
from app.db import migration
from app.db.engines import writing_engine
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Change
from app.ledger.model.shapes import Values
from app.ledger.projections.projections import advance_all
from app.ledger.writing.append import append
from app.ledger.writing.document_walk import SECONDS, START, Walk, every_record, walk
from app.ledger.writing.item_ids import identify
from app.records.participants.record_type import PARTICIPANTS
from app.records.pledges.record_type import PLEDGES
from app.vocabulary import Operation
from benchmarks.serving import processor_seconds, resident_megabytes, served
from benchmarks.waits import client_of, keep_putting
from benchmarks.writes import key_of

RENAMED = "renamed"
BATCH = 500
WATCHED = 0.2
"""Seconds between two looks at how many documents are left."""


def measure(address: str, referring: int) -> dict[str, float]:
    """Return what renaming costs at a new database: seconds, waits in ms and memory in MB."""
    engine = writing_engine(address)
    _build(engine, referring)
    rebuilt, worked = _rebuilt(engine)
    engine.dispose()
    key = key_of(address)
    found: dict[str, float] = {
        f"rendering all {referring} again, s": round(rebuilt, 1),
        "rendering all again, processor s": round(worked, 1),
    }
    with served(address) as (port, process, _seconds), client_of(port, key) as client:
        before, spent = resident_megabytes(process), processor_seconds(process)
        answered, followed = _rename(client, "The second name")
        spent = processor_seconds(process) - spent
        found |= {
            "renamed, answered after ms": round(answered * 1000),
            "all documents have followed after s": round(followed, 1),
            "that / rendering all again (goal 2)": round(followed / rebuilt, 2),
            "all documents have followed, processor s": round(spent, 1),
            "that / rendering all again, in processor time": round(spent / worked, 2),
        }
        waits = list(_waits(port, key, client))
        alone, meanwhile = waits
        found |= {
            "a PUT alone, median ms": round(median(alone) * 1000, 1),
            "a PUT alone, longest ms": round(max(alone) * 1000),
            "a PUT while documents follow, median ms": round(median(meanwhile) * 1000, 1),
            "a PUT while documents follow, longest ms (goal 250)": round(max(meanwhile) * 1000),
            "memory more than before, at most MB": round(_most_megabytes(process) - before),
        }
    return found


def _build(engine: Engine, referring: int) -> None:
    assert api.ROUTERS, "whatever is kept of the past is known once all routes are"
    with engine.begin() as connection:
        migration.upgrade(connection)
        append(connection, [_change(PARTICIPANTS, RENAMED, {"kind": "state", "name": "The first name"})])
    for start in range(0, referring, BATCH):
        with engine.begin() as connection:
            append(connection, list(_pledges(range(start, min(start + BATCH, referring)))))
    advance_all(engine)


def _pledges(numbers: range) -> Iterator[Change]:
    for number in numbers:
        body = {
            "title": f"Pledge {number}",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": RENAMED, "role": "promisor"}],
        }
        yield _change(PLEDGES, f"pledge-{number}", body)


def _change(record_type: RecordType, record_id: str, body: Values) -> Change:
    values = record_type.written.model_validate(body).values()
    values.pop("id")
    return Change(record_type, record_id, Operation.PUT, identify(record_type.inline, values, None))


def _rebuilt(engine: Engine) -> tuple[float, float]:
    """Return the seconds in which all documents are rendered again, piece by piece, and those of the processor."""
    begun, worked, done = perf_counter(), process_time(), Walk(START)
    while not done.done:
        with engine.begin() as connection:
            done = walk(connection, every_record, done.cursor, monotonic() + SECONDS)
    return perf_counter() - begun, process_time() - worked


def _rename(client: httpx.Client, name: str) -> tuple[float, float]:
    """Return the seconds until a rename was answered, and until all documents had followed."""
    begun = perf_counter()
    client.patch(f"/v1/participants/{RENAMED}", json={"name": name}).raise_for_status()
    answered = perf_counter() - begun
    # How many are left is kept for a second.
    while _left(client):
        sleep(WATCHED)
    return answered, perf_counter() - begun


def _left(client: httpx.Client) -> bool:
    listed = client.get("/v1/pledges", params={"sort": "-id", "limit": 1}).json()["items"]
    renamed = client.get(f"/v1/participants/{RENAMED}").json()["name"]
    return bool(listed[0]["parties"][0]["participant"]["name"] != renamed)


def _waits(port: int, key: str, client: httpx.Client) -> Iterator[list[float]]:
    """Yield how long writes of another record take: while nothing else happens, then while documents follow."""
    for name in (None, "The third name"):
        over = Event()
        with ThreadPoolExecutor(1) as other:
            waits = other.submit(keep_putting, port, key, over)
            if name is None:
                sleep(2)
            else:
                _rename(client, name)
            over.set()
        yield waits.result()


def _most_megabytes(process: int) -> float:
    """Return the most memory that a process has held."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
