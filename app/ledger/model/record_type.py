"""The record types that the ledger keeps: each slice registers its own; the ledger imports no slice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import Connection, Select

from app.db.statements import core_table
from app.ledger.model.citations import attestation
from app.ledger.model.differences import other_named, refuse_itself
from app.ledger.model.item_keys import Keys
from app.ledger.model.nested_tables import DIFFERENT_FROM, NestedTable
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Derive, Names, Values, Written, plan_of
from app.tables.base import Base, Record
from app.write_result import WriteWarning


def _merges(_merged: Values, _survivor: Values) -> str | None:
    return None


@dataclass(frozen=True)
class Merging:
    """What merging must know of a collection.

    `alike` are the lists of which no two items may have the same of what is given of each; of the others no two may be
    equal but for their ids. Items of `loose` lists fall away where they would come to link a record to itself.
    `refuse` returns why one record cannot be merged into another; `kept_name` gives the field and the item by which the
    survivor can keep the name of the one that was merged. Of every collection, a record names another that it is
    different from once, and not itself.
    """

    alike: Mapping[str, Callable[[Values], Sequence[Any]]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    refuse: Callable[[Values, Values], str | None] = _merges
    kept_name: Callable[[Values], tuple[str, Values]] | None = None

    def __post_init__(self) -> None:
        """Take in what holds of every collection."""
        object.__setattr__(self, "alike", {DIFFERENT_FROM: other_named, **self.alike})
        object.__setattr__(self, "loose", self.loose | {DIFFERENT_FROM})


@dataclass(frozen=True)
class DerivedTable:
    """A table whose rows hold what a document shows, kept to filter by; `rows` gives their `columns`."""

    table: type[Base]
    columns: tuple[str, ...]
    rows: Callable[[Values], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, eq=False)
class RecordType:
    """All that the ledger must know of a collection.

    `number` is its own for good: search numbers its records by it. `columns` gives the columns that are made of what is
    written, `told` those that hold what else the document shows, `read` the members that are made of such columns.
    `complete` adds derived members to the document: what follows from parts that were not read, it takes from what was
    kept. `alters_parts` names the written fields from which more follows in parts. `check` refuses what the state of
    other records forbids and what `check_record` does: that which the record alone forbids, given with all its parts.
    `derive` makes an id for a record that is posted without one, `inline` for
    items of its lists; `keys` says how those are addressed that hold no id. `day` is the earliest day of a
    record's date in the world: on earlier days it is left out. One without that goes by the earliest of the records
    that `dated_by` names. `warn` tells what is doubtful in a record that was
    written: as it was and as it is. `look_alikes` gives the selects (`look_alikes.alike`), with their
    parameters, for records that a new one may repeat. `names` gives the names and codes by which a record can be meant,
    each after its use (`tables.ledger.names`). `traced` names a written field of whose members it is kept which
    entry wrote each last: in the column `last_written`.
    """

    collection: str
    noun: str
    number: int
    table: type[Record]
    written: type[Written]
    nested_tables: tuple[NestedTable, ...]
    columns: Callable[[Values], Values]
    derive: Derive
    told: Callable[[Values], Values] = lambda _document: {}
    read: Callable[[Mapping[str, Any]], Values] = lambda _row: {}
    complete: Callable[[Values, State, Names], Values] = lambda document, _state, _names: document
    alters_parts: frozenset[str] = frozenset()
    check: Callable[[Connection, State | None, State], None] = lambda _connection, _before, _after: None
    check_record: Callable[[State | None, State], None] = lambda _before, _after: None
    inline: Mapping[str, Derive] = field(default_factory=dict)
    keys: Keys = field(default_factory=dict)
    part_types: Mapping[str, PartType] = field(default_factory=dict)
    day: Callable[[Values], str | None] = lambda _written: None
    dated_by: Callable[[Values], Sequence[tuple[str, str]]] = lambda _written: ()
    warn: Callable[[State | None, State], Iterable[WriteWarning]] = lambda _before, _after: ()
    look_alikes: Callable[[Values], Iterable[tuple[Select[Any], Values]]] = lambda _written: ()
    names: Callable[[Values], Iterable[tuple[str, str]]] | None = None
    merging: Merging = Merging()
    derived: tuple[DerivedTable, ...] = ()
    traced: str | None = None

    def refuse(self, connection: Connection, before: State | None, after: State) -> None:
        """Raise what is to be refused of a record, by what it says itself and by what other records are."""
        self.refuse_alone(before, after)
        self.check(connection, before, after)

    def refuse_alone(self, before: State | None, after: State) -> None:
        """Raise what is to be refused of a record whatever other records are."""
        refuse_itself(after)
        self.check_record(before, after)

    def traced_members(self, written: Values) -> Values:
        """Return the members that are traced and say something, by their names."""
        # Of what was folded for a part alone, nothing is written.
        found = (written.get(self.traced) if self.traced else None) or {}
        return {name: value for name, value in found.items() if value is not None}

    @cached_property
    def label(self) -> str | None:
        """The written field by which the record is called elsewhere."""
        return next((name for name in ("name", "title") if name in self.written.model_fields), None)

    def name_of(self, written: Values) -> str:
        """Return what a record is called elsewhere; nothing of one that has no name."""
        return "" if self.label is None else written[self.label]

    @cached_property
    def refers_to(self) -> set[str]:
        """The collections that a record names, but for its citations: in those all name sources and who speaks."""
        named = (plan.collections() for name, plan in plan_of(self.written).members if name != "citations")
        return set().union(*named) - {self.collection}

    @cached_property
    def scalars(self) -> list[str]:
        """The written fields that are columns of the record's table."""
        columns = core_table(self.table).columns
        return [name for name in self.written.model_fields if name in columns and name != "id"]

    def written_columns(self, written: Values) -> Values:
        """Return the columns of a record's row that follow from what is written."""
        scalars = {name: written[name] for name in self.scalars}
        return scalars | {"attestation": attestation(written["citations"])} | self.columns(written)


_record_types: dict[str, RecordType] = {}


def register_record_type(record_type: RecordType) -> RecordType:
    """Make a record type known to the ledger."""
    _record_types[record_type.collection] = record_type
    all_record_types.cache_clear()
    return record_type


def record_type_of(collection: str) -> RecordType:
    """Return the record type of a collection."""
    return _record_types[collection]


@cache
def all_record_types() -> Sequence[RecordType]:
    """Return every record type, those that others refer to first, whichever was imported first."""
    by_number = sorted(_record_types.values(), key=lambda record_type: record_type.number)
    graph = {one.collection: sorted(one.refers_to & _record_types.keys()) for one in by_number}
    return [_record_types[name] for name in TopologicalSorter(graph).static_order()]
