"""Every read that the service carries out without a thread reads what it answers with, and no more."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Table

from app.access.callers import BY_HASH
from app.audience import PUBLIC
from app.db.engines import writing_engine
from app.db.statements import Query, core_table
from app.ledger.entries.change_pages import LAST
from app.ledger.entries.history import ENTRIES, FIRST_NAMES, LAST_NAMES
from app.ledger.entries.numbers import numbers_query
from app.records.actions.queries import COLLECTION as ACTIONS
from app.records.assessments.queries import COLLECTION as ASSESSMENTS
from app.records.base.history.moments import answers_since
from app.records.base.lists.bindings import DAY, NUMBER
from app.records.base.lists.filter_ids import standing
from app.records.base.lists.filters import binds_of, bound_name
from app.records.base.lists.list_queries import ListDefinition, Shape
from app.records.base.revisions.queries import REVISIONS
from app.records.instruments.queries import COLLECTION as INSTRUMENTS
from app.records.measurements.queries import COLLECTION as MEASUREMENTS
from app.records.meetings.queries import COLLECTION as MEETINGS
from app.records.milestones.queries import COLLECTION as MILESTONES
from app.records.participants.queries import COLLECTION as PARTICIPANTS
from app.records.pledges.queries import COLLECTION as PLEDGE_COLLECTION
from app.records.pledges.status.queries import STATUS_CHANGES
from app.records.positions.queries import PLEDGE_POSITIONS
from app.records.sources.queries import COLLECTION as SOURCES
from app.records.statements.queries import COLLECTION as STATEMENTS
from app.records.topics.queries import COLLECTION as TOPICS
from app.tables import Base
from tests.databases import Databases
from tests.db.conftest import on_sqlite
from tests.filling import MORE, OTHERS, PLEDGES, fill_database
from tests.filling import PARTS as FILLED
from tests.plans import Planner, planner

COLLECTIONS = (SOURCES, PARTICIPANTS, TOPICS, MEETINGS, INSTRUMENTS, PLEDGE_COLLECTION, STATEMENTS, ACTIONS)
PARTS = (STATUS_CHANGES, ASSESSMENTS, MEASUREMENTS, MILESTONES, PLEDGE_POSITIONS)
LIST_DEFINITIONS = {
    list_definition.name: list_definition
    for list_definition in (
        *(one.list_definition for one in COLLECTIONS),
        *(one.list_definition for one in PARTS),
    )
}
COMMON = {"tag": "common", "topic": "topic-1", "promisor": "party-1", "promisee": "party-2", "meeting": "meeting-1"}
MISSING = "is-not-there"
OF_A_PLEDGE = {"measurements", "milestones", "pledge_positions"}
"""Lists that are always those of one pledge."""

FEW_STEPS = 620
"""What a page of three may take SQLite, with what is joined to each: to a pledge, what it waits for, its instrument,
its parts, its last status and the evidence since. Reading a hundred rows takes some 800."""


@pytest.fixture(scope="module")
def filled(databases: Databases, backend: str) -> Iterator[str]:
    """Return a database with thousands of rows."""
    url = databases.create(backend)
    fill_database(url)
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def plan(filled: str) -> Iterator[Planner]:
    with planner(filled) as planner_:
        yield planner_


def bounded_shapes(list_definition: ListDefinition) -> Iterator[Shape]:
    """Yield every shape of page that is read without a thread."""
    for sort, name in itertools.product(list_definition.sorts, [None, *list_definition.filters]):
        active = {} if name is None else {name: ["x"]}
        if not list_definition.bounded(active, sort) or (list_definition.name in OF_A_PLEDGE and name != "pledge"):
            continue
        filters = () if name is None else ((name, 1),)
        lacking = (False, True) if list_definition.sorts[sort].nullable else (False,)
        for parts in itertools.product((False, True), lacking, (False, True)):
            yield Shape(filters, sort, *parts, "document", PUBLIC)


def values_for(list_definition: ListDefinition, shape: Shape, filtered: str, after: Any) -> dict[str, Any]:
    """Return parameters: a filter's value, and where the page begins, of the types that the columns have."""
    instants = {"updated_since": "2026-01-01T00:00:00.000000Z", "updated_at": "2026-01-01T00:00:00.000000Z"}
    column = list_definition.table.c[list_definition.sorts[shape.sort].column]
    after_value = {"Day": "2015-05-05", "Instant": instants["updated_at"]}.get(type(column.type).__name__, "m")
    values: dict[str, Any] = {bound_name(name, 0): instants.get(name, filtered) for name, _count in shape.filters}
    return values | {"after_key": after, "after_value": after_value, "limit": 3}


