"""Undoing a merge: the record is restored, and what the merge moved and nobody has changed since moves back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from app.errors import Conflict, Fault, Invalid, PactaError
from app.ledger.entries.history import entries_length, entries_of
from app.ledger.entries.replay import apply_rewrite, fold, snapshot
from app.ledger.entries.unknown_content import body_of, is_known
from app.ledger.merging.merge import check_rewritten
from app.ledger.model.documents.rendering import references_of
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.rows.batches import Batch, Change, load_batch
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.state_rows import copy_of
from app.ledger.model.rows.stored_length import MOST, stored_length
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import last_entries, not_found, redirects
from app.ledger.references.reference_rewrite import Redirects, RewriteStates, rewrite_body, undo_rewrite
from app.ledger.writing.append import append
from app.strict_json import decode, encode
from app.vocabulary import Operation
from app.write_result import WriteResult


def undo_merge(connection: Connection, record_type: RecordType, record_id: str, reason: str) -> WriteResult:
    """Restore a record that was merged, and move back the references that still stand as the merge left them.

    Raises `Conflict` for a record that is not merged, whose survivor was merged in turn, or that cannot be restored;
    `Invalid` where what the merge moved has grown too long since to be moved back at once.
    """
    version, merge = _merge(connection, record_type, record_id)
    _refuse_too_long(connection, merge["moved"])
    state = _restored(connection, record_type, record_id, version)
    moved = {(record_type.collection, record_id): merge["into"]}
    changes, left = _moves(connection, merge["moved"], moved)
    if merge["name_kept"]:
        changes += _name_taken_back(connection, record_type, state, merge["into"], changes)
    body = {"reason": reason, **snapshot(state)}
    written = append(connection, [Change(record_type, record_id, Operation.UNMERGE, body), *changes])
    check_rewritten(connection, record_type.collection, written)
    back = [
        {"collection": change.record_type.collection, "id": change.record, "version": _version(written, change)}
        for change in changes
        if change.operation == Operation.MOVE
    ]
    report = {"id": record_id, "version": version + 1, "from": merge["into"], "moved_back": back, "left": left}
    return WriteResult(record_id, version + 1, encode(report))


MOST_MOVED_BACK = MOST * 5 // 4
"""Characters that the records may hold to which a merge's references move back: a quarter more than it may move."""

MOST_READ = 8_000_000
"""Characters that their entries may hold, from which it follows what to move."""


def _refuse_too_long(connection: Connection, moves: Sequence[Values]) -> None:
    stored = read = 0
    for collection, group in groupby(moves, key=lambda move: str(move["collection"])):
        record_type, ids = record_type_of(collection), [move["id"] for move in group]
        stored += stored_length(connection, record_type, ids, parts=True)
        read += entries_length(connection, record_type, ids)
    if stored > MOST_MOVED_BACK or read > MOST_READ:
        detail = (
            f"What the merge moved holds {stored} characters by now, and {read} in its entries: undoing it moves at "
            f"most {MOST_MOVED_BACK} and reads at most {MOST_READ}."
        )
        message = "create a new record, and change the references to it one by one"
        raise Invalid(detail, faults=[Fault(message, pointer="")])


def _version(written: Batch, change: Change) -> int:
    after = written[change.record_type.collection, change.record].after
    assert after is not None  # noqa: S101 - it was moved, so it is there
    return after.version


def _merge(connection: Connection, record_type: RecordType, record_id: str) -> tuple[int, Values]:
    """Return the version at which the record was merged, and what its entry says. Raises what forbids undoing it."""
    key = (record_type.collection, record_id)
    last = last_entries(connection, [key]).get(key)
    if last is None or last.operation == Operation.DELETE:
        raise not_found(connection, record_type, record_id)
    if last.operation != Operation.MERGE:
        detail = f"The {record_type.noun} is not merged into another."
        raise Conflict(detail)
    if last.body is None:
        raise _redacted(record_type)
    merge: Values = decode(last.body)
    into = merge["into"]
    onwards = redirects(connection, [(record_type.collection, into)])
    if onwards:
        detail = f"{into} has itself been merged since; undo that merge first."
        raise Conflict(detail, survivor=into)
    return last.version, merge


def _redacted(record_type: RecordType) -> Conflict:
    detail = (
        f"Entries of the {record_type.noun} were redacted, so it cannot be restored: create a new one under another id."
    )
    return Conflict(detail)


