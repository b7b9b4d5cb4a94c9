"""The kinds of records that the ledger keeps: each slice registers its own; the ledger imports no slice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table

from app.ledger.shapes import LABELS, Derive, Names, Values, Written
from app.tables.base import Base, Record


@dataclass(frozen=True)
class Withdrawal:
    """When, by whom and why a part was marked as recorded by mistake."""

    at: str
    by: str
    reason: str


@dataclass
class PartState:
    """A part with a history of its own: what was written, by which entry, and whether it stands."""

    id: str
    written: Values
    entry: int
    recorded_at: str
    actor: str
    version: int
    withdrawn: Withdrawal | None = None


@dataclass
class State:
    """A record at a version: its written shape and its parts. Not `whole`: which parts it had cannot be known."""

    id: str
    version: int
    created_at: str
    updated_at: str
    written: Values
    parts: dict[str, dict[str, PartState]] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True)
class Child:
    """A table that holds a nested field of a written shape, a row an item."""

    field: str
    table: type[Base]
    rows: Callable[[Any], list[Values]]
    value: Callable[[list[Mapping[str, Any]]], Any]


@dataclass(frozen=True)
class Side:
    """A part with a history of its own, kept beside the written shape: status changes and their like.

    `columns` gives what the table holds of a part and its document, `read` takes a row back to the written shape,
    `follows` tells what each part's document (and columns) holds beside, by part: what follows from the record and its
    other parts. `day` is the latest day of a part's date in the world: on earlier days it is left out.

    `settle` fills in what the record answers for the client, `check` refuses a part, by its id, that the record and its
    other parts forbid: both are for the generic commands (`parts`).
    """

    name: str
    noun: str
    table: type[Base]
    written: type[Written]
    children: tuple[Child, ...]
    child_key: str
    columns: Callable[[Values, Values], Values]
    read: Callable[[Mapping[str, Any]], Values]
    derive: Derive
    inline: Mapping[str, Derive]
    day: Callable[[Values], str | None] = lambda _written: None
    follows: Callable[[State], Mapping[str, Values]] = lambda _state: {}
    settle: Callable[[State, Values], Values] = lambda _state, values: values
    check: Callable[[State, str], None] = lambda _state, _part: None

    @property
    def withdrawable(self) -> bool:
        """Whether parts can be marked as recorded by mistake."""
        return "withdrawn_at" in core_table(self.table).columns

    @property
    def path(self) -> str:
        """What the side is called in addresses."""
        return self.name.replace("_", "-")


def _merges(_merged: Values, _survivor: Values) -> str | None:
    return None


@dataclass(frozen=True)
class Merging:
    """What merging must know of a collection.

    `alike` are the lists of which no two items may share these members; of the others no two may be equal but for
    their ids. Links in `loose` lists fall away where they would come to link a record to itself.
    `refuse` tells why one record cannot be merged into another; `kept_name` gives the field and the item by which the
    survivor can keep the name of the one that was merged.
    """

    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    refuse: Callable[[Values, Values], str | None] = _merges
    kept_name: Callable[[Values], tuple[str, Values]] | None = None


@dataclass(frozen=True)
class Kind:
    """All that the ledger must know of a collection.

    `columns` gives the columns that are made of the state, `read` the members that are made of such columns,
    `complete` adds derived members to the document, `check` refuses what the state of other records forbids,
    `derive` makes an id for a record that is posted without one. `day` is the earliest day of a record's date in the
    world: on earlier days it is left out.
    """

    collection: str
    noun: str
    table: type[Record]
    written: type[Written]
    children: tuple[Child, ...]
    columns: Callable[[State], Values]
    derive: Derive
    read: Callable[[Mapping[str, Any]], Values] = lambda _row: {}
    complete: Callable[[Values, State, Names], Values] = lambda document, _state, _names: document
    check: Callable[[Connection, State | None, State], None] = lambda _connection, _before, _after: None
    inline: Mapping[str, Derive] = field(default_factory=dict)
    sides: Mapping[str, Side] = field(default_factory=dict)
    day: Callable[[Values], str | None] = lambda _written: None
    merging: Merging = Merging()

    @property
    def label(self) -> str | None:
        """The written field by which the record is called elsewhere."""
        return LABELS.get(self.collection)

    @cached_property
    def scalars(self) -> list[str]:
        """The written fields that are columns of the record's table."""
        columns = core_table(self.table).columns
        return [name for name in self.written.model_fields if name in columns and name != "id"]


def core_table(table: type[Any]) -> Table:
    """Return the Core table of a declarative class."""
    found: Table = table.__table__
    return found


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known to the ledger."""
    _kinds[kind.collection] = kind
    return kind


def kind_of(collection: str) -> Kind:
    """Return the kind of a collection."""
    return _kinds[collection]


def all_kinds() -> Iterable[Kind]:
    """Return every kind, those that others refer to first, whichever was imported first."""
    order = [*LABELS, *_kinds]
    return sorted(_kinds.values(), key=lambda kind: order.index(kind.collection))
