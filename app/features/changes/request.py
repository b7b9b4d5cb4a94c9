"""What a request for entries comes to mean: ids are settled, and what is within a topic or a meeting is found."""

from collections.abc import Mapping, Sequence

from app.db.database import Database
from app.errors import Fault, Invalid
from app.features.changes.schemas import EntryQuery
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.change_feed import Follower
from app.ledger.entries.change_pages import EntryFilters
from app.records.base.lists.closures import with_what_is_below
from app.records.base.lists.filter_ids import Named, settle
from app.records.registry import COLLECTIONS
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF

NAMED = {"participant": "participants", "topic": "topics", "meeting": "meetings"}
"""The filters that name what records name, and of which collection."""

BELOW = ("topic", "meeting")
"""Those by which lists find what is below, too."""


async def filters_of(database: Database, follower: Follower, query: EntryQuery) -> EntryFilters:
    """Return what a request's filters mean. Raises `Invalid` for ids that never stood in the ledger."""
    collections = [*query.collection, *([CALENDAR] if CALENDAR_OF in query.collection else [])]
    return EntryFilters(
        _unique(collections),
        await _records(database, follower, query),
        tuple(query.operation),
        await named_ids(database, {name: ids for name in NAMED if (ids := getattr(query, name))}),
    )


async def _records(database: Database, follower: Follower, query: EntryQuery) -> tuple[str, ...]:
    if not query.record:
        return ()
    if len(query.collection) != 1:
        detail = "Records of two collections may have one id."
        raise Invalid(detail, faults=[Fault("name the records' collection, one alone", parameter="collection")])
    (collection,) = query.collection
    if collection == ENTRIES:
        return tuple(query.record)
    if collection == CALENDAR:
        collection = CALENDAR_OF
    lines = await follower.lines(collection, query.record)
    if len(lines) < len(set(query.record)):
        await settle(database, {"record": (collection, query.record)})
    return tuple(dict.fromkeys(record for line in lines.values() for record in line))


async def named_ids(database: Database, asked: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return by collection the ids of which an entry's record has to have named one, for the filters of `NAMED`.

    Those of the merged, their survivors, and what is below. Raises `Invalid` for ids that never stood in the ledger.
    """
    if not asked:
        return {}
    named: Named = {name: (NAMED[name], ids) for name, ids in asked.items()}
    settled = await settle(database, named)
    meant = {name: list(settled.ids.get(name, ids)) for name, (_collection, ids) in named.items()}
    nested = {name: meant[name] for name in BELOW if name in meant}
    if nested:
        # A topic and a meeting mean of pledges what they mean here.
        below = await with_what_is_below(database, COLLECTIONS["pledges"].list_definition, nested)
        meant |= {name: list(ids) for name, ids in below.items()}
    return {collection: _unique([*ids, *meant[name]]) for name, (collection, ids) in named.items()}


def _unique(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
