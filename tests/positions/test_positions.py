"""Positions on pledges and statements: whom it concerns accepts, notes or rejects it; the latest of each counts."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, found
from tests.refusals import invalid

NOUNS = ("pledge", "statement")


@pytest.fixture(params=NOUNS)
def path(request: pytest.FixtureRequest, client: httpx.Client, unique: Unique, track: Track) -> str:
    """Return the address of a new pledge, or of a new statement."""
    if request.param == "pledge":
        return track("guatemala", "mexico").path
    made = f"/v1/statements/{unique('statement')}"
    body = {"kind": "recommendation", "summary": "Ratify it.", "speaker": "panama", "addressed_to": "guatemala"}
    assert client.put(made, json=body).status_code == httpx.codes.CREATED
    return made


def ask(client: httpx.Client, path: str, participant: str, position: str, on: str | None, **fields: Any) -> Any:
    body = {"participant": participant, "position": position, "on": on} | fields
    return client.post(f"{path}/positions", json=body)


def take(client: httpx.Client, path: str, participant: str, position: str, on: str | None, **fields: Any) -> Body:
    answer = ask(client, path, participant, position, on, **fields)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    document = found(client.get(answer.headers["location"]))
    uncited = [] if fields.get("citations") else ["nothing_cited"]
    assert answer.json() == document | {"warnings": answer.json()["warnings"]}
    assert [warning["code"] for warning in answer.json()["warnings"]] == uncited
    return document


def standing(client: httpx.Client, path: str, **moment: str) -> dict[str, str]:
    """Return the position of each participant as the record shows it, which its list agrees with."""
    shown = found(client.get(path, params=moment))["positions"]
    query = moment | {"stands": "true"}
    listed = found(client.get(f"{path}/positions", params=query))["items"]
    own = [one for one in listed if one.get("about") is None]
    kept = ("id", "participant", "position", "on")
    assert {one["id"]: one for one in shown} == {one["id"]: {name: one[name] for name in kept} for one in own}
    return {one["participant"]["id"]: one["position"] for one in shown}


def ids(client: httpx.Client, path: str, **query: str) -> list[str]:
    return [one["id"] for one in found(client.get(f"{path}/positions", params=query))["items"]]


def test_one_is_taken_and_read(client: httpx.Client, path: str) -> None:
    before = found(client.get(path))
    assert before["positions"] == []
    citation = {"source": "undated", "voice": "document"}
    document = take(client, path, "guatemala", "accepts_in_part", "2025-03", citations=[citation])
    assert document["id"] == "2025-03-guatemala"
    assert (document["position"], document["on"]["edtf"], document["stands"]) == ("accepts_in_part", "2025-03", True)
    assert (document["attestation"], document["withdrawn"]) == ("document", None)
    after = found(client.get(path))
    assert after["version"] == before["version"] + 1
    assert after["positions"] == [
        {
            "participant": {"id": "guatemala", "name": "Guatemala"},
            "position": "accepts_in_part",
            "on": document["on"],
            "id": "2025-03-guatemala",
        }
    ]
    taken = f"{path}/positions/2025-03-guatemala"
    assert invalid(client.patch(taken, json={"position": "rejects"})) == ["/position"]
    assert found(client.patch(taken, json={"citations": [{"source": "of-2025-06"}]}))["attestation"] is None
    assert ids(client, path, source="undated") == []
    assert take(client, path, "guatemala", "rejects", "2025-03")["id"] == "2025-03-guatemala-2"


def test_the_latest_of_each_counts(client: httpx.Client, path: str) -> None:
    take(client, path, "guatemala", "notes", "2025-03-01")
    take(client, path, "guatemala", "accepts", "2025-02-01")
    take(client, path, "guatemala", "no_answer", None)
    assert standing(client, path) == {"guatemala": "notes"}
    last = take(client, path, "guatemala", "rejects", "2025-03-01")
    take(client, path, "mexico", "accepts", "2024")
    assert standing(client, path) == {"guatemala": "rejects", "mexico": "accepts"}
    answer = client.post(f"{path}/positions/{last['id']}/withdraw", json={"reason": "said by another"})
    assert answer.json()["stands"] is False
    assert standing(client, path) == {"guatemala": "notes", "mexico": "accepts"}
    assert client.post(f"{path}/positions/{last['id']}/withdraw", json={"reason": "again"}).status_code == 409


def test_on_earlier_days_and_at_earlier_instants(client: httpx.Client, path: str) -> None:
    take(client, path, "guatemala", "rejects", "2024-03-01")
    then = found(client.get(path))["updated_at"]
    take(client, path, "guatemala", "accepts", "2025-03-01")
    first = ids(client, path)[0]
    client.post(f"{path}/positions/{first}/withdraw", json={"reason": "misread"})
    assert standing(client, path, known_at=then) == {"guatemala": "rejects"}
    assert standing(client, path, as_of="2025-02-28") == {}
    assert standing(client, path, as_of="2025-03-01") == {"guatemala": "accepts"}
    assert ids(client, path, known_at=then, stands="true") == [first]
    assert ids(client, path, known_at=then, position="accepts") == []


FILTERS: tuple[tuple[Mapping[str, str], tuple[int, ...]], ...] = (
    ({}, (0, 1, 2)),
    ({"participant": "mexico"}, (2,)),
    ({"position": "rejects"}, (0, 2)),
    ({"stands": "true"}, (1, 2)),
    ({"stands": "false"}, (0,)),
    ({"taken_from": "2025-01-01"}, (1,)),
    ({"taken_to": "2024-12-31"}, (0,)),
    ({"source": "undated"}, (0,)),
    ({"withdrawn": "true"}, ()),
    ({"sort": "on"}, (0, 1, 2)),
    ({"sort": "-recorded"}, (2, 1, 0)),
)


def test_lists_are_filtered_and_sorted(client: httpx.Client, path: str) -> None:
    made = [
        take(client, path, "guatemala", "rejects", "2024", citations=[{"source": "undated"}])["id"],
        take(client, path, "guatemala", "accepts", "2025-03-01")["id"],
        take(client, path, "mexico", "rejects", None)["id"],
    ]
    then = found(client.get(path))["updated_at"]
    for query, expected in FILTERS:
        for moment in ({}, {"known_at": then}):
            assert ids(client, path, **query, **moment) == [made[index] for index in expected], (query, moment)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"participant": "nobody-known"}, "/participant"),
        ({"participant": None}, "/participant"),
        ({"position": "agrees"}, "/position"),
        ({"on": "2999"}, "/on"),
        ({"on": "2025-02-30"}, "/on"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_is_wrong_is_refused(client: httpx.Client, path: str, body: Body, place: str) -> None:
    before = found(client.get(path))
    wrong = {"participant": "guatemala", "position": "notes", "on": "2025"} | body
    assert invalid(client.post(f"{path}/positions", json=wrong)) == [place]
    assert found(client.get(path)) == before


def test_nobody_answers_what_was_not_yet_said(client: httpx.Client, path: str) -> None:
    day = "announced" if "/pledges/" in path else "said"
    client.patch(path, json={day: "2025-02"}, headers={"If-Match": "*"}).raise_for_status()
    early = ask(client, path, "guatemala", "rejects", "2025-01-31")
    assert invalid(early) == ["/on"]
    assert early.json()["errors"][0]["message"].endswith("(2025-02)")
    for on in ("2025-02-01", "2025", None):
        take(client, path, "guatemala", "rejects", on)


def test_names_follow_a_rename(client: httpx.Client, unique: Unique, path: str) -> None:
    state = unique("state")
    client.put(f"/v1/participants/{state}", json={"kind": "state", "name": "Before"})
    take(client, path, state, "accepts", "2025")
    take(client, path, "guatemala", "notes", "2025")
    tag = client.get(f"/v1/participants/{state}").headers["etag"]
    client.put(f"/v1/participants/{state}", json={"kind": "state", "name": "After"}, headers={"If-Match": tag})
    names = {one["participant"]["name"] for one in found(client.get(path))["positions"]}
    assert names == {"After", "Guatemala"}
    # Whatever is written next of the record, it shows the same.
    tag = client.get(path).headers["etag"]
    client.patch(path, json={"summary": "Other."}, headers={"If-Match": tag})
    assert {one["participant"]["name"] for one in found(client.get(path))["positions"]} == names
    assert client.delete(f"/v1/participants/{state}").status_code == httpx.codes.CONFLICT


def test_of_participants_that_turn_out_one_the_latest_counts(client: httpx.Client, unique: Unique, path: str) -> None:
    one, other = unique("state"), unique("state")
    for state in (one, other):
        client.put(f"/v1/participants/{state}", json={"kind": "state", "name": "A state"})
    take(client, path, one, "accepts", "2025")
    take(client, path, other, "rejects", "2024")
    answer = client.post(f"/v1/participants/{one}/merge", json={"into": other, "reason": "the same"})
    assert answer.status_code == 200, answer.text
    assert standing(client, path) == {other: "accepts"}
    assert client.post(f"/v1/participants/{one}/unmerge", json={"reason": "not the same"}).status_code == 200
    assert standing(client, path) == {one: "accepts", other: "rejects"}


def test_on_a_judgement_of_a_pledge(client: httpx.Client, track: Track) -> None:
    pledge = track()
    change = pledge.judge("planned")
    about = f"status_changes/{change}"
    on_pledge = take(client, pledge.path, "guatemala", "accepts", "2025")
    on_status = take(client, pledge.path, "guatemala", "rejects", "2025-06", about=about)
    assert (on_pledge["about"], on_status["about"]) == (None, about)
    assert (on_pledge["stands"], on_status["stands"]) == (True, True)
    assert standing(client, pledge.path) == {"guatemala": "accepts"}
    assert ids(client, pledge.path, about=about) == [on_status["id"]]
    assert found(client.get(pledge.path))["counts"]["positions"] == 2
    for wrong in ("status_changes/none", "assessments/none", "milestones/x", "x"):
        answer = ask(client, pledge.path, "guatemala", "accepts", "2025", about=wrong)
        assert invalid(answer) == ["/about"]
    client.post(f"{pledge.changes}/{change}/withdraw", json={"reason": "a mistake"})
    assert invalid(ask(client, pledge.path, "mexico", "notes", "2025", about=about)) == ["/about"]


def test_a_statement_has_no_judgements(client: httpx.Client, unique: Unique, world: None) -> None:
    path = f"/v1/statements/{unique('statement')}"
    client.put(path, json={"kind": "demand", "summary": "Stop."})
    assert invalid(ask(client, path, "guatemala", "rejects", "2025", about="status_changes/x")) == ["/about"]


def test_a_pledge_that_is_written_anew_keeps_them(client: httpx.Client, track: Track) -> None:
    pledge = track("guatemala")
    take(client, pledge.path, "mexico", "accepts", "2025")
    written = found(client.get(pledge.path, params={"form": "written"}))
    assert "positions" not in written
    changed = written | {"parties": [*written["parties"], {"participant": "panama", "role": "promisee"}]}
    tag = client.get(pledge.path).headers["etag"]
    assert client.put(pledge.path, json=changed, headers={"If-Match": tag}).status_code == 200
    assert standing(client, pledge.path) == {"mexico": "accepts"}
