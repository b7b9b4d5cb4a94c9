"""Addresses: the one under which readers reach the service, and what can be said of one that is asked for in vain."""

from collections.abc import Iterable

from fastapi import APIRouter, HTTPException, Request
from fastapi.routing import APIRoute
from rapidfuzz import fuzz, process
from starlette.routing import Match
from starlette.types import Scope

ORDER = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

LONGEST = 200
"""Characters of a path that is compared with others."""

SIMILAR = 80
"""The least similarity, of 100, of a path that is named."""


def base_of(request: Request) -> str:
    """Return what whole addresses begin with, without a slash at the end: as the operator says, or as asked."""
    told: str | None = request.app.state.settings.public_url
    return (told or str(request.base_url)).rstrip("/")


async def refuse_writing() -> None:
    """Refuse what does not read at an address that `only_read` is said of."""
    raise HTTPException(405)


def only_read(router: APIRouter, path: str) -> None:
    """Let nothing be written at a path with an ending, which routes that come later would take for a part of an id."""
    router.add_api_route(path, refuse_writing, methods=["POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)


def allowed_methods(request: Request) -> list[str]:
    """Return the methods of every route that matches the request's path: HEAD wherever GET, all of them in `Allow`."""
    if any(_is_only_read(route, request.scope) for route in request.app.routes):
        return ["GET", "HEAD"]
    found: set[str] = set()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        scope = dict(request.scope) | {"method": method}
        routes: Iterable[object] = request.app.routes
        if any(getattr(route, "matches", lambda _scope: (Match.NONE, {}))(scope)[0] == Match.FULL for route in routes):
            found.add(method)
    if "GET" in found:
        found.add("HEAD")
    return [method for method in ORDER if method in found]


def _is_only_read(route: object, scope: Scope) -> bool:
    return isinstance(route, APIRoute) and route.endpoint is refuse_writing and route.matches(scope)[0] != Match.NONE


def nearest_path(request: Request) -> str | None:
    """Return the path of ours that is most like the one asked for, None where none is like it."""
    path = request.url.path.rstrip("/")
    if len(path) > LONGEST:
        return None
    paths = {route.path for route in request.app.routes if isinstance(route, APIRoute) and route.include_in_schema}
    filled = {template: _filled(template, path) for template in sorted(paths)}
    best = process.extractOne(path, filled, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return None if best is None else str(best[2])


def _filled(template: str, path: str) -> str:
    """Return the path with what was asked for in the place of its parameters."""
    given = dict(enumerate(path.split("/")))
    pieces = enumerate(template.split("/"))
    return "/".join(given[place] if _is_filled_by(given.get(place), piece) else piece for place, piece in pieces)


def _is_filled_by(given: str | None, piece: str) -> bool:
    """Return whether a step of the path could stand for a step of the template: one with an ending needs one."""
    return given is not None and piece.startswith("{") and ("." in given or "." not in piece)
