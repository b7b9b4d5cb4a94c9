"""Which failures of a database are what to a client."""

import sqlite3
from collections.abc import Iterator

import psycopg
import psycopg_pool
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.errors import PactaError, StorageFull, Unavailable

DRIVER_ERRORS = (sqlite3.Error, psycopg.Error, psycopg_pool.PoolTimeout, psycopg_pool.TooManyRequests)
DATABASE_ERRORS = (DBAPIError, PendingRollbackError, PoolTimeoutError, *DRIVER_ERRORS)


class TransactionLostError(Exception):
    """The database gave up a whole transaction, not only one command of it."""


def is_full(error: BaseException) -> bool:
    """Return whether the database, or the disk under it, has no room."""
    if isinstance(error, psycopg.errors.DiskFull):
        return True
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def refusal(error: BaseException) -> PactaError:
    """Return the refusal that a client gets for a database failure that lost its transaction.

    The first error says why: SQLite drops the whole transaction when the disk is full, and undoing a savepoint of
    it then fails with other words.
    """
    return StorageFull() if any(is_full(cause) for cause in _causes(error)) else Unavailable()


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what it was raised from and what was being handled meanwhile, each once."""
    waiting, seen = [error], set()
    while waiting:
        cause = waiting.pop()
        if cause is not None and id(cause) not in seen:
            seen.add(id(cause))
            waiting += [cause.__cause__, cause.__context__]
            yield cause


def deliverable(error: BaseException) -> BaseException:
    """Return an error as a future can carry it to whoever awaits it.

    A future refuses a `StopIteration`, and who awaits it would wait for ever: a `RuntimeError` takes its place.
    """
    if not isinstance(error, StopIteration):
        return error
    carried = RuntimeError("something was looked for that is not there (StopIteration)")
    carried.__cause__ = error
    return carried


def is_operational(error: BaseException) -> bool:
    """Return whether the database failed to work, as opposed to refusing what it was given."""
    if isinstance(error, (TransactionLostError, PendingRollbackError, PoolTimeoutError)):
        return True
    original = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(
        original,
        (
            sqlite3.OperationalError,
            psycopg.OperationalError,
            psycopg.InterfaceError,
            psycopg_pool.PoolTimeout,
            psycopg_pool.TooManyRequests,
        ),
    )
