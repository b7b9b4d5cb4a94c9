"""Suggested duplicates, kept for each collection until what they were made of has changed.

Comparing a hundred thousand records takes seconds, and may take longer than a request has. So it is done by a thread of
its own, which goes on where somebody who asked has left: who asks again finds what it made. A collection is compared
once, at the least threshold that can be asked for: what a request asks for is a part of that.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Thread
from typing import TypeVar

from sqlalchemy import Connection, select

from app.db.database import Database
from app.deadline import deadline
from app.errors import NotReady
from app.features.duplicates.comparison import Candidate, Likely, duplicates
from app.features.duplicates.queries import LEAST_THRESHOLD, MOST_SHOWN, Suggestions, candidates, shown
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.numbers import read_numbers
from app.ledger.model.documents.number import OLDER
from app.tables.ledger.entries import Entry

LONGEST = 600
"""Seconds that comparing may take at all: rather than go on for ever, nothing is suggested."""

STALE = 300
"""Seconds for which suggestions are given while newer ones are being made: where records change all the time, others
would never be given."""

MOST_PATIENCE = 1.0
"""Seconds that whoever asks waits at most."""

Made = TypeVar("Made")

REST = 4
"""How many times as long as comparing a collection took it is not compared again: where records change all the time,
a fifth of a processor is spent on suggestions, not all of it."""


@dataclass(frozen=True)
class _Kept:
    """What was made of the records as they were at an entry; `content` tells those from others."""

    number: int
    content: bytes
    made_at: float
    likely: Likely


@dataclass(frozen=True)
class _Comparison:
    """The collection that is being compared, and what ends when it was."""

    collection: str
    task: asyncio.Task[None]


class SuggestionCache:
    """The suggestions that this process has made. Whoever asks waits on the event loop, and holds no thread."""

    def __init__(self, seconds: float) -> None:
        """Begin with nothing. Whoever asks waits so long, at most a second."""
        self._seconds = min(seconds, MOST_PATIENCE)
        self._kept: dict[str, _Kept] = {}
        self._rest: dict[str, float] = {}
        self._comparison: _Comparison | None = None

    async def suggestions(self, database: Database, collection: str, threshold: float, limit: int) -> Suggestions:
        """Return the likeliest duplicates of a collection. Raises `NotReady` while they are not made yet."""
        end = time.monotonic() + self._seconds
        of_now = True
        while not await self._holds(database, collection):
            if not await self._has_renewed(database, collection, end):
                of_now = False
                break
        kept = self._kept.get(collection)
        if kept is None or not (of_now or self._is_fresh(collection, kept)):
            detail = "The suggestions are being made. Try again."
            raise NotReady(detail)
        found = await database.read(shown, collection, kept.likely.reaching(threshold), limit)
        return replace(found, of_now=of_now)

    def _is_fresh(self, collection: str, kept: _Kept) -> bool:
        now = time.monotonic()
        return now < kept.made_at + STALE or now < self._rest.get(collection, 0.0)

    async def _holds(self, database: Database, collection: str) -> bool:
        """Return whether the suggestions that are kept are of the records as they are."""
        kept, comparison = self._kept.get(collection), self._comparison
        if kept is None or (comparison is not None and comparison.collection == collection):
            return False
        number = await database.read(_last_number, collection, kept.number)
        if number is not None and self._kept.get(collection) is kept:
            self._kept[collection] = replace(kept, number=number)
        return number is not None

    async def _has_renewed(self, database: Database, collection: str, end: float) -> bool:
        """Wait until a collection was compared, or another one that came first; return whether it was in time."""
        rest = self._rest.get(collection, 0.0)
        if rest > end:
            return False
        await asyncio.sleep(max(0.0, rest - time.monotonic()))
        comparison = self._comparison
        if comparison is None:
            task = asyncio.create_task(self._renew(database, collection))
            comparison = self._comparison = _Comparison(collection, task)
        done, _waiting = await asyncio.wait([comparison.task], timeout=max(0.0, end - time.monotonic()))
        if done and comparison.collection == collection:
            comparison.task.result()
        return bool(done)

    async def _renew(self, database: Database, collection: str) -> None:
        begun = time.monotonic()
        try:
            number, compared = await database.read(_compared, collection)
            content = await _in_thread(lambda: _content(compared))
            kept = self._kept.get(collection)
            if kept is None or kept.content != content:
                likely = await _in_thread(lambda: duplicates(compared, LEAST_THRESHOLD, MOST_SHOWN))
            else:
                likely = kept.likely
            self._kept[collection] = _Kept(number, content, time.monotonic(), likely)
        finally:
            now = time.monotonic()
            self._rest[collection] = now + REST * (now - begun)
            self._comparison = None


async def _in_thread(work: Callable[[], Made]) -> Made:
    """Return what a thread of its own makes, which does not keep the process from ending."""
    made: Future[Made] = Future()
    made.set_running_or_notify_cancel()

    def run() -> None:
        try:
            with deadline(LONGEST):
                made.set_result(work())
        except Exception as error:  # noqa: BLE001 - whoever waits is to get it
            made.set_exception(error)

    Thread(target=run, name="pacta-comparing", daemon=True).start()
    return await asyncio.wrap_future(made)


def _compared(connection: Connection, collection: str) -> tuple[int, list[Candidate]]:
    """Return what is compared of a collection, and the entry as of which it is."""
    return _number(connection), candidates(connection, collection)


def _number(connection: Connection) -> int:
    """Return the last entry's number; 0 where columns are being brought to this program's form, without an entry."""
    numbers = read_numbers(connection)
    return 0 if numbers.documents == OLDER else numbers.ledger


def _last_number(connection: Connection, collection: str, since: int) -> int | None:
    """Return the last entry's number, None where records of a collection were written after an entry.

    Their parts are not compared.
    """
    number = _number(connection)
    if not number or not since:
        return None
    written = (
        select(Entry.number)
        .where(Entry.number > since, Entry.number <= number, Entry.part.is_(None))
        .where(Entry.collection.in_([collection, ENTRIES]))
        .limit(1)
    )
    return None if connection.scalar(written) is not None else max(number, since)


def _content(compared: list[Candidate]) -> bytes:
    """Return what tells these records from others, by what is compared of them."""
    digest = sha256()
    for one in compared:
        sets = [(name, sorted(those)) for name, those in (*one.facts.items(), *one.parties.items())]
        digest.update(repr((one.id, one.label, one.group, one.names, one.marks, sets, sorted(one.different))).encode())
    return digest.digest()
