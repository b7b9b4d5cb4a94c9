"""When a delivery is tried again: as Standard Webhooks recommends, ten times within about three days."""

import random
from datetime import datetime, timedelta

WAITS = (5, 5 * 60, 30 * 60, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)))
"""Seconds between an attempt and the next one."""

JITTER = 0.2
"""By what share a wait is longer at most, so that what failed together is not tried together."""

THROTTLED = timedelta(seconds=30)
"""How long a receiver is left alone that is too busy and does not say for how long."""

LONGEST = timedelta(hours=24)
"""How long a receiver may ask to be left alone."""


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many attempts, None for never."""
    if attempts > len(WAITS):
        return None
    wait = WAITS[attempts - 1]
    return now + timedelta(seconds=wait * (1 + JITTER * random.random()))  # noqa: S311 - no secret


def left_alone_until(retry_after: float | None, now: datetime) -> datetime:
    """Return until when a receiver is left alone that asked for it, or is too busy."""
    return now + (THROTTLED if retry_after is None else min(timedelta(seconds=retry_after), LONGEST))
