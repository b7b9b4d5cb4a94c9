"""Releases that requests ask for: made one at a time in a thread, while reads and writes go on."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Literal, NamedTuple

import structlog

from app.db.database import Database
from app.db.engines import reading_engine
from app.errors import PactaError, Unavailable
from app.exchange.releases.commands import edition_of, record_release
from app.exchange.releases.folder import releases_folder
from app.exchange.releases.making import Made, make_release
from app.settings import Settings

log = structlog.get_logger()
HOURS = 3600.0
"""Seconds in which even the largest ledger is read."""

FOLDER = "The folder of releases cannot be written to (PACTA_RELEASES)."
PATIENCE = 5.0
"""Seconds that a request waits for a release that is small."""


UNEXPECTED = "something unexpected went wrong: the service's log says what"


class Unfinished(NamedTuple):
    """A release that was asked for and is not there: being made, or failed and why."""

    state: Literal["being_made", "failed"]
    reason: str | None = None


class _StoppingError(Exception):
    """The service stops: nothing of the release is kept."""


class ReleaseJobs:
    """Makes releases on snapshots of their own; the writer is asked only to record them."""

    def __init__(self, database: Database) -> None:
        """Make the thread."""
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pacta-releases")
        self._job: asyncio.Task[None] | None = None
        self._unfinished: dict[str, Unfinished] = {}
        self._stopping = False

    def unfinished(self, version: str) -> Unfinished | None:
        """Return what is known of a release that this process was asked for and that is not there."""
        return self._unfinished.get(version)

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
        job = self._job = asyncio.create_task(self._create(settings, version, notes))
        # Of earlier ones the log tells.
        self._unfinished = {version: Unfinished("being_made")}
        job.add_done_callback(partial(self._tell, version))
        await asyncio.wait({job}, timeout=PATIENCE)
        if job.done():
            job.result()
        return job.done()

    async def _create(self, settings: Settings, version: str, notes: str | None) -> None:
        work = partial(copy_context().run, self._make, settings, version, notes)
        made = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            await self._database.write(record_release, made)
        finally:
            made.file.unlink(missing_ok=True)

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

    def _tell(self, version: str, job: asyncio.Task[None]) -> None:
        """Leave it to the log, and to who asks for the release, why one failed that nobody waits for."""
        self._unfinished = {}
        error = None if job.cancelled() else job.exception()
        if error is not None and not isinstance(error, _StoppingError):
            log.warning("a release failed", version=version, reason=str(error))
            # What is no refusal may name what only operators may see.
            reason = error.detail if isinstance(error, PactaError) else UNEXPECTED
            self._unfinished = {version: Unfinished("failed", reason)}
