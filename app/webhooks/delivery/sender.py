"""One attempt: a request without redirects, proxies or kept connections, of whose answer the status alone counts."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property

import httpx

from app import VERSION
from app.settings import Settings
from app.webhooks.delivery.targets import REFUSAL, Refused, Resolver, Targets

TIME_OUT = 15.0
"""Seconds within which a receiver must answer."""

GONE = 410
THROTTLING = frozenset({429, 502, 503, 504})


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt: the status that was answered, or why none was."""

    status: int | None = None
    error: str | None = None
    retry_after: float | None = None

    @property
    def delivered(self) -> bool:
        """Return whether the receiver took it. A redirect is a failure."""
        return self.status is not None and self.status // 100 == 2  # noqa: PLR2004 - 2xx

    @property
    def gone(self) -> bool:
        """Return whether the receiver wants nothing any more."""
        return self.status == GONE

    @property
    def throttled(self) -> bool:
        """Return whether the receiver is too busy."""
        return self.status in THROTTLING


class Sender:
    """Sends to allowed addresses alone."""

    def __init__(self, targets: Targets, seconds: float = TIME_OUT) -> None:
        """Keep what is allowed, and how long a receiver may take."""
        self.targets = targets
        self._seconds = seconds

    @cached_property
    def _transport(self) -> httpx.AsyncHTTPTransport:
        # A connection that was kept would be taken for another host at the same address, whose certificate nobody
        # looked at.
        return httpx.AsyncHTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))

    async def __call__(self, address: str, headers: Mapping[str, str], body: str) -> Outcome:
        """Make one attempt. Never raises."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._send(httpx.URL(address), headers, body)
        except (Refused, httpx.InvalidURL):
            return Outcome(error=REFUSAL)
        except (TimeoutError, httpx.TimeoutException):
            return Outcome(error=f"no answer within {self._seconds:g} seconds")
        except (httpx.HTTPError, OSError, ValueError):
            return Outcome(error="the connection failed")

    async def _send(self, url: httpx.URL, headers: Mapping[str, str], body: str) -> Outcome:
        pinned = await self.targets.pin(url)
        request = httpx.Request(
            "POST",
            url.copy_with(host=pinned),
            headers={"Host": url.netloc.decode("ascii"), "User-Agent": f"pacta/{VERSION}", **headers},
            content=body.encode(),
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        answer = await self._transport.handle_async_request(request)
        # What it holds is not read: however much there is, closing discards it.
        await answer.aclose()
        return Outcome(answer.status_code, retry_after=_seconds(answer.headers.get("retry-after")))

    async def close(self) -> None:
        """Close what is open."""
        if "_transport" in self.__dict__:
            await self._transport.aclose()


@asynccontextmanager
async def sending(settings: Settings) -> AsyncIterator[Sender]:
    """Give what sends under the settings, and close it in the end."""
    resolver = Resolver()
    sender = Sender(Targets(resolver, http=settings.webhook_http, loopback=settings.webhook_loopback))
    try:
        yield sender
    finally:
        await sender.close()
        resolver.close()


def _seconds(retry_after: str | None) -> float | None:
    """Return the seconds that a receiver asks to be left alone, None for nothing that can be read."""
    if retry_after is None:
        return None
    if retry_after.isdecimal() and retry_after.isascii():
        return float(retry_after[:9])
    try:
        at = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