def middle(list_definition: ListDefinition) -> Any:
    """Return a key with many before and many after it."""
    if list_definition.key == "id":
        return f"{list_definition.name[:-1].replace('participant', 'party')}-2"
    # After the records: so many of each collection but pledges.
    entry = (len(COLLECTIONS) - 1) * OTHERS + PLEDGES
    name = list_definition.name.removeprefix("pledge_")
    if name not in FILLED:
        return entry + 600
    # After the status changes, which two of three pledges have.
    earlier = sum(MORE + FILLED[one] for one in FILLED if one < name)
    return entry + PLEDGES * 2 // 3 + earlier + (MORE + FILLED[name]) // 2


def faults(plan: Planner, list_definition: ListDefinition) -> list[str]:
    found = []
    for shape in bounded_shapes(list_definition):
        values = values_for(list_definition, shape, "x", middle(list_definition))
        whole = not shape.filters and not shape.after and not shape.lacking
        found += [f"{shape}: {fault}" for fault in plan.faults(list_definition.query(shape), values, whole=whole)]
    return found


@pytest.mark.parametrize("name", LIST_DEFINITIONS)
def test_every_bounded_page_is_served_by_an_index(plan: Planner, name: str) -> None:
    assert faults(plan, LIST_DEFINITIONS[name]) == []


@on_sqlite
@pytest.mark.parametrize("name", LIST_DEFINITIONS)
def test_so_it_is_where_nothing_is_known_of_the_rows(databases: Databases, backend: str, name: str) -> None:
    # SQLite knows nothing until somebody lets it ANALYZE.
    url = databases.create(backend)
    with planner(url) as unknowing:
        assert faults(unknowing, LIST_DEFINITIONS[name]) == []
    databases.drop(url)


@on_sqlite
@pytest.mark.parametrize("name", LIST_DEFINITIONS)
def test_a_bounded_page_takes_few_steps_whatever_is_asked_for(plan: Planner, name: str) -> None:
    list_definition = LIST_DEFINITIONS[name]
    many = {}
    for shape in bounded_shapes(list_definition):
        wanted = {filtered: COMMON.get(filtered, MISSING) for filtered, _count in shape.filters}
        for value in {MISSING, "rare", *wanted.values()}:
            for after in (
                middle(list_definition),
                0 if list_definition.key == "entry" else "",
                10**6 if list_definition.key == "entry" else "zz",
            ):
                taken = plan.steps(list_definition.query(shape), values_for(list_definition, shape, value, after))
                if taken > FEW_STEPS:
                    many[shape, value, after] = taken
    assert many == {}


