"""What a batch touches: each record as it was, as it becomes, and its rows."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from app.ledger.model.record_rows import Key, Row, answer_of
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.first_read import first_read
from app.ledger.model.rows.state_rows import PartRows, copy_of, load_all_part_rows, state_of
from app.ledger.model.rows.written_references import written_names, written_references
from app.ledger.model.shapes import Reference, Values
from app.strict_json import decode_kept, encode_text
from app.vocabulary import Operation

WRITES = frozenset({Operation.PUT, Operation.CORRECT, Operation.TAKE_EFFECT})
"""Operations whose entries hold what was written, with all that it refers to."""


@dataclass(frozen=True)
class Change:
    """One thing to write: a record, or a part of one. `place` is where its body stands in the request.

    `names` are the records that it comes to refer to, where that is known already.
    """

    record_type: RecordType
    record: str
    operation: Operation
    body: Any
    part: str | None = None
    place: str = ""
    names: AbstractSet[Key] | None = None

    @cached_property
    def text(self) -> str:
        """What is written, as JSON: for the entry, and for the column that holds it."""
        return encode_text(self.body)

    @cached_property
    def references(self) -> Sequence[Reference]:
        """The references that the change comes to make, with their places in its body."""
        if self.operation not in WRITES:
            return ()
        return written_references(self.record_type, self.part, self.body)

    @cached_property
    def named(self) -> AbstractSet[Key]:
        """The records that the change comes to refer to."""
        if self.names is not None:
            return self.names
        return written_names(self.record_type, self.part, self.body) if self.operation in WRITES else frozenset()


@dataclass
class Touched:
    """A record that a batch writes: what it was, what it becomes, and its rows as they were.

    `part_documents` are the answers of its parts that were rendered again, `bodies` what was written of it and of its
    parts, by their paths. Unless it `has_parts`, those that are to be changed must still be read. `texts` are those of
    what is written of it and of its document, once these are stored.
    """

    record_type: RecordType
    before: State | None
    after: State | None
    row: Row | None
    part_rows: PartRows
    document: Values | None = None
    part_documents: dict[tuple[str, str], Values] = field(default_factory=dict)
    has_parts: bool = True
    bodies: dict[str | None, Change] = field(default_factory=dict)
    texts: tuple[str, str] = ("", "")

    def text_of(self, written: Values, part: str | None = None) -> str:
        """Return what is written of the record or of a part as JSON, which need not be made anew of what just came."""
        change = self.bodies.get(part)
        return encode_text(written) if change is None or change.body is not written else change.text

    @property
    def queued(self) -> bool:
        """Return whether stored documents of the record show an old name, or are of an older form."""
        return self.row is not None and bool(self.row["queued"])

    @property
    def document_before(self) -> Values | None:
        """The record's answer as it was, None where it was not there."""
        if self.row is None:
            return None
        return answer_of(self.row)

    @property
    def renamed(self) -> bool:
        """Return whether other documents now show an old name."""
        label = self.record_type.label
        if label is None or self.before is None or self.after is None:
            return False
        return bool(self.before.written[label] != self.after.written[label])

    def part_document(self, part_type: str, part: str) -> Values:
        """Return the answer of a part: rendered again, or as it was."""
        made = self.part_documents.get((part_type, part))
        document: Values = decode_kept(self.part_rows[part_type][part]["document"]) if made is None else made
        return document


Batch = dict[tuple[str, str], Touched]
"""The touched records by collection and id."""


def load_batch(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> Batch:
    """Return the records as they are with all their parts, ready to be changed; those not there have no state."""
    rows = {
        record: row for (_collection, record), row in first_read(connection, {record_type.collection: ids}).rows.items()
    }
    part_rows = load_all_part_rows(connection, record_type, list(rows))
    batch: Batch = {}
    for record in ids:
        row = rows.get(record)
        own = part_rows.get(record, {})
        before = None if row is None else state_of(record_type, row, own)
        after = None if before is None else copy_of(before)
        batch[record_type.collection, record] = Touched(record_type, before, after, row, own)
    return batch
