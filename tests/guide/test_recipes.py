"""The recipes of CONTRIBUTING.md do what they say: carried out in a copy, the new things work through HTTP."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.databases import Databases
from tests.guide.recipes import KEY, Copy, recipes
from tests.serving import PATIENCE

Body = dict[str, Any]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return a copy with all recipes carried out, the last one first: none may need one that stands before it."""
    copy = Copy(tmp_path_factory.mktemp("recipes") / "copy")
    for recipe in reversed(recipes()):
        copy.carry_out(recipe)
    copy.check_style()
    copy.check_layers()
    return copy


@pytest.fixture(scope="module")
def upgraded(copy: Copy, databases: Databases) -> Iterator[httpx.Client]:
    """Return a client of the copy on a database of the program as it was: it has never heard of what is new."""
    url = databases.create("sqlite", seeded=True)
    with copy.serve(url) as client:
        yield client
    copy.verify(url)


@pytest.fixture(scope="module")
def begun(copy: Copy) -> Iterator[httpx.Client]:
    """Return a client of the copy on a new database that it has put its own seeds into."""
    with copy.serve(seed=True) as client:
        yield client
    copy.verify(copy.database_url)


def found(response: httpx.Response, status: int = 200) -> Any:
    assert response.status_code == status, response.text
    return response.json()


def test_every_recipe_has_a_test() -> None:
    tests = {name for name in globals() if name.startswith("test_a_")}
    assert tests == {f"test_{title.lower().replace(' ', '_')}" for title in recipes()}


@pytest.mark.parametrize("recipe", recipes())
def test_no_recipe_needs_another(recipe: str, tmp_path: Path) -> None:
    copy = Copy(tmp_path / "copy")
    copy.write(recipe)
    copy.check_style()


def test_a_field(upgraded: httpx.Client) -> None:
    path = "/v1/meetings/rubio-arevalo-2025-02-05"
    meeting = found(upgraded.get(path))
    assert (meeting["venue"], meeting["version"]) == (None, 1)
    assert meeting in found(upgraded.get("/v1/meetings", params={"limit": 200}))["items"]
    # What was read back is put back: nothing changed.
    written = found(upgraded.get(path, params={"form": "written"}))
    assert found(upgraded.put(path, json=written))["version"] == 1
    without = {name: value for name, value in written.items() if name != "venue"}
    assert found(upgraded.put(path, json=without))["version"] == 1
    changed = found(upgraded.patch(path, json={"venue": "Salón de las Banderas"}))
    assert (changed["venue"], changed["version"]) == ("Salón de las Banderas", 2)
    assert found(upgraded.get(f"{path}/revisions/1"))["venue"] is None
    (difference,) = found(upgraded.get(f"{path}/revisions/2/differences"))["items"]
    assert difference["pointer"] == "/venue"
    # A part of an older record, and a name that older documents show.
    found(upgraded.post(f"{path}/citations", json={"source": "landau-arevalo-talks"}), 201)
    found(upgraded.patch("/v1/participants/guatemala", json={"name": "Republic of Guatemala"}))
    assert "Republic of Guatemala" in {one["on_behalf_of"]["name"] for one in found(upgraded.get(path))["attendance"]}
    as_of = found(upgraded.get("/v1/meetings", params={"as_of": "2025-02-05", "limit": 200}))["items"]
    assert {one["venue"] for one in as_of} == {None, "Salón de las Banderas"}
    body = {"title": "At the lake", "form": "call", "status": "held", "venue": "A tent"}
    assert found(upgraded.post("/v1/meetings", json=body), 201)["venue"] == "A tent"


def test_a_filter(upgraded: httpx.Client) -> None:
    # What was written before it was there is found by it, now and at earlier moments.
    path = "/v1/pledges/guatemala-border-task-force"
    written = found(upgraded.get(path, params={"form": "written"}))
    parties = [*written["parties"], {"participant": "mexico", "role": "verifier"}]
    found(upgraded.patch(path, json={"parties": parties}))
    for clock in ({}, {"as_of": "2026-01-01"}):
        listed = found(upgraded.get("/v1/pledges", params={"verifier": "mexico", **clock}))["items"]
        assert [one["id"] for one in listed] == ["guatemala-border-task-force"]
        assert found(upgraded.get("/v1/stats/overview", params={"verifier": "mexico", **clock}))["total"] == 1
    assert upgraded.get("/v1/pledges", params={"verifier": "mexcio"}).status_code == 422
    assert found(upgraded.get("/v1/pledges", params={"verifier": "guatemala"}))["items"] == []


