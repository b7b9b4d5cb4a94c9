"""What happens around every request: HEAD, the request id, the log line."""

import re
import time
import uuid
from collections.abc import Awaitable

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{1,128}$")
log = structlog.get_logger("pacta.request")


def new_request_id() -> str:
    """Return a fresh request id."""
    return uuid.uuid4().hex


def is_request_id(text: str) -> bool:
    """Return whether a client's request id may be used: it goes into logs and entries."""
    return REQUEST_ID.match(text) is not None


class HeadAsGet:
    """Answers HEAD as GET without the body (RFC 9110 section 9.3.2), wherever GET is answered."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on; drop the body of an answer to HEAD and keep its length."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return self.app(scope, receive, send)

        def bodiless(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            return send(message)

        return self.app({**scope, "method": "GET", "head": True}, receive, bodiless)


class RequestLog:
    """Writes one structured line a request."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request and log method, path, status and duration under its id."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        # What an exception becomes further out, unless an answer was begun.
        status = 500

        def watched(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            log.info(
                "request",
                method="HEAD" if scope.get("head") else scope["method"],
                path=scope["path"],
                status=status,
                milliseconds=round((time.perf_counter() - started) * 1000, 2),
            )
