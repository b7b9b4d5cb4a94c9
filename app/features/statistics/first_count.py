"""A first count after the start, so that nobody waits for what statistics of a large database are counted in."""

import asyncio

import structlog

from app.db.database import Database
from app.errors import NotReady, Unavailable
from app.features.statistics.counts.overview import overview
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import ask
from app.features.statistics.schemas import OverviewQuery
from app.ledger.entries.numbers import present_numbers

FEWEST = 20_000
"""Entries of the ledger from which on the first statistic takes long: with fewer, half a second at most."""

PAUSE = 1.0
"""Seconds between two attempts. What an attempt has loaded stays."""

log = structlog.get_logger()


async def count_first(database: Database, twins: Twins) -> None:
    """Count everything once, unless the ledger is short: in the threads of long reads, as if a client had asked."""
    is_left = (await present_numbers(database)).ledger >= FEWEST
    while is_left:
        try:
            await database.read(overview, twins, await ask(database, twins, OverviewQuery.model_validate({})))
        except (NotReady, Unavailable):
            await asyncio.sleep(PAUSE)
        except Exception:
            # Whoever asks tries again, and gets the error.
            log.exception("the first count failed")
            is_left = False
        else:
            is_left = False
