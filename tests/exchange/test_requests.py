"""A report comes in one request: `POST /v1/bundles`, as JSON or YAML."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import yaml
from sqlalchemy import Connection

from app.db.engines import writing_engine
from app.errors import Conflict
from app.exchange.bundles.schemas import EXAMPLE
from app.exchange.formats.bundle import SEEDS, read_bundle
from app.exchange.formats.strict_yaml import parse
from app.exchange.loading import pieces
from app.exchange.loading.loader import load_bundle
from app.ledger.writing.append import append
from app.strict_json import encode
from tests.answers import codes
from tests.conftest import Serve
from tests.databases import Databases
from tests.exchange.test_loading import content
from tests.refusals import places, refused
from tests.serving import Service

PATH = "/v1/bundles"
GUATEMALA = {"participants": [{"id": "guatemala", "kind": "state", "name": "Guatemala"}]}


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    with serving(database_url) as service, service.client("write") as client:
        client.post(PATH, json=GUATEMALA).raise_for_status()
        yield service


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with service.client("write") as client:
        yield client


def head(client: httpx.Client) -> int:
    number: int = client.get("/v1/ledger").json()["number"]
    return number


def reported(response: httpx.Response) -> dict[str, Any]:
    assert response.status_code == httpx.codes.OK, response.text
    report: dict[str, Any] = response.json()
    return report


def post_yaml(client: httpx.Client, text: str | bytes, **parameters: Any) -> httpx.Response:
    return client.post(PATH, content=text, params=parameters, headers={"Content-Type": "application/yaml"})


def named(bundle: dict[str, Any], suffix: str) -> dict[str, Any]:
    """Return a bundle with ids of a test's own, in all places."""
    text = encode(bundle).decode()
    for items in bundle.values():
        for item in items:
            text = text.replace(f'"{item["id"]}"', f'"{item["id"]}-{suffix}"')
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_one_report_goes_in_together(client: httpx.Client) -> None:
    bundle, before = named(EXAMPLE, "whole"), head(client)
    would = reported(client.post(PATH, json=bundle, params={"dry_run": True}))
    assert head(client) == before
    report = reported(client.post(PATH, json=bundle))
    assert would == report
    assert [one["outcome"] for one in report["records"]] == ["created"] * 5
    assert all(client.get(one["address"]).is_success for one in report["records"])
    assert {name: counts["created"] for name, counts in report["counts"].items()} == {
        "sources": 1, "participants": 1, "meetings": 1, "pledges": 1, "statements": 1, "status_changes": 1,
    }  # fmt: skip
    pledge = client.get("/v1/pledges/guatemala-second-crossing-whole").json()
    assert pledge["status"]["status"] == "planned"
    assert pledge["citations"][0]["quote"]["exact"] == "will open a second crossing"
    # The key's owner did it.
    entries = client.get("/v1/changes", params={"after": before}).json()["items"]
    assert {(entry["actor"], entry["data_set"]) for entry in entries} == {("the write key", "the write key")}


def test_sent_again_it_changes_nothing_and_corrects_itself(client: httpx.Client) -> None:
    bundle = named(EXAMPLE, "again")
    reported(client.post(PATH, json=bundle))
    number = head(client)
    again = reported(post_yaml(client, yaml.safe_dump(bundle)))
    assert {one["outcome"] for one in again["records"]} == {"unchanged"}
    assert head(client) == number
    bundle["pledges"][0]["due"] = "2027"
    path = f"/v1/pledges/{bundle['pledges'][0]['id']}"
    client.patch(path, json={"summary": "What people say of it"}).raise_for_status()
    report = reported(client.post(PATH, json=bundle))
    assert [one["outcome"] for one in report["records"] if one["collection"] == "pledges"] == ["changed"]
    pledge = client.get(path).json()
    assert (pledge["due"]["edtf"], pledge["summary"]) == ("2027", "What people say of it")


