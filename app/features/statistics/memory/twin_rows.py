"""What memory is fed with: rows of the twins as lines, those of a stretch of records, or of those that were touched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, or_, select
from sqlalchemy.orm import aliased

from app.db.memory_database import lines_of
from app.features.statistics.memory.tables import COLLECTIONS, InMemory
from app.ledger.entries.chain import ENTRIES
from app.ledger.model.rows.state_rows import in_chunks
from app.ledger.projections.projections import Projection
from app.tables.ledger.entries import Entry
from app.tables.ledger.projections import ProjectionState

ROWS = 150_000
"""Rows that are loaded at once, and those of the record with the last of them."""


@dataclass(frozen=True)
class Piece:
    """Some records, which of them were redacted, and the rows of theirs that are fresh."""

    records: Sequence[str]
    redacted: Sequence[str]
    lines: str | None


def reached(connection: Connection, projection: Projection) -> int:
    """Return the entry up to which a projection is complete."""
    state = ProjectionState
    statement = select(state.number).where(state.name == projection.name, state.form == projection.form)
    return connection.scalar(statement) or 0


def next_piece(connection: Connection, table: InMemory, after: str) -> tuple[str | None, str | None]:
    """Return the rows of the records after one, and the last of these if more follow."""
    key = table.twin.c[table.key]
    further = [*_own(table), key > after]
    last = connection.scalar(select(key).where(*further).order_by(key).offset(ROWS).limit(1))
    return _lines(connection, table, [*further, *([] if last is None else [key <= last])]), last


def touched(connection: Connection, since: int, through: int) -> Mapping[str, Mapping[str, bool]]:
    """Return the records, by collection, that entries after one are of, and whether any of theirs was redacted."""
    redacted = aliased(Entry)
    within = Entry.number > since, Entry.number <= through
    of_redacted = (
        select(redacted.collection, redacted.record)
        .join(Entry, redacted.number == cast(Entry.record, BigInteger))
        .where(*within, Entry.collection == ENTRIES)
    )
    found: dict[str, dict[str, bool]] = {}
    for collection, record in connection.execute(select(Entry.collection, Entry.record).where(*within).distinct()):
        found.setdefault(collection, {})[record] = False
    if ENTRIES in found:
        for collection, record in connection.execute(of_redacted):
            found.setdefault(collection, {})[record] = True
    return found


def rows_since(connection: Connection, table: InMemory, records: Mapping[str, bool], since: int) -> Iterator[Piece]:
    """Yield what holds of records, or held after an entry; of those that were redacted, all."""
    key = table.twin.c[table.key]
    for piece in in_chunks(sorted(records)):
        redacted = [record for record in piece if records[record]]
        fresh = [or_(table.twin.c.to_entry > since, key.in_(redacted))] if "to_entry" in table.twin.c else []
        yield Piece(piece, redacted, _lines(connection, table, [*_own(table), key.in_(piece), *fresh]))


def _own(table: InMemory) -> list[ColumnElement[bool]]:
    return [column == table.collection for column in table.twin.c if column.name in COLLECTIONS]


def _lines(connection: Connection, table: InMemory, clauses: Sequence[Any]) -> str | None:
    rows = select(*(table.twin.c[column.name] for column in table.table.c)).where(*clauses).subquery()
    return lines_of(connection, rows)