ELSEWHERE: dict[str, str] = (
    {
        "ix_entries_at_number": "the last entry at an instant",
        "ix_import_rows_collection_record": "what reports of imports tell of what is redacted",
        "ix_imports_sha256": "an import that stopped, of the file that comes again",
        "ix_idempotent_answers_answered_at": "answers that were kept long enough",
        "ix_sessions_expires_at": "sessions that have expired",
        "ix_webhook_deliveries_finished_at": "deliveries that were kept long enough",
        "ix_mentions_to": "what has named a record",
        "ix_record_names_collection_record": "the names of a record that has others now",
        "ix_pledges_review_first_day_id": "what is to be reviewed on a day",
        "ix_record_references_to": "what refers to a record",
        "ix_sources_page_key": "sources at the address of a new one",
        "ix_statements_words_key": "statements in the words of a new one",
        "ix_participants_wikidata_id": "participants with the Wikidata id of a new one",
        "ix_status_changes_scheduled_for": "what takes effect today",
        "ix_amendments_scheduled_for": "what takes effect today",
        "ix_standings_subject_status_pledge_id": "where a promisor stands so, by two filters together",
    }
    | {
        f"ix_{part}_citations_pledge_id": "the accounts of fields, which each write looks for"
        for part in ("amendment", "assessment", "measurement", "milestone", "pledge_position", "status_change")
    }
    | {
        "ix_participation_citations_instrument_id": "the same of instruments",
        "ix_participations_act_entry": "acts of a sort, of all instruments",
        "ix_participations_on_last_day_entry": "acts of all instruments by their days",
        "ix_statement_position_citations_statement_id": "the same of statements",
        "ix_statement_positions_statement_id_entry": "the positions on a statement, as those on a pledge are found",
        "ix_statement_positions_statement_id_taken_last_day_entry": "the same by their days",
    }
)
"""Indexes that serve no list, and what they find."""


def indexes_of_history(plan: Planner) -> Iterator[str]:
    """Yield the indexes by which pages of lists of a moment are found: in each order, and by each filter alone."""
    clocks = {NUMBER: 10**6, DAY: "2026-01-01"}
    for collection in COLLECTIONS:
        definition, past = collection.list_definition, collection.past
        # Lists of closed words are put in when they are asked for.
        names = [None, *(name for name in definition.filters if name not in collection.clocked)]
        for sort, name in itertools.product(definition.sorts, names):
            shape = Shape(() if name is None else ((name, 1),), sort, *(False, False, False), "document", PUBLIC)
            values = values_for(definition, shape, "x", middle(definition)) | clocks
            statement = Query(definition.statement(shape, binding := past()).where(*binding.is_there()))
            yield from plan.indexes(statement, values)
        for name, filter_ in definition.filters.items():
            if filter_.below is not None:
                reached = Query(filter_.below(past(), binds_of(name, 1)))
                yield from plan.indexes(reached, {bound_name(name, 0): "x", **clocks})


@on_sqlite
def test_every_index_serves_a_list_or_follows_a_reference_back(plan: Planner) -> None:
    used = {
        index
        for list_definition in LIST_DEFINITIONS.values()
        for shape in bounded_shapes(list_definition)
        for index in plan.indexes(
            list_definition.query(shape), values_for(list_definition, shape, "x", middle(list_definition))
        )
    } | set(indexes_of_history(plan))
    idle: list[str] = []
    for table in Base.metadata.sorted_tables:
        references = {tuple(constraint.column_keys) for constraint in table.foreign_key_constraints}
        for index in table.indexes:
            columns = [column.name for column in index.columns]
            follows = any(tuple(columns[: len(reference)]) == reference for reference in references)
            if index.name not in used and not follows and index.name not in ELSEWHERE:
                idle.append(str(index.name))
    assert idle == []


PROMISED: dict[str, set[tuple[str, str | None]]] = {
    "pledges": {
        ("id", None), ("id", "status"), ("announced", "status"), ("due", "status"), ("id", "topic"), ("id", "promisor"),
        ("id", "promisee"), ("id", "tag"), ("id", "meeting"), ("id", "kind"), ("id", "strength"), ("announced", None),
        ("id", "origin"), ("id", "precision"),
        ("due", None), ("updated_at", None), ("updated_at", "updated_since"), ("title", None),
    },
    "status_changes": {
        ("recorded", None), ("recorded", "status"), ("recorded", "party"), ("recorded", "pledge"),
        ("effective_on", "pledge"), ("effective_on", None),
    },
    "assessments": {
        ("recorded", None), ("recorded", "pledge"), ("recorded", "party"), ("recorded", "assessor"),
        ("period", "pledge"), ("period", None),
    },
    "measurements": {("recorded", "pledge"), ("period", "pledge")},
    "milestones": {("recorded", "pledge"), ("due", "pledge")},
}  # fmt: skip


