"""The twins of history as they stand in memory: the same tables and columns, with all rows, those of each record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from typing_extensions import override

from app.db.memory_database import Coded, lines, lines_of
from app.db.statements import OneOf, Query, core_table
from app.features.statistics.memory.counted_at_once import AFTER, UP_TO, within
from app.features.statistics.memory.tables import (
    IN_MEMORY,
    PLEDGES,
    ROWS,
    WORDS,
    Changed,
    InMemory,
    Piece,
    Records,
    type_in_memory,
)
from app.ledger.entries.chain import ENTRIES
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.rows.state_rows import in_chunks
from app.ledger.projections.projections import Projection
from app.ledger.projections.search_index import SEARCH
from app.records.base.history.projection import HISTORY
from app.tables.history import STILL
from app.tables.ledger.entries import Entry
from app.tables.ledger.projections import ProjectionState
from app.tables.ledger.search import SearchRecord

COLLECTIONS = frozenset({"collection", "from_collection"})
"""Columns that give the collection of a row, in a twin that several share: in memory, only rows of pledges."""

LEFT_OUT = frozenset({"id", "sort_title", "sort_name", "publisher", "part", "item", "supersedes", "fingerprint"})
"""Columns that nothing is counted by, other than the key: what is sorted by, and which part of a record it was."""

INDEXED = core_table(SearchRecord)
"""Under which numbers words of records are found."""

SINCE = bindparam("since", type_=BigInteger())

_MAKING = Lock()
"""Requests make tables on several threads, and none may be made twice."""


@dataclass(frozen=True)
class TwinInMemory(InMemory):
    """A twin in memory, or a table like it."""

    twin: Table

    @override
    def next_piece(self, connection: Connection, after: str) -> tuple[str | None, str | None]:
        key = self.twin.c[self.key]
        further = [*_of_collection(self), key > after]
        last = connection.scalar(select(key).where(*further).order_by(key).offset(ROWS).limit(1))
        up_to = last or connection.scalar(select(func.max(key)).where(*further)) or ""
        return lines_of(connection, _stretch(self), **{AFTER: after, UP_TO: up_to}), last

    @override
    def touched(self, connection: Connection, changed: Changed, since: int) -> Records:
        return changed.get(self.collection, {})

    @override
    def fresh(self, connection: Connection, records: Records, since: int, number: int) -> Iterator[Piece]:
        for piece in in_chunks(sorted(records)):
            redacted = [record for record in piece if records[record]]
            if altered := self._altered(connection, piece, redacted, since):
                asked = {"ids": altered, "redacted": redacted, "since": since}
                yield Piece(altered, redacted, lines_of(connection, _held_since(self), **asked))

    def _altered(
        self, connection: Connection, piece: Sequence[str], redacted: Sequence[str], since: int
    ) -> Sequence[str]:
        if "to_entry" not in self.twin.c:
            return piece
        found = {record for (record,) in _began_or_ended(self).on(connection, {"ids": piece, "since": since})}
        return sorted(found.union(redacted))


def _of_collection(known: TwinInMemory) -> list[ColumnElement[bool]]:
    return [column == known.collection for column in known.twin.c if column.name in COLLECTIONS]


def _rows(known: TwinInMemory, *clauses: ColumnElement[bool]) -> Query:
    columns = (known.twin.c[column.name] for column in known.table.c)
    return lines(select(*columns).where(*_of_collection(known), *clauses).subquery())


@cache
def _stretch(known: TwinInMemory) -> Query:
    """Return what reads the rows of a stretch of records."""
    return _rows(known, *within(known.twin.c[known.key]))


@cache
def _began_or_ended(known: TwinInMemory) -> Query:
    """Return what finds those of some records of which rows began or ended to hold after an entry."""
    key, rows = known.twin.c[known.key], known.twin.c
    altered = or_(rows.from_entry > SINCE, and_(rows.to_entry > SINCE, rows.to_entry < STILL))
    return Query(select(key).where(*_of_collection(known), OneOf(key, "ids"), altered).distinct())


@cache
def _held_since(known: TwinInMemory) -> Query:
    """Return what reads the rows of records that hold, or held after an entry; of those that were redacted, all."""
    key, rows = known.twin.c[known.key], known.twin.c
    held = [or_(rows.to_entry > SINCE, OneOf(key, "redacted"))] if "to_entry" in rows else []
    return _rows(known, OneOf(key, "ids"), *held)


def twin_in_memory(twin: Table) -> Table:
    """Return the table in memory that holds the rows of a twin."""
    return in_memory(twin).table


def in_memory(twin: Table) -> TwinInMemory:
    """Return how a twin stands in memory."""
    with _MAKING:
        return _made(twin)


@cache
def _made(twin: Table) -> TwinInMemory:
    key = next(one.name for one in twin.c if one.name not in COLLECTIONS and isinstance(one.type, String))
    collection = next(
        (record_type.collection for record_type in all_record_types() if twin.name in _twins_of(record_type)), PLEDGES
    )
    family = PLEDGES if collection == PLEDGES else WORDS
    columns = [
        Column(one.name, Coded(family) if one.name == key else type_in_memory(one, one.name), nullable=one.nullable)
        for one in twin.c
        if one.name == key or one.name not in LEFT_OUT
    ]
    projection = SEARCH if twin is INDEXED else HISTORY
    return TwinInMemory(Table(twin.name, IN_MEMORY, *columns), collection, key, projection, twin)


def _twins_of(record_type: RecordType) -> set[str]:
    tables = [
        record_type.table,
        *(nested_table.table for nested_table in record_type.nested_tables),
        *(part_type.table for part_type in record_type.part_types.values()),
    ]
    return {f"{core_table(table).name}_history" for table in tables}


_STATE = core_table(ProjectionState).c
_REACHED = Query(select(_STATE.number).where(_STATE.name == bindparam("name"), _STATE.form == bindparam("form")))

# Each only once, SQLite would walk through all entries for, by the index that has them so.
_WRITTEN = Query(select(Entry.collection, Entry.record).where(Entry.number > SINCE))
_OTHERS = aliased(Entry)
_REDACTED = Query(
    select(_OTHERS.collection, _OTHERS.record)
    .join(Entry, _OTHERS.number == cast(Entry.record, BigInteger))
    .where(Entry.number > SINCE, Entry.collection == bindparam("collection"))
)


def reached(connection: Connection, projection: Projection) -> int:
    """Return the entry up to which a projection is complete."""
    rows = _REACHED.on(connection, {"name": projection.name, "form": projection.form})
    return (rows and rows[0][0]) or 0


def changed_since(connection: Connection, number: int) -> Changed:
    """Return the records, by collection, that entries after one are of, and whether any of theirs was redacted."""
    found: dict[str, dict[str, bool]] = {}
    for collection, record in _WRITTEN.on(connection, {"since": number}):
        found.setdefault(collection, {})[record] = False
    if ENTRIES in found:
        for collection, record in _REDACTED.on(connection, {"since": number, "collection": ENTRIES}):
            found.setdefault(collection, {})[record] = True
    return found
