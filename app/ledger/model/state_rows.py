"""The present states of records, from their rows; and the rows that a state has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from app.db.statements import core_table
from app.ledger.model.nested_tables import Child
from app.ledger.model.part_type import Side
from app.ledger.model.record_state import PartState, State, Withdrawal
from app.ledger.model.record_type import Kind
from app.ledger.model.shapes import Values
from app.strict_json import decode, encode_text

CHUNK = 5000
"""Ids in one statement: under the limits of both drivers."""

Row = Mapping[str, Any]
Sides = Mapping[str, Mapping[str, Row]]
"""The rows of a record's sides, by side and part."""

SHARED = (
    "owner", "id", "entry", "recorded_at", "actor", "record_version", "withdrawn_at", "withdrawn_by",
    "withdrawn_reason", "written", "document",
)  # fmt: skip
"""What the tables of all sides hold: all that a part's state is made of. Their other columns follow from it."""


def in_chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the ids in pieces that one statement can take."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def record_rows(connection: Connection, kind: Kind, ids: Sequence[str]) -> dict[str, Row]:
    """Return the rows of the records that exist, by id."""
    return {row["id"]: row for row in _rows(connection, _having(core_table(kind.table), "id"), ids)}


def side_rows(connection: Connection, side: Side, owners: Sequence[str]) -> dict[str, dict[str, Row]]:
    """Return the rows of a side of the records, by record and part, in the order they were recorded."""
    found: dict[str, dict[str, Row]] = {}
    for row in _rows(connection, _having(core_table(side.table), "owner", order="entry"), owners):
        found.setdefault(row["owner"], {})[row["id"]] = row
    return found


def all_side_rows(connection: Connection, kind: Kind, owners: Sequence[str]) -> dict[str, dict[str, dict[str, Row]]]:
    """Return what all sides of the records share, by record, side and part: in one statement, however many sides."""
    found: dict[str, dict[str, dict[str, Row]]] = {}
    if kind.sides:
        statement = _all_sides(tuple((name, core_table(side.table)) for name, side in kind.sides.items()))
        for piece in in_chunks(owners):
            for row in connection.execute(statement, {"owners": piece}):
                values = row._asdict()
                found.setdefault(values["owner"], {}).setdefault(values.pop("side"), {})[values["id"]] = values
    return found


@cache
def _all_sides(tables: tuple[tuple[str, Table], ...]) -> CompoundSelect[Any]:
    owners: Any = bindparam("owners", expanding=True)
    first = tables[0][1]
    parts = [
        select(literal(name).label("side"), *(_shared(table, column, first) for column in SHARED)).where(
            table.c.owner.in_(owners)
        )
        for name, table in tables
    ]
    return union_all(*parts).order_by("entry")


def _shared(table: Table, column: str, first: Table) -> ColumnElement[Any]:
    """Return a column that all sides share; nothing can be withdrawn of a side that lacks it."""
    found: ColumnElement[Any] = table.c[column] if column in table.c else cast(null(), first.c[column].type)
    return found.label(column)


@cache
def _having(table: Table, key: str, order: str | None = None) -> Select[Any]:
    statement = select(table).where(table.c[key].in_(bindparam("ids", expanding=True)))
    return statement if order is None else statement.order_by(table.c[order])


def _rows(connection: Connection, statement: Select[Any], ids: Sequence[str]) -> Iterator[Row]:
    for piece in in_chunks(ids):
        for row in connection.execute(statement, {"ids": piece}):
            yield row._asdict()


def state_of(row: Row, sides: Sides) -> State:
    """Return the state that a record's row and the rows of its sides hold."""
    parts = {name: {part: part_of(part_row) for part, part_row in rows.items()} for name, rows in sides.items()}
    return State(row["id"], row["version"], row["created_at"], row["updated_at"], decode(row["written"]), parts)


def copy_of(state: State) -> State:
    """Return a state that can be changed without changing this one: folding replaces what is written, not alters."""
    parts = {name: {part: replace(known) for part, known in found.items()} for name, found in state.parts.items()}
    return replace(state, parts=parts)


def part_of(row: Row) -> PartState:
    """Return the state that the row of a part holds."""
    withdrawn = None
    if row["withdrawn_at"] is not None:
        withdrawn = Withdrawal(row["withdrawn_at"], row["withdrawn_by"], row["withdrawn_reason"])
    return PartState(
        row["id"],
        decode(row["written"]),
        row["entry"],
        row["recorded_at"],
        row["actor"],
        row["record_version"],
        withdrawn,
    )


def load_states(connection: Connection, kind: Kind, ids: Sequence[str]) -> dict[str, State]:
    """Return the states of the records that exist, by id."""
    rows = record_rows(connection, kind, ids)
    sides = all_side_rows(connection, kind, list(rows))
    return {record: state_of(row, sides.get(record, {})) for record, row in rows.items()}


def record_row(kind: Kind, state: State, document: Values) -> Values:
    """Return the row of a record in this state."""
    return {
        "id": state.id,
        "version": state.version,
        "created_at": state.created_at,
        "updated_at": state.updated_at,
        **{name: state.written[name] for name in kind.scalars},
        **kind.columns(state),
        "written": encode_text(state.written),
        "document": encode_text(document),
    }


def side_row(side: Side, owner: str, part: PartState, document: Values) -> Values:
    """Return the row of a part in this state."""
    withdrawn = part.withdrawn
    row = {
        "owner": owner,
        "id": part.id,
        "entry": part.entry,
        "recorded_at": part.recorded_at,
        "actor": part.actor,
        "record_version": part.version,
        **side.columns(part.written, document),
        "withdrawn_at": withdrawn and withdrawn.at,
        "withdrawn_by": withdrawn and withdrawn.by,
        "withdrawn_reason": withdrawn and withdrawn.reason,
        "written": encode_text(part.written),
        "document": encode_text(document),
    }
    return {name: value for name, value in row.items() if name in core_table(side.table).c}


def child_rows(child: Child, written: Values | None, key: Values) -> list[Values]:
    """Return the rows of a nested field."""
    return [] if written is None else [key | row for row in child.rows(written[child.field])]


def facts(connection: Connection, kind: Kind, ids: Sequence[str]) -> dict[str, Values]:
    """Return the written shapes that the tables' columns add up to, without the stored answers: for checking."""
    rows = record_rows(connection, kind, ids)
    found = {record: {name: row[name] for name in kind.scalars} | dict(kind.read(row)) for record, row in rows.items()}
    for child in kind.children:
        gathered = _gathered(connection, child, list(rows), ("owner",))
        for record, written in found.items():
            written[child.field] = child.value(gathered.get((record,), []))
    return found


def side_facts(connection: Connection, side: Side, owners: Sequence[str]) -> dict[tuple[str, str], Values]:
    """Return the written shapes that the columns of a side add up to, by record and part."""
    found = {
        (owner, part): dict(side.read(row))
        for owner, rows in side_rows(connection, side, owners).items()
        for part, row in rows.items()
    }
    for child in side.children:
        gathered = _gathered(connection, child, owners, ("owner", side.child_key))
        for key, written in found.items():
            written[child.field] = child.value(gathered.get(key, []))
    return found


def _gathered(
    connection: Connection, child: Child, owners: Sequence[str], key: Sequence[str]
) -> dict[tuple[str, ...], list[Row]]:
    table = core_table(child.table)
    statement = _having(table, "owner", order="position" if "position" in table.c else None)
    gathered: dict[tuple[str, ...], list[Row]] = {}
    for row in _rows(connection, statement, owners):
        gathered.setdefault(tuple(row[name] for name in key), []).append(row)
    return gathered
