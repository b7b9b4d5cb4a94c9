"""Headers and requests that break parsers: always a refusal as documented, never a 500."""

import json
import socket

import pytest

from tests.api.everywhere import Everywhere, problem_of
from tests.contract import PROBLEM
from tests.raw import exchange, request
from tests.serving import Service

OF_IF_MATCH = {
    b"\xff\xfe": 422, b'"\xff\xfe"': 412, "é".encode(): 422, b'"99999999999999999999-0123456789abcdef"': 412,
    b'"2147483648-0123456789abcdef"': 412, b'"-1-0123456789abcdef"': 412, b'"1-0123456789ABCDEF"': 412, b'"1-"': 412,
    b'"1"': 412, b'"0"': 412, b"*, *": 422, b'*, "1-0123456789abcdef"': 422, b'"1-0123456789abcdef': 422,
    b"'1-0123456789abcdef'": 422, b"W/": 422, b'w/"1-0123456789abcdef"': 422, b'"a""b"': 422, b"\x00": 400,
    b'"\x00"': 400, b"ECHOED" * 334: 422, b"x" * 60_000: 422, b'"a", ' * 300 + b'"a"': 412, b"null": 422,
    b"ECHOED": 422,
}  # fmt: skip


@pytest.mark.parametrize(("tag", "status"), OF_IF_MATCH.items(), ids=lambda value: ascii(value)[:24])
def test_if_match(everywhere: Everywhere, tag: bytes, status: int) -> None:
    before = everywhere.heads()
    for method, target, body in (
        ("PUT", "/v1/sources/report-a", b'{"kind": "other", "title": "x"}'),
        ("PATCH", "/v1/sources/report-a", b'{"title": "x"}'),
        ("DELETE", "/v1/sources/report-a", None),
        ("POST", "/v1/sources/report-a/citations", b'{"source": "report-b"}'),
        ("POST", "/v1/pledges/the-pledge/status-changes", b'{"status": "not_assessable", "reason": "x"}'),
    ):
        assert _status(everywhere, method, target, b"If-Match", tag, body) == status
    assert everywhere.heads() == before


def _status(everywhere: Everywhere, method: str, target: str, name: bytes, value: bytes, body: bytes | None) -> int:
    """Return the status that all databases answer; 400 comes from the server itself, with an id of its own."""
    return everywhere.request(method, target, [(name, value)], body).status


@pytest.mark.parametrize("tag", OF_IF_MATCH, ids=lambda value: ascii(value)[:24])
def test_if_none_match(everywhere: Everywhere, tag: bytes) -> None:
    for target in (
        "/v1/sources",
        "/v1/sources/report-a",
        "/v1/sources/report-a/revisions",
        "/v1/sources/report-a/citations",
    ):
        assert _status(everywhere, "GET", target, b"If-None-Match", tag, None) in {200, 400, 422}
    body = b'{"kind": "other", "title": "x"}'
    assert _status(everywhere, "PUT", "/v1/sources/none-matches", b"If-None-Match", tag, body) in {400, 422}


ODD = [
    b"\xff\xfe", "ключ".encode(), b"\x01", b"\x00", b"a\tb", b"", b" ", b",", b";;;", b"x" * 60_000, b'"', b"%00",
    b"{}", b"ECHOED" * 50,
]  # fmt: skip
HEADERS = [
    b"Authorization", b"Idempotency-Key", b"X-Request-Id", b"Accept", b"Content-Type", b"Prefer", b"Cookie", b"Range",
    b"Forwarded", b"X-Forwarded-Proto", b"Origin", b"Accept-Encoding", b"Content-Encoding", b"X-HTTP-Method-Override",
    b"Accept-Language", b"If-Modified-Since",
]  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value)[:24])
@pytest.mark.parametrize("name", HEADERS, ids=bytes.decode)
def test_odd_values(everywhere: Everywhere, name: bytes, value: bytes) -> None:
    for method, target, body in (
        ("GET", "/v1/sources/report-a", None),
        ("POST", "/v1/sources/report-a/citations", b'{"source": "report-b", "act": "ECHOED"}'),
    ):
        answer = everywhere.request(method, target, [(name, value)], body)
        assert answer.status in {200, 400, 401, 406, 415, 422}, answer
        assert answer.status != 200 or method == "GET"


