"""Filters that name records: what a list is asked for is settled by what the ledger knows of the ids.

A merged id stands for its survivor, at an earlier moment by the merges known then. One that is known and was not there
adds nothing; one that never stood in the ledger is a mistake, and refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pydantic import BaseModel
from sqlalchemy import Connection, String, bindparam, func, literal_column, select, union_all

from app.db.database import Database
from app.db.statements import Query, core_table
from app.errors import Fault, Invalid
from app.http.paging import Position
from app.ledger.entries.history import Moment
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.head import head
from app.ledger.model.shapes import plan_of
from app.ledger.references.nearest_ids import NearestIds
from app.ledger.references.redirects import last_entries, redirects
from app.records.base.lists.list_queries import Active, Page, PageOf
from app.tables.ledger.entries import Entry

FOLLOWED = "The id of a merged record stands for its survivor; one that was never recorded is refused."
"""What the descriptions of lists say of it."""

Named = Mapping[str, tuple[str, Sequence[str]]]
"""The filters of a request that name records: of which collection, and the ids."""


@dataclass(frozen=True)
class Settled:
    """The ids that filters come to mean where others stand for them, and the ledger's number by which that is so."""

    ids: Mapping[str, Sequence[str]]
    head: int


def named_by(query: BaseModel, active: Active, own: str | None = None) -> Named:
    """Return the active filters that name records; `own` is the collection whose records the filter `id` names."""
    collections = filtered_collections(type(query), own)
    return {name: (collections[name], ids) for name, ids in active.items() if name in collections}


@cache
def filtered_collections(query: type[BaseModel], own: str | None) -> Mapping[str, str]:
    """Return the collection of which each filter of a query names records, where it does."""
    marked = {
        name: plan.each.reference.collection
        for name, plan in plan_of(query).members
        if plan.each is not None and plan.each.reference is not None
    }
    return marked if own is None else marked | {"id": own}


def followed(
    database: Database, named: Named, active: Active, moment: Moment | None, pages: Callable[[Active], PageOf]
) -> PageOf:
    """Return what gives the pages of a list whose filters name records. They raise `Invalid` for ids of none.

    Where each filter names one record, whatever the list holds says that it is there: nothing is looked up then.
    """
    if not named:
        return pages(active)
    several = any(len(ids) > 1 for _collection, ids in named.values())

    async def page_of(position: Position | None) -> Page:
        found = None if several else await pages(active)(position)
        if found is not None and found.items:
            return found
        settled = await settle(database, named, moment)
        if found is not None and not settled.ids:
            return found
        page = await pages({**active, **settled.ids})(position)
        # Of a merge in between the page says nothing.
        return replace(page, numbers=min(page.numbers, page.numbers._replace(ledger=settled.head)))

    return page_of


async def settle(database: Database, named: Named, moment: Moment | None = None) -> Settled:
    """Return what ids come to mean, now or at a moment. Raises `Invalid` for those that never stood in the ledger."""
    if moment is not None:
        return await database.read(look_up, named, moment.number)
    number, there = await _there(database, _keys(named))
    if _keys(named) <= there:
        return Settled({}, number)
    settled = await database.read(look_up, named)
    return replace(settled, head=min(number, settled.head)) if there else settled


def look_up(connection: Connection, named: Named, number: int | None = None) -> Settled:
    """Return what ids come to mean by the ledger, now or when an entry had been written. Raises `Invalid`."""
    keys = _keys(named)
    if unknown := sorted(keys - last_entries(connection, sorted(keys)).keys()):
        raise _refusal(connection, named, unknown)
    # Where the entry of a merge was redacted, nobody knows the survivor: the id stands for itself, and finds nothing.
    moved = {key: into for key, into in redirects(connection, sorted(keys), number).items() if into}
    ids = {
        name: list(dict.fromkeys(moved.get((collection, record), record) for record in records))
        for name, (collection, records) in named.items()
        if any((collection, record) in moved for record in records)
    }
    return Settled(ids, head(connection).number)


def _keys(named: Named) -> set[Key]:
    return {(collection, record) for collection, ids in named.values() for record in ids}


async def _there(database: Database, keys: set[Key]) -> tuple[int, set[Key]]:
    """Return the ledger's number and which of the records there are now; 0 where there are none of them."""
    by_collection: dict[str, list[str]] = {}
    for collection, record in sorted(keys):
        by_collection.setdefault(collection, []).append(record)
    # Of few lengths, so that there are few statements.
    lengths = {collection: 1 << (len(ids) - 1).bit_length() for collection, ids in by_collection.items()}
    values = {
        f"{collection}_{place}": ids[min(place, len(ids) - 1)]
        for collection, ids in by_collection.items()
        for place in range(lengths[collection])
    }
    rows = await database.hot(standing(tuple(lengths.items())), values)
    return (rows[0][0] if rows else 0), {(collection, record) for _number, collection, record in rows}


@lru_cache(maxsize=512)
def standing(lengths: tuple[tuple[str, int], ...]) -> Query:
    """Return the statement for which of so many records of each collection there are."""
    found = []
    for collection, length in lengths:
        column = core_table(record_type_of(collection).table).c.id
        wanted = column.in_([bindparam(f"{collection}_{place}", type_=column.type) for place in range(length)])
        name = literal_column(f"'{collection}'", String)
        found.append(select(name.label("collection"), column.label("record")).where(wanted))
    there = union_all(*found).subquery()
    return Query(select(select(func.max(Entry.number)).scalar_subquery(), there.c.collection, there.c.record))


def _refusal(connection: Connection, named: Named, unknown: Sequence[Key]) -> Invalid:
    near = NearestIds(connection)
    faults = [
        Fault(_message(collection, near.of(collection, record), place, len(ids)), parameter=name)
        for name, (collection, ids) in named.items()
        for place, record in enumerate(ids, 1)
        if (collection, record) in unknown
    ]
    return Invalid("A filter names a record that was never recorded.", faults=faults)


def _message(collection: str, near: str | None, place: int, count: int) -> str:
    which = "" if count == 1 else f"value {place} of {count}: "
    remedy = f"/v1/{collection} lists them" if near is None else f"the nearest id is {near}"
    return f"{which}unknown {record_type_of(collection).noun}; {remedy}"
