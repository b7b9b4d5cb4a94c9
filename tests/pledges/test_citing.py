"""Evidence added to a status change: the one thing that may be."""

import httpx
import pytest

from tests.answers import document as written
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found
from tests.refusals import invalid, refused

FULL: Body = {
    "source": "of-2025-07",
    "quote": {"exact": "works have begun", "prefix": "the", "suffix": "at last"},
    "page": "3",
    "section": "Ports",
    "speaker": "minister",
    "attributed_to": None,
    "voice": "on_record",
    "relation": "supports",
    "act": "concrete_action",
    "account": {"field": "status", "value": "work is under way", "conflicts": False},
    "note": "one terminal",
}


def cite(pledge: Tracked, change: str, citation: Body, **headers: str) -> httpx.Response:
    return pledge.client.post(f"{pledge.changes}/{change}/citations", json=citation, headers=headers)


def test_a_citation_is_added(client: httpx.Client, track: Track) -> None:
    pledge = track()
    change = pledge.judge("in_progress", citations=[{"source": "undated"}])
    answer = cite(pledge, change, FULL)
    assert answer.status_code == 201, answer.text
    assert written(answer) == FULL | {
        "id": answer.json()["id"],
        "source": {"id": "of-2025-07", "title": "Report of 2025-07"},
        "speaker": {"id": "minister", "name": "Minister of the-ministry"},
    }
    assert answer.json()["id"] == "of-2025-07"
    assert answer.headers["location"] == f"{pledge.changes}/{change}/citations/{answer.json()['id']}"
    assert answer.headers["etag"].startswith('"3-')
    listed = found(client.get(f"{pledge.changes}/{change}/citations"))["items"]
    assert [item["id"] for item in listed] == ["undated", answer.json()["id"]]
    assert pledge.everywhere(change)["citations"] == listed
    # The change itself is what it was, recorded when it was.
    assert (pledge.change(change)["version"], pledge.read()["version"]) == (2, 3)


def test_ids_are_given_or_derived(track: Track) -> None:
    pledge = track()
    change = pledge.judge("planned")
    for given, expected in (({}, "undated"), ({}, "undated-2"), ({"id": "mine"}, "mine"), ({}, "undated-3")):
        assert cite(pledge, change, {"source": "undated", **given}).json()["id"] == expected
    assert invalid(cite(pledge, change, {"source": "undated", "id": "mine"})) == ["/id"]
    assert len(pledge.change(change)["citations"]) == 4


@pytest.mark.parametrize(
    ("citation", "place"),
    [
        ({}, "/source"),
        ({"source": "nowhere"}, "/source"),
        ({"source": "undated", "speaker": "atlantis"}, "/speaker"),
        ({"source": "undated", "relation": "proves"}, "/relation"),
        ({"source": "undated", "account": {"value": "x"}}, "/account/field"),
        ({"source": "undated", "colour": "red"}, "/colour"),
    ],
)
def test_what_is_wrong_is_refused(track: Track, citation: Body, place: str) -> None:
    pledge = track()
    change = pledge.judge("planned")
    before = pledge.read()
    assert invalid(cite(pledge, change, citation)) == [place]
    assert pledge.read() == before


def test_a_change_takes_a_hundred(track: Track) -> None:
    pledge = track()
    many = [{"source": "undated", "page": str(number)} for number in range(101)]
    assert invalid(pledge.ask({"status": "planned", "reason": "x", "citations": many})) == ["/citations"]
    change = pledge.judge("planned", citations=many[:99])
    assert cite(pledge, change, many[99]).status_code == 201
    refused(cite(pledge, change, many[100]), 422, "invalid-content")
    assert len(pledge.change(change)["citations"]) == 100


def test_only_what_is_there_is_cited(client: httpx.Client, track: Track) -> None:
    pledge = track()
    refused(cite(pledge, "2025-06-01-planned", {"source": "undated"}), 404, "not-found")
    refused(cite(Tracked(client, "no-such-pledge"), "planned", {"source": "undated"}), 404, "not-found")
    for path in ("", "/citations"):
        refused(client.get(f"{pledge.changes}/nothing{path}"), 404, "not-found")
        refused(client.get(f"/v1/pledges/no-such-pledge/status-changes/nothing{path}"), 404, "not-found")


def test_the_source_knows(client: httpx.Client, track: Track) -> None:
    pledge = track()
    source = f"source-of-{pledge.id}"
    client.put(f"/v1/sources/{source}", json={"kind": "other", "title": "Of its own"})
    change = pledge.judge("planned")
    assert found(client.get("/v1/pledges", params={"source": source}))["items"] == []
    cite(pledge, change, {"source": source})
    for path in ("/v1/pledges", "/v1/status-changes"):
        assert len(found(client.get(path, params={"source": source}))["items"]) == 1
    refused(client.delete(f"/v1/sources/{source}"), 409, "conflict")
    client.patch(f"/v1/sources/{source}", json={"title": "Renamed"})
    assert pledge.everywhere(change)["citations"][0]["source"]["title"] == "Renamed"


def test_it_goes_by_the_version(client: httpx.Client, track: Track) -> None:
    pledge = track()
    change = pledge.judge("planned")
    stale = cite(pledge, change, {"source": "undated"}, **{"If-Match": '"1-0123456789abcdef"'})
    refused(stale, 412, "precondition-failed")
    tag = client.get(pledge.path).headers["etag"]
    assert cite(pledge, change, {"source": "undated"}, **{"If-Match": tag}).status_code == 201


def test_a_key_makes_it_once(track: Track) -> None:
    pledge = track()
    change = pledge.judge("planned")
    answers = [cite(pledge, change, {"source": "undated"}, **{"Idempotency-Key": pledge.id}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["idempotency-replayed"] == "true"
    assert len(pledge.change(change)["citations"]) == 1


def test_what_was_withdrawn_takes_no_write(client: httpx.Client, track: Track) -> None:
    pledge = track()
    change = pledge.judge("planned")
    pledge.withdraw(change)
    before = client.get(pledge.path).headers["etag"]
    path = f"{pledge.path}/status-changes/{change}"
    details = {
        refused(answer, 409, "conflict")["detail"]
        for answer in (
            cite(pledge, change, {"source": "undated"}),
            client.patch(path, json={"reason": "x"}),
            client.post(f"{path}/withdraw", json={"reason": "x"}),
        )
    }
    assert details == {"The status change was withdrawn and stays as it is: record it anew if it holds."}
    assert client.get(pledge.path).headers["etag"] == before


def test_a_withdrawn_change_stays_readable(track: Track) -> None:
    pledge = track()
    change = pledge.judge("planned", citations=[{"source": "undated"}])
    pledge.withdraw(change)
    assert [citation["id"] for citation in pledge.change(change)["citations"]] == ["undated"]
