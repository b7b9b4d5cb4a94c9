"""The contract that all answers are held to notices what is not as documented."""

import json
from typing import Any

import httpx
import pytest

from app.errors import NotFound
from app.http.problems import problem
from tests.contract import Answer, Contract, allowed, strict
from tests.nouns import NOUNS

HEADERS = {"content-type": "application/json", "x-request-id": "an-id", "etag": '"1-0123456789abcdef"'}
PROBLEM = HEADERS | {"content-type": "application/problem+json"}
NOUN = NOUNS[0]
DOCUMENT = NOUN.document | {
    "id": "a-source",
    "version": 1,
    "created_at": "2026-11-22T03:14:33.123456Z",
    "updated_at": "2026-11-22T03:14:33.123456Z",
}
REFUSAL = problem(NotFound("There is no such source."), "/v1/sources/a-source") | {"request_id": "an-id"}


def answer(
    content: Any, status: int = 200, method: str = "GET", path: str = "/v1/sources/a-source", **headers: str | None
) -> Answer:
    """Return an answer as the service might give it; a header that is None is left out."""
    given = (HEADERS if status < 400 else PROBLEM) | {name.replace("_", "-"): value for name, value in headers.items()}
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    kept = {name: value for name, value in given.items() if value is not None}
    return Answer(method, path, status, httpx.Headers(kept), body)


RIGHT = {
    "a record": answer(DOCUMENT),
    "a record as written": answer(NOUN.full | {"id": "a-source"}),
    "a record unchanged": answer(b"", 304, content_type=None),
    "no body to HEAD": answer(b"", method="HEAD"),
    "a refusal": answer(REFUSAL, 404),
    "a refusal with more to say": answer(REFUSAL | {"last_revision": "/v1/sources/a-source/revisions/1"}, 404),
    "a wrong method": answer(REFUSAL | {"status": 405}, 405, "POST", allow="GET, HEAD, PUT, PATCH, DELETE"),
    "no such path": answer(REFUSAL, 404, path="/v1/nothing"),
}


@pytest.mark.parametrize("right", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_as_documented(contract: Contract, right: Answer) -> None:
    contract.check_answer(right)


WRONG = {
    "an undocumented member": answer(DOCUMENT | {"colour": "red"}),
    "an undocumented member, deep": answer(DOCUMENT | {"published": DOCUMENT["published"] | {"colour": "red"}}),
    "a member that is missing": answer({name: value for name, value in DOCUMENT.items() if name != "version"}),
    "a member of another type": answer(DOCUMENT | {"version": "1"}),
    "a word outside of a closed list": answer(DOCUMENT | {"kind": "rumour"}),
    "a member twice": answer(json.dumps(DOCUMENT).encode().replace(b'"version": 1', b'"version": 1, "version": 1')),
    "no JSON": answer(json.dumps(DOCUMENT).encode().replace(b'"version": 1', b'"version": NaN')),
    "another content type": answer(DOCUMENT, content_type="text/html"),
    "an undocumented status": answer(DOCUMENT, 202),
    "a problem as success": answer(REFUSAL),
    "no tag": answer(DOCUMENT, etag=None),
    "no request id": answer(DOCUMENT, x_request_id=None),
    "a body where nothing changed": answer(DOCUMENT, 304),
    "a refusal that is no problem": answer(REFUSAL, 404, content_type="application/json"),
    "a refusal without its title": answer({name: value for name, value in REFUSAL.items() if name != "title"}, 404),
    "a refusal with a fault of its own": answer(REFUSAL | {"errors": [{"message": "x", "input": "y"}]}, 404),
    "a refusal of another status": answer(REFUSAL | {"status": 410}, 404),
    "a refusal that others give": answer(REFUSAL | {"status": 422, "type": "/problems/guard-refused"}, 422),
    "a refusal with another id": answer(REFUSAL | {"request_id": "other"}, 404),
    "no Allow": answer(REFUSAL | {"status": 405}, 405, "POST", allow="GET, HEAD"),
    "an undocumented path": answer(DOCUMENT, path="/v1/nothing"),
    "an undocumented operation": answer(DOCUMENT, method="POST"),
    "created and nowhere": answer(DOCUMENT, 201, "POST", "/v1/sources"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_as_documented(contract: Contract, wrong: Answer) -> None:
    with pytest.raises(AssertionError):
        contract.check_answer(wrong)


def test_allow() -> None:
    assert allowed(["post", "get", "parameters"]) == ["GET", "HEAD", "POST"]
    assert allowed(["delete", "put"]) == ["PUT", "DELETE"]


@pytest.mark.parametrize("text", [b'{"a": 1, "a": 1}', b"[NaN]", b'{"a": {"b": Infinity}}', b'"\xff"'])
def test_what_parsers_read_differently(text: bytes) -> None:
    with pytest.raises((AssertionError, UnicodeDecodeError)):
        strict(text)
