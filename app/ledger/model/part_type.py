"""The types of parts with a history of their own: each slice declares its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Select

from app.db.statements import core_table
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.record_state import State
from app.ledger.model.shapes import Derive, Values, Written
from app.tables.base import Base
from app.write_result import WriteWarning

Neighbours = Callable[[Sequence[tuple[State, Sequence[str | Values]]]], Iterable[tuple[Select[Any], Values]]]
"""Takes records with parts of theirs, each given by its id or its content; gives statements with parameters."""


@dataclass(frozen=True, eq=False)
class PartType:
    """A part with a history of its own, kept beside the written shape: status changes and their like.

    `columns` gives what the table holds of a part and its document, `read` takes a row back to the written shape,
    `follows` gives what else each part's document (and columns) holds, by part: what follows from the record and its
    other parts. `day` takes what was written and when it was recorded, and gives the day of a part in the world: on
    earlier days it is left out. `day_column` names the column that holds it.

    `correctable` are the fields of a part that is withdrawn which may be put right where it stands, without that.

    `neighbours` yields the statements (of `part_columns`) for parts with all others that these can alter, of records
    whose states hold no parts yet. Without it a write reads all of the type. Those named in `read_with` it reads whole
    in any case: more follows from both together.

    `follows_fields` are the written fields of the record from which more follows in parts of the type. `amends`:
    the record's own fields show what such parts say.

    `is_shown`: the document of the record shows whom or what parts refer to.

    `fill_in` fills in what the record answers for the client, `check` refuses a part, by its id, that the record and
    its other parts forbid: both are for the generic commands (`part_commands`). `warn` tells what is doubtful in a part
    that was written: of the record as it is, by the part's id.

    `schedule` takes what was written and when, and gives the day on which it takes effect, None where that is when it
    is recorded: on that day `Operation.TAKE_EFFECT` follows (app/ledger/calendar.py).
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
    day: Callable[[Values, str], str | None] = lambda _written, _recorded_at: None
    day_column: str | None = None
    correctable: frozenset[str] = frozenset()
    follows: Callable[[State], Mapping[str, Values]] = lambda _state: {}
    neighbours: (
        Callable[[Sequence[tuple[State, Sequence[str | Values]]]], Iterable[tuple[Select[Any], Values]]] | None
    ) = None
    read_with: frozenset[str] = frozenset()
    follows_fields: frozenset[str] = frozenset()
    amends: bool = False
    fill_in: Callable[[State, Values], Values] = lambda _state, values: values
    check: Callable[[State, str], None] = lambda _state, _part: None
    is_shown: bool = False
    schedule: Callable[[Values, str], str | None] = lambda _written, _recorded_at: None
    warn: Callable[[State, str], Iterable[WriteWarning]] = lambda _state, _part: ()

    @cached_property
    def withdrawable(self) -> bool:
        """Whether parts can be marked as recorded by mistake."""
        return "withdrawn_at" in core_table(self.table).columns

    @cached_property
    def schedulable(self) -> bool:
        """Whether parts can be announced that take effect on a later day."""
        return "scheduled_for" in core_table(self.table).columns

    @property
    def path(self) -> str:
        """The name of the part type in addresses."""
        return self.name.replace("_", "-")
