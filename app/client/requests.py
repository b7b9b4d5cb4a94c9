"""Requests as they are prepared, and answers as they are read: the same for both clients."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import quote, urlencode

import httpx
import orjson

from app.client.failures import UnexpectedAnswer, refusal

W = TypeVar("W")
Scalar: TypeAlias = str | int | float | Decimal | bool | date | None
QueryValue: TypeAlias = Scalar | Iterable[str]
Query: TypeAlias = Mapping[str, QueryValue]
"""Filters and other parameters: of a list, any value matches; None is left out. `"null"` asks for what is unknown."""

JSON = "application/json"
STREAMS = "application/x-ndjson, application/jsonl, */*;q=0.1"


@dataclass(frozen=True)
class Request:
    """What is sent."""

    method: str
    path: str
    query: Query = field(default_factory=dict)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_stream: bool = False
    """Whether the answer is read piece by piece."""

    @property
    def url(self) -> str:
        """The path with the query. Raises `ValueError` for another address: the key is not for others."""
        if not self.path.startswith("/") or self.path.startswith("//"):
            raise ValueError(f"{self.path!r} is no path: it begins with one slash")
        pairs = list(_pairs(self.query))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


@dataclass(frozen=True)
class Written(Generic[W]):
    """A record in the form that PUT takes, and the tag under which it was read."""

    record: W
    etag: str


@dataclass(frozen=True)
class Page:
    """A page of a list, and the request for the next; None: it is the last."""

    items: list[Any]
    next: Request | None


def _pairs(query: Query) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        if value is None:
            continue
        values = value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
        for one in values:
            yield name, _text(one)


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def address(*parts: str) -> str:
    """Return the path of a resource: `address("pledges", id)`. Whatever is in a part stays one part."""
    return "/".join(["/v1", *(quote(part, safe="") for part in parts)])


def encode(body: Any) -> bytes:
    """Return the JSON text of a body. Decimals keep every digit."""
    return orjson.dumps(body, default=_exact)


def _exact(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(f"{type(value).__name__} is nothing that JSON has")


def decode(text: bytes | str, *, exact: bool = False) -> Any:
    """Return the value of a JSON text. `exact`: numbers with a fraction keep every digit, as Decimals."""
    return json.loads(text, parse_float=Decimal if exact else float)


def decode_line(text: str) -> Any:
    """Return the value of a line of JSON."""
    try:
        return decode(text)
    except ValueError:
        raise UnexpectedAnswer("A line of the answer is no JSON.") from None


def content(response: httpx.Response, *, exact: bool = False) -> Any:
    """Return what a successful answer holds; None where it holds nothing. Raises for any other answer."""
    if not response.is_success:
        raise refusal(response)
    if not response.content:
        return None
    if response.headers.get("content-type", "").partition(";")[0] != JSON:
        raise refusal_of_content(response)
    try:
        return decode(response.content, exact=exact)
    except ValueError:
        raise refusal_of_content(response) from None


def refusal_of_content(response: httpx.Response) -> UnexpectedAnswer:
    """Return the exception for a success whose content is not what was asked for."""
    shown = response.headers.get("content-type") or "something"
    return UnexpectedAnswer(
        f"{response.request.url.copy_with(query=None)} answered {shown}, which is not what Pacta answers."
    )
