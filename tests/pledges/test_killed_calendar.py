"""Who writes what days and writes have brought is killed in the middle of it, again and again: each is told once."""

import asyncio
import time
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import Engine, select

from app.context import Context, context
from app.db.database import Database
from app.db.engines import reading_engine
from app.http.server.request_log import configure
from app.ledger import calendar
from app.ledger.checking.verification import verify
from app.main import tend
from app.settings import Settings
from app.tables.ledger.entries import CALENDAR, Entry
from tests.days import day, days_later
from tests.pledges.conftest import pledge
from tests.pledges.test_day_events import bring_days, look_at_writes
from tests.processes import PROCESSES, START
from tests.serving import PATIENCE
from tests.writing import put, writing

COMING, MOVED = 15, 15
KILLED_AT = (3, 12, 24, 33)
"""How many entries there are, at least, when the calendar is killed: while it tells days, and then writes."""

LATER = 50


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with days_later(0):
        yield


def keep(database_url: str) -> None:
    """Keep the calendar, much later and an entry at a time, until the process is killed."""
    configure(Settings(log_format="text", log_level="error"))
    calendar.MOST, calendar.LOOK = 1, 0.01
    with days_later(LATER):
        asyncio.run(_keep(Settings(database_url=database_url)))


async def _keep(settings: Settings) -> None:
    database = Database(settings, tend)
    await database.start()
    await calendar.Calendar(database).keep()


def write_pledges(database_url: str, dues: dict[str, str]) -> None:
    async def write_all() -> None:
        context.set(Context("writer", "-"))
        for name in ("guatemala", "the-union"):
            await writer(partial(put, collection="participants", record=name, kind="group", name=name))
        for record, due in dues.items():
            await writer(partial(put, collection="pledges", record=record, **pledge("guatemala", due=due)))

    with writing(database_url) as writer:
        asyncio.run(write_all())


def told(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.begin() as connection:
        found = select(Entry.record, Entry.operation, Entry.part).where(Entry.collection == CALENDAR)
        return sorted((row[0], row[1], row[2] or "") for row in connection.execute(found))


def test_nothing_is_lost_or_told_twice(fresh_database_url: str) -> None:
    coming, moved = ([f"{name}-{n:02}" for n in range(count)] for name, count in (("coming", COMING), ("moved", MOVED)))
    write_pledges(fresh_database_url, dict.fromkeys(coming, day(2)) | dict.fromkeys(moved, day(90)))
    bring_days(fresh_database_url)
    look_at_writes(fresh_database_url)
    write_pledges(fresh_database_url, dict.fromkeys(moved, day(-5)))
    expected = sorted(
        [(record, event, day(on)) for record in coming for event, on in (("became_due", 2), ("became_overdue", 3))]
        + [(record, "became_overdue", day(LATER)) for record in moved]
    )
    engine = reading_engine(fresh_database_url, connections=1, seconds=PATIENCE)
    for count in (*KILLED_AT, len(expected)):
        process = PROCESSES.Process(target=keep, args=(fresh_database_url,))
        process.start()
        end = time.monotonic() + START
        try:
            while len(told(engine)) < count:
                assert time.monotonic() < end, "the calendar does not get on"
                time.sleep(0.001)
        finally:
            process.kill()
            process.join(PATIENCE)
    assert told(engine) == expected
    with engine.begin() as connection:
        assert list(verify(connection)) == []
    engine.dispose()
