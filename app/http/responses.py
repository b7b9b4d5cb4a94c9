"""Answers as bytes with the headers that belong to them."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import Request, Response

from app.etags import held_tag, record_tag
from app.strict_json import encode
from app.write_result import WriteResult

JSON = "application/json"
VARY = "Accept, Accept-Encoding, Authorization"
"""What answers depend on. Those that name `Accept-Encoding` are compressed where a client accepts it."""

PROTECTION = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
"""Headers of what browsers show."""

READ_HEADERS = {"Vary": VARY, "Cache-Control": "no-cache"}


class KeptBody(bytes):
    """A body that is answered more than once: compressed once, and kept in both forms."""

    compressed: bytes | None = None


def tagged(
    request: Request, body: bytes, tag: str, headers: Mapping[str, str] | None = None, media_type: str = JSON
) -> Response:
    """Return the body under its tag, or 304 where the client holds it already."""
    sent = READ_HEADERS | {"ETag": tag} | dict(headers or {})
    if (held := held_tag(request.headers.get("if-none-match"), tag)) is not None:
        return Response(status_code=304, headers=sent | {"ETag": held})
    return Response(body, headers=sent, media_type=media_type)


def read_response(request: Request, version: int, body: bytes) -> Response:
    """Return a record as it is read."""
    return tagged(request, body, record_tag(version, body))


def write_response(result: WriteResult, location: str) -> Response:
    """Return what a write answers: 201 with `Location` for what came into being, else 200.

    The tag is that of the record; the answer to the writing of a part carries its record's tag by version alone. What
    was not written has neither address nor tag.
    """
    if result.dry_run:
        return untagged_response(result)
    headers = {"Vary": VARY, "ETag": record_tag(result.version, result.body)}
    if result.created:
        headers["Location"] = location if result.part is None else f"{location}/{result.part}"
    if result.replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(_warning(result), 201 if result.created else 200, headers, JSON)


def untagged_response(result: WriteResult) -> Response:
    """Return what a write answers that nothing can be asked again by."""
    replayed = {"Idempotency-Replayed": "true"} if result.replayed else {}
    return Response(_warning(result), 200, {"Vary": VARY} | replayed, JSON)


def _warning(result: WriteResult) -> bytes:
    """Return the body with the warnings as its last member: they are of this answer, and of no later one."""
    warnings = encode([warning.as_dict() for warning in result.warnings])
    return result.body[:-1] + (b'"warnings":' if result.body == b"{}" else b',"warnings":') + warnings + b"}"


def delete_response(result: WriteResult) -> Response:
    """Return the answer to a deletion: nothing, and the version that the tombstone or the record has now."""
    if result.dry_run:
        return untagged_response(replace(result, body=b"{}"))
    return Response(status_code=204, headers={"Pacta-Version": str(result.version)})
