"""Merging one record into another of its type, and undoing that: one command each, all or nothing."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.errors import Conflict, Fault, Invalid, PactaError
from app.ledger.model.differences import different_ids
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.batches import Batch, Change, load_batch
from app.ledger.model.rows.stored_length import MOST, stored_length
from app.ledger.model.shapes import Values, most_items, references
from app.ledger.references.nearest_ids import NearestIds
from app.ledger.references.redirects import redirects
from app.ledger.references.reference_index import referring_records
from app.ledger.references.reference_rewrite import rewrite_body
from app.ledger.writing.append import append
from app.ledger.writing.record_commands import existing
from app.preconditions import Condition
from app.strict_json import encode
from app.vocabulary import Operation
from app.write_result import WriteResult

MAX_MOVED = 500
"""Records whose references one merge moves: more would hold up everybody else who writes. So would longer ones."""


def merge_into(
    connection: Connection,
    record_type: RecordType,
    record_id: str,
    into: str,
    reason: str,
    condition: Condition,
    *,
    keep_name: bool,
) -> WriteResult:
    """Merge a record into another: what refers to it refers to the survivor from then on, and its id leads there.

    Raises `Invalid` for a survivor that cannot be, and where too much refers to the record; `Conflict` where something
    would come to contain itself.
    """
    state = existing(connection, record_type, record_id)
    condition.check(state.version)
    survivor = _survivor(connection, record_type, state, into)
    moved = {(record_type.collection, record_id): survivor.id}
    batch = _referring(connection, record_type, record_id)
    changes = [
        Change(touched.record_type, key[1], Operation.MOVE, rewrite_body(touched.record_type, touched.before, moved))
        for key, touched in batch.items()
        if touched.before is not None
    ]
    _refuse_itself(record_type, survivor, changes)
    moves = [
        {"collection": key[0], "id": key[1], "version": touched.before.version + 1}
        for key, touched in batch.items()
        if touched.before is not None
    ]
    kept = _kept_name(record_type, state, survivor, changes) if keep_name else None
    body = {"into": survivor.id, "reason": reason, "moved": moves, "name_kept": kept is not None}
    merge = Change(record_type, record_id, Operation.MERGE, body)
    written = append(connection, [*changes, *filter(None, [kept]), merge], batch)
    check_rewritten(connection, record_type.collection, written)
    version = state.version + 1
    return WriteResult(record_id, version, encode({"id": record_id, "version": version, **body}))


def _survivor(connection: Connection, record_type: RecordType, state: State, into: str) -> State:
    """Return the record to merge into: of one that was merged itself, the one that took its place."""
    key = (record_type.collection, into)
    wanted = redirects(connection, [key]).get(key, into)
    if wanted == state.id:
        detail = "A record cannot be merged into itself."
        raise Invalid(detail, faults=[Fault(f"name another of the {record_type.collection}", pointer="/into")])
    found = load_batch(connection, record_type, [wanted])[record_type.collection, wanted].before
    if found is None:
        detail = "There is no such record to merge into."
        raise Invalid(detail, faults=[NearestIds(connection).fault(record_type.collection, into, "/into")])
    if state.id in different_ids(found.written) or found.id in different_ids(state.written):
        detail = "The two records were found to be different."
        fault = Fault("remove it from different_from first, if they are one after all", pointer="/into")
        raise Invalid(detail, faults=[fault])
    if (reason := record_type.merging.refuse(state.written, found.written)) is not None:
        detail = "The two records cannot be merged."
        raise Invalid(detail, faults=[Fault(reason, pointer="/into")])
    return found


def _referring(connection: Connection, record_type: RecordType, record_id: str) -> Batch:
    """Return the records that refer to the one to be merged, itself left out."""
    wanted = [
        (other, [found for found in ids if (other.collection, found) != (record_type.collection, record_id)])
        for other, ids in referring_records(connection, [(record_type.collection, record_id)])
    ]
    count = sum(len(ids) for _other, ids in wanted)
    if count > MAX_MOVED:
        detail = f"{count} records refer to this one; a merge moves the references of at most {MAX_MOVED}."
        raise Invalid(detail, faults=[_OTHER_WAY], referring=count)
    length = sum(stored_length(connection, other, ids, parts=True) for other, ids in wanted)
    if length > MOST:
        detail = (
            f"The {count} records that refer to this one hold {length} characters; a merge moves the references of at "
            f"most {MOST}."
        )
        raise Invalid(detail, faults=[_OTHER_WAY], referring=count)
    batch: Batch = {}
    for other, ids in wanted:
        batch |= load_batch(connection, other, ids)
    return batch


_OTHER_WAY = Fault("merge that one into this, if less refers to it", pointer="/into")


def _refuse_itself(record_type: RecordType, survivor: State, changes: Sequence[Change]) -> None:
    """Raise `Conflict` where a judgement on the survivor would come to name the survivor itself."""
    fields = {
        f"{name}/{part}/{found.field}"
        for change in changes
        if change.record_type is record_type and change.record == survivor.id
        for name, parts in change.body["parts"].items()
        for part, written in parts.items()
        for found in references(record_type.part_types[name].written, written)
        if (found.collection, found.record) == (record_type.collection, survivor.id)
    }
    if fields:
        detail = (
            f"The survivor would refer to itself in {', '.join(sorted(fields))}: withdraw that, or merge the survivor "
            "into this record."
        )
        raise Conflict(detail, fields=sorted(fields))


def check_rewritten(connection: Connection, collection: str, written: Batch) -> None:
    """Raise `Conflict` where a record whose references were moved would now contain itself, or lead back to itself."""
    for (other, record_id), touched in written.items():
        if other == collection and touched.after is not None:
            try:
                touched.record_type.refuse(connection, None, touched.after)
            except PactaError as refusal:
                detail = f"The merge would make {record_id} invalid: {refusal.detail}"
                raise Conflict(detail, record=f"/v1/{collection}/{record_id}") from refusal


def _kept_name(record_type: RecordType, state: State, survivor: State, changes: Sequence[Change]) -> Change | None:
    """Return the change by which the survivor keeps the merged one's name, unless it has that already."""
    if record_type.merging.kept_name is None:
        return None
    moved = [
        change.body["written"]
        for change in changes
        if change.record == survivor.id and change.record_type is record_type
    ]
    written: Values = next((body for body in moved if body is not None), survivor.written)
    field, item = record_type.merging.kept_name(state.written)
    names = [written[record_type.label or ""], *(other["name"] for other in written[field])]
    if item["name"] in names:
        return None
    kept = written | {field: [*written[field], item]}
    if len(kept[field]) > most_items(record_type.written, field):
        detail = "The survivor has as many names as it can hold."
        raise Invalid(
            detail, faults=[Fault("leave it out, or remove one of its other names first", pointer="/keep_name")]
        )
    return Change(record_type, survivor.id, Operation.PUT, kept)
