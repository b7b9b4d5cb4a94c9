"""What the calendar brings of records: a day came, such as that on which a pledge was due. It is an entry, no change.

What lasts from a day on, such as being overdue, may come by a write, too: app/ledger/events_of_writes.py. Such entries
stand in a collection of their own, `calendar`, under the id of the record that they are of. So they raise no version,
fold to nothing, and no reader of records, revisions or histories meets them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    String,
    bindparam,
    exists,
    func,
    insert,
    select,
    update,
)

from app.db.columns import Day, Instant
from app.db.statements import OneOf, Query, core_table
from app.ledger.entries.chain import Chain
from app.ledger.projections.projections import Projection
from app.strict_json import encode_text
from app.tables.base import Record
from app.tables.ledger.entries import CALENDAR, Entry
from app.tables.ledger.projections import ProjectionState
from app.values.times.dates import format_instant, today_utc
from app.vocabulary import Operation

FORM = 1
DAYS = 31
"""How many days are looked at in one transaction, at most."""

_TODAY: BindParameter[str] = bindparam("today", type_=Day())


@dataclass(frozen=True)
class ByWrite:
    """What brings a lasting event beside the days: a write, after which it holds although its day had passed before.

    The statement finds records without an entry of it since, and the deadline of each. Its parameters are those of a
    moment, the last entry that was looked at (`moment_number`) and the day (`moment_day`); the `last` entry to look at;
    `today`; the day before which a deadline lies (`passed`); and `limit`. It reads what `rests_on` holds of that
    moment.
    """

    statement: Callable[[], Query]
    rests_on: Projection


@dataclass(frozen=True)
class DayEvent:
    """What happens to records of a table so many days `after` the day in a column, where the clauses hold `today`."""

    operation: Operation
    table: type[Record]
    column: str
    after: int
    clauses: Callable[[BindParameter[str]], Sequence[ColumnElement[bool]]]
    by_write: ByWrite | None = None

    @cached_property
    def query(self) -> Query:
        """The statement for the records, from an id on, to which it happens on a day and which have no entry yet.

        Those are left out that were recorded later: their days had come before they were there.
        """
        table, entry = core_table(self.table), core_table(Entry)
        told = exists().where(
            entry.c.collection == CALENDAR,
            entry.c.record == table.c.id,
            entry.c.operation == self.operation.value,
            entry.c.part == bindparam("day", type_=String()),
        )
        there = table.c.created_at < bindparam("next_day", type_=Instant())
        on_its_day = table.c[self.column] == bindparam("deadline", type_=Day())
        further = table.c.id >= bindparam("first", type_=table.c.id.type)
        wanted = on_its_day, further, there, *self.clauses(_TODAY), ~told
        found = select(table.c.id).where(*wanted).order_by(table.c.id)
        return Query(found.limit(bindparam("limit", type_=Integer())))


_events: list[DayEvent] = []


def register_day_events(*events: DayEvent) -> None:
    """Make known what days bring."""
    _events.extend(events)


def lasting_events() -> Sequence[tuple[DayEvent, ByWrite]]:
    """Return the events that writes bring, too."""
    return [(event, event.by_write) for event in _events if event.by_write is not None]


@dataclass(frozen=True)
class Position:
    """Something that a day brought and that has no entry yet: which event, on which day, of which record."""

    event: DayEvent
    day: date
    record: str


@dataclass(frozen=True)
class Look:
    """The first thing without an entry among the days up to `last`, if any; whether there are days after that."""

    position: Position | None
    last: date
    is_behind: bool


def look_for_days(connection: Connection) -> Look:
    """Return what is to be written next: found outside the writer, since what has its entries is passed over here.

    Days that were missed are made up for, the earliest first; each is looked at until the next one has come, since what
    is written today may be due today. What was missed is judged as it is now.
    """
    today, through = today_utc(), _through(connection)
    if through is None:
        return Look(None, today, is_behind=True)
    last = min(today, through + timedelta(days=DAYS))
    # Where a clock was set back, what it says now was said already.
    for number in range((last - through).days + 1):
        day = through + timedelta(days=number)
        for event in _events:
            records = _records(connection, event, day, "", 1)
            if records:
                return Look(Position(event, day, records[0]), last, is_behind=True)
    return Look(None, last, is_behind=last > through)


def write_day(connection: Connection, position: Position, most: int) -> Position | None:
    """Write entries for a record and those after it, at most so many; return where to go on with the same, if at all.

    The writer's turn begins before anything is read, so that of several processes one writes each.
    """
    records = _records(connection, position.event, position.day, position.record, most)
    deadline = (position.day - timedelta(days=position.event.after)).isoformat()
    write_events(connection, position.event, position.day.isoformat(), dict.fromkeys(records, deadline))
    return replace(position, record=records[-1]) if len(records) == most else None


def pass_days(connection: Connection, last: date) -> None:
    """Keep that all days before one have been looked at, and need not be again."""
    through = _through(connection)
    if through is None:
        _BEGIN.write(connection, [{"name": CALENDAR, "form": FORM, "number": last.toordinal()}])
    elif through < last:
        _REACHED.write(connection, [{"through_day": last.toordinal()}])


def _records(connection: Connection, event: DayEvent, day: date, first: str, most: int) -> list[str]:
    next_day = datetime.combine(day + timedelta(days=1), time(), UTC)
    values = {
        "day": day.isoformat(),
        "deadline": (day - timedelta(days=event.after)).isoformat(),
        "today": today_utc().isoformat(),
        "next_day": format_instant(next_day),
        "first": first,
        "limit": most,
    }
    return [row[0] for row in event.query.on(connection, values)]


_VERSIONS = Query(
    select(Entry.record, func.max(Entry.version))
    .where(Entry.collection == CALENDAR, OneOf(Entry.record, "records"))
    .group_by(Entry.record)
)


def write_events(connection: Connection, event: DayEvent, day: str, deadlines: Mapping[str, str]) -> None:
    """Write an entry for each record, with its deadline; the version counts those that it has of the calendar."""
    versions = dict(_VERSIONS.on(connection, {"records": list(deadlines)}))
    chain, collection = Chain(connection), core_table(event.table).name
    for record, deadline in deadlines.items():
        body = {"collection": collection, "day": day, "deadline": deadline}
        chain.add(CALENDAR, record, versions.get(record, 0) + 1, day, event.operation.value, encode_text(body))
    chain.write()


_STATE = Query(select(ProjectionState.number).where(ProjectionState.name == CALENDAR))
_BEGIN = Query(insert(ProjectionState))
_REACHED = Query(
    update(ProjectionState).where(ProjectionState.name == CALENDAR).values(number=bindparam("through_day"))
)


def _through(connection: Connection) -> date | None:
    """Return the last day that was looked at, None before the first."""
    for (number,) in _STATE.on(connection, {}):
        return date.fromordinal(number)
    return None
