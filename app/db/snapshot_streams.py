"""Streams: what takes longer to read than a request may take is read piece by piece, on one snapshot."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from contextvars import copy_context
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection

from app.db.engines import reading_engine
from app.db.failures import DATABASE_ERRORS, is_operational
from app.errors import Unavailable

P = ParamSpec("P")
T = TypeVar("T")
Made = tuple[T, Iterator[bytes]]
"""What is to be known before a stream begins, and its pieces."""

SECONDS = 3600.0
"""How long a stream may take, and keep its snapshot. Whoever reads too slowly is left long before, by the server."""


class SnapshotStreams:
    """Reads streams in threads of its own, a few at once: hot reads, long reads and writes never wait for them."""

    def __init__(self, address: str, *, at_once: int) -> None:
        """Keep the address and how many streams there may be; `stop` ends the threads."""
        self._address, self._most, self._open = address, at_once, 0
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="pacta-stream")
        self._closing = set[asyncio.Task[None]]()

    def stop(self) -> None:
        """Wait for what is being read."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def open(
        self, make: Callable[Concatenate[Connection, P], Made[T]], *arguments: P.args, **options: P.kwargs
    ) -> "SnapshotStream[T]":
        """Return the stream of `make(connection, …)`, to be closed. Raises `Unavailable` where there are too many."""
        if self._open >= self._most:
            detail = "Too many are being streamed. Try again."
            raise Unavailable(detail)
        self._open += 1
        stack, context = ExitStack(), copy_context()

        def begin() -> Made[T]:
            engine = reading_engine(self._address, connections=1, seconds=SECONDS)
            stack.callback(engine.dispose)
            return make(stack.enter_context(engine.begin()), *arguments, **options)

        try:
            first, pieces = await asyncio.get_running_loop().run_in_executor(self._threads, context.run, begin)
        except BaseException as error:
            await self._close(stack)
            if isinstance(error, DATABASE_ERRORS) and is_operational(error):
                raise Unavailable from error
            raise
        return SnapshotStream(self._threads, first, lambda: context.run(next, pieces, b""), lambda: self._close(stack))

    async def _close(self, stack: ExitStack) -> None:
        """Give up a snapshot, even if whoever waits for that is cancelled."""

        async def close() -> None:
            try:
                await asyncio.get_running_loop().run_in_executor(self._threads, stack.close)
            finally:
                self._open -= 1

        closing = asyncio.create_task(close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        await asyncio.shield(closing)


class SnapshotStream(Generic[T]):
    """Pieces that are read while those before them are sent. `first` is what was known before they began."""

    def __init__(
        self, threads: ThreadPoolExecutor, first: T, read: Callable[[], bytes], close: Callable[[], Awaitable[None]]
    ) -> None:
        """Begin to read."""
        self.first = first
        self._threads, self._read, self._close = threads, read, close
        self._next = self._read_on()

    def __aiter__(self) -> "SnapshotStream[T]":
        """Return itself."""
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece. Raises what went wrong: what was sent is then not whole."""
        piece = await self._next
        if not piece:
            raise StopAsyncIteration
        self._next = self._read_on()
        return piece

    def _read_on(self) -> asyncio.Future[bytes]:
        return asyncio.get_running_loop().run_in_executor(self._threads, self._read)

    async def close(self) -> None:
        """Give up the snapshot, once nothing is read of it any more."""
        with suppress(Exception):
            await asyncio.shield(self._next)
        await self._close()
