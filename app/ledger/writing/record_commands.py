"""Creating, replacing, patching and deleting records of any type."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from app.db.statements import core_table
from app.errors import Conflict, LikelyDuplicate
from app.etags import record_tag
from app.ledger.model.differences import different_ids
from app.ledger.model.documents.number import OLDER
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Batch, Change, Touched
from app.ledger.model.rows.first_read import FirstRead, Piece, first_read
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.ledger.model.rows.head import head
from app.ledger.model.rows.reach import without_parts
from app.ledger.model.shapes import Names, Values, Written, records_named
from app.ledger.references.redirects import follow_redirects, last_entries, not_found, refuse_merged
from app.ledger.references.reference_index import referred_by
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import identify
from app.preconditions import UNCONDITIONAL, Condition
from app.strict_json import encode
from app.tables.base import ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation, WarningCode
from app.write_result import WriteResult, WriteWarning

Validate = Callable[[type[Written], Any], Written]
"""How a merged body is checked: raises a refusal that names the fields."""


def create(
    connection: Connection, record_type: RecordType, written: Written, *, unless_duplicate: bool = False
) -> WriteResult:
    """Record what was posted under its own id, or one derived from its content. Raises `Conflict` if it is taken.

    Where a record that is there looks the same, the answer warns of it; `unless_duplicate`: raises `LikelyDuplicate`.
    """
    given = written.values()
    record_id = given.pop("id")
    loaded, read = _load(connection, record_type, record_id, given, record_type.look_alikes(given))
    likely = list(likely_duplicate(record_type, read, given))
    values, names = follow_redirects(connection, record_type, record_type.written, given, read=read.names)
    if record_id is not None and loaded.before is not None:
        detail = f"The id is taken by another of the {record_type.collection}."
        raise Conflict(detail)
    if likely and unless_duplicate:
        detail = f"A {record_type.noun} that is there says the same, so nothing was written."
        raise LikelyDuplicate(detail, other=likely[0].other)
    if record_id is None:
        result = _put_under_free_id(connection, record_type, values, names)
    else:
        result = _put(connection, loaded, record_id, values, names)
    return replace(result, warnings=[*likely, *result.warnings])


def likely_duplicate(record_type: RecordType, read: FirstRead, given: Values) -> Iterator[WriteWarning]:
    """Yield the warning that a new record looks like one that is there, by what was read with its `look_alikes`.

    None of what it says that it is different from.
    """
    different = different_ids(given)
    other = next((row["id"] for row in read.more if row["id"] not in different), None)
    if other is not None:
        message = (
            "looks like a record that is there: compare them; merge this one into the other if they are one, else name "
            "that one in different_from"
        )
        address = f"/v1/{record_type.collection}/{other}"
        yield WriteWarning("", WarningCode.LIKELY_DUPLICATE, message, address)


ROOM_FOR_NUMBER = 10
"""Characters that the number of a twin may take of a derived id."""


def _put_under_free_id(connection: Connection, record_type: RecordType, values: Values, names: Names) -> WriteResult:
    """Record it under an id derived from its content. One that was merged is taken, though no table has it."""
    merged: set[str] = set()
    while True:
        record_id = _free_id(connection, record_type, values, merged)
        try:
            return _put(connection, Touched(record_type, None, None, None, {}), record_id, values, names)
        except Conflict as refusal:
            if "survivor" not in refusal.members:
                raise
            merged.add(record_id)


def _free_id(connection: Connection, record_type: RecordType, values: Values, merged: Collection[str]) -> str:
    base = record_type.derive(values)
    column = core_table(record_type.table).c.id
    # A long id is shortened to make room for its number.
    shared = base[: ID_LENGTH - ROOM_FOR_NUMBER]
    # Ids that begin with it: no character of an id comes after "~", and LIKE would have SQLite read every one.
    taken = set(connection.scalars(select(column).where(column.between(shared, f"{shared}~"))))
    return distinct(base, taken.union(merged), ID_LENGTH)


def put(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    written: Written,
    condition: Condition,
    completed: Callable[[Connection, bytes], bytes],
) -> WriteResult:
    """Make the record what was put; create it if it is not there. Content that is there already changes nothing.

    `completed` adds what readers get beside the stored document: the tag in a refusal is that of what they read.
    """
    given = written.values()
    given.pop("id")
    loaded, read = _load(connection, record_type, record_id, given)
    state = loaded.before
    if state is None and condition.versions is not None:
        refuse_merged(connection, last_entries(connection, [(record_type.collection, record_id)]))
    condition.check(None if state is None else state.version)
    values, names = follow_redirects(connection, record_type, record_type.written, given, read=read.names)
    if state is not None:
        identified = identify(record_type.inline, values, state.written)
        if identified == state.written:
            return unchanged_result(connection, loaded)
        condition.require(
            state.version, record_tag(state.version, completed(connection, unchanged_result(connection, loaded).body))
        )
    return _put(connection, loaded, record_id, values, names)


def patch(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Change the record by a JSON merge patch (RFC 7396). A patch that changes nothing writes nothing."""
    loaded, state = load_existing(connection, record_type, record_id, condition)
    merged = apply_merge_patch(state.written, patch)
    given = validate(record_type.written, merged | {"id": record_id}).values()
    given.pop("id")
    known = named_by(record_type, state)
    values, names = follow_redirects(connection, record_type, record_type.written, given, known)
    identified = identify(record_type.inline, values, state.written)
    if identified == state.written:
        return unchanged_result(connection, loaded)
    return _put(connection, loaded, record_id, values, names)


