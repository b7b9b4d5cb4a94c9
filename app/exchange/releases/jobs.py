"""Releases that requests ask for: made one at a time in a thread, while reads and writes go on."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial

import structlog

from app.db.database import Database
from app.db.engines import reading_engine
from app.errors import PactaError, Unavailable
from app.exchange.releases.attempts import FOLDER, LEASE, STOPPED, note_attempt, reason_of
from app.exchange.releases.commands import edition_of, record_release
from app.exchange.releases.folder import releases_folder
from app.exchange.releases.making import Made, make_release
from app.settings import Settings

log = structlog.get_logger()
HOURS = 3600.0
"""Seconds in which even the largest ledger is read."""

PATIENCE = 5.0
"""Seconds that a request waits for a release that is small."""

BEAT = LEASE.total_seconds() / 4
"""Seconds between two times that others are told that a release is being made here."""


class _StoppingError(Exception):
    """The service stops: nothing of the release is kept."""


class ReleaseJobs:
    """Makes releases on snapshots of their own; the writer is asked only to record them."""

    def __init__(self, database: Database) -> None:
        """Make the thread."""
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pacta-releases")
        self._job: asyncio.Task[Exception | None] | None = None
        self._stopping = False

    async def stop(self) -> None:
        """Give up the release that is being made."""
        self._stopping = True
        if self._job is not None:
            await asyncio.wait({self._job})
        self._thread.shutdown()

    async def create(self, settings: Settings, version: str, notes: str | None) -> bool:
        """Make a release; return whether it is there already, and does not follow later. Raises what refuses it."""
        if self._job is not None and not self._job.done():
            detail = "Another release is being made. Try again."
            raise Unavailable(detail)
        noted = asyncio.ensure_future(self._database.write(note_attempt, version))
        job = self._job = asyncio.create_task(self._create(noted, settings, version, notes))
        await asyncio.wait({noted})
        await asyncio.wait({job}, timeout=PATIENCE)
        if job.done() and (error := job.result()) is not None:
            raise error
        return job.done()

    async def _create(
        self, noted: asyncio.Future[None], settings: Settings, version: str, notes: str | None
    ) -> Exception | None:
        """Make a release, and return why it failed: nobody may wait for it by then."""
        try:
            await noted
            beating = asyncio.create_task(self._beat(version))
            try:
                await self._make_and_record(settings, version, notes)
            finally:
                beating.cancel()
        except Exception as error:  # noqa: BLE001 - whatever it is, who asks for the release is to know
            await self._tell(version, error)
            return error
        return None

    async def _make_and_record(self, settings: Settings, version: str, notes: str | None) -> None:
        work = partial(copy_context().run, self._make, settings, version, notes)
        made = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            await self._database.write(record_release, made)
        finally:
            made.file.unlink(missing_ok=True)

    async def _beat(self, version: str) -> None:
        """Tell every process that the release is being made, for as long as this one does so."""
        while True:
            await asyncio.sleep(BEAT)
            with suppress(PactaError):
                await self._database.write(note_attempt, version)

    def _make(self, settings: Settings, version: str, notes: str | None) -> Made:
        engine = reading_engine(settings.database_url, connections=1, seconds=HOURS)
        try:
            with engine.begin() as connection:
                edition = edition_of(connection, version, settings, notes)
                return make_release(connection, edition, releases_folder(settings), self._go_on)
        except OSError as error:
            raise Unavailable(FOLDER) from error
        finally:
            engine.dispose()

    def _go_on(self, _name: str) -> None:
        if self._stopping:
            raise _StoppingError

    async def _tell(self, version: str, error: Exception) -> None:
        """Tell the log, and whoever asks for the release, why it failed."""
        reason = STOPPED if isinstance(error, _StoppingError) else reason_of(error)
        log.warning("a release failed", version=version, reason=str(error) or reason)
        try:
            await self._database.write(note_attempt, version, reason)
        except PactaError:
            log.warning("nobody could be told that a release failed", version=version)
