"""What is written and doubtful is told beside the record, and a record that looks like another names that."""

import httpx
import pytest

from tests.answers import codes, document, warnings
from tests.api.conftest import head
from tests.conftest import Unique
from tests.nouns import Noun
from tests.nouns.pledges import PLEDGES
from tests.refusals import invalid, refused

UNCITED = {"actions", "instruments", "meetings", "pledges", "statements"}
"""The collections whose records need a source."""


def test_what_nothing_is_cited_for_says_so(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    path = f"{noun.path}/{unique('uncited')}"
    expected = [("/citations", "nothing_cited")] if noun.collection in UNCITED else []
    created = client.put(path, json=noun.minimal)
    assert codes(created) == expected
    assert all(warning["message"] for warning in warnings(created))
    # What changes nothing is as doubtful as before, and so is a change elsewhere.
    assert codes(client.put(path, json=noun.minimal)) == expected
    assert codes(client.patch(path, json={"tags": ["looked-at"]})) == expected
    assert codes(client.patch(path, json={"citations": noun.full["citations"]})) == []


def test_warnings_are_of_the_answer_and_not_of_the_record(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    created = client.post(noun.path, json=noun.minimal | {"id": unique("warned")})
    read = client.get(created.headers["location"])
    assert document(created) == read.json()
    assert created.headers["etag"] == read.headers["etag"]


def test_a_repeated_request_is_warned_again(client: httpx.Client, unique: Unique) -> None:
    keyed = {"Idempotency-Key": unique("warned")}
    body = {"kind": "denial", "summary": "There was no such agreement.", "id": unique("denial")}
    first, again = (client.post("/v1/statements", json=body, headers=keyed) for _ in range(2))
    assert again.headers["idempotency-replayed"] == "true"
    assert codes(first) == codes(again) == [("/citations", "nothing_cited")]
    assert first.content == again.content


def test_what_looks_like_another_names_it(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    first = client.post(noun.path, json=noun.full | {"id": unique("first")})
    likely = {warning["other"] for warning in warnings(first) if warning["code"] == "likely_duplicate"}
    again = client.post(noun.path, json=noun.full)
    assert again.status_code == httpx.codes.CREATED
    (found,) = [warning for warning in warnings(again) if warning["code"] == "likely_duplicate"]
    assert found["pointer"] == ""
    assert found["other"] in {first.headers["location"], *likely}
    assert client.get(found["other"]).is_success
    client.delete(again.headers["location"])


def test_what_looks_like_another_is_refused_if_asked(client: httpx.Client, noun: Noun, unique: Unique) -> None:
    client.post(noun.path, json=noun.full | {"id": unique("there")})
    before = head(client)
    problem = refused(
        client.post(noun.path, json=noun.full, params={"unless_duplicate": True}), 409, "likely-duplicate"
    )
    assert client.get(problem["other"]).is_success
    assert head(client) == before


LOOKING_ALIKE = [
    ("participants", {"name": "Ministry of Roads", "kind": "government_body"}, {"name": "MINISTRY of Roads"}, True),
    ("participants", {"name": "Ministry of Ports", "kind": "government_body"}, {"kind": "organization"}, False),
    ("participants", {"name": "A. Bridge", "kind": "person", "wikidata_id": "Q424242"}, {"name": "Ana Bridge"}, True),
    ("participants", {"name": "C. Bridge", "kind": "person", "wikidata_id": "Q424243"},
     {"name": "D. Bridge", "wikidata_id": "Q424244"}, False),
    ("sources", {"title": "On roads", "kind": "news_report", "url": "https://example.org/roads"},
     {"title": "Of roads", "url": "http://www.example.org/roads/#top"}, True),
    ("sources", {"title": "On ports", "kind": "news_report", "url": "https://example.org/ports?page=1"},
     {"title": "Of ports", "url": "https://example.org/ports?page=2"}, False),
    ("sources", {"title": "Daily", "kind": "readout", "published": "2025-02-05"}, {"published": "2025-02-06"}, False),
    ("sources", {"title": "Weekly", "kind": "readout", "published": "2025-02-05"}, {"published": None}, True),
    ("topics", {"name": "Bridges"}, {"name": "brídges"}, True),
    ("topics", {"name": "Tunnels"}, {"name": "Tunnel"}, False),
    ("statements", {"kind": "view", "summary": "Roads, he says, are good."},
     {"summary": "«Roads are good», he says"}, True),
    ("statements", {"kind": "view", "summary": "Ports are good.", "said": "2025-02-05"}, {"said": None}, True),
    ("statements", {"kind": "view", "summary": "Locks are good.", "said": "2025-02-05"}, {"said": "2025-02-06"}, False),
    ("statements", {"kind": "view", "summary": "Ships are good."}, {"kind": "claim"}, False),
    ("statements", {"kind": "view", "summary": "Boats are good."}, {"summary": "Boats are bad."}, False),
    ("statements", {"kind": "view", "summary": "Cars are good.", "speaker": "guatemala"},
     {"speaker": "united-states"}, False),
]  # fmt: skip


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("collection", "body", "change", "likely"), LOOKING_ALIKE, ids=str)
def test_what_counts_as_alike(
    client: httpx.Client, collection: str, body: dict[str, object], change: dict[str, object], *, likely: bool
) -> None:
    there = client.post(f"/v1/{collection}", json=body)
    again = client.post(f"/v1/{collection}", json=body | change)
    others = [warning["other"] for warning in warnings(again) if warning["code"] == "likely_duplicate"]
    assert others == ([there.headers["location"]] if likely else [])


@pytest.mark.usefixtures("world")
def test_pledges_of_one_title_are_alike_where_they_share_a_promisor(client: httpx.Client, unique: Unique) -> None:
    one, two, three = (unique("state") for _ in range(3))
    for state in (one, two, three):
        client.put(f"/v1/participants/{state}", json={"name": state, "kind": "state"})

    def likely(*promisors: str) -> bool:
        parties = [{"participant": promisor, "role": "promisor"} for promisor in promisors]
        parties.append({"participant": three, "role": "promisee"})
        body = PLEDGES.minimal | {"title": f"Report on {one}", "parties": parties}
        return ("", "likely_duplicate") in codes(client.post("/v1/pledges", json=body))

    assert not likely(one)
    assert not likely(two)
    assert likely(two, one)


@pytest.mark.usefixtures("world")
def test_a_year_that_is_far_off_is_told(client: httpx.Client, unique: Unique) -> None:
    path = f"/v1/pledges/{unique('far')}"
    answer = client.put(path, json=PLEDGES.full | {"announced": "2025-02-05", "due": "2205"})
    assert codes(answer) == [("/due", "due_far_off")]
    assert codes(client.patch(path, json={"due": "2075"})) == []


def test_a_flag_is_true_or_false(client: httpx.Client) -> None:
    for name in ("dry_run", "unless_duplicate"):
        assert invalid(client.post("/v1/topics", json={"name": "Flags"}, params={name: "yes"})) == [name]
