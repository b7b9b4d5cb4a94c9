"""How many connections are held at once, and which one makes room for another."""

import time
from collections.abc import Set as AbstractSet
from typing import Protocol

import structlog

CREDIT_SECONDS = 5
"""How much longer a client that was served is waited for than one that only connected."""

QUIET_SECONDS = 60
"""A crowd of clients is one line in the log, not one for each of them."""

log = structlog.get_logger("pacta.connections")


class Connection(Protocol):
    """What is known of a connection here."""

    waiting_since: float
    """Since when its client is waited for, in the loop's time, and with its credit."""

    @property
    def is_answering(self) -> bool:
        """Whether it is Pacta's turn: the request is read, and its answer not yet sent."""

    def drop(self) -> None:
        """Close it at once."""


class Connections:
    """Admits connections up to a limit. The client that Pacta has been waiting for longest makes room for a new one."""

    def __init__(self, limit: int) -> None:
        """Keep the limit."""
        self._limit = limit
        self._quiet_until = 0.0

    def admit(self, others: AbstractSet[Connection]) -> bool:
        """Return whether there is room for one more beside the others, or room was made."""
        if len(others) < self._limit:
            return True
        self._say()
        idle = min(
            (other for other in others if not other.is_answering), key=lambda other: other.waiting_since, default=None
        )
        if idle is not None:
            idle.drop()
        return idle is not None

    def _say(self) -> None:
        now = time.monotonic()
        if now >= self._quiet_until:
            self._quiet_until = now + QUIET_SECONDS
            log.warning("connections full", limit=self._limit)
