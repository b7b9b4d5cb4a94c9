"""Details, revisions and the ledger of a record."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.db.database import Database
from app.db.statements import Query
from app.errors import NotFound, Redacted
from app.ledger.entries.history import names_shown
from app.ledger.entries.redacted import body_of, is_known
from app.ledger.entries.redaction import redactions
from app.ledger.entries.replay import fold
from app.ledger.model.documents import render
from app.ledger.model.record_state import State
from app.ledger.model.record_type import Kind
from app.ledger.references.redirects import absence
from app.records.collection.collections import Collection
from app.records.collection.listing import with_id
from app.strict_json import decode, encode, encode_text
from app.tables.ledger import Entry

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
    """Return a record's version and its answer. Raises `NotFound`, or `Merged` with where it went."""
    rows = await database.hot(collection.by_id(form), {"id": record})
    if not rows:
        raise await database.read(absence, collection.kind, record)
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
        detail = f"This revision deleted the {kind.noun}, or merged it into another."
        raise NotFound(detail, last_revision=f"/v1/{kind.collection}/{record}/revisions/{version - 1}")
    if form == "written":
        return with_id(record, encode_text(state.written)).encode()
    return encode(render(kind, state, names_shown(connection, kind, [state], number)))


def folded(connection: Connection, kind: Kind, record: str, version: int) -> tuple[State | None, int | None]:
    """Return the state at a version and the number of its entry; no number where there is no such version.

    Raises `Redacted` where the state cannot be known any longer.
    """
    columns = (*COLUMNS, Entry.record, Entry.body)
    statement = (
        select(*columns)
        .where(Entry.collection == kind.collection, Entry.record == record, Entry.version <= version)
        .order_by(Entry.version)
    )
    state, number, last = None, None, 0
    for row in connection.execute(statement):
        entry = row._asdict()
        state = fold(kind, state, entry, body_of(entry))
        number, last = entry["number"], entry["version"]
    if last != version:
        return None, None
    if state is not None and not is_known(state):
        detail = "What this revision rests on was redacted."
        raise Redacted(detail, redacted=redactions(connection, kind, record, version))
    return state, number


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
