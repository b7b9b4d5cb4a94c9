"""One writer thread with one connection: commands that wait share a transaction, each in its own savepoint.

Beside commands the writer does other work in pieces, each in a transaction of its own: while nobody writes, where
somebody waits for it, and for a share of its time while commands keep coming.
"""

import asyncio
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from enum import Enum, auto
from time import monotonic
from typing import Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, Engine

from app.db.engines import begun
from app.db.failures import is_operational, refusal
from app.db.writing.outcome import Unconfirmed, is_committed, unconfirmed
from app.db.writing.timekeeper import Timekeeper
from app.db.writing.waiting_command import WaitingCommand, attempt_alone, attempt_beside_others
from app.errors import OutcomeUnknown, PactaError, Unavailable

GROUP_LIMIT = 64
"""How many waiting commands may share one transaction."""

PAUSE = 0.05
"""Seconds without a command after which the writer counts as idle."""

LOOK = 600.0
"""Seconds after which an idle writer looks again for work: what another process wrote, or what has become too old."""

SETTLING = 5.0
"""Seconds within which the outcome of a transaction whose COMMIT was not answered is found out, or stays unknown."""

P = ParamSpec("P")
R = TypeVar("R")
Work = Callable[[Connection], bool]
"""Does a piece of work that may have more pieces, and returns whether it has."""

log = structlog.get_logger()


class _Signal(Enum):
    """What stands between commands in the queue: that a piece of work is waited for, or that it is the end."""

    PIECE = auto()
    END = auto()


