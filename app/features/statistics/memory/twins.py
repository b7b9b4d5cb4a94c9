"""What is counted in, in the memory of the process: loaded when first asked for, then fed with what changed.

What is in memory may be ahead of the snapshot of who asks: rows are closed. Those of twins are never taken away but by
a redaction, so that they cover every earlier moment; those that are kept of now cover the last minutes.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from app.features.statistics.memory.kept_rows import KEPT
from app.features.statistics.memory.marks import KeptMarks
from app.features.statistics.memory.moments import OF_MOMENTS, Moments, rows_of_moment
from app.features.statistics.memory.numbering import Numbering, create_family, word_numbers, words_after
from app.features.statistics.memory.tables import PLEDGES, WORDS, Changed, InMemory
from app.features.statistics.memory.twin_rows import changed_since, in_memory, reached
from app.records.base.lists.bindings import DAY
from app.tables.base import Base

NEVER = 2**63
"""The number of an entry that there is not."""

MAX_ENTRIES = 20_000
"""Beyond so many entries it is cheaper to reload a table than to exchange what they changed."""


@dataclass
class _Loaded:
    """How far a table is loaded: after which record, None for all of it; and which entries it covers of those."""

    table: InMemory
    number: int = 0
    after: str | None = ""
    since: int = 0
    marked: tuple[float, int] = (0.0, 0)
    """When past rows were last taken away, and up to which entry it covered then."""

    def begin(self, number: int) -> None:
        """Load it from the beginning, as of an entry. What is read of now tells nothing before it is complete."""
        self.number, self.after, self.since = number, "", NEVER if self.table.of_now else 0

    def tells(self, moment: int, through: int) -> bool:
        """Return whether it covers the moment of an entry, and all entries through another."""
        return self.after is None and self.since <= moment and self.number >= through


class Overtaken(NotReady):
    """What is kept of now no longer tells, or not yet, of the entry that was the last when it was asked about."""


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
        self._has_more_words = False
        self.moments = Moments()
        self.marks = KeptMarks()

    def count(self, connection: Connection, count: Count, values: Mapping[str, Any], moment: int, through: int) -> Rows:
        """Return the rows of a statement about a moment, once its tables cover all entries through one.

        Raises `NotReady`, and `Overtaken` where asking about a later entry helps.
        """
        end = time.monotonic() + self._seconds
        database = self._database or self._open(end)
        with database.session(self._seconds) as session:

            def asked(count: Count) -> tuple[str, Sequence[Any]]:
                self._cover(session, connection, count.tables - OF_MOMENTS, moment, through, end)
                return count.text(values, lambda family, words: self._numbered(session, family, words))

            if not (of_moment := count.tables & OF_MOMENTS):
                return session.count(*asked(count))
            with self.moments.using(connection, (moment, values[DAY]), through) as kept:
                for name in sorted(of_moment - kept.rows.keys()):
                    found = asked(rows_of_moment(name))
                    with self._locked(end):
                        kept.keep(session, name, *found)
                        self.moments.let_go(session)
                text, parameters = asked(count)
                session.use(kept.schema)
                return session.count(text, parameters)

    def word(self, number: int) -> str:
        """Return the word that a number stands for."""
        return self._words[number - 1]

    def _open(self, end: float) -> CountingDatabase:
        with self._locked(end):
            self._database = self._database or _opened(self._seconds)
            return self._database

    def _cover(
        self,
        session: Session,
        connection: Connection,
        names: Collection[str],
        moment: int,
        through: int,
        end: float,
    ) -> None:
        """Let tables cover the moment of an entry, and all entries through another. Raises `Overtaken`."""
        if self._tell(names, moment, through):
            return
        with self._locked(end):
            self._bring_up(session, connection, names, through, end)
        if not self._tell(names, moment, through):
            detail = "What is counted has changed meanwhile. Try again."
            raise Overtaken(detail)

    def _tell(self, names: Iterable[str], moment: int, through: int) -> bool:
        return all(name in self._loaded and self._loaded[name].tells(moment, through) for name in names)

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
        tables = [KEPT.get(name) or in_memory(Base.metadata.tables[name]) for name in sorted(names)]
        projections = {table.projection.name: table.projection for table in tables}
        through = {name: reached(connection, projection) for name, projection in projections.items()}
        if min(through.values()) < number:
            detail = "The statistics are being rebuilt. Try again."
            raise NotReady(detail)
        for table in tables:
            if table.table.name not in self._loaded:
                loader.create(session, table)
                known = self._loaded[table.table.name] = _Loaded(table)
                known.begin(through[table.projection.name])
        loaded = [self._loaded[table.table.name] for table in tables]
        self._follow(session, connection, loaded, through)
        self._load(session, connection, loaded, end)

    def _follow(
        self, session: Session, connection: Connection, loaded: Sequence[_Loaded], through: Mapping[str, int]
    ) -> None:
        """Bring up what is loaded of tables to how far their projections have come."""
        stale = []
        for known in loaded:
            last = through[known.table.projection.name]
            if last - known.number > MAX_ENTRIES:
                loader.empty(session, known.table)
                known.begin(last)
            elif last > known.number:
                stale.append(known)
        self._exchange(session, connection, stale, through)

    def _exchange(
        self, session: Session, connection: Connection, stale: Sequence[_Loaded], through: Mapping[str, int]
    ) -> None:
        """Put what holds by now in the place of what held at an entry, of the records that were touched since."""
        if not stale:
            return
        # Of those that are not as far behind, records are exchanged that were not touched: for the same.
        changed = changed_since(connection, min(known.number for known in stale))
        numbering = self._numbering(session)
        with session.transaction():
            for known in stale:
                of_projection = through[known.table.projection.name]
                self._exchange_records(session, connection, known, changed, of_projection, numbering)
            self._has_more_words = numbering.has_given
        if self._has_more_words:
            self._learn(session)
        for known in stale:
            known.number = through[known.table.projection.name]

    def _exchange_records(
        self,
        session: Session,
        connection: Connection,
        known: _Loaded,
        changed: Changed,
        through: int,
        numbering: Numbering,
    ) -> None:
        records = {
            record: is_redacted
            for record, is_redacted in known.table.touched(connection, changed, known.number).items()
            if known.after is None or record <= known.after
        }
        for piece in in_time(known.table.fresh(connection, records, known.number, through)):
            loader.exchange(session, known.table, piece, known.number, through, numbering)
        if known.table.of_now:
            self._let_go(session, known, through, is_redacted=any(records.values()))

    def _let_go(self, session: Session, known: _Loaded, through: int, *, is_redacted: bool) -> None:
        """Take away past rows of now that nobody can ask for any more."""
        (at, number), now = known.marked, time.monotonic()
        if known.since == NEVER:
            return
        if is_redacted:
            # Who asked before would count the record as it is by now.
            known.since = through
        elif now - at > 2 * self._seconds:
            loader.forget(session, known.table, number)
            known.since, known.marked = max(known.since, number), (now, through)

    def _load(self, session: Session, connection: Connection, tables: Sequence[_Loaded], end: float) -> None:
        """Load what is not loaded of tables, piece by piece: what was loaded stays if the time is not enough.

        While a piece is read, the one before it is loaded.
        """
        with ThreadPoolExecutor(1, "pacta-filling") as filler:
            filled: Future[None] | None = None
            for known in (loaded := [known for known in tables if known.after is not None]):
                after = known.after
                while after is not None:
                    if time.monotonic() > end:
                        detail = "The statistics are being loaded. Try again."
                        raise NotReady(detail)
                    lines, after = known.table.next_piece(connection, after)
                    if filled is not None:
                        filled.result()
                    filled = filler.submit(self._fill, session, known, lines, after)
            if filled is not None:
                filled.result()
        if loaded:
            session.compress()
        # Some may have been loaded whole by an attempt that had not the time for the others.
        if read := [known for known in tables if known.since == NEVER]:
            # It may be ahead of the histories.
            self._exchange(session, connection, read, {known.table.projection.name: known.number for known in read})
            for known in read:
                known.since = known.number

    def _fill(self, session: Session, known: _Loaded, lines: str | None, after: str | None) -> None:
        numbering = self._numbering(session)
        with session.transaction():
            loader.fill(session, known.table, lines, known.number, numbering)
            self._has_more_words = numbering.has_given
        if self._has_more_words:
            self._learn(session)
        known.after = after

    def _numbering(self, session: Session) -> Numbering:
        if self._has_more_words:
            self._learn(session)
        return Numbering(session, self._numbers)

    def _learn(self, session: Session) -> None:
        fresh = words_after(session, WORDS, len(self._words))
        self._numbers |= {word: number for number, word in enumerate(fresh, len(self._words) + 1)}
        self._words += fresh
        self._has_more_words = False

    def _numbered(self, session: Session, family: str, words: Sequence[Any]) -> Sequence[int]:
        """Return the numbers of words: of those that occur nowhere, one that does not either."""
        known = self._numbers if family == WORDS else word_numbers(session, family, words)
        return [known.get(word, 0) for word in words]


def _opened(seconds: float) -> CountingDatabase:
    database = CountingDatabase()
    with database.session(seconds) as session:
        for family in (PLEDGES, WORDS):
            create_family(session, family)
    return database
