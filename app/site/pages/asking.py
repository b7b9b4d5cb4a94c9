"""Pages ask the API, in the same process: what they show is what the API answers, by no second path to the data."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from typing_extensions import override

from app.strict_json import decode_kept

Parameters = Mapping[str, str | int | Iterable[str] | None]
"""Query parameters; those that are None are left out, several values of one are repeated."""

JSON = "application/json"
OF_THE_ROUTE = ("endpoint", "path_params", "route", "router", "starlette.exception_handlers")
"""What the page's own route has put into its scope. Without handlers, a refusal of the API refuses the page."""

KEPT = 2_000
"""Pairs of a parameter and a value that are kept quoted: a page has hundreds of addresses, of few of them."""


async def ask(request: Request, path: str, parameters: Parameters | None = None, accept: str = JSON) -> Any:
    """Return what the API answers to a GET in the name of whoever asks for the page. Raises what it refuses with.

    `accept` is another media type of JSON where one is wanted.
    """
    return decode_kept(await ask_bytes(request, path, parameters, accept))


async def ask_bytes(request: Request, path: str, parameters: Parameters | None, accept: str) -> bytes:
    """Return the body of what the API answers. Raises what it refuses with."""
    body = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        body.extend(message.get("body", b""))

    await request.app.router(api_scope(request, path, query_of(parameters or {}).encode(), accept), receive, send)
    return bytes(body)


def query_of(parameters: Parameters) -> str:
    """Return parameters as a query string."""
    pairs = []
    for name, value in parameters.items():
        if isinstance(value, str | int):
            pairs.append(_pair(name, value))
        elif value is not None:
            pairs += [_pair(name, one) for one in value]
    return "&".join(pairs)


@lru_cache(KEPT)
def _pair(name: str, value: str | int) -> str:
    return urlencode({name: value})


def api_scope(request: Request, path: str, query: bytes, accept: str = JSON) -> Scope:
    """Return the scope of a request to the API that comes with the key of a page's request, if it has one."""
    headers = [(b"accept", accept.encode("latin-1"))]
    if key := request.headers.get("authorization"):
        headers.append((b"authorization", key.encode("latin-1")))
    scope = {name: value for name, value in request.scope.items() if name not in OF_THE_ROUTE}
    root = request.scope.get("root_path", "")
    return {**scope, "method": "GET", "path": root + path, "raw_path": path.encode(), "query_string": query} | {
        "headers": headers
    }


class ApiResponse(Response):
    """The API's own answer at another address: for who accepts data at the address of a page."""

    def __init__(self, request: Request, path: str) -> None:
        """Take the request to the page, and the path of the API that it stands for."""
        super().__init__()
        scope = api_scope(request, path, request.scope["query_string"], request.headers.get("accept", ""))
        conditions = ("if-none-match", "if-match")
        scope["headers"] += [pair for pair in Headers(scope=request.scope).raw if pair[0].decode() in conditions]
        self._router, self._asked = request.app.router, scope

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handlers = {"starlette.exception_handlers": scope.get("starlette.exception_handlers", ({}, {}))}
        await self._router({**self._asked, **handlers}, receive, send)
