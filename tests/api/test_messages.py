"""What refusals say: the thing, the fault and the remedy, with what is near and what a shape looks like."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import on_one_database
from tests.refusals import refused
from tests.serving import Service

pytestmark = on_one_database

PLEDGE: dict[str, Any] = {
    "title": "A pledge",
    "kind": "policy",
    "strength": "firm",
    "parties": [{"participant": "guatemala", "role": "promisor"}],
}
CHANGES = "/v1/pledges/guatemala-border-task-force/status-changes"


def told(answer: httpx.Response, status: int = 422) -> dict[str, str]:
    """Return the messages of a refusal by their places."""
    assert answer.status_code == status, answer.text
    return {
        fault.get("pointer", fault.get("parameter", fault.get("header", ""))): fault["message"]
        for fault in answer.json()["errors"]
    }


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        # A shape where something else was given.
        ({"parties": ["guatemala"]}, "/parties/0",
         'must be an object such as {"participant": "…", "role": "promisor"}'),
        ({"parties": {}}, "/parties", 'must be a list such as [{"participant": "…", "role": "promisor"}]'),
        ({"wording": "word for word"}, "/wording", 'must be an object such as {"text": "…"}'),
        ({"targets": [40]}, "/targets/0", 'must be an object such as {"indicator": "…", "measure": "'),
        ({"tags": "a-tag"}, "/tags", 'must be a list such as ["…"]'),
        ({"citations": ["report-a"]}, "/citations/0", 'must be an object such as {"source": "…"}'),
        # The words of a closed list where one is missing, and the nearest where another was given.
        ({"title": ...}, "/title", "is required"),
        ({"strength": "Firm"}, "/strength", "must be 'firm', "),
        ({"strength": "Firm"}, "/strength", "; the nearest is firm"),
        ({"parties": [{"participant": "guatemala"}]}, "/parties/0/role", "is required; one of promisor, promisee, "),
        ({"parties": [{"participant": "guatemala", "role": "promiser"}]}, "/parties/0/role", "the nearest is promisor"),
        # The nearest field, or those that there are.
        ({"summery": "x"}, "/summery", "unknown field; the nearest is summary"),
        ({"colour": "red"}, "/colour", "unknown field; remove it (see /docs for the fields)"),
        ({"wording": {"text": "x", "colour": "red"}}, "/wording/colour",
         "unknown field; remove it; the fields are text, language"),
        ({"wording": {"text": "x", "lang": "en"}}, "/wording/lang", "unknown field; the nearest is language"),
        # A reference as it is read.
        ({"meetings": [{"meeting": {"id": "rubio-arevalo-2025-02-05", "title": "x"}, "role": "made_at"}]},
         "/meetings/0/meeting", "must be the id alone, as a string"),
        # The nearest record.
        ({"topics": ["migrations"]}, "/topics/0", "does not exist; the nearest id is migration"),
        ({"meetings": [{"meeting": "zzz-zzz", "role": "made_at"}]}, "/meetings/0/meeting",
         "does not exist; give the id of one of the meetings"),
    ],
)  # fmt: skip
def test_bodies(seeded: Service, change: dict[str, Any], place: str, message: str) -> None:
    body = {name: value for name, value in (PLEDGE | change).items() if value is not ...}
    with seeded.client("write") as client:
        assert message in told(client.post("/v1/pledges", json=body))[place]


def test_patches_and_status_changes(seeded: Service) -> None:
    with seeded.client("write") as client:
        path = "/v1/pledges/guatemala-border-task-force"
        assert "such as [" in told(client.patch(path, json={"parties": "guatemala"}))["/parties"]
        assert told(client.patch(path, json={"titel": "x"}))["/titel"] == "unknown field; the nearest is title"
        found = told(client.post(CHANGES, json={"status": "in-progress", "reason": "x"}))
        assert found["/status"].endswith("; the nearest is in_progress")
        found = told(client.post(CHANGES, json={"reason": "x"}))
        assert found["/status"].startswith("is required; one of not_assessed, ")
        item = {"pledge": "guatemala-border-taskforce", "status": "planned", "reason": "x"}
        found = told(client.post("/v1/status-changes", json={"items": [item]}))
        assert found["/items/0/pledge"] == "does not exist; the nearest id is guatemala-border-task-force"


def test_many_unknown_records_are_not_all_looked_for(seeded: Service) -> None:
    with seeded.client("write") as client:
        body = PLEDGE | {"topics": [f"migration{number}" for number in range(9)]}
        found = [*told(client.post("/v1/pledges", json=body)).values()]
    assert sum("the nearest id is migration" in message for message in found) == 3
    assert sum("give the id of one of the topics" in message for message in found) == 6


def test_a_record_as_it_is_read_is_told_how_it_is_written(seeded: Service) -> None:
    with seeded.client("write") as client:
        path = "/v1/pledges/guatemala-border-task-force"
        problem = refused(client.put(path, json=client.get(path).json()), 422, "invalid-content")
        assert "`form=written`" in problem["detail"]
        written = client.get(path, params={"form": "written"}).json()
        assert client.put(path, json=written).status_code == 200
        problem = refused(client.put(path, json=written | {"colour": "red"}), 422, "invalid-content")
        assert "form=written" not in problem["detail"]


@pytest.mark.parametrize(
    ("query", "place", "message"),
    [
        ("statsu=planned", "statsu", "unknown parameter; the nearest is status"),
        ("colour=red", "colour", "unknown parameter; remove it; known parameters: announced_from, "),
        ("status=in-progress", "status", "; the nearest is in_progress"),
        ("status=planned&status=in-progress", "status", "value 2: must be 'not_assessed', "),
        ("status=planned,stalled", "status", "; for several, repeat it: status=…&status=…"),
        ("promisor=guatemala,mexico", "promisor", "; for several, repeat it: promisor=…&promisor=…"),
        ("sort=tilte", "sort", "; the nearest is title"),
        ("promisor=gautemala", "promisor", "the nearest id is guatemala"),
    ],
)
def test_queries(seeded: Service, query: str, place: str, message: str) -> None:
    with seeded.client() as client:
        assert message in told(client.get(f"/v1/pledges?{query}"))[place]


def test_a_choice_that_a_query_lacks(seeded: Service) -> None:
    with seeded.client() as client:
        assert told(client.get("/v1/duplicates"))["type"].startswith("is required; one of ")


def test_a_record_that_is_not_there(seeded: Service) -> None:
    with seeded.client() as client:
        for path, near in (
            ("/v1/pledges/guatemala-border-taskforce", "; the nearest id is guatemala-border-task-force."),
            ("/v1/pledges/zzz-zzz", "There is no such pledge."),
            ("/v1/topics/migratoin?known_at=2026-01-01T00:00:00Z", "at that moment"),
        ):
            assert near in refused(client.get(path), 404, "not-found")["detail"]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/v1/pledge", "/v1/pledges"),
        ("/v1/pledges/", "/v1/pledges"),
        ("/v1/pledge/guatemala-border-task-force", "/v1/pledges/{id}"),
        ("/v1/pledges/guatemala-border-task-force/statuschanges", "/v1/pledges/{id}/status-changes"),
        ("/v1/stats/complience", "/v1/stats/compliance"),
        ("/wp-login.php", None),
        ("/" + "x" * 5000, None),
    ],
)
def test_a_path_that_is_not_there(seeded: Service, path: str, near: str | None) -> None:
    with seeded.client() as client:
        detail = refused(client.get(path), 404, "not-found")["detail"]
    assert (
        detail == f"There is no such path{'' if near is None else f'; the nearest is {near}'}. See /docs for all paths."
    )


def test_who_has_no_key_is_told_how_one_is_sent_and_made(seeded: Service) -> None:
    with seeded.client() as client:
        for answer in (
            client.post("/v1/topics", json={}),
            client.get("/v1/topics", headers={"Authorization": "Bearer no-such-key"}),
            client.get("/v1/topics", headers={"Authorization": "Basic eDp5"}),
        ):
            detail = refused(answer, 401, "unauthenticated")["detail"]
            assert "`Authorization: Bearer KEY`" in detail
            assert "`pacta keys create`" in detail


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b'\xef\xbb\xbf{"name": "x"}', "UTF-8"),
        ('{"name": "x"}'.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + '{"name": "x"}'.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_a_byte_order_mark_is_named(seeded: Service, body: bytes, encoding: str) -> None:
    with seeded.client("write", headers={"Content-Type": "application/json"}) as client:
        detail = refused(client.post("/v1/topics", content=body), 400, "malformed-json")["detail"]
    assert f"byte order mark of {encoding}" in detail
