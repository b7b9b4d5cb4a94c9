"""Requests that are refused before their bodies were read: who sends on hears why, and no reset."""

import json

import pytest

from app.http.server.limits import MAX_DROPPED
from tests.api.conftest import on_one_database
from tests.http.conversation import conversing, head
from tests.serving import Service

pytestmark = on_one_database
POST = ("POST /v1/topics", "Content-Type: application/json")
MEGABYTE = b" " * 1_048_576


@pytest.mark.parametrize("framing", ["Content-Length: 20971520", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize(
    ("key", "status", "slug"), [("write", 413, "content-too-large"), (None, 401, "unauthenticated")]
)
def test_who_sends_twenty_megabytes_hears_why_not(
    service: Service, framing: str, key: str | None, status: int, slug: str
) -> None:
    chunk = b"100000\r\n" + MEGABYTE + b"\r\n" if "chunked" in framing else MEGABYTE
    with conversing(service, head(service, *POST, framing, key=key)) as client:
        for _ in range(20):
            # Unlike `send`, it fails where the connection was reset.
            client.socket.sendall(chunk)
        client.problem(status, slug)
        assert client.is_closed()


def test_who_never_stops_is_left(service: Service) -> None:
    content = MEGABYTE * (2 * MAX_DROPPED // len(MEGABYTE))
    asked = head(service, *POST, "Content-Length: 1000000000")
    with conversing(service, asked) as client, pytest.raises((BrokenPipeError, ConnectionResetError)):
        client.socket.sendall(content)


def test_a_short_body_costs_no_connection(service: Service) -> None:
    body = b'{"name": "A"}'
    with conversing(service, head(service, *POST, f"Content-Length: {len(body)}")) as client:
        client.problem(401, "unauthenticated")
        client.send(body + head(service, "GET /v1/topics"))
        assert json.loads(client.answer().body)["items"] == []


def test_who_asks_before_sending_is_refused_without_it(service: Service) -> None:
    for key, length, status, slug in (
        ("write", 2_000_000, 413, "content-too-large"),
        (None, 13, 401, "unauthenticated"),
    ):
        asked = head(service, *POST, f"Content-Length: {length}", "Expect: 100-continue", key=key)
        with conversing(service, asked) as client:
            client.problem(status, slug)
            assert client.is_closed()
