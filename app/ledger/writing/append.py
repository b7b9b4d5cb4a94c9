"""The one function through which everything is written."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from app.errors import Fault, Invalid
from app.ledger.entries.chain import Chain
from app.ledger.entries.replay import fold
from app.ledger.model.batches import Batch, Change, Touched, load_batch
from app.ledger.model.documents import names_of, references_of, render, render_part
from app.ledger.model.record_type import all_record_types
from app.ledger.model.shapes import Names, Reference, references
from app.ledger.model.state_rows import in_chunks
from app.ledger.references.redirects import last_entries, refuse_merged
from app.ledger.references.reference_index import referring_records, update_reference_index
from app.ledger.writing.table_writer import TableWriter
from app.vocabulary import Operation


def append(
    connection: Connection, changes: Sequence[Change], loaded: Batch | None = None, names: Names | None = None
) -> Batch:
    """Write the changes: entries, tables, references and every document whose answer changes.

    The caller has judged them. `loaded` are the records that it read for that, and `names` what it knows that records
    are called: they need not be read again. Raises `Invalid` for references to nothing, with their places, and
    `Conflict` for what was merged.
    """
    batch = _load(connection, changes, loaded or {})
    chain = Chain(connection)
    versions = _last_versions(connection, batch, changes)
    for change in changes:
        key = (change.record_type.collection, change.record)
        touched = batch[key]
        versions[key] = (versions.get(key, 0) if touched.after is None else touched.after.version) + 1
        entry = chain.add(*key, versions[key], change.part, change.operation, change.body)
        touched.after = fold(change.record_type, touched.after, entry, change.body)
    names = _names(connection, batch, names or {})
    _refuse_missing(changes, names)
    renamed = any(touched.renamed for touched in batch.values())
    for touched in batch.values():
        _render(touched, names, everything=renamed)
    chain.write()
    TableWriter(connection).write(batch.values())
    update_reference_index(connection, batch.values())
    _rename(connection, batch)
    return batch


def _load(connection: Connection, changes: Sequence[Change], loaded: Batch) -> Batch:
    wanted: dict[str, dict[str, None]] = {}
    batch: Batch = {}
    for change in changes:
        key = (change.record_type.collection, change.record)
        if key in loaded:
            batch[key] = loaded[key]
        else:
            wanted.setdefault(change.record_type.collection, {})[change.record] = None
    for record_type in all_record_types():
        if ids := list(wanted.get(record_type.collection, {})):
            batch |= load_batch(connection, record_type, ids)
    return batch


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


def _names(connection: Connection, batch: Batch, known: Names) -> dict[tuple[str, str], str]:
    """Return what everything that the batch refers to is called once the batch is written."""
    gone = {key for key, touched in batch.items() if touched.after is None}
    named = {key: name for key, name in known.items() if key not in gone}
    wanted: set[tuple[str, str]] = set()
    for key, touched in batch.items():
        if touched.after is None:
            continue
        if touched.record_type.label is not None:
            named[key] = touched.after.written[touched.record_type.label]
        wanted.update((found.collection, found.record) for found in references_of(touched.record_type, touched.after))
    return names_of(connection, sorted(wanted - named.keys() - gone)) | named


def _refuse_missing(changes: Sequence[Change], names: Names) -> None:
    faults = [
        Fault(f"names nothing: give the id of one of the {found.collection}", pointer=change.place + found.pointer)
        for change in changes
        if change.operation == Operation.PUT
        for found in _references(change)
        if (found.collection, found.record) not in names
    ]
    if faults:
        detail = "References to records that do not exist."
        raise Invalid(detail, faults=faults)


def _references(change: Change) -> Iterator[Reference]:
    """Yield the references that a change's body makes, with their places in that body."""
    record_type = change.record_type
    if change.part is None:
        yield from references(record_type.written, change.body)
        return
    name, _part, *nested = change.part.split("/")
    if name in record_type.part_types and not nested:
        yield from references(record_type.part_types[name].written, change.body)
        return
    model, field = (record_type.part_types[name].written, nested[0]) if nested else (record_type.written, name)
    for found in references(model, {field: [change.body]}):
        yield Reference(found.pointer.removeprefix(f"/{field}/0"), found.field, found.collection, found.record)


def _render(touched: Touched, names: Names, *, everything: bool) -> None:
    """Make the record's answer, and those of its parts that it can have changed; of a new name, all."""
    state = touched.after
    if state is None:
        return
    touched.document = render(touched.record_type, state, names)
    for name, part_type in touched.record_type.part_types.items():
        parts = state.parts.get(name, {})
        if not parts:
            continue
        known = {} if everything or touched.before is None else touched.before.parts.get(name, {})
        was = part_type.follows(touched.before) if known and touched.before is not None else {}
        follows = part_type.follows(state)
        for part in parts.values():
            if known.get(part.id) != part or was.get(part.id) != follows.get(part.id):
                document = render_part(touched.record_type, part_type, state, part, names, follows)
                touched.part_documents[name, part.id] = document


def _rename(connection: Connection, batch: Batch) -> None:
    """Render anew what shows the name of a renamed record: no entry and no new version for those."""
    renamed = [key for key, touched in batch.items() if touched.renamed]
    if not renamed:
        return
    for record_type, ids in referring_records(connection, renamed):
        others = [record_id for record_id in ids if (record_type.collection, record_id) not in batch]
        for piece in in_chunks(others):
            rerender(connection, load_batch(connection, record_type, piece))


def rerender(connection: Connection, batch: Batch) -> None:
    """Make the documents of records anew from their states and the names of now."""
    names = _names(connection, batch, {})
    for touched in batch.values():
        _render(touched, names, everything=True)
    TableWriter(connection).write(batch.values())
