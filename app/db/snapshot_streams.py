"""Streams: what takes longer to read than a request may take is read piece by piece, on one snapshot.

A thread makes the next piece while the last one is sent: who reads slowly holds a connection, and no thread.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from contextvars import copy_context
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection

from app.db.engines import end_after, reading_engine
from app.db.failures import DATABASE_ERRORS, is_operational
from app.deadline import deadline
from app.errors import Unavailable

P = ParamSpec("P")
T = TypeVar("T")
Made = tuple[T, Iterator[bytes]]
"""What is to be known before a stream begins, and its pieces. An empty one says that work goes on."""

SECONDS = 30.0
"""How long a piece may take."""


@contextmanager
def _unavailable() -> Iterator[None]:
    """Raise `Unavailable` for what a database fails in while it is away, or too slow."""
    try:
        yield
    except DATABASE_ERRORS as error:
        if is_operational(error):
            detail = "The read took too long, or the database is unavailable. Narrow it, or try again."
            raise Unavailable(detail) from error
        raise


class _Snapshot:
    """A transaction of a stream's own, used by one thread after the other."""

    def __init__(self, address: str) -> None:
        """Keep the address; `begin` connects."""
        self._address, self._stack = address, ExitStack()
        self._connection: Connection | None = None

    def begin(self, make: Callable[[Connection], Made[T]]) -> Made[T]:
        """Return what is made on the snapshot."""
        engine = reading_engine(self._address, connections=1, seconds=SECONDS)
        self._stack.callback(engine.dispose)
        self._connection = self._stack.enter_context(engine.connect())
        self._connection.begin()
        with deadline(SECONDS):
            first, pieces = make(self._connection)
        if isinstance(pieces, Generator):
            self._stack.enter_context(closing(pieces))
        return first, pieces

    def step(self, pieces: Iterator[bytes]) -> bytes | None:
        """Return the next piece, None after the last."""
        assert self._connection is not None  # noqa: S101 - it was begun
        end_after(self._connection, SECONDS)
        with deadline(SECONDS):
            return next(pieces, None)

    def interrupt(self) -> None:
        """Have the database end the statement that runs, if one does."""
        if self._connection is not None:
            driver: Any = self._connection.connection.driver_connection
            with suppress(*DATABASE_ERRORS):
                driver.interrupt() if self._connection.dialect.name == "sqlite" else driver.cancel()

    def close(self) -> None:
        """End the transaction."""
        with suppress(*DATABASE_ERRORS):
            self._stack.close()


class SnapshotStreams:
    """Reads streams in threads of its own, a few at once: hot reads, long reads and writes never wait for them."""

    def __init__(self, address: str, *, at_once: int) -> None:
        """Keep the address and how many streams there may be; `stop` ends the threads."""
        self._address, self._most, self.open_now = address, at_once, 0
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="pacta-stream")
        self._closing = set[asyncio.Task[None]]()

    def stop(self) -> None:
        """Wait for what is being read."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def open(
        self, make: Callable[Concatenate[Connection, P], Made[T]], *arguments: P.args, **options: P.kwargs
    ) -> "SnapshotStream[T]":
        """Return the stream of `make(connection, …)`, to be closed. Raises `Unavailable` where there are too many."""
        if self.open_now >= self._most:
            detail = "Too many are being streamed. Try again."
            raise Unavailable(detail)
        self.open_now += 1
        snapshot, context = _Snapshot(self._address), copy_context()

        def begin() -> Made[T]:
            return snapshot.begin(lambda connection: make(connection, *arguments, **options))

        try:
            with _unavailable():
                first, pieces = await asyncio.get_running_loop().run_in_executor(self._threads, context.run, begin)
        except BaseException:
            await self._close(snapshot)
            raise
        return SnapshotStream(
            first,
            lambda: asyncio.get_running_loop().run_in_executor(self._threads, context.run, snapshot.step, pieces),
            snapshot.interrupt,
            lambda: self._close(snapshot),
        )

    async def _close(self, snapshot: _Snapshot) -> None:
        """Give up a snapshot, even if whoever waits for that is cancelled."""

        async def close() -> None:
            try:
                await asyncio.get_running_loop().run_in_executor(self._threads, snapshot.close)
            finally:
                self.open_now -= 1

        closing = asyncio.create_task(close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        await asyncio.shield(closing)


class SnapshotStream(Generic[T]):
    """Pieces that are read while those before them are sent. `first` is what was known before they began."""

    def __init__(
        self,
        first: T,
        read_on: Callable[[], asyncio.Future[bytes | None]],
        interrupt: Callable[[], None],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        """Begin to read."""
        self.first = first
        self._read_on, self._interrupt, self._close = read_on, interrupt, close
        self._next = read_on()

    def interrupt(self) -> None:
        """End what is being read, if anything is: nobody waits for it."""
        if not self._next.done():
            self._interrupt()

    async def begin(self, has_left: Callable[[], Awaitable[bool]]) -> None:
        """Return once there are bytes to send, or nobody waits for them. Raises what goes wrong before."""
        with _unavailable():
            while await asyncio.shield(self._next) == b"" and not await has_left():
                self._next = self._read_on()

    def __aiter__(self) -> "SnapshotStream[T]":
        """Return itself."""
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece. Raises what went wrong: what was sent is then not whole."""
        with _unavailable():
            piece = await asyncio.shield(self._next)
        if piece is None:
            raise StopAsyncIteration
        self._next = self._read_on()
        return piece

    async def close(self) -> None:
        """Give up the snapshot; what is being read of it is ended."""
        self.interrupt()
        with suppress(Exception):
            await asyncio.shield(self._next)
        await self._close()
