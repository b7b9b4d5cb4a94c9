"""Which failures of a database are what to a client."""

import sqlite3

import psycopg
import psycopg_pool
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.errors import PactaError, StorageFull, Unavailable

DRIVER_ERRORS = (sqlite3.Error, psycopg.Error, psycopg_pool.PoolTimeout, psycopg_pool.TooManyRequests)
DATABASE_ERRORS = (DBAPIError, PendingRollbackError, PoolTimeoutError, *DRIVER_ERRORS)


def is_full(error: BaseException) -> bool:
    """Tell whether the database, or the disk under it, has no room."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, psycopg.errors.DiskFull):
        return True
    return isinstance(original, sqlite3.Error) and getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def refusal(error: BaseException) -> PactaError:
    """Return what a client is told of a database failure that lost its transaction."""
    return StorageFull() if is_full(error) else Unavailable()


def is_operational(error: BaseException) -> bool:
    """Tell whether the database failed to work, as opposed to refusing what it was given."""
    if isinstance(error, (PendingRollbackError, PoolTimeoutError)):
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