@pytest.mark.parametrize("name", PROMISED)
def test_the_hot_lists_are_among_them(name: str) -> None:
    found = {
        (shape.sort, shape.filters[0][0] if shape.filters else None) for shape in bounded_shapes(LIST_DEFINITIONS[name])
    }
    assert found >= PROMISED[name]


@pytest.mark.parametrize(
    ("active", "sort"),
    [
        ({"status": ["planned", "stalled"]}, "id"),
        ({"status": ["planned"], "kind": ["policy"]}, "id"),
        ({"status": ["planned"]}, "title"),
        ({"status": ["planned"]}, "updated_at"),
        ({"topic": ["ports"]}, "announced"),
        ({"tag": ["a", "b"]}, "id"),
        ({"participant": ["guatemala"]}, "id"),
        ({"under": ["guatemala"]}, "id"),
        ({"source": ["a-report"]}, "id"),
        ({"overdue": ["2026-01-01"]}, "id"),
        ({"basis": ["whole"]}, "id"),
        ({"announced_from": ["2026-01-01"]}, "announced"),
    ],
    ids=str,
)
def test_what_may_read_much_is_read_in_a_thread(active: dict[str, list[str]], sort: str) -> None:
    assert not PLEDGE_COLLECTION.list_definition.bounded(active, sort)


SINGLE: dict[str, tuple[Query, dict[str, Any]]] = {
    **{f"a record of {one.record_type.collection}": (one.by_id("document"), {"id": "x"}) for one in COLLECTIONS},
    "a record as written": (PLEDGE_COLLECTION.by_id("written"), {"id": "x"}),
    # Of a pledge that has many.
    **{f"one of the {one.part_type.name}": (one.by_id(), {"record": "pledge-0", "part": "part-1"}) for one in PARTS},
    "a key": (BY_HASH, {"secret_hash": "x"}),
    "which of some records there are": (
        standing((("participants", 2), ("topics", 1))),
        {"participants_0": "x", "participants_1": "y", "topics_0": "z"},
    ),
    **{
        f"revisions by {order}": (query, {"collection": "pledges", "record": "x", "after": 1, "until": 9, "limit": 50})
        for order, query in REVISIONS.items()
    },
}


@pytest.mark.parametrize("name", SINGLE)
def test_a_record_is_found_by_an_index(plan: Planner, name: str) -> None:
    query, values = SINGLE[name]
    # Of a key that is found, a filter then asks whether it was revoked.
    assert [fault for fault in plan.faults(query, values, whole=False) if "revoked_at" not in fault] == []


EARLIER = {
    "entries of records": (ENTRIES, "records", {"collection": "pledges"}),
    "their last names": (LAST_NAMES, "records", {"collection": "pledges"}),
    "their first names": (FIRST_NAMES, "records", {"collection": "pledges"}),
    "their last entries": (LAST, "records", {"collection": "pledges"}),
    "answers since": (answers_since("pledges", "document"), "ids", {}),
}


@pytest.mark.parametrize("name", EARLIER)
def test_what_was_earlier_is_read_of_the_records_that_are_asked_for(plan: Planner, name: str) -> None:
    query, ids, values = EARLIER[name]
    faults = plan.faults(query, values | {ids: ["pledge-1"], "number": 3}, whole=False)
    scans = [fault for fault in faults if fault.startswith(("SCAN entries", "SCAN pledges", "Seq Scan"))]
    # The queue has a row for what is renamed just now, or none.
    assert [scan for scan in scans if "document_queue" not in scan] == []


def test_the_ledgers_number_is_the_end_of_an_index(plan: Planner) -> None:
    # The row is the one that holds the two numbers.
    assert plan.faults(numbers_query(), {}, whole=True) in ([], ["SCAN CONSTANT ROW"])


def test_the_tables_are_full_enough_to_tell(filled: str) -> None:
    engine = writing_engine(filled)
    tables: list[Table] = [core_table(collection.record_type.table) for collection in COLLECTIONS]
    with engine.begin() as connection:
        counts = {table.name: len(connection.execute(table.select()).all()) for table in tables}
    engine.dispose()
    assert min(counts.values()) == OTHERS
    assert counts["pledges"] == PLEDGES
