"""Keeps where participants stood to instruments, on which days, and the acts that this follows from."""

from typing import Any

from typing_extensions import override

from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows
from app.records.base.history.steps import Change, PartWithdrawn, PartWritten, Step
from app.records.instruments.participation.standing import FIRST, PART_TYPE, Deed, spans
from app.tables.history import ALWAYS, INSTRUMENT_PARTIES, NEVER, PARTICIPATION
from app.values.sort_keys import day_of_part


class PartiesKeeper(Keeper):
    """Keeps a row an act while it stands, and a row a standing; what a participant did moves its own alone."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._acts = OpenRows(PARTICIPATION, "instrument_id")
        self._parties = OpenRows(INSTRUMENT_PARTIES, "instrument_id", "participant")
        super().__init__(self._acts, self._parties)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if not isinstance(step, PartWritten | PartWithdrawn) or step.part_type != PART_TYPE:
            return
        before = next((row for row in self._acts.open(record) if row["id"] == step.part), None)
        rows = []
        if isinstance(step, PartWritten):
            # What is written again and does not stand was withdrawn.
            if not step.stands or (step.before and before is None):
                return
            rows = [self._row(step) | ({name: before[name] for name in ("on_last_day", "entry")} if before else {})]
        self._acts.replace(record, rows, change.number, lambda row: row["id"] == step.part)
        for participant in {row["participant"] for row in (before, *rows) if row is not None}:
            self._stand(record, participant, change.number)

    @staticmethod
    def _row(step: PartWritten) -> dict[str, Any]:
        written = step.written
        return {
            "id": step.part,
            "participant": written["participant"],
            "act": written["act"],
            "to_participant": written["to"],
            "on_last_day": day_of_part(written["on"], step.recorded_at),
            "entry": step.entry,
        }

    def _stand(self, record: str, participant: str, number: int) -> None:
        deeds = [
            Deed(row["on_last_day"] or FIRST, row["entry"], row["act"], row["to_participant"])
            for row in self._acts.open(record)
            if row["participant"] == participant
        ]
        rows = [
            {"participant": participant, "standing": standing, "reserves": reserves, "from_day": day, "to_day": end}
            for day, end, (standing, reserves) in spans(deeds, ALWAYS, NEVER)
        ]
        self._parties.replace(record, rows, number, lambda row: row["participant"] == participant)
