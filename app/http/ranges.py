"""Ranges of bytes (RFC 9110 section 14): one at a time; who asks for several gets the whole."""

import re

from app.errors import RangeNotSatisfiable

RANGE = re.compile(r"^bytes=\s*(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))\s*$")


def asked_range(header: str | None, if_range: str | None, tag: str, size: int) -> range | None:
    """Return the bytes that a request asks for, None for all of them. Raises `RangeNotSatisfiable`.

    `If-Range` that is not the tag means that the client holds a part of something else.
    """
    found = RANGE.match(header or "")
    if found is None or (if_range is not None and if_range.strip() != tag):
        return None
    first, last, of_the_end = found.groups()
    if of_the_end is not None:
        start, stop = max(0, size - int(of_the_end)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            # No range at all: such a header is to be ignored.
            return None
    if start >= size or start == stop:
        detail = f"There are {size} bytes."
        raise RangeNotSatisfiable(detail, headers={"Content-Range": f"bytes */{size}"})
    return range(start, stop)
