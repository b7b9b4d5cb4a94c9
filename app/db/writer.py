"""One writer thread with one connection: commands that wait share a transaction, each in its own savepoint."""

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, Engine

from app.db.failures import DATABASE_ERRORS, is_operational, refusal
from app.errors import Unavailable

GROUP_LIMIT = 64
"""How many waiting commands may share one transaction."""

PAUSE = 0.05
"""Seconds without a command after which the writer does what it was given for such times."""

P = ParamSpec("P")
R = TypeVar("R")
log = structlog.get_logger()


@dataclass
class _Waiting:
    """A command, the context it was asked in, where its outcome is awaited, and the outcome."""

    command: Callable[[Connection], Any]
    context: Context
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def deliver(self) -> None:
        """Hand the outcome to the client, if it still waits."""
        with suppress(RuntimeError):  # its event loop has closed: nobody is there to be told
            self.loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class _TransactionLostError(Exception):
    """The database gave up the whole transaction, not only one command of it."""


class Writer:
    """Runs commands one at a time, in the order they came, and answers each only after its commit.

    `between` is called while nobody waits, in short transactions, until it returns that nothing is left to do;
    `committed` after every commit of commands, from the writer's thread.
    """

    def __init__(
        self,
        engine: Engine,
        between: Callable[[Connection], bool] | None = None,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep the engine; nothing runs before `start`."""
        self.engine = engine
        self.between = between
        self._committed = committed
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="pacta-writer", daemon=True)
        self._closed = False

    def start(self) -> None:
        """Start the writer's thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is waiting, then end the thread and close its connection."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()
        self.engine.dispose()

    async def __call__(
        self, command: Callable[Concatenate[Connection, P], R], *arguments: P.args, **options: P.kwargs
    ) -> R:
        """Run `command(connection, …)` and return its result after the commit.

        Raises what the command raises; `Unavailable` or `StorageFull` when the transaction was lost.
        A command whose client has gone before it began is not run.
        """
        if self._closed:
            raise Unavailable
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        run = lambda connection: command(connection, *arguments, **options)  # noqa: E731 - closes over ParamSpec values
        self._queue.put(_Waiting(run, copy_context(), loop, future))
        return await future

    def _run(self) -> None:
        behind = True
        while True:
            try:
                first = self._queue.get(timeout=PAUSE if behind and self.between is not None else None)
            except queue.Empty:
                behind = self._tend()
                continue
            if first is None:
                return
            behind = True
            group = [first]
            last = False
            while len(group) < GROUP_LIMIT and not self._queue.empty():
                waiting = self._queue.get()
                if waiting is None:
                    last = True
                    break
                group.append(waiting)
            self._write([waiting for waiting in group if not waiting.future.cancelled()])
            if last:
                return

    def _tend(self) -> bool:
        """Do a piece of what is done between commands; tell whether more is left."""
        try:
            with self.engine.begin() as connection:
                return self.between is not None and self.between(connection)
        except Exception:
            # It is tried again after the next command; who needs it meanwhile asks for it and is told.
            log.exception("work between commands failed")
            return False

    def _write(self, group: list[_Waiting]) -> None:
        if not group:
            return
        try:
            with self.engine.begin() as connection:
                attempt = _attempt_alone if len(group) == 1 else _attempt
                for waiting in group:
                    if not waiting.future.cancelled():
                        attempt(connection, waiting)
        except BaseException as error:
            log.exception("transaction lost", commands=len(group))
            failure = refusal(error)
            for waiting in group:
                waiting.error = failure
            self.engine.dispose()
        else:
            self._committed()
        for waiting in group:
            waiting.deliver()


def _attempt_alone(connection: Connection, waiting: _Waiting) -> None:
    """Run the only command of a transaction, whose refusal ends it."""
    try:
        waiting.result = waiting.context.run(waiting.command, connection)
    except Exception as error:
        if is_operational(error):
            raise _TransactionLostError from error
        connection.rollback()
        waiting.error = error


def _attempt(connection: Connection, waiting: _Waiting) -> None:
    """Run one command in a savepoint, so that its refusal leaves nothing while its neighbours commit."""
    connection.exec_driver_sql("SAVEPOINT command")
    try:
        waiting.result = waiting.context.run(waiting.command, connection)
        connection.exec_driver_sql("RELEASE SAVEPOINT command")
    except Exception as error:  # noqa: BLE001 - whatever it is, its client is told, and nobody else
        try:
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT command")
            connection.exec_driver_sql("RELEASE SAVEPOINT command")
        except DATABASE_ERRORS:
            raise _TransactionLostError from error
        waiting.error = error
        if is_operational(error):
            waiting.context.run(log.exception, "database failed a command")
            waiting.error = refusal(error)
