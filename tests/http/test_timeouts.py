"""What a client may keep waiting for, and for how long: its head, its body, its next request, its reading."""

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.api.conftest import on_one_database
from tests.conftest import Serve
from tests.http.conversation import conversing, head
from tests.serving import Service

pytestmark = on_one_database
SHORT = 0.2
WRITING = ("Content-Type: application/json", "Content-Length: 10")


@pytest.fixture(scope="module")
def hasty(database_url: str, serving: Serve) -> Iterator[Service]:
    """Return a service that waits for nobody."""
    hasty = dict.fromkeys(("head_seconds", "body_seconds", "idle_seconds", "stall_seconds"), SHORT)
    with serving(database_url, **hasty) as service:
        yield service


@pytest.mark.parametrize("sent", [b"G", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: "], ids=ascii)
def test_half_a_head_is_refused(hasty: Service, sent: bytes) -> None:
    with conversing(hasty, sent) as client:
        assert str(SHORT) in client.problem(408, "request-timeout")["detail"]
        assert client.is_closed()


def test_half_a_head_after_an_answer_is_refused(hasty: Service) -> None:
    with conversing(hasty, head(hasty, "GET /healthz") + b"GET /he") as client:
        assert client.answer().status == 200
        client.problem(408, "request-timeout")


def test_half_a_body_is_refused_by_the_application(hasty: Service) -> None:
    asked = head(hasty, "POST /v1/topics", *WRITING, "X-Request-Id: slow", key="write")
    with conversing(hasty, asked + b'{"n') as client:
        problem = client.problem(408, "request-timeout")
        assert (problem["request_id"], problem["instance"]) == ("slow", "/v1/topics")
        assert client.is_closed()


def test_who_goes_on_slowly_is_refused_too(hasty: Service) -> None:
    asked = head(hasty, "POST /v1/topics", "Content-Type: application/json", "Content-Length: 100000", key="write")
    with conversing(hasty, asked) as client:
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


def test_a_large_body_has_the_time_that_it_needs(hasty: Service) -> None:
    body = b'{"name": "Slow"' + b" " * 49_984 + b"}"
    lines = ("Content-Type: application/json", f"Content-Length: {len(body)}")
    with conversing(hasty, head(hasty, "POST /v1/topics", *lines, key="write") + body[:20_000]) as client:
        for start in (20_000, 30_000, 40_000):
            time.sleep(SHORT * 0.7)
            client.send(body[start : start + 10_000])
        assert client.answer("POST").status == 201


@pytest.mark.parametrize("sent", [b"", b"\r\n"], ids=ascii)
def test_who_asks_nothing_is_left(hasty: Service, sent: bytes) -> None:
    with conversing(hasty, sent) as client:
        assert client.is_closed()


def test_who_asks_nothing_more_is_left(hasty: Service) -> None:
    with conversing(hasty, head(hasty, "GET /healthz")) as client:
        assert client.answer().status == 200
        assert client.is_closed()


def test_the_rest_of_a_refused_body_is_not_waited_for(hasty: Service) -> None:
    with conversing(hasty, head(hasty, "POST /v1/topics", *WRITING)) as client:
        client.problem(401, "unauthenticated")
        assert client.is_closed()


def test_who_does_not_read_is_left(hasty: Service) -> None:
    # More than the system holds for somebody.
    times = 20
    with conversing(hasty, head(hasty, "GET /openapi.json") * times) as client:
        time.sleep(4 * SHORT)
        received = 0
        with suppress(ConnectionResetError):
            while taken := client.socket.recv(1_000_000):
                received += len(taken)
    with hasty.client() as other:
        assert received < times * len(other.get("/openapi.json").content)


def test_who_reads_slowly_gets_everything(hasty: Service) -> None:
    times = 10
    with conversing(hasty, head(hasty, "GET /openapi.json") * times) as client:
        received = 0
        for _ in range(5):
            time.sleep(SHORT / 4)
            received += len(client.socket.recv(100_000))
        answers = [client.socket.recv(1_000_000)]
        while answers[-1]:
            answers.append(client.socket.recv(1_000_000))
    with hasty.client() as other:
        assert received + sum(map(len, answers)) > times * len(other.get("/openapi.json").content)
