"""What can go wrong, as exceptions: a problem that the service answers has a class by its status."""

import json
from dataclasses import dataclass
from typing import Any

import httpx
from typing_extensions import override

NAMED = ("type", "title", "status", "detail", "instance", "request_id", "errors")
"""The members of a problem that have attributes of their own."""


class Failure(Exception):
    """What the client raises is one of these."""


class Unreachable(Failure):
    """Nobody answers, or the connection broke. Whether a write was carried out is unknown: it can be sent again."""


class UnexpectedAnswer(Failure):
    """Something answers that is not Pacta, such as the page of a proxy."""


class OtherLedger(Failure):
    """The ledger ends before the entry that was followed up to: it is another, or an older copy."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one part of a request, and what would be accepted."""

    message: str
    pointer: str | None = None
    """A JSON pointer into the body."""
    parameter: str | None = None
    header: str | None = None

    @property
    def place(self) -> str:
        """The part that is at fault, however it was sent; empty: the whole."""
        return next((place for place in (self.pointer, self.parameter, self.header) if place is not None), "")

    @override
    def __str__(self) -> str:
        """Name the place and the fault."""
        return f"{self.place}: {self.message}" if self.place else self.message


class Problem(Failure):
    """A refusal as the service told it (RFC 9457)."""

    def __init__(self, status: int, told: dict[str, Any]) -> None:
        """Take over what was told. `members` are those beside the standard ones, such as `current_version`."""
        self.status = status
        self.type = str(told.get("type", "about:blank"))
        self.title = str(told.get("title", ""))
        self.detail = str(told.get("detail", ""))
        self.instance = str(told.get("instance", ""))
        self.request_id = str(told.get("request_id", ""))
        self.errors = tuple(_fault(one) for one in told.get("errors", ()))
        self.members = {name: value for name, value in told.items() if name not in NAMED}
        super().__init__(f"{self.title}: {self.detail}" if self.detail else self.title)

    @property
    def kind(self) -> str:
        """The last part of the type, such as `guard-refused`."""
        return self.type.rpartition("/")[2]

    @override
    def __str__(self) -> str:
        """Name the refusal and every fault, a line each."""
        return "\n".join([str(self.args[0]), *map(str, self.errors)])


class BadRequest(Problem):
    """400, 405, 406, 413, 414, 415, 431: the request cannot be taken as it is."""


class Unauthenticated(Problem):
    """401: a key is required, or the one that was sent is unknown or revoked."""


class Forbidden(Problem):
    """403: the key lacks the scope."""


class NotFound(Problem):
    """404, 410: nothing is there, or it was redacted."""


class Conflict(Problem):
    """409: other records forbid it."""


class PreconditionFailed(Problem):
    """412, 428: the record has moved on since it was read, or `If-Match` is missing."""


class Invalid(Problem):
    """422: the content is wrong; `errors` names each fault. Guards refuse so, too."""


class Throttled(Problem):
    """429: too many requests."""


class ServerFailed(Problem):
    """500 and others: the service failed."""


class Unavailable(ServerFailed):
    """503, 507: the service is too busy or has no room; it was tried again in vain."""


CLASSES: dict[int, type[Problem]] = {
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: NotFound,
    412: PreconditionFailed,
    422: Invalid,
    428: PreconditionFailed,
    429: Throttled,
    503: Unavailable,
    507: Unavailable,
}
SERVER_ERRORS = 500


def refusal(response: httpx.Response) -> Failure:
    """Return the exception for an answer that is no success."""
    status = response.status_code
    media_type = response.headers.get("content-type", "").partition(";")[0]
    told: Any = None
    if media_type.endswith("json"):
        try:
            told = json.loads(response.content)
        except ValueError:
            told = None
    if not isinstance(told, dict) or "title" not in told:
        url = response.request.url.copy_with(query=None)
        return UnexpectedAnswer(f"{url} answered {status} {response.reason_phrase}, not as Pacta does.")
    return CLASSES.get(status, ServerFailed if status >= SERVER_ERRORS else BadRequest)(status, told)


def _fault(told: dict[str, Any]) -> Fault:
    return Fault(str(told.get("message", "")), told.get("pointer"), told.get("parameter"), told.get("header"))
