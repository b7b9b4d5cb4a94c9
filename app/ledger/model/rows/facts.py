"""What the columns of records and of parts add up to, without the stored answers: for checking."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
)

from app.db.statements import core_table
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.part_type import PartType
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.state_rows import load_part_rows, load_record_rows, rows_with
from app.ledger.model.shapes import Values
from app.tables.base import owner_key


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
    for row in rows_with(connection, table, owner, owners, order="position" if "position" in table.c else None):
        gathered.setdefault(tuple(row[name] for name in key), []).append(row)
    return gathered
