"""Reading by pages of other origins, in browsers (the Fetch standard's CORS): what an operator may allow.

Without credentials: a page gets what anybody gets. Writing needs a key, which no page of another origin may send.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override

from app.errors import OriginNotAllowed
from app.http.problems import problem_response

READING = ("GET", "HEAD")
SENT = ("If-None-Match", "X-Request-Id")
READABLE = (
    "Content-Disposition", "ETag", "Idempotency-Replayed", "Link", "Location", "Pacta-Ledger-Hash",
    "Pacta-Ledger-Number", "Pacta-Ledger-Time", "Retry-After", "X-Request-Id",
)  # fmt: skip
DAY = 86_400
"""Seconds for which a browser need not ask again."""


class CrossOriginReading(CORSMiddleware):
    """Says to browsers which pages may read, and answers what they ask before."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        """Wrap the application; `origins` as browsers send them, or `*`."""
        super().__init__(
            app, allow_origins=origins, allow_methods=READING, allow_headers=SENT, expose_headers=READABLE, max_age=DAY
        )

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] in READING:
            await self.simple_response(scope, receive, send, request_headers=headers)
        elif scope["method"] == "OPTIONS" and {"origin", "access-control-request-method"} <= {*headers}:
            await self._answer_to_preflight(headers, scope["path"])(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _answer_to_preflight(self, headers: Headers, path: str) -> Response:
        answer = self.preflight_response(headers)
        if answer.status_code != 200:  # noqa: PLR2004 - what Starlette answers where all is well
            detail = f"Pages of the origins that are set may {' and '.join(READING)}, and send {' and '.join(SENT)}."
            return problem_response(OriginNotAllowed(detail, headers={"Vary": answer.headers["vary"]}), path)
        for name in ("content-length", "content-type"):
            del answer.headers[name]
        return Response(status_code=204, headers=answer.headers)
