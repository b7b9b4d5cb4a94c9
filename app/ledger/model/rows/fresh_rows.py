"""Rows as this program would write them, while those stored are of an older form."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from app.db.statements import core_table
from app.ledger.model.documents.rendering import references_of, render, render_parts
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.state_rows import load_states
from app.ledger.model.rows.written_rows import part_row, record_row
from app.ledger.model.shapes import Names, Values
from app.tables.base import owner_key


def fresh_rows(connection: Connection, table: Table, keys: Sequence[Any]) -> dict[Any, Values]:
    """Return rows of a table of records by their ids, or of parts by their entries; what is gone is left out."""
    for record_type in all_record_types():
        if core_table(record_type.table) is table:
            return _records(connection, record_type, keys)
        for part_type in record_type.part_types.values():
            if core_table(part_type.table) is table:
                return _parts(connection, record_type, part_type, keys)
    raise LookupError(table.name)


def _records(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> dict[Any, Values]:
    states = load_states(connection, record_type, ids)
    names = _names(connection, record_type, states.values())
    return {
        record: record_row(record_type, state, render(record_type, state, names)) for record, state in states.items()
    }


def _parts(
    connection: Connection, record_type: RecordType, part_type: PartType, entries: Sequence[int]
) -> dict[Any, Values]:
    table = core_table(part_type.table)
    owner = owner_key(table)
    statement = select(owner).where(table.c.entry.in_(bindparam("entries", expanding=True))).distinct()
    states = load_states(connection, record_type, list(connection.scalars(statement, {"entries": list(entries)})))
    names = _names(connection, record_type, states.values())
    found = {}
    for state in states.values():
        documents = render_parts(record_type, part_type.name, state, names)
        for part in state.parts.get(part_type.name, {}).values():
            if part.entry in entries:
                found[part.entry] = part_row(part_type, state.id, part, documents[part.id])
    return found


def _names(connection: Connection, record_type: RecordType, states: Collection[State]) -> Names:
    """Return what is called now whatever the documents of the states show."""
    shown = {(found.collection, found.record) for state in states for found in references_of(record_type, state)}
    return names_of(connection, sorted(shown))
