"""A made-up world of any size, written through the ledger like everything else."""

import random
import time
from collections.abc import Iterator

from sqlalchemy import Connection, text

from app import api
from app.db import migration
from app.db.engines import writing_engine
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.model.shapes import Values
from app.ledger.projections.projections import advance_all
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import identify
from app.records.pledges.status.histories import PART_TYPE
from app.vocabulary import Operation, Origin, PledgeKind, Precision, Status, Strength
from benchmarks.vocabulary import summary

PIECE = 1000
PARTICIPANTS, TOPICS, MEETINGS, SOURCES = 200, 60, 1000, 500
STATUSES = [status.value for status in Status if status not in {Status.SUPERSEDED, Status.FULFILLED}]
ASSESSED = 3
"""One of so many pledges is assessed."""

assert api.ROUTERS


def build(address: str, pledges: int) -> float:
    """Fill an empty database with this many pledges and what they name; return the pledges written a second."""
    engine = writing_engine(address)
    with engine.begin() as connection:
        migration.upgrade(connection)
        for collection, records in _surroundings():
            _write(connection, collection, records)
    chance = random.Random(1)
    started = time.perf_counter()
    for start in range(0, pledges, PIECE):
        with engine.begin() as connection:
            _write_pledges(connection, range(start, min(start + PIECE, pledges)), chance)
    elapsed = time.perf_counter() - started
    # So that the service is not still at it when it is measured.
    advance_all(engine)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
    return pledges / elapsed


def _surroundings() -> Iterator[tuple[str, dict[str, Values]]]:
    yield (
        "sources",
        {
            f"source-{n}": {"kind": "news_report", "title": f"Report {n}", "published": "2026-01-01"}
            for n in range(SOURCES)
        },
    )
    yield "topics", {f"topic-{n}": {"name": f"Topic {n}"} for n in range(TOPICS)}
    yield "participants", {f"state-{n}": {"kind": "state", "name": f"State {n}"} for n in range(PARTICIPANTS)}
    yield (
        "meetings",
        {
            f"meeting-{n}": {"title": f"Meeting {n}", "form": "meeting", "status": "held", "starts": "2025-02-05"}
            for n in range(MEETINGS)
        },
    )


def _write(connection: Connection, collection: str, records: dict[str, Values]) -> None:
    record_type = record_type_of(collection)
    changes = []
    for record_id, content in records.items():
        values = record_type.written.model_validate(content).values()
        values.pop("id")
        changes.append(Change(record_type, record_id, Operation.PUT, identify(record_type.inline, values, None)))
    append(connection, changes)


def _write_pledges(connection: Connection, numbers: range, chance: random.Random) -> None:
    record_type = record_type_of("pledges")
    changes = []
    for number in numbers:
        record_id = f"pledge-{number:07}"
        values = record_type.written.model_validate(_pledge(number, chance)).values()
        values.pop("id")
        changes.append(Change(record_type, record_id, Operation.PUT, identify(record_type.inline, values, None)))
        status = chance.choice(STATUSES)
        if status != Status.NOT_ASSESSED:
            change = record_type.part_types[PART_TYPE].written.model_validate(_status_change(status, chance)).values()
            change |= {"id": f"change-{number}"}
            change = identify(record_type.part_types[PART_TYPE].inline, change, None)
            changes.append(Change(record_type, record_id, Operation.PUT, change, f"{PART_TYPE}/{change['id']}"))
        if number % ASSESSED == 0:
            changes.append(_assessed(record_type, record_id, values, chance))
    append(connection, changes)


def _pledge(number: int, chance: random.Random) -> Values:
    promisor, promisee = chance.sample(range(PARTICIPANTS), 2)
    year, month, day = chance.randrange(10, 26), chance.randrange(1, 13), chance.randrange(1, 29)
    return {
        "title": f"Pledge {number} to widen cooperation at the border and in the ports",
        "summary": summary(chance),
        "kind": chance.choice(list(PledgeKind)).value,
        "origin": chance.choice(list(Origin)).value,
        "strength": chance.choice(list(Strength)).value,
        "precision": chance.choice(list(Precision)).value,
        "meetings": [{"meeting": f"meeting-{chance.randrange(MEETINGS)}", "role": "made_at"}],
        "announced": f"20{year}-{month:02}-{day:02}",
        # Not before it was announced.
        "due": f"20{max(year, chance.randrange(20, 30))}-{month:02}" if chance.random() < 0.5 else None,
        "topics": [f"topic-{topic}" for topic in chance.sample(range(TOPICS), 2)],
        "parties": [
            {"participant": f"state-{promisor}", "role": "promisor"},
            {"participant": f"state-{promisee}", "role": "promisee"},
        ],
        "citations": [{"source": f"source-{chance.randrange(SOURCES)}", "quote": {"exact": f"made-up words {number}"}}],
    }


def _assessed(record_type: RecordType, pledge: str, values: Values, chance: random.Random) -> Change:
    content = {
        "id": "assessed",
        "party": values["parties"][0]["participant"],
        "score": chance.choice((-1, 0, 1)),
        "period": f"20{chance.randrange(20, 26)}",
        "assessor": "state-0",
        "assessor_kind": "independent",
        "citations": [{"source": f"source-{chance.randrange(SOURCES)}"}],
    }
    part_type = record_type.part_types["assessments"]
    written = identify(part_type.inline, part_type.written.model_validate(content).values(), None)
    return Change(record_type, pledge, Operation.PUT, written, "assessments/assessed")


def _status_change(status: str, chance: random.Random) -> Values:
    return {
        "status": status,
        "effective_on": f"2025-{chance.randrange(1, 13):02}-15",
        "reason": "made up",
        "citations": [{"source": f"source-{chance.randrange(SOURCES)}"}],
    }
