"""Creating, replacing, patching and deleting records of any type, and the parts that stand in their written shape."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, select

from app.db.statements import core_table
from app.errors import Conflict, NotFound
from app.etags import record_tag
from app.ledger.model.batches import Change, Touched
from app.ledger.model.documents_number import OLDER, documents_number
from app.ledger.model.fresh_rows import fresh_rows
from app.ledger.model.reach import Reach, load_reached
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Names, Values, Written, most_items, references
from app.ledger.references.redirects import follow_redirects, last_entries, not_found, refuse_merged
from app.ledger.references.reference_index import referred_by
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import appended, identify
from app.preconditions import Condition
from app.strict_json import decode, encode
from app.tables.base import ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation
from app.write_result import WriteResult

Validate = Callable[[type[Written], Any], Written]
"""How a merged body is checked: raises a refusal that names the fields."""


def create(connection: Connection, record_type: RecordType, written: Written) -> WriteResult:
    """Record what was posted under its own id, or one derived from its content. Raises `Conflict` if it is taken."""
    given = written.values()
    record_id = given.pop("id")
    values, names = follow_redirects(connection, record_type, record_type.written, given)
    if record_id is None:
        return _put_under_free_id(connection, record_type, values, names)
    if _state(connection, record_type, record_id) is not None:
        detail = f"The id is taken by another of the {record_type.collection}."
        raise Conflict(detail)
    return _put(connection, record_type, record_id, None, values, names)


ROOM_FOR_NUMBER = 10
"""Characters that the number of a twin may take of a derived id."""


def _put_under_free_id(connection: Connection, record_type: RecordType, values: Values, names: Names) -> WriteResult:
    """Record it under an id derived from its content. One that was merged is taken, though no table has it."""
    merged: set[str] = set()
    while True:
        record_id = _free_id(connection, record_type, values, merged)
        try:
            return _put(connection, record_type, record_id, None, values, names)
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
    completed: Callable[[bytes], bytes],
) -> WriteResult:
    """Make the record what was put; create it if it is not there. Content that is there already changes nothing.

    `completed` adds what readers get beside the stored document: the tag in a refusal is that of what they read.
    """
    given = written.values()
    given.pop("id")
    state = _state(connection, record_type, record_id)
    if state is None and condition.versions is not None:
        refuse_merged(connection, last_entries(connection, [(record_type.collection, record_id)]))
    condition.check(None if state is None else state.version)
    values, names = _follow_redirects(connection, record_type, state, given)
    if state is not None:
        identified = identify(record_type.inline, values, state.written)
        if identified == state.written:
            return _unchanged(connection, record_type, state)
        body = completed(_unchanged(connection, record_type, state).body)
        condition.require(state.version, record_tag(state.version, body))
    return _put(connection, record_type, record_id, state, values, names)


def patch(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Change the record by a JSON merge patch (RFC 7396). A patch that changes nothing writes nothing."""
    state = existing(connection, record_type, record_id)
    condition.check(state.version)
    merged = apply_merge_patch(state.written, patch)
    given = validate(record_type.written, merged | {"id": record_id}).values()
    given.pop("id")
    values, names = _follow_redirects(connection, record_type, state, given)
    identified = identify(record_type.inline, values, state.written)
    if identified == state.written:
        return _unchanged(connection, record_type, state)
    return _put(connection, record_type, record_id, state, values, names)


def delete(connection: Connection, record_type: RecordType, record_id: str, condition: Condition) -> WriteResult:
    """Delete the record, leaving its entries. Raises `Conflict` while others refer to it."""
    state = existing(connection, record_type, record_id)
    condition.check(state.version)
    if referring := referred_by(connection, record_type.collection, record_id):
        detail = "Other records refer to this one."
        raise Conflict(detail, referred_by=referring)
    append(connection, [Change(record_type, record_id, Operation.DELETE, None)])
    return WriteResult(record_id, state.version + 1, b"")


def add_item(
    connection: Connection, record_type: RecordType, record_id: str, field: str, written: Written, condition: Condition
) -> WriteResult:
    """Append an item to a list of the record."""
    state = existing(connection, record_type, record_id)
    condition.check(state.version)
    given, names = follow_redirects(
        connection, record_type, type(written), written.values(), _named_by(record_type, state)
    )
    item = appended(state.written[field], given, record_type.inline[field], most_items(record_type.written, field))
    return _put_item(connection, record_type, state, field, item, names, created=True)


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
    state = existing(connection, record_type, record_id)
    condition.check(state.version)
    item = find_item(state.written[field], part)
    written = validate(apply_merge_patch(item, patch) | {"id": part})
    values, names = follow_redirects(
        connection, record_type, type(written), written.values(), _named_by(record_type, state)
    )
    if values == item:
        document = decode(_unchanged(connection, record_type, state).body)
        return WriteResult(record_id, state.version, encode(find_item(document[field], part)), part=f"{field}/{part}")
    return _put_item(connection, record_type, state, field, values, names, created=False)


def delete_item(
    connection: Connection, record_type: RecordType, record_id: str, field: str, part: str, condition: Condition
) -> WriteResult:
    """Take an item out of a list of the record."""
    state = existing(connection, record_type, record_id)
    condition.check(state.version)
    find_item(state.written[field], part)
    change = Change(record_type, record_id, Operation.DELETE, None, part=f"{field}/{part}")
    _check(connection, record_type, state, {field: [item for item in state.written[field] if item["id"] != part]})
    touched = append(connection, [change])[record_type.collection, record_id]
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
    """Return the record's state. Raises `NotFound`, or `Conflict` for a record that was merged."""
    state = _state(connection, record_type, record_id)
    if state is None:
        raise not_found(connection, record_type, record_id)
    return state


def find_item(items: list[Values], part: str) -> Values:
    """Return the item of a list with this id. Raises `NotFound`."""
    for item in items:
        if item["id"] == part:
            return item
    detail = "The record has no such part."
    raise NotFound(detail)


def _state(connection: Connection, record_type: RecordType, record_id: str) -> State | None:
    """Return a record's state without its parts."""
    return load_reached(connection, record_type, [record_id], lambda _state: Reach())[
        record_type.collection, record_id
    ].after


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


def _follow_redirects(
    connection: Connection, record_type: RecordType, state: State | None, values: Values
) -> tuple[Values, Names]:
    """Return a whole record with survivors in the place of merged records, and what is known of names."""
    known = set() if state is None else _named_by(record_type, state)
    return follow_redirects(connection, record_type, record_type.written, values, known)


def _named_by(record_type: RecordType, state: State) -> set[tuple[str, str]]:
    return {(found.collection, found.record) for found in references(record_type.written, state.written)}


def _put(
    connection: Connection, record_type: RecordType, record_id: str, before: State | None, values: Values, names: Names
) -> WriteResult:
    identified = identify(record_type.inline, values, None if before is None else before.written)
    _check(connection, record_type, before, identified, record_id)
    batch = append(connection, [Change(record_type, record_id, Operation.PUT, identified)], names=names)
    touched = batch[record_type.collection, record_id]
    return WriteResult(record_id, _after(touched).version, encode(touched.document), created=before is None)


def _put_item(
    connection: Connection,
    record_type: RecordType,
    state: State,
    field: str,
    item: Values,
    names: Names,
    *,
    created: bool,
) -> WriteResult:
    others = [other for other in state.written[field] if other["id"] != item["id"]]
    _check(connection, record_type, state, {field: [*others, item]})
    change = Change(record_type, state.id, Operation.PUT, item, part=f"{field}/{item['id']}")
    touched = append(connection, [change], names=names)[record_type.collection, state.id]
    assert touched.document is not None  # noqa: S101 - rendered by the ledger
    body = encode(find_item(touched.document[field], item["id"]))
    return WriteResult(state.id, _after(touched).version, body, created, f"{field}/{item['id']}")


def _unchanged(connection: Connection, record_type: RecordType, state: State) -> WriteResult:
    table = core_table(record_type.table)
    number, document = connection.execute(
        select(documents_number(), table.c.document).where(table.c.id == state.id)
    ).one()
    if number == OLDER:
        document = fresh_rows(connection, table, [state.id])[state.id]["document"]
    return WriteResult(state.id, state.version, document.encode())


def _after(touched: Touched) -> State:
    assert touched.after is not None  # noqa: S101 - it was written
    return touched.after
