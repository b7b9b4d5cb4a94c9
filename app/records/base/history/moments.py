"""Details, parts and pages as they were at a moment: found by what was known then, folded and rendered."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select

from app.db.columns import AsBytes
from app.db.database import Database
from app.db.statements import OneOf, Query, core_table
from app.deadline import in_time
from app.errors import Fault, Invalid, NotFound
from app.ledger.entries.history import Moment, names_shown, states_at
from app.ledger.entries.numbers import present_numbers
from app.ledger.model.documents.queued import is_queued
from app.ledger.model.documents.rendering import render, render_parts
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Names
from app.ledger.projections.projections import up_to_date
from app.ledger.references.redirects import absence_error
from app.records.base.collections import Collection, collection_of
from app.records.base.history.projection import HISTORY
from app.records.base.lists.bindings import DAY, NUMBER
from app.records.base.lists.list_queries import with_id
from app.records.base.lists.parameters import ClockQuery, DetailQuery
from app.records.base.queries import detail
from app.strict_json import encode
from app.tables.ledger.entries import Entry, RecordReference
from app.values.times.dates import format_instant, today_anywhere, today_utc


def is_of_now(query: ClockQuery) -> bool:
    """Return whether a request asks for the present."""
    return query.known_at is None and query.as_of is None


async def moment_of(database: Database, query: ClockQuery) -> Moment | None:
    """Return the moment that a request asks for, None for the present. Raises `Invalid` for one to come."""
    if is_of_now(query):
        return None
    refuse_future(query)
    if query.known_at is None:
        return Moment((await present_numbers(database)).ledger, query.as_of)
    return Moment(await number_at(database, query.known_at), query.as_of)


def refuse_future(query: ClockQuery) -> None:
    """Raise `Invalid` for a moment to come."""
    faults = []
    if query.known_at is not None and query.known_at > format_instant(datetime.now(UTC)):
        faults.append(Fault("must not be later than now", parameter="known_at"))
    if query.as_of is not None and query.as_of > today_anywhere().isoformat():
        faults.append(Fault("must not be later than today anywhere on Earth (UTC+14)", parameter="as_of"))
    if faults:
        detail = "The moment is in the future."
        raise Invalid(detail, faults=faults)


# Time and number rise together: asked for the highest number, SQLite would read the ledger from its end.
_LAST_BY = Query(
    select(Entry.number)
    .where(Entry.at <= bindparam("instant", type_=core_table(Entry).c.at.type))
    .order_by(Entry.at.desc(), Entry.number.desc())
    .limit(1)
)


async def number_at(database: Database, instant: str) -> int:
    """Return the number of the last entry that was recorded up to an instant, 0 before the first."""
    rows = await database.hot(_LAST_BY, {"instant": instant})
    return rows[0][0] if rows else 0


async def detail_by(database: Database, collection: Collection, record: str, query: ClockQuery) -> tuple[int, bytes]:
    """Return a record's version and its answer, now or at the moment of the query. Raises `NotFound`."""
    moment = await moment_of(database, query)
    form = query.form if isinstance(query, DetailQuery) else "document"
    if moment is None:
        return await detail(database, collection, record, form)
    if collection.joined:
        await up_to_date(database, HISTORY)
    return await database.read(detail_at, collection, record, moment, form)


def today_at(moment: Moment) -> date:
    """Return the day that counts as today: what is overdue then."""
    return today_utc() if moment.day is None else date.fromisoformat(moment.day)


def detail_at(
    connection: Connection, collection: Collection, record: str, moment: Moment, form: str
) -> tuple[int, bytes]:
    """Return a record's version and its answer at a moment. Raises `NotFound`."""
    state = state_at(connection, collection.record_type, record, moment)
    if form == "written":
        return state.version, with_id(record, encode(state.written))
    names = names_shown(connection, collection.record_type, [state], moment.number)
    joined = _joined(connection, collection, [record], moment)
    return state.version, _document(collection, state, names, today_at(moment), joined)


