"""Keyset cursors: opaque to clients, bound to the list they came from."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.errors import BadCursor, MalformedJson
from app.etags import digest
from app.strict_json import decode, encode


@dataclass(frozen=True)
class Position:
    """Where a page ended: the sort column's value (None among the records without one) and the key."""

    value: str | None
    key: str | int


def fingerprint(query: object) -> str:
    """Return what distinguishes a list (its filters and sort) from others."""
    return digest(encode(query))[:8]


def write_cursor(position: Position, list_fingerprint: str) -> str:
    """Return the cursor of the page after `position`."""
    return base64.urlsafe_b64encode(encode([list_fingerprint, position.value, position.key])).decode().rstrip("=")


def read_cursor(cursor: str, list_fingerprint: str, key: type[str] | type[int]) -> Position:
    """Return the position that a cursor holds. Raises `BadCursor` for another list's, or none of ours."""
    detail = "Send next_cursor from a page of the same list: same filters, same sort."
    try:
        content = decode(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, MalformedJson):
        raise BadCursor(detail) from None
    if not _is_cursor(content, key) or content[0] != list_fingerprint:
        raise BadCursor(detail)
    return Position(content[1], content[2])


def _is_cursor(content: Any, key: type) -> bool:
    return (
        isinstance(content, list)
        and [type(item) for item in content] in ([str, str, key], [str, type(None), key])
        and not any(isinstance(item, str) and "\x00" in item for item in content)
        and not (key is int and not 0 <= content[2] < 2**63)
    )


def next_link(path: str, parameters: list[tuple[str, str]], cursor: str) -> str:
    """Return the `Link` header that leads to the next page (RFC 8288)."""
    query = [(name, value) for name, value in parameters if name != "cursor"]
    return f'<{path}?{urlencode([*query, ("cursor", cursor)])}>; rel="next"'
