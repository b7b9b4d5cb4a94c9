"""Who may not do it learns that before anything else: the key is looked at first, and no body is parsed without one."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.access.keys import hash_of
from tests.conftest import Serve
from tests.refusals import refused
from tests.serving import Service

WRONG: dict[str, dict[str, Any]] = {
    "no JSON": {"content": b"{", "headers": {"Content-Type": "application/json"}},
    "another type": {"content": b"x", "headers": {"Content-Type": "text/plain"}},
    "compressed": {"content": b"x", "headers": {"Content-Type": "application/json", "Content-Encoding": "gzip"}},
    "too large": {"content": b" " * 1_048_577, "headers": {"Content-Type": "application/json"}},
    "unknown fields": {"json": {"no_such_field": 1}},
    "an unknown parameter": {"json": {"name": "A"}, "params": {"unknown": "1"}},
    "an unknown answer": {"json": {"name": "A"}, "headers": {"Accept": "text/html"}},
}
WRITES = [
    ("POST", "/v1/topics"),
    ("PUT", "/v1/topics/a-topic"),
    ("PATCH", "/v1/topics/a-topic"),
    ("POST", "/v1/status-changes"),
    ("POST", "/v1/topics/a-topic/merge"),
]


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_writing(
    anonymous: httpx.Client, reader: httpx.Client, client: httpx.Client, method: str, path: str, wrong: dict[str, Any]
) -> None:
    refused(anonymous.request(method, path, **wrong), 401, "unauthenticated")
    refused(reader.request(method, path, **wrong), 403, "forbidden")
    assert client.request(method, path, **wrong).status_code in {400, 404, 406, 413, 415, 422}


def test_a_body_without_a_key_is_not_parsed(anonymous: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []
    monkeypatch.setattr("app.http.routing.strict.decode", parsed.append)
    for method, path in WRITES:
        refused(anonymous.request(method, path, json={}), 401, "unauthenticated")
    assert parsed == []


@pytest.fixture(scope="module")
def private(database_url: str, serving: Serve, service: Service) -> Iterator[httpx.Client]:
    """Return a client without a key of a service that is not public."""
    with serving(database_url, public_read=False) as private, private.client() as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/topics?unknown=1", "/v1/topics?limit=x", "/v1/topics/x/revisions/x"])
def test_reading(private: httpx.Client, path: str) -> None:
    refused(private.get(path), 401, "unauthenticated")
    refused(private.get(path, headers={"Accept": "text/html"}), 401, "unauthenticated")


def test_a_key_is_looked_up_once(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []

    def hashed(secret: str) -> str:
        looked_up.append(secret)
        return hash_of(secret)

    monkeypatch.setattr("app.access.callers.hash_of", hashed)
    with service.client("write") as client:
        assert client.post("/v1/topics", json={"name": "Once"}).status_code == 201
        assert client.get("/v1/topics").status_code == 200
    assert looked_up == [service.keys["write"]] * 2
