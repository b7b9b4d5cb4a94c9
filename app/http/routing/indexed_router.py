"""A router that knows by an address's first steps which of its routes can match: there are hundreds of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from fastapi import APIRouter
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send
from typing_extensions import override

INDEXED = 2
"""Steps of an address by which routes are told apart, beside how many steps it has."""

Key = tuple[int, tuple[str, ...]]


class IndexedRouter(APIRouter):
    """Answers a GET by the same route as any router, and looks at few others on the way."""

    @override
    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            for route in self.candidates(scope["path"].removeprefix(scope.get("root_path", ""))):
                match, found = route.matches(scope)
                if match == Match.FULL:
                    scope.setdefault("router", self)
                    scope.update(found)
                    await route.handle(scope, receive, send)
                    return
        await super().app(scope, receive, send)

    def candidates(self, path: str) -> Sequence[BaseRoute]:
        """Return the routes that can match an address, in their order; none where only the whole list tells."""
        steps = path.split("/")
        return self._index.get((len(steps), self._key(steps)), ())

    @cached_property
    def _known(self) -> frozenset[str]:
        """The steps that some route has where they are told apart by."""
        return frozenset(step for route in self.routes for step in _first(_steps(route)) if "{" not in step)

    @cached_property
    def _index(self) -> Mapping[Key, Sequence[BaseRoute]]:
        """The routes by the number of steps, and the first of them: those that no route has stand for all others."""
        found: dict[Key, list[BaseRoute]] = {}
        for route in self.routes:
            steps = _steps(route)
            for key in self._keys(steps):
                found.setdefault((len(steps), key), []).append(route)
        return found

    def _keys(self, steps: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the beginnings of addresses that a route may match: for a parameter anything."""
        found: list[tuple[str, ...]] = [()]
        for step in _first(steps):
            found = [(*before, own) for before in found for own in ([*self._known, ""] if "{" in step else [step])]
        yield from found

    def _key(self, steps: Sequence[str]) -> tuple[str, ...]:
        return tuple(step if step in self._known else "" for step in _first(steps))


def _steps(route: BaseRoute) -> Sequence[str]:
    path: str = getattr(route, "path", "")
    return path.split("/")


def _first(steps: Sequence[str]) -> Sequence[str]:
    # Addresses begin with a slash: before it is nothing.
    return steps[1 : 1 + INDEXED]
