"""Which record refers to which."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, exists, insert, or_, select

from app.db.row_keys import is_row, key_of
from app.db.statements import OneOf, Query, core_table
from app.ledger.model.documents.rendering import part_references
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.rows.batches import Touched
from app.ledger.model.rows.state_rows import load_states
from app.ledger.model.shapes import Values, fields_naming, references
from app.tables.ledger.entries import RecordReference

COLUMNS = ("from_collection", "from_record", "field", "to_collection", "to_record")
SHOWN = 10
"""How many referring records a refusal names."""

Row = tuple[str, str, str, str, str]

_NEW = [bindparam(name, type_=core_table(RecordReference).c[name].type) for name in COLUMNS]
_THERE = select(RecordReference.from_record).where(
    *(core_table(RecordReference).c[name] == new for name, new in zip(COLUMNS, _NEW, strict=True))
)
_OF_NEW = Query(insert(RecordReference))
# Parts that were not read may refer to the same.
_IN = Query(insert(RecordReference).from_select(COLUMNS, select(*_NEW).where(~exists(_THERE))))
_OUT = Query(delete(RecordReference).where(*is_row(core_table(RecordReference), COLUMNS)))
_OF_RECORDS = Query(
    select(*(getattr(RecordReference, name) for name in COLUMNS)).where(
        RecordReference.from_collection == bindparam("collection"), OneOf(RecordReference.from_record, "records")
    )
)


def reference_rows(record_type: RecordType, state: State | None) -> set[Row]:
    """Return the rows of the references that a record makes in this state."""
    if state is None:
        return set()
    collection, record = record_type.collection, state.id
    found = {(collection, record, *one) for one in fields_naming(record_type.written, state.written)}
    for name, part_type in record_type.part_types.items():
        for part in state.parts.get(name, {}).values():
            for field, to_collection, to_record in fields_naming(part_type.written, part.written):
                found.add((collection, record, f"{name}.{field}", to_collection, to_record))
    return found


def update_reference_index(connection: Connection, batch: Iterable[Touched]) -> None:
    """Bring the references from `before` to `after` of each record: of what was altered of it alone."""
    gone: set[Row] = set()
    new: set[Row] = set()
    of_new: set[Row] = set()
    for touched in batch:
        if touched.before is None:
            of_new |= reference_rows(touched.record_type, touched.after)
            continue
        before = _altered(touched.record_type, touched.before, touched.after)
        after = _altered(touched.record_type, touched.after, touched.before)
        gone |= _left(connection, touched, before - after)
        new |= after - before
    replace_reference_rows(connection, gone, new)
    if of_new:
        _OF_NEW.write(connection, _parameters(of_new))


def _altered(record_type: RecordType, state: State | None, other: State | None) -> set[Row]:
    """Return the rows of the references that a record makes where it differs from the other state."""
    if state is None or other is None:
        return reference_rows(record_type, state)
    found = [] if state.written == other.written else list(references(record_type.written, state.written))
    for name, parts in state.parts.items():
        known = other.parts.get(name, {})
        altered = {part: one for part, one in parts.items() if known.get(part) != one}
        if altered:
            found += part_references(record_type, name, altered.values())
    return {(record_type.collection, state.id, one.field, one.collection, one.record) for one in found}


def _left(connection: Connection, touched: Touched, rows: set[Row]) -> set[Row]:
    """Return those of the rows that nothing in the record refers by any longer."""
    state = touched.after
    if not rows or state is None:
        return rows
    if state.kept is not None:
        state = load_states(connection, touched.record_type, [state.id])[state.id]
    return rows - reference_rows(touched.record_type, state)


def replace_reference_rows(connection: Connection, gone: Collection[Row], new: Collection[Row]) -> None:
    """Take references out and put others in."""
    if gone:
        _OUT.write(connection, [key_of(dict(zip(COLUMNS, row, strict=True)), COLUMNS) for row in sorted(gone)])
    if new:
        _IN.write(connection, _parameters(new))


def _parameters(rows: Collection[Row]) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in sorted(rows)]


def indexed_references(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> dict[str, set[Row]]:
    """Return the rows of the references that the records are known to make, by record."""
    found: dict[str, set[Row]] = {}
    for row in _OF_RECORDS.on(connection, {"collection": record_type.collection, "records": ids}):
        found.setdefault(row[1], set()).add((row[0], row[1], row[2], row[3], row[4]))
    return found


def referring_records(
    connection: Connection, targets: Sequence[tuple[str, str]]
) -> Iterator[tuple[RecordType, Sequence[str]]]:
    """Yield, kind by kind, the ids of the records that refer to any of the targets."""
    found: dict[str, dict[str, None]] = {}
    for collection, record in targets:
        statement = (
            select(RecordReference.from_collection, RecordReference.from_record)
            .where(RecordReference.to_collection == collection, RecordReference.to_record == record)
            .distinct()
        )
        for from_collection, from_record in connection.execute(statement):
            found.setdefault(from_collection, {})[from_record] = None
    for record_type in all_record_types():
        if record_type.collection in found:
            yield record_type, list(found[record_type.collection])


def referred_by(connection: Connection, collection: str, record: str) -> list[Values]:
    """Return some of the records that refer to this one, itself excepted."""
    statement = (
        select(RecordReference.from_collection, RecordReference.from_record, RecordReference.field)
        .where(
            RecordReference.to_collection == collection,
            RecordReference.to_record == record,
            or_(RecordReference.from_collection != collection, RecordReference.from_record != record),
        )
        .order_by(RecordReference.from_collection, RecordReference.from_record, RecordReference.field)
        .limit(SHOWN)
    )
    return [
        {"collection": from_collection, "id": from_record, "field": field}
        for from_collection, from_record, field in connection.execute(statement)
    ]
