"""The one function through which everything is written."""

from collections.abc import Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection

from app.errors import Invalid
from app.ledger.entries.chain import Chain
from app.ledger.entries.replay import fold
from app.ledger.model.record_rows import ANSWER, MOST, SHAPE, Key, Row, forget_rows, forget_some_rows, keep_row
from app.ledger.model.record_state import State
from app.ledger.model.record_type import all_record_types
from app.ledger.model.rows.batches import Batch, Change
from app.ledger.model.rows.first_read import first_read, names_of
from app.ledger.model.rows.reach import Reach, reached
from app.ledger.model.rows.state_rows import shape_of
from app.ledger.model.rows.written_rows import last_written_text
from app.ledger.model.shapes import Names, names_shown
from app.ledger.references.nearest_ids import NearestIds
from app.ledger.references.redirects import last_entries, refuse_merged
from app.ledger.references.reference_index import update_reference_index
from app.ledger.writing.document_queue import follow_names
from app.ledger.writing.rendering import Rendering, rendering
from app.ledger.writing.table_writer import TableWriter
from app.vocabulary import Operation


def append(
    connection: Connection, changes: Sequence[Change], loaded: Batch | None = None, names: Names | None = None
) -> Batch:
    """Write the changes: entries, tables, references and every document whose answer changes.

    The caller has judged them. `loaded` are the records that it read for that, with the parts that the changes reach
    or without any, and `names` what it knows that records are called: they need not be read again. Raises `Invalid` for
    references to nothing, with their places, and `Conflict` for what was merged.
    """
    batch = _load(connection, changes, loaded or {})
    entries = Chain(connection)
    versions = _last_versions(connection, batch, changes)
    for change in changes:
        key = (change.record_type.collection, change.record)
        touched = batch[key]
        versions[key] = (versions.get(key, 0) if touched.after is None else touched.after.version) + 1
        entry = entries.add(*key, versions[key], change.part, change.operation, change.text)
        touched.bodies[change.part] = change
        touched.after = fold(change.record_type, touched.after, entry, change.body)
    renamed = any(touched.renamed for touched in batch.values())
    rendered = [rendering(touched, anew=renamed or touched.queued) for touched in batch.values()]
    renderings = [found for found in rendered if found is not None]
    names = _names(connection, batch, renderings, changes, names or {})
    _refuse_missing(connection, changes, names)
    for found in renderings:
        found.make(names)
    entries.write()
    TableWriter(connection).write(batch.values())
    if renamed:
        forget_rows(connection)
    else:
        _keep(connection, batch)
    update_reference_index(connection, batch.values())
    follow_names(connection, [key for key, touched in batch.items() if touched.renamed])
    return batch


def _keep(connection: Connection, batch: Batch) -> None:
    """Keep what was written for the next write of the same records."""
    kept = batch if len(batch) <= MOST else {}
    forget_some_rows(connection, [key for key in batch if key not in kept or batch[key].after is None])
    for key, touched in kept.items():
        state, (written, document) = touched.after, touched.texts
        if state is None:
            continue
        row = {name: getattr(state, name) for name in ("id", "version", "created_at", "updated_at")}
        texts = {"written": written, "document": document, "last_written": last_written_text(state)}
        keep_row(connection, key, {**row, **texts, "queued": 0, SHAPE: state.written, ANSWER: touched.document})


def _load(connection: Connection, changes: Sequence[Change], loaded: Batch) -> Batch:
    """Return the records that are changed, with the parts that the changes reach: with all where names change."""
    batch: Batch = {}
    wanted: dict[str, dict[str, list[Change]]] = {}
    for change in changes:
        key = _key(change)
        if (known := loaded.get(key)) is not None and known.has_parts:
            batch[key] = known
        else:
            wanted.setdefault(change.record_type.collection, {}).setdefault(change.record, []).append(change)
    if not wanted:
        return batch
    rows = {key: known.row for key, known in loaded.items() if known.row is not None}
    unread = {
        collection: [record for record in records if (collection, record) not in loaded]
        for collection, records in wanted.items()
    }
    if any(unread.values()):
        rows |= first_read(connection, unread).rows
    renamed = any(_renames(change, rows) for change in changes)
    for record_type in [record_type for record_type in all_record_types() if record_type.collection in wanted]:
        of_type = wanted[record_type.collection]

        def reach(state: State, of_type: Mapping[str, Sequence[Change]] = of_type) -> Reach | None:
            return None if renamed else _reach(state, of_type[state.id])

        batch |= reached(connection, record_type, list(of_type), rows, reach)
    return batch


