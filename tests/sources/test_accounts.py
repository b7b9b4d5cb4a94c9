"""What sources say of fields stands side by side, and where they differ the record is disputed."""

from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.serving import Service

Body = dict[str, Any]


@pytest.fixture(scope="module")
def world(client: httpx.Client) -> None:
    for collection, record, body in (
        ("sources", "report-a", {"kind": "news_report", "title": "Report A"}),
        ("sources", "report-b", {"kind": "readout", "title": "Report B"}),
        ("participants", "guatemala", {"kind": "state", "name": "Guatemala"}),
        ("participants", "minister", {"kind": "person", "name": "The minister"}),
        ("topics", "ports", {"name": "Ports"}),
    ):
        assert client.put(f"/v1/{collection}/{record}", json=body).status_code == httpx.codes.CREATED


@pytest.fixture
def pledge(client: httpx.Client, unique: Unique, world: None) -> str:
    """Return the address of a new pledge."""
    path = f"/v1/pledges/{unique('pledge')}"
    party = {"participant": "guatemala", "role": "promisor"}
    body = {"title": "A task force", "kind": "policy", "strength": "firm", "due": "2025-12", "parties": [party]}
    assert client.put(path, json=body).status_code == httpx.codes.CREATED
    return path


def cite(client: httpx.Client, path: str, field: str, account: str | None, **fields: object) -> str:
    """Add a citation that speaks of a field; return its address."""
    body = {"source": "report-a", "field": field, "account": account} | fields
    answer = client.post(f"{path}/citations", json=body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    return answer.headers["location"]


def accounts(client: httpx.Client, path: str) -> Body:
    """Return what is said of a record, which its document, written anew or stored, and its list agree with."""
    found: Body = client.get(f"{path}/accounts").json()
    document = client.get(path).json()
    assert found["disputed"] == document["disputed"] == any(not field["agree"] for field in found["fields"])
    assert found["version"] == document["version"]
    collection, record = path.rsplit("/", 1)
    for asked in (True, False):
        listed = client.get(collection, params={"disputed": asked, "id": record}).json()["items"]
        assert listed == ([document] if asked == found["disputed"] else [])
    return found


def field_of(found: Body, field: str) -> Body:
    only: Body
    (only,) = [one for one in found["fields"] if one["field"] == field]
    return only


def said(field: Body) -> list[tuple[str | None, bool | None, int]]:
    return [(one["account"], one["as_recorded"], len(one["citations"])) for one in field["accounts"]]


def test_words_are_compared_without_case_accents_and_spaces(client: httpx.Client, pledge: str) -> None:
    assert accounts(client, pledge)["fields"] == []
    cite(client, pledge, "place", "Northern border")
    cite(client, pledge, "place", "nörthern\n  BORDER", source="report-b")
    place = field_of(accounts(client, pledge), "place")
    assert (place["known"], place["value"], place["part"], place["agree"]) == (False, None, None, True)
    assert said(place) == [("Northern border", None, 2)]
    other = cite(client, pledge, "place", "eastern borders", source="report-b", quote={"exact": "its eastern borders"})
    place = field_of(accounts(client, pledge), "place")
    assert not place["agree"]
    assert said(place) == [("Northern border", None, 2), ("eastern borders", None, 1)]
    (citation,) = place["accounts"][1]["citations"]
    assert citation == client.get(other).json() | {"part": None}
    assert citation["source"] == {"id": "report-b", "title": "Report B"}
    assert client.delete(other).status_code == httpx.codes.NO_CONTENT
    assert not accounts(client, pledge)["disputed"]


def test_what_is_recorded_is_an_account_too(client: httpx.Client, pledge: str) -> None:
    cite(client, pledge, "due", None)
    cite(client, pledge, "due", "2025-12", source="report-b")
    cite(client, pledge, "status", "Not assessed")
    cite(client, pledge, "strength", None, relation="contradicts")
    found = accounts(client, pledge)
    due, status = field_of(found, "due"), field_of(found, "status")
    assert (due["known"], due["value"]["edtf"], due["agree"], said(due)) == (
        True, "2025-12", True, [("2025-12", True, 2)],
    )  # fmt: skip
    assert (status["value"]["status"], status["agree"], said(status)) == (
        "not_assessed", True, [("Not assessed", True, 1)],
    )  # fmt: skip
    strength = field_of(found, "strength")
    assert (strength["agree"], said(strength)) == (False, [(None, False, 1)])
    # The record moves away from what was said of it.
    client.patch(pledge, json={"due": "2026"})
    due = field_of(accounts(client, pledge), "due")
    assert (due["agree"], said(due)) == (False, [(None, True, 1), ("2025-12", None, 1)])


def test_what_one_voice_says_of_a_list_adds_up(client: httpx.Client, pledge: str) -> None:
    for account in ("ports", "railways"):
        cite(client, pledge, "topics", account, speaker="minister")
    assert field_of(accounts(client, pledge), "topics")["agree"]
    cite(client, pledge, "topics", "railways", attributed_to="an official")
    assert not field_of(accounts(client, pledge), "topics")["agree"]
    cite(client, pledge, "topics", "Ports", attributed_to="an official")
    assert field_of(accounts(client, pledge), "topics")["agree"]


def test_status_changes_speak_of_themselves_and_of_the_pledge(client: httpx.Client, pledge: str) -> None:
    def judge(day: str, *citations: Body) -> str:
        evidence = [{"source": "report-a", "act": "concrete_action"} | citation for citation in citations]
        body = {"status": "in_progress", "effective_on": day, "reason": "Seen", "citations": evidence}
        answer = client.post(f"{pledge}/status-changes", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        return answer.headers["location"]

    cite(client, pledge, "place", "northern border")
    judge("2025-03-01", {"field": "effective_on", "account": "in March"})
    change = judge("2025-04-01", {"field": "effective_on", "account": "in April"}, {"field": "place", "account": "sea"})
    found = accounts(client, pledge)
    assert [(one["field"], one["part"], one["agree"]) for one in found["fields"]] == [
        ("place", None, False),
        ("effective_on", "status_changes/2025-03-01-in-progress", True),
        ("effective_on", "status_changes/2025-04-01-in-progress", True),
    ]
    assert found["fields"][2]["value"]["edtf"] == "2025-04-01"
    assert [one["citations"][0]["part"] for one in found["fields"][0]["accounts"]] == [
        None, "status_changes/2025-04-01-in-progress",
    ]  # fmt: skip
    client.post(f"{change}/withdraw", json={"reason": "seen elsewhere"})
    assert [one["field"] for one in accounts(client, pledge)["fields"]] == ["place", "effective_on"]
    assert not accounts(client, pledge)["disputed"]


def test_accounts_at_another_moment(client: httpx.Client, pledge: str) -> None:
    cite(client, pledge, "place", "northern border")
    then = client.get(pledge).json()["updated_at"]
    before = client.get(f"{pledge}/accounts").json()
    cite(client, pledge, "place", "eastern borders", source="report-b")
    change = {"status": "planned", "effective_on": "2025-03-01", "reason": "Said"}
    evidence = {"source": "report-b", "field": "place", "account": "the coast"}
    client.post(f"{pledge}/status-changes", json=change | {"citations": [evidence]})
    assert client.get(f"{pledge}/accounts", params={"known_at": then}).json() == before
    for day, accounts_then in (("2025-02-28", 2), ("2025-03-01", 3)):
        then_said = client.get(f"{pledge}/accounts", params={"as_of": day}).json()
        assert len(field_of(then_said, "place")["accounts"]) == accounts_then
    assert client.get(f"{pledge}/accounts", params={"known_at": "2020-01-01T00:00:00Z"}).status_code == 404


def test_meetings_are_disputed_alike(client: httpx.Client, unique: Unique, world: None) -> None:
    path = f"/v1/meetings/{unique('meeting')}"
    client.put(path, json={"title": "Talks", "form": "call", "status": "held", "place": "Munich"})
    cite(client, path, "place", "munich")
    assert said(field_of(accounts(client, path), "place")) == [("munich", True, 1)]
    cite(client, path, "place", "Berlin", source="report-b")
    assert accounts(client, path)["disputed"]
    tag = client.get(f"{path}/accounts").headers["etag"]
    assert client.get(f"{path}/accounts", headers={"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED
    assert client.get("/v1/meetings/nothing-here/accounts").status_code == httpx.codes.NOT_FOUND


def test_the_seeds_are_disputed_where_their_reports_differ(seeded: Service) -> None:
    with seeded.client() as client:
        listed = client.get("/v1/pledges", params={"disputed": True, "limit": 200}).json()["items"]
        tagged = client.get("/v1/pledges", params={"tag": "accounts-differ", "limit": 200}).json()["items"]
        place = field_of(client.get("/v1/pledges/guatemala-border-task-force/accounts").json(), "place")
    assert {pledge["id"] for pledge in tagged} <= {pledge["id"] for pledge in listed}
    assert [account["account"] for account in place["accounts"]] == ["northern border", "eastern borders"]
