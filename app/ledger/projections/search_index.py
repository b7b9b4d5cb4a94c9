"""The projection behind search: the present words of every record, indexed once for each change of it.

A record is found by its own texts, not by what those are called that it refers to: renaming a state would have
thousands of records indexed again.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from app.db.fulltext import ZONES, Zone, clear_words, put_words, take_words
from app.ledger.entries import record_numbers
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType, all_record_types, record_type_of
from app.ledger.model.rows.state_rows import in_chunks, load_states
from app.ledger.model.texts import texts_of
from app.ledger.projections.projections import Entered, Projection, register_projection
from app.tables.ledger.search import SearchRecord
from app.values.search.words import words

ROOM = 2**40
"""Numbers that each collection has: those of one are found as a range, without looking at each. In it, a record is
numbered as in app/ledger/entries/record_numbers.py."""

TITLE, NAMES, TEXTS, EVIDENCE = range(len(ZONES))
ZONE_OF: Mapping[str, int] = {
    "title": TITLE,
    "name": TITLE,
    "other_names": NAMES,
    "place": NAMES,
    "publisher": NAMES,
    "author": NAMES,
    "tags": NAMES,
    "translations": NAMES,
    "classifications": NAMES,
    "external_ids": NAMES,
    "citations": EVIDENCE,
}
"""In which zone the texts of a field count, other than `TEXTS`. Those of parts with a history are evidence."""


def zone_of(record_type: RecordType, field: str) -> int:
    """Return the zone that the texts of a field count in."""
    return EVIDENCE if field in record_type.part_types else ZONE_OF.get(field, TEXTS)


def search_numbers(collection: str) -> tuple[int, int]:
    """Return the first and the last number that a record of the collection can have."""
    first = record_type_of(collection).number * ROOM
    return first + 1, first + ROOM - 1


def _clear(connection: Connection) -> None:
    clear_words(connection)
    connection.execute(delete(SearchRecord))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    touched: dict[str, dict[str, None]] = {}
    for entry in entries:
        touched.setdefault(entry.collection, {})[entry.record] = None
    for record_type in all_record_types():
        if ids := list(touched.get(record_type.collection, {})):
            _index(connection, record_type, ids)


def _index(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> None:
    states = load_states(connection, record_type, ids)
    numbers = _numbers(connection, record_type, ids)
    take_words(connection, list(numbers.values()))
    for piece in in_chunks([record for record in numbers if record not in states]):
        gone = [numbers[record] for record in piece]
        connection.execute(delete(SearchRecord).where(SearchRecord.number.in_(gone)))
    if new := [record for record in states if record not in numbers]:
        before = search_numbers(record_type.collection)[0] - 1
        fresh = {
            record: before + number
            for record, number in record_numbers.numbers(connection, record_type.collection, new).items()
        }
        numbers |= fresh
        connection.execute(
            insert(SearchRecord),
            [
                {"number": number, "collection": record_type.collection, "record": record}
                for record, number in fresh.items()
            ],
        )
    put_words(connection, [(numbers[record], _zones(record_type, state)) for record, state in states.items()])


def _numbers(connection: Connection, record_type: RecordType, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for piece in in_chunks(ids):
        statement = select(SearchRecord.record, SearchRecord.number).where(
            SearchRecord.collection == record_type.collection, SearchRecord.record.in_(piece)
        )
        found |= {row.record: row.number for row in connection.execute(statement)}
    return found


def _zones(record_type: RecordType, state: State) -> list[Zone]:
    zones: list[list[list[str]]] = [[] for _zone in ZONES]
    for written in texts_of(record_type, state):
        zones[zone_of(record_type, written.field)].append([word.word for word in words(written.text)])
    return list(zones)


SEARCH = register_projection(Projection("search", 4, _clear, _project))
