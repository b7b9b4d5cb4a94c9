"""The OpenAPI document as a contract that every answer is held to, whatever the test that asked was about."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
from jsonschema_rs import Draft202012Validator, Registry

from app.site.openapi_file import served

JSON = "application/json"
PROBLEM = "application/problem+json"
DOCUMENT = "urn:pacta:openapi"
ANEW = "(after a change of the API: `make openapi`)"
METHODS = ("get", "post", "put", "patch", "delete")
BEFORE_ALL = {"bad-request", "uri-too-long", "header-fields-too-large", "request-timeout"}
"""Problems by which the server refuses what it cannot take, before it looks for an operation."""

SERVED_ONLY = re.compile(r"^/(?!v1/|healthz$|readyz$|metrics$|problems$)")
"""Pages, their files and the document itself: what is served for people and tools, and stands in no document."""

Values = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """An answer, however it was fetched."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    thinned: bool = False
    """Whether `fields` asked for some fields alone: then it may lack what the document requires."""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def kind(self) -> str | None:
        """Which problem it is; None where it is none, or has no body."""
        if self.media_type != PROBLEM or self.method == "HEAD":
            return None
        found: str = strict(self.body)["type"].rpartition("/")[2]
        return found


class Contract:
    """Compares answers with an OpenAPI 3.1 document; members that it does not name count as faults."""

    def __init__(self, document: Values) -> None:
        self.document = document
        self._names = list(document["paths"])
        self._paths = re.compile("|".join(f"({_pattern(path)})" for path in self._names))
        # Shared by all validators: each would compile all components anew.
        self._registry = Registry([(DOCUMENT, _closed({"components": document["components"]}))])
        self._validators: dict[str, Draft202012Validator] = {}
        self._known_good: set[bytes] = set()

    def check(self, response: httpx.Response) -> None:
        """Hold an answer to the contract: the hook of every client in the tests."""
        response.read()
        request = response.request
        path = request.url.raw_path.decode().partition("?")[0]
        thinned = "fields" in request.url.params
        answer = Answer(request.method, path, response.status_code, response.headers, response.content, thinned)
        self.check_answer(answer)

    def check_answer(self, answer: Answer) -> None:
        """Raise AssertionError where an answer is not as documented."""
        told = f"{answer.method} {answer.path} answered {answer.status}"
        assert answer.headers.get("x-request-id"), f"{told} without a request id"
        path = self._documented(answer.path)
        if path is None:
            if not SERVED_ONLY.match(answer.path):
                is_refused = answer.status == httpx.codes.NOT_FOUND or answer.kind in BEFORE_ALL
                assert is_refused, f"{told}, and the document has no such path {ANEW}"
                self.check_problem(answer)
            return
        item = self.document["paths"][path]
        method = "get" if answer.method == "HEAD" else answer.method.lower()
        if answer.kind in BEFORE_ALL:
            self.check_problem(answer)
            return
        if method not in item:
            is_refused = answer.status == httpx.codes.METHOD_NOT_ALLOWED
            assert is_refused, f"{told}, and the document has no such operation {ANEW}"
            assert answer.headers["allow"].split(", ") == allowed(item), f"{told} with a wrong Allow"
            self.check_problem(answer)
            return
        documented = self.resolve(item[method]["responses"].get(str(answer.status), {}))
        assert documented, f"{told}, which is not documented {ANEW}: {answer.body[:500]!r}"
        for name, header in documented.get("headers", {}).items():
            assert not self.resolve(header).get("required") or name in answer.headers, f"{told} without {name}"
        self._check_content(answer, told, documented.get("content", {}), f"{method} {path} {answer.status}")

    def resolve(self, part: Values) -> Values:
        """Return a part of the document, or what it refers to."""
        while "$ref" in part:
            found: Values = self.document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        return part

    def _documented(self, path: str) -> str | None:
        # The server takes the percent signs off before it looks for a route.
        found = self._paths.fullmatch(unquote(path))
        return self._names[found.lastindex - 1] if found and found.lastindex else None

    def _check_content(self, answer: Answer, told: str, content: Values, place: str) -> None:
        if not content:
            assert answer.body == b"", f"{told} with a body"
            return
        assert answer.media_type in content, f"{told} with undocumented content: {answer.media_type}"
        if answer.media_type == PROBLEM:
            self.check_problem(answer)
            assert answer.kind in {None, *content[PROBLEM]["examples"]}, f"{told} with an undocumented {answer.kind}"
        elif answer.method != "HEAD" and answer.media_type == JSON:
            schema = content[JSON]["schema"]
            if answer.thinned:
                schema, place = self._with_few_required(schema), f"{place} thinned"
            self._validate(answer.body, schema, f"{place} {JSON}", told)

    def _with_few_required(self, schema: Values) -> Values:
        """Return the schema of a record or part, or of a page of them, of which the id alone is required, if any."""
        if "anyOf" in schema:
            return schema | {"anyOf": [self._with_few_required(one) for one in schema["anyOf"]]}
        whole = self.resolve(schema)
        properties = whole.get("properties", {})
        if "next_cursor" not in properties:
            return whole | {"required": [name for name in ("id",) if name in properties]}
        items = properties["items"]
        return whole | {
            "properties": properties | {"items": items | {"items": self._with_few_required(items["items"])}}
        }

    def check_problem(self, answer: Answer) -> None:
        """Raise AssertionError where an answer is no problem as documented."""
        told = f"{answer.method} {answer.path} answered {answer.status}"
        assert answer.media_type == PROBLEM, f"{told} with {answer.media_type} instead of a problem"
        if answer.method == "HEAD":
            return
        problem = self._validate(answer.body, {"$ref": "#/components/schemas/Problem"}, PROBLEM, told)
        if problem is not None:
            assert problem["status"] == answer.status, f"{told} with the problem of another status"
            assert problem["request_id"] == answer.headers["x-request-id"], f"{told} with another request's id"

    def _validate(self, body: bytes, schema: Values, place: str, told: str) -> Values | None:
        """Check the body; return it, or None where the very same was found good before."""
        if _mark(place, body) in self._known_good:
            return None
        content: Values = strict(body)
        fresh = self._without_known(content, place)
        if place not in self._validators:
            self._validators[place] = Draft202012Validator(
                _closed(schema), registry=self._registry, validate_formats=True
            )
        faults = [
            f"at {'/'.join(map(str, error.instance_path))}: {error.message[:300]}"
            for error in self._validators[place].iter_errors(fresh)
        ]
        assert not faults, f"{told} with a body that is not as documented {ANEW}: " + "; ".join(faults[:5])
        self._known_good.add(_mark(place, body))
        self._known_good.update(_mark(place, item) for item in _items(fresh))
        return content

    def _without_known(self, content: Values, place: str) -> Values:
        """Return a page without the items that were found good on another: most come again and again."""
        if not _items(content):
            return content
        items = [item for item in _items(content) if _mark(place, item) not in self._known_good]
        return content | {"items": items}


