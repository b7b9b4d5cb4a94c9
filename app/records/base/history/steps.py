"""What an entry did to its record, part by part: what histories are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.db.statements import core_table
from app.ledger.entries.replay import ENDS, fold
from app.ledger.entries.unknown_content import body_of, is_known
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.shapes import Values
from app.tables.history import TWINS
from app.vocabulary import Operation

Entered = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """The record itself was written, whole. Its parts stay.

    `last_written` says which entries wrote its traced members, where that is not this one or as it was.
    """

    written: Values
    last_written: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemWritten:
    """An item of a list of the record was written; None: removed."""

    field: str
    item: str
    body: Values | None


@dataclass(frozen=True)
class PartWritten:
    """A part with a history of its own was written, by which entry and when, and whether it stands.

    What was recorded `before` was moved by a merge or put right: its place is the one that it had.
    """

    part_type: str
    part: str
    written: Values
    entry: int
    recorded_at: str
    stands: bool = True
    before: bool = False


@dataclass(frozen=True)
class PartItemWritten:
    """An item of a list of such a part was written; None: removed."""

    part_type: str
    part: str
    field: str
    item: str
    body: Values | None


@dataclass(frozen=True)
class PartWithdrawn:
    """Such a part was withdrawn."""

    part_type: str
    part: str


@dataclass(frozen=True)
class PartDeleted:
    """Such a part was deleted."""

    part_type: str
    part: str


@dataclass(frozen=True)
class Gone:
    """The record was deleted, merged into another, or is not known any longer."""


Step = Written | ItemWritten | PartWritten | PartItemWritten | PartWithdrawn | PartDeleted | Gone


@dataclass(frozen=True)
class Change:
    """What an entry did to a record, and when."""

    number: int
    at: str
    steps: Sequence[Step]


@dataclass
class Changed:
    """The records of a collection that a piece of entries touches, and what each entry did. Some are made `anew`."""

    record_type: RecordType
    records: dict[str, list[Change]] = field(default_factory=dict)
    anew: set[str] = field(default_factory=set)


def change_of(record_type: RecordType, entry: Entered) -> Change:
    """Return what an entry did whose body is known."""
    return Change(entry["number"], entry["at"], list(_steps(record_type, entry, body_of(record_type, entry))))


def is_of_followed_list(record_type: RecordType, entry: Entered) -> bool:
    """Return whether an entry wrote an item of a list from which more follows than a row for each of its items.

    To histories, that is as if all were written that the record itself says.
    """
    if entry["part"] is None:
        return False
    field = entry["part"].partition("/")[0]
    return field not in record_type.part_types and field not in _by_item(record_type.collection)


@cache
def _by_item(collection: str) -> frozenset[str]:
    """Return the lists whose histories can be told item by item: their rows have the ids of the items."""
    twins = {one.field: TWINS.get(core_table(one.table)) for one in record_type_of(collection).nested_tables}
    return frozenset(field for field, twin in twins.items() if twin is not None and "id" in twin.c)


def _steps(record_type: RecordType, entry: Entered, body: Any) -> Iterator[Step]:
    if entry["part"] is None:
        yield from _record_steps(entry, body)
        return
    name, part, *nested = entry["part"].split("/")
    deleted = entry["operation"] == Operation.DELETE
    if name not in record_type.part_types:
        yield ItemWritten(name, part, None if deleted else body)
    elif nested:
        yield PartItemWritten(name, part, nested[0], nested[1], None if deleted else body)
    elif deleted:
        yield PartDeleted(name, part)
    elif entry["operation"] == Operation.WITHDRAW:
        yield PartWithdrawn(name, part)
    else:
        before = entry["operation"] == Operation.CORRECT
        stands = before or not _is_scheduled(record_type, name, entry, body)
        yield PartWritten(name, part, body, entry["number"], entry["at"], stands, before)


def _is_scheduled(record_type: RecordType, name: str, entry: Entered, body: Any) -> bool:
    if entry["operation"] == Operation.TAKE_EFFECT:
        return False
    return record_type.part_types[name].schedule(body, entry["at"]) is not None


def _record_steps(entry: Entered, body: Any) -> Iterator[Step]:
    if entry["operation"] in ENDS:
        yield Gone()
    elif entry["operation"] == Operation.MOVE:
        if body["written"] is not None:
            yield Written(body["written"])
        for name, parts in body["parts"].items():
            for part, written in parts.items():
                yield PartWritten(name, part, written, entry["number"], entry["at"], before=True)
    elif entry["operation"] == Operation.UNMERGE:
        yield Written(body["written"], body["last_written"])
        for name, kept in body["parts"].items():
            for part in kept:
                yield PartWritten(
                    name,
                    part["id"],
                    part["written"],
                    part["entry"],
                    part["recorded_at"],
                    part["withdrawn"] is None and part["scheduled_for"] is None,
                )
    else:
        yield Written(body)


def changes_with_gaps(record_type: RecordType, entries: Sequence[Entered]) -> Iterator[Change]:
    """Yield what all entries of a record did, some of whose bodies were redacted: where it is not known, it is gone."""
    state: State | None = None
    was_known = True
    for entry in entries:
        state = fold(record_type, state, entry, body_of(record_type, entry))
        known = state is None or is_known(state)
        if known and was_known and state is not None and is_of_followed_list(record_type, entry):
            yield Change(entry["number"], entry["at"], [Written(state.written)])
        elif known and was_known:
            yield change_of(record_type, entry)
        elif known and state is not None:
            yield Change(entry["number"], entry["at"], [Gone(), *_whole(state)])
        else:
            yield Change(entry["number"], entry["at"], [Gone()])
        was_known = known


def _whole(state: State) -> Iterator[Step]:
    yield Written(state.written, state.entries_of_members)
    for name, parts in state.parts.items():
        for part in parts.values():
            yield _part(name, part)


def _part(name: str, part: PartState) -> PartWritten:
    return PartWritten(name, part.id, part.written, part.entry, part.recorded_at, part.stands)
