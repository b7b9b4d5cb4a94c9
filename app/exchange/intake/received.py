"""The body of a request that brings a text: larger than other bodies may be, since files of texts are."""

from fastapi import Request
from starlette.requests import ClientDisconnect

from app.errors import BadRequest, ContentTooLarge

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of a file."""

MOST_OF_JSON = 9 * 1024 * 1024
"""Bytes of a text in JSON: two mebibytes of characters, whichever they are, and what is known of its source."""


async def received(request: Request, most: int) -> bytes:
    """Return the body. Raises `ContentTooLarge` for more than a text needs."""
    detail = f"A text may have at most {most} bytes."
    if int(request.headers.get("content-length", "0")) > most:
        raise ContentTooLarge(detail, headers={"Connection": "close"})
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise ContentTooLarge(detail, headers={"Connection": "close"})
            chunks.append(chunk)
    except ClientDisconnect:
        raise BadRequest("The body ended early: it is shorter than declared.") from None
    return b"".join(chunks)
