"""What is kept of past moments that are asked about again and again, so that it is looked up in the twins only once.

To look up all that held at a moment takes as long as a few statistics. The rows of each moment are in a schema of its
own, in tables of the same names: one statement counts in those of any moment.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from threading import Lock
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Select, SelectBase, Table, bindparam, literal, select

from app.db.memory_database import Count, Session, counting
from app.db.statements import Query, core_table
from app.features.statistics.memory.counted_at_once import CountedAtOnce
from app.features.statistics.memory.kept import of_pledges, of_promisors
from app.features.statistics.memory.kept_rows import (
    PLEDGES_NOW,
    PROMISOR_SPANS_NOW,
    PROMISORS_NOW,
    SPANS_NOW,
    KeptInMemory,
)
from app.features.statistics.memory.spans import spans
from app.features.statistics.memory.tables import IN_MEMORY
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.ledger.entries.chain import ENTRIES
from app.records.base.lists.bindings import Binding, day_bind
from app.records.pledges.queries import COLLECTION
from app.tables.history import NEVER
from app.tables.ledger.entries import Entry

OFTEN = 8
"""Statistics of a moment from which on it is kept: by then, they took as much more as it takes to keep it."""

MOST_ROWS = 4_000_000
"""Rows that are kept of all moments together: of 100,000 pledges and their promisors, those of sixteen."""

REMEMBERED = 64
"""Moments of which it is known how often they were asked about."""

Key = tuple[int, str]
"""A moment: the last entry that counts, and the last day."""


def _of_moment(kept: KeptInMemory) -> Table:
    columns = (Column(column.name, column.type, nullable=column.nullable) for column in kept.read)
    return Table(kept.table.name.replace("_now", "_then"), IN_MEMORY, *columns)


def _rows(rows: Callable[[Binding], Select[Any]]) -> SelectBase:
    collection = COLLECTION.record_type.collection, core_table(COLLECTION.record_type.table), COLLECTION.dated
    return rows(CountedAtOnce(*collection, twin_in_memory))


def _spans(*, of_promisors: bool) -> SelectBase:
    """Return what finds spans of all days: those of an earlier moment, since those of now are kept."""
    never = literal(NEVER, day_bind().type)
    return spans(twin_in_memory, lambda _key: [], never, of_promisors=of_promisors)


PLEDGES_THEN, PROMISORS_THEN = _of_moment(PLEDGES_NOW), _of_moment(PROMISORS_NOW)
SPANS_THEN, PROMISOR_SPANS_THEN = _of_moment(SPANS_NOW), _of_moment(PROMISOR_SPANS_NOW)
_FOUND: Mapping[str, Callable[[], SelectBase]] = {
    PLEDGES_THEN.name: partial(_rows, of_pledges),
    PROMISORS_THEN.name: partial(_rows, of_promisors),
    SPANS_THEN.name: partial(_spans, of_promisors=False),
    PROMISOR_SPANS_THEN.name: partial(_spans, of_promisors=True),
}
OF_MOMENTS = frozenset(_FOUND)
"""The names of the tables that are kept of a moment."""

_REDACTED = Query(
    select(Entry.number)
    .where(Entry.number > bindparam("since", type_=BigInteger()), Entry.collection == ENTRIES)
    .limit(1)
)


@cache
def rows_of_moment(name: str) -> Count:
    """Return what looks up the rows of a table at a moment."""
    return counting(_FOUND[name]())


@dataclass
class KeptMoment:
    """What is kept of a moment: in which schema, which tables with how many rows, and as of which entry."""

    schema: str
    through: int
    rows: dict[str, int] = field(default_factory=dict)
    users: int = 0
    """How many are counting in it: until they have done so, it stays."""

    def keep(self, session: Session, name: str, text: str, parameters: Sequence[Any]) -> None:
        """Keep the rows that a statement finds, unless another has done so."""
        if name not in self.rows:
            session.execute(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
            ((number,),) = session.execute(f"CREATE TABLE {self.schema}.{name} AS {text}", parameters)
            session.compress()
            self.rows[name] = number

    def drop(self, session: Session) -> None:
        """Let go of all of it."""
        session.execute(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE")


class Moments:
    """The moments that were asked about last, and what is kept of those that were asked about often."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._asked: OrderedDict[Key, int] = OrderedDict()
        self._kept: OrderedDict[Key, KeptMoment] = OrderedDict()
        self._gone: list[KeptMoment] = []
        self._made = 0

    def is_asked_often(self, key: Key) -> bool:
        """Return whether a moment is asked about so often, this time included, that it is counted in what is kept."""
        with self._lock:
            if key in self._kept:
                return True
            self._asked[key] = self._asked.get(key, 0) + 1
            self._asked.move_to_end(key)
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
            return self._asked[key] >= OFTEN

    @contextmanager
    def using(self, connection: Connection, key: Key, through: int) -> Iterator[KeptMoment]:
        """Yield what is kept of a moment, if only nothing so far; no longer what an entry up to one has redacted."""
        known = self._kept.get(key)
        is_behind = known is not None and known.through < through
        is_redacted = is_behind and bool(_REDACTED.on(connection, {"since": known.through if known else 0}))
        with self._lock:
            if known is not None and self._kept.get(key) is known:
                if is_redacted:
                    self._gone.append(self._kept.pop(key))
                known.through = max(known.through, through)
            if key not in self._kept:
                self._made += 1
                self._kept[key] = KeptMoment(f"moment_{self._made}", through)
            self._kept.move_to_end(key)
            kept = self._kept[key]
            kept.users += 1
        try:
            yield kept
        except BaseException:
            # It may take longer than a request has: then it is counted in the twins again.
            with self._lock:
                if self._kept.get(key) is kept:
                    self._unkeep(key)
            raise
        finally:
            with self._lock:
                kept.users -= 1

    def _unkeep(self, key: Key) -> None:
        """Keep nothing of a moment any more, until it is asked about often again."""
        self._gone.append(self._kept.pop(key))
        self._asked.pop(key, None)

    def let_go(self, session: Session) -> None:
        """Let go of what was not used for the longest time, if more is kept than may be: until it is asked for anew."""
        with self._lock:
            rows = sum(sum(kept.rows.values()) for kept in self._kept.values())
            for key in [key for key, kept in self._kept.items() if not kept.users]:
                if rows > MOST_ROWS:
                    rows -= sum(self._kept[key].rows.values())
                    self._unkeep(key)
            gone = [kept for kept in self._gone if not kept.users]
            self._gone = [kept for kept in self._gone if kept.users]
        for kept in gone:
            kept.drop(session)
