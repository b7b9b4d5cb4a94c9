"""The whole database goes out as a bundle, and comes in elsewhere as the same: `GET /v1/export`."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import func, select, update

from app.db.engines import writing_engine
from app.exchange.bundles.schemas import EXAMPLE
from app.exchange.export import records
from app.exchange.formats.strict_yaml import parse
from app.ledger.model.documents.number import set_form
from app.ledger.model.documents.rendering import document_form
from app.ledger.model.record_type import RecordType
from app.records.registry import RECORD_TYPES
from app.strict_json import decode
from app.tables.parts.status_changes import StatusChange
from app.tables.topics import Topic
from tests.conftest import Serve
from tests.databases import Databases
from tests.refusals import refused
from tests.serving import Service

PATH = "/v1/export"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(seeded: Service) -> Iterator[httpx.Client]:
    with seeded.client() as client:
        yield client


def export(client: httpx.Client, ending: str = ".jsonl", **parameters: str | list[str]) -> bytes:
    response = client.get(PATH + ending, params=parameters)
    assert response.status_code == httpx.codes.OK, response.text
    return response.content


def test_all_formats_hold_the_same(client: httpx.Client) -> None:
    whole = decode(export(client, ".json"))
    lines = [decode(line) for line in export(client).splitlines()]
    assert list(whole) == [name for name in RECORD_TYPES if name in whole]
    assert [(name, *found) for line in lines for name, found in line.items()] == [
        (name, record) for name, found in whole.items() for record in found
    ]
    assert parse(export(client, ".yaml")).plain() == whole
    for name, found in whole.items():
        ids = [record["id"] for record in found]
        assert ids == sorted(ids)
        assert len(ids) == client.get(f"/v1/{name}", params={"count": "exact"}).json()["count"]
    pledge = next(record for record in whole["pledges"] if record.get("status_changes"))
    written = client.get(f"/v1/pledges/{pledge['id']}", params={"form": "written"}).json()
    assert {name: value for name, value in pledge.items() if name in written} == written
    changes = client.get(f"/v1/pledges/{pledge['id']}/status-changes").json()["items"]
    assert {one["id"] for one in pledge["status_changes"]} == {one["id"] for one in changes}


def test_the_format_is_negotiated(client: httpx.Client) -> None:
    assert client.get(PATH).headers["content-type"] == "application/json"
    for media_type, ending in (("application/jsonl", ".jsonl"), ("application/yaml", ".yaml")):
        response = client.get(PATH, headers={"Accept": media_type})
        assert response.headers["content-type"].partition(";")[0] == media_type
        assert response.content == export(client, ending)
    refused(client.get(PATH, headers={"Accept": "text/csv"}), 406, "not-acceptable")
    refused(client.get(f"{PATH}.jsonl", headers={"Accept": "application/yaml"}), 406, "not-acceptable")


def test_the_seeds_come_out_of_an_empty_database_as_they_went_in(
    client: httpx.Client, databases: Databases, backend: str, serving: Serve
) -> None:
    body = export(client, ".yaml")
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as other:
        assert export(other, ".json") == b"{}\n"
        assert export(other, ".jsonl") == b""
        loaded = other.post("/v1/bundles", content=body, headers={"Content-Type": "application/yaml"})
        assert loaded.status_code == httpx.codes.OK, loaded.text
        for ending in (".yaml", ".json", ".jsonl"):
            assert export(other, ending) == export(client, ending)
    databases.drop(url)


def test_what_an_older_release_stored_is_completed(
    client: httpx.Client, databases: Databases, backend: str, serving: Serve
) -> None:
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as other:
        loaded = other.post("/v1/bundles", content=export(client, ".json"), headers=JSON)
        assert loaded.status_code == httpx.codes.OK, loaded.text
        whole = export(other)
        engine = writing_engine(url)
        with engine.begin() as connection:
            set_form(connection, document_form() - 1)
            for table, member in ((Topic, "parent"), (StatusChange, "override")):
                lacking = func.replace(table.written, f',"{member}":null', "")
                assert connection.execute(update(table).values(written=lacking)).rowcount
                assert not connection.scalars(
                    select(table.written).where(table.written.contains(f'"{member}":null'))
                ).all()
        engine.dispose()
        assert export(other) == whole
    databases.drop(url)


def test_headers_name_the_head_of_the_ledger(client: httpx.Client) -> None:
    response = client.get(f"{PATH}.jsonl")
    head = client.get("/v1/ledger").json()
    names = ("Pacta-Ledger-Number", "Pacta-Ledger-Hash", "Pacta-Ledger-Time")
    assert [response.headers[name] for name in names] == [str(head["number"]), head["hash"], head["at"]]
    assert client.head(f"{PATH}.jsonl").headers["etag"] == response.headers["etag"]
    again = client.get(f"{PATH}.jsonl", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == httpx.codes.NOT_MODIFIED
    other = client.get(
        f"{PATH}.jsonl", params={"collection": "topics"}, headers={"If-None-Match": response.headers["etag"]}
    )
    assert other.status_code == httpx.codes.OK


def test_some_collections_alone(client: httpx.Client) -> None:
    found = decode(export(client, ".json", collection=["topics", "sources"]))
    assert set(found) == {"topics", "sources"}
    problem = refused(client.get(PATH, params={"collection": "colours"}), 422, "invalid-content")
    assert "pledges" in problem["errors"][0]["message"]


def test_what_was_known_then(service: Service) -> None:
    with service.client("write") as client:
        client.post("/v1/bundles", json={"participants": [{"id": "guatemala", "kind": "state", "name": "Guatemala"}]})
        client.post("/v1/bundles", json=EXAMPLE).raise_for_status()
        then = client.get("/v1/ledger").json()
        before = export(client)
        path = "/v1/pledges/guatemala-second-crossing"
        client.patch(path, json={"title": "Another"}).raise_for_status()
        change = client.get(f"{path}/status-changes").json()["items"][0]["id"]
        client.post(f"{path}/status-changes/{change}/withdraw", json={"reason": "By mistake"}).raise_for_status()
        client.delete("/v1/statements/vice-minister-on-crossings").raise_for_status()
        now = export(client)
        assert b'"status_changes"' not in now
        assert b'"statements"' not in now
        response = client.get(f"{PATH}.jsonl", params={"known_at": then["at"]})
        assert response.content == before
        assert response.headers["pacta-ledger-hash"] == then["hash"]
        assert export(client, known_at="1999-01-01T00:00:00Z") == b""
        refused(client.get(PATH, params={"known_at": "2999-01-01T00:00:00Z"}), 422, "invalid-content")


def test_a_broken_stream_breaks_the_connection(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CHUNK", 1)
    number = 0
    read = records._joined

    def breaking(record_type: RecordType, *arguments: object) -> bytes:
        nonlocal number
        number += 1
        if number > 3:
            raise RuntimeError
        return read(record_type, *arguments) + b" " * 300_000  # type: ignore[arg-type] # as they came

    monkeypatch.setattr(records, "_joined", breaking)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(f"{PATH}.jsonl")
    monkeypatch.undo()
    assert export(client)


def test_too_many_at_once_are_turned_away(
    seeded: Service, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeded.app.state.streams, "_most", 0)
    problem = refused(client.get(PATH), 503, "unavailable")
    assert problem["title"]


def test_readers_need_a_key_where_reading_does(databases: Databases, serving: Serve, backend: str) -> None:
    url = databases.create(backend)
    with serving(url, public_read=False) as service, service.client() as anonymous, service.client("read") as reader:
        refused(anonymous.get(PATH), 401, "unauthenticated")
        assert reader.get(PATH).is_success
    databases.drop(url)
