"""A day for tests that compare days: they begin at its noon, so that none of them runs into the next."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine

TODAY = dt.date(2026, 3, 10)
NOON = dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=dt.UTC)


def day(days: int) -> str:
    """Return the day so many days after the tests' own, or before it."""
    return (TODAY + dt.timedelta(days=days)).isoformat()


@contextmanager
def days_later(days: int) -> Iterator[None]:
    """Let it be so many days after the tests' own, for the whole process, the service included; the clock ticks on."""
    with time_machine.travel(NOON + dt.timedelta(days=days), tick=True):
        yield
