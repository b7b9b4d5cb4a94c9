"""What a statistic counts: pledges by where they stand as a whole, or each promisor by where it stands itself."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import Serve
from tests.databases import Databases

Body = dict[str, Any]
PLEDGES = {"several": ["ana", "ben"], "joint": ["ana", "ben", "eva"]}
CHANGES = [("several", "ana", "planned"), ("several", None, "in_progress"), ("joint", None, "stalled")]
STANDS = {
    ("several", "ana"): "planned",
    ("several", "ben"): "not_assessed",
    ("joint", "ana"): "stalled",
    ("joint", "ben"): "stalled",
    ("joint", "eva"): "stalled",
}
"""Where each promisor stands itself."""


@pytest.fixture(scope="module")
def anonymous(databases: Databases, backend: str, serving: Serve) -> Iterator[httpx.Client]:
    """Return a client without a key, of a service that knows the pledges."""
    with serving(databases.create(backend)) as service:
        with service.client("write") as client:
            client.put("/v1/topics/ports", json={"name": "Ports"}).raise_for_status()
            for name in ("ana", "ben", "eva"):
                client.put(f"/v1/participants/{name}", json={"kind": "person", "name": name}).raise_for_status()
            for pledge, promisors in PLEDGES.items():
                body: Body = {
                    "title": pledge,
                    "joint": pledge,
                    "kind": "policy",
                    "announced": "2025-01-10",
                    "due": "2025-02" if pledge == "several" else None,
                    "topics": ["ports"],
                    "parties": [{"participant": promisor, "role": "promisor"} for promisor in promisors],
                }
                client.put(f"/v1/pledges/{pledge}", json=body).raise_for_status()
            for pledge, party, status in CHANGES:
                override = {"guards": ["citation"], "reason": "a test"}
                change = {"status": status, "effective_on": "2025-03-01", "party": party, "override": override}
                body = change | {"reason": "seen"}
                client.post(f"/v1/pledges/{pledge}/status-changes", json=body).raise_for_status()
        with service.client() as client:
            yield client


def read(client: httpx.Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/v1/{path}", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    return answer.json()


def standing(*promisors: str) -> dict[str, int]:
    """Return how many of promisors stand where, counted by hand."""
    statuses = [status for (_pledge, promisor), status in STANDS.items() if promisor in promisors]
    return {status: statuses.count(status) for status in statuses}


def test_pledges_stand_as_a_whole(anonymous: httpx.Client) -> None:
    expected = {"in_progress": 1, "stalled": 1}
    for query in ({}, {"unit": "pledge"}, {"promisor": "ana"}):
        assert read(anonymous, "stats/overview", **query)["statuses"] == expected
        assert read(anonymous, "stats/timeline", **query)["items"][-1]["statuses"] == expected


def test_promisors_stand_where_they_do_themselves(anonymous: httpx.Client) -> None:
    found = read(anonymous, "stats/overview", unit="party")
    assert found["statuses"] == standing("ana", "ben", "eva")
    assert found["by_topic"][0]["statuses"] == found["statuses"]
    assert {row["kind"]: row["total"] for row in found["by_kind"]}["policy"] == len(STANDS)
    for rollup in ("leaves", "all"):
        items = read(anonymous, "stats/timeline", unit="party", rollup=rollup)["items"]
        assert items[-1]["statuses"] == found["statuses"]
        assert items[0]["statuses"] == {"not_assessed": len(STANDS)}


def test_of_promisors_that_are_named_these_alone(anonymous: httpx.Client) -> None:
    for name in ("ana", "ben", "eva"):
        query = {"unit": "party", "promisor": name}
        found = read(anonymous, "stats/overview", **query)
        assert found["statuses"] == standing(name)
        assert read(anonymous, "stats/timeline", **query)["items"][-1]["statuses"] == standing(name)
        for status, number in found["statuses"].items():
            assert len(read(anonymous, "pledges", promisor=name, status=status)["items"]) == number
            assert read(anonymous, "stats/overview", status=status, **query)["statuses"] == {status: number}


def test_flags_and_dues_are_those_of_the_promisor(anonymous: httpx.Client) -> None:
    due = {promisor: status for (pledge, promisor), status in STANDS.items() if pledge == "several"}
    found = read(anonymous, "stats/overview", unit="party")
    assert found["flags"]["overdue"] == len(due)
    assert found["due"]["statuses"] == {"planned": 1, "not_assessed": 1}
    assert read(anonymous, "stats/overview")["flags"]["overdue"] == 1


def test_a_panel_is_the_timeline_of_each_promisor(anonymous: httpx.Client) -> None:
    for asked in ({"interval": "month"}, {"interval": "quarter", "kind": "policy"}, {"rollup": "all"}):
        rows = paged(anonymous, limit=3, **asked)
        for name in ("ana", "ben", "eva"):
            own = [row for row in rows if row["promisor"] == {"id": name, "name": name}]
            query = {"interval": "year", "unit": "party", "promisor": name} | asked
            timeline = read(anonymous, "stats/timeline", **query)["items"]
            assert [{key: row[key] for key in row if key != "promisor"} for row in own] == timeline
        assert rows == paged(anonymous, limit=200, **asked)


def test_each_row_of_a_panel_is_as_of_the_last_day_of_its_period(anonymous: httpx.Client) -> None:
    rows = paged(anonymous, interval="month", promisor="ana")
    assert [row["period"] for row in rows[:3]] == ["2025-01", "2025-02", "2025-03"]
    for row, day in zip(rows, ("2025-01-31", "2025-02-28", "2025-03-31"), strict=False):
        then = read(anonymous, "stats/overview", unit="party", promisor="ana", as_of=day)
        assert {name: row[name] for name in ("total", "statuses", "due")} == {
            name: then[name] for name in ("total", "statuses", "due")
        }


def paged(client: httpx.Client, **asked: Any) -> list[Body]:
    """Return the rows of a panel, page by page."""
    rows: list[Body] = []
    cursor: dict[str, str] = {}
    while True:
        page = read(client, "stats/panel", **asked, **cursor)
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        cursor = {"cursor": page["next_cursor"]}


def test_another_unit_is_refused(anonymous: httpx.Client) -> None:
    refused = anonymous.get("/v1/stats/overview", params={"unit": "parties"})
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "'pledge' or 'party'" in refused.text