def state_at(connection: Connection, record_type: RecordType, record: str, moment: Moment) -> State:
    """Return the state of a record at a moment. Raises `NotFound`, or `Merged` with where it had gone by then."""
    state = states_at(connection, record_type, [record], moment).get(record)
    if state is None:
        raise absence_error(connection, record_type, record, moment.number)
    return state


def part_at(
    connection: Connection, record_type: RecordType, part_type: str, record: str, part: str, moment: Moment
) -> tuple[int, bytes]:
    """Return a record's version and a part of it at a moment. Raises `NotFound`."""
    state = state_at(connection, record_type, record, moment)
    if part not in state.parts.get(part_type, {}):
        detail = f"The {record_type.noun} had no such {record_type.part_types[part_type].noun} at that moment."
        raise NotFound(detail)
    names = names_shown(connection, record_type, [state], moment.number)
    return state.version, encode(render_parts(record_type, part_type, state, names)[part])


Joined = Mapping[str, Sequence[Any]]


def _joined(connection: Connection, collection: Collection, ids: Sequence[str], moment: Moment) -> Joined:
    return collection.joined_at(connection, ids, {NUMBER: moment.number, DAY: moment.last_day})


def _document(collection: Collection, state: State, names: Names, today: date, joined: Joined) -> bytes:
    content = render(collection.record_type, state, names)
    extras = [collection.extra(content, name) for name in collection.extras]
    return collection.completing(today)(encode(content), [*extras, *joined[state.id]])


def documents_at(
    connection: Connection, collection: Collection, ids: Sequence[str], form: str, moment: Moment
) -> dict[str, bytes]:
    """Return the answers of records at a moment, by their ids; none of those that were redacted since.

    The histories have come as far, where something is joined.
    """
    record_type, today = collection.record_type, today_at(moment)
    joined = _joined(connection, collection, ids, moment) if form == "document" else {}
    found = _unchanged(connection, collection, ids, form, moment, joined)
    states = states_at(connection, record_type, [record for record in ids if record not in found], moment)
    if form == "written":
        found |= {record: with_id(record, encode(state.written)) for record, state in in_time(states.items())}
    else:
        names = names_shown(connection, record_type, states.values(), moment.number)
        found |= {
            record: _document(collection, state, names, today, joined) for record, state in in_time(states.items())
        }
    return found


def _unchanged(
    connection: Connection, collection: Collection, ids: Sequence[str], form: str, moment: Moment, joined: Joined
) -> dict[str, bytes]:
    """Return the stored answers that are those of the moment: nothing that they show was written since.

    Those whose documents are queued do not show it yet.
    """
    if moment.day is not None or not ids:
        return {}
    statement = answers_since(collection.record_type.collection, form)
    rows = statement.on(connection, {"ids": ids, "number": moment.number})
    if form == "written":
        return {row[0]: with_id(row[0], row[1]) for row in rows}
    complete = collection.completing(today_at(moment))
    return {row[0]: complete(row[1], [*row[2:], *joined[row[0]]]) for row in rows}


@cache
def answers_since(name: str, form: str) -> Query:
    """Return what reads the stored answers of those records that show nothing that was written since an entry."""
    collection = collection_of(name)
    table, entry, reference = core_table(collection.record_type.table), core_table(Entry), core_table(RecordReference)
    number, renaming = bindparam("number", type_=entry.c.number.type), entry.alias()
    own = exists().where(entry.c.collection == name, entry.c.record == table.c.id, entry.c.number > number)
    named = exists().where(
        reference.c.from_collection == name,
        reference.c.from_record == table.c.id,
        renaming.c.collection == reference.c.to_collection,
        renaming.c.record == reference.c.to_record,
        renaming.c.number > number,
        renaming.c.part.is_(None),
    )
    extras = [table.c[extra] for extra in collection.extras]
    asked = [OneOf(table.c.id, "ids"), ~own, ~named, ~is_queued(table)]
    return Query(select(table.c.id, AsBytes(table.c[form]), *extras).where(*asked))
