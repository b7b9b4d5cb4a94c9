"""The rows that states have, as they are written."""

from functools import cache
from typing import Any

from sqlalchemy import Table

from app.db.statements import core_table
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.part_type import PartType
from app.ledger.model.record_rows import Row
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import DerivedTable, RecordType
from app.ledger.model.shapes import Values
from app.strict_json import encode_text
from app.tables.base import owner_key


def last_written_text(state: State) -> str | None:
    """Return what the column holds that says which entry wrote each traced member last."""
    return encode_text(state.entries_of_members) if state.last_written else None


def record_row(record_type: RecordType, state: State, document: Values, text: str | None = None) -> Values:
    """Return the row of a record in this state. `text` is what is written of it as JSON, if that was made."""
    return {
        "id": state.id,
        **_written_columns(record_type, state, text),
        **_other_columns(record_type, state, document),
        "document": encode_text(document),
    }


def row_change(
    record_type: RecordType,
    row: Row,
    before: State,
    document_before: Values,
    after: State,
    document: Values,
    text: str | None = None,
) -> tuple[Values, Values]:
    """Return columns of a record's row as they were, by what they follow from, and as they become."""
    old = {**row, **_other_columns(record_type, before, document_before)}
    new = {**_other_columns(record_type, after, document), "document": encode_text(document)}
    if before.written != after.written:
        # As the column has it: in an older form it may lack what the state was completed with.
        old |= _written_columns(record_type, before, row["written"])
        new |= _written_columns(record_type, after, text)
    return old, new


def _written_columns(record_type: RecordType, state: State, text: str | None) -> Values:
    return {
        **record_type.written_columns(state.written),
        "written": encode_text(state.written) if text is None else text,
    }


def _other_columns(record_type: RecordType, state: State, document: Values) -> Values:
    shared = {"version": state.version, "created_at": state.created_at, "updated_at": state.updated_at}
    if record_type.traced:
        shared["last_written"] = last_written_text(state)
    return shared | {"disputed": document["disputed"]} | record_type.told(document)


def part_row(part_type: PartType, owner: str, part: PartState, document: Values, text: str | None = None) -> Values:
    """Return the row of a part in this state. `text` is what is written of it as JSON, if that was made."""
    withdrawn, (owner_name, columns) = part.withdrawn, _columns_of(core_table(part_type.table))
    row = {
        owner_name: owner,
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
        "written": encode_text(part.written) if text is None else text,
        "document": encode_text(document),
    }
    return row if row.keys() <= columns else {name: value for name, value in row.items() if name in columns}


@cache
def _columns_of(table: Table) -> tuple[str, frozenset[str]]:
    """Return the column of a table that names whom its rows belong to, and all its columns."""
    return owner_key(table).name, frozenset(table.columns.keys())


def nested_rows(nested_table: NestedTable, written: Values | None, key: Values) -> list[Values]:
    """Return the rows of a nested field."""
    return [] if written is None else [{**key, **row} for row in nested_table.rows(written[nested_table.field])]


def derived_rows(derived: DerivedTable, document: Values) -> list[Values]:
    """Return the rows that hold what a document shows."""
    return [derived_row(derived, document, row) for row in derived.rows(document)]


def derived_row(derived: DerivedTable, document: Values, row: tuple[Any, ...]) -> Values:
    """Return one of them with its columns."""
    owner, _columns = _columns_of(core_table(derived.table))
    return {owner: document["id"], **dict(zip(derived.columns, row, strict=True))}
