"""The present states of records, from their rows; and the rows that a state has."""

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
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.part_type import PartType
from app.ledger.model.record_rows import SHAPE, Row
from app.ledger.model.record_state import LastWritten, PartState, State, Withdrawal
from app.ledger.model.record_type import DerivedTable, RecordType, record_type_of
from app.ledger.model.rows.first_read import first_read
from app.ledger.model.shapes import Values
from app.ledger.model.stored_shapes import completed
from app.strict_json import decode_kept, encode_text
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
    for row in _rows(connection, core_table(part_type.table), owner, owners, order="entry"):
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


def _rows(
    connection: Connection, table: Table, key: str, ids: Sequence[str], order: str | None = None
) -> Sequence[Values]:
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


def last_written_text(state: State) -> str | None:
    """Return what the column holds that says which entry wrote each traced member last."""
    return encode_text(state.entries_of_members) if state.last_written else None


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


def record_row(record_type: RecordType, state: State, document: Values) -> Values:
    """Return the row of a record in this state."""
    return {
        "id": state.id,
        **_written_columns(record_type, state),
        **_other_columns(record_type, state, document),
        "document": encode_text(document),
    }


def row_change(
    record_type: RecordType, row: Row, before: State, document_before: Values, after: State, document: Values
) -> tuple[Values, Values]:
    """Return columns of a record's row as they were, by what they follow from, and as they become."""
    old = {**row, **_other_columns(record_type, before, document_before)}
    new = {**_other_columns(record_type, after, document), "document": encode_text(document)}
    if before.written != after.written:
        old |= _written_columns(record_type, before)
        new |= _written_columns(record_type, after)
    return old, new


def _written_columns(record_type: RecordType, state: State) -> Values:
    return {
        **record_type.written_columns(state.written),
        "written": encode_text(state.written),
    }


def _other_columns(record_type: RecordType, state: State, document: Values) -> Values:
    shared = {"version": state.version, "created_at": state.created_at, "updated_at": state.updated_at}
    if record_type.traced:
        shared["last_written"] = last_written_text(state)
    return shared | {"disputed": document["disputed"]} | record_type.told(document)


def part_row(part_type: PartType, owner: str, part: PartState, document: Values) -> Values:
    """Return the row of a part in this state."""
    withdrawn = part.withdrawn
    row = {
        owner_key(core_table(part_type.table)).name: owner,
        "id": part.id,
        "entry": part.entry,
        "recorded_at": part.recorded_at,
        "actor": part.actor,
        "record_version": part.version,
        **part_type.columns(part.written, document),
        "withdrawn_at": withdrawn and withdrawn.at,
        "withdrawn_by": withdrawn and withdrawn.by,
        "withdrawn_reason": withdrawn and withdrawn.reason,
        "scheduled_for": part.scheduled_for,
        "written": encode_text(part.written),
        "document": encode_text(document),
    }
    return {name: value for name, value in row.items() if name in core_table(part_type.table).c}


def nested_rows(nested_table: NestedTable, written: Values | None, key: Values) -> list[Values]:
    """Return the rows of a nested field."""
    return [] if written is None else [key | row for row in nested_table.rows(written[nested_table.field])]


def derived_rows(derived: DerivedTable, document: Values) -> list[Values]:
    """Return the rows that hold what a document shows."""
    return [derived_row(derived, document, row) for row in derived.rows(document)]


def derived_row(derived: DerivedTable, document: Values, row: tuple[Any, ...]) -> Values:
    """Return one of them with its columns."""
    owner = owner_key(core_table(derived.table)).name
    return {owner: document["id"], **dict(zip(derived.columns, row, strict=True))}


def stored_derived_rows(connection: Connection, derived: DerivedTable, ids: Sequence[str]) -> dict[str, list[Values]]:
    """Return the rows that are kept of what follows from records, by record."""
    found: dict[str, list[Values]] = {}
    owner = owner_key(core_table(derived.table)).name
    for row in _rows(connection, core_table(derived.table), owner, ids):
        found.setdefault(row[owner], []).append(row)
    return found


def facts(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> dict[str, Values]:
    """Return the written shapes that the tables' columns add up to, without the stored answers: for checking."""
    rows = load_record_rows(connection, record_type, ids)
    found = {
        record: {name: row[name] for name in record_type.scalars} | dict(record_type.read(row))
        for record, row in rows.items()
    }
    for nested_table in record_type.nested_tables:
        gathered = _gathered(connection, nested_table, list(rows))
        for record, written in found.items():
            written[nested_table.field] = nested_table.value(gathered.get((record,), []))
    return found


def part_facts(connection: Connection, part_type: PartType, owners: Sequence[str]) -> dict[tuple[str, str], Values]:
    """Return the written shapes that the columns of a part type add up to, by record and part."""
    found = {
        (owner, part): dict(part_type.read(row))
        for owner, rows in load_part_rows(connection, part_type, owners).items()
        for part, row in rows.items()
    }
    for nested_table in part_type.nested_tables:
        gathered = _gathered(connection, nested_table, owners, part_type.part_column)
        for key, written in found.items():
            written[nested_table.field] = nested_table.value(gathered.get(key, []))
    return found


def _gathered(
    connection: Connection, nested_table: NestedTable, owners: Sequence[str], *part: str
) -> dict[tuple[str, ...], list[Mapping[str, Any]]]:
    table = core_table(nested_table.table)
    owner = owner_key(table).name
    key = (owner, *part)
    gathered: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in _rows(connection, table, owner, owners, order="position" if "position" in table.c else None):
        gathered.setdefault(tuple(row[name] for name in key), []).append(row)
    return gathered
