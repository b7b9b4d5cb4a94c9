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
        body = {"title": "At the lake", "kind": "call", "status": "held", "venue": "A tent"}
        assert found(client.post("/v1/meetings", json=body), 201)["venue"] == "A tent"
    copy.verify(url)


def test_a_filter(cook: Cook) -> None:
    with cook("A filter").serve(seed=True) as client:
        path = "/v1/pledges/guatemala-border-task-force"
        written = found(client.get(path, params={"form": "written"}))
        parties = [*written["parties"], {"participant": "mexico", "role": "implementer"}]
        found(client.patch(path, json={"parties": parties}))
        for clock in ({}, {"as_of": "2026-01-01"}):
            listed = found(client.get("/v1/pledges", params={"implementer": "mexico", **clock}))["items"]
            assert [one["id"] for one in listed] == ["guatemala-border-task-force"]
            assert found(client.get("/v1/stats/overview", params={"implementer": "mexico", **clock}))["total"] == 1
        assert client.get("/v1/pledges", params={"implementer": "mexcio"}).status_code == 422
        assert found(client.get("/v1/pledges", params={"implementer": "guatemala"}))["items"] == []


def test_a_status(cook: Cook) -> None:
    with cook("A status").serve(seed=True) as client:
        path = "/v1/pledges/guatemala-border-task-force"
        change = {
            "status": "suspended", "effective_on": "2025-03-01", "reason": "Both said so",
            "citations": [{"source": "landau-arevalo-talks"}],
        }  # fmt: skip
        found(client.post(f"{path}/status-changes", json=change), 201)
        assert found(client.get(path))["status"]["status"] == "suspended"
        for clock, ids in (({}, ["guatemala-border-task-force"]), ({"as_of": "2025-02-28"}, [])):
            listed = found(client.get("/v1/pledges", params={"status": "suspended", **clock}))["items"]
            assert [one["id"] for one in listed] == ids
        assert found(client.get("/v1/stats/overview"))["statuses"]["suspended"] == 1
        assert "suspended" in client.get("/v1/vocabulary").text
        assert client.post(f"{path}/status-changes", json=change | {"citations": []}).status_code == 422
