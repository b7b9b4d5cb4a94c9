"""Tables in memory: words and ids as numbers, of which rows are loaded piece by piece, and exchanged afterwards."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Column, ColumnElement, Connection, Integer, MetaData, String, Table, column, table
from sqlalchemy.types import TypeEngine

from app.db.columns import Day, Instant
from app.db.memory_database import Coded
from app.ledger.projections.projections import Projection
from app.records.base.lists.bindings import BOUNDS
from app.records.pledges.record_type import PLEDGES as RECORD_TYPE

PLEDGES = RECORD_TYPE.collection

WORDS = "words"
"""The family of all words and ids but those of pledges, of which there are many."""

OF_PLEDGES = frozenset({"waits_for", "to_pledge", "pledge"})
"""Columns that name pledges, other than the key."""

WRITTEN = frozenset({"tag", "code"})
"""Columns of words that people write: a number for one would outlive it where it is redacted."""

ENTRIES = frozenset({"from_entry", "to_entry", "entry", "written_by"})
"""Columns of numbers of entries, of which there is room for two billion."""

WORD_NUMBERS = table(f"{WORDS}_numbers", column("word", String), column("number", Integer))
"""The numbers that stand for words."""

ROWS = 150_000
"""Rows that are loaded at once, and those of the record with the last of them."""

IN_MEMORY = MetaData()

Records = Mapping[str, bool]
"""Records, each with whether it was redacted."""

Changed = Mapping[str, Records]
"""Those that entries were of, by collection."""


@dataclass(frozen=True)
class Piece:
    """Some records, which of them were redacted, and the rows of theirs that are fresh, as lines."""

    records: Sequence[str]
    redacted: Sequence[str]
    lines: str | None


@dataclass(frozen=True)
class InMemory(ABC):
    """A table in memory: of which collection's records it has rows, by which column, and by which projection."""

    table: Table
    collection: str
    key: str
    projection: Projection

    of_now: ClassVar[bool] = False
    """Whether only rows of now are read: between which entries they hold is then told by when they were."""

    @property
    def read(self) -> Sequence[Column[Any]]:
        """The columns that are read."""
        return [one for one in self.table.c if not (self.of_now and one.name in BOUNDS)]

    @abstractmethod
    def next_piece(self, connection: Connection, after: str) -> tuple[str | None, str | None]:
        """Return the rows of the records after one, and the last of these records if more follow."""

    @abstractmethod
    def touched(self, connection: Connection, changed: Changed, since: int) -> Records:
        """Return the records whose rows may have changed after an entry, given those that entries were of."""

    @abstractmethod
    def fresh(self, connection: Connection, records: Records, since: int, number: int) -> Iterator[Piece]:
        """Yield the rows of records that hold by an entry, or held after another; of those that were redacted, all."""


def type_in_memory(of: ColumnElement[Any], name: str) -> TypeEngine[Any]:
    """Return the type that a column has in memory, by its name and its type in the database."""
    if name in ENTRIES:
        return Integer()
    if isinstance(of.type, (Day, Instant)) or not isinstance(of.type, String):
        return of.type
    if name in OF_PLEDGES:
        return Coded(PLEDGES)
    return String() if name in WRITTEN else Coded(WORDS)
