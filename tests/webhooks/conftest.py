"""What the tests of webhooks share: a clock that is set by hand, receivers, and a service that delivers."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook
from typing_extensions import override

from app.webhooks.delivery.sender import Outcome
from tests.serving import PATIENCE

BEGIN = datetime(2026, 11, 29, 12, tzinfo=UTC)
OK = Outcome(200)
Answer = Callable[[dict[str, Any]], Outcome]


class HandClock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.at = BEGIN

    def now(self) -> datetime:
        return self.at

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        while not event.is_set() and (until is None or self.at < until):  # noqa: ASYNC110 - the clock has no event
            await asyncio.sleep(0.001)

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Sent:
    """Takes the place of what sends: what it was given, and what it answers."""

    answer: Answer = lambda _event: OK
    events: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    held: asyncio.Event | None = None
    running: int = 0
    most: int = 0

    async def __call__(self, address: str, headers: Mapping[str, str], body: str) -> Outcome:
        content = json.loads(body)
        event = content["data"] | {"type": content["type"], "url": address}
        self.events.append(event)
        self.headers.append(headers)
        self.bodies.append(body)
        self.running += 1
        self.most = max(self.most, self.running)
        if self.held is not None:
            await self.held.wait()
        else:
            await asyncio.sleep(0)
        self.running -= 1
        return self.answer(event)

    def release(self) -> None:
        """Let those answer that are held."""
        assert self.held is not None
        self.held.set()

    @property
    def numbers(self) -> list[int]:
        return [event["number"] for event in self.events]

    def has(self, count: int) -> bool:
        """Return whether so many events were sent."""
        return len(self.events) == count

    def records(self) -> list[str]:
        return [event["record"] for event in self.events]


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.002)


class Receiver:
    """A real receiver, which verifies what it gets with the library of Standard Webhooks."""

    def __init__(self, secrets: Sequence[str] = (), status: int = 204) -> None:
        self.secrets, self.status = list(secrets), status
        self.events: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if len(body) < int(self.headers["content-length"]):
                    # Who sent it was killed.
                    return
                receiver.take(dict(self.headers.items()), body)
                self.send_response(receiver.status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            @override
            def log_message(self, *_arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"

    def take(self, headers: dict[str, str], body: bytes) -> None:
        lower = {name.lower(): value for name, value in headers.items()}
        for secret in self.secrets:
            try:
                Webhook(secret).verify(body, headers)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
                self.faults.append(repr(error))
        self.ids.append(lower["webhook-id"])
        self.events.append(json.loads(body))

    def await_events(self, count: int) -> None:
        self.await_until(lambda: len(self.events) >= count)

    def await_until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 3 * PATIENCE
        while not condition():
            assert time.monotonic() < end, f"only {len(self.events)} events came"
            time.sleep(0.005)


@contextmanager
def receiving(*secrets: str, status: int = 204) -> Iterator[Receiver]:
    receiver = Receiver(secrets, status)
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        receiver.server.server_close()
        thread.join(PATIENCE)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver
