"""Keeps whether sources disagreed about records: of those alone of whose fields sources speak."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection
from typing_extensions import override

from app.ledger.entries.history import entries_of, with_parts_of
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import body_of
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.ledger.model.state_rows import copy_of
from app.records.base.history.keepers import Keeper
from app.records.base.history.rows import OpenRows
from app.records.base.history.steps import Change, Changed, Step
from app.tables.history import ALWAYS, DISPUTES, NEVER

Disputed = Callable[[State], bool]


class DisputesKeeper(Keeper):
    """Keeps on which days sources disagreed.

    It follows from a whole record and its parts: of a record of whose fields sources speak, all entries are read. Of
    others there are no rows.
    """

    def __init__(self, record_type: RecordType, disputed: Disputed) -> None:
        """Take the record type, and the function that returns whether sources disagree in a state."""
        self._record_type, self._disputed = record_type, disputed
        self._states: dict[tuple[str, int], State | None] = {}
        self._disputes = OpenRows(DISPUTES, "record", collection=record_type.collection)
        super().__init__(self._disputes)

    @override
    def load(self, connection: Connection, changed: Changed) -> None:
        super().load(connection, changed)
        spoken = [
            record
            for record, changes in changed.records.items()
            if self._disputes.open(record) or any(_speaks(step) for change in changes for step in change.steps)
        ]
        last = max((changes[-1].number for changes in changed.records.values()), default=0)
        wanted = {record: {change.number for change in changed.records[record]} for record in spoken}
        for record, entries in groupby(entries_of(connection, self._record_type, spoken, last), key=_record):
            state: State | None = None
            for entry in entries:
                state = fold(self._record_type, state, entry, body_of(self._record_type, entry))
                if entry["number"] in wanted[record]:
                    self._states[record, entry["number"]] = None if state is None else copy_of(state)

    @override
    def take(self, record: str, change: Change, step: Step) -> None:
        state = self._states.get((record, change.number))
        if state is not None and (_speaks(step) or self._disputes.open(record)):
            self._disputes.replace(record, self._rows(state), change.number)

    def _rows(self, state: State) -> Iterator[Values]:
        start, held = ALWAYS, None
        for day in sorted({ALWAYS, *self._days(state)}):
            disputed = self._disputed(with_parts_of(self._record_type, state, day))
            if held is not None and disputed != held:
                yield {"from_day": start, "to_day": day, "disputed": held}
                start = day
            held = disputed
        yield {"from_day": start, "to_day": NEVER, "disputed": bool(held)}

    def _days(self, state: State) -> Iterable[str]:
        for name, parts in state.parts.items():
            for part in parts.values():
                yield self._record_type.part_types[name].day(part.written, part.recorded_at) or ALWAYS


def _record(entry: Mapping[str, Any]) -> str:
    return str(entry["record"])


def _speaks(step: Step) -> bool:
    """Return whether a source speaks of a field in what was written."""
    written = getattr(step, "written", None) or getattr(step, "body", None) or {}
    citations = [written] if "source" in written else written.get("citations", [])
    return any(citation.get("field") is not None for citation in citations)
