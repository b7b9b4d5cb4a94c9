"""The calendar: what a day brings is an entry of that day, once, however late and whoever looks.

What was announced for the day takes effect on it; what was due on it is said (app/ledger/day_events.py), and what
came to be overdue by a write (app/ledger/events_of_writes.py).
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

import structlog
from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    literal_column,
    select,
    union_all,
)

from app.context import Context, context
from app.db.columns import Day
from app.db.database import Database
from app.db.statements import Query, core_table
from app.errors import NotReady, Unavailable
from app.ledger.day_events import Position, lasting_events, look_for_days, pass_days, write_day
from app.ledger.entries.numbers import present_numbers
from app.ledger.events_of_writes import next_window, tell_writes
from app.ledger.model.record_type import all_record_types, record_type_of
from app.ledger.model.rows.batches import Change
from app.ledger.model.stored_shapes import completed
from app.ledger.projections.projections import up_to_date
from app.ledger.writing.append import append
from app.strict_json import decode_kept
from app.tables.base import owner_key
from app.values.times.dates import today_utc
from app.vocabulary import Operation

ACTOR = "calendar"
MOST = 100
"""How many take effect in one transaction: others write meanwhile."""

LOOK = 30.0
"""Seconds between two looks: days begin at midnight (UTC), and clocks may be set."""

log = structlog.get_logger()


def take_effect(connection: Connection) -> int:
    """Let take effect what was scheduled for a day that has come, the earliest first; return how many did.

    The writer's turn begins before anything is read, so that of several processes one finds each of them.
    """
    found = _due().mappings(connection, {"today": today_utc().isoformat()})
    changes = []
    for row in found:
        record_type = record_type_of(row["collection"])
        written = completed(record_type.part_types[row["name"]].written, decode_kept(row["written"]))
        part = f"{row['name']}/{row['id']}"
        changes.append(Change(record_type, row["owner"], Operation.TAKE_EFFECT, written, part))
    if changes:
        append(connection, changes)
    return len(changes)


def bring_day(connection: Connection, position: Position) -> Position | None:
    """Write a piece of what a day has brought; return where to go on with it, if at all."""
    return write_day(connection, position, MOST)


@cache
def _due() -> Query[Select[Any]]:
    """Return the statement for what is due by a day and was not withdrawn."""
    due: CompoundSelect[Any] = union_all(
        *(
            select(
                literal_column(f"'{record_type.collection}'", Text()).label("collection"),
                literal_column(f"'{name}'", Text()).label("name"),
                owner_key(table).label("owner"),
                table.c.id.label("id"),
                table.c.scheduled_for.label("day"),
                cast(table.c.entry, BigInteger).label("entry"),
                table.c.written.label("written"),
            ).where(table.c.scheduled_for <= bindparam("today", type_=Day()), table.c.withdrawn_at.is_(None))
            for record_type in all_record_types()
            for name, part_type in record_type.part_types.items()
            if part_type.schedulable
            for table in [core_table(part_type.table)]
        )
    )
    found = due.subquery("due")
    return Query(select(found).order_by(found.c.day, found.c.entry).limit(MOST))


@contextmanager
def _by_the_calendar() -> Iterator[None]:
    token = context.set(Context(ACTOR, "-"))
    try:
        yield
    finally:
        context.reset(token)


class Calendar:
    """Looks now and then for what the day brings, beside all else that the service does."""

    def __init__(self, database: Database) -> None:
        """Take the database. The writer is asked only where something is due."""
        self._database = database
        self._looked: tuple[int, date] | None = None

    async def catch_up(self, *, is_start: bool = False) -> None:
        """Let take effect all that is due, and say what days and writes have brought.

        Before the service is ready, too, however long it was away: then without what writes have brought, which rests
        on histories that may take a while.
        """
        with _by_the_calendar():
            while await self._database.hot(_due(), {"today": today_utc().isoformat()}):
                await self._database.write(take_effect)
            # Nothing is new while nothing was written and no day has passed.
            looked = (await present_numbers(self._database)).ledger, today_utc()
            if looked == self._looked:
                return
            try:
                await self._tell_days()
                await self._tell_writes(is_start=is_start)
            except (NotReady, Unavailable):
                # Readers keep the pool busy, or histories are behind: nothing is lost, and the service need not wait.
                log.warning("what the day has brought is told later")
            else:
                self._looked = None if is_start else looked

    async def _tell_days(self) -> None:
        while (look := await self._database.read(look_for_days)).is_behind:
            position = look.position
            if position is None:
                await self._database.write(pass_days, look.last)
            while position is not None:
                position = await self._database.write(bring_day, position)

    async def _tell_writes(self, *, is_start: bool) -> None:
        while (window := await self._database.read(next_window)) is not None:
            if window.seen is not None:
                if is_start:
                    return
                for projection in {id(one.rests_on): one.rests_on for _event, one in lasting_events()}.values():
                    await up_to_date(self._database, projection)
            while await self._database.write(tell_writes, window.last, MOST):
                pass

    async def keep(self) -> None:
        """Catch up for ever. What goes wrong is logged, and tried again."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self.catch_up()
            except Exception:
                log.exception("what was scheduled did not take effect")
