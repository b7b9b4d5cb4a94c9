"""Reading on from an entry: all that came after it, in order, none left out; and waiting for what comes next."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from time import monotonic
from typing import Any

from sqlalchemy import Connection, String, and_, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from app.audience import Audience, audience, may_see
from app.db.columns import AsBytes, SmallAsBytes, size_of_large
from app.db.database import Database
from app.db.statements import Query, core_table
from app.ledger.entries.chain import ENTRIES
from app.ledger.model.shapes import Values
from app.ledger.references.redirects import merged_into
from app.page_size import fitting
from app.strict_json import as_it_is, decode
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

LOOK = 0.5
"""Seconds between two looks for what another process wrote: its commits send no notification here."""

WINDOW = 5000
"""Entries among which those of a collection are looked for at once: no page costs more, however rare they are."""

_redaction = aliased(Entry)
_PAGE = (
    select(
        Entry.number, Entry.at, Entry.actor, Entry.request, Entry.data_set, Entry.collection, Entry.record,
        Entry.version, Entry.part, Entry.operation, Entry.form, SmallAsBytes(core_table(Entry).c.body).label("body"),
        Entry.salt, Entry.digest, Entry.previous, Entry.hash,
        _redaction.number.label("redaction"), _redaction.body.label("reason"),
    )
    .outerjoin(
        _redaction,
        and_(
            Entry.body.is_(None),
            _redaction.collection == ENTRIES,
            _redaction.record == cast(Entry.number, String),
        ),
    )
    .where(Entry.number > bindparam("after"), Entry.number <= bindparam("until"))
    .limit(bindparam("limit"))
)  # fmt: skip
HEAD = Query(select(func.max(Entry.number)))
LAST = Query(
    select(Entry.operation, Entry.body)
    .where(Entry.collection == bindparam("collection"), Entry.record == bindparam("record"))
    .order_by(Entry.version.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Wanted:
    """Which entries to read: at most `limit` after a number, of all, of a collection, or of some records of it."""

    after: int
    limit: int
    collection: str | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Pages:
    """The statements for entries: of all records, of a collection, of a record."""

    all: Query
    of_collection: Query
    of_record: Query


@cache
def _pages(reader: Audience) -> _Pages:
    entries = core_table(Entry).c
    visible = _PAGE.where(*may_see(reader, entries.collection, entries.record))
    of_collection = visible.where(Entry.collection == bindparam("collection"))
    # A record's versions rise with the numbers, and are indexed by record.
    of_record = of_collection.where(Entry.record == bindparam("record")).order_by(Entry.version)
    return _Pages(Query(visible.order_by(Entry.number)), Query(of_collection.order_by(Entry.number)), Query(of_record))


@dataclass(frozen=True)
class Followed:
    """Entries in order; the number up to which there is nothing else that was wanted; the number of the last entry."""

    items: Sequence[Values]
    last: int
    head: int

    @property
    def moved(self) -> bool:
        """Return whether there is something newer, or may be after `last`."""
        return bool(self.items) or self.last < self.head


class Follower:
    """Reads on for clients, and lets them wait for what comes next."""

    def __init__(self, database: Database) -> None:
        """Keep where to read."""
        self._database = database
        self._seen = 0
        self._next_look = 0.0

    async def read_on(self, wanted: Wanted) -> Followed:
        """Return the next entries. The ledger's writers take turns, so what is up to the head is there for good."""
        head = await self._head()
        until = head
        pages = _pages(audience.get())
        query = pages.all
        if wanted.collection is not None and not wanted.records:
            query = pages.of_collection
            until = min(head, wanted.after + WINDOW)
        limits: Values = {"after": wanted.after, "until": until, "limit": wanted.limit}
        if wanted.collection is not None:
            limits["collection"] = wanted.collection
        if wanted.records:
            found = [
                await self._database.hot(pages.of_record, limits | {"record": record}) for record in wanted.records
            ]
            rows = list(heapq.merge(*found, key=itemgetter(0)))[: wanted.limit]
        else:
            rows = list(await self._database.hot(query, limits))
        shown = rows
        if any(_size_of_large(row) is not None for row in rows):
            shown = rows[: fitting(_size_of_large(row) or len(row[BODY] or b"") for row in rows)]
            shown = await self._database.read(_with_large, shown)
        complete = len(rows) < wanted.limit and len(shown) == len(rows)
        last = max(wanted.after, until) if complete else shown[-1][0]
        return Followed([_item(row) for row in shown], last, head)

    async def line(self, collection: str, record: str) -> tuple[str, ...]:
        """Return a record and those that took its place in turn; nothing where it never stood in the ledger."""
        found: list[str] = []
        while record and record not in found:
            rows = await self._database.hot(LAST, {"collection": collection, "record": record})
            if not rows:
                break
            found.append(record)
            operation, body = rows[0]
            record = merged_into(body) if operation == Operation.MERGE else ""
        return tuple(found)

    async def wait(self, wanted: Wanted, seconds: float, leaving: Callable[[], Awaitable[None]]) -> Followed:
        """Return the next entries as soon as there are any, or that there are none once the seconds are over.

        Returns at once when the service stops, and when `leaving()` does: the client has gone.
        """
        end = monotonic() + seconds
        with self._database.committed.subscribe() as notified:
            watching = asyncio.create_task(_notify(leaving, notified))
            try:
                while True:
                    notified.clear()
                    found = await self.read_on(wanted)
                    if found.moved or watching.done():
                        return found
                    wanted = replace(wanted, after=found.last)
                    await self._listen(notified, end)
                    if monotonic() >= end or self._database.committed.closed:
                        return found
            finally:
                watching.cancel()

    async def _listen(self, notified: asyncio.Event, end: float) -> None:
        while not notified.is_set() and not self._database.committed.closed and (left := end - monotonic()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(notified.wait(), min(LOOK, left))
            if not notified.is_set():
                await self._look()

    async def _look(self) -> None:
        """Look for what other processes wrote, once for all who wait."""
        if monotonic() < self._next_look:
            return
        self._next_look = monotonic() + LOOK / 2
        number = await self._head()
        if number != self._seen:
            self._seen = number
            self._database.committed.notify()

    async def _head(self) -> int:
        return (await self._database.hot(HEAD, {}))[0][0] or 0


async def _notify(leaving: Callable[[], Awaitable[None]], notified: asyncio.Event) -> None:
    await leaving()
    notified.set()


def _size_of_large(row: Sequence[Any]) -> int | None:
    return None if row[BODY] is None else size_of_large(row[BODY])


def _with_large(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows of a page with the bodies that are large; what was redacted meanwhile has none, nor its salt."""
    large = [row[0] for row in rows if _size_of_large(row) is not None]
    kept = select(Entry.number, AsBytes(core_table(Entry).c.body), Entry.salt).where(Entry.number.in_(large))
    found = {number: values for number, *values in connection.execute(kept)}
    return [(*row[:BODY], *found[row[0]], *row[BODY + 2 :]) if row[0] in found else row for row in rows]


def _item(row: Sequence[Any]) -> Values:
    *values, redaction, reason = row
    item = dict(zip(NAMES, values, strict=True))
    body = item["body"]
    item["body"] = None if body is None else as_it_is(body)
    item["redacted"] = None if redaction is None else {"entry": redaction, "reason": decode(reason)["reason"]}
    return item


NAMES = (
    "number", "at", "actor", "request_id", "data_set", "collection", "record", "version", "part", "operation", "form",
    "body", "salt", "digest", "previous", "hash",
)  # fmt: skip
BODY = NAMES.index("body")
