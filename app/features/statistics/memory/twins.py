"""The twins of history in the memory of the process: loaded when first asked for, then fed with what changed.

What is in memory may be ahead of the snapshot of who asks: rows are closed, never taken away but by a redaction, so
that it covers every earlier moment as well.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from app.db.memory_database import Count, CountingDatabase, Rows, Session
from app.deadline import in_time
from app.errors import NotReady
from app.features.statistics.memory import loader
from app.features.statistics.memory.tables import PLEDGES, WORDS, InMemory, in_memory
from app.features.statistics.memory.twin_rows import next_piece, reached, rows_since, touched
from app.tables.base import Base

MAX_ENTRIES = 20_000
"""Beyond so many entries it is cheaper to reload a table than to exchange what they changed."""


@dataclass
class _Loaded:
    """How far a table is loaded: after which record, None for all of it; and up to which entry it covers those."""

    table: InMemory
    number: int
    after: str | None = ""


class Twins:
    """What this process holds of the twins, and the numbers that stand for words in it."""

    def __init__(self, seconds: float) -> None:
        """Begin with nothing. Whoever asks waits so long."""
        self._seconds = seconds
        self._lock = Lock()
        self._database: CountingDatabase | None = None
        self._forget()

    def close(self) -> None:
        """Forget everything."""
        if self._database is not None:
            self._database.close()
        self._database = None
        self._forget()

    def _forget(self) -> None:
        self._loaded: dict[str, _Loaded] = {}
        self._words: list[str] = []
        self._numbers: dict[str, int] = {}

    def count(self, connection: Connection, count: Count, values: Mapping[str, Any], number: int) -> Rows:
        """Return the rows of a statement, once its tables cover all entries up to a number. Raises `NotReady`."""
        end = time.monotonic() + self._seconds
        with self._locked(end):
            database = self._database = self._database or _opened(self._seconds)
        with database.session(self._seconds) as session:
            if not all(self._tells(name, number) for name in count.tables):
                with self._locked(end):
                    self._bring_up(session, connection, count.tables, number, end)
            text, parameters = count.text(values, lambda family, words: self._numbered(session, family, words))
            return session.execute(text, parameters)

    def word(self, number: int) -> str:
        """Return the word that a number stands for."""
        return self._words[number - 1]

    def _tells(self, name: str, number: int) -> bool:
        known = self._loaded.get(name)
        return known is not None and known.after is None and known.number >= number

    @contextmanager
    def _locked(self, end: float) -> Iterator[None]:
        if not self._lock.acquire(timeout=max(0, end - time.monotonic())):
            detail = "The statistics are being loaded. Try again."
            raise NotReady(detail)
        try:
            yield
        finally:
            self._lock.release()

    def _bring_up(
        self, session: Session, connection: Connection, names: Iterable[str], number: int, end: float
    ) -> None:
        tables = [in_memory(Base.metadata.tables[name]) for name in sorted(names)]
        projections = {table.projection.name: table.projection for table in tables}
        through = {name: reached(connection, projection) for name, projection in projections.items()}
        if min(through.values()) < number:
            detail = "The statistics are being rebuilt. Try again."
            raise NotReady(detail)
        for name, last in through.items():
            self._follow(session, connection, name, last)
        for table in tables:
            if table.table.name not in self._loaded:
                loader.create(session, table)
                self._loaded[table.table.name] = _Loaded(table, through[table.projection.name])
        self._load(session, connection, [self._loaded[table.table.name] for table in tables], end)

    def _follow(self, session: Session, connection: Connection, projection: str, through: int) -> None:
        """Bring up what is loaded of what a projection makes."""
        own = [known for known in self._loaded.values() if known.table.projection.name == projection]
        for known in own:
            if through - known.number > MAX_ENTRIES:
                loader.empty(session, known.table)
                known.number, known.after = through, ""
        for since in {known.number for known in own if known.number < through}:
            self._exchange(session, connection, [known for known in own if known.number == since], through)

    def _exchange(self, session: Session, connection: Connection, stale: Sequence[_Loaded], through: int) -> None:
        """Put what holds by now in the place of what held at an entry, of the records that were touched since."""
        since = stale[0].number
        changed = touched(connection, since, through)
        with session.transaction():
            for known in stale:
                records = {
                    record: is_redacted
                    for record, is_redacted in changed.get(known.table.collection, {}).items()
                    if known.after is None or record <= known.after
                }
                for piece in in_time(rows_since(connection, known.table, records, since)):
                    loader.exchange(session, known.table, piece, since)
        self._learn(session)
        for known in stale:
            known.number = through

    def _load(self, session: Session, connection: Connection, tables: Iterable[_Loaded], end: float) -> None:
        """Load what is not loaded of tables, piece by piece: what was loaded stays if the time is not enough.

        While a piece is read, the one before it is loaded.
        """
        with ThreadPoolExecutor(1, "pacta-filling") as filler:
            filled: Future[None] | None = None
            for known in tables:
                after = known.after
                while after is not None:
                    if time.monotonic() > end:
                        detail = "The statistics are being loaded. Try again."
                        raise NotReady(detail)
                    lines, after = next_piece(connection, known.table, after)
                    if filled is not None:
                        filled.result()
                    filled = filler.submit(self._fill, session, known, lines, after)
            if filled is not None:
                filled.result()

    def _fill(self, session: Session, known: _Loaded, lines: str | None, after: str | None) -> None:
        with session.transaction():
            loader.fill(session, known.table, lines)
        self._learn(session)
        known.after = after

    def _learn(self, session: Session) -> None:
        fresh = loader.words_after(session, WORDS, len(self._words))
        self._numbers |= {word: number for number, word in enumerate(fresh, len(self._words) + 1)}
        self._words += fresh

    def _numbered(self, session: Session, family: str, words: Sequence[Any]) -> Sequence[int]:
        """Return the numbers of words: of those that occur nowhere, one that does not either."""
        known = self._numbers if family == WORDS else loader.word_numbers(session, family, words)
        return [known.get(word, 0) for word in words]


def _opened(seconds: float) -> CountingDatabase:
    database = CountingDatabase()
    with database.session(seconds) as session:
        for family in (PLEDGES, WORDS):
            loader.create_family(session, family)
    return database