class Writer:
    """Runs commands one at a time, in the order they came, and answers each only after its commit.

    `between` is work that is done while no commands come, and for a share of the time (`timekeeper`) while they do,
    until it returns that nothing is left, and tried again every `LOOK` seconds; `committed` is called after
    every commit of commands. Both are called in the writer's thread. A piece of work should take a tenth of a second at
    most: commands wait meanwhile.
    """

    def __init__(
        self,
        engine: Engine,
        between: Work | None = None,
        committed: Callable[[], None] = lambda: None,
        timekeeper: Timekeeper | None = None,
        settling: float = SETTLING,
    ) -> None:
        """Keep the engine; nothing runs before `start`. `settling`: how long a lost COMMIT is looked into."""
        self.engine = engine
        self.between = between
        self.time = timekeeper or Timekeeper()
        self._committed = committed
        self._settling = settling
        self._queue: queue.SimpleQueue[WaitingCommand | _Signal] = queue.SimpleQueue()
        self._pieces: OrderedDict[str, list[WaitingCommand]] = OrderedDict()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="pacta-writer", daemon=True)
        self._closed = False
        self._rested = 0.0

    def start(self) -> None:
        """Start the writer's thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is waiting, then end the thread and close its connection."""
        self._closed = True
        self._queue.put(_Signal.END)
        self._thread.join()
        self.engine.dispose()

    async def __call__(
        self, command: Callable[Concatenate[Connection, P], R], *arguments: P.args, **options: P.kwargs
    ) -> R:
        """Run `command(connection, …)` and return its result after the commit.

        Raises what the command raises; `Unavailable` or `StorageFull` when the transaction was lost; `OutcomeUnknown`
        when nobody can tell whether it was. A command whose client has gone before it began is not run.
        """
        if self._closed:
            raise Unavailable
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        run = lambda connection: command(connection, *arguments, **options)  # noqa: E731 - closes over ParamSpec values
        self._queue.put(WaitingCommand(run, copy_context(), loop, future))
        return await future

    async def piece(self, name: str, work: Work) -> bool:
        """Have a piece of work done as soon as the commands that came before have been run; return what it returns.

        Those who wait for work of one name share a piece; work of different names takes turns, and so do pieces and
        commands. Raises what the work raises; `Unavailable` or `StorageFull` when the database failed.
        """
        if self._closed:
            raise Unavailable
        loop = asyncio.get_running_loop()
        waiting = WaitingCommand(work, copy_context(), loop, loop.create_future())
        with self._lock:
            self._pieces.setdefault(name, []).append(waiting)
        self._queue.put(_Signal.PIECE)
        more: bool = await waiting.future
        return more

    def _run(self) -> None:
        idle, behind = False, True
        while True:
            came = self._next(idle=idle, behind=behind)
            if idle:
                self.time.rest()
            if isinstance(came, WaitingCommand):
                idle, behind = False, True
                came = self._write_group(came)
            if came is _Signal.END:
                break
            if self._pieces:
                self._do_piece()
            elif came is None:
                idle, behind = True, (behind or idle) and self._tend()
            else:
                while behind and self.time.is_due():
                    behind = self._tend()
        self._refuse_pieces()

    def _next(self, *, idle: bool, behind: bool) -> WaitingCommand | _Signal | None:
        """Return what comes next; None where nothing comes as long as there is other work, or might be."""
        end = monotonic() + (LOOK if idle else PAUSE)
        if idle and behind:
            end = self._rested
        while True:
            # Pieces and commands take turns, whichever came first; another process may begin before the next piece.
            if self._pieces:
                end = min(end, self._rested)
            try:
                came = self._queue.get(timeout=max(0.0, end - monotonic()))
            except queue.Empty:
                return None
            if came is not _Signal.PIECE:
                return came

    def _write_group(self, first: WaitingCommand) -> _Signal:
        """Write a command and those that wait behind it; return whether it is the end."""
        group, signal = [first], _Signal.PIECE
        while len(group) < GROUP_LIMIT and signal is not _Signal.END and not self._queue.empty():
            came = self._queue.get()
            if isinstance(came, WaitingCommand):
                group.append(came)
            else:
                signal = came
        self._write([waiting for waiting in group if not waiting.future.cancelled()])
        return signal

    @contextmanager
    def _piece(self) -> Iterator[Connection]:
        """Do a piece of work in a transaction of its own, and let some time pass before the next one."""
        try:
            with self.time.piece(), begun(self.engine) as connection:
                yield connection
                connection.commit()
        finally:
            self._rested = monotonic() + self.time.gap

    def _tend(self) -> bool:
        """Do a piece of the work that nobody waits for; return whether more is left."""
        if (work := self.between) is None:
            return False
        try:
            with self._piece() as connection:
                more = work(connection)
        except Exception:
            # It is tried again after the next command; whoever needs it meanwhile asks for it and gets the error.
            log.exception("work between commands failed")
            more = False
        if not more:
            self.time.settle()
        return more

    def _do_piece(self) -> None:
        """Do a piece of the work that has been waited for longest, and answer all who wait for it."""
        with self._lock:
            _name, asked = self._pieces.popitem(last=False)
        waiting = [one for one in asked if not one.future.cancelled()]
        if not waiting:
            return
        result, failure = None, None
        try:
            with self._piece() as connection:
                result = waiting[0].context.run(waiting[0].command, connection)
        except BaseException as error:
            log.exception("work that is waited for failed")
            failure = error if isinstance(error, Exception) and not is_operational(error) else refusal(error)
        for one in waiting:
            one.result, one.error = result, failure
            one.deliver()

    def _refuse_pieces(self) -> None:
        """Answer those who wait for work that will not be done any more."""
        with self._lock:
            asked = [one for waiting in self._pieces.values() for one in waiting]
            self._pieces.clear()
        for one in asked:
            one.error = Unavailable()
            one.deliver()

    def _write(self, group: list[WaitingCommand]) -> None:
        if not group:
            return
        ending: Unconfirmed | None = None
        try:
            with begun(self.engine) as connection:
                attempt = attempt_alone if len(group) == 1 else attempt_beside_others
                for waiting in group:
                    if not waiting.future.cancelled():
                        attempt(connection, waiting)
                ending = unconfirmed(connection)
                connection.commit()
        except BaseException as error:
            log.exception("transaction lost", commands=len(group))
            self.engine.dispose()
            failure = refusal(error) if ending is None else self._find_failure(error, ending)
        else:
            failure = None
        if failure is None:
            self._tell_committed()
        for waiting in group:
            waiting.error = failure or waiting.error
            waiting.deliver()

    def _find_failure(self, error: BaseException, ending: Unconfirmed) -> PactaError | None:
        """Return why a group was not written though all of it was ready; None where it was written after all."""
        outcome = None
        try:
            outcome = is_committed(self.engine, ending, self._settling)
        except Exception:
            log.exception("looking into a lost COMMIT failed")
        log.warning("a lost COMMIT was looked into", committed=outcome)
        if outcome is None:
            return OutcomeUnknown()
        return None if outcome else refusal(error)

    def _tell_committed(self) -> None:
        """Notify of a commit. What goes wrong there is none of the commands' business, and must not end the thread."""
        try:
            self._committed()
        except Exception:
            log.exception("telling of a commit failed")
