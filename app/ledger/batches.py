"""What a batch touches: each record as it was, as it becomes, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.ledger.kinds import Kind, State
from app.ledger.shapes import Values
from app.ledger.states import Row, record_rows, side_rows, state_of
from app.vocabulary import Operation


@dataclass(frozen=True)
class Change:
    """One thing to write: a record, or a part of one. `place` is where its body stands in the request."""

    kind: Kind
    record: str
    operation: Operation
    body: Any
    part: str | None = None
    place: str = ""


@dataclass
class Touched:
    """A record that a batch writes: what it was, what it becomes, and its rows as they were."""

    kind: Kind
    before: State | None
    after: State | None
    row: Row | None
    sides: dict[str, dict[str, Row]]
    document: Values | None = None
    part_documents: dict[tuple[str, str], Values] | None = None

    @property
    def renamed(self) -> bool:
        """Tell whether other documents now show an old name."""
        label = self.kind.label
        if label is None or self.before is None or self.after is None:
            return False
        return bool(self.before.written[label] != self.after.written[label])


Batch = dict[tuple[str, str], Touched]
"""The touched records by collection and id."""


def load_batch(connection: Connection, kind: Kind, ids: Sequence[str]) -> Batch:
    """Return the records as they are, ready to be changed; those that do not exist have no state."""
    rows = record_rows(connection, kind, ids)
    sides = {name: side_rows(connection, side, list(rows)) if rows else {} for name, side in kind.sides.items()}
    batch: Batch = {}
    for record in ids:
        row = rows.get(record)
        own = {name: found.get(record, {}) for name, found in sides.items()}
        before = after = None
        if row is not None:
            before, after = state_of(row, own), state_of(row, own)
        batch[kind.collection, record] = Touched(kind, before, after, row, own)
    return batch
