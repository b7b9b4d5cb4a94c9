"""What each of several revisions changed: the entries are folded once, and names are read once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from app.deadline import in_time
from app.ledger.entries.history import names_then
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import body_of, is_known
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Names
from app.records.base.revisions.diff import Difference, Revised, WantedNames, differences
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation


@dataclass(frozen=True)
class Step:
    """The states around a revision, and what made it."""

    before: State | None
    after: State | None
    operation: Operation

    @property
    def known(self) -> bool:
        """Return whether neither state was redacted."""
        return all(state is None or is_known(state) for state in (self.before, self.after))

    def differences(self, record_type: RecordType, names: Names) -> list[Difference]:
        """Return how the states differ, told with these names."""
        before, after = (state and Revised(state, names) for state in (self.before, self.after))
        return differences(record_type, before or None, after or None, self.operation)


def changes(
    connection: Connection, record_type: RecordType, record: str, versions: Collection[int]
) -> Mapping[int, list[Difference] | None]:
    """Return what each of some revisions changed from the one before, None where that was redacted.

    Other records have the names that they had when the last of these revisions was written.
    """
    steps, number = _steps(connection, record_type, record, versions)
    wanted = WantedNames()
    for step in steps.values():
        if step.known:
            step.differences(record_type, wanted)
    names = names_then(connection, wanted.wanted, number) if wanted.wanted else {}
    return {version: step.differences(record_type, names) if step.known else None for version, step in steps.items()}


def _steps(
    connection: Connection, record_type: RecordType, record: str, versions: Collection[int]
) -> tuple[dict[int, Step], int]:
    """Return the states around each revision, and the number of the last entry among them."""
    entries = connection.execute(
        select(
            Entry.version, Entry.number, Entry.at, Entry.actor, Entry.operation, Entry.part, Entry.record, Entry.body
        )
        .where(
            Entry.collection == record_type.collection,
            Entry.record == record,
            Entry.version <= max(versions, default=0),
        )
        .order_by(Entry.version)
    )
    steps: dict[int, Step] = {}
    state, number = None, 0
    for row in in_time(entries):
        entry = row._asdict()
        asked = entry["version"] in versions
        before = _copied(state) if asked else None
        state = fold(record_type, state, entry, body_of(record_type, entry))
        number = entry["number"]
        if asked:
            steps[entry["version"]] = Step(before, _copied(state), Operation(entry["operation"]))
    return steps, number


def _copied(state: State | None) -> State | None:
    """Return a state that folding goes on from no longer. What is written is replaced there, never changed."""
    if state is None:
        return None
    parts = {name: {part: replace(known) for part, known in of_type.items()} for name, of_type in state.parts.items()}
    return replace(state, parts=parts)
