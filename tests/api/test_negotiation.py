"""Methods, media types, sizes and request ids."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

from app.settings import MAX_WRITTEN_BYTES
from app.strict_json import encode
from tests.api.conftest import Make, head, on_one_database
from tests.conftest import Serve
from tests.contract import METHODS, Contract
from tests.nouns import Noun
from tests.refusals import refused
from tests.serving import Service

OTHERS = ("OPTIONS", "TRACE", "PROPFIND", "QUERY")


@on_one_database
def test_other_methods_are_told_all_that_are_taken(client: httpx.Client, contract: Contract) -> None:
    # Which they are, the contract's hook compares with the document.
    for path, item in contract.document["paths"].items():
        address = path.replace("{version}", "1").replace("{slug}", "conflict")
        address = re.sub("{[a-z]+}", "nothing-here", address)
        for method in [*(method.upper() for method in METHODS if method not in item), *OTHERS]:
            refused(client.request(method, address), 405, "method-not-allowed")


def test_head_goes_wherever_get_goes(client: httpx.Client, contract: Contract) -> None:
    for path, item in contract.document["paths"].items():
        if "get" not in item:
            assert client.head(path).status_code == 405
        elif "{" not in path:
            # Where something has to be asked, that is said as well.
            assert client.head(path).status_code == client.get(path).status_code


@on_one_database
@pytest.mark.parametrize("path", [
    "/nothing", "/v1", "/v1/", "/v2/sources", "/v1/nothing", "/v1/sources/", "/v1/sources/a-b/nothing", "//",
    "/v1/sources/a-b/citations/x/y",
])  # fmt: skip
def test_there_is_nothing_elsewhere(client: httpx.Client, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        request = client.build_request(method, "/")
        request.url = request.url.copy_with(raw_path=path.encode())
        assert client.send(request).status_code == 404, method


ACCEPTED = [
    "application/json", "application/*", "*/*", "text/html, */*;q=0.1", "application/json;q=0.001",
    "text/html,application/json", "APPLICATION/JSON", "application/json; charset=utf-8", "application/json ; q=1",
    "", ",", ", application/json,",
]  # fmt: skip
NOT_ACCEPTED = [
    "text/html", "application/xml", "application/json;q=0", "*/*;q=0.000", "text/*", "nonsense",
    "application/*;q=0.0, text/html", "application/json;q=0, */*", "application/problem+json", "image/*;q=1",
]  # fmt: skip


def test_json_is_accepted(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    for accept in ACCEPTED:
        for path in (noun.path, f"{noun.path}/{record}", f"{noun.path}/{record}/revisions"):
            answer = client.get(path, headers={"Accept": accept})
            assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json"), accept


@on_one_database
def test_json_alone_is_served(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    for accept in NOT_ACCEPTED:
        for method, path in (
            ("GET", noun.path),
            ("GET", f"{noun.path}/{record}"),
            ("POST", noun.path),
            ("DELETE", f"{noun.path}/{record}"),
        ):
            body = noun.full if method == "POST" else None
            refused(client.request(method, path, json=body, headers={"Accept": accept}), 406, "not-acceptable")
    assert head(client) == number


def test_problems_are_served_to_whoever_accepts_them(client: httpx.Client, noun: Noun) -> None:
    answer = client.get(f"{noun.path}/nothing-here", headers={"Accept": "application/json, application/problem+json"})
    refused(answer, 404, "not-found")


NOT_TAKEN = (
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml",
    "application/merge-patch+json", "application", "", "json", "application/jsonl", "text/json",
)  # fmt: skip


@on_one_database
def test_json_alone_is_taken(client: httpx.Client, noun: Noun, make: Make) -> None:
    record = make(noun)
    number = head(client)
    for content_type in NOT_TAKEN:
        for method, path, told in (
            ("POST", noun.path, "accept-post"),
            ("PUT", f"{noun.path}/{record}", "accept"),
            ("POST", f"{noun.path}/{record}/citations", "accept-post"),
        ):
            answer = client.request(method, path, content=encode(noun.full), headers={"Content-Type": content_type})
            refused(answer, 415, "unsupported-media-type")
            assert answer.headers[told] == "application/json", content_type
    assert head(client) == number


@on_one_database
@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "identity, gzip", "x"])
def test_compressed_content_is_not_taken(client: httpx.Client, noun: Noun, coding: str) -> None:
    number = head(client)
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    for content in (encode(noun.full), gzip.compress(encode(noun.full))):
        answer = client.post(noun.path, content=content, headers=headers)
        refused(answer, 415, "unsupported-media-type")
        assert answer.headers["accept-encoding"] == "identity"
    assert head(client) == number
    assert client.post(noun.path, json=noun.full, headers={"Content-Encoding": "Identity"}).status_code == 201


@on_one_database
def test_the_content_must_be_declared(client: httpx.Client, noun: Noun) -> None:
    refused(client.post(noun.path, content=encode(noun.full)), 415, "unsupported-media-type")


TAKEN = (
    "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;charset=UTF-8",
    "application/json; profile=x",
)  # fmt: skip


def test_json_is_taken(client: httpx.Client, noun: Noun) -> None:
    for content_type in TAKEN:
        answer = client.post(noun.path, content=encode(noun.full), headers={"Content-Type": content_type})
        assert answer.status_code == 201, content_type


LIMIT = MAX_WRITTEN_BYTES + 2048


@pytest.fixture(scope="module")
def narrow(database_url: str, serving: Serve, service: Service) -> Iterator[httpx.Client]:
    """Return a client of a service that takes bodies up to a limit."""
    with serving(database_url, max_body_bytes=LIMIT) as narrow, narrow.client("write") as client:
        yield client


def sized(octets: int) -> bytes:
    """Return the body of a source that is as long as that."""
    return encode({"kind": "other", "title": "A source"}).ljust(octets)


@pytest.mark.parametrize("octets", [LIMIT + 1, LIMIT * 3])
@pytest.mark.parametrize("declared", [True, False])
def test_large_bodies_are_refused(narrow: httpx.Client, octets: int, declared: bool) -> None:  # noqa: FBT001
    number = head(narrow)
    body = sized(octets)
    for method, path in (("POST", "/v1/sources"), ("PUT", "/v1/sources/large"), ("PATCH", "/v1/sources/large")):
        content = body if declared else iter([body[:1000], body[1000:]])
        answer = narrow.request(method, path, content=content, headers={"Content-Type": "application/json"})
        assert str(LIMIT) in refused(answer, 413, "content-too-large")["detail"]
    assert head(narrow) == number


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_may_be_as_large_as_that(narrow: httpx.Client, declared: bool) -> None:  # noqa: FBT001
    body = sized(LIMIT)
    content = body if declared else iter([body[:1000], body[1000:]])
    answer = narrow.post("/v1/sources", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 201


IDS = ("a", "A-b.c_9", "x" * 128, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
NO_IDS = ("", "two words", "x" * 129, "a/b", "<script>", "a,b", "é", "a\tb", "{}")


def test_a_request_keeps_its_id(client: httpx.Client, noun: Noun) -> None:
    for given in IDS:
        header = {"X-Request-Id": given}
        made = client.post(noun.path, json=noun.full, headers=header)
        assert made.headers["x-request-id"] == given
        (revision,) = client.get(f"{made.headers['location']}/revisions").json()["items"]
        assert revision["request_id"] == given
        for answer in (
            client.get(f"{noun.path}/nothing-here", headers=header),
            client.post(noun.path, json={}, headers=header),
            client.get("/nothing", headers=header),
            client.patch(noun.path, headers=header),
        ):
            assert answer.headers["x-request-id"] == answer.json()["request_id"] == given


def test_what_is_no_request_id_is_replaced(client: httpx.Client, noun: Noun) -> None:
    for given in NO_IDS:
        answer = client.get(f"{noun.path}/nothing-here", headers=[(b"X-Request-Id", given.encode())])
        made = answer.headers["x-request-id"]
        assert re.fullmatch("[0-9a-f]{32}", made), given
        assert answer.json()["request_id"] == made


def test_every_request_has_another_id(client: httpx.Client) -> None:
    assert len({client.get("/v1/sources").headers["x-request-id"] for _ in range(5)}) == 5
