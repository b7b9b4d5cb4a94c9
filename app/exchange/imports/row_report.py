"""The report of an import, row by row: which record a row gave, what became of it, and how the two differed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.exchange.formats.faults import BundleFault
from app.exchange.loading.load_report import Difference, Report, RowOutcome
from app.exchange.loading.reconciliation import ABSENT
from app.ledger.model.record_rows import Key
from app.ledger.model.shapes import Values
from app.strict_json import encode_text

REFUSED = "refused"
NAME_LENGTH = 300
SHOWN = 100
"""Faults of one record that are told, and parts: of more nobody reads."""


def report_rows(report: Report, refused: Sequence[BundleFault] = ()) -> Iterator[Values]:
    """Yield the rows of a report as they are kept: those of records, and of what is wrong with the rest of the file."""
    by_record = _by_record([*refused, *report.left])
    wrong = _by_record(refused)
    known = {(row.collection, row.id) for row in report.rows}
    for row in report.rows:
        yield _row(row, by_record.get((row.collection, row.id), ()))
    for key, faults in wrong.items():
        if key is None:
            yield from (_fault_row(fault, None, [fault]) for fault in faults)
        elif key not in known:
            yield _fault_row(faults[0], key, faults)


def _by_record(faults: Iterable[BundleFault]) -> Mapping[Key | None, Sequence[BundleFault]]:
    found: dict[Key | None, list[BundleFault]] = {}
    for fault in faults:
        found.setdefault(fault.record, []).append(fault)
    return found


def _row(row: RowOutcome, faults: Sequence[BundleFault]) -> Values:
    detail: Values = {}
    if row.differences:
        detail["differences"] = [_difference(one) for one in row.differences]
    if row.parts:
        detail["parts"] = [{"part": part, "operation": operation} for part, operation in row.parts[:SHOWN]]
    if faults:
        detail["faults"] = [told(fault) for fault in faults[:SHOWN]]
    return {
        "outcome": row.outcome,
        "collection": row.collection,
        "record": row.id,
        "sheet": row.file[:NAME_LENGTH],
        "line": row.line,
        "detail": encode_text(detail) if detail else None,
    }


def _difference(one: Difference) -> Values:
    found = {"field": one.field, "upstream": one.bundle, "here": one.here, "taken": one.taken}
    return found if one.before is ABSENT else found | {"upstream_before": one.before}


def _fault_row(place: BundleFault, key: Key | None, faults: Sequence[BundleFault]) -> Values:
    return {
        "outcome": REFUSED,
        "collection": None if key is None else key[0],
        # What was refused may be called anything.
        "record": None if key is None or len(key[1]) > NAME_LENGTH // 4 else key[1],
        "sheet": place.file[:NAME_LENGTH],
        "line": place.line,
        "detail": encode_text({"faults": [told(fault) for fault in faults[:SHOWN]]}),
    }


def told(fault: BundleFault) -> Values:
    """Return a fault as reports tell it."""
    found: Values = {"sheet": fault.file, "line": fault.line, "column": fault.column or None, "field": fault.field}
    # What was refused may be called anything.
    record = None if fault.record is None or len(fault.record[1]) > NAME_LENGTH // 4 else "/".join(fault.record)
    return found | {"pointer": fault.pointer, "record": record, "message": fault.message}
