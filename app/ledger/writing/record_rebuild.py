"""What is derived of records made anew: documents, the columns that are made of records, and references."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from app.db.row_keys import is_row, key_of, primary_key
from app.db.statements import core_table
from app.ledger.entries.traces import traces
from app.ledger.model.documents.rendering import references_of, render, render_parts
from app.ledger.model.record_rows import Row
from app.ledger.model.record_type import DerivedTable, RecordType
from app.ledger.model.rows.batches import Touched, load_batch
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.state_rows import load_part_rows, load_record_rows, stored_derived_rows
from app.ledger.model.rows.written_rows import derived_rows, last_written_text
from app.ledger.model.shapes import Names, Values
from app.ledger.references.reference_index import indexed_references, reference_rows, replace_reference_rows
from app.strict_json import encode_text
from app.tables.base import owner_key


def rebuild_records(
    connection: Connection, record_type: RecordType, ids: Sequence[str], *, by_entries: bool = False
) -> int:
    """Make anew what is derived of records that are there; return how many rows changed.

    `by_entries`: also what follows from which entries wrote them.
    """
    batch = [touched for touched in load_batch(connection, record_type, ids).values() if touched.row is not None]
    if by_entries and record_type.traced:
        traced = traces(connection, record_type, ids)
        for touched in batch:
            if touched.after is not None:
                touched.after.last_written = traced.get(touched.after.id, {})
    # Whole: of their columns a write reads only those that all types share.
    record_rows = load_record_rows(connection, record_type, ids)
    part_rows = {name: load_part_rows(connection, part_type, ids) for name, part_type in record_type.part_types.items()}
    names = _names(connection, record_type, batch)
    rows = _Rows(connection)
    for touched in batch:
        _remake(rows, touched, record_rows, part_rows, names)
    changed = rows.write() + _refer(connection, record_type, batch)
    return changed + sum(_derive(connection, derived, batch) for derived in record_type.derived)


def _names(connection: Connection, record_type: RecordType, batch: Sequence[Touched]) -> Names:
    states = [touched.after for touched in batch if touched.after is not None]
    return names_of(
        connection,
        sorted({(found.collection, found.record) for state in states for found in references_of(record_type, state)}),
    )


class _Rows:
    """Collects the rows that differ, by the columns that do, and writes them many at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: dict[tuple[Table, tuple[str, ...], tuple[str, ...]], list[Values]] = {}

    def compare(self, table: type[Any], keys: tuple[str, ...], row: Row, made: Mapping[str, Any]) -> None:
        columns = tuple(name for name, value in made.items() if row[name] != value)
        if columns:
            values = key_of(row, keys) | {name: made[name] for name in columns}
            self._changes.setdefault((core_table(table), keys, columns), []).append(values)

    def write(self) -> int:
        for (table, keys, columns), rows in self._changes.items():
            values: Values = {name: bindparam(name) for name in columns}
            self._connection.execute(update(table).where(*is_row(table, keys)).values(values), rows)
        return sum(len(rows) for rows in self._changes.values())


def _remake(
    rows: _Rows,
    touched: Touched,
    record_rows: Mapping[str, Row],
    part_rows: Mapping[str, Mapping[str, Mapping[str, Row]]],
    names: Names,
) -> None:
    record_type, state = touched.record_type, touched.after
    assert state is not None  # noqa: S101 - the ids were read in the same transaction
    touched.document = render(record_type, state, names)
    # Of a shape that an older program stored, its state is complete.
    kept: Values = {"written": encode_text(state.written), "document": encode_text(touched.document)}
    made = {**record_type.columns(state.written), **record_type.told(touched.document)}
    if record_type.traced:
        kept["last_written"] = last_written_text(state)
    rows.compare(record_type.table, ("id",), record_rows[state.id], made | kept)
    for name, part_type in record_type.part_types.items():
        for part, document in render_parts(record_type, name, state, names).items():
            written = state.parts[name][part].written
            kept = {"written": encode_text(written), "document": encode_text(document)}
            keys = (owner_key(core_table(part_type.table)).name, "id")
            columns = part_type.columns(written, document) | kept
            rows.compare(part_type.table, keys, part_rows[name][state.id][part], columns)


def _refer(connection: Connection, record_type: RecordType, batch: Sequence[Touched]) -> int:
    ids = [touched.after.id for touched in batch if touched.after is not None]
    wanted = {row for touched in batch for row in reference_rows(record_type, touched.after)}
    held = {row for rows in indexed_references(connection, record_type, ids).values() for row in rows}
    replace_reference_rows(connection, held - wanted, wanted - held)
    return len(held ^ wanted)


def _derive(connection: Connection, derived: DerivedTable, batch: Sequence[Touched]) -> int:
    """Rebuild the rows of a derived table; return how many were wrong."""
    table, keys = core_table(derived.table), primary_key(core_table(derived.table))
    documents = [touched.document for touched in batch if touched.document is not None]
    wanted = [row for document in documents for row in derived_rows(derived, document)]
    stored = stored_derived_rows(connection, derived, [document["id"] for document in documents])
    held = [row for rows in stored.values() for row in rows]
    gone, new = [row for row in held if row not in wanted], [row for row in wanted if row not in held]
    if gone:
        connection.execute(delete(table).where(*is_row(table, keys)), [key_of(row, keys) for row in gone])
    if new:
        connection.execute(insert(table), new)
    return len(gone) + len(new)
