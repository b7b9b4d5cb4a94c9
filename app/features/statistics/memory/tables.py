"""The twins of history as they stand in memory: the same tables and columns, words and ids as numbers."""

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, column, table
from sqlalchemy.types import TypeEngine

from app.db.columns import Day, Instant
from app.db.memory_database import Coded
from app.db.statements import core_table
from app.features.statistics.memory.counted_at_once import CountedAtOnce
from app.ledger.model.record_type import RecordType, all_record_types
from app.ledger.projections.projections import Projection
from app.ledger.projections.search_index import SEARCH
from app.records.base.history.projection import HISTORY
from app.records.pledges.queries import COLLECTION
from app.tables.ledger.search import SearchRecord

PLEDGES = COLLECTION.record_type.collection

WORDS = "words"
"""The family of all words and ids but those of pledges, of which there are many."""

COLLECTIONS = frozenset({"collection", "from_collection"})
"""Columns that give the collection of a row, in a twin that several share: in memory, only rows of pledges."""

LEFT_OUT = frozenset({"id", "sort_title", "sort_name", "publisher", "part", "item", "supersedes", "fingerprint"})
"""Columns that nothing is counted by, other than the key: what is sorted by, and which part of a record it was."""

OF_PLEDGES = frozenset({"waits_for", "to_pledge", "pledge"})
"""Columns that name pledges, other than the key."""

WRITTEN = frozenset({"tag", "code"})
"""Columns of words that people write: a number for one would outlive it where it is redacted."""

ENTRIES = frozenset({"from_entry", "to_entry", "entry", "written_by"})
"""Columns of numbers of entries, of which there is room for two billion."""

WORD_NUMBERS = table(f"{WORDS}_numbers", column("word", String), column("number", Integer))
"""The numbers that stand for words."""

INDEXED = core_table(SearchRecord)
"""Under which numbers words of records are found."""

_metadata = MetaData()
_MAKING = Lock()
"""Requests make tables on several threads, and none may be made twice."""


@dataclass(frozen=True)
class InMemory:
    """A twin in memory, or a table like it: whose records it holds, by which column, and its maker."""

    twin: Table
    table: Table
    collection: str
    key: str
    projection: Projection


def twin_in_memory(twin: Table) -> Table:
    """Return the table in memory that holds the rows of a twin."""
    return in_memory(twin).table


def in_memory(twin: Table) -> InMemory:
    """Return how a twin stands in memory."""
    with _MAKING:
        return _made(twin)


@cache
def _made(twin: Table) -> InMemory:
    key = next(one.name for one in twin.c if one.name not in COLLECTIONS and isinstance(one.type, String))
    collection = next(
        (record_type.collection for record_type in all_record_types() if twin.name in _twins_of(record_type)), PLEDGES
    )
    family = PLEDGES if collection == PLEDGES else WORDS
    columns = [
        Column(one.name, Coded(family) if one.name == key else _type(one), nullable=one.nullable)
        for one in twin.c
        if one.name == key or one.name not in LEFT_OUT
    ]
    projection = SEARCH if twin is INDEXED else HISTORY
    return InMemory(twin, Table(twin.name, _metadata, *columns), collection, key, projection)


def past() -> CountedAtOnce:
    """Return the binding of clauses to the pledges in memory at a moment."""
    return CountedAtOnce(PLEDGES, core_table(COLLECTION.record_type.table), COLLECTION.dated, twin_in_memory)


def _twins_of(record_type: RecordType) -> set[str]:
    tables = [
        record_type.table,
        *(nested_table.table for nested_table in record_type.nested_tables),
        *(part_type.table for part_type in record_type.part_types.values()),
    ]
    return {f"{core_table(table).name}_history" for table in tables}


def _type(of: Column[Any]) -> TypeEngine[Any]:
    record_type = of.type
    if of.name in ENTRIES:
        return Integer()
    if isinstance(record_type, (Day, Instant)) or not isinstance(record_type, String):
        return record_type
    if of.name in OF_PLEDGES:
        return Coded(PLEDGES)
    return String() if of.name in WRITTEN else Coded(WORDS)
