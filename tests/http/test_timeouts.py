"""What a client may keep waiting for, and for how long: its head, its body, its next request, its reading."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from types import SimpleNamespace

import pytest

from app.http.server import timers
from tests.api.conftest import on_one_database
from tests.conftest import Serve
from tests.http.conversation import conversing, head
from tests.serving import PATIENCE, Service

pytestmark = on_one_database
SHORT, SLOWLY = 0.2, 2.0
Hasty = Callable[..., Service]
WRITING = ("Content-Type: application/json", "Content-Length: 10")


@pytest.fixture(scope="module")
def hasty(database_url: str, serving: Serve) -> Iterator[Hasty]:
    """Return what gives a service that waits shortly for one thing, and for all others as long as need be."""
    patient = dict.fromkeys(("head_seconds", "body_seconds", "idle_seconds", "stall_seconds"), PATIENCE)
    with ExitStack() as stack:

        @cache
        def hasty(limit: str, seconds: float = SHORT) -> Service:
            return stack.enter_context(serving(database_url, **patient | {limit: seconds}))

        yield hasty


@pytest.mark.parametrize("sent", [b"G", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: "], ids=ascii)
def test_half_a_head_is_refused(hasty: Hasty, sent: bytes) -> None:
    service = hasty("head_seconds")
    with conversing(service, sent) as client:
        assert str(SHORT) in client.problem(408, "request-timeout")["detail"]
        assert client.is_closed()


def test_half_a_head_after_an_answer_is_refused(hasty: Hasty) -> None:
    service = hasty("head_seconds")
    with conversing(service, head(service, "GET /healthz") + b"GET /he") as client:
        assert client.answer().status == 200
        client.problem(408, "request-timeout")


def test_half_a_body_is_refused_by_the_application(hasty: Hasty) -> None:
    service = hasty("body_seconds")
    asked = head(service, "POST /v1/topics", *WRITING, "X-Request-Id: slow", key="write")
    with conversing(service, asked + b'{"n') as client:
        problem = client.problem(408, "request-timeout")
        assert (problem["request_id"], problem["instance"]) == ("slow", "/v1/topics")
        assert client.is_closed()


def test_who_goes_on_slowly_is_refused_too(hasty: Hasty) -> None:
    service = hasty("body_seconds")
    asked = head(service, "POST /v1/topics", "Content-Type: application/json", "Content-Length: 100000", key="write")
    with conversing(service, asked) as client:
        client.socket.settimeout(SHORT / 10)
        for _ in range(1_000):
            client.send(b" ")
            try:
                answered = client.socket.recv(12)
            except TimeoutError:
                continue
            assert answered == b"HTTP/1.1 408"
            return
    pytest.fail("it waited for the whole body")


def test_a_large_body_has_the_time_that_it_needs(hasty: Hasty) -> None:
    service = hasty("body_seconds")
    body = b'{"name": "Slow"' + b" " * 49_984 + b"}"
    lines = ("Content-Type: application/json", f"Content-Length: {len(body)}")
    with conversing(service, head(service, "POST /v1/topics", *lines, key="write") + body[:20_000]) as client:
        for start in (20_000, 30_000, 40_000):
            time.sleep(SHORT * 0.7)
            client.send(body[start : start + 10_000])
        assert client.answer("POST").status == 201


@pytest.mark.parametrize("sent", [b"", b"\r\n"], ids=ascii)
def test_who_asks_nothing_is_left(hasty: Hasty, sent: bytes) -> None:
    service = hasty("idle_seconds")
    with conversing(service, sent) as client:
        assert client.is_closed()


def test_who_asks_nothing_more_is_left(hasty: Hasty) -> None:
    service = hasty("idle_seconds")
    with conversing(service, head(service, "GET /healthz")) as client:
        assert client.answer().status == 200
        assert client.is_closed()


def test_the_rest_of_a_refused_body_is_not_waited_for(hasty: Hasty) -> None:
    service = hasty("body_seconds")
    with conversing(service, head(service, "POST /v1/topics", *WRITING)) as client:
        client.problem(401, "unauthenticated")
        assert client.is_closed()


def test_who_does_not_read_is_left(hasty: Hasty, monkeypatch: pytest.MonkeyPatch) -> None:
    service, left = hasty("stall_seconds"), threading.Event()
    monkeypatch.setattr(timers, "log", SimpleNamespace(info=lambda *_event, **_details: left.set()))
    # More than the system holds for somebody.
    times = 20
    with conversing(service, head(service, "GET /openapi.json") * times) as client:
        assert left.wait(PATIENCE)
        received = 0
        with suppress(ConnectionResetError):
            while taken := client.socket.recv(1_000_000):
                received += len(taken)
    with service.client() as other:
        assert received < times * len(other.get("/openapi.json").content)


def test_who_reads_slowly_gets_everything(hasty: Hasty) -> None:
    service = hasty("stall_seconds", SLOWLY)
    times = 10
    with service.client() as other:
        length = times * len(other.get("/openapi.json").content)
    with conversing(service, head(service, "GET /openapi.json") * times) as client:
        received = 0
        for _ in range(5):
            time.sleep(SLOWLY / 4)
            received += len(client.socket.recv(100_000))
        # With the heads.
        while received <= length:
            taken = len(client.socket.recv(1_000_000))
            assert taken, received
            received += taken
