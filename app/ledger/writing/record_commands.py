"""Creating, replacing, patching and deleting records of any kind, and the parts that stand in their written shape."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, select

from app.db.statements import core_table
from app.errors import Conflict, NotFound
from app.etags import record_tag
from app.ledger.model.batches import Change, Touched, load_batch
from app.ledger.model.record_state import State
from app.ledger.model.record_type import Kind
from app.ledger.model.shapes import Names, Values, Written, most_items, references
from app.ledger.references.redirects import last_entries, not_found, refuse_merged, settled
from app.ledger.references.reference_index import referred_by
from app.ledger.writing.append import record
from app.ledger.writing.item_ids import appended, identify
from app.preconditions import Condition
from app.strict_json import decode, encode
from app.tables.base import ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation
from app.write_result import Answer

Validate = Callable[[type[Written], Any], Written]
"""How a merged body is checked: raises a refusal that names the fields."""


def create(connection: Connection, kind: Kind, written: Written) -> Answer:
    """Record what was posted under its own id, or one derived from its content. Raises `Conflict` if it is taken."""
    given = written.values()
    record_id = given.pop("id")
    values, names = settled(connection, kind, kind.written, given)
    if record_id is None:
        return _put_under_free_id(connection, kind, values, names)
    if _state(connection, kind, record_id) is not None:
        detail = f"The id is taken by another of the {kind.collection}."
        raise Conflict(detail)
    return _put(connection, kind, record_id, None, values, names)


ROOM_FOR_NUMBER = 10
"""Characters that the number of a twin may take of a derived id."""


def _put_under_free_id(connection: Connection, kind: Kind, values: Values, names: Names) -> Answer:
    """Record it under an id derived from its content. One that was merged is taken, though no table has it."""
    merged: set[str] = set()
    while True:
        record_id = _free_id(connection, kind, values, merged)
        try:
            return _put(connection, kind, record_id, None, values, names)
        except Conflict as refusal:
            if "survivor" not in refusal.members:
                raise
            merged.add(record_id)


def _free_id(connection: Connection, kind: Kind, values: Values, merged: Collection[str]) -> str:
    base = kind.derive(values)
    column = core_table(kind.table).c.id
    # A long id is shortened to make room for its number.
    shared = base[: ID_LENGTH - ROOM_FOR_NUMBER]
    # Ids that begin with it: no character of an id comes after "~", and LIKE would have SQLite read every one.
    taken = set(connection.scalars(select(column).where(column.between(shared, f"{shared}~"))))
    return distinct(base, taken.union(merged), ID_LENGTH)


def replace(
    connection: Connection,
    kind: Kind,
    record_id: str,
    written: Written,
    condition: Condition,
    completed: Callable[[bytes], bytes],
) -> Answer:
    """Make the record what was put; create it if it is not there. Content that is there already changes nothing.

    `completed` adds what readers get beside the stored document: the tag in a refusal is that of what they read.
    """
    given = written.values()
    given.pop("id")
    state = _state(connection, kind, record_id)
    if state is None and condition.versions is not None:
        refuse_merged(connection, last_entries(connection, [(kind.collection, record_id)]))
    condition.check(None if state is None else state.version)
    values, names = _settled(connection, kind, state, given)
    if state is not None:
        identified = identify(kind.inline, values, state.written)
        if identified == state.written:
            return _unchanged(connection, kind, state)
        body = completed(_unchanged(connection, kind, state).body)
        condition.require(state.version, record_tag(state.version, body))
    return _put(connection, kind, record_id, state, values, names)


def merge(
    connection: Connection, kind: Kind, record_id: str, patch: Values, validate: Validate, condition: Condition
) -> Answer:
    """Change the record by a JSON merge patch (RFC 7396). A patch that changes nothing writes nothing."""
    state = existing(connection, kind, record_id)
    condition.check(state.version)
    merged = merge_patch(state.written, patch)
    given = validate(kind.written, merged | {"id": record_id}).values()
    given.pop("id")
    values, names = _settled(connection, kind, state, given)
    identified = identify(kind.inline, values, state.written)
    if identified == state.written:
        return _unchanged(connection, kind, state)
    return _put(connection, kind, record_id, state, values, names)


def remove(connection: Connection, kind: Kind, record_id: str, condition: Condition) -> Answer:
    """Delete the record, leaving its entries. Raises `Conflict` while others refer to it."""
    state = existing(connection, kind, record_id)
    condition.check(state.version)
    if referring := referred_by(connection, kind.collection, record_id):
        detail = "Other records refer to this one."
        raise Conflict(detail, referred_by=referring)
    record(connection, [Change(kind, record_id, Operation.DELETE, None)])
    return Answer(record_id, state.version + 1, b"")


def add_part(
    connection: Connection, kind: Kind, record_id: str, field: str, written: Written, condition: Condition
) -> Answer:
    """Append an item to a list of the record."""
    state = existing(connection, kind, record_id)
    condition.check(state.version)
    given, names = settled(connection, kind, type(written), written.values(), _named_by(kind, state))
    item = appended(state.written[field], given, kind.inline[field], most_items(kind.written, field))
    return _put_part(connection, kind, state, field, item, names, created=True)


def merge_part(
    connection: Connection,
    kind: Kind,
    record_id: str,
    field: str,
    part: str,
    patch: Values,
    validate: Callable[[Any], Written],
    condition: Condition,
) -> Answer:
    """Change an item of a list of the record by a JSON merge patch. Its id stays."""
    state = existing(connection, kind, record_id)
    condition.check(state.version)
    item = find_part(state.written[field], part)
    written = validate(merge_patch(item, patch) | {"id": part})
    values, names = settled(connection, kind, type(written), written.values(), _named_by(kind, state))
    if values == item:
        document = decode(_unchanged(connection, kind, state).body)
        return Answer(record_id, state.version, encode(find_part(document[field], part)), part=f"{field}/{part}")
    return _put_part(connection, kind, state, field, values, names, created=False)


def remove_part(
    connection: Connection, kind: Kind, record_id: str, field: str, part: str, condition: Condition
) -> Answer:
    """Take an item out of a list of the record."""
    state = existing(connection, kind, record_id)
    condition.check(state.version)
    find_part(state.written[field], part)
    change = Change(kind, record_id, Operation.DELETE, None, part=f"{field}/{part}")
    _check(connection, kind, state, {field: [item for item in state.written[field] if item["id"] != part]})
    touched = record(connection, [change])[kind.collection, record_id]
    return Answer(record_id, _after(touched).version, b"")


def merge_patch(target: Any, patch: Any) -> Any:
    """Return the target changed by a merge patch, as RFC 7396 section 2 has it."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def existing(connection: Connection, kind: Kind, record_id: str) -> State:
    """Return the record's state. Raises `NotFound`, or `Conflict` for a record that was merged."""
    state = _state(connection, kind, record_id)
    if state is None:
        raise not_found(connection, kind, record_id)
    return state


