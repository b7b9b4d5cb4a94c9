"""Reading by pages of other origins, in browsers (the Fetch standard's CORS): what operators and specifications allow.

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
ASKING = (*READING, "POST")
"""What reads at addresses that take questions as forms."""

SENT = ("If-None-Match", "X-Request-Id")
READABLE = (
    "Content-Disposition", "ETag", "Idempotency-Replayed", "Link", "Location", "Pacta-Ledger-Hash",
    "Pacta-Ledger-Number", "Pacta-Ledger-Time", "Retry-After", "X-Request-Id",
)  # fmt: skip
DAY = 86_400
"""Seconds for which a browser need not ask again."""


class CrossOriginReading(CORSMiddleware):
    """Says to browsers which pages may read, and answers what they ask before: at some addresses, or at all others."""

    def __init__(
        self,
        app: ASGIApp,
        origins: Sequence[str],
        *,
        methods: Sequence[str] = READING,
        sent: Sequence[str] = SENT,
        within: str = "/",
        without: str | None = None,
    ) -> None:
        """Wrap the application; `origins` as browsers send them, or `*`, for addresses that begin `within`."""
        super().__init__(
            app, allow_origins=origins, allow_methods=methods, allow_headers=sent, expose_headers=READABLE, max_age=DAY
        )
        self._methods, self._sent = methods, sent
        self._within, self._without = within, without

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._answers(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] in self._methods:
            await self.simple_response(scope, receive, send, request_headers=headers)
        elif scope["method"] == "OPTIONS" and {"origin", "access-control-request-method"} <= {*headers}:
            await self._answer_to_preflight(headers, scope["path"])(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _answers(self, path: str) -> bool:
        return path.startswith(self._within) and not (self._without and path.startswith(self._without))

    def _answer_to_preflight(self, headers: Headers, path: str) -> Response:
        answer = self.preflight_response(headers)
        if answer.status_code != 200:  # noqa: PLR2004 - what Starlette answers where all is well
            allowed = f"{' and '.join(self._methods)}, and send {' and '.join(self._sent)}"
            detail = f"Pages of the origins that are set may {allowed}."
            return problem_response(OriginNotAllowed(detail, headers={"Vary": answer.headers["vary"]}), path)
        for name in ("content-length", "content-type"):
            del answer.headers[name]
        return Response(status_code=204, headers=answer.headers)
