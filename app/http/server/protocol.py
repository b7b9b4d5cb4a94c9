"""HTTP/1.1 as Pacta speaks it: uvicorn's protocol, with limits to what a client may take before it is known.

uvicorn bounds neither the head of a request nor the time that it, a body or the reading of an answer may take.
"""

import asyncio
from contextlib import suppress
from typing import Any, cast

import httptools
import uvicorn
from typing_extensions import override
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from app.errors import BadRequest, HeadTooLarge, PactaError, RequestTimeout, TargetTooLong, Unavailable
from app.http.problems import REFUSED
from app.http.server.connections import CREDIT_SECONDS
from app.http.server.head import describe_target, joined, refusal_of_host, size_of_lines
from app.http.server.limits import LAST_SECONDS, LINGER_SECONDS, MAX_DROPPED, MAX_HEAD, MAX_TARGET, Limits
from app.http.server.refusals import refusal_bytes
from app.http.server.request_cycle import RequestCycle
from app.http.server.timers import SLOWEST, Deadline, ReaderWatch
from app.http.server.transport import AnswerTransport

STOPPING, LIMITS = "stopping", "limits"
"""Where the application's lifespan leaves what is called when the service is asked to stop, and its limits."""

PIECE = 16_384
"""Bytes that are parsed before it is looked again at how many there were: a name or value costs its square."""


