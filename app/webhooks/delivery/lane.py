"""The deliveries of one webhook: its own pace, so that a slow receiver delays nobody else."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from app.db.database import Database
from app.errors import NotReady, PactaError
from app.values.times.instants import parse_instant
from app.vocabulary import WebhookState
from app.webhooks.delivery.backlog import MOST_HELD, Backlog, Delivery
from app.webhooks.delivery.interest import Interest
from app.webhooks.delivery.outcomes import Progress, save
from app.webhooks.delivery.retries import left_alone_until
from app.webhooks.delivery.sender import Outcome
from app.webhooks.events import KNOWN, NEXT, OPEN, PAGE, Event, body_of, message_id
from app.webhooks.queries import filters_of
from app.webhooks.secrets import SecretBox, signed, valid_secrets

AT_ONCE = 4
"""Attempts to one receiver at once, each about another record."""

UNSAVED = 1_000
"""Entries that were read and not wanted after which that is kept: they would be read again after a restart."""

REST = 1.0
"""Seconds until saving is tried again that failed, or reading on for which the ledger was not ready."""

CERTAIN = timedelta(hours=1)
"""For how long attempts of this process failed, at least, before it disables a webhook: it may have begun just now."""

GONE = "its receiver answered that it has gone (410)"
FAILING = "its receiver took nothing for {days} days"

Send = Callable[[str, Mapping[str, str], str], Awaitable[Outcome]]
log = structlog.get_logger()


class Clock(Protocol):
    """The time, and waiting for it."""

    def now(self) -> datetime:
        """Return the time."""
        ...

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Return when the event is set, or the time has come."""


