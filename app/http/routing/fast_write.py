"""Writes answered without FastAPI's reading of parameters, which took half of what a write costs beside its command.

A route declares its parameters as ever. Where they are path parameters, one body, and dependencies of the request, its
headers and its query, a request without a fault is read here by the same declarations. Any other is left to FastAPI,
which finds all its faults.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.values.wording.expectations import is_model

Fields = Sequence[Any]
Faultless = Callable[[Request, Any], Awaitable[Response | None]]
"""Answers a request whose body was read; returns None where FastAPI must look at it."""


@dataclass(frozen=True)
class _Dependency:
    """What makes a parameter of the route: a function of headers, of the query and of the `request` under that name."""

    name: str | None
    call: Callable[..., Awaitable[Any]]
    request: str | None
    headers: Fields
    query: Fields


@dataclass(frozen=True)
class _Plan:
    """What a route needs of a request. `body` is the name of its body, and what that must be by now."""

    endpoint: Callable[..., Awaitable[Response]]
    path: Fields
    body: tuple[str, type[Any]] | None
    dependencies: Sequence[_Dependency]
    takes_request: bool


def writing_handler(route: APIRoute) -> Faultless | None:
    """Return what answers the route's faultless requests, or None where FastAPI must read all."""
    plan = _plan(route)
    if plan is None:
        return None

    async def answer(request: Request, content: Any) -> Response | None:
        values: dict[str, Any] = {"request": request} if plan.takes_request else {}
        if not _take(plan.path, request.path_params, values):
            return None
        if plan.body is not None:
            name, kind = plan.body
            if not isinstance(content, kind):
                return None
            values[name] = content
        for dependency in plan.dependencies:
            given: dict[str, Any] = {} if dependency.request is None else {dependency.request: request}
            if not _take(dependency.headers, request.headers, given):
                return None
            if dependency.query and not _take(dependency.query, request.query_params, given):
                return None
            made = await dependency.call(**given)
            if dependency.name is not None:
                values[dependency.name] = made
        return await plan.endpoint(**values)

    return answer


def _plan(route: APIRoute) -> _Plan | None:
    dependant = route.dependant
    dependencies = [found for one in dependant.dependencies if (found := _dependency(one)) is not None]
    if (
        route.methods == {"GET"}
        or _reads_more(dependant)
        or dependant.query_params
        or dependant.header_params
        or dependant.request_param_name not in {None, "request"}
        or len(dependant.body_params) > 1
        or len(dependencies) < len(dependant.dependencies)
    ):
        return None
    body = None
    if dependant.body_params:
        annotation = dependant.body_params[0].field_info.annotation
        # What is no model is a merge patch.
        body = (dependant.body_params[0].name, annotation if is_model(annotation) else dict)
    takes_request = dependant.request_param_name is not None
    return _Plan(route.endpoint, dependant.path_params, body, dependencies, takes_request)


def _dependency(dependant: Dependant) -> _Dependency | None:
    """Return a dependency that needs the request, its headers and its query alone, None for any other."""
    if dependant.path_params or dependant.body_params or _reads_more(dependant):
        return None
    if dependant.call is None or not iscoroutinefunction(dependant.call):
        return None
    name, headers, query = dependant.request_param_name, dependant.header_params, dependant.query_params
    return _Dependency(dependant.name, dependant.call, name, headers, query)


def _reads_more(dependant: Dependant) -> bool:
    """Return whether something is read that no write here takes."""
    return bool(dependant.cookie_params or dependant.response_param_name)


def _take(fields: Fields, given: Mapping[str, str], values: dict[str, Any]) -> bool:
    """Add what is given of the fields to the values; return whether all of it is as it is declared."""
    for field in fields:
        value = given.get(field.alias)
        if value is None and field.field_info.is_required():
            return False
        if value is not None:
            values[field.name], errors = field.validate(value, values, loc=(field.alias,))
            if errors:
                return False
    return True
