"""The database as commands use it: the one of the settings, reached and at the program's revision."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from app.cli.terminal import fail
from app.db.engines import reading_engine, sqlite_file, writing_engine
from app.db.failures import is_operational
from app.db.migration import current_revision, is_unknown, revision_fault
from app.settings import Settings

SERVER = "PACTA_URL"
"""The variable that names the server for commands that use one."""

HOURS = 3600.0
"""Seconds in which even the largest ledger is read."""


def address_of(given: Settings) -> str:
    """Return where the database is, as it can be shown: without the password."""
    url = make_url(given.database_url)
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


@contextmanager
def failing_clearly(given: Settings) -> Iterator[None]:
    """End the command with one line where the database cannot be used."""
    try:
        yield
    except DBAPIError as error:
        if is_operational(error) or "not a database" in str(error.orig):
            reason = " ".join(str(error.orig).split("\n")[0].split())
            fail(f"The database at {address_of(given)} cannot be used: {reason}")
        raise


@contextmanager
def writing(given: Settings, *, new: bool = False) -> Iterator[Engine]:
    """Open the database for writing, beside a running service if there is one. `new`: it need not be there yet."""
    _find_file(given, new=new)
    engine = writing_engine(given.database_url, synchronous=given.synchronous)
    try:
        with failing_clearly(given):
            if not new:
                with engine.begin() as connection:
                    require_revision(connection)
            yield engine
    finally:
        engine.dispose()


@contextmanager
def snapshot(given: Settings) -> Iterator[Connection]:
    """Open the database for reading at one moment, for as long as it takes."""
    _find_file(given, new=False)
    engine = reading_engine(given.database_url, connections=1, seconds=HOURS)
    try:
        with failing_clearly(given), engine.begin() as connection:
            require_revision(connection)
            yield connection
    finally:
        engine.dispose()


def _find_file(given: Settings, *, new: bool) -> None:
    """Refuse to make an empty SQLite file where somebody looks for a full one."""
    file = database_file(given)
    if file is None:
        return
    if not new and not file.exists():
        elsewhere = (
            ["This command works on a database, not on the server of PACTA_URL."] if os.environ.get(SERVER) else []
        )
        fail(
            f"There is no database at {file}: `pacta serve` or `pacta migrate` makes it (PACTA_DATABASE_URL).",
            *elsewhere,
        )
    if not file.absolute().parent.is_dir():
        fail(f"There is no folder {file.absolute().parent} for the database (PACTA_DATABASE_URL).")


def database_file(given: Settings) -> Path | None:
    """Return the file of the database, None where it is on a server."""
    url = make_url(given.database_url)
    return sqlite_file(url) if url.get_backend_name() == "sqlite" else None


def refuse_unknown(connection: Connection) -> str | None:
    """Return the database's revision. One from which no migration leads on ends the command."""
    revision = current_revision(connection)
    if is_unknown(revision):
        fail(str(revision_fault(revision)))
    return revision


def require_revision(connection: Connection) -> None:
    """End the command where the tables are not those of the program."""
    fault = revision_fault(current_revision(connection))
    if fault is not None:
        fail(fault)
