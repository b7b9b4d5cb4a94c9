"""What became of each record of a bundle: how it differed from what is here, and what of that is taken."""

from collections.abc import Iterator, Sequence

from app.exchange.formats.bundle import BundleRecord
from app.exchange.loading.data_sets import Said, shape_of
from app.exchange.loading.load_report import Difference, Outcome, RowOutcome
from app.exchange.loading.reconciliation import ABSENT
from app.ledger.model.record_state import State
from app.ledger.model.rows.batches import Change
from app.ledger.model.shapes import Values


def row_outcome(
    record: BundleRecord,
    outcome: Outcome,
    differences: Sequence[Difference] = (),
    changes: Sequence[Change] = (),
) -> RowOutcome:
    """Return what became of a record, and of its parts by the changes that are to be written."""
    parts = [(change.part, change.operation.value) for change in changes if change.part is not None]
    collection, id = record.key
    file, line = record.node.sheet_of("") or record.file, record.node.line_of("") or None
    return RowOutcome(collection, id, file, line, outcome, differences, parts)


def differences(
    record: BundleRecord, said: Said, before: State | None, bundle: Values, after: State
) -> Iterator[Difference]:
    """Yield the fields of a record in which the bundle and what is here differ, with what the data set said before."""
    if before is None or bundle == before.written:
        return
    told = shape_of(record.record_type).written(said.record)
    for name, value in bundle.items():
        here = before.written[name]
        if value != here:
            yield Difference(name, told.get(name, ABSENT), value, here, after.written[name] != here)
