"""Recording, citing, withdrawing, changing and deleting the parts of a record."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from app.errors import Conflict, Fault, Invalid, NotFound
from app.ledger.entries.chain import now
from app.ledger.model.documents.rendering import references_of
from app.ledger.model.item_keys import find_item
from app.ledger.model.record_state import PartState, State, Withdrawal
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Batch, Change
from app.ledger.model.rows.first_read import first_read
from app.ledger.model.rows.reach import Reach, reached
from app.ledger.model.rows.state_rows import copy_of
from app.ledger.model.shapes import Names, Values, Written, most_items, records_named
from app.ledger.references.redirects import follow_redirects, not_found
from app.ledger.writing.append import append
from app.ledger.writing.item_ids import appended, identify
from app.ledger.writing.record_commands import apply_merge_patch
from app.preconditions import Condition
from app.strict_json import encode
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation
from app.write_result import WriteResult

LATEST = 2**62
"""The entry of a part that is not recorded yet: after all others."""

Validate = Callable[[Any], Written]
"""How a merged body is checked: raises a refusal that names the fields."""


def append_part(
    connection: Connection, record_type: RecordType, name: str, record_id: str, written: Written, condition: Condition
) -> WriteResult:
    """Record a new part. Raises what the part type's check refuses."""
    loaded, state, read = _loaded(connection, record_type, name, record_id, None, condition, written)
    values, names = follow_redirects_of(connection, record_type, state, written, read)
    part = propose(record_type, name, copy_of(state), values)
    return _append(
        connection, Change(record_type, record_id, Operation.PUT, part.written, f"{name}/{part.id}"), loaded, names
    )


def propose(record_type: RecordType, name: str, state: State, values: Values, *, is_checked: bool = True) -> PartState:
    """Return the part as it would be recorded and add it to the state, so that others can be judged after it.

    Raises what the part type's check refuses, unless that `is_checked` elsewhere; then the state is as before.
    """
    part_type, parts = record_type.part_types[name], state.parts.setdefault(name, {})
    values = identify(part_type.inline, part_type.fill_in(state, values), None)
    if values["id"] is None:
        values["id"] = distinct(part_type.derive(values), parts, PART_ID_LENGTH)
    elif values["id"] in parts:
        detail = f"The {record_type.noun} has another {part_type.noun} with this id."
        raise Invalid(detail, faults=[Fault("leave it out, or give a new one", pointer="/id")])
    part = PartState(values["id"], values, LATEST + len(parts), "", "", state.version + 1)
    part.scheduled_for = part_type.schedule(values, now())
    parts[part.id] = part
    try:
        if is_checked:
            part_type.check(state, part.id)
    except Exception:
        del parts[part.id]
        raise
    return part


def withdraw_part(
    connection: Connection,
    record_type: RecordType,
    name: str,
    record_id: str,
    part: str,
    withdrawal: Written,
    condition: Condition,
) -> WriteResult:
    """Mark a part as recorded by mistake: it stays in the ledger and counts nowhere else."""
    loaded, state, _names = _loaded(connection, record_type, name, record_id, part, condition)
    part_type = record_type.part_types[name]
    _writable(record_type, name, state, part)
    values = withdrawal.values()
    after = copy_of(state)
    after.parts[name][part].withdrawn = Withdrawal("", "", values["reason"])
    part_type.check(after, part)
    return _append(connection, Change(record_type, record_id, Operation.WITHDRAW, values, f"{name}/{part}"), loaded)


def cite_part(
    connection: Connection,
    record_type: RecordType,
    name: str,
    record_id: str,
    part: str,
    citation: Written,
    condition: Condition,
) -> WriteResult:
    """Add a citation to a part: the one thing that may be added to a judgement."""
    loaded, state, read = _loaded(connection, record_type, name, record_id, part, condition, citation)
    part_type = record_type.part_types[name]
    known = _writable(record_type, name, state, part).written["citations"]
    values, names = follow_redirects_of(connection, record_type, state, citation, read)
    item = appended(known, values, part_type.inline["citations"], most_items(part_type.written, "citations"))
    path = f"{part}/citations/{item['id']}"
    change = Change(record_type, record_id, Operation.PUT, item, f"{name}/{path}")
    touched = append(connection, [change], loaded, names)[record_type.collection, record_id]
    document = find_item({}, "citations", touched.part_document(name, part)["citations"], item["id"])
    return WriteResult(record_id, state.version + 1, encode(document), created=True, part=f"{part_type.path}/{path}")


