"""A connection to a service, byte by byte."""

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

import httpx

from tests.contract import Answer
from tests.serving import PATIENCE, Service


class Conversation:
    """Sends bytes, and reads answers one after the other."""

    def __init__(self, connection: socket.socket, received: BinaryIO, service: Service) -> None:
        self.socket = connection
        self._received = received
        self._service = service

    def send(self, sent: bytes) -> None:
        """Send bytes, as many as are taken."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.socket.sendall(sent)

    def answer(self, method: str = "GET") -> Answer:
        """Return the next answer."""
        status = int(self._received.readline().split()[1])
        headers = httpx.Headers(http.client.parse_headers(self._received).items())
        has_body = method != "HEAD" and status not in {204, 304}
        body = self._received.read(int(headers["content-length"])) if has_body else b""
        return Answer(method, "", status, headers, body)

    def problem(self, status: int, slug: str) -> dict[str, Any]:
        """Return the next answer, which must be a problem of this status and type."""
        answer = self.answer()
        assert answer.status == status, answer
        self._service.contract.check_problem(answer)
        problem: dict[str, Any] = json.loads(answer.body)
        assert problem["type"] == f"/problems/{slug}", problem
        return problem

    def rest(self) -> bytes:
        """Return what comes until the server closes the connection."""
        received = b""
        with suppress(ConnectionResetError):
            while piece := self.socket.recv(1_000_000):
                received += piece
        return received

    def is_closed(self) -> bool:
        """Wait until the server has closed the connection, and return whether it did without another word."""
        try:
            return self._received.read(1) == b""
        except ConnectionResetError:
            return True


@contextmanager
def conversing(service: Service, sent: bytes = b"") -> Iterator[Conversation]:
    """Open a connection, and send something."""
    with (
        socket.create_connection((service.host, service.port), PATIENCE) as connection,
        connection.makefile("rb") as received,
    ):
        conversation = Conversation(connection, received, service)
        conversation.send(sent)
        yield conversation


def head(service: Service, request: str, *lines: str, key: str | None = None) -> bytes:
    """Return the head of a request, with the key of a scope."""
    credentials = [] if key is None else [f"Authorization: Bearer {service.keys[key]}"]
    return "\r\n".join([f"{request} HTTP/1.1", "Host: pacta.test", *credentials, *lines, "", ""]).encode()
