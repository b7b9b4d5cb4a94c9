"""What the calendar brings of records: a day came, such as that on which a pledge was due. It is an entry, no change.

Such entries stand in a collection of their own, `calendar`, under the id of the record that they are of. So they raise
no version, fold to nothing, and no reader of records, revisions or histories meets them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
class DayEvent:
    """What happens to records of a table so many days `after` the day in a column, where the clauses hold `today`."""

    operation: Operation
    table: type[Record]
    column: str
    after: int
    clauses: Callable[[BindParameter[str]], Sequence[ColumnElement[bool]]]

    @cached_property
    def query(self) -> Query:
        """The statement for the records to which it happens on a day, and has no entry yet, in the order of ids.

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
        wanted = on_its_day, there, *self.clauses(_TODAY), ~told
        found = select(table.c.id).where(*wanted).order_by(table.c.id)
        return Query(found.limit(bindparam("limit", type_=Integer())))


_events: list[DayEvent] = []


def register_day_events(*events: DayEvent) -> None:
    """Make known what days bring."""
    _events.extend(events)


def let_days_come(connection: Connection, most: int) -> bool:
    """Write what the days up to today have brought, at most so many entries; return whether there may be more.

    Days that were missed are made up for, the earliest first; each is looked at until the next one has come, since what
    is written today may be due today. What was missed is judged as it is now. The writer's turn begins before anything
    is read, so that of several processes one writes each.
    """
    today = today_utc()
    through = _through(connection)
    if through is None:
        _set_through(connection, today, is_new=True)
        through = today
    if today < through:
        # A clock was set back: what it says now was said already.
        return False
    last = min(today, through + timedelta(days=DAYS))
    for number in range((last - through).days + 1):
        day = through + timedelta(days=number)
        most -= sum(_write(connection, found) for found in _on_day(connection, day, today, most))
        if most <= 0:
            return True
    if last > through:
        _set_through(connection, last)
    return last < today


def is_something_due(connection: Connection) -> bool:
    """Return whether there is something for `let_days_come` to write."""
    through, today = _through(connection), today_utc()
    if through is None or through < today:
        return True
    return next(_on_day(connection, today, today, 1), None) is not None


@dataclass(frozen=True)
class _Found:
    event: DayEvent
    day: date
    records: Sequence[str]


def _on_day(connection: Connection, day: date, today: date, most: int) -> Iterator[_Found]:
    """Yield what a day brings that has no entry yet."""
    next_day = datetime.combine(day + timedelta(days=1), time(), UTC)
    for event in _events:
        if most <= 0:
            return
        deadline = day - timedelta(days=event.after)
        moment = {"day": day.isoformat(), "deadline": deadline.isoformat(), "today": today.isoformat()}
        values = moment | {"next_day": format_instant(next_day), "limit": most}
        records = [row[0] for row in event.query.on(connection, values)]
        most -= len(records)
        if records:
            yield _Found(event, day, records)


_VERSIONS = Query(
    select(Entry.record, func.max(Entry.version))
    .where(Entry.collection == CALENDAR, OneOf(Entry.record, "records"))
    .group_by(Entry.record)
)


def _write(connection: Connection, found: _Found) -> int:
    """Write an entry for each record; the version counts those that it has of the calendar."""
    versions = dict(_VERSIONS.on(connection, {"records": list(found.records)}))
    chain, event = Chain(connection), found.event
    deadline = (found.day - timedelta(days=event.after)).isoformat()
    day = found.day.isoformat()
    for record in found.records:
        body = {"collection": core_table(event.table).name, "day": day, "deadline": deadline}
        chain.add(CALENDAR, record, versions.get(record, 0) + 1, day, event.operation.value, body)
    chain.write()
    return len(found.records)


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


def _set_through(connection: Connection, day: date, *, is_new: bool = False) -> None:
    if is_new:
        _BEGIN.write(connection, [{"name": CALENDAR, "form": FORM, "number": day.toordinal()}])
    else:
        _REACHED.write(connection, [{"through_day": day.toordinal()}])
