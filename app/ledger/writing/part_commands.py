"""Recording, citing, withdrawing, changing and deleting the parts of any side of a record."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from app.errors import Conflict, Fault, Invalid, NotFound
from app.ledger.model.batches import Batch, Change, load_batch
from app.ledger.model.documents import references_of
from app.ledger.model.record_state import PartState, State, Withdrawal
from app.ledger.model.record_type import Kind
from app.ledger.model.shapes import Names, Values, Written, most_items
from app.ledger.model.state_rows import copy_of
from app.ledger.references.redirects import not_found, settled
from app.ledger.writing.append import record
from app.ledger.writing.item_ids import appended, identify
from app.ledger.writing.record_commands import find_part, merge_patch
from app.preconditions import Condition
from app.strict_json import encode
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import distinct
from app.vocabulary import Operation
from app.write_result import Answer

LATEST = 2**62
"""The entry of a part that is not recorded yet: after all others."""

Validate = Callable[[Any], Written]
"""How a merged body is checked: raises a refusal that names the fields."""


def append_part(
    connection: Connection, kind: Kind, name: str, record_id: str, written: Written, condition: Condition
) -> Answer:
    """Record a new part. Raises what the side's check refuses."""
    loaded, state = _loaded(connection, kind, record_id, condition)
    values, names = _settled(connection, kind, state, written)
    part = propose(kind, name, copy_of(state), values)
    return _record(connection, Change(kind, record_id, Operation.PUT, part.written, f"{name}/{part.id}"), loaded, names)


def propose(kind: Kind, name: str, state: State, values: Values) -> PartState:
    """Return the part as it would be recorded and add it to the state, so that others can be judged after it.

    Raises what the side's check refuses; then the state is as before.
    """
    side, parts = kind.sides[name], state.parts.setdefault(name, {})
    values = identify(side.inline, side.settle(state, values), None)
    if values["id"] is None:
        values["id"] = distinct(side.derive(values), parts, PART_ID_LENGTH)
    elif values["id"] in parts:
        detail = f"The {kind.noun} has another {side.noun} with this id."
        raise Invalid(detail, faults=[Fault("leave it out, or give a new one", pointer="/id")])
    part = PartState(values["id"], values, LATEST + len(parts), "", "", state.version + 1)
    parts[part.id] = part
    try:
        side.check(state, part.id)
    except Exception:
        del parts[part.id]
        raise
    return part


def withdraw_part(
    connection: Connection,
    kind: Kind,
    name: str,
    record_id: str,
    part: str,
    withdrawal: Written,
    condition: Condition,
) -> Answer:
    """Mark a part as recorded by mistake: it stays in the ledger and counts nowhere else."""
    loaded, state = _loaded(connection, kind, record_id, condition)
    side = kind.sides[name]
    if _existing(kind, name, state, part).withdrawn is not None:
        detail = f"The {side.noun} was withdrawn already."
        raise Conflict(detail)
    values = withdrawal.values()
    after = copy_of(state)
    after.parts[name][part].withdrawn = Withdrawal("", "", values["reason"])
    side.check(after, part)
    return _record(connection, Change(kind, record_id, Operation.WITHDRAW, values, f"{name}/{part}"), loaded)


def cite_part(
    connection: Connection, kind: Kind, name: str, record_id: str, part: str, citation: Written, condition: Condition
) -> Answer:
    """Add a citation to a part: the one thing that may be added to a judgement."""
    loaded, state = _loaded(connection, kind, record_id, condition)
    side = kind.sides[name]
    known = _existing(kind, name, state, part).written["citations"]
    values, names = _settled(connection, kind, state, citation)
    item = appended(known, values, side.inline["citations"], most_items(side.written, "citations"))
    path = f"{part}/citations/{item['id']}"
    change = Change(kind, record_id, Operation.PUT, item, f"{name}/{path}")
    touched = record(connection, [change], loaded, names)[kind.collection, record_id]
    document = find_part(touched.part_document(name, part)["citations"], item["id"])
    return Answer(record_id, state.version + 1, encode(document), created=True, part=f"{side.path}/{path}")


def merge_side_part(
    connection: Connection,
    kind: Kind,
    name: str,
    record_id: str,
    part: str,
    patch: Values,
    validate: Validate,
    condition: Condition,
) -> Answer:
    """Change a part by a JSON merge patch. Its id stays; a patch that changes nothing writes nothing."""
    loaded, state = _loaded(connection, kind, record_id, condition)
    side = kind.sides[name]
    known = _existing(kind, name, state, part).written
    values, names = _settled(connection, kind, state, validate(merge_patch(known, patch) | {"id": part}))
    values = identify(side.inline, side.settle(state, values), known)
    if values == known:
        document = encode(loaded[kind.collection, record_id].part_document(name, part))
        return Answer(record_id, state.version, document, part=f"{side.path}/{part}")
    after = copy_of(state)
    after.parts[name][part].written = values
    side.check(after, part)
    return _record(connection, Change(kind, record_id, Operation.PUT, values, f"{name}/{part}"), loaded, names)


def remove_side_part(
    connection: Connection, kind: Kind, name: str, record_id: str, part: str, condition: Condition
) -> Answer:
    """Delete a part; its entries stay."""
    loaded, state = _loaded(connection, kind, record_id, condition)
    _existing(kind, name, state, part)
    record(connection, [Change(kind, record_id, Operation.DELETE, None, f"{name}/{part}")], loaded)
    return Answer(record_id, state.version + 1, b"")


def _loaded(connection: Connection, kind: Kind, record_id: str, condition: Condition) -> tuple[Batch, State]:
    loaded = load_batch(connection, kind, [record_id])
    state = loaded[kind.collection, record_id].before
    if state is None:
        raise not_found(connection, kind, record_id)
    condition.check(state.version)
    return loaded, state


def _settled(connection: Connection, kind: Kind, state: State, written: Written) -> tuple[Values, Names]:
    """Return what was written, with survivors in the place of merged records, and what is known of names."""
    known = {(found.collection, found.record) for found in references_of(kind, state)}
    return settled(connection, kind, type(written), written.values(), known)


def _existing(kind: Kind, name: str, state: State, part: str) -> PartState:
    known = state.parts.get(name, {}).get(part)
    if known is None:
        detail = f"The {kind.noun} has no such {kind.sides[name].noun}."
        raise NotFound(detail)
    return known


def _record(connection: Connection, change: Change, loaded: Batch, names: Names | None = None) -> Answer:
    """Write a part and answer with it: a part that was not there came into being."""
    kind, record_id, path = change.kind, change.record, str(change.part)
    name, part = path.split("/")
    existed = part in loaded[kind.collection, record_id].sides.get(name, {})
    touched = record(connection, [change], loaded, names)[kind.collection, record_id]
    assert touched.after is not None  # noqa: S101 - its part was written
    body = encode(touched.part_document(name, part))
    return Answer(record_id, touched.after.version, body, not existed, f"{kind.sides[name].path}/{part}")