def find_part(items: list[Values], part: str) -> Values:
    """Return the item of a list with this id. Raises `NotFound`."""
    for item in items:
        if item["id"] == part:
            return item
    detail = "The record has no such part."
    raise NotFound(detail)


def _state(connection: Connection, kind: Kind, record_id: str) -> State | None:
    return load_batch(connection, kind, [record_id])[kind.collection, record_id].after


def _check(connection: Connection, kind: Kind, before: State | None, changed: Values, record_id: str = "") -> None:
    if before is None:
        kind.check(connection, None, State(record_id, 0, "", "", changed))
    else:
        after = State(
            before.id, before.version, before.created_at, before.updated_at, before.written | changed, before.parts
        )
        kind.check(connection, before, after)


def _settled(connection: Connection, kind: Kind, state: State | None, values: Values) -> tuple[Values, Names]:
    """Return a whole record with survivors in the place of merged records, and what is known of names."""
    known = set() if state is None else _named_by(kind, state)
    return settled(connection, kind, kind.written, values, known)


def _named_by(kind: Kind, state: State) -> set[tuple[str, str]]:
    return {(found.collection, found.record) for found in references(kind.written, state.written)}


def _put(
    connection: Connection, kind: Kind, record_id: str, before: State | None, values: Values, names: Names
) -> Answer:
    identified = identify(kind.inline, values, None if before is None else before.written)
    _check(connection, kind, before, identified, record_id)
    batch = record(connection, [Change(kind, record_id, Operation.PUT, identified)], names=names)
    touched = batch[kind.collection, record_id]
    return Answer(record_id, _after(touched).version, encode(touched.document), created=before is None)


def _put_part(
    connection: Connection, kind: Kind, state: State, field: str, item: Values, names: Names, *, created: bool
) -> Answer:
    others = [other for other in state.written[field] if other["id"] != item["id"]]
    _check(connection, kind, state, {field: [*others, item]})
    change = Change(kind, state.id, Operation.PUT, item, part=f"{field}/{item['id']}")
    touched = record(connection, [change], names=names)[kind.collection, state.id]
    assert touched.document is not None  # noqa: S101 - rendered by the ledger
    body = encode(find_part(touched.document[field], item["id"]))
    return Answer(state.id, _after(touched).version, body, created, f"{field}/{item['id']}")


def _unchanged(connection: Connection, kind: Kind, state: State) -> Answer:
    table = core_table(kind.table)
    document = connection.scalar(select(table.c.document).where(table.c.id == state.id))
    assert document is not None  # noqa: S101 - the state was read in the same transaction
    return Answer(state.id, state.version, document.encode())


def _after(touched: Touched) -> State:
    assert touched.after is not None  # noqa: S101 - it was written
    return touched.after
