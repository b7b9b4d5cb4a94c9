"""What became of a transaction whose COMMIT was not answered: on PostgreSQL, the connection may be lost just then."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from app.db.engines import TRANSACTION_ID
from app.db.failures import DATABASE_ERRORS
from app.db.transaction_cache import transaction_cache

PAUSE = 0.1
"""Seconds between two attempts to reach the database again."""

Evidence = Callable[[Connection], bool]
"""Returns, in another transaction, whether what one wrote is there."""

_EVIDENCE = "evidence"

log = structlog.get_logger()


@dataclass(frozen=True)
class Unconfirmed:
    """A transaction that is about to be committed: PostgreSQL's id of it, and how to see what it wrote."""

    transaction_id: str
    evidence: Evidence | None


def give_evidence(connection: Connection, evidence: Evidence) -> None:
    """Say how to see, later, what the transaction under way has written."""
    if (cache := transaction_cache(connection)) is not None:
        cache.keep(_EVIDENCE, evidence)


def unconfirmed(connection: Connection) -> Unconfirmed | None:
    """Return the transaction under way; None where none is, or where its end cannot be lost: on SQLite."""
    transaction_id = connection.info.get(TRANSACTION_ID)
    cache = transaction_cache(connection)
    if transaction_id is None or cache is None or not connection.in_transaction():
        return None
    return Unconfirmed(transaction_id, cache.made(_EVIDENCE))


def is_committed(engine: Engine, transaction: Unconfirmed, seconds: float) -> bool | None:
    """Return whether a transaction was committed; None where that cannot be found out within the seconds.

    The writers' lock is taken first: once it is there, the transaction is over. Its status and what it wrote must
    agree: after a failover to a server that lags behind, its id may be another's.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        try:
            return _ask(engine, transaction, left)
        except DATABASE_ERRORS as error:
            log.warning("the end of a transaction could not be asked for", error=str(error))
            time.sleep(min(PAUSE, max(0, end - time.monotonic())))
    return None


def _ask(engine: Engine, transaction: Unconfirmed, seconds: float) -> bool | None:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        milliseconds = max(1, int(seconds * 1000))
        driver.execute(f"SET lock_timeout = {milliseconds}; SET statement_timeout = {milliseconds}")
        try:
            with connection.begin():
                status = connection.exec_driver_sql(_STATUS, (transaction.transaction_id,)).scalar()
                is_there = None if transaction.evidence is None else transaction.evidence(connection)
        finally:
            # Its limits are those of this question.
            connection.invalidate()
    if status == "committed" and is_there is not False:
        return True
    return False if status == "aborted" and not is_there else None


_STATUS = "SELECT pg_xact_status(%s::text::xid8)"
