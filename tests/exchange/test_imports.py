"""Files come in as batches that are previewed, watched and undone: `POST /v1/imports`."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import yaml

from app.exchange.bundles.schemas import EXAMPLE
from app.exchange.imports import file_reading, jobs
from app.exchange.loading import pieces
from app.ledger.entries.redaction import redact
from app.strict_json import encode
from tests.conftest import Serve, Unique
from tests.exchange.test_export import export
from tests.exchange.test_requests import GUATEMALA, named
from tests.exchange.uploads.conftest import packed
from tests.refusals import places, refused
from tests.serving import PATIENCE, Service

PATH = "/v1/imports"
Form = dict[str, tuple[str, bytes | str]]
LINES = {"Content-Type": "application/jsonl"}
MAPPING = """
pacta_mapping: 1
title: Topics of a ministry
data_set: {data_set}
sheets:
  - gives:
      - collection: topics
        id: {{column: code}}
        record: {{name: {{column: name}}}}
"""


@pytest.fixture(scope="module")
def service(database_url: str, serving: Serve) -> Iterator[Service]:
    with serving(database_url, import_bytes=2_000_000) as service, service.client("write") as client:
        client.post("/v1/bundles", json=GUATEMALA).raise_for_status()
        yield service


def head(client: httpx.Client) -> int:
    number: int = client.get("/v1/ledger").json()["number"]
    return number


def taken(response: httpx.Response, status: int = 201) -> dict[str, Any]:
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()
    if status > 200:
        assert response.headers["location"] == f"{PATH}/{found['id']}"
    return found


def lines_of(bundle: dict[str, Any]) -> bytes:
    return b"".join(encode({name: [one]}) + b"\n" for name, found in bundle.items() for one in found)


def rows(client: httpx.Client, id: int, **parameters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{PATH}/{id}/rows", params=parameters).json()["items"]
    return found


def watched(client: httpx.Client, id: int, states: tuple[str, ...]) -> dict[str, Any]:
    """Return an import once it is in one of some states."""
    end = time.monotonic() + PATIENCE
    while (found := client.get(f"{PATH}/{id}").json())["state"] not in states:
        assert time.monotonic() < end, found
        time.sleep(0.02)
    return dict(found)


def test_a_bundle_is_previewed_written_and_undone(client: httpx.Client) -> None:
    bundle, before, was = named(EXAMPLE, "batch"), head(client), export(client)
    would = taken(client.post(PATH, json=bundle, params={"dry_run": True}), 200)
    assert (would["state"], would["first_entry"]) == ("preview", None)
    assert head(client) == before
    assert [row["outcome"] for row in rows(client, would["id"])] == ["created"] * 5
    done = taken(client.post(PATH, json=bundle, params={"name": "report.json"}))
    assert (done["state"], done["actor"], done["file_name"]) == ("done", "the write key", "report.json")
    assert (done["done"], done["total"], done["first_entry"], done["last_entry"]) == (6, 6, before + 1, before + 6)
    assert done["counts"]["collections"]["pledges"]["created"] == 1
    entries = client.get("/v1/changes", params={"after": before}).json()["items"]
    assert {entry["request_id"] for entry in entries} == {f"import/{done['id']}"}
    would_undo = client.post(f"{PATH}/{done['id']}/undo", params={"dry_run": True}).json()
    number = head(client)
    undone = client.post(f"{PATH}/{done['id']}/undo").json()
    assert undone["state"] == "undone"
    assert undone["report"] == would_undo["report"]
    assert (undone["report"]["deleted"], undone["report"]["left"]) == (5, [])
    assert export(client) == was
    entries = client.get("/v1/changes", params={"after": number}).json()["items"]
    assert {entry["request_id"] for entry in entries} == {f"import/{done['id']}/undo"}
    assert client.get(f"{PATH}/{done['id']}").json()["undone_by"] == "the write key"
    number = head(client)
    assert client.post(f"{PATH}/{done['id']}/undo").json()["report"]["deleted"] == 0
    assert head(client) == number
    # What was undone comes in again.
    again = taken(client.post(PATH, json=bundle, params={"name": "report.json"}))
    assert again["counts"]["collections"]["pledges"]["created"] == 1


def test_undoing_puts_back_what_was_changed_and_leaves_what_people_changed_since(
    client: httpx.Client, unique: Unique
) -> None:
    one, other = unique("kept"), unique("renamed")
    first = {"topics": [{"id": one, "name": "One"}, {"id": other, "name": "Other"}]}
    taken(client.post(PATH, json=first))
    second = {
        "topics": [
            {"id": one, "name": "One again", "tags": ["theirs"]},
            {"id": other, "name": "Another", "parent": one},
        ]
    }
    batch = taken(client.post(PATH, json=second))
    (difference, tags) = rows(client, batch["id"])[0]["differences"]
    assert difference == {
        "field": "name", "upstream_before": "One", "upstream": "One again", "here": "One", "taken": True,
    }  # fmt: skip
    assert tags["upstream"] == ["theirs"]
    client.patch(f"/v1/topics/{one}", json={"name": "Ours"}).raise_for_status()
    report = client.post(f"{PATH}/{batch['id']}/undo").json()["report"]
    assert [(fault["pointer"], fault["field"]) for fault in report["left"]] == [(f"/topics/{one}/name", "name")]
    topics = [client.get(f"/v1/topics/{id}").json() for id in (one, other)]
    assert [topic["name"] for topic in topics] == ["Ours", "Other"]
    assert topics[0]["tags"] == []
    assert topics[1]["parent"] is None


def test_what_others_refer_to_by_now_stays(client: httpx.Client, unique: Unique) -> None:
    parent, child, alone = unique("parent"), unique("child"), unique("alone")
    bundle = {"topics": [{"id": parent, "name": "Parent"}, {"id": alone, "name": "Alone"}]}
    batch = taken(client.post(PATH, json=bundle))
    client.put(f"/v1/topics/{child}", json={"name": "Child", "parent": parent}).raise_for_status()
    report = client.post(f"{PATH}/{batch['id']}/undo").json()["report"]
    assert report["deleted"] == 1
    assert [(fault["pointer"], fault["message"]) for fault in report["left"]] == [
        (f"/topics/{parent}", f"topics/{child} refers to it; left as it is here")
    ]
    assert client.get(f"/v1/topics/{parent}").is_success
    refused(client.get(f"/v1/topics/{alone}"), 404, "not-found")


def test_a_table_comes_with_its_mapping(client: httpx.Client, unique: Unique) -> None:
    data_set, code = unique("ministry"), unique("harbours")
    mapping = MAPPING.format(data_set=data_set)
    form: Form = {
        "file": ("topics.csv", f"code,name\n{code},Häfen\n".encode()),
        "mapping": ("m.yaml", mapping),
    }
    done = taken(client.post(PATH, files=form))
    assert (done["data_set"], done["format"], done["mapping"]) == (data_set, "csv", mapping)
    assert client.get(f"/v1/topics/{code}").json()["name"] == "Häfen"
    row = next(row for row in rows(client, done["id"]) if row["record"] == code)
    assert (row["sheet"], row["line"]) == ("topics.csv", 2)
    problem = refused(client.post(PATH, content=b"a,b\n", headers={"Content-Type": "text/csv"}), 422, "invalid-content")
    assert places(problem) == ["/mapping"]
    wrong: Form = {"file": form["file"], "mapping": ("m.yaml", "pacta_mapping: 2")}
    assert "/mapping/pacta_mapping" in places(refused(client.post(PATH, files=wrong), 422, "invalid-content"))


def test_a_preview_shows_which_rows_are_refused(client: httpx.Client, unique: Unique) -> None:
    good, bad = unique("good"), unique("bad")
    text = lines_of({"topics": [{"id": good, "name": "Good"}, {"id": bad, "name": "Bad", "parent": "nowhere"}]})
    text += b'{"topics": [{"id": "x", "name": ""}]}\nnonsense\n'
    would = taken(client.post(PATH, content=text, headers=LINES, params={"dry_run": True}), 200)
    assert would["counts"]["refused"] == 3
    found = [(row["outcome"], row["record"], row["line"]) for row in rows(client, would["id"])]
    assert found[0] == ("created", good, 1)
    assert {("refused", bad, 2), ("refused", "x", 3), ("refused", None, 4)} <= set(found)
    assert {row["outcome"] for row in rows(client, would["id"], outcome="refused")} == {"refused"}
    problem = refused(client.post(PATH, content=text, headers=LINES), 422, "invalid-content")
    assert {fault["line"] for fault in problem["errors"]} == {2, 3, 4}
    refused(client.get(f"/v1/topics/{good}"), 404, "not-found")
    (latest, *_others) = client.get(PATH, params={"limit": 1}).json()["items"]
    assert (latest["state"], latest["faults"][0]["line"]) == ("refused", 2)
    refused(client.post(f"{PATH}/{latest['id']}/undo"), 409, "conflict")


def test_a_large_file_is_written_beside_other_work(
    client: httpx.Client, unique: Unique, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pieces, jobs):
        monkeypatch.setattr(module, "WHOLE", 20)
    monkeypatch.setattr(pieces, "MOST", 10)
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 0.01)
    prefix = unique("many")
    topics = [{"id": f"{prefix}-{number}", "name": f"Topic {number}"} for number in range(120)]
    started = taken(client.post(PATH, content=lines_of({"topics": topics}), headers=LINES), 202)
    client.put(f"/v1/topics/{unique('meanwhile')}", json={"name": "Meanwhile"}).raise_for_status()
    done = watched(client, started["id"], ("done",))
    assert (done["done"], done["total"]) == (120, 120)
    assert client.post(f"{PATH}/{done['id']}/undo").status_code in {200, 202}
    assert watched(client, done["id"], ("undone",))["faults"] == []
    refused(client.get(f"/v1/topics/{prefix}-7"), 404, "not-found")


def test_pages(client: httpx.Client, unique: Unique) -> None:
    prefix = unique("pages")
    topics = [{"id": f"{prefix}-{number}", "name": f"Topic {number}"} for number in range(5)]
    large = taken(client.post(PATH, content=lines_of({"topics": topics}), headers=LINES))["id"]
    small = [taken(client.post(PATH, json={"topics": [topic]}))["id"] for topic in topics[:3]]
    page = client.get(PATH, params={"limit": 2})
    assert 'rel="next"' in page.headers["link"]
    following = client.get(PATH, params={"limit": 2, "cursor": page.json()["next_cursor"]}).json()["items"]
    assert [one["id"] for one in [*page.json()["items"], *following]] == [*reversed(small), large]
    first = client.get(f"{PATH}/{large}/rows", params={"limit": 3})
    rest = client.get(f"{PATH}/{large}/rows", params={"limit": 3, "cursor": first.json()["next_cursor"]})
    assert [row["number"] for row in [*first.json()["items"], *rest.json()["items"]]] == list(range(5))
    refused(client.get(f"{PATH}/{small[0]}/rows", params={"cursor": first.json()["next_cursor"]}), 400, "bad-cursor")


def test_what_is_refused(service: Service, client: httpx.Client, reader: httpx.Client, anonymous: httpx.Client) -> None:
    refused(anonymous.post(PATH, json={}), 401, "unauthenticated")
    refused(reader.post(PATH, json={}), 403, "forbidden")
    refused(reader.get(PATH), 403, "forbidden")
    refused(client.get(f"{PATH}/999999"), 404, "not-found")
    refused(client.get(f"{PATH}/999999/rows"), 404, "not-found")
    refused(client.post(f"{PATH}/999999/undo"), 404, "not-found")
    refused(client.get(f"{PATH}/not-an-id"), 422, "invalid-content")
    refused(client.post(PATH, content=b"x", headers={"Content-Type": "image/png"}), 415, "unsupported-media-type")
    large = {"Content-Type": "application/jsonl"}
    refused(client.post(PATH, content=b" " * 2_100_000, headers=large), 413, "content-too-large")
    refused(client.post(PATH, json={}, params={"as_copy": True}), 403, "forbidden")
    problem = refused(client.post(PATH, json={}, params={"as_amendments": "2999-01-01"}), 422, "invalid-content")
    assert problem["errors"][0]["parameter"] == "as_amendments"
    problem = refused(client.post(PATH, files={"file": ("a.exe", b"x")}), 422, "invalid-content")
    assert places(problem) == ["/file"]
    problem = refused(client.post(PATH, files={"colour": ("a.json", b"{}")}), 422, "invalid-content")
    assert set(places(problem)) == {"/colour", "/file"}
    broken = client.post(PATH, content=b"nonsense", headers={"Content-Type": "multipart/form-data"})
    refused(broken, 400, "bad-request")
    problem = refused(
        client.post(PATH, content=b"{", headers={"Content-Type": "application/json"}), 422, "invalid-content"
    )
    assert "is not JSON" in problem["errors"][0]["message"]


def test_copies_are_for_those_who_may_do_everything(admin: httpx.Client, client: httpx.Client, unique: Unique) -> None:
    bundle = named(EXAMPLE, unique("copied"))
    bundle["pledges"][0]["status_changes"][0] |= {"status": "fulfilled", "citations": []}
    refused(client.post(PATH, json=bundle), 422, "invalid-content")
    assert taken(admin.post(PATH, json=bundle, params={"as_copy": True}))["state"] == "done"


def test_bundles_in_yaml(client: httpx.Client, unique: Unique) -> None:
    text = yaml.safe_dump(named(EXAMPLE, unique("yaml")))
    assert taken(client.post(PATH, content=text, headers={"Content-Type": "application/yaml"}))["format"] == "yaml"


def test_bundles_in_an_archive(client: httpx.Client, unique: Unique) -> None:
    prefix = unique("archive")
    line = lines_of({"topics": [{"id": f"{prefix}-2", "name": "2"}]})
    yaml_text = f"topics:\n- id: {prefix}-1\n  name: One\n"
    headers = {"Content-Type": "application/zip"}
    sent = taken(client.post(PATH, content=packed({"a.yaml": yaml_text, "b.jsonl": line}), headers=headers))
    assert (sent["format"], sent["total"]) == ("zip", 2)
    assert client.get(f"/v1/topics/{prefix}-2").json()["name"] == "2"
    faulty = packed({"a.yaml": yaml_text + "  nam: 1\n", "b.csv": "a,b\n"})
    problem = refused(client.post(PATH, content=faulty, headers=headers), 422, "invalid-content")
    told = [f"{one.get('line')}: {one['message']}" for one in problem["errors"]]
    assert [one for one in told if one.startswith("4: ") and "a.yaml" in one], told
    assert [one for one in told if "b.csv" in one and "is no bundle" in one], told


def test_reports_forget_what_is_redacted(service: Service, client: httpx.Client, unique: Unique) -> None:
    topic = unique("secret")
    first = taken(client.post(PATH, json={"topics": [{"id": topic, "name": "A secret"}]}))
    second = taken(client.post(PATH, json={"topics": [{"id": topic, "name": "None"}]}))
    assert rows(client, second["id"])[0]["differences"][0]["here"] == "A secret"
    service.write(redact, [first["first_entry"]], "It was one.")
    assert rows(client, second["id"])[0]["differences"] == []
    report = client.post(f"{PATH}/{second['id']}/undo").json()["report"]
    assert "redacted" in report["left"][0]["message"]


def test_files_of_too_many_records_are_to_be_split(
    client: httpx.Client, unique: Unique, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reading, "MOST_RECORDS", 2)
    lines = lines_of({"topics": [{"id": f"split-{number}", "name": "Topic"} for number in range(4)]})
    problem = refused(client.post(PATH, content=lines, headers=LINES), 422, "invalid-content")
    assert "holds more than 2 records; split it" in problem["errors"][0]["message"]
    form: Form = {
        "file": ("topics.csv", b"code,name\na-1,A\na-2,B\na-3,C\n"),
        "mapping": ("m.yaml", MAPPING.format(data_set=unique("split"))),
    }
    problem = refused(client.post(PATH, files=form), 422, "invalid-content")
    assert "gives more than 2 records; split it" in problem["errors"][0]["message"]
