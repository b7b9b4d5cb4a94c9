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
from app.ledger.model.part_type import PartType
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.ledger.model.state_rows import load_states
from app.ledger.writing.item_ids import identify
from app.ledger.writing.part_commands import propose
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.pledges.status.review import says_the_same
from app.vocabulary import Operation

NAMES = tuple(name for name in PLEDGES.part_types if name != PART_TYPE)
"""The part types that are recorded here."""


class Parts:
    """What is to be recorded of the parts of a bundle, in order, and what is wrong with them."""

    def __init__(self, connection: Connection, records: Iterable[BundleRecord]) -> None:
        """Compare the parts with those that are there. Records that are new must have been written."""
        self.changes: list[Change] = []
        self.faults: list[BundleFault] = []
        self.counts = {name: Counts() for name in NAMES}
        holding = [record for record in records if any(item.part_type.name != PART_TYPE for item in record.items)]
        states = load_states(connection, PLEDGES, [record.id for record in holding])
        for record in holding:
            self._take(record, states[record.id])

    def _take(self, record: BundleRecord, state: State) -> None:
        taken: set[tuple[str, str]] = set()
        for item in _in_order(record.items):
            try:
                part, is_new = self._settle(record.record_type, state, item, taken)
            except PactaError as refusal:
                self.faults.extend(record.refused(refusal, item.place))
                continue
            counts = self.counts[item.part_type.name]
            if part is None:
                counts.unchanged += 1
                continue
            counts.created += is_new
            counts.changed += not is_new
            name = f"{item.part_type.name}/{part.id}"
            self.changes.append(Change(record.record_type, record.id, Operation.PUT, part.written, name))

    def _settle(
        self, record_type: RecordType, state: State, item: Item, taken: set[tuple[str, str]]
    ) -> tuple[PartState | None, bool]:
        """Return the part to record, None where it is there already, and whether it is new."""
        part_type, values = item.part_type, item.part_type.fill_in(state, item.values)
        free = {
            key: part for key, part in state.parts.get(part_type.name, {}).items() if (part_type.name, key) not in taken
        }
        part = _known(part_type, values, free)
        if part is None:
            part = propose(record_type, part_type.name, state, values)
            taken.add((part_type.name, part.id))
            return part, True
        taken.add((part_type.name, part.id))
        written = identify(part_type.inline, values | {"id": part.id}, part.written)
        if part_type.withdrawable or written == part.written:
            return None, False
        part.written = written
        part_type.check(state, part.id)
        return part, False


def _known(part_type: PartType, values: Values, free: Mapping[str, PartState]) -> PartState | None:
    """Return the part that says the same; of those that are edited, the one with the id otherwise.

    One that was withdrawn stays withdrawn.
    """
    if not part_type.withdrawable and values["id"] is not None:
        return free.get(values["id"])
    same = next((part for part in free.values() if says_the_same(values, part)), None)
    return same if part_type.withdrawable or same is not None else free.get(part_type.derive(values))


def _in_order(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the parts that are recorded here as they stand, but what corrects another one after that."""
    waiting = [item for item in items if item.part_type.name != PART_TYPE]
    while waiting:
        ids = {item.values["id"] for item in waiting} - {None}
        ready = [item for item in waiting if item.values.get("supersedes") not in ids]
        # In a cycle each corrects another: the first of them is then refused for naming what is not there.
        yield from ready or waiting
        waiting = [item for item in waiting if item not in ready] if ready else []
