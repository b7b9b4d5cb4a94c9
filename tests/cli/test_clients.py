"""`pacta serve` and clients that are slow, idle or wrong: what they hear, what is logged, what others notice."""

import json
import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from tests.cli.commanding import GIVEN, Serving, await_request, may_write, serving
from tests.serving import PATIENCE

HOSTLESS = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"


def test_half_a_request_is_refused_before_the_end(folder: Path) -> None:
    head = (
        f"PUT /v1/topics/of-my-own HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GIVEN}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    ).encode()
    with serving(folder, PACTA_SEED="0", PACTA_BOOTSTRAP_KEY=GIVEN) as service:
        with service.await_start() as client:
            address = client.base_url.host, client.base_url.port or 0
        with (
            socket.create_connection(address, timeout=PATIENCE) as whole_head,
            socket.create_connection(address, timeout=PATIENCE) as half_a_head,
            socket.create_connection(address, timeout=PATIENCE) as nothing,
        ):
            whole_head.sendall(head + b"{")
            half_a_head.sendall(head[:50])
            await_request(service, httpx.URL(f"http://{address[0]}:{address[1]}"))
            service.send(signal.SIGTERM)
            refusal = b"".join(iter(lambda: whole_head.recv(65536), b""))
            assert half_a_head.recv(1) == nothing.recv(1) == b""
        assert service.await_end() == 0
    assert refusal.startswith(b"HTTP/1.1 503 ")
    assert json.loads(refusal.partition(b"\r\n\r\n")[2])["type"] == "/problems/unavailable"


def test_idle_connections_lock_nobody_out(folder: Path) -> None:
    with serving(folder, files=256, PACTA_SEED="0", PACTA_BOOTSTRAP_KEY=GIVEN) as service, ExitStack() as stack:
        client = stack.enter_context(service.await_start())
        address = client.base_url.host, client.base_url.port or 0
        for _ in range(300):
            stack.enter_context(socket.create_connection(address, timeout=PATIENCE))
        for _ in range(5):
            with httpx.Client(base_url=client.base_url, trust_env=False, verify=False, timeout=PATIENCE) as other:  # noqa: S501 - no TLS
                assert other.get("/v1/topics", params={"count": "exact"}).status_code == 200
                assert may_write(other, GIVEN)
        assert service.stop() == 0
        assert service.event("connections full") is not None


def test_every_line_of_the_log_is_json(folder: Path) -> None:
    with serving(folder, PACTA_SEED="0", PACTA_BOOTSTRAP_KEY=GIVEN, PACTA_HEAD_SECONDS="0.1") as service:
        with service.await_start() as client:
            address = client.base_url.host, client.base_url.port or 0
        statuses = []
        for sent in (b"no HTTP\r\n\r\n", b"GET / HTTP", HOSTLESS, b"GET /?" + b"x" * 20_000):
            with socket.create_connection(address, timeout=PATIENCE) as connection:
                connection.sendall(sent)
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            problem = json.loads(answer.partition(b"\r\n\r\n")[2])
            statuses.append(problem["status"])
            assert [event["status"] for event in logged(service, problem["request_id"])] == [problem["status"]]
        assert statuses == [400, 408, 400, 414]
        assert service.stop() == 0
        assert all(line.startswith("{") for line in service.output.read_text().splitlines())


def logged(service: Serving, request: str) -> list[dict[str, Any]]:
    """Return what the log says of a request, once it does: it may have been answered a moment before."""
    end = time.monotonic() + PATIENCE
    while not (found := [event for event in service.events if event.get("request_id") == request]):
        assert time.monotonic() < end, service.output.read_text()
        time.sleep(0.01)
    return found
