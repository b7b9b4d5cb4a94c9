"""Creating, replacing, patching and deleting records of any type, and the parts that stand in their written shape."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from app.db.statements import core_table
from app.errors import Conflict, LikelyDuplicate, NotFound
from app.etags import record_tag
from app.ledger.model.documents.number import OLDER
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Batch, Change, Touched
from app.ledger.model.rows.first_read import FirstRead, Piece, first_read
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.ledger.model.rows.head import head
from app.ledger.model.rows.reach import without_parts
from app.ledger.model.shapes import Names, Values, Written, most_items, references
from app.ledger.references.redirects import follow_redirects, last_entries, not_found, refuse_merged
from app.ledger.references.reference_index import referred_by
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import appended, identify
from app.preconditions import UNCONDITIONAL, Condition
from app.strict_json import decode, encode
from app.tables.base import ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation, WarningCode
from app.write_result import WriteResult, WriteWarning, within

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
    likely = list(likely_duplicate(record_type, read))
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


def likely_duplicate(record_type: RecordType, read: FirstRead) -> Iterator[WriteWarning]:
    """Yield the warning that a new record looks like one that is there, by what was read with its `look_alikes`."""
    other = next((row["id"] for row in read.more), None)
    if other is not None:
        message = "looks like a record that is there: compare them, and merge this one into the other if they are one"
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
            return _unchanged(connection, loaded)
        condition.require(
            state.version, record_tag(state.version, completed(connection, _unchanged(connection, loaded).body))
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
    loaded, state = _existing(connection, record_type, record_id, condition)
    merged = apply_merge_patch(state.written, patch)
    given = validate(record_type.written, merged | {"id": record_id}).values()
    given.pop("id")
    known = _named_by(record_type, state)
    values, names = follow_redirects(connection, record_type, record_type.written, given, known)
    identified = identify(record_type.inline, values, state.written)
    if identified == state.written:
        return _unchanged(connection, loaded)
    return _put(connection, loaded, record_id, values, names)


def delete(connection: Connection, record_type: RecordType, record_id: str, condition: Condition) -> WriteResult:
    """Delete the record, leaving its entries. Raises `Conflict` while others refer to it."""
    loaded, state = _existing(connection, record_type, record_id, condition)
    if referring := referred_by(connection, record_type.collection, record_id):
        detail = "Other records refer to this one."
        raise Conflict(detail, referred_by=referring)
    append(connection, [Change(record_type, record_id, Operation.DELETE, None)], _batch_of(loaded))
    return WriteResult(record_id, state.version + 1, b"")


def add_item(
    connection: Connection, record_type: RecordType, record_id: str, field: str, written: Written, condition: Condition
) -> WriteResult:
    """Append an item to a list of the record."""
    loaded, state = _existing(connection, record_type, record_id, condition)
    given, names = follow_redirects(
        connection, record_type, type(written), written.values(), _named_by(record_type, state)
    )
    item = appended(state.written[field], given, record_type.inline[field], most_items(record_type.written, field))
    return _put_item(connection, loaded, field, item, names, created=True)


def patch_item(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    field: str,
    part: str,
    patch: Values,
    validate: Callable[[Any], Written],
    condition: Condition,
) -> WriteResult:
    """Change an item of a list of the record by a JSON merge patch. Its id stays."""
    loaded, state = _existing(connection, record_type, record_id, condition)
    item = find_item(state.written[field], part)
    written = validate(apply_merge_patch(item, patch) | {"id": part})
    values, names = follow_redirects(
        connection, record_type, type(written), written.values(), _named_by(record_type, state)
    )
    if values == item:
        document = decode(_unchanged(connection, loaded).body)
        return WriteResult(record_id, state.version, encode(find_item(document[field], part)), part=f"{field}/{part}")
    return _put_item(connection, loaded, field, values, names, created=False)


def delete_item(
    connection: Connection, record_type: RecordType, record_id: str, field: str, part: str, condition: Condition
) -> WriteResult:
    """Take an item out of a list of the record."""
    loaded, state = _existing(connection, record_type, record_id, condition)
    find_item(state.written[field], part)
    change = Change(record_type, record_id, Operation.DELETE, None, part=f"{field}/{part}")
    _check(connection, record_type, state, {field: [item for item in state.written[field] if item["id"] != part]})
    touched = append(connection, [change], _batch_of(loaded))[record_type.collection, record_id]
    return WriteResult(record_id, _after(touched).version, b"")


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
    return _existing(connection, record_type, record_id, UNCONDITIONAL)[1]


def _existing(
    connection: Connection, record_type: RecordType, record_id: str, condition: Condition
) -> tuple[Touched, State]:
    """Return the record and its state. Raises the same, and what the condition refuses."""
    loaded, _read = _load(connection, record_type, record_id)
    if loaded.before is None:
        raise not_found(connection, record_type, record_id)
    condition.check(loaded.before.version)
    return loaded, loaded.before


def find_item(items: list[Values], part: str) -> Values:
    """Return the item of a list with this id. Raises `NotFound`."""
    for item in items:
        if item["id"] == part:
            return item
    detail = "The record has no such part."
    raise NotFound(detail)


def _load(
    connection: Connection,
    record_type: RecordType,
    record_id: str | None,
    given: Values | None = None,
    look_alikes: Iterable[Piece] = (),
) -> tuple[Touched, FirstRead]:
    """Return a record as it is, without its parts, and what else was read: what all is called that was given for it."""
    named = {(found.collection, found.record) for found in references(record_type.written, given or {})}
    ids = [] if record_id is None else [record_id]
    read = first_read(connection, {record_type.collection: ids}, named, look_alikes)
    return without_parts(record_type, record_id or "", read.rows), read


def _batch_of(loaded: Touched) -> Batch:
    return {} if loaded.before is None else {(loaded.record_type.collection, loaded.before.id): loaded}


def _check(
    connection: Connection, record_type: RecordType, before: State | None, changed: Values, record_id: str = ""
) -> None:
    if before is None:
        record_type.check(connection, None, State(record_id, 0, "", "", changed))
    else:
        after = State(
            before.id, before.version, before.created_at, before.updated_at, before.written | changed, before.parts
        )
        record_type.check(connection, before, after)


def _named_by(record_type: RecordType, state: State) -> set[tuple[str, str]]:
    return {(found.collection, found.record) for found in references(record_type.written, state.written)}


def _put(connection: Connection, loaded: Touched, record_id: str, values: Values, names: Names) -> WriteResult:
    record_type, before = loaded.record_type, loaded.before
    identified = identify(record_type.inline, values, None if before is None else before.written)
    _check(connection, record_type, before, identified, record_id)
    change = Change(record_type, record_id, Operation.PUT, identified)
    touched = append(connection, [change], _batch_of(loaded), names)[record_type.collection, record_id]
    assert touched.document is not None  # noqa: S101 - rendered by the ledger
    warnings = list(record_type.warn(before, _after(touched)))
    body = encode(touched.document)
    return WriteResult(record_id, _after(touched).version, body, created=before is None, warnings=warnings)


def _put_item(
    connection: Connection, loaded: Touched, field: str, item: Values, names: Names, *, created: bool
) -> WriteResult:
    record_type, state = loaded.record_type, loaded.before
    assert state is not None  # noqa: S101 - it was there
    others = [other for other in state.written[field] if other["id"] != item["id"]]
    _check(connection, record_type, state, {field: [*others, item]})
    change = Change(record_type, state.id, Operation.PUT, item, part=f"{field}/{item['id']}")
    touched = append(connection, [change], _batch_of(loaded), names)[record_type.collection, state.id]
    assert touched.document is not None  # noqa: S101 - rendered by the ledger
    items = touched.document[field]
    index = next(index for index, known in enumerate(items) if known["id"] == item["id"])
    warnings = record_type.warn(state, _after(touched))
    return WriteResult(
        state.id,
        _after(touched).version,
        encode(items[index]),
        created,
        f"{field}/{item['id']}",
        warnings=list(within(warnings, f"/{field}/{index}")),
    )


def _unchanged(connection: Connection, loaded: Touched) -> WriteResult:
    """Return what readers get of a record, which is not what is stored of one that is still of an older form."""
    state, row = loaded.before, loaded.row
    assert state is not None  # noqa: S101 - it was there
    assert row is not None  # noqa: S101 - and so was its row
    if loaded.queued and head(connection).documents == OLDER:
        table = core_table(loaded.record_type.table)
        row = fresh_rows(connection, table, [state.id])[state.id]
    warnings = list(loaded.record_type.warn(state, state))
    return WriteResult(state.id, state.version, row["document"].encode(), warnings=warnings)


def _after(touched: Touched) -> State:
    assert touched.after is not None  # noqa: S101 - it was written
    return touched.after
