"""What must let a request pass before anything else of it is looked at: its query, its body, the record it names."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from fastapi import Request
from fastapi.routing import APIRoute

Guard = Callable[[Request], Awaitable[object]]
Dependency = TypeVar("Dependency", bound=Callable[..., Any])


def guarded_by(guard: Guard) -> Callable[[Dependency], Dependency]:
    """Return a decorator of dependencies: the guard is asked first in routes that have them."""

    def mark(dependency: Dependency) -> Dependency:
        dependency.guard = guard  # type: ignore[attr-defined] # functions take attributes
        return dependency

    return mark


def as_guard(guard: Dependency) -> Dependency:
    """Mark a dependency that does nothing but guard: it takes the request, other parameters document."""
    return guarded_by(guard)(guard)


def is_guard(dependency: Any) -> bool:
    """Return whether a dependency does nothing but guard."""
    return getattr(dependency, "guard", None) is dependency


def guards_of(route: APIRoute) -> tuple[Guard, ...]:
    """Return the guards of a route, each once."""
    found = [getattr(dependency.call, "guard", None) for dependency in route.dependant.dependencies]
    return tuple(dict.fromkeys(guard for guard in found if guard is not None))
