"""Every refusal as problem+json (RFC 9457), the router's and the server's own included."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import structlog
from asgi_correlation_id import correlation_id
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.db.failures import DATABASE_ERRORS, is_operational, refusal
from app.errors import (
    BadRequest,
    ContentTooLarge,
    Fault,
    InternalError,
    Invalid,
    Merged,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    PactaError,
    UnsupportedMediaType,
)
from app.http.addresses import allowed_methods, nearest_path
from app.strict_json import encode
from app.values.wording.expectations import is_model
from app.values.wording.messages import message

MEDIA_TYPE = "application/problem+json"
PLACE_LENGTH = 200
INSTANCE_LENGTH = 500
IN_PATHS = "/:@!$&'()*+,;="
"""What stands in a path as it is (RFC 3986 section 3.3)."""

REFUSED = "refused"
"""Where the state of a request's scope holds what the server refuses it with, for the application to answer."""

FAULTS_SHOWN = 100
KEPT = ("version", "created_at", "updated_at")
DEPTH_OF_FIELDS = 2
"""Steps that lead to a field of a body: the body, and its name."""

AS_READ = " The body is a record as it is read: GET with `form=written` gives it as PUT takes it."
READ_ONLY = {
    "version": "is counted by Pacta: leave it out, and send the ETag in If-Match",
    "created_at": "is kept by Pacta: leave it out",
    "updated_at": "is kept by Pacta: leave it out",
}
"""The messages for bodies that have read-only fields. Collections add theirs."""

ROUTER_ERRORS: Mapping[int, type[PactaError]] = {
    400: BadRequest,
    404: NotFound,
    405: MethodNotAllowed,
    406: NotAcceptable,
    413: ContentTooLarge,
    415: UnsupportedMediaType,
}
log = structlog.get_logger()

Models = Mapping[Any, type[BaseModel]]
"""The models of what was found wrong: of the `body`, of the `query`."""

NO_MODELS: Models = {}


def problem(error: PactaError, instance: str) -> dict[str, Any]:
    """Return the members of a refusal as they are sent."""
    members: dict[str, Any] = {
        "type": f"/problems/{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": quote(instance, safe=IN_PATHS)[:INSTANCE_LENGTH],
        "request_id": correlation_id.get() or "-",
    }
    if error.faults:
        members["errors"] = [fault.as_dict() for fault in error.faults[:FAULTS_SHOWN]]
    return members | error.members


def problem_response(error: PactaError, path: str) -> Response:
    """Return the answer of a refusal."""
    headers = {"Vary": "Accept, Authorization", "Cache-Control": "no-store"} | error.headers
    return Response(encode(problem(error, path)), error.status, headers, MEDIA_TYPE)


def faults_of(errors: Sequence[Mapping[str, Any]], place: str = "", models: Models = NO_MODELS) -> list[Fault]:
    """Return what Pydantic found wrong as faults: where, and what would be right; never the input."""
    return [_fault(error, place, models) for error in errors]


def _fault(error: Mapping[str, Any], place: str, models: Models) -> Fault:
    first, *rest = error["loc"] or ("body",)
    told, names = _message(error, models.get(first), rest), [str(name) for name in rest]
    if first == "body":
        pointer = place + "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in names)
        return Fault(told, pointer=pointer[:PLACE_LENGTH])
    # What is behind the name is the place of a value among several.
    name, *places = names
    name = name[:PLACE_LENGTH]
    if first == "header":
        return Fault(told, header=name)
    if places and places[0] != "0":
        told = f"value {int(places[0]) + 1}: {told}"
    if _is_a_list_in_one(error, rest):
        told += f"; for several, repeat it: {name}=…&{name}=…"
    return Fault(told, parameter=name)


def _is_a_list_in_one(error: Mapping[str, Any], place: Sequence[int | str]) -> bool:
    """Return whether one value of a parameter that may be repeated holds a comma."""
    given = error.get("input")
    return isinstance(place[-1] if place else None, int) and isinstance(given, str) and "," in given


