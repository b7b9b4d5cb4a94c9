"""A route is found by the first steps of an address as it is by looking at all."""

import re

import pytest
from starlette.routing import Match

from app.http.routing.indexed_router import IndexedRouter
from app.main import create_app
from app.settings import Settings


def router() -> IndexedRouter:
    made = create_app(Settings()).router
    assert isinstance(made, IndexedRouter)
    return made


ROUTER = router()
PATHS = sorted({re.sub(r"\{.*?\}", value, route.path) for route in ROUTER.routes for value in ("pledges", "one", "1")})  # type: ignore[attr-defined] # all have one


def found(routes: object, path: str) -> object:
    """Return the first route that answers a GET of the address."""
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    return next((route for route in routes if route.matches(dict(scope))[0] == Match.FULL), None)  # type: ignore[attr-defined]


def test_every_address_has_the_route_that_comes_first() -> None:
    assert len(PATHS) > len(ROUTER.routes) / 2
    for path in PATHS:
        candidates = ROUTER.candidates(path)
        assert found(candidates, path) is found(ROUTER.routes, path), path
        assert len(candidates) < len(ROUTER.routes) / 4, path


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/v1", "/v1/pledges/a/b/c/d/e", "/v1/nothing/of-it", "//v1/pledges", "x"]
)
def test_an_address_of_which_nothing_is_there_has_no_route_either_way(path: str) -> None:
    assert found(ROUTER.candidates(path), path) is found(ROUTER.routes, path)
