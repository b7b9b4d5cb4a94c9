"""The OpenAPI document: what FastAPI derives, and the problems that every operation can answer."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field

from app.errors import Merged, PactaError, all_errors
from app.http.schemas import KEY_NEEDED, PATCH, REFERENCE, WRITTEN, finish
from app.http.sharing import share

PROBLEM = "application/problem+json"
TAG_HEADER = {
    "ETag": {"description": "the version and a digest of the bytes", "required": True, "schema": {"type": "string"}}
}


class FaultModel(BaseModel):
    """One thing that is wrong: where (in the body, the query or a header), and what would be right."""

    pointer: str | None = Field(None, description="JSON Pointer into the body", examples=["/parties/0/participant"])
    parameter: str | None = Field(None, description="the query or path parameter")
    header: str | None = Field(None, description="the header")
    message: str = Field(examples=["names nothing: give the id of one of the participants"])


class Problem(BaseModel):
    """A refusal (RFC 9457). `type` is the address of a page that says what would satisfy it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/problems/invalid-content"])
    title: str = Field(examples=["The content is wrong"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["One thing is wrong."])
    instance: str = Field(examples=["/v1/pledges"])
    request_id: str = Field(examples=["8d1f6f1c2c0b4f3c9a54f1f0c7f5a1de"])
    errors: list[FaultModel] = Field(default=[])


KEYED = frozenset({401, 403, 503})
"""Refusals of operations that look at a key, and so at the database."""


def problems(*statuses: int, keyless: bool = False) -> dict[int | str, dict[str, Any]]:
    """Return the refusals that an operation documents, beside those that any can give.

    `keyless` operations look at no key: they work where nothing else does.
    """
    any_can_give = {400, 401, 403, 406, 422, 500, 503} - (KEYED if keyless else frozenset())
    documented: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*any_can_give, *statuses}):
        kinds = [error for error in all_errors().values() if error.status == status]
        documented[status] = {
            "description": "; ".join(f"[{kind.title}](problems/{kind.slug})" for kind in kinds),
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": _named(kinds)}},
        }
    return documented


def _named(kinds: list[type[PactaError]]) -> dict[str, Any]:
    return {kind.slug: {"$ref": f"#/components/examples/{kind.slug}"} for kind in kinds}


def _example(kind: type[PactaError]) -> dict[str, Any]:
    problem = {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.remedy,
        "instance": "/v1/pledges",
        "request_id": "8d1f6f1c2c0b4f3c9a54f1f0c7f5a1de",
    }
    return {"summary": kind.title, "value": problem}


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
        documented[304] = {"description": "You hold the current answer", "headers": TAG_HEADER}
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
    """Return the documentation of a merge patch: any field of the model, none needed, null to clear."""
    schema = {"$ref": f"{REFERENCE}{model.__name__}{PATCH}"}
    contents = {media_type: {"schema": schema} for media_type in ("application/merge-patch+json", "application/json")}
    return {"requestBody": {"required": True, "content": contents}}


def _add_redirects(document: dict[str, Any]) -> None:
    """Document that the address of a merged record, and what is below it, leads on to the survivor."""
    moved = problems(Merged.status)[Merged.status]
    told = {"Location": {"description": "the same at the survivor", "required": True, "schema": {"type": "string"}}}
    for path, item in document["paths"].items():
        if "/{id}" in path and "/revisions" not in path and "404" in item.get("get", {}).get("responses", ()):
            responses = item["get"]["responses"]
            responses[str(Merged.status)] = moved | {"headers": told}
            item["get"]["responses"] = dict(sorted(responses.items()))


def install(app: FastAPI, *completing: Callable[[dict[str, Any]], None]) -> None:
    """Make the application's document the completed one, made once; `completing` fill in what others know."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=app.openapi_tags,
                license_info=app.license_info,
            )
            schema = Problem.model_json_schema(ref_template=REFERENCE + "{model}")
            made["components"]["schemas"] |= schema.pop("$defs") | {"Problem": schema}
            made["components"]["examples"] = {slug: _example(kind) for slug, kind in all_errors().items()}
            _add_redirects(made)
            finish(made)
            for complete in completing:
                complete(made)
            share(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign] # the way FastAPI documents for replacing it
