"""When a request is sent again, and after how long."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

TRIED_AGAIN = frozenset({429, 502, 503, 504, 507})
"""Answers after which a request is sent again: it was not carried out, or it can be repeated."""

FAULTS = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)
"""Faults of the connection after which it is. Writes are safe: they carry conditions or an Idempotency-Key."""


@dataclass(frozen=True)
class Retries:
    """How often a request is sent, and how long the client waits in between, in seconds."""

    attempts: int = 5
    patience: float = 60.0
    """Most seconds to wait for one request, all waits together."""
    first: float = 0.25
    """The first wait, where the service asks for none. Each later one is twice as long."""
    jitter: Callable[[], float] = random.random
    """Spreads the waits, so that clients which failed together do not come back together: from 0 to 1."""

    def wait(self, attempt: int, waited: float, asked: float | None) -> float | None:
        """Return how long to wait after an attempt, the first being 1; None: give up.

        `waited` is the time waited so far, `asked` what the service asked for by Retry-After.
        """
        if attempt >= self.attempts:
            return None
        longest: float = self.first * 2 ** (attempt - 1)
        # At least half of it; what was asked for is never undercut.
        seconds = longest * (1 + self.jitter()) / 2 if asked is None else asked + self.first * self.jitter()
        return None if waited + seconds > self.patience else seconds


def asked_for(response: httpx.Response) -> float | None:
    """Return the seconds that Retry-After asks for, as a number or as a time; None: none."""
    header = response.headers.get("retry-after", "").strip()
    if header.isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
        return max(0.0, (until - parsedate_to_datetime(response.headers.get("date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None
