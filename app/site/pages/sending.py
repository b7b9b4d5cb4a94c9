"""Pages write through the API, in the same process: in the name of who is signed in, and refused as programs are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import Message, Scope

from app.access.callers import BEFORE, POSTPONING, Command, Postponed
from app.site.pages.asking import Parameters, api_scope, query_of
from app.strict_json import decode_kept, encode

REFUSED = 400
NO_PARAMETERS: Parameters = {}
NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Answer:
    """What the API answered to a write: the record or what became of it, or a problem (RFC 9457)."""

    status: int
    headers: Headers
    body: Any = field(default=None)

    @property
    def is_refusal(self) -> bool:
        """Return whether it is a problem."""
        return self.status >= REFUSED


async def send(
    request: Request,
    method: str,
    path: str,
    body: Any = None,
    *,
    parameters: Parameters = NO_PARAMETERS,
    headers: Mapping[str, str] = NO_HEADERS,
    before: Sequence[Command] = (),
) -> Answer:
    """Return what the API answers to a write in the name of who is signed in; a refusal is an answer, too.

    The commands `before` are carried out with it as one: all of them or none. They come from `postponed`.
    """
    scope = {**_scope(request, method, path, parameters, body, headers), BEFORE: before}
    return await _answer(request, scope, body)


async def postponed(
    request: Request, method: str, path: str, body: Any, parameters: Parameters = NO_PARAMETERS
) -> Command | Answer:
    """Return the command that a write would carry out, for `before` of another; or why the API refuses it at once."""
    scope = {**_scope(request, method, path, parameters, body, NO_HEADERS), POSTPONING: True}
    try:
        return await _answer(request, scope, body)
    except Postponed as kept:
        return kept.command


async def _answer(request: Request, scope: Scope, body: Any) -> Answer:
    sent = body if isinstance(body, bytes) else b"" if body is None else encode(body)
    waiting: list[Message] = [{"type": "http.request", "body": sent, "more_body": False}]
    status, headers, received = 0, Headers(), bytearray()

    async def receive() -> Message:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def take(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], Headers(raw=list(message["headers"]))
        received.extend(message.get("body", b""))

    await request.app.router(scope, receive, take)
    is_json = "json" in headers.get("content-type", "")
    return Answer(status, headers, decode_kept(bytes(received)) if received and is_json else bytes(received) or None)


def _scope(
    request: Request, method: str, path: str, parameters: Parameters, body: Any, headers: Mapping[str, str]
) -> Scope:
    given = {} if body is None else {"content-type": "application/json"}
    given |= {name.lower(): value for name, value in headers.items()}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in given.items()]
    scope = api_scope(request, path, query_of(parameters).encode())
    # With handlers, a refusal of the API is an answer: it belongs into the form.
    handlers = request.scope.get("starlette.exception_handlers", ({}, {}))
    return {
        **scope,
        "method": method,
        "headers": [*scope["headers"], *raw],
        "starlette.exception_handlers": handlers,
    }
