"""Reading on from an entry: all that came after it, in order, none left out; and waiting for what comes next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.audience import audience
from app.db.columns import AsBytes, size_of_large
from app.db.database import Database
from app.db.statements import Query, core_table
from app.ledger.entries.change_pages import ALL, FEW, LAST, RECORDS, EntryFilters, page_query, rarity_query
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

WINDOWS = 10
"""In how many windows the last entries are looked for."""

HEAD = Query(select(func.max(Entry.number)))
# As in moments.py: by the highest number, SQLite would read the ledger from its end.
_BEFORE = Query(
    select(Entry.number)
    .where(Entry.at < bindparam("instant", type_=core_table(Entry).c.at.type))
    .order_by(Entry.at.desc(), Entry.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Wanted:
    """Which entries to read: at most `limit` after a number, of all or of those that satisfy filters."""

    after: int
    limit: int
    filters: EntryFilters = ALL


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

    def __init__(self, database: Database, bring_up: Callable[[], Awaitable[object]]) -> None:
        """Keep where to read; `bring_up` brings what is kept of who named whom up to the present end of the ledger."""
        self._database, self._bring_up = database, bring_up
        self._seen = 0
        self._next_look = 0.0

    async def read_on(self, wanted: Wanted) -> Followed:
        """Return the next entries. The ledger's writers take turns, so what is up to the head is there for good."""
        head = until = await self.head()
        filters = wanted.filters
        sought = await self._sought_by(filters)
        if sought is None and filters:
            until = min(head, wanted.after + WINDOW)
        query = page_query(audience.get(), filters, sought)
        limits: Values = {"after": wanted.after, "until": until, "limit": wanted.limit, **filters.values}
        if sought is None:
            rows = list(await self._database.hot(query, limits))
        else:
            rows = list(await self._database.read(_rows, query, limits))
        shown = rows
        if any(_size_of_large(row) is not None for row in rows):
            shown = rows[: fitting(_size_of_large(row) or len(row[BODY] or b"") for row in rows)]
            shown = await self._database.read(_with_large, shown)
        complete = len(rows) < wanted.limit and len(shown) == len(rows)
        last = max(wanted.after, until) if complete else shown[-1][0]
        return Followed([_item(row) for row in shown], last, head)

    async def read_back(self, wanted: Wanted, before: int | None = None) -> Followed:
        """Return the last entries after a number and before another, the last of all first, without large bodies.

        `last` is the number of the first that was looked at: what was wanted before it was not.
        """
        head = await self.head()
        until = head if before is None else min(head, before - 1)
        sought = await self._sought_by(wanted.filters)
        query = page_query(audience.get(), wanted.filters, sought, newest=True)
        rows: list[tuple[Any, ...]] = []
        for _window in range(WINDOWS):
            is_walked = sought is None and wanted.filters
            after = max(wanted.after, until - WINDOW) if is_walked else wanted.after
            limits: Values = {"after": after, "until": until, "limit": wanted.limit - len(rows)}
            found = await self._database.read(_rows, query, limits | wanted.filters.values)
            rows += found
            until = found[-1][0] - 1 if len(found) == limits["limit"] else after
            if len(rows) == wanted.limit or until <= wanted.after:
                break
        return Followed([_item_without_large(row) for row in rows], max(until, wanted.after) + 1, head)

    async def _sought_by(self, filters: EntryFilters) -> str | None:
        """Return the filter that leaves the fewest entries, where it leaves few."""
        if filters.named:
            await self._bring_up()
        if filters.records or not filters.named:
            return RECORDS if filters.records else None
        names = tuple(filters.named)
        (counts,) = await self._database.hot(rarity_query(names), {name: filters.values[name] for name in names})
        count, name = min(zip(counts, names, strict=True))
        return name if count < FEW else None

    async def number_before(self, instant: str) -> int:
        """Return the number of the last entry that was recorded before an instant, 0 where there is none."""
        rows = await self._database.hot(_BEFORE, {"instant": instant})
        return rows[0][0] if rows else 0

    async def lines(self, collection: str, records: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return records, each with those that took its place in turn; not those that never stood in the ledger."""
        merged: dict[str, str] = {}
        asked: Sequence[str] = records
        while asked:
            rows = await self._database.hot(LAST, {"collection": collection, "records": list(asked)})
            merged |= {
                record: merged_into(body) if operation == Operation.MERGE else "" for record, operation, body in rows
            }
            asked = sorted({into for into in merged.values() if into and into not in merged})
        found = {}
        for record in records:
            line: list[str] = []
            following = record
            while following in merged and following not in line:
                line.append(following)
                following = merged[following]
            if line:
                found[record] = tuple(line)
        return found

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
        number = await self.head()
        if number != self._seen:
            self._seen = number
            self._database.committed.notify()

    async def head(self) -> int:
        """Return the number of the last entry."""
        return (await self._database.hot(HEAD, {}))[0][0] or 0


async def _notify(leaving: Callable[[], Awaitable[None]], notified: asyncio.Event) -> None:
    await leaving()
    notified.set()


def _rows(connection: Connection, query: Query, values: Values) -> Sequence[tuple[Any, ...]]:
    return query.on(connection, values)


def _size_of_large(row: Sequence[Any]) -> int | None:
    return None if row[BODY] is None else size_of_large(row[BODY])


def _item_without_large(row: Sequence[Any]) -> Values:
    """Return an entry with its body decoded; in the place of a large one an empty object."""
    body = row[BODY]
    return _item(row) | {"body": body and ({} if _size_of_large(row) is not None else decode(body))}


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
