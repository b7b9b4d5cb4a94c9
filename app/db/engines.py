"""SQLAlchemy engines for both databases: one for the writer, one for reads that may take long."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from typing_extensions import override

from app.db.failures import DATABASE_ERRORS
from app.db.transaction_cache import add_transaction_cache

WRITE_LOCK = 0x7061637461
"""The PostgreSQL advisory lock that lets one writer in at a time ("pacta")."""

BEGIN_LOCKED = f"""
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT pg_advisory_xact_lock({WRITE_LOCK}), pg_current_xact_id()::text
"""
"""How a transaction that writes begins on PostgreSQL, in one message."""

TRANSACTION_ID = "transaction_id"
"""Where a connection's `info` holds the id that PostgreSQL gave the transaction."""

ALIVE = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""After how many seconds a server that no longer answers to TCP counts as gone: at the system's defaults, hours."""

UTC = "-c timezone=UTC"
"""In which zone PostgreSQL writes instants: in another, the first and the last of those that we keep leave the years
that Python can read."""

PLANNING = "-c random_page_cost=1.1 -c jit=off"
"""How PostgreSQL plans long reads: an index leads to what is found, on disks that need not turn, or in memory. At the
default cost, from the days of disks that turn, it reads all of a million terms to count a few thousand pledges; and
compiling such a statement takes as long as running it."""

WRITER_CACHE_KILOBYTES = 16 * 1024
"""Pages that SQLite keeps for the writer. In its usual 2 MB the pages of a piece that is loaded do not stay: those that
are written go out and come back before the transaction ends."""

STEPS_BETWEEN_CHECKS = 1_000_000
"""Steps of SQLite's virtual machine between two looks at the clock: about 30 milliseconds. Each look waits until no
other thread runs Python, up to five milliseconds: beside a busy one, a hundred times as many made a read ten times as
long."""


def sqlite_file(url: URL) -> Path:
    """Return the file that an SQLite address names."""
    return Path(url.database or "")


def writing_engine(address: str, *, synchronous: str = "full") -> Engine:
    """Return the engine of a writer: its transactions exclude every other writer from their first statement.

    SQLite: BEGIN IMMEDIATE, since a deferred transaction that reads before it writes is refused at once when
    another has committed in between. PostgreSQL: READ COMMITTED and an advisory lock, since in a stricter
    isolation the snapshot would be older than the lock.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        engine = _sqlite_engine(url, synchronous=synchronous, begin="BEGIN IMMEDIATE")
        add_transaction_cache(engine)
        return engine
    patience = "-c idle_in_transaction_session_timeout=10000 -c statement_timeout=30000 -c lock_timeout=30000"
    engine = create_engine(
        url,
        # The driver begins no transaction by itself: it would take a message more than beginning it with the lock.
        isolation_level="AUTOCOMMIT",
        pool_size=1,
        connect_args={"options": f"{patience} {UTC}", **ALIVE},
    )
    event.listen(engine, "begin", _begin_locked)
    event.listen(engine, "connect", _load_bytes_of_text)
    add_transaction_cache(engine)
    return engine


def _load_bytes_of_text(connection: psycopg.Connection[Any], _record: object) -> None:
    connection.adapters.register_loader("bpchar", BytesAsSent)


def _begin_locked(connection: Connection) -> None:
    """Begin a transaction of PostgreSQL, wait for the lock and note the transaction's id."""
    driver: Any = connection.connection.driver_connection
    try:
        cursor = driver.execute(BEGIN_LOCKED)
        cursor.nextset()
        connection.info[TRANSACTION_ID] = cursor.fetchone()[1]
    except psycopg.Error:
        if driver.closed:
            connection.invalidate()
        raise


def begun(engine: Engine) -> Connection:
    """Return a writer's connection with a transaction begun.

    One that died while nobody wrote is replaced, and costs nobody a refusal.
    """
    connection = engine.connect()
    try:
        connection.begin()
    except DATABASE_ERRORS:
        is_dead = connection.invalidated
        connection.close()
        if not is_dead:
            raise
        connection = engine.connect()
        connection.begin()
    return connection


def reading_engine(address: str, *, connections: int, seconds: float) -> Engine:
    """Return the engine of long reads: one snapshot a transaction, no writes, an end after `seconds`."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, synchronous="full", begin="BEGIN", seconds=seconds, size=connections)
    # At least a millisecond: 0 would be no time-out at all.
    milliseconds = max(1, int(seconds * 1000))
    options = f"-c statement_timeout={milliseconds} -c default_transaction_read_only=on {PLANNING} {UTC}"
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_size=connections,
        pool_pre_ping=True,
        connect_args={"options": options, "cursor_factory": _BinaryCursor},
    )

    @event.listens_for(engine, "connect")
    def _load_bytes(connection: psycopg.Connection[Any], _record: object) -> None:
        connection.adapters.register_loader("bpchar", _BinaryBytesAsSent)

    return engine


class BytesAsSent(Loader):
    """Loads a value as the bytes that the server sent: see `app.db.columns.AsBytes`."""

    @override
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class _BinaryBytesAsSent(BytesAsSent):
    format = psycopg.pq.Format.BINARY


class _BinaryCursor(psycopg.Cursor[Any]):
    """Takes answers as the server holds them: as text, bytes would be written twice as long."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.format = psycopg.pq.Format.BINARY


def _sqlite_engine(url: URL, *, synchronous: str, begin: str, seconds: float | None = None, size: int = 1) -> Engine:
    engine = create_engine(url, pool_size=size, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        prepare_sqlite(connection, synchronous=synchronous, writing=seconds is None)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if seconds is not None:
            end_after(connection, seconds)
        connection.exec_driver_sql(begin)

    return engine


def end_after(connection: Connection, seconds: float) -> None:
    """Let what an SQLite connection does take so long from now; PostgreSQL has its own time-out for each statement."""
    if connection.dialect.name != "sqlite":
        return
    end = time.monotonic() + seconds
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_CHECKS)


def prepare_sqlite(connection: sqlite3.Connection, *, synchronous: str = "full", writing: bool) -> None:
    """Set what every SQLite connection of Pacta needs."""
    connection.execute("PRAGMA busy_timeout=10000")
    if writing:
        connection.execute("PRAGMA journal_mode=wal")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=on")
        connection.execute(f"PRAGMA cache_size=-{WRITER_CACHE_KILOBYTES}")
        # What is deleted or rewritten is overwritten with zeros, so that nothing redacted is left in the file. Many
        # systems build SQLite so; others would leave it in free pages.
        connection.execute("PRAGMA secure_delete=on")
    else:
        connection.execute("PRAGMA query_only=on")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Open one transaction on an engine: for the command line and migrations, beside the running service."""
    with engine.begin() as connection:
        yield connection
