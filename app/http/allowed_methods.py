"""Which methods an address takes: HEAD wherever GET, and all of them in `Allow`."""

from collections.abc import Iterable

from fastapi import Request
from starlette.routing import Match

ORDER = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allowed_methods(request: Request) -> list[str]:
    """Return the methods of every route that matches the request's path."""
    found: set[str] = set()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        scope = dict(request.scope) | {"method": method}
        routes: Iterable[object] = request.app.routes
        if any(getattr(route, "matches", lambda _scope: (Match.NONE, {}))(scope)[0] == Match.FULL for route in routes):
            found.add(method)
    if "GET" in found:
        found.add("HEAD")
    return [method for method in ORDER if method in found]
