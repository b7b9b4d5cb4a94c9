"""The present states of records, from their rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Table,
    Text,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from app.db.columns import Day, Instant
from app.db.statements import OneOf, Query, core_table
from app.deadline import in_time
from app.ledger.model.documents.queued import is_queued
from app.ledger.model.part_type import PartType
from app.ledger.model.record_rows import SHAPE, Row
from app.ledger.model.record_state import LastWritten, PartState, State, Withdrawal
from app.ledger.model.record_type import DerivedTable, RecordType, record_type_of
from app.ledger.model.rows.first_read import first_read
from app.ledger.model.shapes import Values
from app.ledger.model.stored_shapes import completed
from app.strict_json import decode_kept
from app.tables.base import owner_key

CHUNK = 5000
"""Ids in one statement: under the limits of both drivers."""

PartRows = Mapping[str, Mapping[str, Row]]
"""The rows of a record's parts, by part type and part."""

SHARED = (
    "id", "entry", "recorded_at", "actor", "record_version", "withdrawn_at", "withdrawn_by",
    "withdrawn_reason", "scheduled_for", "written", "document",
)  # fmt: skip
"""What the tables of all part types hold beside their key: all that a part's state is made of."""


def in_chunks(ids: Sequence[str], size: int = CHUNK) -> Iterator[Sequence[str]]:
    """Yield the ids in pieces that one statement can take."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def load_record_rows(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> dict[str, Row]:
    """Return the whole rows of the records that exist, by id, each with whether its document is `queued`."""
    return {row["id"]: row for row in _records(core_table(record_type.table)).mappings(connection, {"ids": ids})}


def load_part_rows(connection: Connection, part_type: PartType, owners: Sequence[str]) -> dict[str, dict[str, Row]]:
    """Return the rows of a part type of the records, by record and part, in the order they were recorded."""
    found: dict[str, dict[str, Row]] = {}
    owner = owner_key(core_table(part_type.table)).name
    for row in rows_with(connection, core_table(part_type.table), owner, owners, order="entry"):
        found.setdefault(row[owner], {})[row["id"]] = row
    return found


def load_all_part_rows(
    connection: Connection, record_type: RecordType, owners: Sequence[str]
) -> dict[str, dict[str, dict[str, Row]]]:
    """Return the shared columns of all parts of the records, by record, part type and part: in one statement."""
    found: dict[str, dict[str, dict[str, Row]]] = {}
    if record_type.part_types and owners:
        for row in _all_part_types(record_type.collection).mappings(connection, {"owners": owners}):
            found.setdefault(row.pop("owner"), {}).setdefault(row.pop("part_type"), {})[row["id"]] = row
    return found


@cache
def _all_part_types(collection: str) -> Query[CompoundSelect[Any]]:
    tables = {name: core_table(part_type.table) for name, part_type in record_type_of(collection).part_types.items()}
    parts = [
        select(literal_column(f"'{name}'", Text()).label("part_type"), owner_key(table).label("owner"))
        .add_columns(*(shared_column(table, column) for column in SHARED))
        .where(OneOf(owner_key(table), "owners"))
        for name, table in tables.items()
    ]
    return Query(union_all(*parts).order_by("entry"))


def shared_column(table: FromClause, column: str, *, told: bool = True) -> ColumnElement[Any]:
    """Return a column that all part types share, null unless `told`. Where a table lacks it nothing is withdrawn."""
    if told and column in table.c:
        return table.c[column].label(column)
    return cast(null(), _TYPES[column]).label(column)


_TYPES: dict[str, TypeEngine[Any]] = {
    "entry": BigInteger(),
    "recorded_at": Instant(),
    "actor": Text(),
    "record_version": Integer(),
    "withdrawn_at": Instant(),
    "withdrawn_by": Text(),
    "withdrawn_reason": Text(),
    "scheduled_for": Day(),
    "written": Text(),
    "document": Text(),
}
"""Of the columns that all part types share, the types of those that can be left out."""


@cache
def _records(table: Table) -> Query:
    return Query(_having(table, "id").statement.add_columns(is_queued(table).label("queued")))


@cache
def _having(table: Table, key: str, order: str | None = None) -> Query:
    statement = select(table).where(OneOf(table.c[key], "ids"))
    return Query(statement if order is None else statement.order_by(table.c[order]))


def rows_with(
    connection: Connection, table: Table, key: str, ids: Sequence[str], order: str | None = None
) -> Sequence[Values]:
    """Return the rows of a table that have one of the ids in the column `key`."""
    return _having(table, key, order).mappings(connection, {"ids": ids}) if ids else []


def state_of(record_type: RecordType, row: Row, part_rows: PartRows) -> State:
    """Return the state that a record's row and the rows of its parts hold."""
    parts = {
        name: {part: part_of(record_type.part_types[name], part_row) for part, part_row in rows.items()}
        for name, rows in part_rows.items()
    }
    written = shape_of(record_type, row)
    return State(
        row["id"],
        row["version"],
        row["created_at"],
        row["updated_at"],
        written,
        parts,
        last_written=_last_written(record_type, row, written) if record_type.traced else {},
    )


def _last_written(record_type: RecordType, row: Row, written: Values) -> Mapping[str, LastWritten]:
    entries = {} if row["last_written"] is None else decode_kept(row["last_written"])
    members = record_type.traced_members(written)
    return {name: LastWritten(entry, members.get(name)) for name, entry in entries.items()}


def shape_of(record_type: RecordType, row: Row) -> Values:
    """Return what is written of the record of a row. It is decoded once."""
    if SHAPE not in row:
        row[SHAPE] = completed(record_type.written, decode_kept(row["written"]))
    shape: Values = row[SHAPE]
    return shape


def copy_of(state: State) -> State:
    """Return a state that can be changed without changing this one: folding replaces what is written, not alters."""
    parts = {name: {part: replace(known) for part, known in found.items()} for name, found in state.parts.items()}
    return replace(state, parts=parts)


def part_of(part_type: PartType, row: Row) -> PartState:
    """Return the state that the row of a part holds."""
    withdrawn = None
    if row["withdrawn_at"] is not None:
        withdrawn = Withdrawal(row["withdrawn_at"], row["withdrawn_by"], row["withdrawn_reason"])
    return PartState(
        row["id"],
        completed(part_type.written, decode_kept(row["written"])),
        row["entry"],
        row["recorded_at"],
        row["actor"],
        row["record_version"],
        withdrawn,
        row["scheduled_for"],
    )


def load_states(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> dict[str, State]:
    """Return the states of the records that exist, by id."""
    rows = first_read(connection, {record_type.collection: ids}).rows
    part_rows = load_all_part_rows(connection, record_type, [record for _collection, record in rows])
    return {
        record: state_of(record_type, row, part_rows.get(record, {}))
        for (_collection, record), row in in_time(rows.items())
    }


def stored_derived_rows(connection: Connection, derived: DerivedTable, ids: Sequence[str]) -> dict[str, list[Values]]:
    """Return the rows that are kept of what follows from records, by record."""
    found: dict[str, list[Values]] = {}
    owner = owner_key(core_table(derived.table)).name
    for row in rows_with(connection, core_table(derived.table), owner, ids):
        found.setdefault(row[owner], []).append(row)
    return found
