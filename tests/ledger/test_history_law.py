"""Whatever was done to a small world: every list and every record can be asked for as it was after each step."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from app.ledger.entries.history import Moment
from app.ledger.model.rows.head import head
from app.ledger.projections.projections import advance
from app.records.base.collections import Collection, collection_of
from app.records.base.history.pages import read_page
from app.records.base.history.projection import HISTORY
from app.records.base.lists.list_queries import Walk
from app.records.base.parts.pages import read_part_page
from app.records.base.parts.past_parts import Parts
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.queries import CHANGES
from app.records.pledges.status.schemas import StatusChangeQuery
from app.values.times.dates import today_utc
from tests.ledger.histories import IDS, WORLD, Chronicle, Step, steps
from tests.ledger.worlds import engine_with

FILTERS: dict[str, list[dict[str, Any]]] = {
    "sources": [{"kind": ["speech"]}, {"published_from": "2025-03-15"}, {"tag": ["a-tag"], "source": ["report"]}],
    "participants": [{"under": ["guatemala"]}, {"part_of": ["ana"]}, {"kind": ["person"], "source": ["speech"]}],
    "topics": [
        {"under": ["borders"]},
        {"attestation": ["on_record"]},
        {"voice": ["document", "null"]},
        {"parent": ["trade"]},
    ],
    "meetings": [{"participant": ["ana"]}, {"under": ["mexico"]}, {"topic": ["ports"], "starts_to": "2025-03-01"}],
    "pledges": [
        {"status": ["in_progress"]},
        {"basis": ["promisors"]},
        {"promisor": ["guatemala"]},
        {"under": ["ana"], "topic": ["trade"]},
        {"overdue": True},
        {"legal_nature": ["legally_binding"]},
        {"legal_nature": ["null"], "instrument": ["pact"]},
        {"due_soon": True},
        {"overdue": False, "status": ["planned", "not_assessed"]},
        {"disputed": False, "due_before": "2025-04-01"},
        {"attestation": ["on_record", "null"]},
        {"voice": ["null"]},
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
    "statements": [{"speaker": ["ana"]}, {"participant": ["mexico"]}, {"about": ["old"], "said_from": "2025-03-01"}],
}
Answers = dict[str, list[bytes]]


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database that holds the world."""
    with engine_with(database_url, WORLD) as engine:
        yield engine


def asked() -> Iterator[tuple[str, Collection, Any]]:
    """Yield what is asked of each collection: everything in each order, and by each filter."""
    for name in IDS:
        collection = collection_of(name)
        sort = list(collection.sorts)[-2]
        yield f"{name} by {sort}", collection, collection.query.model_validate({"sort": f"-{sort}", "limit": 200})
        for filters in FILTERS[name]:
            yield f"{name} with {filters}", collection, collection.query.model_validate(filters | {"limit": 200})


def now(connection: Connection) -> Answers:
    """Return what the present lists answer."""
    found = {}
    for label, collection, query in asked():
        walk = Walk(
            collection.list_definition,
            collection.list_definition.active(query),
            query.sort.removeprefix("-"),
            query.sort[0] == "-",
            "document",
        )
        rows: list[Any] = []
        for shape, parameters in walk.steps(None):
            statement = collection.list_definition.query(shape).statement
            rows += connection.execute(statement, parameters | {"limit": 200}).all()
        found[label] = collection.list_definition.items([tuple(row) for row in rows], "document", today_utc())
    return found


def then(connection: Connection, moment: Moment) -> Answers:
    """Return what lists answer as they were at a moment."""
    found = {}
    for label, collection, query in asked():
        active = collection.list_definition.active(query)
        found[label] = read_page(connection, collection, active, query, None, moment).items
    return found


CHANGES_ASKED: list[dict[str, Any]] = [
    {},
    {"sort": "-effective_on", "withdrawn": False},
    {"status": ["in_progress", "planned"], "sort": "effective_on"},
    {"is_reversal": True},
    {"source": ["speech"], "party": ["guatemala"]},
]


def changes_now(connection: Connection) -> Answers:
    """Return what the list of status changes answers."""
    found = {}
    for asked_for in CHANGES_ASKED:
        query = StatusChangeQuery.model_validate(asked_for)
        walk = Walk(CHANGES, CHANGES.active(query), query.sort.removeprefix("-"), query.sort[0] == "-", "document")
        ((shape, parameters),) = walk.steps(None)
        rows = connection.execute(CHANGES.query(shape).statement, parameters | {"limit": 200}).all()
        found[str(asked_for)] = [row[4] for row in rows]
    return found


def changes_then(connection: Connection, moment: Moment) -> Answers:
    """Return what the list of status changes answers as it was at a moment, page by page."""
    found = {}
    for asked_for in CHANGES_ASKED:
        query = StatusChangeQuery.model_validate(asked_for | {"limit": 2})
        parts = Parts(PLEDGES, PLEDGES.part_types[PART_TYPE], CHANGES, CHANGES.active(query), query, moment)
        items: list[bytes] = []
        position, more = None, True
        while more:
            page = read_part_page(connection, parts, position)
            items += page.items
            position, more = page.last, page.last is not None
        found[str(asked_for)] = items
    return found


@settings(max_examples=4)
@given(taken=st.lists(steps, min_size=6, max_size=12))
def test_what_was_answered_is_answered_again(engine: Engine, taken: list[Step]) -> None:
    with engine.connect() as connection:
        chronicle = Chronicle(connection)
        chronicle.look()
        answers = {head(connection).number: now(connection) | changes_now(connection)}
        for number, step in enumerate(taken):
            chronicle.take(step)
            answers[head(connection).number] = now(connection) | changes_now(connection)
            if number % 3 == 0:
                # Whether the rows are made piece by piece or at once makes no difference.
                advance(connection, HISTORY)
        while advance(connection, HISTORY):
            pass
        for number, answered in answers.items():
            moment = Moment(number)
            got = then(connection, moment) | changes_then(connection, moment)
            assert {k: (v, answered[k]) for k, v in got.items() if v != answered[k]} == {}, moment
        connection.rollback()
