"""Keeps what follows from citations: in whose voice records were attested, and which of their accounts conflicted.

Of a record's own citations it holds on all days, of those of a part from the day of the part on.
"""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection
from typing_extensions import override

from app.ledger.entries.part_history import part_at
from app.ledger.model.citations import attestation, conflicts
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.record_state import PartState
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.records.base.history.keepers import Keeper, NestedKeeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import (
    Change,
    Changed,
    ItemWritten,
    PartDeleted,
    PartItemWritten,
    PartWithdrawn,
    PartWritten,
    Step,
    Written,
)
from app.tables.history import ALWAYS, ATTESTATIONS, DISPUTES, NEVER

CITATIONS = "citations"


class CitationsKeeper(NestedKeeper):
    """Keeps in whose voice each citation of a record is, and the best of those that support it."""

    def __init__(self, record_type: RecordType, nested_table: NestedTable) -> None:
        """Take the kind of the records, and the table of their citations."""
        super().__init__(nested_table)
        self._attestations = OpenRows(ATTESTATIONS, "record", collection=record_type.collection)
        self.rows = (*self.rows, self._attestations)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        super().take(record, change, step)
        if isinstance(step, Written) or (isinstance(step, ItemWritten) and step.field == CITATIONS):
            best = attestation(self.nested.open(record))
            self._attestations.replace(record, [{"attestation": best}], change.number)


class DisputesKeeper(Keeper):
    """Keeps the citations of records, and of their parts that stand, with accounts that conflict."""

    def __init__(self, record_type: RecordType) -> None:
        """Take the kind of the records."""
        self._record_type = record_type
        self._disputes = OpenRows(DISPUTES, "record", "part", collection=record_type.collection)
        super().__init__(self._disputes)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        self._connection = connection
        self.load_parts(self._disputes, connection, changed)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, Written):
            self._disputes.replace(record, _rows("", step.written[CITATIONS], ALWAYS), change.number, _of_part(""))
        elif isinstance(step, ItemWritten):
            if step.field == CITATIONS:
                own = ("", f"{CITATIONS}/{step.item}")
                rows = _rows("", [] if step.body is None else [step.body], ALWAYS)
                self._disputes.replace(record, rows, change.number, lambda row: (row["part"], row["item"]) == own)
        elif isinstance(step, PartWritten) and not step.before:
            part = PartState(step.part, step.written, step.entry, step.recorded_at, "", 0)
            self._take_part(record, step.part_type, step.part, part if step.stands else None, change.number)
        elif isinstance(step, (PartWithdrawn, PartDeleted)):
            self._take_part(record, step.part_type, step.part, None, change.number)
        elif isinstance(step, (PartWritten, PartItemWritten)) and self._is_concerned(record, step):
            path = f"{step.part_type}/{step.part}"
            part_then = part_at(self._connection, self._record_type, record, path, change.number)
            self._take_part(record, step.part_type, step.part, part_then, change.number)

    def _is_concerned(self, record: str, step: PartWritten | PartItemWritten) -> bool:
        """Return whether an account conflicts that a step wrote, or one that stood under the part before."""
        if isinstance(step, PartItemWritten) and step.field == CITATIONS and step.body is not None:
            return conflicts([step.body]) or self._has_disputes(record, step)
        put_right = isinstance(step, PartWritten) and conflicts(step.written[CITATIONS])
        return put_right or self._has_disputes(record, step)

    def _has_disputes(self, record: str, step: PartWritten | PartItemWritten) -> bool:
        return bool(self._disputes.open(record, f"{step.part_type}/{step.part}"))

    def _take_part(self, record: str, part_type: str, key: str, part: PartState | None, number: int) -> None:
        """Let what conflicts under a part hold from its day on; nothing does where it does not stand."""
        rows: Iterable[Values] = ()
        path = f"{part_type}/{key}"
        if part is not None and part.stands:
            day = self._record_type.part_types[part_type].day(part.written, part.recorded_at) or ALWAYS
            rows = _rows(path, part.written[CITATIONS], day)
        self._disputes.replace(record, rows, number, _of_part(path))


def _of_part(path: str) -> Callable[[Row], bool]:
    return lambda row: row["part"] == path


def _rows(part: str, citations: Iterable[Values], day: str) -> Iterator[Values]:
    for citation in citations:
        if conflicts([citation]):
            yield {"part": part, "item": f"{CITATIONS}/{citation['id']}", "from_day": day, "to_day": NEVER}
