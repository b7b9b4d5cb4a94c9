"""Each filter finds the rows that it says, whether the database looks or a row is looked at."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    create_engine,
    select,
)

from app.db.statements import core_table
from app.records.base.lists.bindings import Binding, Present
from app.records.base.lists.filters import (
    Binds,
    Filter,
    Through,
    after_day,
    among_ids,
    before_day,
    clauses,
    equals,
    flagged,
    from_day,
    nested,
    not_flagged,
    nullable,
    to_day,
)
from app.records.base.lists.record_filters import cites, updated_since
from app.tables.base import Base
from app.tables.ledger.entries import RecordReference

METADATA = MetaData()
TALKS = Table(
    "talks",
    METADATA,
    Column("id", String, primary_key=True),
    Column("kind", String),
    Column("first_day", String),
    Column("disputed", Boolean),
    Column("updated_at", String),
)
GUESTS = Table(
    "guests",
    METADATA,
    Column("talks_id", ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("participant", String),
    Column("role", String),
)
ROWS: list[dict[str, Any]] = [
    {"id": "a", "kind": "call", "first_day": "2025-02-04", "disputed": False, "updated_at": "2025-02-04T10:00"},
    {"id": "b", "kind": "call", "first_day": "2025-02-05", "disputed": True, "updated_at": "2025-02-05T10:00"},
    {"id": "c", "kind": "tour", "first_day": "2025-02-06", "disputed": False, "updated_at": "2025-02-06T10:00"},
    {"id": "d", "kind": "visit", "first_day": None, "disputed": True, "updated_at": "2025-02-07T10:00"},
]


class _Guest:
    __table__ = GUESTS


Guest = cast("type[Base]", _Guest)


REFERENCES = [
    ("meetings", "a", "citations.cited_source", "sources", "report"),
    ("meetings", "b", "topics", "topics", "report"),
    ("pledges", "c", "citations.cited_source", "sources", "report"),
    ("meetings", "d", "citations.cited_source", "sources", "article"),
]


def found(filtering: Filter, *values: Any) -> str:
    """Return the ids of the rows that the database finds."""
    engine = create_engine("sqlite://")
    references = core_table(RecordReference)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        references.create(connection)
        connection.execute(
            references.insert(), [dict(zip(references.c.keys(), row, strict=True)) for row in REFERENCES]
        )
        connection.execute(TALKS.insert(), ROWS)
        guests = [("a", 0, "x", "host"), ("a", 1, "y", "visitor"), ("b", 0, "y", "host"), ("c", 0, "x", "visitor")]
        connection.execute(GUESTS.insert(), [dict(zip(GUESTS.c.keys(), guest, strict=True)) for guest in guests])
        binds: list[BindParameter[Any]] = [bindparam(f"value_{index}") for index in range(len(values))]
        statement = select(TALKS.c.id).where(filtering.clause(Present(TALKS), binds)).order_by(TALKS.c.id)
        return "".join(
            connection.scalars(statement, {bind.key: value for bind, value in zip(binds, values, strict=True)})
        )


Make = Callable[[], Filter]


@pytest.mark.parametrize(
    ("make", "values", "expected"),
    [
        (lambda: equals("kind"), ["call"], "ab"),
        (lambda: equals("kind"), ["call", "tour"], "abc"),
        (lambda: equals("kind"), ["none"], ""),
        (lambda: nullable("day", "first_day")["day"], ["2025-02-05"], "b"),
        (lambda: nullable("day", "first_day")["day_is_null"], ["null"], "d"),
        (lambda: nullable("day", "first_day")["day_or_null"], ["2025-02-05"], "bd"),
        (lambda: flagged("disputed"), [True], "bd"),
        (lambda: not_flagged("disputed"), [False], "ac"),
        (lambda: from_day("first_day"), ["2025-02-05"], "bc"),
        (lambda: to_day("first_day"), ["2025-02-05"], "ab"),
        (lambda: before_day("first_day"), ["2025-02-05"], "a"),
        (lambda: after_day("first_day"), ["2025-02-05"], "c"),
    ],
)
def test_a_column_is_compared_by_the_database_and_in_a_row(make: Make, values: list[Any], expected: str) -> None:
    assert found(make(), *values) == expected
    assert "".join(row["id"] for row in ROWS if make().holds(row, values)) == expected


@pytest.mark.parametrize(
    ("make", "values", "expected"),
    [
        (among_ids, ["b"], "b"),
        (among_ids, ["d", "a", "z"], "ad"),
        (lambda: nested(Guest, "participant"), ["x"], "ac"),
        (lambda: nested(Guest, "participant"), ["x", "y"], "abc"),
        (lambda: nested(Guest, "participant", role="host"), ["x"], "a"),
        (lambda: nested(Guest, "participant", role="host"), ["x", "y"], "ab"),
        (lambda: nested(Guest, "participant", leads=True, role="visitor"), ["x", "y"], "ac"),
        (lambda: cites("meetings"), ["report"], "a"),
        (lambda: cites("meetings"), ["report", "article"], "ad"),
        (updated_since, ["2025-02-06T10:00"], "cd"),
    ],
)
def test_ids_and_nested_rows_are_looked_up(make: Make, values: list[Any], expected: str) -> None:
    assert found(make(), *values) == expected


def test_a_filter_says_which_sorts_an_index_serves() -> None:
    assert equals("kind", "id", "day").sorts == {"id", "day"}
    assert equals("kind").sorts == set()
    for one in (flagged("disputed", "id"), not_flagged("disputed", "id"), nested(Guest, "participant", leads=True)):
        assert one.sorts == {"id"}
    assert updated_since().sorts == {"updated_at"}
    for one in (cites("meetings"), from_day("first_day"), among_ids(), nested(Guest, "participant")):
        assert one.sorts == set()


def test_a_nested_table_leads_where_it_gives_each_record_once() -> None:
    assert nested(Guest, "participant", role="host").through is None
    assert nested(Guest, "participant", leads=True, role="host").through == Through(
        Guest, "participant", {"role": "host"}
    )
    assert equals("kind").through is None


def test_a_filter_may_include_what_is_below() -> None:
    def below(_binding: Binding, _binds: Binds) -> Select[Any]:
        return select(TALKS.c.id)

    for one in (
        equals("kind", below=below),
        nested(Guest, "participant", below=below),
        nested(Guest, "participant", leads=True, below=below),
    ):
        assert one.below is below
    assert equals("kind").below is nested(Guest, "participant").below is None


def test_filters_are_combined_under_their_own_names() -> None:
    filters = {"kind": equals("kind"), "from": from_day("first_day")}
    active = [("kind", 2), ("from", 1)]
    found = select(TALKS.c.id).where(*clauses(filters, active, Present(TALKS)))
    assert set(found.compile().params) == {"filter_kind_0", "filter_kind_1", "filter_from_0"}
