"""Adding, changing and removing the items of a record's lists: what holds of a whole record holds for each of these."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Connection

from app.errors import Fault, Invalid
from app.ledger.model.item_keys import addressed, find_item, ids_of, index_of, key_of, listed, path_of
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Change, Touched
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.shapes import Names, Values, Written, most_items, read_shape, records_named
from app.ledger.model.stored_shapes import item_model
from app.ledger.references.redirects import follow_redirects
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import appended, refuse_full
from app.ledger.writing.record_commands import (
    Validate,
    apply_merge_patch,
    batch_of,
    check_change,
    load_existing,
    named_by,
    state_after,
    unchanged_result,
)
from app.preconditions import Condition
from app.strict_json import decode, encode
from app.vocabulary import Operation
from app.write_result import WriteResult, within


def add_item(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    field: str,
    written: Written,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Append an item to a list of the record."""
    loaded, state = load_existing(connection, record_type, record_id, condition)
    given, names = follow_redirects(
        connection, record_type, type(written), written.values(), named_by(record_type, state)
    )
    known, most = state.written[field], most_items(record_type.written, field)
    if field not in record_type.keys:
        item = appended(known, given, record_type.inline[field], most)
        return _put_item(connection, loaded, (field, item["id"]), item, names, validate)
    refuse_full(known, most)
    item = given if record_type.keys[field] else given["id"]
    if item in known:
        detail = "The list has this item already."
        pointer = "" if record_type.keys[field] else "/id"
        raise Invalid(detail, faults=[Fault("repeats another item: leave it as it is", pointer=pointer)])
    part = ids_of(record_type.keys, field, [*known, item])[-1]
    return _put_item(connection, loaded, (field, part), item, names, validate)


def patch_item(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    field: str,
    part: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Change an item of a list of the record by a JSON merge patch. Its id stays."""
    loaded, state = load_existing(connection, record_type, record_id, condition)
    item = find_item(record_type.keys, field, state.written[field], part)
    keyed, model = field in record_type.keys, cast("type[Written]", item_model(record_type.written, field))
    # Answers show an id that is no member of the item.
    given = {name: value for name, value in patch.items() if name != "id"} if keyed else patch
    written = validate(model, apply_merge_patch(item, given) | ({} if keyed else {"id": part}))
    values, names = follow_redirects(connection, record_type, model, written.values(), named_by(record_type, state))
    if values == item:
        document = decode(unchanged_result(connection, loaded).body)
        shown = _shown(connection, record_type, document, (field, part), item, names)
        return WriteResult(record_id, state.version, encode(shown), part=f"{path_of(field)}/{part}")
    _refuse_other_key(record_type.keys.get(field, ()), item, values)
    return _put_item(connection, loaded, (field, part), values, names, validate)


def delete_item(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    field: str,
    part: str,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Take an item out of a list of the record."""
    loaded, state = load_existing(connection, record_type, record_id, condition)
    find_item(record_type.keys, field, state.written[field], part)
    change = Change(record_type, record_id, Operation.DELETE, None, part=f"{field}/{part}")
    items = listed(record_type.keys, field, state.written[field], part, Operation.DELETE, None)
    _judge(connection, record_type, state, validate, {field: items}, None)
    touched = append(connection, [change], batch_of(loaded))[record_type.collection, record_id]
    return WriteResult(record_id, state_after(touched).version, b"")


def _refuse_other_key(members: Sequence[str], item: Values, values: Values) -> None:
    """Raise `Invalid` where a patch changes what an item is addressed by."""
    if not members or key_of(members, item) == key_of(members, values):
        return
    message = "addresses the item: add another and remove this one"
    faults = [Fault(message, pointer=f"/{name}") for name in members if item[name] != values[name]]
    detail = "The item would come to be another."
    raise Invalid(detail, faults=faults)


def _put_item(
    connection: Connection,
    loaded: Touched,
    place: tuple[str, str],
    item: Any,
    names: Names,
    validate: Validate,
) -> WriteResult:
    record_type, state, (field, part) = loaded.record_type, loaded.before, place
    assert state is not None  # noqa: S101 - it was there
    known = state.written[field]
    items = listed(record_type.keys, field, known, part, Operation.PUT, item)
    index = ids_of(record_type.keys, field, items).index(part)
    _judge(connection, record_type, state, validate, {field: items}, index)
    change = Change(record_type, state.id, Operation.PUT, item, part=f"{field}/{part}")
    with _faults_of_item(record_type, field, index):
        touched = append(connection, [change], batch_of(loaded), names)[record_type.collection, state.id]
    assert touched.document is not None  # noqa: S101 - rendered by the ledger
    shown = _shown(connection, record_type, touched.document, place, item, names)
    warnings = record_type.warn(state, state_after(touched))
    created = len(items) > len(known)
    version = state_after(touched).version
    told = list(within(warnings, f"/{field}/{index}", f"/{field}"))
    return WriteResult(state.id, version, encode(shown), created, f"{path_of(field)}/{part}", warnings=told)


def _judge(
    connection: Connection,
    record_type: RecordType,
    state: State,
    validate: Validate,
    changed: Values,
    index: int | None,
) -> None:
    """Raise what is refused of a record with a list as it is to be, with places in the item if there is one.

    What else the record holds was judged when it was written.
    """
    (field,) = changed
    with _faults_of_item(record_type, field, index):
        try:
            validate(record_type.written, state.written | changed | {"id": state.id})
        except Invalid as refusal:
            own = [fault for fault in refusal.faults if _is_about(fault.pointer or "", field)]
            if own:
                raise Invalid(refusal.detail, faults=own) from None
        check_change(connection, record_type, state, changed)


def _is_about(pointer: str, field: str) -> bool:
    return pointer in {"", f"/{field}"} or pointer.startswith(f"/{field}/")


@contextmanager
def _faults_of_item(record_type: RecordType, field: str, index: int | None) -> Iterator[None]:
    """Let what is refused say where it stands in the item that was sent, not in its record."""
    try:
        yield
    except Invalid as refusal:
        whole, own = f"/{field}", f"/{field}/{index}"
        faults = []
        for fault in refusal.faults:
            pointer = (fault.pointer or "").removeprefix(own).removeprefix(whole)
            # A bare reference is sent as an object.
            is_bare = record_type.keys.get(field) == () and index is not None
            faults.append(replace(fault, pointer="/id" if is_bare else pointer))
        raise Invalid(refusal.detail, faults=faults, headers=refusal.headers, **refusal.members) from None


def _shown(
    connection: Connection,
    record_type: RecordType,
    document: Values,
    place: tuple[str, str],
    item: Any,
    names: Names,
) -> Values:
    """Return an item as its record shows it, or as it was written where an amendment has taken its place."""
    field, part = place
    index = index_of(record_type.keys, field, document[field], part)
    if index is not None:
        shown: Values = document[field][index]
        return addressed(record_type.keys, field, part, shown)
    unknown = records_named(record_type.written, {field: [item]}) - names.keys()
    called = names_of(connection, sorted(unknown)) | dict(names)
    return read_shape(record_type.written, {field: [item]}, called)[field][0]  # type: ignore[no-any-return]
