"""Keeps the positions on records while they were there: whether each had been withdrawn."""

from typing_extensions import override

from app.db.statements import core_table
from app.ledger.model.part_type import PartType
from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows, Row
from app.records.base.history.steps import Change, PartWithdrawn, PartWritten, Step
from app.records.positions.position_standing import PART_TYPE
from app.tables.base import owner_key
from app.tables.history import TWINS
from app.values.sort_keys import day_of_part

RECORDED = ("taken_last_day", "entry", "withdrawn")
"""What stays of one that is written again: by a merge or a correction, which leave days as they are."""


class PositionsKeeper(Keeper):
    """Keeps a row a position."""

    def __init__(self, part_type: PartType) -> None:
        """Take the type of the positions."""
        table = core_table(part_type.table)
        self._positions = OpenRows(TWINS[table], owner_key(table).name)
        self._has_about = "about" in table.c
        super().__init__(self._positions)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if isinstance(step, PartWritten) and step.part_type == PART_TYPE:
            before = next((row for row in self._positions.open(record) if row["id"] == step.part), None)
            if step.before and before is None:
                return
            row = self._row(step) | ({name: before[name] for name in RECORDED} if step.before and before else {})
            self._positions.replace(record, [row], change.number, lambda one: one["id"] == step.part)
        elif isinstance(step, PartWithdrawn) and step.part_type == PART_TYPE:
            rows = [row | {"withdrawn": True} for row in self._positions.open(record) if row["id"] == step.part]
            self._positions.replace(record, rows, change.number, lambda one: one["id"] == step.part)

    def _row(self, step: PartWritten) -> Row:
        return {
            "id": step.part,
            "participant": step.written["participant"],
            "position": step.written["position"],
            **({"about": step.written["about"]} if self._has_about else {}),
            "taken_last_day": day_of_part(step.written["on"], step.recorded_at),
            "entry": step.entry,
            "withdrawn": not step.stands,
        }
