"""Records that were merged into others: who took their place, and what that means for those who name them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel
from sqlalchemy import Connection, bindparam, func, select

from app.db.statements import OneOf, Query, core_table
from app.errors import Conflict, Merged, NotFound, PactaError
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.shapes import Names, Values, records_named
from app.ledger.references.nearest_ids import NearestIds
from app.ledger.references.reference_rewrite import rewrite_shape
from app.strict_json import decode
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation


@dataclass(frozen=True)
class LastEntry:
    """What the last entry of a record did: version, operation, and the text of its body."""

    version: int
    operation: str
    body: str | None


def last_entries(connection: Connection, keys: Collection[Key], number: int | None = None) -> dict[Key, LastEntry]:
    """Return the last entry of each record that ever was, up to a number of entries."""
    by_collection: dict[str, list[str]] = {}
    for collection, record in keys:
        by_collection.setdefault(collection, []).append(record)
    found: dict[Key, LastEntry] = {}
    query = _last(limited=number is not None)
    limit = {} if number is None else {"number": number}
    for collection, ids in by_collection.items():
        for record, *rest in query.on(connection, {"collection": collection, "ids": ids, **limit}):
            found[collection, record] = LastEntry(*rest)
    return found


@cache
def _last(*, limited: bool) -> Query:
    entry, newest = core_table(Entry), core_table(Entry).alias()
    collection = bindparam("collection", type_=entry.c.collection.type)
    of_these = [newest.c.collection == collection, OneOf(newest.c.record, "ids")]
    if limited:
        of_these.append(newest.c.number <= bindparam("number", type_=entry.c.number.type))
    versions = select(newest.c.record, func.max(newest.c.version).label("version")).where(*of_these)
    last = versions.group_by(newest.c.record).subquery()
    return Query(
        select(entry.c.record, entry.c.version, entry.c.operation, entry.c.body)
        .join(last, (last.c.record == entry.c.record) & (last.c.version == entry.c.version))
        # Said twice: without statistics PostgreSQL would look through all entries for each of these.
        .where(entry.c.collection == collection, OneOf(entry.c.record, "ids"))
    )


def redirects(connection: Connection, keys: Collection[Key], number: int | None = None) -> dict[Key, str]:
    """Return who took the place of each record that was merged, however often that was merged in turn.

    Up to a number of entries, where one is given.
    """
    onwards: dict[Key, Key] = {}
    asked = set(keys)
    while asked:
        rows = last_entries(connection, sorted(asked), number)
        merged = {key: (key[0], merged_into(row.body)) for key, row in rows.items() if row.operation == Operation.MERGE}
        onwards |= merged
        asked = set(merged.values()) - onwards.keys()
    return {key: _end(onwards, key)[1] for key in keys if key in onwards}


def merged_into(body: str | None) -> str:
    """Return the survivor that the entry of a merge names by its body; nobody where that was redacted."""
    return "" if body is None else str(decode(body)["into"])


def _end(onwards: Mapping[Key, Key], key: Key) -> Key:
    while key in onwards:
        key = onwards[key]
    return key


def follow_redirects(
    connection: Connection,
    record_type: RecordType,
    model: type[BaseModel],
    written: Values,
    known: Collection[Key] = (),
    read: Names | None = None,
) -> tuple[Values, Names]:
    """Return what was written with survivors in the place of merged records, and what is known of names.

    What is `known` to be there, or was `read` with what it is called, is not looked up.
    """
    names = dict(read or {})
    unknown = records_named(model, written) - set(known) - names.keys()
    if not unknown:
        return written, names
    names |= names_of(connection, unknown)
    moved = redirects(connection, unknown - names.keys()) if unknown - names.keys() else {}
    if not moved:
        return written, names
    news = {(collection, survivor) for (collection, _old), survivor in moved.items()}
    return rewrite_shape(record_type.merging, model, written, moved), names | names_of(connection, sorted(news))


def absence_error(
    connection: Connection, record_type: RecordType, record: str, number: int | None = None
) -> PactaError:
    """Return the refusal that readers get for a record that does not exist, or did not at entry `number`.

    Where it went, or that there is none.
    """
    key = (record_type.collection, record)
    survivor = redirects(connection, [key], number).get(key)
    if survivor is None and number is not None:
        return NotFound(f"There was no such {record_type.noun} at that moment, or what is known of it was redacted.")
    if survivor is None:
        refusal = not_found(connection, record_type, record)
        near = None if refusal.members else NearestIds(connection).of(*key)
        return refusal if near is None else NotFound(f"There is no such {record_type.noun}; the nearest id is {near}.")
    if not survivor:
        return NotFound(f"The {record_type.noun} was merged into another, and the entry that says which was redacted.")
    location = f"/v1/{record_type.collection}/{survivor}"
    detail = f"The {record_type.noun} was merged into {survivor}."
    return Merged(detail, record, survivor=survivor, headers={"Location": location})


def not_found(connection: Connection, record_type: RecordType, record: str) -> PactaError:
    """Return the refusal that writers get for a record that does not exist. It names the last revision, if any."""
    key = (record_type.collection, record)
    last = last_entries(connection, [key]).get(key)
    if last is None:
        return NotFound(f"There is no such {record_type.noun}.")
    if last.operation == Operation.MERGE:
        return merged(record_type, redirects(connection, [key])[key])
    return NotFound(
        f"The {record_type.noun} was deleted.",
        last_revision=f"/v1/{record_type.collection}/{record}/revisions/{last.version - 1}",
    )


def merged(record_type: RecordType, survivor: str) -> Conflict:
    """Return the refusal to write to a record that was merged."""
    return Conflict(
        f"The {record_type.noun} was merged into {survivor or 'another'}: write to that one.", survivor=survivor
    )


def refuse_merged(connection: Connection, rows: Mapping[Key, LastEntry]) -> None:
    """Raise `Conflict` where one of the records, which are not there, was merged: its id is never free again."""
    for key, row in rows.items():
        if row.operation == Operation.MERGE:
            raise merged(record_type_of(key[0]), redirects(connection, [key])[key])
