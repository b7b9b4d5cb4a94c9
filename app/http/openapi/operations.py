"""What operations declare of their bodies and answers, and the problems that every one of them can answer."""

from typing import Any

from pydantic import BaseModel

from app.errors import ContentTooLarge, PactaError, RequestTimeout, all_errors
from app.http.openapi.schemas import KEY_NEEDED, PATCH, REFERENCE, WRITTEN

PROBLEM = "application/problem+json"
TAG_HEADER = {
    "ETag": {"description": "the version and a digest of the bytes", "required": True, "schema": {"type": "string"}}
}

ALL = frozenset({400, 406, 414, 422, 431, 500})
"""Refusals that any operation can give."""

KEYED = frozenset({401, 403, 503, 507})
"""Refusals of operations that look at a key, and so at the database."""


def problems(*statuses: int, keyless: bool = False) -> dict[int | str, dict[str, Any]]:
    """Return the refusals that an operation documents, beside those that any can give.

    `keyless` operations look at no key: they work where nothing else does.
    """
    found = {*ALL, *statuses}
    if not keyless:
        found |= KEYED
    if ContentTooLarge.status in found:
        # It takes a body, which may come too slowly as well.
        found.add(RequestTimeout.status)
    documented: dict[int | str, dict[str, Any]] = {}
    for status in sorted(found):
        kinds = [error for error in all_errors().values() if error.status == status]
        documented[status] = {
            "description": "; ".join(f"[{kind.title}](problems/{kind.slug})" for kind in kinds),
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": _named(kinds)}},
        }
    return documented


def _named(kinds: list[type[PactaError]]) -> dict[str, Any]:
    return {kind.slug: {"$ref": f"#/components/examples/{kind.slug}"} for kind in kinds}


def success(
    model: Any, description: str, *, not_modified: bool = False, written: type[BaseModel] | None = None
) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a 200 answer, and of the 304 that may stand for it.

    `written` is what `form=written` answers instead of the model, or instead of its items.
    """
    documented: dict[int | str, dict[str, Any]] = {
        200: {"model": model, "description": description, "headers": TAG_HEADER}
    }
    if written is not None:
        documented[200][WRITTEN] = written.__name__
    if not_modified:
        documented[304] = {"description": "Not modified: you have the current version", "headers": TAG_HEADER}
    return documented


def untagged(model: Any, description: str) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a 200 answer that has no tag, since nothing can be asked again by it."""
    return {200: {"model": model, "description": description}}


def created(model: Any, description: str) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a 201 answer."""
    location = {
        "Location": {"description": "the address of what was created", "required": True, "schema": {"type": "string"}}
    }
    return {201: {"model": model, "description": description, "headers": TAG_HEADER | location}}


GUARDED = {KEY_NEEDED: True}
"""Says of a reading operation that it is never public."""


def patch_body(model: type[BaseModel]) -> dict[str, Any]:
    """Return the documentation of a merge patch: any field of the model, none required, null to clear."""
    schema = {"$ref": f"{REFERENCE}{model.__name__}{PATCH}"}
    contents = {media_type: {"schema": schema} for media_type in ("application/merge-patch+json", "application/json")}
    return {"requestBody": {"required": True, "content": contents}}