def test_a_status(begun: httpx.Client) -> None:
    path = "/v1/pledges/guatemala-border-task-force"
    change = {
        "status": "dormant", "effective_on": "2025-03-01", "reason": "Both said so",
        "citations": [{"source": "landau-arevalo-talks"}],
    }  # fmt: skip
    found(begun.post(f"{path}/status-changes", json=change), 201)
    assert found(begun.get(path))["status"]["status"] == "dormant"
    for clock, ids in (({}, ["guatemala-border-task-force"]), ({"as_of": "2025-02-28"}, [])):
        listed = found(begun.get("/v1/pledges", params={"status": "dormant", **clock}))["items"]
        assert [one["id"] for one in listed] == ids
    assert found(begun.get("/v1/stats/overview"))["statuses"]["dormant"] == 1
    assert "dormant" in begun.get("/v1/vocabulary").text
    assert begun.post(f"{path}/status-changes", json=change | {"reason": "x", "citations": []}).status_code == 422


def test_a_form(upgraded: httpx.Client) -> None:
    record = "guatemala-border-task-force"
    path = f"/pledges/{record}/add-milestone"
    with httpx.Client(base_url=upgraded.base_url, headers={"Accept": "text/html"}, timeout=PATIENCE) as browser:
        assert browser.post("/sign-in", data={"key": KEY}).status_code == 303
        assert f"{record}/add-milestone" in browser.get(f"/pledges/{record}").text
        kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', browser.get(path).text))
        step = {**kept, "title": "Name who leads it", "due": "2025-06"}
        refused = browser.post(path, data={**step, "due": "in June", "do": "save"})
        assert (refused.status_code, 'aria-invalid="true"' in refused.text) == (422, True)
        saved = browser.post(path, data={**step, "do": "save"})
        assert (saved.status_code, "saved=milestone" in saved.headers["location"]) == (303, True)
        assert "The milestone was saved." in browser.get(saved.url.join(saved.headers["location"])).text
    (milestone,) = found(upgraded.get(f"/v1/pledges/{record}/milestones"))["items"]
    assert (milestone["title"], milestone["due"]["edtf"]) == ("Name who leads it", "2025-06")


def test_a_part_type(upgraded: httpx.Client) -> None:
    path = "/v1/pledges/guatemala-border-task-force/reminders"
    assert found(upgraded.get(path))["items"] == []
    source = found(upgraded.post("/v1/sources", json={"kind": "speech", "title": "A reminder"}), 201)["id"]
    body = {"sent_by": "united-states", "sent_on": "2025-03-01", "citations": [{"source": source}]}
    reminder = found(upgraded.post(path, json=body), 201)
    assert reminder["id"] == "2025-03-01-united-states"
    assert reminder["sent_by"]["name"] == "United States"
    for query, ids in (
        ({}, [reminder["id"]]),
        ({"sent_by": "united-states"}, [reminder["id"]]),
        ({"sent_by": "mexico"}, []),
        ({"as_of": "2025-02-28"}, []),
    ):
        assert [one["id"] for one in found(upgraded.get(path, params=query))["items"]] == ids, query
    item = f"{path}/{reminder['id']}"
    assert found(upgraded.patch(item, json={"sent_on": "2025-03-02"}))["sent_on"]["to"] == "2025-03-02"
    assert upgraded.post(path, json=body | {"sent_by": "nobody-known"}).status_code == 422
    before = found(upgraded.get("/v1/ledger"))["number"] - 1
    (change,) = found(upgraded.get("/v1/changes", params={"after": before}))["items"]
    assert change["part"] == f"reminders/{reminder['id']}"
    found(upgraded.post(path, json=body | {"sent_on": "2025-04"}), 201)
    assert upgraded.delete(item).status_code == 204
    # Citing a source keeps it from being deleted.
    assert upgraded.delete(f"/v1/sources/{source}").status_code == 409


def test_a_collection(begun: httpx.Client) -> None:
    path = "/v1/programmes"
    assert [one["name"] for one in found(begun.get(path))["items"]] == ["Ports"]
    body = {
        "name": "Bridges",
        "lead": "mexico",
        "tags": ["roads"],
        "citations": [{"source": "landau-arevalo-talks"}],
    }
    made = found(begun.post(path, json=body), 201)
    assert (made["id"], made["version"], made["lead"]["name"]) == ("bridges", 1, "Mexico")
    # Only answers to writes have these.
    del made["warnings"]
    for clock in ({}, {"as_of": "2025-01-01"}):
        for query in ({"lead": "mexico"}, {"tag": "roads"}, {"source": "landau-arevalo-talks"}, {"id": "bridges"}):
            assert found(begun.get(path, params=query | clock))["items"] == [made], (query, clock)
    assert [one["id"] for one in found(begun.get("/v1/search", params={"q": "bridge"}))["items"]] == ["bridges"]
    assert found(begun.get(path, params={"q": "bridge"}))["items"] == [made]
    changed = found(begun.patch(f"{path}/bridges", json={"name": "Bridges and roads"}))
    assert changed["version"] == 2
    assert found(begun.get(f"{path}/bridges/revisions/1"))["name"] == "Bridges"
    assert found(begun.get("/v1/changes", params={"collection": "programmes"}))["items"][-1]["record"] == "bridges"
    merged = begun.post(f"{path}/bridges/merge", json={"into": "ports", "reason": "One under two ids"})
    assert merged.status_code == 200, merged.text
    assert begun.get(f"{path}/bridges").status_code == 308
