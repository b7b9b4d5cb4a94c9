"""Details, revisions and the ledger of a record."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, tuple_

from app.db.database import Database
from app.db.statements import Query
from app.errors import NotFound
from app.ledger.commands import not_found
from app.ledger.documents import references_of, render
from app.ledger.folding import fold
from app.ledger.kinds import Kind, State, kind_of
from app.ledger.shapes import LABELS, Values
from app.records.collection.collections import Collection
from app.records.collection.listing import with_id
from app.strict_json import decode, encode, encode_text
from app.tables.ledger import Entry
from app.vocabulary import Operation

COLUMNS = (Entry.version, Entry.number, Entry.at, Entry.actor, Entry.request, Entry.operation, Entry.part)
REVISIONS = Query(
    select(*COLUMNS, Entry.digest, Entry.hash)
    .where(
        Entry.collection == bindparam("collection"),
        Entry.record == bindparam("record"),
        Entry.version > bindparam("after"),
    )
    .order_by(Entry.version)
    .limit(bindparam("limit"))
)


async def detail(database: Database, collection: Collection, record: str, form: str) -> tuple[int, bytes]:
    """Return a record's version and its answer. Raises `NotFound`."""
    rows = await database.hot(collection.by_id(form), {"id": record})
    if not rows:
        raise await database.read(not_found, collection.kind, record)
    version, payload, *extras = rows[0]
    return version, with_id(record, payload).encode() if form == "written" else collection.complete(payload, extras)


async def revisions(database: Database, kind: Kind, record: str, after: int, limit: int) -> Sequence[Mapping[str, Any]]:
    """Return the revisions of a record after a version, one more than `limit` if there are more."""
    parameters = {"collection": kind.collection, "record": record, "after": after, "limit": limit + 1}
    rows = await database.hot(REVISIONS, parameters)
    if not rows and after == 0:
        detail = f"There never was such a {kind.noun}."
        raise NotFound(detail)
    names = ("revision", "entry", "at", "actor", "request_id", "operation", "part", "digest", "hash")
    return [dict(zip(names, row, strict=True)) for row in rows]


def revision(connection: Connection, kind: Kind, record: str, version: int, form: str) -> bytes:
    """Return the record as it was at a version, with the names of then. Raises `NotFound`."""
    state, number = folded(connection, kind, record, version)
    if number is None:
        detail = f"The {kind.noun} has no such revision."
        raise NotFound(detail)
    if state is None:
        detail = f"This revision deleted the {kind.noun}."
        raise NotFound(detail, last_revision=f"/v1/{kind.collection}/{record}/revisions/{version - 1}")
    if form == "written":
        return with_id(record, encode_text(state.written)).encode()
    return encode(render(kind, state, names_then(connection, kind, state, number)))


def folded(connection: Connection, kind: Kind, record: str, version: int) -> tuple[State | None, int | None]:
    """Return the state at a version and the number of its entry; no number where there is no such version."""
    columns = (*COLUMNS, Entry.record, Entry.body)
    statement = (
        select(*columns)
        .where(Entry.collection == kind.collection, Entry.record == record, Entry.version <= version)
        .order_by(Entry.version)
    )
    state, number, last = None, None, 0
    for row in connection.execute(statement):
        entry = row._asdict()
        state = fold(kind, state, entry, decode(entry["body"]))
        number, last = entry["number"], entry["version"]
    return (state, number) if last == version else (None, None)


def names_then(connection: Connection, kind: Kind, state: State, number: int) -> dict[tuple[str, str], str]:
    """Return what the records that a state refers to were called when entry `number` had been written."""
    wanted = {(found.collection, found.record) for found in references_of(kind, state)}
    names = _names_at(connection, wanted, func.max(Entry.number), Entry.number <= number)
    # What came into being in the same write may stand after what refers to it.
    return names | _names_at(connection, wanted - names.keys(), func.min(Entry.number), Entry.number > number)


def _names_at(
    connection: Connection, wanted: AbstractSet[tuple[str, str]], which: ColumnElement[int], when: ColumnElement[bool]
) -> dict[tuple[str, str], str]:
    if not wanted:
        return {}
    numbers = (
        select(which)
        .where(tuple_(Entry.collection, Entry.record).in_(sorted(wanted)))
        .where(Entry.part.is_(None), Entry.operation == Operation.PUT, when)
        .group_by(Entry.collection, Entry.record)
    )
    statement = select(Entry.collection, Entry.record, Entry.body).where(Entry.number.in_(numbers))
    return {
        (collection, record): _label(kind_of(collection), body)
        for collection, record, body in connection.execute(statement)
    }


def _label(kind: Kind, body: str | None) -> str:
    """Return what a record was called; nothing is known of it where the body was redacted."""
    written: Values = {} if body is None else decode(body)
    label: str = written.get(LABELS[kind.collection], "")
    return label


def nested_item(document: bytes, field: str, part: str | None) -> Any:
    """Return a nested list of a document, or the item of it with this id. Raises `NotFound`."""
    items = decode(document)[field]
    if part is None:
        return items
    for item in items:
        if item["id"] == part:
            return item
    detail = "The record has no such part."
    raise NotFound(detail)
