"""Records as they were at a moment: by what was known then, and by the days on which it took effect."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from app.db.statements import OneOf, Query
from app.deadline import in_time
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import NO_NAME, body_of, is_known
from app.ledger.model.documents.rendering import references_of
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, record_type_of
from app.strict_json import decode
from app.tables.history import ALWAYS
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

COLUMNS = (
    Entry.number, Entry.at, Entry.actor, Entry.request, Entry.data_set, Entry.record, Entry.version, Entry.part,
    Entry.operation, Entry.body,
)  # fmt: skip
"""What folding needs of an entry."""

NAMES = [column.key for column in COLUMNS]

LAST_NUMBER = 2**63 - 1
"""The number of no entry: one that leaves nothing out."""

LAST_DAY = "9999-12-30"
"""The day of a moment that leaves nothing out."""

Pairs = Collection[tuple[str, str]]

_NUMBER = bindparam("number", type_=Entry.number.type)
_OF_RECORDS = (Entry.collection == bindparam("collection"), OneOf(Entry.record, "records"))
ENTRIES = Query(select(*COLUMNS).where(*_OF_RECORDS, Entry.number <= _NUMBER).order_by(Entry.record, Entry.version))

_LENGTH = Query(select(func.sum(func.length(Entry.body))).where(*_OF_RECORDS))


def entries_length(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> int:
    """Return how many characters the entries of records hold."""
    ((length,),) = _LENGTH.on(connection, {"collection": record_type.collection, "records": list(ids)})
    return int(length or 0)


def _naming(which: ColumnElement[int], when: ColumnElement[bool]) -> Query:
    """Return what reads of records the body of the entry that named them: the one that is chosen of each."""
    naming = (Entry.part.is_(None), Entry.operation == Operation.PUT, when)
    numbers = select(which).where(*_OF_RECORDS, *naming).group_by(Entry.record)
    return Query(select(Entry.record, Entry.body).where(Entry.number.in_(numbers)))


LAST_NAMES = _naming(func.max(Entry.number), Entry.number <= _NUMBER)
FIRST_NAMES = _naming(func.min(Entry.number), Entry.number > _NUMBER)


@dataclass(frozen=True)
class Moment:
    """What is asked: the last entry that counts, and the day whose facts are asked for, None for all days."""

    number: int
    day: str | None = None

    @property
    def last_day(self) -> str:
        """The last day whose facts count."""
        return self.day or LAST_DAY


def as_of(record_type: RecordType, state: State, day: str, dated: str | None) -> State | None:
    """Return a state without the parts that took effect after a day; None for a record of a later day.

    `dated` is the day that it goes by if it has none of its own.
    """
    own = record_type.day(state.written) or dated or ALWAYS
    return None if own > day else with_parts_of(record_type, state, day)


def _dated(
    connection: Connection, record_type: RecordType, states: Collection[State], number: int
) -> dict[str, str | None]:
    """Return the days that records without one of their own go by: the earliest of those that date them."""
    named = {
        state.id: record_type.dated_by(state.written) for state in states if record_type.day(state.written) is None
    }
    by_collection: dict[str, set[str]] = {}
    for collection, record in (key for keys in named.values() for key in keys):
        by_collection.setdefault(collection, set()).add(record)
    days = {
        (collection, record): record_type_of(collection).day(state.written)
        for collection, ids in by_collection.items()
        for record, state in states_at(connection, record_type_of(collection), sorted(ids), Moment(number)).items()
    }
    return {
        record: min((day for key in keys if (day := days.get(key)) is not None), default=None)
        for record, keys in named.items()
    }


def with_parts_of(record_type: RecordType, state: State, day: str) -> State:
    """Return a state without the parts that took effect after a day."""
    parts = {
        name: {
            key: part
            for key, part in known.items()
            if part.scheduled_for is None
            and (record_type.part_types[name].day(part.written, part.recorded_at) or ALWAYS) <= day
        }
        for name, known in state.parts.items()
    }
    return replace(state, parts=parts)


def states_at(connection: Connection, record_type: RecordType, ids: Sequence[str], moment: Moment) -> dict[str, State]:
    """Return the states that records had at a moment; those that were not there, or are not known, are left out."""
    found: dict[str, State | None] = {}
    for entry in in_time(entries_of(connection, record_type, ids, moment.number)):
        found[entry["record"]] = fold(record_type, found.get(entry["record"]), entry, body_of(record_type, entry))
    known = {record: state for record, state in found.items() if state is not None and is_known(state)}
    if moment.day is None:
        return known
    dated, day = _dated(connection, record_type, known.values(), moment.number), moment.day
    present = {record: as_of(record_type, state, day, dated.get(record)) for record, state in known.items()}
    return {record: state for record, state in present.items() if state is not None}


def entries_of(
    connection: Connection, record_type: RecordType, ids: Sequence[str], number: int = LAST_NUMBER
) -> list[Mapping[str, Any]]:
    """Return the entries of records, up to a number if one is given, each record's in order."""
    if not ids:
        return []
    asked = {"collection": record_type.collection, "records": ids, "number": number}
    return [dict(zip(NAMES, row, strict=True)) for row in in_time(ENTRIES.on(connection, asked))]


def names_shown(
    connection: Connection, record_type: RecordType, states: Collection[State], number: int
) -> dict[tuple[str, str], str]:
    """Return what all that the documents of states show was called when entry `number` had been written."""
    return names_then(connection, wanted_names(record_type, states), number)


def wanted_names(record_type: RecordType, states: Collection[State]) -> set[tuple[str, str]]:
    """Return the records whose names the documents of states show."""
    return {(found.collection, found.record) for state in states for found in references_of(record_type, state)}


def names_then(connection: Connection, wanted: AbstractSet[tuple[str, str]], number: int) -> dict[tuple[str, str], str]:
    """Return what records were called when entry `number` had been written."""
    names = _names_at(connection, wanted, LAST_NAMES, number)
    # What came into being in the same write may stand after what refers to it.
    return names | _names_at(connection, wanted - names.keys(), FIRST_NAMES, number)


def _names_at(connection: Connection, wanted: Pairs, names: Query, number: int) -> dict[tuple[str, str], str]:
    by_collection: dict[str, list[str]] = {}
    for collection, record in sorted(wanted):
        by_collection.setdefault(collection, []).append(record)
    found = {}
    for collection, ids in by_collection.items():
        for record, body in names.on(connection, {"collection": collection, "records": ids, "number": number}):
            found[collection, record] = _label(record_type_of(collection), body)
    return found


def _label(record_type: RecordType, body: str | None) -> str:
    """Return what a record was called."""
    if body is None:
        return NO_NAME
    return record_type.name_of(decode(body))
