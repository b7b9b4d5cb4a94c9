"""What the declarations ask for is in the databases: a row that violates one constraint, and only that, is refused."""

from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Engine,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import TextClause

from app.tables import Base
from tests.db.conftest import on_sqlite

TABLES = Base.metadata.sorted_tables
Values = dict[str, Any]

VIOLATIONS: dict[str, Values] = {
    "version > 0": {"version": 0},
    "number > 0": {"number": 0},
    "remaining >= 0": {"remaining": -1},
    "score BETWEEN -1 AND 1": {"score": 2},
    "to_pledge <> pledge_id": {"to_pledge": "full"},
    "to_statement <> statement_id": {"to_statement": "full"},
    "speaker IS NULL OR attributed_to IS NULL": {"speaker": "guatemala", "attributed_to": "an official"},
    "to_instrument <> instrument_id": {"to_instrument": "full"},
    "(amount_value IS NULL) = (amount_unit IS NULL)": {"amount_unit": None},
    "(body IS NULL) = (salt IS NULL)": {"salt": None},
    "participant IS NOT NULL OR title IS NOT NULL": {"participant": None, "title": None},
    "(account_field IS NULL) = (account_value IS NULL)": {"account_field": "due", "account_value": None},
    "value IS NULL OR target IS NOT NULL": {"value": 1, "target": None},
    "(baseline_kind IS NULL) = (baseline_value IS NULL)": {"baseline_kind": None},
    "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)": {"withdrawn_reason": "it was wrong"},
    "place > 0": {"place": 0},
    "settled >= 0": {"settled": -1},
    "round > 0": {"round": 0},
    "attempts >= 0": {"attempts": -1},
    "(previous_secret IS NULL) = (previous_until IS NULL)": {"previous_secret": "x"},
    "(state = 'pending') = (next_at IS NOT NULL)": {"next_at": "2026-01-01T00:00:00.000000Z"},
    "(state = 'pending') = (finished_at IS NULL)": {"finished_at": None},
    "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)": {
        "withdrawn_by": "somebody"
    },
}
"""What breaks the checks that are no closed lists, in a row of the record `full`."""

COUNTED = {"search_records.number"}
"""Keys that SQLite counts by itself where they are left out."""

OTHERWISE: dict[str, Values] = {
    "action_about": {"pledge": "a-third-pledge"},
    "actors": {"participant": "marco-rubio"},
    "amendment_agreements": {"participant": "guatemala"},
    "amendments": {"id": "another", "entry": 1},
    "assessments": {"id": "another", "entry": 1},
    "attendance": {"id": "another", "role": "observer"},
    "conditions_in_force_history": {"pledge_id": "another"},
    "disputes_history": {"record": "another"},
    "document_queue": {"record": "another"},
    "entries": {"number": 1_000, "record": "another"},
    "instrument_links": {"to_instrument": "the-other-declaration"},
    "instrument_topics": {"topic": "borders"},
    "instrument_parties_history": {"instrument_id": "another"},
    "key_scopes": {"scope": "read"},
    "mentions": {"from_record": "another"},
    "keys": {"id": "another", "secret_hash": "another"},
    "links": {"type": "renews"},
    "measurements": {"id": "another", "entry": 1},
    "meeting_topics": {"topic": "borders"},
    "milestones": {"id": "another", "entry": 1},
    "participations": {"id": "another", "entry": 1},
    "participations_history": {"instrument_id": "another"},
    "parties": {"role": "verifier"},
    "pledge_meetings": {"role": "deliverable"},
    "pledge_topics": {"topic": "borders"},
    "pledge_positions": {"id": "another", "entry": 1},
    "record_names": {"record": "another"},
    "record_references": {"field": "another"},
    "record_references_history": {"from_record": "another"},
    "release_attempts": {"version": "4"},
    "releases": {"version": "3", "place": 3, "previous": None},
    "search_records": {"number": 1_000, "record": "another"},
    "source_texts": {"source_id": "report-a"},
    "standings_history": {"pledge_id": "another"},
    "statement_links": {"type": "denies", "to_statement": "the-silence"},
    "statement_positions": {"id": "another", "entry": 1},
    "statement_pledges": {"pledge": "the-other-pledge"},
    "different_actions": {"different_from": "another-action"},
    "different_instruments": {"different_from": "the-declaration"},
    "different_meetings": {"different_from": "the-tour"},
    "different_participants": {"different_from": "guatemala"},
    "different_pledges": {"different_from": "a-third-pledge"},
    "different_sources": {"different_from": "report-b"},
    "different_topics": {"different_from": "fishing"},
    "successions": {"succeeds": "elsewhere"},
    "statement_topics": {"topic": "borders"},
    "status_change_actions": {"action": "another-action"},
    "status_change_overrides": {"guard": "target_met"},
    "status_changes": {"id": "another", "entry": 1},
    "status_changes_history": {"pledge_id": "another"},
    "targets": {"pledge_id": "the-pledge", "id": "target"},
    "terms_history": {"pledge_id": "another"},
}
"""What makes a copy of a row one that could be inserted, where a new key alone does not."""


