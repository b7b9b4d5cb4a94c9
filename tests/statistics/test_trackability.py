"""What is needed to follow a pledge: told on it, found by it and counted, at every moment."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.serving import Service

Body = dict[str, Any]
ALL = ["deadline", "target_or_criteria", "implementer", "wording", "source"]
BARE: Body = {"title": "A pledge", "kind": "policy", "parties": [{"participant": "france", "role": "promisor"}]}
TARGET: Body = {"indicator": "ports", "measure": "count", "direction": "increase", "value": 2}
WHOLE: Body = BARE | {
    "due": "2026",
    "criteria": {"fulfilled": "two ports are open"},
    "wording": {"text": "We will open two ports."},
    "parties": [*BARE["parties"], {"participant": "japan", "role": "implementer"}],
    "citations": [{"source": "report"}],
    "topics": ["ports"],
}
LACKING: dict[str, tuple[Body, list[str]]] = {
    "bare": (BARE, ALL),
    "whole": (WHOLE, []),
    "without-deadline": (WHOLE | {"due": None}, ["deadline"]),
    "without-baseline": (WHOLE | {"criteria": None, "targets": [TARGET]}, ["target_or_criteria"]),
    "with-baseline": (WHOLE | {"criteria": None, "targets": [TARGET | {"baseline": {"value": 1}}]}, []),
    "without-implementer": (WHOLE | {"parties": BARE["parties"], "topics": []}, ["implementer"]),
    "contradicted": (
        WHOLE | {"wording": None, "citations": [{"source": "report", "relation": "contradicts"}]},
        ["wording", "source"],
    ),
}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """Return a client of a service with pledges that lack this and that."""
    with service.client("write") as client:
        for participant in ("france", "japan"):
            client.put(f"/v1/participants/{participant}", json={"kind": "state", "name": participant})
        client.put("/v1/topics/ports", json={"name": "Ports"})
        client.put("/v1/sources/report", json={"kind": "speech", "title": "Report"})
        for name, (body, _missing) in LACKING.items():
            assert client.put(f"/v1/pledges/{name}", json=body).status_code == 201
        yield client


def listed(client: httpx.Client, **query: Any) -> set[str]:
    return {one["id"] for one in client.get("/v1/pledges", params=query).raise_for_status().json()["items"]}


def test_a_pledge_says_what_is_missing(client: httpx.Client) -> None:
    for name, (_body, missing) in LACKING.items():
        found = client.get(f"/v1/pledges/{name}").json()["trackability"]
        assert found == {"met": 5 - len(missing), "of": 5, "missing": missing}, name


def test_pledges_are_found_by_it(client: httpx.Client) -> None:
    complete = {name for name, (_body, missing) in LACKING.items() if not missing}
    moments: list[Body] = [{}, {"known_at": client.get("/v1/ledger").json()["at"]}]
    for moment in moments:
        assert listed(client, trackability="complete", **moment) == complete
        assert listed(client, trackability="incomplete", **moment) == LACKING.keys() - complete
        for item in ALL:
            expected = {name for name, (_body, missing) in LACKING.items() if item in missing}
            assert listed(client, trackability_missing=item, **moment) == expected
        either = {name for name, (_body, missing) in LACKING.items() if {"wording", "deadline"} & {*missing}}
        assert listed(client, trackability_missing=["wording", "deadline"], **moment) == either
    refused = client.get("/v1/pledges", params={"trackability_missing": "money"})
    assert refused.status_code == 422


def counted(*names: str) -> Body:
    """Return what is counted of pledges."""
    lacking = [LACKING[name][1] for name in names]
    missing = Counter(item for items in lacking for item in items)
    met = Counter(5 - len(items) for items in lacking)
    return {
        "total": len(names),
        "complete": met[5],
        "met": [{"met": number, "pledges": met[number]} for number in range(6)],
        "missing": [{"item": item, "pledges": missing[item]} for item in sorted(ALL, key=lambda one: -missing[one])],
    }


def test_it_is_counted(client: httpx.Client) -> None:
    def report(**query: Any) -> Body:
        found: Body = client.get("/v1/stats/trackability", params=query).raise_for_status().json()
        return found

    found = report()
    assert found["overall"] == counted(*LACKING)
    assert found["items"] == [
        {"participant": {"id": "france", "name": "france"}, "topic": None} | counted(*LACKING),
    ]
    on_ports = [name for name, (body, _missing) in LACKING.items() if body.get("topics")]
    by_topic = report(by="topic")
    assert by_topic["overall"] == counted(*LACKING)
    assert by_topic["items"] == [{"participant": None, "topic": {"id": "ports", "name": "Ports"}} | counted(*on_ports)]
    lacking = report(trackability_missing="implementer")
    assert lacking["overall"] == counted("bare", "without-implementer")
    # What was missing once was missing then.
    before = client.get("/v1/ledger").json()["at"]
    etag = client.get("/v1/pledges/bare").headers["etag"]
    assert client.patch("/v1/pledges/bare", json={"due": "2026"}, headers={"If-Match": etag}).is_success
    assert report(known_at=before)["overall"] == counted(*LACKING)
    assert report()["overall"]["missing"][0]["pledges"] == 2
    assert [one["pledges"] for one in report()["overall"]["met"]] == [0, 1, 0, 1, 3, 2]


def test_it_follows_what_is_amended_and_cited(client: httpx.Client) -> None:
    path = "/v1/pledges/followed"
    body = WHOLE | {"due": None, "citations": [], "wording": None}
    assert client.put(path, json=body).status_code == 201
    amendment = {
        "effective_on": "2025-06-01",
        "changes": {"due": "2026", "wording": {"text": "By the end of 2026."}},
        "reason": "They set a day.",
        "citations": [{"source": "report"}],
    }
    assert client.post(f"{path}/amendments", json=amendment).status_code == 201
    assert client.post(f"{path}/citations", json={"source": "report", "id": "it"}).status_code == 201
    for day, missing in (("2025-05-31", ["deadline", "wording"]), ("2025-06-01", [])):
        shown = client.get(path, params={"as_of": day}).json()["trackability"]["missing"]
        assert shown == missing
        for item in ALL:
            found = "followed" in listed(client, trackability_missing=item, as_of=day, limit=200)
            assert found == (item in missing), (day, item)
    assert "followed" in listed(client, trackability="complete")
    assert client.delete(f"{path}/citations/it").is_success
    assert "followed" in listed(client, trackability_missing="source")
    assert "followed" not in listed(client, trackability="complete")
    head = client.get("/v1/ledger").json()["at"]
    assert "followed" in listed(client, trackability_missing="source", known_at=head)
