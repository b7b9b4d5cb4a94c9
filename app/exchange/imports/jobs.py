"""Imports that run beside other work: one at a time, piece by piece, while the API answers."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from time import monotonic, sleep
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection

from app.context import context
from app.db.database import Database
from app.errors import BundleStopped, Fault, Invalid, PactaError, Unavailable
from app.exchange.formats.faults import BadBundle, BundleFault
from app.exchange.imports.batches import LEASE, ImportOptions, note_alive, stop, stop_unheard, under_way
from app.exchange.imports.file_reading import ImportFile, import_file
from app.exchange.imports.received_file import Received
from app.exchange.imports.run import ImportOutcome, ImportRun
from app.exchange.imports.undo import ImportUndo
from app.exchange.loading.loader import snapshots_of
from app.exchange.loading.pieces import PAUSE, WHOLE
from app.vocabulary import ImportState

log = structlog.get_logger()
WAITING = 8
"""How many imports may wait, or run."""

PATIENCE = 5.0
"""Seconds that a request waits for an import that is small enough to be written at once."""

BEAT = LEASE.total_seconds() / 4
"""Seconds between two times that others are told what is under way here."""

SELDOM = 60.0
"""Seconds between two looks for what is under way elsewhere, where nothing was."""

SECOND = 1.0
SHORT = 0.01

T = TypeVar("T")


class _StoppingError(Exception):
    """The service stops: what is written so far stands."""


class Rests:
    """Waits between pieces: shortly, since commands of this process wait for the same writer and get their turn.

    Once a second it waits long enough for another process, which looks every tenth of a second.
    """

    def __init__(self) -> None:
        """Begin to count."""
        self._next = monotonic() + SECOND

    def __call__(self) -> None:
        """Wait."""
        if monotonic() < self._next:
            sleep(SHORT)
            return
        sleep(PAUSE)
        self._next = monotonic() + SECOND


class ImportJobs:
    """Runs imports, and undoes them, in a thread of its own; their pieces wait for the one writer."""

    def __init__(self, database: Database) -> None:
        """Make the thread."""
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pacta-imports")
        self._jobs = dict[asyncio.Future[Any], int]()
        self._stopping = False

    async def stop(self) -> None:
        """Let the import that runs end after its piece: sent again, it goes on. That needs the loop and the writer."""
        self._stopping = True
        ids = set(self._jobs.values())
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)
        if ids:
            # Those that waited, too.
            await self._database.write(stop, ids)

    async def keep(self, *, looks: bool = True) -> None:
        """Tell others what is under way here and, if it `looks`, take note of what has ended with another process."""
        look = monotonic()
        while not self._database.committed.closed:
            try:
                own = set(self._jobs.values())
                if own:
                    await self._database.write(note_alive, own)
                if looks and monotonic() >= look:
                    others = await self._database.read(under_way) - own
                    if others:
                        await self._database.write(stop_unheard)
                    look = monotonic() + (LEASE.total_seconds() if others else SELDOM)
            except PactaError:
                log.warning("nobody could be told which imports are under way")
            await asyncio.sleep(BEAT)

    async def take(self, received: Received, options: ImportOptions) -> tuple[int, ImportState]:
        """Import a file; return its id and how far it is. Raises what it is refused for, where that is soon known."""
        actor, loop = context.get().actor, asyncio.get_running_loop()
        large = loop.create_future()

        def told(changes: int) -> None:
            if changes > WHOLE:
                loop.call_soon_threadsafe(_set, large)

        id, file = await self._begin(received, options, self._run(actor, loop))
        job = self._start(id, partial(self._import, id, file, options, actor, loop, told))
        await asyncio.wait({job, large}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if not _has_ended(job):
            return id, ImportState.RUNNING
        outcome = job.result()
        _refuse(id, outcome, received.name)
        return id, outcome.state

    async def undo(self, id: int, *, dry_run: bool) -> tuple[ImportState, Any]:
        """Undo an import; return how far it is and what became of it, if that is known soon."""
        self._refuse_more()
        actor, loop = context.get().actor, asyncio.get_running_loop()
        transact = self._transact(loop)
        await asyncio.to_thread(ImportUndo(self._database.read.engine, transact, actor).begin, id, dry_run=dry_run)

        def work() -> Any:
            with snapshots_of(self._database.write.engine) as snapshots:
                undo = ImportUndo(snapshots, transact, actor, self._go_on)
                return undo.finish(id, dry_run=dry_run)

        job = self._start(id, work)
        # Nothing keeps what a dry run found: whoever asks waits for it.
        await asyncio.wait({job}, timeout=None if dry_run else PATIENCE)
        return (ImportState.UNDONE, job.result()) if _has_ended(job) else (ImportState.UNDOING, None)

    async def _begin(self, received: Received, options: ImportOptions, run: ImportRun) -> tuple[int, ImportFile]:
        """Record that an import begins. Raises what is wrong with its mapping; then the file is closed."""
        try:
            self._refuse_more()
            file = await asyncio.to_thread(import_file, received.opened, received.name, received.mapping)
            return await asyncio.to_thread(run.begin, file, options), file
        except BadBundle as bad:
            received.opened.close()
            detail = "The mapping is not right."
            raise Invalid(detail, faults=[fault_of(fault, "/mapping") for fault in bad.faults]) from None
        except BaseException:
            received.opened.close()
            raise

    def _import(
        self,
        id: int,
        file: ImportFile,
        options: ImportOptions,
        actor: str,
        loop: asyncio.AbstractEventLoop,
        told: Callable[[int], None],
    ) -> ImportOutcome:
        try:
            with snapshots_of(self._database.write.engine) as snapshots:
                run = ImportRun(snapshots, self._transact(loop), actor, self._go_on, Rests())
                return run.finish(id, file, options, told)
        finally:
            file.opened.close()

    def _run(self, actor: str, loop: asyncio.AbstractEventLoop) -> ImportRun:
        return ImportRun(self._database.read.engine, self._transact(loop), actor)

    def _transact(self, loop: asyncio.AbstractEventLoop) -> Callable[[Callable[[Connection], T]], T]:
        def transact(piece: Callable[[Connection], T]) -> T:
            return asyncio.run_coroutine_threadsafe(self._database.write(piece), loop).result()

        return transact

    def _go_on(self) -> None:
        if self._stopping:
            raise _StoppingError

    def _refuse_more(self) -> None:
        if len(self._jobs) >= WAITING:
            detail = "Too many imports are waiting. Nothing was written: try again."
            raise Unavailable(detail)

    def _start(self, id: int, work: Callable[[], T]) -> asyncio.Future[T]:
        """Start a job that goes on when nobody waits for it."""
        job = asyncio.get_running_loop().run_in_executor(self._thread, partial(copy_context().run, work))
        self._jobs[job] = id
        job.add_done_callback(self._ended)
        return job

    def _ended(self, job: asyncio.Future[Any]) -> None:
        self._jobs.pop(job, None)
        error = None if job.cancelled() else job.exception()
        if error is not None and not isinstance(error, _StoppingError):
            log.error("an import failed", exc_info=error)


def _has_ended(job: asyncio.Future[Any]) -> bool:
    """Return whether it is known what became of a job: it neither runs nor was stopped with the service."""
    return job.done() and not job.cancelled() and not isinstance(job.exception(), _StoppingError)


def _set(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _refuse(id: int, outcome: ImportOutcome, name: str) -> None:
    """Raise what an import was refused or stopped for."""
    faults, address = [fault_of(fault, name=name) for fault in outcome.faults], f"/v1/imports/{id}"
    if outcome.state == ImportState.STOPPED:
        detail = "What was written here meanwhile refuses the rest of the file."
        raise BundleStopped(detail, faults=faults, written=outcome.written, left=outcome.left, import_id=id)
    if outcome.state == ImportState.REFUSED:
        detail = f"Nothing of the file was written: {address} tells of each row."
        raise Invalid(detail, faults=faults, import_id=id)


def fault_of(fault: BundleFault, place: str = "", name: str = "") -> Fault:
    """Return what is wrong with a file as a request's fault: by pointer and line, in tables by sheet and column."""
    column = f"column {fault.column[:60]!a}: " if fault.column else ""
    # The file that came is not named again; one in an archive, or a worksheet, is.
    sheet = f"{fault.file[:200]}: " if name and fault.file != name else ""
    return Fault(sheet + column + fault.message, pointer=place + fault.pointer, line=fault.line)
