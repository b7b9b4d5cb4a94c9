"""The rows of what is kept of now: gathered at once, then worked out anew for pledges that were touched.

A pledge is touched by entries of its own, and by those of what its rows are derived from: pledges that it waits for,
its wholes and parts, its sources, meetings and instrument, and actions about it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    bindparam,
    func,
    literal,
    select,
)
from typing_extensions import override

from app.db.columns import Day
from app.db.expressions import Few
from app.db.memory_database import Coded, lines, lines_of
from app.db.statements import OneOf, Query, core_table
from app.features.statistics.memory.counted_at_once import AFTER, UP_TO, Gathered, within
from app.features.statistics.memory.kept import KEY, of_pledges, of_promisors
from app.features.statistics.memory.spans import Sought, spans
from app.features.statistics.memory.tables import (
    IN_MEMORY,
    PLEDGES,
    Changed,
    InMemory,
    Piece,
    Records,
    type_in_memory,
)
from app.ledger.entries.history import LAST_DAY
from app.ledger.model.rows.state_rows import in_chunks
from app.records.base.history.projection import HISTORY
from app.records.base.lists.bindings import DAY, NUMBER, Binding, Past, held, key_column
from app.records.pledges.queries import COLLECTION
from app.tables.actions import ActionAbout
from app.tables.base import Base
from app.tables.history import NEVER, STILL, TWINS
from app.tables.pledges import ConditionInForce, Link, Pledge, PledgeCitation, PledgeMeeting
from app.vocabulary import LinkType

Rows = Callable[[Binding], Select[Any]]
Found = Callable[[], Query]
"""Gives what reads rows of the service's own database, by parameters."""

ROWS = 20_000
"""Pledges whose rows are gathered at once. What a request has no time left for, the next one goes on with."""


@dataclass(frozen=True)
class KeptInMemory(InMemory):
    """Rows of now in memory, each of a pledge that it names first. Past rows are there for who asked before.

    `gathered` finds the rows of a stretch of pledges as they are, `told` those of some by ids, as known by an entry.
    """

    of_now = True

    gathered: Found
    told: Found

    @override
    def next_piece(self, connection: Connection, after: str) -> tuple[str | None, str | None]:
        key = core_table(Pledge).c.id
        further = select(key).where(key > after)
        last = connection.scalar(further.order_by(key).offset(ROWS).limit(1))
        up_to = last or connection.scalar(select(func.max(key))) or ""
        return lines_of(connection, self.gathered(), **{AFTER: after, UP_TO: up_to, NUMBER: STILL - 1}), last

    @override
    def touched(self, connection: Connection, changed: Changed, since: int) -> Records:
        return touched_pledges(connection, changed, since)

    @override
    def fresh(self, connection: Connection, records: Records, since: int, number: int) -> Iterator[Piece]:
        for piece in in_chunks(sorted(records)):
            moment = {NUMBER: number, DAY: LAST_DAY}
            fresh = lines_of(connection, self.told(), ids=piece, **moment)
            yield Piece(piece, [record for record in piece if records[record]], fresh)


@cache
def _gathered(rows: Rows) -> Query:
    statement = rows(_of_now())
    return lines(statement.where(*within(statement.selected_columns[KEY])).subquery())


@cache
def _told(rows: Rows) -> Query:
    statement = rows(_OfAllDays(PLEDGES, core_table(Pledge), COLLECTION.dated, by_key=True))
    return lines(statement.where(_among_ids(statement.selected_columns[KEY])).subquery())


def _among_ids(key: ColumnElement[Any]) -> ColumnElement[Any]:
    return OneOf(key, "ids")