@pytest.mark.parametrize("value", [
    b"Bearer \xff\xfe", "Bearer ключ".encode(), b"Bearer \xed\xa0\x80", b"Bearer " + b"x" * 60_000, b"bearer\tx",
    b"Bearer " + b"A" * 47,
], ids=lambda value: ascii(value)[:24])  # fmt: skip
def test_odd_keys(everywhere: Everywhere, value: bytes) -> None:
    for method, target in (("GET", "/v1/sources"), ("DELETE", "/v1/sources/report-a"), ("GET", "/v1/sources/%00")):
        answer = everywhere.request(method, target, [(b"Authorization", value)])
        problem_of(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"] == 'Bearer realm="pacta"'


def test_the_same_header_twice(everywhere: Everywhere) -> None:
    key = everywhere.services[0].keys["write"].encode()
    body = b'{"source": "no-such-source"}'
    for twice, statuses in (
        ([(b"Authorization", b"Bearer x"), (b"Authorization", b"Bearer " + key)], {401}),
        ([(b"Content-Type", b"text/plain"), (b"Content-Type", b"application/json")], {415, 422}),
        ([(b"If-Match", b"*"), (b"If-Match", b'"9-0123456789abcdef"')], {412, 422}),
        ([(b"Idempotency-Key", b"a"), (b"Idempotency-Key", b"b")], {422}),
        ([(b"X-Request-Id", b"a"), (b"X-Request-Id", b"b")], {422}),
        ([(b"Accept", b"text/html"), (b"Accept", b"application/json")], {406, 422}),
    ):
        answer = everywhere.request("POST", "/v1/sources/report-a/citations", twice, body)
        assert answer.status in statuses, (twice, answer)


@pytest.mark.parametrize("host", [
    b"", b"a?b", b"a#b", b"a/b", b"[::1", b"user@example.org", b"\xff", b"a b", b"example.org:99999", b"x" * 60_000,
    b"evil/v1/sources?", b"a?x=1#",
], ids=lambda value: ascii(value)[:20])  # fmt: skip
def test_the_host_changes_nothing(everywhere: Everywhere, host: bytes) -> None:
    # A host that is no host could once make a request look as if it had another path, or no query.
    own = [(b"Host", host)]
    assert everywhere.request("GET", "/v1/sources?limit=1", own).status in {200, 400}
    assert everywhere.request("GET", "/v1/sources?unknown=1", own).status in {400, 422}
    nobody = [*own, (b"Authorization", b"Bearer x")]
    assert everywhere.request("DELETE", "/v1/sources/report-a", nobody).status in {400, 401}
    answer = everywhere.request("GET", "/v1/sources/nothing-here", own)
    assert answer.status == 400 or json.loads(answer.body)["instance"] == "/v1/sources/nothing-here"


@pytest.mark.parametrize(
    "content_type",
    [
        b"application/json; charset=utf-16",
        b"application/json; charset=latin-1",
        b"application/json; charset=\xff",
        b"application/json;",
        b"application/json; charset",
    ],
    ids=ascii,
)  # fmt: skip
def test_bodies_are_utf_8_whatever_they_say(everywhere: Everywhere, content_type: bytes) -> None:
    header = [(b"Content-Type", content_type)]
    body = '{"source": "report-a", "act": "é"}'
    for encoded in (body.encode("latin-1"), body.encode("utf-16")):
        answer = everywhere.request("POST", "/v1/sources/report-a/citations", header, encoded)
        problem_of(answer, 400, "malformed-json")
    problem_of(
        everywhere.request("POST", "/v1/sources/report-a/citations", header, body.encode()), 422, "invalid-content"
    )


def _post(service: Service, *lines: bytes, body: bytes = b"") -> bytes:
    key = b"Authorization: Bearer " + service.keys["write"].encode()
    head = [b"POST /v1/sources HTTP/1.1", b"Host: x", key, b"Content-Type: application/json", *lines]
    return b"\r\n".join([*head, b"", body])


JSON = b'{"kind": "ECHOED"}'
FRAMINGS = {
    "negative length": ([b"Content-Length: -1"], JSON),
    "no number": ([b"Content-Length: ECHOED"], JSON),
    "huge length": ([b"Content-Length: " + b"9" * 30], JSON),
    "two lengths": ([b"Content-Length: 18", b"Content-Length: 19"], JSON),
    "length and chunks": ([b"Content-Length: 18", b"Transfer-Encoding: chunked"], b"12\r\n" + JSON + b"\r\n0\r\n\r\n"),
    "bad chunk": ([b"Transfer-Encoding: chunked"], b"zz\r\n" + JSON),
    "huge chunk": ([b"Transfer-Encoding: chunked"], b"f" * 40 + b"\r\n" + JSON),
    "unknown coding": ([b"Transfer-Encoding: ECHOED"], JSON),
    "no name": ([b": ECHOED", b"Content-Length: 18"], JSON),
    "a space in a name": ([b"Con tent: ECHOED", b"Content-Length: 18"], JSON),
    "a folded line": ([b"X-A: b", b" ECHOED", b"Content-Length: 18"], JSON),
    "a bare line feed": ([b"X-A: b\nX-B: ECHOED", b"Content-Length: 18"], JSON),
    "NUL in a name": ([b"X\x00A: b", b"Content-Length: 18"], JSON),
    "declared too large": ([b"Content-Length: 1048577"], JSON),
    "declared too large, in chunks": (
        [b"Transfer-Encoding: chunked"],
        b"100001\r\n" + b"x" * 1_048_577 + b"\r\n0\r\n\r\n",
    ),
}


@pytest.mark.parametrize(("lines", "body"), FRAMINGS.values(), ids=FRAMINGS.keys())
def test_framings(everywhere: Everywhere, lines: list[bytes], body: bytes) -> None:
    for service in everywhere.services:
        answer = exchange(service, _post(service, *lines, body=body))
        assert answer.status in {400, 413, 422}, answer
        assert answer.media_type == PROBLEM
        problem = json.loads(answer.body)
        assert (problem["status"], problem["request_id"]) == (answer.status, answer.headers["x-request-id"])
        assert b"ECHOED" not in answer.body


NOT_HTTP = [
    b"\r\n\r\nECHOED\r\n\r\n", b"GET\r\n\r\n", b"GET /v1/sources HTTP/9.9\r\n\r\n",
    b"ECHOED /v1/sources HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x00" * 20,
    b"GET /v1/so urces HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost x\r\n\r\n", b"\xff\xfe\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("sent", NOT_HTTP, ids=lambda value: ascii(value)[:24])
def test_what_is_no_http(everywhere: Everywhere, sent: bytes) -> None:
    for service in everywhere.services:
        answer = exchange(service, sent)
        assert (answer.status, answer.media_type) == (400, PROBLEM)
        service.contract.check_problem(answer)
        assert b"ECHOED" not in answer.body


def test_old_http_is_answered(everywhere: Everywhere) -> None:
    for service in everywhere.services:
        answer = exchange(service, b"GET /v1/sources/report-a HTTP/1.0\r\n\r\n")
        assert (answer.status, json.loads(answer.body)["id"]) == (200, "report-a")


def test_who_asks_first_is_told_to_go_on(everywhere: Everywhere) -> None:
    body = b'{"source": "report-b", "act": "ECHOED"}'
    for service in everywhere.services:
        head = _post(service, b"Expect: 100-continue", b"Content-Length: %d" % len(body)).replace(
            b"/v1/sources ", b"/v1/sources/report-a/citations "
        )
        with socket.create_connection((service.host, service.port), 5) as connection:
            connection.sendall(head)
            assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
            connection.sendall(body)
            assert connection.recv(1000).startswith(b"HTTP/1.1 422 ")


def test_requests_in_a_row_on_one_connection(everywhere: Everywhere) -> None:
    for service in everywhere.services:
        ask = b"GET /v1/sources/report-a HTTP/1.1\r\nHost: x\r\n"
        with socket.create_connection((service.host, service.port), 5) as connection:
            connection.sendall((ask + b"\r\n") * 3 + ask + b"Connection: close\r\n\r\n")
            received = b"".join(iter(lambda: connection.recv(65_536), b""))
        assert received.count(b"HTTP/1.1 200 OK") == 4


def test_the_service_lives_on(everywhere: Everywhere) -> None:
    for service in everywhere.services:
        assert request(service, "GET", b"/v1/sources/report-a").status == 200