def test_what_people_changed_is_left_and_listed_unless_overwritten(client: httpx.Client) -> None:
    bundle = named(EXAMPLE, "left")
    reported(client.post(PATH, json=bundle))
    path = f"/v1/pledges/{bundle['pledges'][0]['id']}"
    client.patch(path, json={"due": "2028"}).raise_for_status()
    bundle["pledges"][0]["due"] = "2029"
    report = reported(client.post(PATH, json=bundle))
    (left,) = report["left"]
    assert left["pointer"] == "/pledges/0/due"
    assert "line" not in left
    assert client.get(path).json()["due"]["edtf"] == "2028"
    (left,) = reported(post_yaml(client, yaml.safe_dump(bundle)))["left"]
    assert left["line"] > 1
    assert not reported(client.post(PATH, json=bundle, params={"overwrite": True}))["left"]
    assert client.get(path).json()["due"]["edtf"] == "2029"


def test_a_data_set_goes_on_from_what_it_said(client: httpx.Client) -> None:
    bundle = {"topics": [{"id": "named-topic", "name": "Named"}]}
    reported(client.post(PATH, json=bundle, params={"data_set": "a register"}))
    bundle["topics"][0]["name"] = "Renamed"
    report = reported(client.post(PATH, json=bundle))
    assert [one["outcome"] for one in report["records"]] == ["left"]
    assert "a register" in report["left"][0]["message"]
    report = reported(client.post(PATH, json=bundle, params={"data_set": "a register"}))
    assert (report["data_set"], report["records"][0]["outcome"]) == ("a register", "changed")


def test_what_is_doubtful_is_told_by_its_place(client: httpx.Client) -> None:
    bundle = named(EXAMPLE, "doubtful")
    del bundle["statements"][0]["citations"]
    bundle["pledges"][0]["due"] = "2099"
    found = codes(client.post(PATH, json=bundle, params={"dry_run": True}))
    assert ("/statements/0/citations", "nothing_cited") in found
    assert ("/pledges/0/due", "due_far_off") in found
    reported(client.post(PATH, json=bundle))
    twin = {"pledges": [bundle["pledges"][0] | {"id": "its-twin"}]}
    assert ("/pledges/0", "likely_duplicate") in codes(client.post(PATH, json=twin, params={"dry_run": True}))


def test_all_faults_come_at_once_and_nothing_is_written(client: httpx.Client) -> None:
    bundle = named(EXAMPLE, "faulty")
    bundle["meetings"][0]["form"] = "seance"
    bundle["pledges"][0]["parties"][0]["participant"] = "no-such-state"
    bundle["statements"][0]["about"] = ["no-such-pledge"]
    bundle["sources"].append({"title": "Without an id"})
    bundle["colours"] = []
    before = head(client)
    problem = refused(client.post(PATH, json=bundle), 422, "invalid-content")
    assert set(places(problem)) >= {
        "/pledges/0/parties/0/participant", "/meetings/0/form", "/statements/0/about/0", "/sources/1/id", "/colours",
    }  # fmt: skip
    assert head(client) == before
    by_line = refused(post_yaml(client, yaml.safe_dump(bundle)), 422, "invalid-content")
    assert {fault["pointer"] for fault in by_line["errors"]} == set(places(problem))
    assert all(fault["line"] > 0 for fault in by_line["errors"])


def test_a_status_that_a_guard_refuses_is_found_with_the_rest(client: httpx.Client) -> None:
    bundle = named(EXAMPLE, "guarded")
    bundle["pledges"][0]["status_changes"][0] |= {"status": "fulfilled", "citations": []}
    problem = refused(client.post(PATH, json=bundle), 422, "invalid-content")
    assert all(place.startswith("/pledges/0/status_changes/0") for place in places(problem))


