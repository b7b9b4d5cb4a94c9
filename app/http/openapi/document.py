"""The OpenAPI document: what FastAPI derives, completed."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field

from app.errors import PactaError, all_errors
from app.http.openapi.dedupe import share
from app.http.openapi.refusals import document_refusals
from app.http.openapi.schemas import REFERENCE, finish
from app.http.openapi.value_types import name_values
from app.http.openapi.writes import add_to_writes


class FaultModel(BaseModel):
    """One thing that is wrong: where (in the body, the query or a header), and what would be right."""

    pointer: str | None = Field(None, description="JSON Pointer into the body", examples=["/parties/0/participant"])
    parameter: str | None = Field(None, description="the query or path parameter")
    header: str | None = Field(None, description="the header")
    line: int | None = Field(None, description="the line, of a body in YAML")
    message: str = Field(examples=["does not exist; give the id of one of the participants"])


class Problem(BaseModel):
    """A refusal (RFC 9457). `type` is the address of a page that says what would satisfy it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/problems/invalid-content"])
    title: str = Field(examples=["The content is invalid"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["There is one fault."])
    instance: str = Field(examples=["/"])
    request_id: str = Field(examples=["8d1f6f1c2c0b4f3c9a54f1f0c7f5a1de"])
    errors: list[FaultModel] = Field(default=[])


FASTAPI_REFUSALS = ("HTTPValidationError", "ValidationError")
"""What FastAPI documents for 422 where nothing else is; Pacta answers problems."""


def _example(kind: type[PactaError], address: str) -> dict[str, Any]:
    problem = {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.remedy,
        "instance": address,
        "request_id": "8d1f6f1c2c0b4f3c9a54f1f0c7f5a1de",
    }
    return {"summary": kind.title, "value": problem}


def _add_model(model: type[BaseModel], components: dict[str, Any]) -> None:
    schema = model.model_json_schema(ref_template=REFERENCE + "{model}")
    for name, part in {**schema.pop("$defs", {}), model.__name__: schema}.items():
        components.setdefault(name, part)


def install(
    app: FastAPI, *completing: Callable[[dict[str, Any]], None], bodies: Sequence[type[BaseModel]] = ()
) -> None:
    """Make the application's document the completed one, made once; `completing` fill in what others know.

    `bodies` are models of bodies that routes read themselves.
    """

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
                contact=app.contact,
                servers=app.servers,
            )
            address = next(iter(made["paths"]))
            schema = Problem.model_json_schema(ref_template=REFERENCE + "{model}")
            schema["properties"]["instance"]["examples"] = [address]
            made["components"]["schemas"] |= schema.pop("$defs") | {"Problem": schema}
            for body in bodies:
                _add_model(body, made["components"]["schemas"])
            refused = document_refusals(made, app)
            made["components"]["examples"] = {
                slug: _example(kind, address) for slug, kind in all_errors().items() if kind in refused
            }
            for name in FASTAPI_REFUSALS:
                del made["components"]["schemas"][name]
            add_to_writes(made)
            finish(made)
            for complete in completing:
                complete(made)
            name_values(made)
            share(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign] # the way FastAPI documents for replacing it