def patch_part(
    connection: Connection,
    record_type: RecordType,
    name: str,
    record_id: str,
    part: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Change a part by a JSON merge patch. Its id stays; a patch that changes nothing writes nothing."""
    loaded, state, _names = _loaded(connection, record_type, name, record_id, part, condition)
    known = _writable(record_type, name, state, part).written
    patched = validate(apply_merge_patch(known, patch) | {"id": part})
    return _rewrite(connection, Operation.PUT, loaded, state, (record_type, name, part), patched)


def correct_part(
    connection: Connection,
    record_type: RecordType,
    name: str,
    record_id: str,
    part: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> WriteResult:
    """Put right what a part says, where it stands, by a JSON merge patch. Raises what may not be corrected."""
    loaded, state, corrected = patched_part(connection, record_type, name, record_id, part, patch, validate, condition)
    return _rewrite(connection, Operation.CORRECT, loaded, state, (record_type, name, part), corrected)


def _rewrite(
    connection: Connection,
    operation: Operation,
    loaded: Batch,
    state: State,
    place: tuple[RecordType, str, str],
    written: Written,
) -> WriteResult:
    """Write a part of a record anew, in its place, and answer with it: where it says the same, write nothing."""
    record_type, name, part = place
    part_type, known = record_type.part_types[name], state.parts[name][part].written
    values, names = follow_redirects_of(connection, record_type, state, written)
    values = identify(part_type.inline, part_type.fill_in(state, values), known)
    if values == known:
        document = encode(loaded[record_type.collection, state.id].part_document(name, part))
        warnings = list(part_type.warn(state, part))
        return WriteResult(state.id, state.version, document, part=f"{part_type.path}/{part}", warnings=warnings)
    after = copy_of(state)
    after.parts[name][part].written = values
    part_type.check(after, part)
    return _append(connection, Change(record_type, state.id, operation, values, f"{name}/{part}"), loaded, names)


def patched_part(
    connection: Connection,
    record_type: RecordType,
    name: str,
    record_id: str,
    part: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> tuple[Batch, State, Written]:
    """Return a record with a part, and the part as a merge patch would put it right. Raises what it may not touch."""
    loaded, state, _names = _loaded(connection, record_type, name, record_id, part, condition)
    part_type = record_type.part_types[name]
    known = _writable(record_type, name, state, part)
    corrected = validate(apply_merge_patch(known.written, patch) | {"id": part})
    values = corrected.values()
    fixed = sorted(patch.keys() - part_type.correctable - {"id"})
    if faults := [Fault(REMEDY, pointer=f"/{field}") for field in fixed if values[field] != known.written[field]]:
        detail = f"Of the {part_type.noun} these can be corrected: {', '.join(sorted(part_type.correctable))}."
        raise Invalid(detail, faults=faults)
    return loaded, state, corrected


REMEDY = "is not corrected where it stands: withdraw it and record it anew"


def delete_part(
    connection: Connection, record_type: RecordType, name: str, record_id: str, part: str, condition: Condition
) -> WriteResult:
    """Delete a part; its entries stay."""
    loaded, state, _names = _loaded(connection, record_type, name, record_id, None, condition)
    _writable(record_type, name, state, part)
    append(connection, [Change(record_type, record_id, Operation.DELETE, None, f"{name}/{part}")], loaded)
    return WriteResult(record_id, state.version + 1, b"")


def _loaded(
    connection: Connection,
    record_type: RecordType,
    name: str,
    record_id: str,
    part: str | None,
    condition: Condition,
    written: Written | None = None,
) -> tuple[Batch, State, Names]:
    """Return the record with the part and what that can alter, or with all parts of the type, ready to be changed.

    And what all is called that is named by what was written.
    """
    reach, part_type = Reach(), record_type.part_types[name]
    if part is None:
        reach.add_all(part_type)
    else:
        reach.add(part_type, part)
    names = () if written is None else records_named(type(written), written.values())
    read = first_read(connection, {record_type.collection: [record_id]}, names)
    loaded = reached(connection, record_type, [record_id], read.rows, lambda _state: reach)
    state = loaded[record_type.collection, record_id].before
    if state is None:
        raise not_found(connection, record_type, record_id)
    condition.check(state.version)
    return loaded, state, read.names


def follow_redirects_of(
    connection: Connection, record_type: RecordType, state: State, written: Written, read: Names | None = None
) -> tuple[Values, Names]:
    """Return what was written, with survivors in the place of merged records, and what is known of names."""
    known = {(found.collection, found.record) for found in references_of(record_type, state)}
    return follow_redirects(connection, record_type, type(written), written.values(), known, read)


def _writable(record_type: RecordType, name: str, state: State, part: str) -> PartState:
    """Return a part that may be written. Raises `NotFound`, and `Conflict` for one that was withdrawn."""
    known, noun = state.parts.get(name, {}).get(part), record_type.part_types[name].noun
    if known is None:
        detail = f"The {record_type.noun} has no such {noun}."
        raise NotFound(detail)
    if known.withdrawn is not None:
        detail = f"The {noun} was withdrawn and stays as it is: record it anew if it holds."
        raise Conflict(detail)
    return known


def _append(connection: Connection, change: Change, loaded: Batch, names: Names | None = None) -> WriteResult:
    """Write a part and answer with it: a part that was not there came into being."""
    record_type, record_id, path = change.record_type, change.record, str(change.part)
    name, part = path.split("/")
    existed = part in loaded[record_type.collection, record_id].part_rows.get(name, {})
    touched = append(connection, [change], loaded, names)[record_type.collection, record_id]
    assert touched.after is not None  # noqa: S101 - its part was written
    body = encode(touched.part_document(name, part))
    part_type = record_type.part_types[name]
    warnings = list(part_type.warn(touched.after, part))
    return WriteResult(
        record_id, touched.after.version, body, not existed, f"{part_type.path}/{part}", warnings=warnings
    )
