"""Which media type a request accepts best (RFC 9110 section 12.5.1)."""

import re
from collections.abc import Sequence

QUALITY = re.compile(r"^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$")


def best_accepted(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that the `Accept` header likes best, None where it takes none of them.

    Without a header, or with an empty one, the first is taken, and among equals the one offered first.
    """
    ranges = [weighted(part) for part in (accept or "").split(",") if part.strip()]
    if not ranges:
        return offered[0]
    qualities = [(_quality(media_type, ranges), media_type) for media_type in offered]
    best, _name = max(qualities, key=lambda found: found[0])
    return next((media_type for quality, media_type in qualities if quality == best > 0), None)


def weighted(part: str) -> tuple[str, float]:
    """Return what a part of an `Accept…` header names, and the quality that it gives it."""
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q" and QUALITY.match(value.strip()):
            return media_range, float(value)
    return media_range, 1.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality that the most specific range gives the media type, 0 where none names it."""
    family = media_type.partition("/")[0]
    for pattern in (media_type, f"{family}/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == pattern]
        if found:
            return max(found)
    return 0.0
