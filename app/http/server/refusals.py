"""What the server itself refuses, before there is a request that the application could answer."""

from collections.abc import Iterable

import structlog

from app.errors import PactaError
from app.http.middleware.request_ids import new_request_id
from app.http.problems import MEDIA_TYPE, problem
from app.strict_json import encode

log = structlog.get_logger("pacta.request")


def refusal_bytes(error: PactaError, status_line: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a whole answer that refuses a request of which too little is known for the application, and log it."""
    request_id = new_request_id()
    log.info("request refused", request_id=request_id, status=error.status, problem=error.slug)
    # Nothing is known of the request, so the problem cannot name its address.
    body = encode(problem(error, "about:blank") | {"request_id": request_id})
    own = {
        "content-type": MEDIA_TYPE,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "x-request-id": request_id,
        "connection": "close",
    }
    fields = [*headers, *((name.encode(), value.encode()) for name, value in (own | error.headers).items())]
    return b"".join([status_line, *(name + b": " + value + b"\r\n" for name, value in fields), b"\r\n", body])