def _message(error: Mapping[str, Any], model: type[BaseModel] | None, place: Sequence[int | str]) -> str:
    if error["type"] == "extra_forbidden" and place and place[-1] in READ_ONLY:
        return READ_ONLY[str(place[-1])]
    return message(error, model, place)


def invalid(errors: Sequence[Mapping[str, Any]], place: str = "", models: Models = NO_MODELS) -> PactaError:
    """Return the refusal for what Pydantic found wrong with what `models` describe: the body, the query."""
    count = "There is one fault." if len(errors) == 1 else f"There are {len(errors)} faults."
    hint = AS_READ if any(_is_kept_by_pacta(error) for error in errors) else ""
    return Invalid(count + hint, faults=faults_of(errors[:FAULTS_SHOWN], place, models))


def _is_kept_by_pacta(error: Mapping[str, Any]) -> bool:
    """Return whether a fault is a field that only the answers of reading have: the body was read, not written."""
    return error["type"] == "extra_forbidden" and len(error["loc"]) == DEPTH_OF_FIELDS and error["loc"][1] in KEPT


async def _on_pacta_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PactaError)  # noqa: S101 - registered for this class
    if isinstance(error, Merged):
        error.headers["Location"] = _moved(request, error)
    return problem_response(error, request.url.path)


def _moved(request: Request, error: Merged) -> str:
    """Return the address that was asked for, at the survivor: what is below a record moves along with it."""
    survivor = error.headers["Location"]
    old = f"{survivor.rpartition('/')[0]}/{error.record}"
    below = quote(request.url.path.removeprefix(old), safe=IN_PATHS)
    return survivor + below + (f"?{request.url.query}" if request.url.query else "")


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    return problem_response(invalid(error.errors(), models=_models(request.scope.get("route"))), request.url.path)


def _models(route: object) -> Models:
    """Return the models of a route's body and query."""
    if not isinstance(route, APIRoute):
        return NO_MODELS
    fields = {"query": next(iter(route.dependant.query_params), None), "body": route.body_field}
    annotations = {place: field.field_info.annotation for place, field in fields.items() if field is not None}
    return {place: model for place, model in annotations.items() if is_model(model)}


async def _on_router_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    kind = ROUTER_ERRORS.get(error.status_code, InternalError)
    headers = dict(error.headers or {})
    if kind is MethodNotAllowed:
        headers["Allow"] = ", ".join(allowed_methods(request))
    detail = _no_such_path(request) if kind is NotFound else kind.remedy
    return problem_response(kind(detail, headers=headers), request.url.path)


def _no_such_path(request: Request) -> str:
    near = nearest_path(request)
    return f"There is no such path{'' if near is None else f'; the nearest is {near}'}. See /docs for all paths."


def _as_pacta_error(error: Exception) -> PactaError:
    """Log a failure, and return what the client gets."""
    if isinstance(error, DATABASE_ERRORS) and is_operational(error):
        log.error("database failed", exc_info=error)
        return refusal(error)
    log.error("request failed", exc_info=error)
    return InternalError("The log has the details under the request id.")


async def _on_failure(request: Request, error: Exception) -> Response:
    """Answer what went wrong around the application; `Failures` answers what went wrong in it."""
    refusal = _as_pacta_error(error)
    # Given outside of the middleware that adds the id to all other answers.
    refusal.headers["X-Request-Id"] = correlation_id.get() or "-"
    return problem_response(refusal, request.url.path)


class Failures:
    """Answers a failure like any refusal. Left to the server, it would end the client's connection as well."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer with a problem where that fails before an answer was begun."""
        begun = False
        if refused := scope.get("state", {}).get(REFUSED):
            await problem_response(refused, scope["path"])(scope, receive, send)
            return

        def watched(message: Message) -> Awaitable[None]:
            nonlocal begun
            begun = True
            return send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await problem_response(_as_pacta_error(error), scope["path"])(scope, receive, send)


Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI) -> None:
    """Make the application answer every error with a problem."""
    handlers: dict[type[Exception], Handler] = {
        PactaError: _on_pacta_error,
        RequestValidationError: _on_invalid,
        HTTPException: _on_router_error,
        Exception: _on_failure,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