def declared(*kinds: type[Any]) -> list[Any]:
    """Return the constraints of these kinds with their tables. What types bring along is none on PostgreSQL."""
    return [
        pytest.param(table, constraint, id=str(constraint.name))
        for table in TABLES
        for constraint in sorted(table.constraints, key=lambda one: str(one.name))
        if isinstance(constraint, kinds) and not getattr(constraint, "_type_bound", False)
    ]


def row_of(engine: Engine, table: Table) -> Values:
    """Return a row: one of the record `full`, where there is one."""
    with engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(select(table)).mappings()]
    assert rows, f"{table.name} has no rows"
    return next((row for row in rows if "full" in {row.get("id"), row.get("record"), *row.values()}), rows[0])


def copy_of(engine: Engine, table: Table) -> Values:
    """Return a row that could be inserted: like one that is there, under another key."""
    other = {
        column.name: 999 if column.type.python_type is int else "another"
        for column in table.primary_key
        if not column.foreign_keys
    }
    return row_of(engine, table) | OTHERWISE.get(table.name, other)


def name_of(refusal: IntegrityError) -> str | None:
    """Return the constraint that PostgreSQL says was violated."""
    name: str | None = refusal.orig.diag.constraint_name  # type: ignore[union-attr]
    return name


def refused(engine: Engine, table: Table, row: Values) -> IntegrityError:
    with pytest.raises(IntegrityError) as refusal, engine.begin() as connection:
        connection.execute(insert(table), [row])
    return refusal.value


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_what_violates_nothing_is_accepted(filled: Engine, table: Table) -> None:
    # Or else the others would prove nothing.
    with filled.connect() as connection:
        connection.execute(insert(table), [copy_of(filled, table)])
        connection.rollback()


@pytest.mark.parametrize(("table", "constraint"), declared(ForeignKeyConstraint))
def test_a_reference_to_nothing_is_refused(filled: Engine, table: Table, constraint: ForeignKeyConstraint) -> None:
    column = list(constraint.columns)[-1]
    nothing = 999_999 if column.type.python_type is int else "is-not-there"
    refusal = refused(filled, table, copy_of(filled, table) | {column.name: nothing})
    if filled.dialect.name == "sqlite":
        assert "FOREIGN KEY constraint failed" in str(refusal.orig)
    else:
        assert name_of(refusal) == constraint.name


@pytest.mark.parametrize(("table", "constraint"), declared(CheckConstraint))
def test_a_check_is_made(filled: Engine, table: Table, constraint: CheckConstraint) -> None:
    condition = str(constraint.sqltext)
    violation = VIOLATIONS.get(condition) or {condition.split(" IN ", maxsplit=1)[0]: "no-word"}
    refusal = refused(filled, table, copy_of(filled, table) | violation)
    if filled.dialect.name == "sqlite":
        assert f"CHECK constraint failed: {constraint.name}" in str(refusal.orig)
    else:
        assert name_of(refusal) == constraint.name


@pytest.mark.parametrize(("table", "constraint"), declared(PrimaryKeyConstraint, UniqueConstraint))
def test_nothing_is_there_twice(
    filled: Engine, table: Table, constraint: PrimaryKeyConstraint | UniqueConstraint
) -> None:
    row = row_of(filled, table)
    kept = {column.name: row[column.name] for column in constraint.columns}
    refusal = refused(filled, table, copy_of(filled, table) | kept)
    if filled.dialect.name == "postgresql":
        assert name_of(refusal) == constraint.name
    elif table.name != "entries":  # where a trigger says so
        assert "UNIQUE constraint failed: " + ", ".join(f"{table.name}.{name}" for name in kept) in str(refusal.orig)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_what_is_needed_cannot_be_left_out(filled: Engine, table: Table) -> None:
    for column in table.columns:
        # SQLite counts by itself where the key is one integer.
        if column.nullable or (filled.dialect.name == "sqlite" and str(column) in COUNTED):
            continue
        told = str(refused(filled, table, copy_of(filled, table) | {column.name: None}).orig)
        assert f"NOT NULL constraint failed: {column}" in told or f'null value in column "{column.name}"' in told


@on_sqlite
@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table in TABLES for column in table.columns if isinstance(column.type, Boolean)],
    ids=str,
)
def test_a_flag_is_true_or_false(filled: Engine, table: Table, column: Column[Any]) -> None:
    neither: TextClause = text("7")
    with pytest.raises(IntegrityError, match=f"ck_{table.name}_{column.name}"), filled.begin() as connection:
        connection.execute(update(table).values({column: neither}))
