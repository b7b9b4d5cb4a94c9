"""What was known when, and what had taken effect by which day: alone and together, wherever statuses are read."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body
from tests.refusals import invalid

SET_ASIDE = {"guards": ["citation"], "reason": "a test"}


def change(client: httpx.Client, pledge: str, status: str, day: str) -> str:
    body = {"status": status, "effective_on": day, "reason": "seen", "override": SET_ASIDE}
    answer = client.post(f"/v1/pledges/{pledge}/status-changes", json=body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    made: str = answer.json()["id"]
    return made


def instant(client: httpx.Client) -> str:
    at: str = client.get("/v1/ledger").json()["at"]
    return at


def status(client: httpx.Client, pledge: str, **clocks: str) -> str:
    """Return the status of a pledge, which is the same wherever it is read."""
    record = client.get(f"/v1/pledges/{pledge}", params=clocks).json()
    report = client.get(f"/v1/pledges/{pledge}/status", params=clocks).json()
    listed = client.get("/v1/pledges", params={"id": pledge, **clocks}).json()["items"]
    found: str = record["status"]["status"]
    assert report["status"] == record["status"]
    assert listed == [record]
    only = client.get("/v1/pledges", params={"id": pledge, "status": found, **clocks}).json()["items"]
    assert only == [record]
    counted = client.get("/v1/stats/overview", params={"id": pledge, **clocks}).json()
    assert counted["statuses"] == {found: 1}
    return found


def changes(client: httpx.Client, pledge: str, **query: str) -> list[str]:
    of_pledge = client.get(f"/v1/pledges/{pledge}/status-changes", params=query).json()["items"]
    of_all = client.get("/v1/status-changes", params={"pledge": pledge, **query}).json()["items"]
    assert of_pledge == of_all
    return [item["id"] for item in of_pledge]


def test_a_backdated_change_is_no_earlier_knowledge(client: httpx.Client, track: Track) -> None:
    pledge = track("guatemala", announced="2025-01-10").id
    planned = change(client, pledge, "planned", "2025-03-01")
    before = instant(client)
    stalled = change(client, pledge, "stalled", "2025-02-01")
    assert status(client, pledge) == "planned"
    assert status(client, pledge, as_of="2025-02-15") == "stalled"
    assert status(client, pledge, as_of="2025-02-15", known_at=before) == "not_assessed"
    assert status(client, pledge, known_at=before) == "planned"
    assert status(client, pledge, as_of="2025-01-31") == "not_assessed"
    assert changes(client, pledge) == [planned, stalled]
    assert changes(client, pledge, known_at=before) == [planned]
    assert changes(client, pledge, as_of="2025-02-15") == [stalled]
    assert changes(client, pledge, as_of="2025-02-15", known_at=before) == []
    assert client.get(f"/v1/pledges/{pledge}", params={"as_of": "2025-01-09"}).status_code == httpx.codes.NOT_FOUND
    assert client.get("/v1/pledges", params={"id": pledge, "as_of": "2025-01-09"}).json()["items"] == []


def test_what_is_withdrawn_was_known_before(client: httpx.Client, track: Track) -> None:
    pledge = track("guatemala").id
    made = change(client, pledge, "planned", "2025-03-01")
    before = instant(client)
    path = f"/v1/pledges/{pledge}/status-changes/{made}/withdraw"
    client.post(path, json={"reason": "the wrong pledge"}).raise_for_status()
    assert status(client, pledge) == "not_assessed"
    assert status(client, pledge, known_at=before) == "planned"
    assert changes(client, pledge, withdrawn="false") == []
    assert changes(client, pledge, withdrawn="false", known_at=before) == [made]


def test_what_is_gone_reappears(client: httpx.Client, track: Track) -> None:
    tracked = track("guatemala")
    made = change(client, tracked.id, "planned", "2025-03-01")
    before = instant(client)
    record = client.get(f"/v1/pledges/{tracked.id}").json()
    client.delete(f"/v1/pledges/{tracked.id}").raise_for_status()
    then = {"known_at": before}
    assert client.get(f"/v1/pledges/{tracked.id}").status_code == httpx.codes.NOT_FOUND
    assert client.get(f"/v1/pledges/{tracked.id}", params=then).json() == record
    assert client.get("/v1/pledges", params={"id": tracked.id, **then}).json()["items"] == [record]
    assert changes(client, tracked.id, **then) == [made]
    everything = client.get("/v1/status-changes", params={"sort": "-recorded", "limit": 1, **then}).json()["items"]
    assert [item["id"] for item in everything] == [made]


@pytest.mark.parametrize(
    ("flag", "days"),
    [
        ("overdue", (("2025-06-29", False), ("2025-06-30", False), ("2025-07-01", True))),
        ("due_soon", (("2025-05-30", False), ("2025-05-31", True), ("2025-06-30", True), ("2025-07-01", False))),
    ],
)
def test_a_pledge_is_late_or_due_soon_as_of_a_day(
    client: httpx.Client, track: Track, flag: str, days: tuple[tuple[str, bool], ...]
) -> None:
    pledge = track("guatemala", announced="2025-01-10", due="2025-06").id
    for day, is_so in days:
        for clocks in ({"as_of": day}, {"as_of": day, "known_at": instant(client)}):
            record = client.get(f"/v1/pledges/{pledge}", params=clocks).json()
            assert record[flag] is is_so, clocks
            for asked in (True, False):
                query = {"id": pledge, flag: str(asked).lower(), **clocks}
                listed = client.get("/v1/pledges", params=query).json()["items"]
                assert listed == ([record] if asked is is_so else []), query
                total = client.get("/v1/stats/overview", params=query).json()["total"]
                assert total == len(listed), query


def test_names_of_then(client: httpx.Client, track: Track, unique: Unique) -> None:
    party = unique("party")
    client.put(f"/v1/participants/{party}", json={"kind": "state", "name": "Old name"}).raise_for_status()
    pledge = track(party).id
    before = instant(client)
    client.patch(f"/v1/participants/{party}", json={"name": "New name"}).raise_for_status()

    def name(**clocks: str) -> str:
        found: Body = client.get("/v1/pledges", params={"promisor": party, **clocks}).json()["items"][0]
        called: str = found["parties"][0]["participant"]["name"]
        return called

    assert (name(), name(known_at=before), name(as_of="2026-01-01")) == ("New name", "Old name", "New name")
    assert client.get(f"/v1/pledges/{pledge}", params={"known_at": before}).json()["version"] == 1


def test_nobody_knows_what_is_to_come(client: httpx.Client, track: Track) -> None:
    pledge = track("guatemala").id
    later = datetime.now(UTC) + timedelta(days=3)
    paths = (
        "/v1/pledges", f"/v1/pledges/{pledge}", f"/v1/pledges/{pledge}/status", "/v1/status-changes",
        f"/v1/pledges/{pledge}/status-changes", "/v1/assessments", "/v1/stats/overview",
    )  # fmt: skip
    for path in paths:
        answer = client.get(path, params={"known_at": later.isoformat(), "as_of": later.date().isoformat()})
        assert sorted(invalid(answer)) == ["as_of", "known_at"], path
        assert invalid(client.get(path, params={"known_at": "yesterday"})) == ["known_at"]
