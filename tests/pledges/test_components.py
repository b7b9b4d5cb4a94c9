"""Where the parts of a pledge stand, beside where it stands itself: now and at every moment."""

from typing import Any

import httpx
import pytest

from app.db.database import Database
from tests.counting import counted
from tests.serving import Service

Body = dict[str, Any]


def put(client: httpx.Client, pledge: str, whole: str | None = None, **fields: Any) -> Body:
    links = [] if whole is None else [{"type": "part_of", "pledge": whole}, {"type": "matches", "pledge": "alone"}]
    parties = [{"participant": "guatemala", "role": "promisor"}]
    body = {"title": pledge, "announced": "2025-01-10", "parties": parties, "links": links} | fields
    tag = client.get(f"/v1/pledges/{pledge}").headers.get("ETag")
    answer = client.put(f"/v1/pledges/{pledge}", json=body, headers={} if tag is None else {"If-Match": tag})
    answer.raise_for_status()
    found: Body = answer.json()
    return found


def judge(client: httpx.Client, pledge: str, status: str, day: str) -> None:
    override = {"guards": ["citation"], "reason": "a test"}
    change = {"status": status, "effective_on": day, "reason": "seen", "override": override}
    client.post(f"/v1/pledges/{pledge}/status-changes", json=change).raise_for_status()


@pytest.fixture
def whole(client: httpx.Client) -> httpx.Client:
    """Return a client of a service that knows a whole with three parts, one of which has a part of its own."""
    client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"}).raise_for_status()
    for pledge, of, day in (
        ("alone", None, "2025-01-10"),
        ("whole", None, "2025-01-10"),
        ("first", "whole", "2025-01-10"),
        ("second", "whole", "2025-01-10"),
        ("third", "whole", "2025-06-10"),
        ("below", "first", "2025-01-10"),
    ):
        put(client, pledge, of, announced=day)
    judge(client, "first", "planned", "2025-02-01")
    judge(client, "first", "in_progress", "2025-03-01")
    judge(client, "second", "in_progress", "2025-04-01")
    return client


def components(client: httpx.Client, pledge: str, **moment: str) -> Any:
    return client.get(f"/v1/pledges/{pledge}", params=moment).json()["components"]


def test_parts_are_counted_by_where_they_stand(whole: httpx.Client) -> None:
    expected: Body = {"total": 3, "statuses": {"in_progress": 2, "not_assessed": 1}}
    assert components(whole, "whole") == expected
    assert whole.get("/v1/pledges/whole/status").json()["components"] == expected
    assert whole.get("/v1/pledges/whole").json()["status"]["status"] == "not_assessed"
    assert components(whole, "first") == {"total": 1, "statuses": {"not_assessed": 1}}
    assert components(whole, "below") is None
    # Other links make no part of it.
    assert components(whole, "alone") is None
    listed = {one["id"]: one["components"] for one in whole.get("/v1/pledges").json()["items"]}
    assert listed == {pledge: components(whole, pledge) for pledge in listed}


def test_both_clocks(whole: httpx.Client) -> None:
    before = whole.get("/v1/pledges/whole").headers["ETag"]
    instant = whole.get("/v1/pledges/second").json()["updated_at"]
    judge(whole, "third", "stalled", "2025-07-01")
    assert components(whole, "whole")["statuses"] == {"in_progress": 2, "stalled": 1}
    assert components(whole, "whole", known_at=instant)["statuses"] == {"in_progress": 2, "not_assessed": 1}
    assert components(whole, "whole", as_of="2025-02-15") == {
        "total": 2,
        "statuses": {"planned": 1, "not_assessed": 1},
    }
    assert components(whole, "whole", as_of="2025-06-15")["total"] == 3
    assert whole.get("/v1/pledges/whole").headers["ETag"] != before


def test_a_part_that_leaves_or_is_deleted_counts_no_more(whole: httpx.Client) -> None:
    put(whole, "second")
    assert components(whole, "whole")["total"] == 2
    for pledge in ("below", "first", "third"):
        tag = whole.get(f"/v1/pledges/{pledge}").headers["ETag"]
        whole.delete(f"/v1/pledges/{pledge}", headers={"If-Match": tag}).raise_for_status()
    assert components(whole, "whole") is None


def test_the_answer_to_a_write_tells_them(whole: httpx.Client) -> None:
    assert put(whole, "whole", summary="Changed")["components"]["total"] == 3
    assert put(whole, "another")["components"] is None
    whole.delete("/v1/pledges/another", headers={"If-Match": whole.get("/v1/pledges/another").headers["ETag"]})
    refused = whole.put("/v1/pledges/whole", json={"components": None})
    assert "follows from the pledges that are part of it" in refused.text


def test_the_filter(whole: httpx.Client) -> None:
    def ids(**query: str) -> list[str]:
        return [one["id"] for one in whole.get("/v1/pledges", params=query).json()["items"]]

    assert ids(components="true") == ["first", "whole"]
    assert ids(components="false") == ["alone", "below", "second", "third"]
    below = whole.get("/v1/pledges/below")
    instant = below.json()["updated_at"]
    whole.delete("/v1/pledges/below", headers={"If-Match": below.headers["ETag"]})
    assert ids(components="true") == ["whole"]
    assert ids(components="true", known_at=instant) == ["first", "whole"]
    assert ids(components="true", as_of="2025-01-20") == ["whole"]


def test_parts_cost_no_further_statement(service: Service, client: httpx.Client) -> None:
    client.put("/v1/participants/guatemala", json={"kind": "state", "name": "Guatemala"}).raise_for_status()
    put(client, "alone")
    put(client, "large")
    database: Database = service.database
    numbers = []
    for parts in (0, 20):
        for number in range(parts):
            put(client, f"part-{number}", "large")
        with counted(database) as statements:
            found = client.get("/v1/pledges/large").json()["components"]
        assert (found or {"total": 0})["total"] == parts
        numbers.append((len(statements.hot_reads), len(statements.long_reads)))
    assert numbers[0] == numbers[1]
