"""One request and its answer, between uvicorn and the application."""

import asyncio
import sys
from collections.abc import Coroutine, Mapping
from typing import Any

from typing_extensions import override
from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from app.errors import InternalError, PactaError
from app.http.problems import problem_response


class RequestCycle(RequestResponseCycle):
    """A request and its answer. What goes wrong while its body comes is raised in whoever reads it."""

    fields: Mapping[bytes, bytes]
    """The headers by their names."""

    body_begun: float = 0.0
    """Since when the body is waited for, in the loop's time."""

    body_due: float | None = None
    """Until when."""

    received: int = 0
    """Bytes of the body that came."""

    _refusal: PactaError | None = None

    def fail(self, refusal: PactaError) -> None:
        """Refuse what has not come of the body, and end the connection after the answer."""
        self._refusal = refusal
        self.keep_alive = False
        self.message_event.set()

    @override
    async def receive(self) -> ASGIReceiveEvent:
        event = await super().receive()
        if self._refusal is not None and not self.response_started:
            raise self._refusal
        return event

    @override
    def send(self, message: ASGISendEvent) -> Coroutine[Any, Any, None]:
        if self.more_body and not self._has_short_body():
            self.keep_alive = False
        return super().send(message)

    def _has_short_body(self) -> bool:
        """Return whether the body is so short that its rest may as well be read, whatever the answer.

        Who asks first whether to send it may leave it out, and the next request would be taken for it.
        """
        length = int(self.fields.get(b"content-length", HIGH_WATER_LIMIT + 1))
        return length <= HIGH_WATER_LIMIT and b"expect" not in self.fields

    @override
    async def send_500_response(self) -> None:
        if isinstance(sys.exc_info()[1], asyncio.CancelledError):
            # The time for stopping is over. Nobody knows what became of the request, and so nothing is said of it.
            self.transport.abort()
            return
        response = problem_response(InternalError(InternalError.remedy), self.scope["path"])
        response.headers["connection"] = "close"
        start: Any = {"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers}
        await self.send(start)
        await self.send({"type": "http.response.body", "body": bytes(response.body), "more_body": False})
