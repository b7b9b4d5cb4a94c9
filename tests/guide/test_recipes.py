"""Each recipe of CONTRIBUTING.md does what it says: carried out in a copy, the new thing works through HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.databases import Databases
from tests.guide.recipes import Copy, recipes

Body = dict[str, Any]
Cook = Callable[[str], Copy]


@pytest.fixture
def cook(tmp_path: Path) -> Cook:
    """Return what carries out a recipe in a new copy."""

    def cook(recipe: str) -> Copy:
        copy = Copy(tmp_path / "copy")
        copy.carry_out(recipe)
        copy.check_style()
        return copy

    return cook


def found(response: httpx.Response, status: int = 200) -> Any:
    assert response.status_code == status, response.text
    return response.json()


def test_every_recipe_has_a_test() -> None:
    tests = {name for name in globals() if name.startswith("test_a_")}
    assert tests == {f"test_{title.lower().replace(' ', '_')}" for title in recipes()}


def test_a_field(cook: Cook, databases: Databases) -> None:
    copy = cook("A field")
    # Of the program as it was: what it holds has never heard of the field.
    url = databases.create("sqlite", seeded=True)
    path = "/v1/meetings/rubio-arevalo-2025-02-05"
    with copy.serve(url) as client:
        meeting = found(client.get(path))
        assert (meeting["venue"], meeting["version"]) == (None, 1)
        assert meeting in found(client.get("/v1/meetings", params={"limit": 200}))["items"]
        # What was read back is put back: nothing changed.
        written = found(client.get(path, params={"form": "written"}))
        assert found(client.put(path, json=written))["version"] == 1
        without = {name: value for name, value in written.items() if name != "venue"}
        assert found(client.put(path, json=without))["version"] == 1
        changed = found(client.patch(path, json={"venue": "Salón de las Banderas"}))
        assert (changed["venue"], changed["version"]) == ("Salón de las Banderas", 2)
        assert found(client.get(f"{path}/revisions/1"))["venue"] is None
        (difference,) = found(client.get(f"{path}/revisions/2/differences"))["items"]
        assert difference["pointer"] == "/venue"
        # A part of an older record, and a name that older documents show.
        found(client.post(f"{path}/citations", json={"source": "landau-arevalo-talks"}), 201)
        found(client.patch("/v1/participants/guatemala", json={"name": "Republic of Guatemala"}))
        assert "Republic of Guatemala" in {one["on_behalf_of"]["name"] for one in found(client.get(path))["attendance"]}
        as_of = found(client.get("/v1/meetings", params={"as_of": "2025-02-05", "limit": 200}))["items"]
        assert {one["venue"] for one in as_of} == {None, "Salón de las Banderas"}
        body = {"title": "At the lake", "form": "call", "status": "held", "venue": "A tent"}
        assert found(client.post("/v1/meetings", json=body), 201)["venue"] == "A tent"
    copy.verify(url)


def test_a_filter(cook: Cook, databases: Databases) -> None:
    # What was written before it was there is found by it, now and at earlier moments.
    with cook("A filter").serve(databases.create("sqlite", seeded=True)) as client:
        path = "/v1/pledges/guatemala-border-task-force"
        written = found(client.get(path, params={"form": "written"}))
        parties = [*written["parties"], {"participant": "mexico", "role": "verifier"}]
        found(client.patch(path, json={"parties": parties}))
        for clock in ({}, {"as_of": "2026-01-01"}):
            listed = found(client.get("/v1/pledges", params={"verifier": "mexico", **clock}))["items"]
            assert [one["id"] for one in listed] == ["guatemala-border-task-force"]
            assert found(client.get("/v1/stats/overview", params={"verifier": "mexico", **clock}))["total"] == 1
        assert client.get("/v1/pledges", params={"verifier": "mexcio"}).status_code == 422
        assert found(client.get("/v1/pledges", params={"verifier": "guatemala"}))["items"] == []


def test_a_status(cook: Cook) -> None:
    with cook("A status").serve(seed=True) as client:
        path = "/v1/pledges/guatemala-border-task-force"
        change = {
            "status": "dormant", "effective_on": "2025-03-01", "reason": "Both said so",
            "citations": [{"source": "landau-arevalo-talks"}],
        }  # fmt: skip
        found(client.post(f"{path}/status-changes", json=change), 201)
        assert found(client.get(path))["status"]["status"] == "dormant"
        for clock, ids in (({}, ["guatemala-border-task-force"]), ({"as_of": "2025-02-28"}, [])):
            listed = found(client.get("/v1/pledges", params={"status": "dormant", **clock}))["items"]
            assert [one["id"] for one in listed] == ids
        assert found(client.get("/v1/stats/overview"))["statuses"]["dormant"] == 1
        assert "dormant" in client.get("/v1/vocabulary").text
        assert client.post(f"{path}/status-changes", json=change | {"reason": "x", "citations": []}).status_code == 422


def test_a_part_type(cook: Cook, databases: Databases) -> None:
    copy = cook("A part type")
    copy.check_layers()
    url = databases.create("sqlite", seeded=True)
    with copy.serve(url) as client:
        path = "/v1/pledges/guatemala-border-task-force/reminders"
        assert found(client.get(path))["items"] == []
        body = {"sent_by": "united-states", "sent_on": "2025-03-01", "citations": [{"source": "landau-arevalo-talks"}]}
        reminder = found(client.post(path, json=body), 201)
        assert reminder["id"] == "2025-03-01-united-states"
        assert reminder["sent_by"]["name"] == "United States"
        for query, ids in (
            ({}, [reminder["id"]]),
            ({"sent_by": "united-states"}, [reminder["id"]]),
            ({"sent_by": "mexico"}, []),
            ({"as_of": "2025-02-28"}, []),
        ):
            assert [one["id"] for one in found(client.get(path, params=query))["items"]] == ids, query
        item = f"{path}/{reminder['id']}"
        assert found(client.patch(item, json={"sent_on": "2025-03-02"}))["sent_on"]["to"] == "2025-03-02"
        assert client.post(path, json=body | {"sent_by": "nobody-known"}).status_code == 422
        (change,) = found(client.get("/v1/changes", params={"after": found(client.get("/v1/ledger"))["number"] - 1}))[
            "items"
        ]
        assert change["part"] == f"reminders/{reminder['id']}"
        found(client.post(path, json=body | {"sent_on": "2025-04"}), 201)
        assert client.delete(item).status_code == 204
        # Citing a source keeps it from being deleted.
        assert client.delete("/v1/sources/landau-arevalo-talks").status_code == 409
    copy.verify(url)


def test_a_collection(cook: Cook) -> None:
    copy = cook("A collection")
    copy.check_layers()
    with copy.serve(seed=True) as client:
        path = "/v1/programmes"
        assert [one["name"] for one in found(client.get(path))["items"]] == ["Ports"]
        body = {
            "name": "Bridges",
            "lead": "mexico",
            "tags": ["roads"],
            "citations": [{"source": "landau-arevalo-talks"}],
        }
        made = found(client.post(path, json=body), 201)
        assert (made["id"], made["version"], made["lead"]["name"]) == ("bridges", 1, "Mexico")
        # Only answers to writes have these.
        del made["warnings"]
        for clock in ({}, {"as_of": "2025-01-01"}):
            for query in ({"lead": "mexico"}, {"tag": "roads"}, {"source": "landau-arevalo-talks"}, {"id": "bridges"}):
                assert found(client.get(path, params=query | clock))["items"] == [made], (query, clock)
        assert [one["id"] for one in found(client.get("/v1/search", params={"q": "bridge"}))["items"]] == ["bridges"]
        assert found(client.get(path, params={"q": "bridge"}))["items"] == [made]
        changed = found(client.patch(f"{path}/bridges", json={"name": "Bridges and roads"}))
        assert changed["version"] == 2
        assert found(client.get(f"{path}/bridges/revisions/1"))["name"] == "Bridges"
        assert found(client.get("/v1/changes", params={"collection": "programmes"}))["items"][-1]["record"] == "bridges"
        merged = client.post(f"{path}/bridges/merge", json={"into": "ports", "reason": "One under two ids"})
        assert merged.status_code == 200, merged.text
        assert client.get(f"{path}/bridges").status_code == 308
    copy.verify(copy.database_url)