HOSTILE_YAML = [
    b"", b"\xff\xfe", b"pledges: [", b"a: &x 1\nb: *x", b"pledges: !!python/object:os.system x", b"- 1",
    b"--- 1\n--- 2",
    b"topics: {a: 1}", b"topics: [1]", b"topics: [{id: [1]}]", b"topics: [{id: x}]", b"topics: [{id: {a: b}, name: N}]",
    b"[" * 60, b"? [a]\n: b", b"topics: [{id: t, name: N, status_changes: [{}]}]", b"'\\/~': []",
]  # fmt: skip
HOSTILE_JSON = [
    b"[]", b"null", b'"x"', b'{"topics": null}', b'{"topics": [null]}', b'{"topics": [{"id": 1e999999}]}',
    b'{"topics": [{"id": "t-t", "name": 1}]}', b'{"": []}', b'{"pledges": [{"id": "p-p", "status_changes": {}}]}',
    b'{"pledges": [{"id": "p-p", "status_changes": [[]]}]}', b"{" + b'"a": {' * 150 + b"}" * 151,
    b'{"topics": [{"id": "t-t", "name": "N", "parent": "t-t"}]}',
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE_YAML, ids=repr)
def test_hostile_yaml_is_refused(client: httpx.Client, body: bytes) -> None:
    problem = refused(post_yaml(client, body), 422, "invalid-content")
    assert problem["errors"]


@pytest.mark.parametrize("body", HOSTILE_JSON, ids=repr)
def test_hostile_json_is_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post(PATH, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}, answer.text


def test_what_is_neither_json_nor_yaml_is_refused(client: httpx.Client, service: Service) -> None:
    for media_type in ("text/plain", "text/yaml", "application/merge-patch+json", ""):
        refused(client.post(PATH, content=b"{}", headers={"Content-Type": media_type}), 415, "unsupported-media-type")
    refused(client.post(PATH, content=b"{" + b" " * 1_100_000 + b"}", headers={"Content-Type": "application/json"}),
            413, "content-too-large")  # fmt: skip
    refused(client.post(PATH, content=b"{", headers={"Content-Type": "application/json"}), 400, "malformed-json")
    with service.client("read") as reader:
        refused(reader.post(PATH, json={}), 403, "forbidden")


def test_an_empty_bundle_does_nothing(client: httpx.Client) -> None:
    assert reported(client.post(PATH, json={}))["records"] == []


def test_a_load_that_is_stopped_says_how_far_it_came(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "WHOLE", 1)
    monkeypatch.setattr(pieces, "MOST", 1)
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 0.0)
    topics = [{"id": f"stopped-{number}", "name": f"Stopped {number}", "parent": "stopped-0"} for number in range(4)]
    del topics[0]["parent"]
    written: list[int] = []

    def refuse_the_second(connection: Connection, changes: Any) -> Any:
        written.append(len(changes))
        if len(written) > 1:
            detail = "The parent is gone."
            raise Conflict(detail)
        return append(connection, changes)

    monkeypatch.setattr("app.exchange.loading.pieces.append", refuse_the_second)
    problem = refused(client.post(PATH, json={"topics": topics}), 409, "bundle-stopped")
    assert (problem["written"], problem["left"]) == (1, 3)
    monkeypatch.setattr("app.exchange.loading.pieces.append", append)
    report = reported(client.post(PATH, json={"topics": topics}))
    assert [one["outcome"] for one in report["records"]] == ["unchanged", "created", "created", "created"]


def test_the_seeds_posted_are_the_seeds_loaded(databases: Databases, backend: str, serving: Serve) -> None:
    merged: dict[str, Any] = {}
    for file in sorted(SEEDS.glob("*.yaml")):
        for collection, items in parse(file.read_bytes()).plain().items():
            merged.setdefault(collection, []).extend(items)
    loaded, posted = databases.create(backend), databases.create(backend)
    with serving(posted) as service, service.client("write") as client:
        body = encode(merged)
        report = reported(client.post(PATH, content=body, headers={"Content-Type": "application/json"}))
        assert {one["outcome"] for one in report["records"]} == {"created"}
    engine = writing_engine(loaded)
    load_bundle(engine, read_bundle(SEEDS))
    engine.dispose()
    found = []
    for url in (loaded, posted):
        engine = writing_engine(url)
        with engine.begin() as connection:
            found.append(content(connection))
        engine.dispose()
    assert found[0] == found[1]
    for url in (loaded, posted):
        databases.drop(url)
