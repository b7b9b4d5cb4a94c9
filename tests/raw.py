"""Requests byte by byte, as no decent client sends them."""

import http.client
import socket
from collections.abc import Iterable
from contextlib import suppress

import httpx

from tests.contract import Answer
from tests.serving import PATIENCE, Service

Header = tuple[bytes, bytes]


def request(
    service: Service, method: str, target: bytes, headers: Iterable[Header] = (), body: bytes | None = None
) -> Answer:
    """Send a request with the writing key, and with Host and Content-Length unless they are among the headers."""
    given = list(headers)
    names = {name.lower() for name, _value in given}
    usual = [(b"Host", f"{service.host}:{service.port}".encode())]
    usual.append((b"Authorization", b"Bearer " + service.keys["write"].encode()))
    if body is not None:
        usual += [(b"Content-Type", b"application/json"), (b"Content-Length", str(len(body)).encode())]
    every = [header for header in usual if header[0].lower() not in names] + given
    lines = [method.encode() + b" " + target + b" HTTP/1.1", *(name + b": " + value for name, value in every)]
    path = target.partition(b"?")[0].decode("latin-1")
    return exchange(service, b"\r\n".join([*lines, b"", body or b""]), method, path)


def exchange(service: Service, sent: bytes, method: str = "GET", path: str = "") -> Answer:
    """Send bytes and return what is answered; AssertionError where nothing is. `path` holds it to the contract."""
    with socket.create_connection((service.host, service.port), PATIENCE) as connection:
        # It may be answered before all of it was sent.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(sent)
        response = http.client.HTTPResponse(connection, method=method)
        response.begin()
        headers = httpx.Headers(response.getheaders())
        answer = Answer(method, path, response.status, headers, response.read())
        response.close()
    if path:
        service.contract.check_answer(answer)
    return answer
