"""Ids that a bundle leaves out are those that posting the same gives, and stay when it is loaded again."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from app.db.engines import writing_engine
from app.exchange.formats.bundle import read_bundle
from app.exchange.loading.loader import load_bundle
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.state_rows import load_states
from app.ledger.writing.part_commands import append_part
from app.preconditions import UNCONDITIONAL
from app.records.pledges.record_type import PLEDGES
from tests.databases import Databases
from tests.exchange.conftest import Write
from tests.writing import put

CITED = {"citations": [{"source": "report", "quote": {"exact": text}} for text in ("one", "two")]}
RECORDS: dict[str, dict[str, Any]] = {
    "sources": {"report": {"kind": "readout", "title": "The report"}},
    "participants": {
        "state": {"kind": "state", "name": "A state", **CITED},
        "minister": {
            "kind": "person",
            "name": "The minister",
            "offices": [
                {"title": "Minister of Ports", "body": "state", "from": "2024-01~"},
                {"title": "Minister of Roads", "body": "state", "from": "2024-01~"},
                {"title": "Envoy", "from": "2020"},
                {"title": "Poet"},
            ],
        },
    },
    "pledges": {
        "port": {
            "title": "A port",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "state", "role": "promisor"}],
            "conditions": [{"text": "Money"}, {"text": "Time"}],
            "targets": [
                {"indicator": "piers", "measure": "count", "direction": "at_least", "value": 2},
                {"indicator": "cranes", "measure": "count", "direction": "at_most", "value": 9},
            ],
        }
    },
}
PARTS: dict[str, list[dict[str, Any]]] = {
    "assessments": [
        {"score": 0, "period": period, "assessor": "minister", "assessor_kind": "media", "axis": axis, **CITED}
        for period in ("2024", "2025")
        for axis in ("completion", "outcome")
    ],
    "measurements": [{"target": "target", "period": "2025", "value": value, **CITED} for value in (1, 2)],
    "milestones": [{"title": title, "due": "2025-06"} for title in ("First pier", "Second pier")]
    + [{"title": "Third"}],
}


@pytest.fixture
def posted(databases: Databases, backend: str) -> Iterator[Engine]:
    """Return a database in which the same was written one by one."""
    url = databases.create(backend)
    engine = writing_engine(url)
    with engine.begin() as connection:
        for collection, records in RECORDS.items():
            for record, body in records.items():
                put(connection, collection, record, **body)
        for name, bodies in PARTS.items():
            for body in bodies:
                written = PLEDGES.part_types[name].written.model_validate(body)
                append_part(connection, PLEDGES, name, "port", written, UNCONDITIONAL)
    yield engine
    engine.dispose()
    databases.drop(url)


def ids(connection: Connection) -> dict[str, list[str]]:
    """Return the ids of all items and parts, by where they stand."""
    found: dict[str, list[str]] = {}
    for collection, records in RECORDS.items():
        for record, state in load_states(connection, record_type_of(collection), list(records)).items():
            shapes = {record: state.written}
            for name, parts in state.parts.items():
                found[f"{record}/{name}"] = list(parts)
                shapes |= {f"{record}/{name}/{part.id}": part.written for part in parts.values()}
            for place, written in shapes.items():
                for field, value in written.items():
                    if isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
                        found[f"{place}/{field}"] = [item["id"] for item in value]
    return found


def test_loading_derives_the_ids_that_posting_does(engine: Engine, posted: Engine, write: Write) -> None:
    pledge = RECORDS["pledges"]["port"] | PARTS
    bundle = {
        name: [{"id": record, **(pledge if record == "port" else body)} for record, body in records.items()]
        for name, records in RECORDS.items()
    }
    with posted.begin() as connection:
        expected = ids(connection)
    folder = write("a.yaml", json.dumps(bundle))
    load_bundle(engine, read_bundle(folder))
    with engine.begin() as connection:
        assert ids(connection) == expected
    again = load_bundle(engine, read_bundle(folder))
    assert (again.created, again.changed) == (0, 0)
    assert expected["minister/offices"] == ["state-2024-01", "state-2024-01-2", "office-2020", "office"]
    assert expected["port/targets"] == ["target", "target-2"]
    assert expected["port/milestones"] == ["2025-06", "2025-06-2", "milestone"]
    assert expected["port/conditions"] == ["condition", "condition-2"]
    assert expected["port/measurements/target-2025-2/citations"] == ["report", "report-2"]
