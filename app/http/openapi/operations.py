"""What operations declare of their bodies, and of their answers where all went well."""

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel

from app.http.openapi.schemas import KEY_NEEDED, ONLY, PATCH, READS, REFERENCE, WRITTEN

TAG_HEADER = {
    "ETag": {"description": "the version and a digest of the bytes", "required": True, "schema": {"type": "string"}}
}


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


def deleted(description: str) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a 204 answer to what made a new version."""
    version = {"description": "the version that the record has now", "required": True, "schema": {"type": "string"}}
    return {204: {"description": description, "headers": {"Pacta-Version": version}}}


GUARDED = {KEY_NEEDED: True}
"""Says of a reading operation that it is never public."""


READING = {READS: True}
"""Says of an operation that is no GET that it reads all the same."""


def patch_body(model: type[BaseModel], only: Collection[str] = ()) -> dict[str, Any]:
    """Return the documentation of a merge patch: any field of the model, none required, null to clear.

    `only`: the fields that may be named, where these are some.
    """
    schema: dict[str, Any] = {"$ref": f"{REFERENCE}{model.__name__}{PATCH}"}
    if only:
        schema[ONLY] = sorted(only)
    contents = {media_type: {"schema": schema} for media_type in ("application/merge-patch+json", "application/json")}
    return {"requestBody": {"required": True, "content": contents}}