def _by_ids(key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [_among_ids(key)]


class _OfAllDays(Past):
    """Pledges by their ids, and what was known: none is left out by its day, which need not be looked up."""

    @override
    def is_there(self) -> list[ColumnElement[bool]]:
        return held(self._facts)

    @override
    def _is(self, column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
        # Keys begin with the collection: as an expression, SQLite finds a record by them where it was analyzed only.
        return column == value if column.key == "collection" else super()._is(column, value)

    @override
    def sought(self, key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return _by_ids(key)

    @override
    def few(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [Few(column.is_not(None))]


def _of_now() -> Gathered:
    assert COLLECTION.dated is not None  # noqa: S101 - pledges have a day
    return Gathered(core_table(Pledge), COLLECTION.dated)


@cache
def _spans(sought: Sought, *, of_promisors: bool) -> FromClause:
    """Return the spans of pledges, of all days that may come: histories alone have them, of what holds still, too."""
    return spans(lambda twin: twin, sought, literal(NEVER, Day()), of_promisors=of_promisors).subquery()


@cache
def _spans_read(sought: Sought, *, of_promisors: bool) -> Query:
    return lines(_spans(sought, of_promisors=of_promisors))


def _kept(name: str, shown: Iterable[ColumnElement[Any]], gathered: Found, told: Found) -> KeptInMemory:
    columns = [
        Column(one.name, Coded(PLEDGES) if one.name == KEY else type_in_memory(one, one.name), nullable=one.name != KEY)
        for one in shown
    ]
    entries = [Column(name, Integer, nullable=False) for name in ("from_entry", "to_entry")]
    return KeptInMemory(Table(name, IN_MEMORY, *columns, *entries), PLEDGES, KEY, HISTORY, gathered, told)


def _kept_rows(name: str, rows: Rows) -> KeptInMemory:
    return _kept(name, rows(_of_now()).selected_columns, partial(_gathered, rows), partial(_told, rows))


def _kept_spans(name: str, *, of_promisors: bool) -> KeptInMemory:
    read = (partial(_spans_read, sought, of_promisors=of_promisors) for sought in (within, _by_ids))
    return _kept(name, _spans(within, of_promisors=of_promisors).c, *read)


PLEDGES_NOW = _kept_rows("pledges_now", of_pledges)
PROMISORS_NOW = _kept_rows("promisors_now", of_promisors)
SPANS_NOW = _kept_spans("spans_now", of_promisors=False)
PROMISOR_SPANS_NOW = _kept_spans("promisor_spans_now", of_promisors=True)
KEPT = {kept.table.name: kept for kept in (PLEDGES_NOW, PROMISORS_NOW, SPANS_NOW, PROMISOR_SPANS_NOW)}
"""What is kept of now, by the names of the tables."""


def touched_pledges(connection: Connection, changed: Changed, since: int) -> Records:
    """Return the pledges that entries were of, or whose rows are derived from records that these were of."""
    own = changed.get(PLEDGES, {})
    found = {
        pledge
        for collection, query in _DERIVED.items()
        for pledge in _found(connection, query, changed.get(collection, ()), since)
    }
    for query in (_WHOLES, _PARTS):
        reached, further = set[str](), set(own)
        while further:
            further = set(_found(connection, query, further, since)) - reached
            reached |= further
        found |= reached
    return {**dict.fromkeys(found, False), **own}


def _found(connection: Connection, query: Query, records: Iterable[str], since: int) -> Iterator[str]:
    for piece in in_chunks(sorted(records)):
        for (pledge,) in query.on(connection, {"ids": piece, "since": since}):
            yield pledge


def _naming(table: type[Base], column: str) -> Query:
    rows = core_table(table)
    return Query(select(key_column(rows)).where(OneOf(rows.c[column], "ids")).distinct())


def _named(table: type[Base], column: str, **fixed: str) -> Query:
    """Return what finds the pledges that records named when an entry was written, or since."""
    rows = TWINS[core_table(table)]
    same = [rows.c[name] == value for name, value in fixed.items()]
    held = rows.c.to_entry > bindparam("since", type_=BigInteger())
    return Query(select(rows.c[column]).where(OneOf(key_column(rows), "ids"), *same, held).distinct())


_DERIVED: Mapping[str, Query] = {
    PLEDGES: _naming(ConditionInForce, "waits_for"),
    "sources": _naming(PledgeCitation, "cited_source"),
    "meetings": _naming(PledgeMeeting, "meeting"),
    "instruments": _naming(Pledge, "instrument"),
    "actions": _named(ActionAbout, "pledge"),
}
"""What finds the pledges whose rows are derived from records of a collection.

Where the pledge names the record, the tables of now say it: one that names it no longer has an entry of its own.
"""

_PART_OF = LinkType.PART_OF.value
_WHOLES = _named(Link, "to_pledge", type=_PART_OF)
_PARTS = Query(
    select(Link.pledge_id).where(OneOf(core_table(Link).c.to_pledge, "ids"), Link.type == _PART_OF).distinct()
)
