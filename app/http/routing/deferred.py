"""Routes that are made when a request comes for them: to make all takes seconds, and a command asks one of them."""

from collections.abc import Callable
from threading import RLock
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import compile_path
from typing_extensions import override

_MAKING = RLock()
"""Several applications of a process share the routes."""


class DeferredRoute(APIRoute):
    """A route that has at once what requests find it by and what documents list; all else is made when it is asked for.

    What is wrong with a declaration shows then: the OpenAPI document is made of all of them.
    """

    @override
    def __init__(self, path: str, endpoint: Callable[..., Any], **declared: Any) -> None:
        """Keep what is declared."""
        self._declared = (path, endpoint, declared)
        self.path, self.endpoint = path, endpoint
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.methods = {method.upper() for method in declared.get("methods") or ["GET"]}
        self.include_in_schema = declared.get("include_in_schema", True)
        self.responses = declared.get("responses") or {}

    def __getattr__(self, name: str) -> Any:
        """Make the route, and return what it has under a name."""
        if name.startswith("__") or name == "_declared":
            raise AttributeError(name)
        with _MAKING:
            if "_declared" in self.__dict__:
                path, endpoint, declared = self._declared
                super().__init__(path, endpoint, **declared)
                del self._declared
        return object.__getattribute__(self, name)
