"""Other forms for who accepts those: `/v1/pledges` with `Accept: text/csv` is `/v1/pledges.csv`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.content_negotiation import best_accepted

JSON = "application/json"
USUAL = frozenset({b"", b"*/*", b"application/json"})
"""What nearly all requests accept: no other form is looked for."""

FORMS = "pacta.other_forms"
"""Where the scope of a request names the media types of the other forms that there are."""


def other_forms(scope: Scope) -> Sequence[str]:
    """Return the media types in which there is, at addresses with a suffix, what a request asks for."""
    found: Sequence[str] = scope.get(FORMS, ())
    return found


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
            if accept not in USUAL and self._has_form(scope["path"]):
                scope = self._led(scope, accept)
        return self.app(scope, receive, send)

    def _led(self, scope: Scope, accept: bytes) -> Scope:
        """Return what a request leads to: the form that it likes best, or, knowing of the others, what it names."""
        # Hardly any request names one of them.
        if any(kind in accept for kind in self._kinds):
            best = best_accepted(accept.decode("latin-1"), self._offered)
            if best is not None and best in self._suffixes:
                path = f"{scope['path']}.{self._suffixes[best]}"
                return {**scope, "path": path, "raw_path": path.encode()}
        return {**scope, FORMS: [*other_forms(scope), *self._suffixes]}
