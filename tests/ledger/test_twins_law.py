"""Whatever was done, and redacted: lists of any moment and day find what is found among records folded to it."""

import json
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, select

from app.db.statements import core_table
from app.ledger.entries.history import Moment, names_shown, states_at
from app.ledger.model.documents.rendering import render, render_parts
from app.ledger.model.record_type import all_record_types
from app.ledger.model.rows.batches import Touched
from app.ledger.model.rows.head import head
from app.ledger.projections.projections import forget
from app.ledger.references.reference_index import update_reference_index
from app.ledger.writing.table_writer import TableWriter
from app.records.base.collections import collection_of
from app.records.base.history.pages import read_page
from app.records.base.history.projection import HISTORY
from app.records.base.lists.bindings import Present
from app.records.base.lists.closures import with_what_was_below
from app.records.base.lists.list_queries import Walk
from app.tables.base import Base
from app.tables.history import TWINS
from app.tables.ledger.entries import RecordReference
from tests.laws import examples
from tests.ledger.histories import IDS, WORLD, Step, steps
from tests.ledger.worlds import catch_up, engine_with, live_through

DAYS = [None, "2025-02-04", "2025-02-05", "2025-03-01", "2025-03-31", "2025-04-09", "2025-05-01", "2025-05-05"]
FILTERS: dict[str, list[dict[str, Any]]] = {
    "sources": [{"kind": ["speech"]}, {"published_from": "2025-03-15"}, {"tag": ["a-tag"]}, {"source": ["report"]}],
    "participants": [{"under": ["guatemala"]}, {"part_of": ["ana"]}, {"kind": ["person"]}, {"source": ["speech"]}],
    "topics": [{"under": ["borders"]}, {"parent": ["trade"]}, {"tag": ["b-tag"]}],
    "meetings": [
        {"participant": ["ana"]},
        {"under": ["mexico"]},
        {"topic": ["ports"]},
        {"topic": ["borders"]},
        {"starts_to": "2025-03-01"},
    ],
    "pledges": [
        {"status": ["in_progress"]},
        {"status": ["planned", "stalled"], "promisor": ["guatemala", "ana"]},
        {"status": ["fulfilled", "not_assessed"], "promisor": ["mexico"]},
        {"overdue": True, "promisor": ["guatemala"]},
        {"overdue": False, "promisor": ["ana"]},
        {"basis": ["promisors"]},
        {"implementer": ["mexico"], "status": ["planned", "fulfilled"]},
        {"promisor_under": ["ana"], "status": ["fulfilled", "not_assessed"]},
        {"promisor_under": ["guatemala"], "promisor": ["guatemala", "ana"]},
        {"fulfilled_late": True},
        {"fulfilled_late": True, "promisor": ["guatemala"]},
        {"is_reversal": True, "implementer": ["ana", "mexico"]},
        {"is_reversal": True},
        {"overridden": False, "promisor": ["ana"]},
        {"unknown_because": ["withheld"]},
        {"unknown_because": ["withheld", "null"], "promisor": ["guatemala", "mexico"]},
        {"status_conflict": True},
        {"criteria_after_verdict": True},
        {"criteria_after_verdict": False, "promisor": ["ana"]},
        {"basis": ["whole"], "status": ["not_fulfilled", "planned", "superseded"]},
        {"promisor": ["guatemala"]},
        {"under": ["ana"]},
        {"source": ["speech"]},
        {"meeting": ["tour"]},
        {"meeting": ["tour"], "meeting_role": ["reaffirmed_at", "discussed_at"]},
        {"meeting_role": ["made_at"]},
        {"topic": ["borders"]},
        {"trackability": ["incomplete"]},
        {"trackability_missing": ["wording", "deadline"]},
        {"overdue": True},
        {"legal_nature": ["legally_binding"]},
        {"legal_nature": ["null"], "instrument": ["pact"]},
        {"due_soon": True},
        {"due_soon": False, "promisor": ["mexico"]},
        {"due_before": "2025-04-01"},
        {"due_moved": True},
        {"due_moved": False, "strength": ["exploratory"]},
        {"conditional": True},
        {"conditional": False, "overdue": True},
        {"disputed": True},
        {"voice": ["on_record", "null"]},
        {"attestation": ["document"], "topic": ["ports"]},
        {"disputed": False, "topic": ["ports", "trade"]},
        {"sort": "-updated_at"},
        {"sort": "due"},
    ],
    "instruments": [
        {"participant": ["ana"], "standing": ["bound", "signatory"]},
        {"standing": ["withdrew"]},
        {"reserves": True},
        {"legal_nature": ["null"]},
        {"linked_to": ["protocol"]},
        {"adopted_from": "2025-03-01"},
    ],
    "actions": [
        {"actor": ["ana"]},
        {"under": ["mexico"]},
        {"about": ["old"], "relation": ["carries_out"]},
        {"relation": ["works_against"]},
        {"instrument": ["pact"], "happened_to": "2025-03-31"},
    ],
    "statements": [
        {"speaker": ["ana"]},
        {"attestation": ["null"]},
        {"voice": ["on_record"], "disputed": False},
        {"participant": ["mexico"]},
        {"about": ["old"]},
        {"said_from": "2025-03-01"},
    ],
}


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


