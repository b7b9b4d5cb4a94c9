"""The head of the ledger."""

import httpx

from tests.conftest import Serve
from tests.serving import Service


def test_an_empty_ledger_has_a_head_too(fresh_service: Service) -> None:
    with fresh_service.client() as client:
        assert client.get("/v1/ledger").json() == {"number": 0, "hash": "0" * 64, "at": None}


def test_the_head_is_the_last_entry(fresh_service: Service) -> None:
    with fresh_service.client("write") as client:
        client.put("/v1/topics/ports", json={"name": "Ports"})
        before = client.get("/v1/ledger")
        client.put("/v1/topics/ports", json={"name": "Harbours"}, headers={"If-Match": "*"})
        (_first, last) = client.get("/v1/topics/ports/revisions").json()["items"]
        after = client.get("/v1/ledger", headers={"If-None-Match": before.headers["etag"]})
        assert after.json() == {"number": 2, "hash": last["hash"], "at": last["at"]}
        again = client.get("/v1/ledger", headers={"If-None-Match": after.headers["etag"]})
        assert again.status_code == httpx.codes.NOT_MODIFIED


def test_it_is_kept_from_strangers_where_reading_needs_a_key(fresh_database_url: str, serving: Serve) -> None:
    with serving(fresh_database_url, public_read=False) as service, service.client() as client:
        for path in ("/v1/ledger", "/v1/vocabulary"):
            assert client.get(path).status_code == httpx.codes.UNAUTHORIZED
        for path in ("/healthz", "/readyz", "/problems", "/docs", "/openapi.json"):
            assert client.get(path).is_success