def _key(change: Change) -> Key:
    return change.record_type.collection, change.record


def _renames(change: Change, rows: Mapping[Key, Row]) -> bool:
    """Return whether other documents may have to show another name of the record."""
    label, row = change.record_type.label, rows.get(_key(change))
    if label is None or row is None or change.part is not None:
        return False
    return change.operation != Operation.PUT or bool(change.body[label] != shape_of(change.record_type, row)[label])


def _reach(state: State, changes: Sequence[Change]) -> Reach | None:
    """Return which parts of a record its changes reach, None for all."""
    found = Reach()
    for change in changes:
        record_type, altering = change.record_type, change.record_type.alters_parts
        if change.part is None:
            if change.operation != Operation.PUT or any(change.body[name] != state.written[name] for name in altering):
                return None
            for of_fields in record_type.part_types.values():
                if any(change.body[name] != state.written[name] for name in of_fields.follows_fields):
                    found.add_all(of_fields)
            continue
        name, part, *nested = change.part.split("/")
        if name in altering:
            return None
        if name in record_type.part_types:
            part_type = record_type.part_types[name]
            found.add(part_type, part)
            if change.operation == Operation.PUT and not nested:
                found.add(part_type, change.body)
    return found


def _last_versions(connection: Connection, batch: Batch, changes: Sequence[Change]) -> dict[tuple[str, str], int]:
    """Return the last version of each record that existed once and was deleted: its counter goes on from there.

    Raises `Conflict` for one that was merged, unless that is being undone.
    """
    rows = last_entries(connection, [key for key, touched in batch.items() if touched.before is None])
    undone = {
        (change.record_type.collection, change.record) for change in changes if change.operation == Operation.UNMERGE
    }
    refuse_merged(connection, {key: row for key, row in rows.items() if key not in undone})
    return {key: row.version for key, row in rows.items()}


def _names(
    connection: Connection,
    batch: Batch,
    renderings: Sequence[Rendering],
    changes: Sequence[Change],
    known: Names,
) -> dict[tuple[str, str], str]:
    """Return what everything is called, once the batch is written, that is referred to or that documents show."""
    gone = {key for key, touched in batch.items() if touched.after is None}
    named = {key: name for key, name in known.items() if key not in gone}
    for key, touched in batch.items():
        if touched.after is not None:
            named[key] = touched.record_type.name_of(touched.after.written)
    # Of a record that is new all that it shows was written just now, unless it came back from a merge.
    restored = {_key(change) for change in changes if change.operation == Operation.UNMERGE}
    new = {key for key, touched in batch.items() if touched.before is None and key not in restored}
    there_before = chain(*(found.references() for found in renderings if found.key not in new))
    shown = {(found.collection, found.record) for found in there_before}
    wanted = shown.union(*(change.named for change in changes)) - named.keys() - gone
    for found in renderings if wanted else ():
        if (document := found.touched.document_before) is not None and not found.touched.queued:
            # What it named already is called as it shows.
            named |= {
                key: name
                for key, name in names_shown(found.touched.record_type.written, document).items()
                if key in wanted
            }
    return names_of(connection, sorted(wanted - named.keys())) | named


def _refuse_missing(connection: Connection, changes: Sequence[Change], names: Names) -> None:
    near = NearestIds(connection)
    faults = [
        near.fault(found.collection, found.record, change.place + found.pointer)
        for change in changes
        if not change.named <= names.keys()
        for found in change.references
        if (found.collection, found.record) not in names
    ]
    if faults:
        detail = "References to records that do not exist."
        raise Invalid(detail, faults=faults)
