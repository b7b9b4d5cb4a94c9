"""Reads: hot ones by the driver itself without a thread, long ones in a small pool with a time-out."""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool, PoolTimeout, TooManyRequests
from sqlalchemy import Connection, Engine, make_url
from typing_extensions import override

from app.db.engines import UTC, BytesAsSent, prepare_sqlite, sqlite_file
from app.db.failures import DATABASE_ERRORS, DRIVER_ERRORS, deliverable, is_operational
from app.db.statements import Query
from app.deadline import deadline
from app.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")
Pool = AsyncConnectionPool[psycopg.AsyncConnection[tuple[Any, ...]]]
log = structlog.get_logger()
WAITING_PER_THREAD = 8
"""Long reads that may wait for each thread before others are turned away."""

PATIENCE = 5.0
"""Seconds that a hot read waits for a connection, or a statement of it runs."""

LOST_NOTHING = (psycopg.errors.QueryCanceled, PoolTimeout, TooManyRequests)
"""Operational errors after which the connection still stands: trying again at once would only take as long again."""


class HotReader(ABC):
    """Runs bounded reads: a page by an index, a record by its id."""

    @abstractmethod
    async def start(self) -> None:
        """Connect."""

    @abstractmethod
    async def stop(self) -> None:
        """Disconnect."""

    @abstractmethod
    async def __call__(self, query: Query, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Return the rows of the query. Raises `Unavailable` when the database cannot answer."""


class SqliteReader(HotReader):
    """One connection on the event loop: a bounded read takes less than handing it to a thread."""

    def __init__(self, address: str) -> None:
        """Keep the address; `start` opens the file."""
        self._file = sqlite_file(make_url(address))
        self._connection: sqlite3.Connection | None = None

    @override
    async def start(self) -> None:
        self._connection = sqlite3.connect(
            self._file, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        prepare_sqlite(self._connection, writing=False)

    @override
    async def stop(self) -> None:
        if self._connection is not None:
            self._connection.close()

    @override
    async def __call__(self, query: Query, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        if self._connection is None:
            raise Unavailable
        compiled = query.compiled("sqlite")
        try:
            rows = self._connection.execute(compiled.text, compiled.bind(parameters)).fetchall()
        except DRIVER_ERRORS as error:
            log.exception("read failed")
            raise Unavailable from error
        return [compiled.read(row) for row in rows] if compiled.converts else rows


class PostgresqlReader(HotReader):
    """A pool of asynchronous connections in autocommit: SQLAlchemy's own asynchronous engine was 2.5 times slower."""

    def __init__(self, address: str, *, connections: int) -> None:
        """Keep the address; `start` opens the connections."""
        self._conninfo = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
        self._size = connections
        self._pool: Pool | None = None

    @override
    async def start(self) -> None:
        self._pool = AsyncConnectionPool(
            self._conninfo,
            min_size=min(2, self._size),
            max_size=self._size,
            timeout=PATIENCE,
            # Attempts to connect come ever more rarely: started again, they find a server soon that was away for long.
            reconnect_timeout=PATIENCE,
            open=False,
            check=None,
            configure=_load_bytes,
            kwargs={
                "autocommit": True,
                # Values are passed on as the server sent them.
                "client_encoding": "utf8",
                "options": f"-c statement_timeout={int(PATIENCE * 1000)} -c default_transaction_read_only=on {UTC}",
            },
        )
        await self._pool.open()

    @override
    async def stop(self) -> None:
        if self._pool is not None:
            await self._pool.close()

    @override
    async def __call__(self, query: Query, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        if self._pool is None:
            raise Unavailable
        compiled = query.compiled("postgresql")
        bound = compiled.bind(parameters)
        try:
            rows = await self._fetch(self._pool, compiled.text, bound)
        except DRIVER_ERRORS as error:
            log.exception("read failed")
            raise Unavailable from error
        return [compiled.read(row) for row in rows] if compiled.converts else rows

    async def _fetch(self, pool: Pool, text: str, bound: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        try:
            return await self._fetch_once(pool, text, bound)
        except psycopg.OperationalError as error:
            if isinstance(error, LOST_NOTHING):
                raise
            # The connection was dead: the server may have restarted since it was opened, and the others died with it.
            await pool.check()
            return await self._fetch_once(pool, text, bound)

    async def _fetch_once(self, pool: Pool, text: str, bound: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        async with pool.connection() as connection:
            cursor = await connection.execute(text.encode(), bound)
            return await cursor.fetchall()


async def _load_bytes(connection: psycopg.AsyncConnection[Any]) -> None:
    connection.adapters.register_loader("bpchar", BytesAsSent)


class LongReader:
    """Runs reads of any length in its own threads; hot reads and writes never wait for it."""

    def __init__(self, engine: Engine, *, threads: int, seconds: float) -> None:
        """Keep the engine and how long a read may take, and make the threads."""
        self.engine = engine
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pacta-long-read")
        self._most = threads * (1 + WAITING_PER_THREAD)
        self._now = 0

    def stop(self) -> None:
        """Wait for the running reads and close the connections."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self.engine.dispose()

    async def __call__(
        self, query: Callable[Concatenate[Connection, P], R], *arguments: P.args, **options: P.kwargs
    ) -> R:
        """Return `query(connection, …)`, run on one snapshot. Raises `Unavailable` when full or timed out."""
        if self._now >= self._most:
            detail = "Too many long reads are waiting. Try again."
            raise Unavailable(detail)
        context = copy_context()

        def timed(connection: Connection) -> R:
            with deadline(self._seconds):
                return query(connection, *arguments, **options)

        def run() -> R:
            try:
                with self.engine.begin() as connection:
                    return context.run(timed, connection)
            except StopIteration as error:
                raise deliverable(error) from error

        self._now += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, run)
        except DATABASE_ERRORS as error:
            if is_operational(error):
                detail = "The read took too long, or the database is unavailable. Narrow it, or try again."
                raise Unavailable(detail) from error
            raise
        finally:
            self._now -= 1


def hot_reader(address: str, *, connections: int) -> HotReader:
    """Return the reader of hot reads for the database at `address`."""
    if make_url(address).get_backend_name() == "sqlite":
        return SqliteReader(address)
    return PostgresqlReader(address, connections=connections)
