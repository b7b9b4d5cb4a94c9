"""Records with their parts as bundles hold them, read in order of their ids, some at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from app.audience import Audience, audience, may_see
from app.db.columns import AsBytes
from app.db.statements import OneOf, Query, core_table
from app.exchange.formats.part_order import in_order
from app.ledger.entries.history import Moment, states_at
from app.ledger.model.documents.number import OLDER
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.rows.head import head
from app.ledger.model.shapes import Values, Written
from app.ledger.model.stored_shapes import completed
from app.strict_json import decode_kept, encode
from app.tables.base import owner_key
from app.tables.ledger.entries import Entry

FIRST, CHUNK = 16, 200
"""Records that are read at once: before it is known how large they are, and at most."""

ORDERED_BY = ("id", "effective_on", "supersedes")
"""The columns of parts that say in which order they are loaded; not every type has all."""

TextOf = Callable[[type[Written], bytes], bytes]
"""Returns the text of what is written by a model, given what is stored of it."""

PIECE = 524_288
"""Bytes of records that are to be in memory together, where one does not take more."""


class _Part(NamedTuple):
    """What the order of parts goes by, and the text of one as it is written."""

    values: Values
    text: bytes


def records_in_bundle(connection: Connection, record_type: RecordType, moment: Moment | None) -> Iterator[bytes]:
    """Yield the records of a collection as JSON, in the order of their ids: now, or as they were at a moment.

    Each has its id first, then what is written, then its parts that stand. The connection should show one snapshot.
    """
    after, limit = "", min(FIRST, CHUNK)
    while True:
        ids, found = (
            _now(connection, record_type, after, limit)
            if moment is None
            else _then(connection, record_type, after, limit, moment)
        )
        size = 0
        for text in found:
            size += len(text)
            yield text
        if len(ids) < limit:
            return
        after, limit = ids[-1], max(1, min(CHUNK, PIECE * limit // max(size, 1)))


def _now(
    connection: Connection, record_type: RecordType, after: str, limit: int
) -> tuple[Sequence[str], Iterator[bytes]]:
    rows = _records(record_type.collection, audience.get()).on(connection, {"after": after, "limit": limit})
    ids = [row[0] for row in rows]
    # What is stored lacks nothing once all documents are of this program's form: then it goes out as it is.
    text_of = _completed_text if head(connection).documents == OLDER else _as_stored
    parts = _parts_of(connection, record_type, ids, text_of)
    return ids, (_joined(record_type, id, text_of(record_type.written, text), parts.get(id, {})) for id, text in rows)


def _then(
    connection: Connection, record_type: RecordType, after: str, limit: int, moment: Moment
) -> tuple[Sequence[str], Iterator[bytes]]:
    asked = {"collection": record_type.collection, "after": after, "number": moment.number, "limit": limit}
    ids = [row[0] for row in _ever(audience.get()).on(connection, asked)]
    states = states_at(connection, record_type, ids, moment)
    return ids, (_of_state(record_type, states[id]) for id in ids if id in states)


@cache
def _records(collection: str, reader: Audience) -> Query:
    table = core_table(record_type_of(collection).table)
    wanted = table.c.id > bindparam("after"), *may_see(reader, collection, table.c.id)
    statement = select(table.c.id, AsBytes(table.c.written)).where(*wanted)
    return Query(statement.order_by(table.c.id).limit(bindparam("limit")))


@cache
def _ever(reader: Audience) -> Query:
    """Return the statement for the records that ever were, by the first version of each."""
    entries = core_table(Entry).c
    wanted = entries.collection == bindparam("collection"), entries.version == 1, entries.record > bindparam("after")
    visible = may_see(reader, entries.collection, entries.record)
    statement = select(entries.record).where(*wanted, entries.number <= bindparam("number"), *visible)
    return Query(statement.order_by(entries.record).limit(bindparam("limit")))


@cache
def _parts(collection: str) -> Query[CompoundSelect[Any]]:
    """Return the statement for the parts that stand of some records, as they were recorded."""
    found = []
    for name, part_type in record_type_of(collection).part_types.items():
        table = core_table(part_type.table)
        owner = owner_key(table)
        part = select(
            owner.label("owner"), literal_column(f"'{name}'").label("part_type"), table.c.entry.label("entry")
        )
        part = part.add_columns(*(_column(table, column) for column in ORDERED_BY), AsBytes(table.c.written))
        part = part.where(OneOf(owner, "owners"))
        found.append(part.where(table.c.withdrawn_at.is_(None)) if part_type.withdrawable else part)
    return Query(union_all(*found).order_by("entry"))


def _column(table: Table, column: str) -> ColumnElement[Any]:
    return (table.c[column] if column in table.c else cast(null(), Text())).label(column)


def _parts_of(
    connection: Connection, record_type: RecordType, ids: Sequence[str], text_of: TextOf
) -> Mapping[str, Mapping[str, Sequence[_Part]]]:
    found: dict[str, dict[str, list[_Part]]] = {}
    if not record_type.part_types or not ids:
        return found
    models = {name: part_type.written for name, part_type in record_type.part_types.items()}
    for owner, name, _entry, *ordered_by, text in _parts(record_type.collection).on(connection, {"owners": ids}):
        part = _Part(dict(zip(ORDERED_BY, ordered_by, strict=True)), text_of(models[name], text))
        found.setdefault(owner, {}).setdefault(name, []).append(part)
    return found


def _as_stored(_model: type[Written], text: bytes) -> bytes:
    return text


def _completed_text(model: type[Written], text: bytes) -> bytes:
    """Return what is stored with the defaults of what it lacks: most often just as it is."""
    values = decode_kept(text)
    whole = completed(model, values)
    return text if whole is values else encode(whole)


def _of_state(record_type: RecordType, state: State) -> bytes:
    parts = {
        name: [_Part(part.written, encode(part.written)) for part in known.values() if part.withdrawn is None]
        for name, known in state.parts.items()
    }
    return _joined(record_type, state.id, encode(state.written), parts)


def _joined(record_type: RecordType, id: str, written: bytes, parts: Mapping[str, Sequence[_Part]]) -> bytes:
    """Return a record with its id and its parts, those of each type in the order in which they are loaded."""
    pieces = [b'{"id":"', id.encode(), b'",', written[1:-1]]
    for name in record_type.part_types:
        if standing := parts.get(name):
            ordered = standing if len(standing) == 1 else in_order(standing, attrgetter("values"))
            pieces += [b',"', name.encode(), b'":[', b",".join(part.text for part in ordered), b"]"]
    return b"".join([*pieces, b"}"])
