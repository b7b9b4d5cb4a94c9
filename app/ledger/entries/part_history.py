"""A part of a record as of an entry, or its own fields: folded without the rest."""

from functools import cache

from sqlalchemy import Connection, bindparam, func, or_, select

from app.db.statements import Query
from app.ledger.entries.history import COLUMNS
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import body_of
from app.ledger.model.record_state import PartState, State
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.shapes import Values
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

AFTER_SLASH = "0"
"""What follows the slash, which separates a part from its items, in the order of characters."""

_OWN = (
    Entry.collection == bindparam("collection"),
    Entry.record == bindparam("record"),
    Entry.number <= bindparam("number"),
    # What was redacted says nothing, and something has replaced it where the record is known.
    Entry.body.is_not(None),
)


_OF_PART = Query(
    select(*COLUMNS)
    .where(
        *_OWN,
        or_(
            Entry.part == bindparam("part"),
            Entry.part.between(bindparam("first_item"), bindparam("after_items")),
            Entry.part.is_(None) & Entry.operation.in_([Operation.MOVE, Operation.UNMERGE]),
        ),
    )
    .order_by(Entry.version.desc())
)


def part_at(connection: Connection, record_type: RecordType, record: str, path: str, number: int) -> PartState | None:
    """Return a part, told by its type and id, as it was after entry `number`. The record is one that is known."""
    items = {"part": path, "first_item": f"{path}/", "after_items": path + AFTER_SLASH}
    values = {"collection": record_type.collection, "record": record, "number": number} | items
    entries = []
    for entry in _OF_PART.mappings(connection, values):
        entries.append(entry)
        if (entry["part"], entry["operation"]) in {(path, Operation.PUT), (None, Operation.UNMERGE)}:
            break
    name, part = path.split("/")
    state: State | None = State(record, 0, "", "", {})
    for entry in reversed(entries):
        body = body_of(record_type, entry)
        if entry["operation"] == Operation.MOVE:
            moved = body["parts"].get(name, {})
            body = {"written": None, "parts": {name: {part: moved[part]}} if part in moved else {}}
        state = fold(record_type, state, entry, body)
    return None if state is None else state.parts.get(name, {}).get(part)


WHOLE = (Operation.PUT, Operation.UNMERGE)
"""Operations whose entries hold all that a record says itself."""


@cache
def _of_fields(collection: str) -> Query:
    """Return what reads the entries that say what a record itself says: the last that says all, and those since."""
    record_type = record_type_of(collection)
    lists = sorted({*record_type.inline, *record_type.keys})
    items = [Entry.part.between(f"{field}/", field + AFTER_SLASH) for field in lists]
    whole = select(func.max(Entry.version)).where(*_OWN, Entry.part.is_(None), Entry.operation.in_(WHOLE))
    own = or_(Entry.part.is_(None), *items)
    return Query(select(*COLUMNS).where(*_OWN, own, Entry.version >= whole.scalar_subquery()).order_by(Entry.version))


def fields_at(connection: Connection, record_type: RecordType, record: str, number: int) -> Values:
    """Return what a record itself said after entry `number`. The record is one that was known then."""
    values = {"collection": record_type.collection, "record": record, "number": number}
    state: State | None = None
    for entry in _of_fields(record_type.collection).mappings(connection, values):
        body = body_of(record_type, entry)
        if entry["operation"] == Operation.MOVE:
            body = {"written": body["written"], "parts": {}}
        state = fold(record_type, state, entry, body)
    assert state is not None  # noqa: S101 - it was known
    return state.written