def _restored(connection: Connection, record_type: RecordType, record_id: str, version: int) -> State:
    """Return the record as it was before the merge, naming survivors of what was merged since."""
    found = _states_at(connection, record_type, {record_id: version})
    if record_id not in found:
        raise _redacted(record_type)
    state = found[record_id][0]
    named = {(reference.collection, reference.record) for reference in references_of(record_type, state)}
    missing = named - names_of(connection, sorted(named)).keys() - {(record_type.collection, record_id)}
    onwards = redirects(connection, missing)
    there = names_of(connection, sorted((collection, onwards[collection, name]) for collection, name in onwards))
    gone = sorted(
        f"/v1/{collection}/{name}"
        for collection, name in missing
        if (collection, onwards.get((collection, name), name)) not in there
    )
    if gone:
        detail = f"The {record_type.noun} refers to records that have been deleted since: {', '.join(gone)}."
        raise Conflict(detail, missing=gone)
    apply_rewrite(state, rewrite_body(record_type, state, onwards))
    return state


def _moves(connection: Connection, moves: Sequence[Values], moved: Redirects) -> tuple[list[Change], list[Values]]:
    """Return the changes that move references back, and where they no longer stand as the merge left them."""
    changes, left = [], []
    for collection, group in groupby(moves, key=lambda move: str(move["collection"])):
        record_type = record_type_of(collection)
        versions = {move["id"]: move["version"] for move in group}
        batch = load_batch(connection, record_type, list(versions))
        states = _states_at(connection, record_type, versions)
        for record_id in versions:
            now = batch[collection, record_id].before
            fields, body = ["*"], None
            if now is not None and record_id in states:
                body, fields = _back(connection, record_type, RewriteStates(*states[record_id], now), moved)
            if body is not None:
                changes.append(Change(record_type, record_id, Operation.MOVE, body))
            if fields:
                left.append({"collection": collection, "id": record_id, "fields": fields})
    return changes, left


def _back(
    connection: Connection, record_type: RecordType, states: RewriteStates, moved: Redirects
) -> tuple[Values | None, list[str]]:
    body, left = undo_rewrite(record_type, states, moved)
    if body["written"] is None and not body["parts"]:
        return None, left
    after = copy_of(states.now)
    apply_rewrite(after, body)
    try:
        record_type.written.model_validate(after.written)
        # What was recorded since, and what moves back, must have a promisor that it is about.
        for written in (states.before.written, states.now.written):
            record_type.refuse(connection, replace(after, written=written), after)
    except (PactaError, ValueError):
        return None, ["*"]
    return body, left


def _name_taken_back(
    connection: Connection, record_type: RecordType, state: State, into: str, changes: Sequence[Change]
) -> Iterator[Change]:
    """Yield the change by which the survivor loses the name that it was given, if it still has it."""
    survivor = load_batch(connection, record_type, [into])[record_type.collection, into].before
    if survivor is None or record_type.merging.kept_name is None:
        return
    moved = [
        change.body["written"] for change in changes if change.record_type is record_type and change.record == into
    ]
    written = next((body for body in moved if body is not None), survivor.written)
    field, item = record_type.merging.kept_name(state.written)
    if item in written[field]:
        rest = [other for other in written[field] if other != item]
        yield Change(record_type, into, Operation.PUT, written | {field: rest})


def _states_at(
    connection: Connection, record_type: RecordType, versions: Mapping[str, int]
) -> dict[str, tuple[State, State]]:
    """Return each record just before its version and at it, where all that led there can still be read.

    At a version that ended the record, both are what it was before.
    """
    found = {}
    for record_id, entries in groupby(
        entries_of(connection, record_type, list(versions)), key=lambda entry: str(entry["record"])
    ):
        states = _folded(record_type, entries, versions[record_id])
        if states is not None:
            found[record_id] = states
    return found


def _folded(record_type: RecordType, entries: Iterator[Mapping[str, Any]], version: int) -> tuple[State, State] | None:
    state: State | None = None
    before: State | None = None
    for entry in entries:
        if entry["version"] > version:
            break
        before = copy_of(state) if state is not None and entry["version"] == version else None
        state = fold(record_type, state, entry, body_of(record_type, entry))
    if before is None or not is_known(before) or not is_known(state or before):
        return None
    return before, state or before
