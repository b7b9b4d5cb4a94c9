"""Other forms for who accepts those: `/v1/pledges` with `Accept: text/csv` is `/v1/pledges.csv`."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.content_negotiation import best_accepted

JSON = "application/json"


class SuffixedAddresses:
    """Adds the suffix to the address of what a client likes best in another form."""

    def __init__(self, app: ASGIApp, suffixes: Mapping[str, str], has_form: Callable[[str], bool]) -> None:
        """Take the suffix of each media type, and what says whether there are such forms of what is at a path."""
        self.app, self._suffixes, self._has_form = app, suffixes, has_form
        self._offered = [JSON, *suffixes]
        self._kinds = tuple(media_type.rpartition("/")[2].encode() for media_type in suffixes)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on, to the other form if that is what is asked for."""
        if scope["type"] == "http" and scope["method"] == "GET":
            accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
            # Hardly any request names one of them: others cost nothing more.
            if any(kind in accept for kind in self._kinds) and self._has_form(scope["path"]):
                best = best_accepted(accept.decode("latin-1"), self._offered)
                if best is not None and best in self._suffixes:
                    path = f"{scope['path']}.{self._suffixes[best]}"
                    scope = {**scope, "path": path, "raw_path": path.encode()}
        return self.app(scope, receive, send)
