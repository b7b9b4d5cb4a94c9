"""The OpenAPI document as `make openapi` wrote it: a service serves the file, and never makes the document."""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.site.files import OURS, content_of
from app.strict_json import encode

NAME = "openapi.json.gz"


@dataclass(frozen=True)
class Served:
    """The bytes to answer: as they are, and compressed by gzip."""

    plain: bytes
    compressed: bytes


@cache
def served(*, public_read: bool) -> Served:
    """Return the document for services that anybody may read, or only holders of a key."""
    compressed = content_of(OURS, NAME)
    plain = gzip.decompress(compressed)
    if public_read:
        return Served(plain, compressed)
    document = json.loads(plain)
    require_keys(document)
    return Served(encode(document), packed(document))


def packed(document: dict[str, Any]) -> bytes:
    """Return the document as the file holds it."""
    return gzip.compress(encode(document), mtime=0)


def require_keys(document: dict[str, Any]) -> None:
    """Take away that reading needs no key."""
    for item in document["paths"].values():
        for operation in item.values():
            operation["security"] = [needed for needed in operation["security"] if needed]