def delete(connection: Connection, record_type: RecordType, record_id: str, condition: Condition) -> WriteResult:
    """Delete the record, leaving its entries. Raises `Conflict` while others refer to it."""
    loaded, state = load_existing(connection, record_type, record_id, condition)
    if referring := referred_by(connection, record_type.collection, record_id):
        detail = "Other records refer to this one."
        raise Conflict(detail, referred_by=referring)
    append(connection, [Change(record_type, record_id, Operation.DELETE, None)], batch_of(loaded))
    return WriteResult(record_id, state.version + 1, b"")


def apply_merge_patch(target: Any, patch: Any) -> Any:
    """Return the target changed by a merge patch, as RFC 7396 section 2 has it."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = apply_merge_patch(merged.get(name), value)
    return merged


def existing(connection: Connection, record_type: RecordType, record_id: str) -> State:
    """Return the record's state, without its parts. Raises `NotFound`, or `Conflict` for a record that was merged."""
    return load_existing(connection, record_type, record_id, UNCONDITIONAL)[1]


def load_existing(
    connection: Connection, record_type: RecordType, record_id: str, condition: Condition
) -> tuple[Touched, State]:
    """Return the record and its state. Raises the same, and what the condition refuses."""
    loaded, _read = _load(connection, record_type, record_id)
    if loaded.before is None:
        raise not_found(connection, record_type, record_id)
    condition.check(loaded.before.version)
    return loaded, loaded.before


def _load(
    connection: Connection,
    record_type: RecordType,
    record_id: str | None,
    given: Values | None = None,
    look_alikes: Iterable[Piece] = (),
) -> tuple[Touched, FirstRead]:
    """Return a record as it is, without its parts, and what else was read: what all is called that was given for it."""
    ids = [] if record_id is None else [record_id]
    read = first_read(
        connection, {record_type.collection: ids}, records_named(record_type.written, given or {}), look_alikes
    )
    return without_parts(connection, record_type, record_id or "", read.rows), read


def batch_of(loaded: Touched) -> Batch:
    """Return a record that was read as what a write begins with."""
    return {} if loaded.before is None else {(loaded.record_type.collection, loaded.before.id): loaded}


def check_change(
    connection: Connection, record_type: RecordType, before: State | None, changed: Values, record_id: str = ""
) -> None:
    """Raise what the type of a record refuses of its fields as they are to be."""
    if before is None:
        record_type.refuse(connection, None, State(record_id, 0, "", "", changed))
    else:
        after = State(
            before.id, before.version, before.created_at, before.updated_at, before.written | changed, before.parts
        )
        record_type.refuse(connection, before, after)


def named_by(record_type: RecordType, state: State) -> set[tuple[str, str]]:
    """Return the records that a record names in its own fields."""
    return records_named(record_type.written, state.written)


def _put(connection: Connection, loaded: Touched, record_id: str, values: Values, names: Names) -> WriteResult:
    record_type, before = loaded.record_type, loaded.before
    identified = identify(record_type.inline, values, None if before is None else before.written)
    check_change(connection, record_type, before, identified, record_id)
    change = Change(record_type, record_id, Operation.PUT, identified)
    touched = append(connection, [change], batch_of(loaded), names)[record_type.collection, record_id]
    assert touched.document is not None  # noqa: S101 - rendered by the ledger
    warnings = list(record_type.warn(before, state_after(touched)))
    body = encode(touched.document)
    return WriteResult(record_id, state_after(touched).version, body, created=before is None, warnings=warnings)


def unchanged_result(connection: Connection, loaded: Touched) -> WriteResult:
    """Return what readers get of a record, which is not what is stored of one that is still of an older form."""
    state, row = loaded.before, loaded.row
    assert state is not None  # noqa: S101 - it was there
    assert row is not None  # noqa: S101 - and so was its row
    if loaded.queued and head(connection).documents == OLDER:
        table = core_table(loaded.record_type.table)
        row = fresh_rows(connection, table, [state.id])[state.id]
    warnings = list(loaded.record_type.warn(state, state))
    return WriteResult(state.id, state.version, row["document"].encode(), warnings=warnings)


def state_after(touched: Touched) -> State:
    """Return what became of a record that was written and not deleted."""
    assert touched.after is not None  # noqa: S101 - it was written
    return touched.after
