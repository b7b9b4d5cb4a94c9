"""Keeps which entries wrote the criteria of pledges."""

from hashlib import sha256

from typing_extensions import override

from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows
from app.records.base.history.steps import Change, Step, Written
from app.records.pledges.record_type import PLEDGES
from app.tables.history import CRITERIA


class CriteriaKeeper(Keeper):
    """Keeps of each criterion which entry wrote it last: a row until it says something else, or nothing."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._criteria = OpenRows(CRITERIA, "pledge_id")
        super().__init__(self._criteria)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        if not isinstance(step, Written):
            return
        held = {(row["status"], row["fingerprint"]): row["written_by"] for row in self._criteria.open(record)}
        rows = []
        for status, text in PLEDGES.traced_members(step.written).items():
            fingerprint = sha256(text.encode()).hexdigest()
            written_by = step.last_written.get(status, held.get((status, fingerprint), change.number))
            rows.append({"status": status, "fingerprint": fingerprint, "written_by": written_by})
        self._criteria.replace(record, rows, change.number)
