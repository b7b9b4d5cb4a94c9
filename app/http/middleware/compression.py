"""Answers compressed with gzip for who accepts it (RFC 9110 section 12.5.3).

Only answers that vary by `Accept-Encoding` are: they say so themselves, see `VARY` in app/http/responses.py. Refusals
do not, nor would an answer that holds a secret: beside what a client can put into it, its length would tell of it.
"""

import gzip
import zlib
from asyncio import to_thread
from functools import lru_cache
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.etags import compressed_tag
from app.http.content_negotiation import weighted
from app.http.responses import KeptBody

SMALLEST = 1_200
"""Bytes below which an answer goes into one packet as it is."""

ON_THE_LOOP = 32_768
"""Bytes up to which compressing takes no longer than handing it to a thread would hold up others."""

GZIP = 16 + zlib.MAX_WBITS
LEVEL = 3
"""Of zlib: a page of pledges comes to a tenth; 6 takes twice the time for a sixth less."""


class Compression:
    """Compresses what the application answers."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; compress the answer, as a whole or piece by piece, if the client accepts it."""
        if scope["type"] != "http" or not _accepted_by(scope):
            await self.app(scope, receive, send)
            return
        begun: Message | None = None
        stream: Any = None

        async def compressing(message: Message) -> None:
            nonlocal begun, stream
            if stream is not None:
                await send(await _compressed_piece(stream, message))
                return
            if message["type"] == "http.response.start" and _is_stream(Headers(raw=message["headers"])):
                stream = zlib.compressobj(LEVEL, wbits=GZIP)
                _describe(MutableHeaders(raw=message["headers"]))
            elif message["type"] == "http.response.start" and _is_worth_it(Headers(raw=message["headers"])):
                begun = message
                return
            if begun is not None:
                start, begun = begun, None
                if not message.get("more_body", False):
                    message = {**message, "body": await _compressed(message["body"])}
                    _describe(MutableHeaders(raw=start["headers"]), len(message["body"]))
                await send(start)
            await send(message)

        await self.app(scope, receive, compressing)


def _accepted_by(scope: Scope) -> bool:
    given = [value for name, value in scope["headers"] if name == b"accept-encoding"]
    return bool(given) and accepts_gzip(b",".join(given))


@lru_cache(maxsize=256)
def accepts_gzip(header: bytes) -> bool:
    """Return whether a client takes gzip, and likes it no less than bytes as they are."""
    weights = dict(weighted(part) for part in header.decode("latin-1").split(","))
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0)))
    return weight > 0 and weight >= weights.get("identity", 0)


def _is_worth_it(headers: Headers) -> bool:
    return int(headers.get("content-length", "0")) >= SMALLEST and _may_be_compressed(headers)


def _may_be_compressed(headers: Headers) -> bool:
    return "accept-encoding" in headers.get("vary", "").lower()


def _is_stream(headers: Headers) -> bool:
    """Return whether an answer comes piece by piece: nobody knows its length."""
    return "content-length" not in headers and "content-type" in headers and _may_be_compressed(headers)


async def _compressed_piece(stream: Any, message: Message) -> Message:
    """Return a piece of an answer compressed, which may be nothing yet; the last one with all that is left."""
    body: bytes = await to_thread(stream.compress, message.get("body", b""))
    return {**message, "body": body if message.get("more_body", False) else body + stream.flush()}


async def _compressed(body: bytes) -> bytes:
    if not isinstance(body, KeptBody):
        return await _compress(body)
    if body.compressed is None:
        body.compressed = await _compress(body)
    return body.compressed


async def _compress(body: bytes) -> bytes:
    # Without a time, so that the same answer is the same bytes.
    if len(body) <= ON_THE_LOOP:
        return gzip.compress(body, LEVEL, mtime=0)
    return await to_thread(gzip.compress, body, LEVEL, mtime=0)


def _describe(headers: MutableHeaders, length: int | None = None) -> None:
    headers["Content-Encoding"] = "gzip"
    if length is not None:
        headers["Content-Length"] = str(length)
    if "etag" in headers:
        headers["ETag"] = compressed_tag(headers["etag"])
