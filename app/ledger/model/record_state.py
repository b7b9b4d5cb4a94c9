"""The states of records and of their parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from app.ledger.model.record_rows import answer_of
from app.ledger.model.shapes import Values
from app.strict_json import decode_kept

Parts = Mapping[str, Mapping[str, "PartState"]]
"""Parts by their type and id."""


@dataclass(frozen=True)
class Withdrawal:
    """When, by whom and why a part was marked as recorded by mistake."""

    at: str
    by: str
    reason: str


@dataclass
class PartState:
    """A part with a history of its own: what was written, by which entry, and whether it stands.

    `scheduled_for` is the day on which it takes effect, None once it has: then it counts as recorded by that entry.
    """

    id: str
    written: Values
    entry: int
    recorded_at: str
    actor: str
    version: int
    withdrawn: Withdrawal | None = None
    scheduled_for: str | None = None

    @property
    def stands(self) -> bool:
        """Return whether the part counts: it is neither withdrawn nor yet to take effect."""
        return self.withdrawn is None and self.scheduled_for is None


class LastWritten(NamedTuple):
    """The entry that wrote a value last, and the value: None where it is not known."""

    entry: int
    value: Any


@dataclass
class State:
    """A record at a version: its written shape and its parts. Not `whole`: which parts it had cannot be known.

    `kept`: of its parts some alone were read, for a write that reaches no others. `last_written` says of the members
    that the type traces which entry wrote each last.
    """

    id: str
    version: int
    created_at: str
    updated_at: str
    written: Values
    parts: dict[str, dict[str, PartState]] = field(default_factory=dict)
    whole: bool = True
    kept: "Kept | None" = field(default=None, compare=False)
    last_written: Mapping[str, LastWritten] = field(default_factory=dict)

    @property
    def entries_of_members(self) -> Values:
        """The entries that wrote the traced members last, by their names."""
        return {name: found.entry for name, found in self.last_written.items()}

    def holds(self, part_type: str) -> bool:
        """Return whether all parts of a type were read."""
        return self.kept is None or part_type in self.kept.complete


@dataclass(frozen=True)
class Kept:
    """What was there of a record before a write that reaches some of its parts: what it does not reach stays so.

    `before` holds the parts that were read: of the types that are `complete`, all. `texts` are their documents,
    `row` is that of the record. `conflicting` are the parts with accounts that conflict, whether or not the write
    reaches them, `ids` those that were asked for and are taken.
    """

    before: State
    complete: frozenset[str]
    row: Values
    texts: Mapping[tuple[str, str], str]
    conflicting: Parts
    ids: Mapping[str, frozenset[str]]

    @cached_property
    def document(self) -> Values:
        """The answer of the record."""
        return answer_of(self.row)

    def part_document(self, part_type: str, part: str) -> Values:
        """Return the answer of a part that was read."""
        document: Values = decode_kept(self.texts[part_type, part])
        return document
