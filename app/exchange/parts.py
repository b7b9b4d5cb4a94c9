"""The parts that stand under the records of a bundle: assessments, measurements and milestones.

Status changes have a judge of their own, who looks at these too: they come after them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from app.errors import PactaError
from app.exchange.bundles import BundleRecord, Item
from app.exchange.faults import BundleFault
from app.exchange.load_report import Counts
from app.ledger.model.batches import Change
from app.ledger.model.part_type import Side
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import Kind
from app.ledger.model.shapes import Values
from app.ledger.model.state_rows import load_states
from app.ledger.writing.item_ids import identify
from app.ledger.writing.part_commands import propose
from app.records.pledges.histories import SIDE
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status_review import says_the_same
from app.vocabulary import Operation

NAMES = tuple(name for name in PLEDGES.sides if name != SIDE)
"""The sides that are recorded here."""


class Parts:
    """What is to be recorded of the parts of a bundle, in order, and what is wrong with them."""

    def __init__(self, connection: Connection, records: Iterable[BundleRecord]) -> None:
        """Compare the parts with those that are there. Records that are new must have been written."""
        self.changes: list[Change] = []
        self.faults: list[BundleFault] = []
        self.counts = {name: Counts() for name in NAMES}
        holding = [record for record in records if any(item.side.name != SIDE for item in record.items)]
        states = load_states(connection, PLEDGES, [record.id for record in holding])
        for record in holding:
            self._take(record, states[record.id])

    def _take(self, record: BundleRecord, state: State) -> None:
        taken: set[tuple[str, str]] = set()
        for item in _in_order(record.items):
            try:
                part, is_new = self._settle(record.kind, state, item, taken)
            except PactaError as refusal:
                self.faults.extend(record.refused(refusal, item.place))
                continue
            counts = self.counts[item.side.name]
            if part is None:
                counts.unchanged += 1
                continue
            counts.created += is_new
            counts.changed += not is_new
            name = f"{item.side.name}/{part.id}"
            self.changes.append(Change(record.kind, record.id, Operation.PUT, part.written, name))

    def _settle(
        self, kind: Kind, state: State, item: Item, taken: set[tuple[str, str]]
    ) -> tuple[PartState | None, bool]:
        """Return the part to record, None where it is there already, and whether it is new."""
        side, values = item.side, item.side.settle(state, item.values)
        free = {key: part for key, part in state.parts.get(side.name, {}).items() if (side.name, key) not in taken}
        part = _known(side, values, free)
        if part is None:
            part = propose(kind, side.name, state, values)
            taken.add((side.name, part.id))
            return part, True
        taken.add((side.name, part.id))
        written = identify(side.inline, values | {"id": part.id}, part.written)
        if side.withdrawable or written == part.written:
            return None, False
        part.written = written
        side.check(state, part.id)
        return part, False


def _known(side: Side, values: Values, free: Mapping[str, PartState]) -> PartState | None:
    """Return the part that says the same; of those that are edited, the one with the id otherwise.

    One that was withdrawn stays withdrawn.
    """
    if not side.withdrawable and values["id"] is not None:
        return free.get(values["id"])
    same = next((part for part in free.values() if says_the_same(values, part)), None)
    return same if side.withdrawable or same is not None else free.get(side.derive(values))


def _in_order(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the parts that are recorded here as they stand, but what corrects another one after that."""
    waiting = [item for item in items if item.side.name != SIDE]
    while waiting:
        ids = {item.values["id"] for item in waiting} - {None}
        ready = [item for item in waiting if item.values.get("supersedes") not in ids]
        # In a circle each corrects another: the first of them is then refused for naming what is not there.
        yield from ready or waiting
        waiting = [item for item in waiting if item not in ready] if ready else []
