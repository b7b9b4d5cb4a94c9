"""What sources say of fields stands side by side, and where it cannot all be true the record is disputed."""

from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.refusals import invalid, refused
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


def account(field: str, value: str, *, conflicts: bool = False) -> Body:
    return {"account": {"field": field, "value": value, "conflicts": conflicts}}


def cite(client: httpx.Client, path: str, field: str, value: str, *, conflicts: bool = False, **fields: object) -> str:
    """Add a citation that speaks of a field; return its address."""
    body = {"source": "report-a"} | account(field, value, conflicts=conflicts) | fields
    answer = client.post(f"{path}/citations", json=body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    return answer.headers["location"]


def accounts(client: httpx.Client, path: str) -> Body:
    """Return what is said of a record, which its document, written anew or stored, and its list agree with."""
    found: Body = client.get(f"{path}/accounts").json()
    document = client.get(path).json()
    assert found["disputed"] == document["disputed"] == any(field["disputed"] for field in found["fields"])
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


def said(field: Body) -> list[tuple[str, bool]]:
    return [(one["value"], one["conflicts"]) for one in field["accounts"]]


def test_other_words_are_no_dispute(client: httpx.Client, pledge: str) -> None:
    assert accounts(client, pledge)["fields"] == []
    cite(client, pledge, "place", "northern border")
    cite(client, pledge, "place", "a border", source="report-b", voice="reporter")
    place = field_of(accounts(client, pledge), "place")
    assert (place["known"], place["value"], place["part"], place["disputed"]) == (True, None, None, False)
    assert said(place) == [("northern border", False), ("a border", False)]
    assert [one["voice"] for one in place["accounts"]] == [None, "reporter"]
    cite(client, pledge, "colour", "blue")
    assert field_of(accounts(client, pledge), "colour")["known"] is False


def test_what_cannot_all_be_true_is_one(client: httpx.Client, pledge: str) -> None:
    cite(client, pledge, "due", "by 2025")
    other = cite(client, pledge, "due", "in 2027", conflicts=True, source="report-b", quote={"exact": "in 2027"})
    due = field_of(accounts(client, pledge), "due")
    assert (due["known"], due["value"]["edtf"], due["disputed"]) == (True, "2025-12", True)
    assert said(due) == [("by 2025", False), ("in 2027", True)]
    citation = due["accounts"][1]["citation"]
    assert citation == client.get(other).json() | {"part": None}
    assert citation["source"] == {"id": "report-b", "title": "Report B"}
    assert client.delete(other).status_code == httpx.codes.NO_CONTENT
    assert not accounts(client, pledge)["disputed"]


def test_one_that_is_corrected_is_none_any_longer(client: httpx.Client, pledge: str) -> None:
    cited = cite(client, pledge, "place", "sea", conflicts=True)
    assert accounts(client, pledge)["disputed"]
    tag = client.get(cited).headers["etag"]
    client.patch(cited, json={"account": {"conflicts": False}}, headers={"If-Match": tag})
    assert not accounts(client, pledge)["disputed"]
    again = [{"source": "report-a"} | account("due", "x", conflicts=True)]
    assert client.patch(pledge, json={"citations": again}).status_code == httpx.codes.OK
    assert accounts(client, pledge)["disputed"]


def test_status_changes_speak_of_themselves_and_of_the_pledge(client: httpx.Client, pledge: str) -> None:
    def judge(day: str, *citations: Body) -> str:
        evidence = [{"source": "report-a", "act": "concrete_action"} | citation for citation in citations]
        body = {"status": "in_progress", "effective_on": day, "reason": "Seen", "citations": evidence}
        answer = client.post(f"{pledge}/status-changes", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        return answer.headers["location"]

    cite(client, pledge, "place", "northern border")
    judge("2025-03-01", account("effective_on", "in March"))
    change = judge("2025-04-01", account("effective_on", "in April"), account("place", "sea", conflicts=True))
    found = accounts(client, pledge)
    assert [(one["field"], one["part"], one["disputed"]) for one in found["fields"]] == [
        ("place", None, True),
        ("effective_on", "status_changes/2025-03-01-in-progress", False),
        ("effective_on", "status_changes/2025-04-01-in-progress", False),
    ]
    assert found["fields"][2]["value"]["edtf"] == "2025-04-01"
    assert [one["citation"]["part"] for one in found["fields"][0]["accounts"]] == [
        None, "status_changes/2025-04-01-in-progress",
    ]  # fmt: skip
    client.post(f"{change}/withdraw", json={"reason": "seen elsewhere"})
    assert [one["field"] for one in accounts(client, pledge)["fields"]] == ["place", "effective_on"]
    # Nothing more is cited under a change that was withdrawn.
    late = {"source": "report-a"} | account("reason", "another", conflicts=True)
    assert client.post(f"{change}/citations", json=late).status_code == httpx.codes.CONFLICT
    assert not accounts(client, pledge)["disputed"]


def test_accounts_at_another_moment(client: httpx.Client, pledge: str) -> None:
    cite(client, pledge, "place", "northern border")
    then = client.get(pledge).json()["updated_at"]
    before = client.get(f"{pledge}/accounts").json()
    cite(client, pledge, "place", "eastern borders", source="report-b")
    change = {"status": "planned", "effective_on": "2025-03-01", "reason": "Said"}
    evidence = {"source": "report-b"} | account("place", "the coast", conflicts=True)
    client.post(f"{pledge}/status-changes", json=change | {"citations": [evidence]})
    assert client.get(f"{pledge}/accounts", params={"known_at": then}).json() == before
    collection, record = pledge.rsplit("/", 1)
    for day, accounts_then, disputed in (("2025-02-28", 2, False), ("2025-03-01", 3, True)):
        then_said = client.get(f"{pledge}/accounts", params={"as_of": day}).json()
        assert len(field_of(then_said, "place")["accounts"]) == accounts_then
        assert then_said["disputed"] is disputed
        listed = client.get(collection, params={"as_of": day, "id": record, "disputed": disputed}).json()["items"]
        assert [one["id"] for one in listed] == [record]
    assert client.get(f"{pledge}/accounts", params={"known_at": "2020-01-01T00:00:00Z"}).status_code == 404


def test_meetings_are_disputed_alike(client: httpx.Client, unique: Unique, world: None) -> None:
    path = f"/v1/meetings/{unique('meeting')}"
    client.put(path, json={"title": "Talks", "form": "call", "status": "held", "place": "Munich"})
    cite(client, path, "place", "in Munich")
    assert said(field_of(accounts(client, path), "place")) == [("in Munich", False)]
    cite(client, path, "place", "Berlin", source="report-b", conflicts=True)
    assert accounts(client, path)["disputed"]
    tag = client.get(f"{path}/accounts").headers["etag"]
    assert client.get(f"{path}/accounts", headers={"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED
    assert client.get("/v1/meetings/nothing-here/accounts").status_code == httpx.codes.NOT_FOUND


def test_a_speaker_says_in_whose_voice(client: httpx.Client, pledge: str) -> None:
    def voice(**fields: object) -> str | None:
        answer = client.post(f"{pledge}/citations", json={"source": "report-a"} | fields)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        found: str | None = answer.json()["voice"]
        return found

    assert voice() is None
    assert voice(speaker="minister") == "on_record"
    assert voice(attributed_to="an official") == "anonymous"
    assert voice(voice="on_record") == "on_record"
    assert voice(voice="document") == "document"
    for wrong, place in (
        ({"speaker": "minister", "voice": "reporter"}, "/voice"),
        ({"attributed_to": "an official", "voice": "on_record"}, "/voice"),
        ({"speaker": "minister", "attributed_to": "an official"}, "/attributed_to"),
        ({"voice": "rumour"}, "/voice"),
    ):
        assert invalid(client.post(f"{pledge}/citations", json={"source": "report-a"} | wrong)) == [place]


def test_what_a_speaker_implies_is_written(client: httpx.Client, unique: Unique, world: None) -> None:
    path = f"/v1/topics/{unique('topic')}"
    body = {"name": "Ports", "citations": [{"id": "one", "source": "report-a", "speaker": "minister"}]}
    tag = client.put(path, json=body).headers["etag"]
    assert client.get(path, params={"form": "written"}).json()["citations"][0]["voice"] == "on_record"
    again = client.put(path, json=body)
    assert (again.status_code, again.headers["etag"]) == (200, tag)


def test_the_seeds_are_disputed_where_their_reports_differ(seeded: Service) -> None:
    with seeded.client() as client:
        listed = client.get("/v1/pledges", params={"disputed": True, "limit": 200}).json()["items"]
        place = field_of(client.get("/v1/pledges/guatemala-border-task-force/accounts").json(), "place")
    assert "guatemala-border-task-force" in {pledge["id"] for pledge in listed}
    assert said(place) == [("northern border", True), ("eastern borders", True)]


def test_a_field_is_named_as_the_record_names_it(client: httpx.Client, pledge: str) -> None:
    answer = client.post(f"{pledge}/citations", json={"source": "report-a"} | account("Place of it", "Petén"))
    (fault,) = refused(answer, 422, "invalid-content")["errors"]
    assert fault["pointer"] == "/account/field"
    assert fault["message"] == "Write the name of a field: small letters and underscores, such as place."
