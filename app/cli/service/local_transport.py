"""The application in this process, as a transport of httpx: the API without a server."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from fastapi import FastAPI
from typing_extensions import override

from app.access.callers import CALLER, Caller

OPERATOR = Caller(key_id="command-line", label="command line", scopes=frozenset({"admin"}))
"""Who can read the database's file needs no key. The ledger shows the label as the actor."""

PIECES = 4
"""Pieces of an answer that wait for their reader, at most."""

Message = dict[str, Any]


class _Exchange:
    """A request that the application answers, piece by piece."""

    def __init__(self, portal: BlockingPortal, app: FastAPI, scope: Message, body: bytes) -> None:
        self._portal, self._app, self._scope = portal, app, scope
        self._body: bytes | None = body
        self._send: MemoryObjectSendStream[Message]
        self._received: MemoryObjectReceiveStream[Message]
        self._send, self._received = anyio.create_memory_object_stream(PIECES)
        self._left = anyio.Event()
        self._ended = portal.start_task_soon(self._answer)

    async def _answer(self) -> None:
        async with self._send:
            await self._app(self._scope, self._receive, self._put)

    async def _receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _put(self, message: Any) -> None:
        try:
            await self._send.send(message)
        except anyio.BrokenResourceError:
            # As a server says that nobody reads any longer.
            raise OSError("the reader has gone") from None

    def take(self) -> Message | None:
        """Return the next message of the application, None at the end."""
        try:
            return self._portal.call(self._received.receive)
        except anyio.EndOfStream:
            return None

    def close(self) -> None:
        """Leave what is not read yet."""
        self._portal.call(self._leave)

    async def _leave(self) -> None:
        self._left.set()
        await self._received.aclose()


class _Body(httpx.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, exchange: _Exchange) -> None:
        self._exchange = exchange

    @override
    def __iter__(self) -> Iterator[bytes]:
        while (message := self._exchange.take()) is not None:
            if piece := message.get("body", b""):
                yield piece
            if not message.get("more_body", False):
                return
        raise httpx.RemoteProtocolError("the answer broke off")

    @override
    def close(self) -> None:
        self._exchange.close()


class LocalTransport(httpx.BaseTransport):
    """Hands requests to an application that runs in a thread of this process, from the first one to `close`."""

    def __init__(self, app: FastAPI) -> None:
        """Start the application."""
        self._app = app
        with ExitStack() as stack:
            self._portal = stack.enter_context(start_blocking_portal())
            lifespan: Any = app.router.lifespan_context(app)
            self._state: Message = dict(stack.enter_context(self._portal.wrap_async_context_manager(lifespan)))
            self._stack = stack.pop_all()

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        exchange = _Exchange(self._portal, self._app, self._scope(request), request.read())
        begun = exchange.take()
        if begun is None:
            raise httpx.RemoteProtocolError("the application failed")
        return httpx.Response(begun["status"], headers=begun["headers"], stream=_Body(exchange))

    def _scope(self, request: httpx.Request) -> Message:
        headers = [(name.lower(), value) for name, value in request.headers.raw if name.lower() != b"authorization"]
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path.partition(b"?")[0],
            "root_path": "",
            "query_string": request.url.query,
            "headers": [*headers, (b"authorization", b"Bearer -")],
            "server": (request.url.host, None),
            "client": None,
            "state": self._state.copy(),
            CALLER: OPERATOR,
        }

    @override
    def close(self) -> None:
        self._stack.close()
