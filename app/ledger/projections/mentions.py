"""The projection behind the change feed's filters: which records have named what, and since which entry.

A record that names something no longer keeps its row: whoever follows a participant hears of that, too. What an entry
matches follows from the entries up to it, so that what was read once is never other when it is read again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.db.statements import OneOf, Query, core_table
from app.ledger.entries.history import COLUMNS, entries_of
from app.ledger.entries.unknown_content import UnknownContent, body_of
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.model.rows.written_references import written_references
from app.ledger.model.shapes import Reference, references
from app.ledger.projections.projections import Entered, Projection, register_projection
from app.tables.ledger.entries import Entry
from app.tables.ledger.mentions import NAMED, Mention
from app.vocabulary import Operation

Row = tuple[Key, Key]
"""Which record names which."""

KEY = ("from_collection", "from_record", "to_collection", "to_record")
_BODIES = Query(
    select(*COLUMNS, Entry.collection)
    .where(Entry.number.between(bindparam("first"), bindparam("last")))
    .order_by(Entry.number)
)
"""Those of all collections: by one, SQLite would read all that this has, where it was never analyzed."""

_OF_RECORDS = Mention.from_collection == bindparam("collection"), OneOf(Mention.from_record, "records")
_KNOWN = Query(select(*(getattr(Mention, name) for name in KEY)).where(*_OF_RECORDS))
_FORGET = Query(delete(Mention).where(*_OF_RECORDS))
_NEW = Query(insert(Mention))


def _clear(connection: Connection) -> None:
    connection.execute(delete(core_table(Mention)))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    last = entries[-1].number
    entered = defaultdict[str, list[Mapping[str, Any]]](list)
    for entry in _BODIES.mappings(connection, {"first": entries[0].number, "last": last}):
        entered[entry["collection"]].append(entry)
    for record_type in all_record_types():
        own = [entry for entry in entries if entry.collection == record_type.collection]
        if own:
            _take_in(connection, record_type, own, entered[record_type.collection], last)


def _take_in(
    connection: Connection,
    record_type: RecordType,
    own: Sequence[Entered],
    entered: Iterable[Mapping[str, Any]],
    last: int,
) -> None:
    """Note what the entries of a collection name for the first time; of a redacted record, what is left of it."""
    collection = record_type.collection
    redacted = sorted({entry.record for entry in own if entry.operation == Operation.REDACT})
    found: dict[Row, int] = {}
    if redacted:
        _FORGET.write(connection, [{"collection": collection, "records": redacted}])
        _note(found, record_type, entries_of(connection, record_type, redacted, last))
    anew = set(redacted)
    _note(found, record_type, (entry for entry in entered if entry["record"] not in anew))
    records = sorted({entry.record for entry in own})
    known = {((row[0], row[1]), (row[2], row[3])) for row in _known(connection, collection, records)}
    new = [
        dict(zip((*KEY, "since"), (*source, *target, number), strict=True))
        for (source, target), number in found.items()
        if (source, target) not in known
    ]
    if new:
        _NEW.write(connection, new)


def _known(connection: Connection, collection: str, records: Sequence[str]) -> Sequence[tuple[Any, ...]]:
    return _KNOWN.on(connection, {"collection": collection, "records": records})


def _note(found: dict[Row, int], record_type: RecordType, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        source = record_type.collection, entry["record"]
        if record_type.collection in NAMED:
            found.setdefault((source, source), entry["number"])
        for named in _named(record_type, entry):
            found.setdefault((source, (named.collection, named.record)), entry["number"])


def _named(record_type: RecordType, entry: Mapping[str, Any]) -> Iterator[Reference]:
    body = body_of(record_type, entry)
    if type(body) is dict and not isinstance(body, UnknownContent):
        for reference in _references(record_type, entry, body):
            if reference.collection in NAMED:
                yield reference


def _references(record_type: RecordType, entry: Mapping[str, Any], body: Any) -> Iterator[Reference]:
    operation = entry["operation"]
    if operation in {Operation.MOVE, Operation.UNMERGE}:
        if body["written"] is not None:
            yield from references(record_type.written, body["written"])
        for name, parts in body["parts"].items():
            kept = parts.values() if isinstance(parts, dict) else [part["written"] for part in parts]
            for written in kept:
                yield from references(record_type.part_types[name].written, written)
    elif operation in {Operation.PUT, Operation.CORRECT, Operation.TAKE_EFFECT}:
        yield from written_references(record_type, entry["part"], body)


MENTIONS = register_projection(Projection("mentions", 1, _clear, _project))
