"""What came of what is due: counted beside all, pledge by pledge and promisor by promisor, on any day."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.serving import Service

Body = dict[str, Any]
CITED: Body = {"citations": [{"source": "report", "act": "concrete_action"}]}
UNSAID: Body = {"unknown_because": {"not_published": 0, "withheld": 0}}
NONE: Body = {"kept": 0, "partly_kept": 0, "broken": 0, "unfinished": 0, "let_off": 0, "unknown": 0} | UNSAID
PLEDGES: dict[str, tuple[Body, str | None]] = {
    "kept": ({"due": "2024-06"}, "fulfilled"),
    "partly": ({"due": "2024-06"}, "partially_fulfilled"),
    "broken": ({"due": "2024-06"}, "not_fulfilled"),
    "given-up": ({"due": "2024-06"}, "abandoned"),
    "late": ({"due": "2024-06"}, "in_progress"),
    "let-off": ({"due": "2024-06"}, "waived"),
    "unjudged": ({"due": "2024-06"}, None),
    "later": ({"due": "2024-12"}, "fulfilled"),
    "undated": ({}, "fulfilled"),
    "waiting": ({"due": "2024-06", "conditions": [{"text": "money"}]}, None),
    "waited": ({"due": "2024-06", "conditions": [{"text": "money", "met_on": "2024-10-01"}]}, None),
}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """Return a client of a service with pledges that are due and not, and what came of them."""
    with service.client("write") as client:
        for participant in ("france", "japan"):
            client.put(f"/v1/participants/{participant}", json={"kind": "state", "name": participant})
        client.put("/v1/sources/report", json={"kind": "speech", "title": "Report"})
        for name, (fields, status) in PLEDGES.items():
            parties = [{"participant": "france", "role": "promisor"}]
            body = {"title": name, "kind": "policy", "parties": parties} | fields
            assert client.put(f"/v1/pledges/{name}", json=body).status_code == 201
            if status is not None:
                judge(client, name, status, "2024-07-01")
        yield client


def judge(client: httpx.Client, pledge: str, status: str, day: str, **fields: Any) -> None:
    guards = ["concrete_action", "due_or_breach", "quotation", "target_met"]
    override = {"guards": guards, "reason": "a test"}
    change = {"status": status, "effective_on": day, "reason": "x", "override": override} | CITED | fields
    answer = client.post(f"/v1/pledges/{pledge}/status-changes", json=change)
    assert answer.status_code == httpx.codes.CREATED, answer.text


def due(client: httpx.Client, **query: Any) -> Body:
    found: Body = client.get("/v1/stats/overview", params=query).raise_for_status().json()["due"]
    return found


def test_what_came_of_it(client: httpx.Client) -> None:
    expected = {"kept": 1, "partly_kept": 1, "broken": 2, "unfinished": 1, "let_off": 1, "unknown": 1}
    august = due(client, as_of="2024-08-01")
    assert {name: august[name] for name in expected} == expected
    assert august["total"] == 7
    assert august["statuses"] == {
        "not_assessed": 1, "in_progress": 1, "partially_fulfilled": 1, "fulfilled": 1, "not_fulfilled": 1,
        "abandoned": 1, "waived": 1,
    }  # fmt: skip
    # On the last day nothing is due yet; the day after, nobody had judged anything.
    assert due(client, as_of="2024-06-30")["total"] == 0
    first = due(client, as_of="2024-07-01") | {"statuses": {}}
    assert first == {"total": 7, **expected, **UNSAID, "statuses": {}}
    # Once a condition is met, and another day is past.
    assert due(client, as_of="2024-10-01")["unknown"] == 2
    now = due(client)
    assert (now["total"], now["kept"], now["unknown"]) == (9, 2, 2)


def test_filters_narrow_it_down(client: httpx.Client) -> None:
    assert due(client, status="fulfilled", as_of="2024-08-01") == {
        "total": 1, **NONE, "kept": 1, "statuses": {"fulfilled": 1},
    }  # fmt: skip
    assert due(client, conditional="true")["total"] == 0
    (kind,) = (row for row in client.get("/v1/stats/overview").json()["by_kind"] if row["kind"] == "policy")
    assert kind["due"] == due(client)


def test_an_amended_day_counts_from_its_day(client: httpx.Client) -> None:
    amendment = {"effective_on": "2024-09-01", "changes": {"due": "2030"}, "reason": "x"} | CITED
    assert client.post("/v1/pledges/late/amendments", json=amendment).status_code == httpx.codes.CREATED
    assert due(client, as_of="2024-08-31")["unfinished"] == 1
    assert due(client, as_of="2024-09-01")["unfinished"] == 0
    assert due(client)["unfinished"] == 0


def test_each_promisor_has_what_it_did_itself(client: httpx.Client) -> None:
    parties = [{"participant": one, "role": "promisor"} for one in ("france", "japan")]
    body = {"title": "Both", "kind": "treaty_action", "parties": parties, "due": "2024-06"}
    assert client.put("/v1/pledges/both", json=body).status_code == 201
    judge(client, "both", "fulfilled", "2024-07-01", party="japan")
    rows = client.get("/v1/stats/matrix", params={"kind": "treaty_action"}).json()["items"]
    assert {row["promisor"]["id"]: row["due"] for row in rows} == {
        "france": {"total": 1, **NONE, "unknown": 1, "statuses": {"not_assessed": 1}},
        "japan": {"total": 1, **NONE, "kept": 1, "statuses": {"fulfilled": 1}},
    }
    report = client.get("/v1/stats/compliance", params={"as_of": "2024-08-01", "kind": "treaty_action"}).json()
    assert (report["overall"]["due"], report["overall"]["total"]) == (2, 2)
    before = client.get("/v1/stats/compliance", params={"as_of": "2024-06-30", "kind": "treaty_action"}).json()
    assert (before["overall"]["due"], before["overall"]["total"]) == (0, 2)


def test_why_nothing_is_known(client: httpx.Client) -> None:
    parties = [{"participant": one, "role": "promisor"} for one in ("france", "japan")]
    body = {"title": "Silent", "kind": "financial", "parties": parties, "due": "2024-06"}
    assert client.put("/v1/pledges/silent", json=body).status_code == 201
    searched = {"sources_reviewed_up_to": "2024-07-01"}
    judge(client, "silent", "no_verified_progress", "2024-07-01", unknown_because="withheld", **searched)
    judge(
        client,
        "silent",
        "no_verified_progress",
        "2024-07-01",
        unknown_because="not_published",
        party="japan",
        **searched,
    )
    found = due(client, kind="financial")
    assert (found["unknown"], found["unknown_because"]) == (1, {"not_published": 0, "withheld": 1})
    rows = client.get("/v1/stats/matrix", params={"kind": "financial"}).json()["items"]
    assert {row["promisor"]["id"]: row["due"]["unknown_because"] for row in rows} == {
        "france": {"not_published": 0, "withheld": 0},
        "japan": {"not_published": 1, "withheld": 0},
    }
    assert due(client, kind="financial", as_of="2024-06-30")["unknown_because"] == {"not_published": 0, "withheld": 0}