def served_contract() -> Contract:
    """Return what the document promises that services serve. Making it anew takes longer than importing the program."""
    return Contract(json.loads(served(public_read=True)))


def _mark(place: str, content: Any) -> bytes:
    """Return what tells an answer, or an item of one, from all others."""
    octets = content if isinstance(content, bytes) else json.dumps(content).encode()
    return blake2b(place.encode() + b"\n" + octets, digest_size=16).digest()


def _items(content: Any) -> list[Any]:
    """Return the items of a page; none of what is no page."""
    items = content.get("items") if isinstance(content, dict) else None
    return items if isinstance(items, list) else []


def allowed(item: Iterable[str]) -> list[str]:
    """Return what `Allow` says of a path item: HEAD goes with GET."""
    found = [method.upper() for method in METHODS if method in item]
    return [*found[:1], "HEAD", *found[1:]] if "GET" in found else found


def strict(body: bytes) -> Any:
    """Return the value of a JSON text that any parser reads alike: no NaN, no member twice."""

    def members(pairs: list[tuple[str, Any]]) -> Values:
        found = dict(pairs)
        assert len(found) == len(pairs), f"a member occurs twice among {[name for name, _value in pairs]}"
        return found

    def constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(body.decode("utf-8"), object_pairs_hook=members, parse_constant=constant)


def _pattern(path: str) -> str:
    assert not urlsplit(path).query
    return "".join("[^/]+" if piece.startswith("{") else re.escape(piece) for piece in _pieces(path))


def _pieces(path: str) -> list[str]:
    return re.split(r"(\{[^}]+\})", path)


def _closed(schema: Any) -> Any:
    """Return the schema with every object closed that does not say itself whether it is open, and references whole."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(value) for name, value in schema.items()}
    if isinstance(schema.get("$ref"), str):
        closed["$ref"] = DOCUMENT + schema["$ref"]
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        keyword = "unevaluatedProperties" if "allOf" in schema else "additionalProperties"
        if not {"additionalProperties", "unevaluatedProperties"} & schema.keys():
            closed[keyword] = False
    return closed
