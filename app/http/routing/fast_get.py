"""Reads answered without FastAPI's reading of parameters, which took more than half the time of a list.

A GET route declares its parameters as ever, so the OpenAPI document knows them. Where they are path parameters, at
most one query model and the conditional header, and the dependencies are guards, which `StrictRoute` has asked by then,
the request is read here: the same models, the same refusals.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.params import Header
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from app.http.problems import invalid
from app.http.routing.guards import is_guard
from app.http.routing.query import query_values
from app.values.wording.expectations import is_model

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True)
class _Plan:
    """What a route needs of a request."""

    endpoint: Callable[..., Coroutine[Any, Any, Response]]
    path: tuple[Any, ...]
    query: tuple[str, type[BaseModel]] | None


def reading_handler(route: APIRoute, repeated: frozenset[str]) -> Handler | None:
    """Return what answers the route's requests, or None where FastAPI must read them."""
    plan = _plan(route)
    if plan is None:
        return None

    async def handle(request: Request) -> Response:
        values, errors = _path_values(plan, request.path_params)
        if plan.query is not None:
            name, model = plan.query
            try:
                values[name] = model.model_validate(query_values(request, repeated))
            except ValidationError as error:
                errors += [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors(include_url=False)]
        if errors:
            raise invalid(errors, models={} if plan.query is None else {"query": plan.query[1]})
        return await plan.endpoint(request=request, **values)

    return handle


def _plan(route: APIRoute) -> _Plan | None:
    dependant = route.dependant
    models = [(field.name, field.field_info.annotation) for field in dependant.query_params]
    headers_only_documented = all(
        isinstance(field.field_info, Header) and field.name.startswith("_") for field in dependant.header_params
    )
    if (
        route.methods != {"GET"}
        or route.body_field is not None
        or dependant.request_param_name != "request"
        or dependant.response_param_name is not None
        or not headers_only_documented
        or not all(is_guard(dependency.call) for dependency in dependant.dependencies)
        or len(models) > 1
        or not all(is_model(annotation) for _name, annotation in models)
    ):
        return None
    return _Plan(route.endpoint, tuple(dependant.path_params), models[0] if models else None)  # type: ignore[arg-type] # looked at above


def _path_values(plan: _Plan, given: Mapping[str, str]) -> tuple[dict[str, Any], list[Any]]:
    values: dict[str, Any] = {}
    faults: list[Any] = []
    for field in plan.path:
        value, errors = field.validate(given[field.alias], values, loc=("path", field.alias))
        faults += errors or []
        values[field.name] = value
    return values, faults
