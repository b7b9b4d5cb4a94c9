"""Which refusals an operation can give: what its parameters and its body imply, and what its functions declare."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.errors import (
    BadCursor,
    BadRequest,
    ContentTooLarge,
    InternalError,
    Invalid,
    MalformedJson,
    Merged,
    NotAcceptable,
    NotFound,
    NotReady,
    PactaError,
    RequestTimeout,
    UnsupportedMediaType,
    all_errors,
)
from app.http.openapi.schemas import Schema

PROBLEM = "application/problem+json"
Refusals = tuple[type[PactaError], ...]
Function = TypeVar("Function", bound=Callable[..., Any])

EVERY_OPERATION: Refusals = (NotAcceptable, Invalid, InternalError)
"""A wrong Accept, a parameter that is unknown or wrong, and what nobody foresaw."""

WITH_A_BODY: Refusals = (BadRequest, MalformedJson, RequestTimeout, ContentTooLarge, UnsupportedMediaType)

LOCATION = {
    "Location": {"description": "the same at the survivor", "required": True, "schema": {"type": "string"}},
}
"""Where the address of a merged record, and what is below it, leads on to."""

_declared: dict[object, Refusals] = {}


def refusing(*errors: type[PactaError]) -> Callable[[Function], Function]:
    """Declare what a route's function, or a dependency, refuses beside what its parameters and its body imply."""

    def declare(function: Function) -> Function:
        _declared[function] = errors
        return function

    return declare


def refusals(route: APIRoute) -> list[type[PactaError]]:
    """Return what the operations of a route can refuse, in the order of the statuses."""
    dependants = list(_all(route.dependant))
    found = {error for one in dependants for error in _declared.get(one.call, ())} | set(EVERY_OPERATION)
    if route.body_field is not None:
        found |= set(WITH_A_BODY)
    asked = {name: kind for one in dependants for name, kind in _query_types(one).items()}
    if asked.get("cursor", int) is not int:
        found.add(BadCursor)
    # Words and earlier moments are answered from what is made of the ledger beside the records.
    if asked.keys() & {"q", "known_at"}:
        found.add(NotReady)
    # PUT makes what is not there.
    if route.dependant.path_params and "PUT" not in _methods(route):
        found.add(NotFound)
    # Revisions stay at the address of the record that was merged.
    if "GET" in _methods(route) and "/{id}" in route.path and "/revisions" not in route.path:
        found.add(Merged)
    return [error for error in all_errors().values() if error in found]


def _methods(route: APIRoute) -> set[str]:
    return route.methods or set()


def _all(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for inner in dependant.dependencies:
        yield from _all(inner)


def _query_types(dependant: Dependant) -> dict[str, Any]:
    types: dict[str, Any] = {}
    for field in dependant.query_params:
        model = getattr(field.field_info.annotation, "model_fields", {field.alias: field.field_info})
        types |= {name: member.annotation for name, member in model.items()}
    return types


def document_refusals(document: Schema, app: FastAPI) -> set[type[PactaError]]:
    """Give every operation of the document the refusals that its route can give, and no others; return all of them."""
    found: set[type[PactaError]] = set()
    for route in app.routes:
        if not isinstance(route, APIRoute) or not route.include_in_schema:
            continue
        for method in _methods(route):
            operation = document["paths"][route.path_format][method.lower()]
            responses = operation["responses"]
            successes = {status: responses[status] for status in responses if status < str(Merged.status)}
            by_status: dict[str, list[type[PactaError]]] = {}
            for error in refusals(route):
                found.add(error)
                by_status.setdefault(str(error.status), []).append(error)
            documented = {status: _response(errors) for status, errors in by_status.items()}
            operation["responses"] = dict(sorted((successes | documented).items()))
    return found


def _response(errors: list[type[PactaError]]) -> Schema:
    headers = {"headers": LOCATION} if Merged in errors else {}
    return {
        "description": "; ".join(f"[{error.title}](problems/{error.slug})" for error in errors),
        **headers,
        "content": {
            PROBLEM: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {error.slug: {"$ref": f"#/components/examples/{error.slug}"} for error in errors},
            }
        },
    }