@cache
def asked() -> list[tuple[str, Any]]:
    return [
        (name, collection_of(name).query.model_validate(filters | {"limit": 200}))
        for name in IDS
        for filters in FILTERS[name]
    ]


def walk(connection: Connection, name: str, query: Any) -> Walk:
    definition = collection_of(name).list_definition
    present = partial(Present, definition.table)
    active = with_what_was_below(connection, definition, definition.active(query), present, {})
    return Walk(definition, active, query.sort.removeprefix("-"), query.sort[0] == "-", "document")


def found_now(connection: Connection) -> list[list[str]]:
    """Return the ids that the lists of now find."""
    found = []
    for name, query in asked():
        ids: list[str] = []
        for shape, parameters in walk(connection, name, query).steps(None):
            listing = collection_of(name).list_definition.query(shape)
            # Their numbers stand before the keys.
            ids += [key for _, _, key, *_ in listing.on(connection, parameters | {"limit": 200})]
        found.append(ids)
    return found


def found_then(connection: Connection, moment: Moment) -> list[list[str]]:
    """Return the ids that the lists of a moment find."""
    found = []
    for name, query in asked():
        page = read_page(
            connection, collection_of(name), collection_of(name).list_definition.active(query), query, None, moment
        )
        found.append([json.loads(item)["id"] for item in page.items])
    return found


def folded(connection: Connection, moment: Moment) -> list[list[str]]:
    """Return what the lists of now find where records are put into the tables as they were folded to a moment."""
    with connection.begin_nested() as savepoint:
        batch = []
        for record_type in all_record_types():
            states = states_at(connection, record_type, IDS.get(record_type.collection, []), moment)
            for state in states.values():
                names = names_shown(connection, record_type, [state], moment.number)
                touched = Touched(record_type, None, state, None, {}, render(record_type, state, names))
                for name in record_type.part_types:
                    documents = render_parts(record_type, name, state, names)
                    touched.part_documents |= {(name, part): document for part, document in documents.items()}
                batch.append(touched)
        without_constraints(connection)
        for record_type in all_record_types():
            nested = [nested_table.table for nested_table in record_type.nested_tables] + [
                one.table for one in record_type.derived
            ]
            for part_type in record_type.part_types.values():
                nested += [nested_table.table for nested_table in part_type.nested_tables] + [part_type.table]
            for table in [*nested, record_type.table]:
                connection.execute(delete(core_table(table)))
        connection.execute(delete(core_table(RecordReference)))
        TableWriter(connection).write(batch)
        update_reference_index(connection, batch)
        found = found_now(connection)
        savepoint.rollback()
    with_constraints(connection)
    return found


def without_constraints(connection: Connection) -> None:
    """Let rows refer to what is not there: what was of a later day is left out, and may still be named."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = on")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")


def with_constraints(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")


def histories(connection: Connection) -> dict[str, list[Any]]:
    """Return all that the histories hold."""
    tables = [table for name, table in Base.metadata.tables.items() if name.endswith("_history")]
    assert len(tables) > len(TWINS)
    return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in tables}


def hold(engine: Engine, taken: Sequence[Step], gone: Sequence[int], moments: Sequence[tuple[int, str | None]]) -> None:
    with engine.connect() as connection:
        live_through(connection, taken, gone)
        last = head(connection).number
        for number, day in moments:
            moment = Moment(min(last, 8 + number), day)
            assert found_then(connection, moment) == folded(connection, moment), moment
        kept = histories(connection)
        forget(connection, HISTORY)
        catch_up(connection)
        assert histories(connection) == kept
        connection.rollback()


def test_lists_of_a_moment_find_what_was_folded(engine: Engine, backend: str) -> None:
    @examples(backend, 10)
    @given(
        taken=st.lists(steps, min_size=8, max_size=14),
        gone=st.lists(st.integers(1, 40), max_size=2),
        moments=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(DAYS)), min_size=6, max_size=6),
    )
    def law(**drawn: Any) -> None:
        hold(engine, **drawn)

    law()
