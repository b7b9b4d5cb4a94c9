"""The OpenAPI document as `make openapi` wrote it: a service serves the file, and never makes the document."""

import gzip
import json
from functools import cache
from typing import Any

from app.http.responses import KeptBody
from app.site.files import OURS, content_of
from app.strict_json import encode

NAME = "openapi.json.gz"


@cache
def served(*, public_read: bool) -> KeptBody:
    """Return the document for services that anybody may read, or only holders of a key, with its compressed form."""
    compressed: bytes = content_of(OURS, NAME)
    body = KeptBody(gzip.decompress(compressed))
    if not public_read:
        document = json.loads(body)
        require_keys(document)
        body, compressed = KeptBody(encode(document)), packed(document)
    body.compressed = compressed
    return body


def packed(document: dict[str, Any]) -> bytes:
    """Return the document as the file holds it."""
    return gzip.compress(encode(document), mtime=0)


def require_keys(document: dict[str, Any]) -> None:
    """Take away that reading needs no key."""
    for item in document["paths"].values():
        for operation in item.values():
            operation["security"] = [needed for needed in operation["security"] if needed]