class Lane:
    """Delivers to one webhook, as it was when this began: one that is changed gets another lane."""

    def __init__(
        self,
        row: Mapping[str, Any],
        database: Database,
        box: SecretBox,
        send: Send,
        clock: Clock,
        holder: str,
        patience: timedelta,
    ) -> None:
        """Keep what is delivered to whom; nothing happens before `run`."""
        self.row = row
        self._database, self._box, self._send, self._clock, self._holder = database, box, send, clock, holder
        self._interest = Interest(database, filters_of(row))
        until = row["throttled_until"]
        self._throttled_until = parse_instant(until) if until else None
        self._backlog = Backlog(row["settled"])
        self._saved: int = row["settled"]
        self._attempts: dict[asyncio.Task[Outcome], Delivery] = {}
        self._careful = until is not None
        self._patience = patience
        since = row["failing_since"]
        self._failing_since = parse_instant(since) if since else None
        # Of the attempts made here: while nobody delivered, nothing could be taken.
        self._failed_here: datetime | None = None
        self._disabled: str | None = None
        self._stopping = False
        self._wake = asyncio.Event()
        self.head: int = row["settled"]

    def follow(self, head: int) -> None:
        """Take notice of how far the ledger has come."""
        if head > self.head:
            self.head = head
            self._wake.set()

    def stop(self) -> None:
        """Let it end once the attempts that have begun are over."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Deliver until it is stopped, or disabled. Raises `NotHolder`. Cancelled, it keeps what it knows."""
        await self._load_open()
        try:
            while not (self._stopping or self._disabled) or self._attempts:
                self._wake.clear()
                if not (self._stopping or self._disabled):
                    await self._read_on()
                    self._start_attempts()
                self._settle()
                if await self._save():
                    await self._clock.wait(self._wake, self._next_look())
            await self._save()
        except asyncio.CancelledError:
            for attempt in self._attempts:
                attempt.cancel()
            raise

    async def finish(self) -> None:
        """Keep what became of the attempts that are over: for after it was cancelled."""
        await asyncio.gather(*self._attempts, return_exceptions=True)
        self._settle()
        await self._save()

    async def _load_open(self) -> None:
        rows = await self._database.hot(OPEN, {"webhook": self.row["id"]})
        opened = [(Event(*row[:-2]), parse_instant(row[-1]), row[-2]) for row in rows]
        self._backlog.add(Delivery(event, due, attempts, kept=True) for event, due, attempts in opened)

    async def _read_on(self) -> None:
        backlog = self._backlog
        while backlog.read < self.head and backlog.held < MOST_HELD:
            # It may rise while the entries up to it are read.
            head = self.head
            limits = {"after": backlog.read, "until": head}
            events = [Event(*row) for row in await self._database.hot(NEXT, limits)]
            last = events[-1].number if len(events) == PAGE else head
            asked = {"webhook": self.row["id"], "after": backlog.read, "until": last, "round": self.row["round"]}
            known = {number for (number,) in await self._database.hot(KNOWN, asked)}
            try:
                wanted = await self._interest.wanted(events, backlog.read, last)
            except NotReady:
                # What is open goes on meanwhile.
                asyncio.get_running_loop().call_later(REST, self._wake.set)
                return
            now = self._clock.now()
            backlog.read = last
            backlog.add(Delivery(event, now) for event in wanted if event.number not in known)

    def _start_attempts(self) -> None:
        now = self._clock.now()
        if self._throttled_until is not None and now < self._throttled_until:
            return
        for delivery in self._backlog.ready(now, self._room):
            attempt = asyncio.create_task(self._attempt(delivery.event, now))
            attempt.add_done_callback(lambda _done: self._wake.set())
            self._attempts[attempt] = delivery

    @property
    def _room(self) -> int:
        """Return how many more attempts may begin. One that was too busy is tried by one alone."""
        return (1 if self._careful else AT_ONCE) - len(self._attempts)

    async def _attempt(self, event: Event, now: datetime) -> Outcome:
        secrets = valid_secrets(self._box, self.row, now)
        if not secrets:
            return Outcome(error="the secret cannot be read with the key there is: rotate it")
        body = body_of(event)
        headers = signed(message_id(self.row["id"], event.number), now, body, secrets)
        return await self._send(self.row["url"], headers, body)

    def _settle(self) -> None:
        now = self._clock.now()
        for attempt in [one for one in self._attempts if one.done()]:
            delivery = self._attempts.pop(attempt)
            if attempt.cancelled():
                continue
            outcome = attempt.result()
            self._backlog.settle(delivery, outcome, now)
            self._judge(outcome, now)
            if outcome.throttled:
                self._throttled_until, self._careful = left_alone_until(outcome.retry_after, now), True
            elif outcome.delivered:
                self._throttled_until, self._careful = None, False

    def _judge(self, outcome: Outcome, now: datetime) -> None:
        """Take note of how long nothing was taken; one that has gone, or took nothing for too long, is disabled."""
        if outcome.delivered:
            self._failing_since = self._failed_here = None
            return
        self._failing_since = self._failing_since or now
        self._failed_here = self._failed_here or now
        is_failing = now - self._failing_since >= self._patience and now - self._failed_here >= CERTAIN
        if self._disabled is None and (outcome.gone or is_failing):
            self._disabled = GONE if outcome.gone else FAILING.format(days=self._patience.days)
            log.warning("a webhook is disabled", webhook=self.row["id"], reason=self._disabled)

    async def _save(self) -> bool:
        """Keep how far it has come, where that matters; return whether nothing is left to be kept."""
        backlog = self._backlog
        if not (backlog.has_rows or self._disabled or self._stopping or backlog.settled - self._saved >= UNSAVED):
            return True
        rows, settled = backlog.take(), backlog.settled
        progress = Progress(
            self.row["id"],
            self.row["round"],
            settled,
            rows,
            self._throttled_until,
            self._failing_since,
            self._disabled,
        )
        try:
            await self._database.write(save, self._holder, progress, self._clock.now())
        except asyncio.CancelledError:
            # It may have been kept or not: keeping it twice does no harm.
            backlog.give_back(rows)
            raise
        except PactaError:
            # The database is away: what is not kept is kept later.
            log.warning("deliveries could not be kept yet", webhook=self.row["id"])
            backlog.give_back(rows)
            await asyncio.sleep(REST)
            return False
        self._saved = settled
        return not self._wake.is_set()

    def _next_look(self) -> datetime | None:
        due = self._backlog.next_due()
        if due is None or self._room <= 0 or self._stopping or self._disabled:
            return None
        return max(due, self._throttled_until) if self._throttled_until else due


def is_current(lane: Lane, row: Mapping[str, Any] | None) -> bool:
    """Return whether a lane delivers what its webhook wants now."""
    return row is not None and row["state"] == WebhookState.ACTIVE and row["version"] == lane.row["version"]
