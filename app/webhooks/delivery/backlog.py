"""What a webhook has still to get: in order for each record, one after the other, whatever other records wait for.

This is kept in memory and knows neither database nor network. What must outlive the process is in `take`.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from app.webhooks.delivery.retries import next_attempt
from app.webhooks.delivery.sender import Outcome
from app.webhooks.events import Event

MOST_HELD = 1_000
"""Deliveries that are held, open ones included. Where so many are open, nothing more is read: the ledger keeps it."""


@dataclass
class Delivery:
    """An event on its way to a webhook. `kept`: the database has a row of it, or will by the next save."""

    event: Event
    due: datetime
    attempts: int = 0
    kept: bool = False


@dataclass(frozen=True)
class Row:
    """What is to be kept of a delivery. Without `next_at` it is over."""

    number: int
    state: str
    attempts: int
    next_at: datetime | None
    outcome: Outcome | None


@dataclass
class Backlog:
    """The deliveries to one webhook. `read`: up to which number the ledger was read."""

    read: int
    _queues: dict[tuple[str, str], deque[Delivery]] = field(default_factory=dict)
    _due: list[tuple[datetime, int, tuple[str, str]]] = field(default_factory=list)
    _unkept: dict[int, None] = field(default_factory=dict)
    _rows: dict[int, Row] = field(default_factory=dict)
    held: int = 0

    def add(self, deliveries: Iterable[Delivery]) -> None:
        """Take deliveries, in the order of their numbers."""
        for one in deliveries:
            self.held += 1
            queue = self._queues.setdefault(one.event.of, deque())
            queue.append(one)
            if len(queue) == 1:
                self._schedule(one)
            if not one.kept:
                self._unkept[one.event.number] = None
                if queue[0].attempts and queue[0] is not one:
                    # It waits for one that may be retried for days.
                    self._keep(one, "pending")

    @property
    def settled(self) -> int:
        """Return the number up to which each entry is settled or has a row."""
        return next(iter(self._unkept)) - 1 if self._unkept else self.read

    def next_due(self) -> datetime | None:
        """Return when the next delivery is due."""
        return self._due[0][0] if self._due else None

    def ready(self, now: datetime, most: int) -> Iterator[Delivery]:
        """Yield deliveries that are due; each is then to be settled, before the next one of its record is yielded."""
        while most > 0 and self._due and self._due[0][0] <= now:
            _due, _number, record = heapq.heappop(self._due)
            yield self._queues[record][0]
            most -= 1

    def settle(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Take what became of an attempt: it is over, or will be tried again, and those behind it wait."""
        delivery.attempts += 1
        queue = self._queues[delivery.event.of]
        again = None if outcome.delivered else next_attempt(delivery.attempts, now)
        if again is not None:
            delivery.due = again
            for waiting in queue:
                if waiting is delivery or not waiting.kept:
                    self._keep(waiting, "pending", outcome if waiting is delivery else None)
        else:
            self._keep(delivery, "delivered" if outcome.delivered else "dead", outcome)
            queue.popleft()
            self.held -= 1
        if queue:
            self._schedule(queue[0])
        else:
            del self._queues[delivery.event.of]

    def take(self) -> list[Row]:
        """Return what is to be kept since the last time, and forget it."""
        rows = list(self._rows.values())
        self._rows.clear()
        return rows

    def give_back(self, rows: Iterable[Row]) -> None:
        """Take back what could not be kept; what is newer stays."""
        for row in rows:
            self._rows.setdefault(row.number, row)

    @property
    def has_rows(self) -> bool:
        """Return whether anything is to be kept."""
        return bool(self._rows)

    def _schedule(self, delivery: Delivery) -> None:
        heapq.heappush(self._due, (delivery.due, delivery.event.number, delivery.event.of))

    def _keep(self, delivery: Delivery, state: str, outcome: Outcome | None = None) -> None:
        delivery.kept = True
        self._unkept.pop(delivery.event.number, None)
        next_at = delivery.due if state == "pending" else None
        self._rows[delivery.event.number] = Row(delivery.event.number, state, delivery.attempts, next_at, outcome)
