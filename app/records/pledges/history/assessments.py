"""Keeps the assessments of pledges: whether each stood, was superseded, or was withdrawn."""

from collections.abc import Iterable
from typing import Any

from typing_extensions import override

from app.ledger.model.record_state import PartState, Withdrawal
from app.ledger.model.shapes import Values
from app.records.assessments.assessment_standing import PART_TYPE, successors
from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import Change, PartWithdrawn, PartWritten, Step
from app.tables.history import ASSESSMENTS
from app.values.sort_keys import day_of_part, earliest_day

KEPT = ("party", "axis", "score", "assessor", "assessor_kind", "period", "supersedes")
RECORDED = ("period_last_day", "entry", "withdrawn")
"""What stays of one that is written again: by a merge or a correction, which leave periods as they are."""


class AssessmentsKeeper(Keeper):
    """Keeps a row an assessment, written again where another comes to supersede it or no longer does."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._assessments = OpenRows(ASSESSMENTS, "pledge_id")
        super().__init__(self._assessments)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            known = {row["id"]: row for row in self._assessments.open(record)}
            before = known.get(step.part)
            if step.before and before is None:
                return
            known[step.part] = _row(step) | ({name: before[name] for name in RECORDED} if before else {})
            self._become(record, known.values(), change.number)
        elif isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            rows = self._assessments.open(record)
            kept = [row | {"withdrawn": True} if row["id"] == step.part else row for row in rows]
            self._become(record, kept, change.number)

    def _become(self, record: str, rows: Iterable[Row], number: int) -> None:
        rows = list(rows)
        superseded = successors({row["id"]: _state(row) for row in rows})
        stand = (row | {"stands": not row["withdrawn"] and row["id"] not in superseded} for row in rows)
        self._assessments.replace(record, stand, number)


def _row(step: PartWritten) -> Row:
    return {
        "id": step.part,
        **{name: step.written[name] for name in KEPT},
        "period_first_day": earliest_day(step.written["period"]),
        "period_last_day": day_of_part(step.written["period"], step.recorded_at),
        "entry": step.entry,
        "withdrawn": not step.stands,
    }


def _state(row: Row) -> PartState:
    """Return the part of an assessment that shows what supersedes what."""
    written: Values = {"supersedes": row["supersedes"]}
    withdrawn: Any = Withdrawal("", "", "") if row["withdrawn"] else None
    return PartState(row["id"], written, row["entry"], "", "", 0, withdrawn)
