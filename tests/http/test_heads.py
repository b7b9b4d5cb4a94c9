"""Heads of requests: how large they may be, and what must be right in them before anything else is looked at."""

import json

import pytest

from app.http.server.limits import MAX_HEAD, MAX_TARGET
from tests.api.conftest import on_one_database
from tests.http.conversation import conversing, head
from tests.serving import Service

pytestmark = on_one_database
HEALTH = "GET /healthz"
CHUNKED = ("Content-Type: application/json", "Transfer-Encoding: chunked")
PIECE = b"x" * 16_384


def endless(service: Service, beginning: bytes, slug: str, status: int) -> None:
    """Send a head without an end, until it is refused."""
    with conversing(service, beginning) as client:
        for _ in range(MAX_HEAD // len(PIECE) + 2):
            client.send(PIECE)
        client.problem(status, slug)
        assert client.is_closed()


@pytest.mark.parametrize("beginning", [b"", b"X: ", b"X"], ids=["after it", "a value", "a name"])
def test_a_head_without_an_end_is_refused(service: Service, beginning: bytes) -> None:
    whole = head(service, HEALTH)[:-2]
    if not beginning:
        beginning = b"".join(b"X-%d: y\r\n" % number for number in range(6_000))
    endless(service, whole + beginning, "header-fields-too-large", 431)


def test_a_head_byte_by_byte_is_counted_too(service: Service) -> None:
    with conversing(service, head(service, HEALTH)[:-2]) as client:
        for _ in range(MAX_HEAD // 1_000 + 1):
            client.send(b"X: " + b"y" * 995 + b"\r\n")
        client.problem(431, "header-fields-too-large")


def of_size(service: Service, size: int) -> bytes:
    """Return a head of so many bytes."""
    return head(service, HEALTH, "X: " + "y" * (size - len(head(service, HEALTH, "X: "))))


@pytest.mark.parametrize("size", [MAX_HEAD + 1, 66_000, 81_800])
def test_a_head_has_64_kibibytes_at_most(service: Service, size: int) -> None:
    with conversing(service, of_size(service, MAX_HEAD)) as client:
        assert client.answer().status == 200
    with conversing(service, of_size(service, size)) as client:
        client.problem(431, "header-fields-too-large")
        assert client.is_closed()
    before = of_size(service, 9_000)
    with conversing(service, before + of_size(service, MAX_HEAD)) as client:
        assert [client.answer().status, client.answer().status] == [200, 200]
    with conversing(service, before + of_size(service, size)) as client:
        # Whether the one before is answered depends on when the rest comes.
        assert client.rest().count(b"HTTP/1.1 200") <= 1


@pytest.mark.parametrize(("size", "slug"), [(MAX_HEAD, None), (70_000, "header-fields-too-large")])
def test_trailers_have_64_kibibytes_at_most(service: Service, size: int, slug: str | None) -> None:
    chunked = head(service, "POST /v1/topics", *CHUNKED, key="write")
    trailer = b"X: " + b"y" * (size - len(b"X: \r\n")) + b"\r\n"
    with conversing(service, chunked + b"2\r\n{}\r\n0\r\n" + trailer + b"\r\n") as client:
        client.problem(*((422, "invalid-content") if slug is None else (431, slug)))


def test_many_heads_at_once_are_not_one(service: Service) -> None:
    one = head(service, HEALTH, "X: " + "y" * 5_000)
    with conversing(service, one * 40) as client:
        assert {client.answer().status for _ in range(40)} == {200}


def test_what_follows_a_body_is_counted(service: Service) -> None:
    chunked = head(
        service, "POST /v1/topics", "Content-Type: application/json", "Transfer-Encoding: chunked", key="write"
    )
    endless(service, chunked + b"2\r\n{}\r\n0\r\nX: ", "header-fields-too-large", 431)


def test_what_follows_a_body_is_no_header(service: Service) -> None:
    chunked = head(service, "POST /v1/topics", *CHUNKED)
    late = b"2\r\n{}\r\n0\r\nAuthorization: Bearer " + service.keys["write"].encode() + b"\r\n\r\n"
    with conversing(service, chunked + late) as client:
        client.problem(401, "unauthenticated")


def test_a_long_address_is_refused(service: Service) -> None:
    endless(service, b"GET /v1/topics?id=", "uri-too-long", 414)
    with conversing(service, head(service, "GET /" + "x" * MAX_TARGET)) as client:
        client.problem(414, "uri-too-long")
    with conversing(service, head(service, "GET /" + "x" * (MAX_TARGET - 1))) as client:
        client.problem(404, "not-found")


HOSTS = {
    "none": [], "two": ["a.test", "b.test"], "twice": ["a.test", "a.test"], "a list": ["a.test, b.test"],
    "a path": ["a.test/x"], "a name and a key": ["me@a.test"], "a space": ["a b"], "a port": ["a.test:x"],
    "an open bracket": ["[::1"], "a question": ["a?b"],
}  # fmt: skip


@pytest.mark.parametrize("hosts", HOSTS.values(), ids=HOSTS.keys())
def test_a_request_has_one_host(service: Service, hosts: list[str]) -> None:
    lines = "".join(f"Host: {host}\r\n" for host in hosts)
    with conversing(service, f"GET /healthz HTTP/1.1\r\nX-Request-Id: asked\r\n{lines}\r\n".encode()) as client:
        problem = client.problem(400, "bad-request")
    assert (problem["errors"][0]["header"], problem["request_id"], problem["instance"]) == ("Host", "asked", "/healthz")


@pytest.mark.parametrize("host", ["", "a.test", "a.test:8000", "127.0.0.1:1", "[::1]:80", "xn--bcher-kva.test", "a_b"])
def test_hosts_that_are_taken(service: Service, host: str) -> None:
    with conversing(service, f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()) as client:
        assert client.answer().status == 200


def test_lines_of_one_header_are_one_list(service: Service) -> None:
    with conversing(service, head(service, "GET /v1/topics")) as client:
        held = client.answer().headers["etag"]
        for lines in (
            [f"If-None-Match: {held}", 'If-None-Match: "x"'],
            ['If-None-Match: "x"', f"If-None-Match: {held}"],
        ):
            client.send(head(service, "GET /v1/topics", *lines))
            assert client.answer().status == 304, lines
        client.send(head(service, "GET /v1/topics", "Accept: text/html", "Accept: application/json"))
        assert client.answer().status == 200


def test_another_protocol_is_passed_over(service: Service) -> None:
    asked = head(service, HEALTH, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAA")
    with conversing(service, asked + head(service, "GET /v1/topics")) as client:
        assert client.answer().status == 200
        assert json.loads(client.answer().body)["items"] == []


def test_a_refusal_waits_for_the_answer_before_it(service: Service) -> None:
    with conversing(service, head(service, "GET /v1/topics") + b"no HTTP\r\n\r\n") as client:
        assert json.loads(client.answer().body)["items"] == []
        assert client.is_closed()
