"""The types of parts with a history of their own: each slice declares its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.db.statements import core_table
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Derive, Values, Written
from app.tables.base import Base


@dataclass(frozen=True)
class PartType:
    """A part with a history of its own, kept beside the written shape: status changes and their like.

    `columns` gives what the table holds of a part and its document, `read` takes a row back to the written shape,
    `follows` tells what each part's document (and columns) holds beside, by part: what follows from the record and its
    other parts. `day` is the latest day of a part's date in the world: on earlier days it is left out.

    `settle` fills in what the record answers for the client, `check` refuses a part, by its id, that the record and its
    other parts forbid: both are for the generic commands (`part_commands`).
    """

    name: str
    noun: str
    table: type[Base]
    written: type[Written]
    nested_tables: tuple[NestedTable, ...]
    part_column: str
    columns: Callable[[Values, Values], Values]
    read: Callable[[Mapping[str, Any]], Values]
    derive: Derive
    inline: Mapping[str, Derive]
    day: Callable[[Values], str | None] = lambda _written: None
    follows: Callable[[State], Mapping[str, Values]] = lambda _state: {}
    fill_in: Callable[[State, Values], Values] = lambda _state, values: values
    check: Callable[[State, str], None] = lambda _state, _part: None

    @property
    def withdrawable(self) -> bool:
        """Whether parts can be marked as recorded by mistake."""
        return "withdrawn_at" in core_table(self.table).columns

    @property
    def path(self) -> str:
        """What the side is called in addresses."""
        return self.name.replace("_", "-")
