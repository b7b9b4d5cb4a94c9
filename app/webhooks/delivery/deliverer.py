"""Who delivers: of all processes that could, one at a time, each webhook in a lane of its own."""

import asyncio
import secrets
import signal
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog

from app.db.database import Database
from app.errors import PactaError
from app.ledger.entries.change_feed import HEAD
from app.settings import Settings
from app.vocabulary import WebhookState
from app.webhooks.delivery.lane import Clock, Lane, Send, is_current
from app.webhooks.delivery.outcomes import NotHolder, claim, purge, release
from app.webhooks.delivery.sender import sending
from app.webhooks.queries import all_webhooks
from app.webhooks.schemas import KEPT_DAYS
from app.webhooks.secrets import SecretBox

LOOK = 1.0
"""Seconds between two looks for what other processes wrote or changed."""

GAP = 0.02
"""Seconds between two looks while commit follows commit."""

LEASE = timedelta(seconds=10)
"""How long a process that is not heard of keeps others from delivering."""

PATIENCE = timedelta(days=5)
"""How long a receiver takes nothing until its webhook is disabled, where nothing else is said."""

PURGING = timedelta(minutes=10)
log = structlog.get_logger()


class SystemClock:
    """The time of the system."""

    def now(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC)

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Return when the event is set, or the time has come."""
        left = None if until is None else max(0.0, (until - self.now()).total_seconds())
        with suppress(TimeoutError):
            async with asyncio.timeout(left):
                await event.wait()


class Deliverer:
    """Delivers what is written to all webhooks, as long as no other process does."""

    def __init__(
        self,
        database: Database,
        box: SecretBox,
        send: Send,
        clock: Clock | None = None,
        lease: timedelta = LEASE,
        patience: timedelta = PATIENCE,
    ) -> None:
        """Keep what it needs; nothing happens before `run`."""
        self._database, self._box, self._send = database, box, send
        self._clock = clock or SystemClock()
        self._lease, self._patience = lease, patience
        self._holder = secrets.token_hex(16)
        self._lanes: dict[str, tuple[Lane, asyncio.Task[None]]] = {}
        self._claimed: datetime | None = None
        self._purged: datetime | None = None

    async def run(self) -> None:
        """Deliver until it is cancelled, or the database closes."""
        with self._database.committed.subscribe() as notified:
            try:
                while not self._database.committed.closed:
                    notified.clear()
                    try:
                        await self._tend()
                    except Exception:
                        log.exception("webhooks could not be tended")
                    await asyncio.sleep(GAP)
                    # Not `wait_for`: up to Python 3.11 it loses a cancellation that comes with a commit.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK):
                            await notified.wait()
            finally:
                await self._stop()

    async def _tend(self) -> None:
        """Let each active webhook have a lane, and let the lanes know how far the ledger has come."""
        rows = {row["id"]: row for row in await all_webhooks(self._database)}
        if not (rows or self._lanes) or not await self._may_deliver():
            return
        head = (await self._database.hot(HEAD, {}))[0][0] or 0
        for webhook, (lane, task) in list(self._lanes.items()):
            if task.done():
                del self._lanes[webhook]
                self._look_at(task)
            elif not is_current(lane, rows.get(webhook)):
                # The next one begins when this one's attempts are over.
                lane.stop()
        if self._claimed is None:
            await self._abandon()
            return
        for webhook, row in rows.items():
            if row["state"] == WebhookState.ACTIVE and webhook not in self._lanes:
                lane = Lane(row, self._database, self._box, self._send, self._clock, self._holder, self._patience)
                task = asyncio.create_task(lane.run())
                task.add_done_callback(lambda _done: self._database.committed.notify())
                self._lanes[webhook] = lane, task
        for lane, _task in self._lanes.values():
            lane.follow(head)
        await self._purge()

    async def _may_deliver(self) -> bool:
        """Return whether this process delivers, asking for it, or once more, where it is time."""
        now = self._clock.now()
        if self._claimed is not None and now - self._claimed < self._lease / 3:
            return True
        if await self._database.write(claim, self._holder, now, self._lease):
            self._claimed = now
            return True
        await self._abandon()
        return False

    async def _abandon(self) -> None:
        """End all lanes: another process delivers, and keeps what is kept."""
        self._claimed = None
        tasks = [task for _lane, task in self._lanes.values()]
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _stop(self) -> None:
        """End all lanes and let another process deliver. What has no answer yet is sent again by who comes next."""
        lanes = [lane for lane, _task in self._lanes.values()]
        held = self._claimed is not None
        await self._abandon()
        if held:
            with suppress(PactaError, NotHolder):
                for lane in lanes:
                    await lane.finish()
                await self._database.write(release, self._holder)

    def _look_at(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, NotHolder):
            self._claimed = None
        elif error is not None:
            log.error("a webhook's deliveries ended, and begin again", exc_info=error)

    async def _purge(self) -> None:
        now = self._clock.now()
        if self._purged is None or now - self._purged > PURGING:
            self._purged = now
            while await self._database.write(purge, now - timedelta(days=KEPT_DAYS)):
                pass


async def deliver(settings: Settings, lease: timedelta = LEASE) -> None:
    """Deliver the webhooks of a database until a signal says to stop."""
    loop, database = asyncio.get_running_loop(), Database(settings)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, database.committed.close)
    await database.start()
    try:
        async with sending(settings) as sender:
            patience = timedelta(days=settings.webhook_days)
            await Deliverer(database, SecretBox(settings), sender, lease=lease, patience=patience).run()
    finally:
        await database.stop()