class ProblemProtocol(HttpToolsProtocol):
    """A connection: what its client owes it (a head, a body, a reader of the answer), and until when."""

    cycle: RequestCycle | None  # type: ignore[assignment] # uvicorn says that there is always one
    scope: Any
    """Of the request that began last. It is the last cycle's as long as no other has begun."""

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.limits: Limits = app_state[LIMITS]
        self.waiting_since = self.loop.time()
        self._bare: asyncio.Transport
        self._reader: ReaderWatch
        self._deadline = Deadline(self.loop, self._give_up)
        self._host = b""
        self._head_due: float | None = None
        self._fruitless = 0
        self._is_deaf = False
        self._dropped = 0
        self._refusal: PactaError | None = None

    # The connection

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        is_admitted = self.limits.connections.admit(cast("set[ProblemProtocol]", self.connections))
        super().connection_made(transport)
        self._bare = transport
        self._reader = ReaderWatch(transport, self.limits.stall_seconds, self.drop)
        self.transport = AnswerTransport(transport, self._finish)  # type: ignore[assignment] # what is used of one
        if is_admitted:
            self._wait(self.limits.idle_seconds)
        else:
            self._refuse(Unavailable("All connections are in use. Try again."))
            # There is no room for waiting until the client has heard it.
            self.connections.discard(self)
            self._bare.close()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline.end()
        self._reader.stop()
        super().connection_lost(exc)

    @override
    def shutdown(self) -> None:
        if stopping := self.app_state.get(STOPPING):
            stopping()
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            self._bare.close()
            return
        cycle.keep_alive = False
        if cycle.more_body:
            self._refusal = Unavailable("The service is stopping. Nothing was written. Try again.")
            cycle.body_due = min(cycle.body_due or float("inf"), self.loop.time() + LAST_SECONDS)
            self._deadline.set(cycle.body_due)

    def drop(self) -> None:
        """Close the connection at once, whoever waits for what."""
        self.connections.discard(self)
        self._bare.abort()

    @property
    def is_answering(self) -> bool:
        """Return whether the client has done its part: the request is read, and its answer not yet written."""
        cycle = self.cycle
        if cycle is None or cycle.response_complete or self._is_deaf:
            return False
        return not cycle.more_body and not self.flow.write_paused

    # Reading requests

    @override
    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            self._dropped += len(data)
            if self._dropped > MAX_DROPPED:
                self._bare.abort()
            return
        self._deadline.clear()
        rest: bytes | memoryview = data if len(data) <= PIECE else memoryview(data)
        try:
            while rest and not self._is_deaf:
                rest = rest[self._parse(rest[:PIECE]) :]
        except httptools.HttpParserError:
            self._refuse(self._refusal or BadRequest(BadRequest.remedy))
        if not self._is_deaf:
            self._await_client()

    def _parse(self, piece: bytes | memoryview) -> int:
        """Parse a piece of what the client sends; return how much of it was parsed."""
        self._fruitless += len(piece)
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade as upgrade:
            # Another protocol was proposed, and is passed over (RFC 9110 section 7.8): the next request follows.
            parsed: int = upgrade.args[0]
            if parsed:
                return parsed
            raise httptools.HttpParserError from None
        if self._fruitless > MAX_HEAD:
            self._refuse(_too_large())
        return len(piece)

    def _check_size(self, *line: bytes) -> None:
        """Refuse lines that are complete, but too large. Raises `HeadTooLarge`."""
        # Their bytes are counted to a piece before and behind, and one by one only where that does not settle it.
        if self._fruitless > MAX_HEAD - PIECE:
            beside = sum(map(len, line)) + len(b"  HTTP/1.1\r\n\r\n") if line else 0
            if size_of_lines(self.headers) + beside > MAX_HEAD:
                self._refusal = _too_large()
                raise self._refusal
        self._fruitless = 0

    @override
    def on_url(self, url: bytes) -> None:
        self.url += url
        if len(self.url) > MAX_TARGET:
            self._refusal = TargetTooLong(f"The address may have at most {MAX_TARGET} bytes.")
            raise self._refusal

    @override
    def on_headers_complete(self) -> None:
        self._check_size(self.parser.get_method(), self.url)
        self._head_due = None
        # The list is the scope's from now on: what comes after the body is no header of the request.
        headers, self.headers = self.headers, []
        scope, http_version = self.scope, self.parser.get_http_version()
        fields = dict(headers)
        if len(fields) < len(headers) or fields.get(b"host") != self._host:
            if refusal := refusal_of_host(headers, http_version):
                scope["state"][REFUSED] = refusal
            else:
                self._host = fields.get(b"host", b"")
            headers[:] = joined(headers)
        describe_target(scope, self.url, self.root_path)
        scope["method"] = self.parser.get_method().decode("ascii")
        scope["http_version"] = http_version
        before = self.cycle
        self.cycle = RequestCycle(
            scope=scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=self.expect_100_continue,
            keep_alive=http_version != "1.0" and self.parser.should_keep_alive(),
            on_response=self.on_response_complete,
        )
        self.cycle.fields = fields
        if before is None or before.response_complete:
            self._start_asgi_task(self.cycle, self.app)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((self.cycle, self.app))

    @override
    def on_body(self, body: bytes) -> None:
        self._fruitless = 0
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            return
        cycle.body += body
        cycle.received += len(body)
        if len(cycle.body) > HIGH_WATER_LIMIT:
            self.flow.pause_reading()
        cycle.message_event.set()

    @override
    def on_message_complete(self) -> None:
        self._check_size()
        if self.cycle is not None:
            self.cycle.more_body = False
            self.cycle.message_event.set()

    # Waiting for the client

    def _await_client(self) -> None:
        """Set a time for what the client is to send next, if anything."""
        cycle = self.cycle
        if cycle is not None and not cycle.more_body and not cycle.response_complete:
            return
        if cycle is not None and cycle.more_body:
            if cycle.body_due is None:
                self.waiting_since = cycle.body_begun = self.loop.time()
                cycle.body_due = cycle.body_begun + self.limits.body_seconds
            elif self._refusal is None:
                cycle.body_due = max(cycle.body_due, cycle.body_begun + cycle.received / SLOWEST)
            self._deadline.set(cycle.body_due)
        elif self.scope is not None and (cycle is None or cycle.scope is not self.scope):
            if self._head_due is None:
                self._head_due = self.loop.time() + self.limits.head_seconds
            self._deadline.set(self._head_due)
        else:
            self._wait(self.limits.idle_seconds)

    def _wait(self, seconds: float) -> None:
        self._deadline.set(self.loop.time() + seconds)

    def _give_up(self) -> None:
        """Stop waiting for what the client was to send."""
        cycle = self.cycle
        if self._is_deaf:
            self._bare.abort()
        elif cycle is not None and not cycle.response_complete:
            if cycle.more_body:
                detail = (
                    f"The body did not come within {self.limits.body_seconds:g} seconds, "
                    f"nor as fast as {SLOWEST} bytes a second."
                )
                cycle.fail(self._refusal or RequestTimeout(detail))
        elif self._head_due is not None:
            seconds = self.limits.head_seconds
            self._refuse(RequestTimeout(f"The head of the request did not come within {seconds:g} seconds."))
        else:
            self._bare.close()
            self._reader.start()

    # Answering

    @override
    def on_response_complete(self) -> None:
        self.waiting_since = self.loop.time() + CREDIT_SECONDS
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
        else:
            self._await_client()

    def _refuse(self, refusal: PactaError) -> None:
        """Refuse what cannot be read, and read nothing more."""
        cycle = self.cycle
        self._is_deaf = True
        if cycle is None or cycle.response_complete:
            line = STATUS_LINE[refusal.status]
            self.transport.write(refusal_bytes(refusal, line, self.server_state.default_headers))
            self.transport.close()
        elif cycle.more_body:
            cycle.fail(refusal)
        else:
            # The answer to what came before has to be sent first, and it is the last.
            cycle.keep_alive = False

    def _finish(self) -> None:
        """Close the connection when its client has taken what was written, and sends no more."""
        cycle = self.cycle
        if not self._is_deaf and (cycle is None or not cycle.more_body):
            self._bare.close()
            self._reader.start()
            return
        self._is_deaf = True
        self._wait(LINGER_SECONDS)
        self.flow.resume_reading()
        with suppress(OSError, RuntimeError):
            self._bare.write_eof()

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self.waiting_since = self.loop.time()
        self._reader.start()

    @override
    def resume_writing(self) -> None:
        super().resume_writing()
        self._reader.stop()


def _too_large() -> HeadTooLarge:
    return HeadTooLarge(f"The head of a request may have at most {MAX_HEAD} bytes.")
