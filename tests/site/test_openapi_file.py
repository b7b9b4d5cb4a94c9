"""The OpenAPI document is served from the file that `make openapi` writes."""

import gzip
import json

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from app.site.openapi_file import packed, served
from docs.openapi import FILE
from tests.conftest import Serve
from tests.databases import Databases
from tests.serving import Service
from tests.site.conftest import Schema
from tests.site.test_document import operations


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: what is tested here does not know which is behind it."""
    return "sqlite"


def kept() -> Schema:
    document: Schema = json.loads(gzip.decompress(FILE.read_bytes()))
    return document


def parts(document: Schema) -> Schema:
    """Return the document in pieces that are small enough to be named and compared."""
    found: Schema = {name: value for name, value in document.items() if name not in {"paths", "components"}}
    found |= document["paths"]
    for kind, components in document["components"].items():
        found |= {f"{kind}/{name}": component for name, component in components.items()}
    return found


def test_it_is_the_document_of_this_program() -> None:
    there, made = parts(kept()), parts(create_app(Settings()).openapi())
    stale = sorted(name for name in there.keys() | made.keys() if there.get(name) != made.get(name))
    assert stale == [], "app/site/static/openapi.json.gz is stale: `make openapi` writes it anew"


def test_it_is_served_as_it_is_kept(anonymous: httpx.Client, service: Service) -> None:
    whole = anonymous.get("/openapi.json", headers={"Accept-Encoding": "identity"})
    assert whole.json() == kept()
    assert "content-encoding" not in whole.headers
    compressed = anonymous.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert int(compressed.headers["content-length"]) == FILE.stat().st_size
    assert compressed.json() == kept()
    assert compressed.headers["etag"] != whole.headers["etag"], "they are not the same bytes"
    for declined in ("", "br", "gzip;q=0"):
        assert (
            anonymous.get("/openapi.json", headers={"Accept-Encoding": declined}).headers["etag"]
            == whole.headers["etag"]
        )
    for answer, coding in ((whole, "identity"), (compressed, "gzip")):
        assert "Accept-Encoding" in answer.headers["vary"]
        known = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": coding}
        again = anonymous.get("/openapi.json", headers=known)
        assert (again.status_code, again.content) == (httpx.codes.NOT_MODIFIED, b"")


def test_serving_it_makes_no_document(
    service: Service, anonymous: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise AssertionError("the document was made")

    monkeypatch.setattr(service.app, "openapi", fail)
    assert anonymous.get("/openapi.json").status_code == httpx.codes.OK


def test_it_says_so_where_reading_needs_a_key(databases: Databases, serving: Serve) -> None:
    url = databases.create("sqlite")
    with serving(url, public_read=False) as service, service.client() as client:
        closed = client.get("/openapi.json").json()
    databases.drop(url)
    for (name, there), (_name, public) in zip(operations(closed), operations(kept()), strict=True):
        assert {} not in there["security"], name
        assert (there["security"] == []) == (public["security"] == []), name
    assert closed["components"] == kept()["components"]


def test_writing_it_again_changes_nothing() -> None:
    assert json.loads(served(public_read=True)) == kept()
    assert packed(kept())[4:8] == bytes(4), "gzip would note when it was written"
