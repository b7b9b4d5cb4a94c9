"""Requests taken at their word: strict JSON, known parameters, a declared content, an answer that is accepted."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import ParamTypes
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect
from typing_extensions import override

from app.errors import (
    BadRequest,
    ContentTooLarge,
    NotAcceptable,
    UnsupportedMediaType,
)
from app.http.content_negotiation import best_accepted
from app.http.middleware.suffixed_addresses import other_forms
from app.http.routing.deferred import DeferredRoute
from app.http.routing.fast_get import reading_handler
from app.http.routing.fast_write import writing_handler
from app.http.routing.guards import guards_of
from app.http.routing.query import is_list, refuse_unknown
from app.http.validation import refuse_flood
from app.strict_json import decode
from app.values.wording.expectations import is_model

JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
PROBLEM = "application/problem+json"


class StrictRequest(Request):
    """A request whose body is limited in size and read as strict JSON, as an instance of `model` if it is one."""

    model: type[BaseModel] | None = None

    @override
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            limit = self.app.state.settings.max_body_bytes
            detail = f"The body may have at most {limit} bytes."
            if int(self.headers.get("content-length", "0")) > limit:
                raise ContentTooLarge(detail, headers={"Connection": "close"})
            chunks, size = [], 0
            try:
                async for chunk in self.stream():
                    size += len(chunk)
                    if size > limit:
                        raise ContentTooLarge(detail, headers={"Connection": "close"})
                    chunks.append(chunk)
            except ClientDisconnect:
                left = "The body ended early: it is shorter than declared."
                raise BadRequest(left) from None
            self._body = b"".join(chunks)
        return self._body

    @override
    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = self._as_model(decode(await self.body()))
        return self._json

    def _as_model(self, content: Any) -> Any:
        """Return the content as the model, or as it is where FastAPI is to find its faults beside others."""
        if self.model is None:
            return content
        try:
            return self.model.model_validate(content)
        except ValidationError as error:
            refuse_flood(error)
            return content


class StrictRoute(DeferredRoute):
    """A route that refuses what it does not know instead of passing over it, once it knows who asks.

    `produces` are the media types that it answers with; `producing` makes a class of routes with others. One that
    `reads_query` reads it itself: see `read_query`.
    """

    produces: ClassVar[tuple[str, ...]] = (JSON,)
    reads_query: ClassVar[bool] = False

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        single, repeated = _parameters(self)
        read = reading_handler(self, repeated)
        handle = read or super().get_route_handler()
        media_types = (JSON, MERGE_PATCH) if "PATCH" in (self.methods or ()) else (JSON,)
        takes_body = self.body_field is not None
        model = _body_model(self)
        guards = guards_of(self)
        write = None if read else writing_handler(self)

        async def strict(request: Request) -> Response:
            for guard in guards:
                await guard(request)
            _refuse_unacceptable(request, self.produces)
            if request.scope["query_string"] and not self.reads_query:
                refuse_unknown(request, single, repeated)
            if takes_body:
                refuse_other_content(request, media_types)
            if read:
                return await handle(request)
            strictly = StrictRequest(request.scope, request.receive)
            strictly.model = model
            # FastAPI would answer 400 to whatever goes wrong while it reads a body.
            content = await strictly.json() if takes_body and await strictly.body() else None
            answer = None if write is None else await write(strictly, content)
            return await handle(strictly) if answer is None else answer

        return strict


def _body_model(route: APIRoute) -> type[BaseModel] | None:
    """Return the model of a route's body, None where it has no body or one of another type."""
    annotation = route.body_field.field_info.annotation if route.body_field is not None else None
    return annotation if is_model(annotation) else None


def _parameters(route: APIRoute) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the query parameters that may be given once, and of those that may be repeated."""
    single: set[str] = set()
    repeated: set[str] = set()
    for field in get_flat_params(route.dependant):
        if getattr(field.field_info, "in_", ParamTypes.query) == ParamTypes.query:
            (repeated if is_list(field.field_info.annotation) else single).add(field.alias)
    return frozenset(single), frozenset(repeated)


def producing(*media_types: str) -> type[StrictRoute]:
    """Return the class of routes that answer with these media types, the preferred one first."""
    return type("StrictRoute", (StrictRoute,), {"produces": media_types})


def _refuse_unacceptable(request: Request, produces: tuple[str, ...]) -> None:
    accept = request.headers.get("accept")
    if accept in {None, "", "*/*", produces[0]} or best_accepted(accept, produces) is not None:
        return
    available = [*(media_type for media_type in produces if media_type != PROBLEM), *other_forms(request.scope)]
    detail = f"Only {' or '.join(available)} is available here."
    raise NotAcceptable(detail)


def refuse_other_content(request: Request, media_types: tuple[str, ...]) -> None:
    """Raise `UnsupportedMediaType` for a body that is declared as none of these, or as compressed."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in media_types:
        header = {"PATCH": "Accept-Patch", "POST": "Accept-Post"}.get(request.method, "Accept")
        detail = f"Send the body as {' or '.join(media_types)}."
        raise UnsupportedMediaType(detail, headers={header: ", ".join(media_types)})
    if request.headers.get("content-encoding", "").strip().lower() not in {"", "identity"}:
        detail = "Send the body as it is, without Content-Encoding."
        raise UnsupportedMediaType(detail, headers={"Accept-Encoding": "identity"})
