"""What holds of a whole record holds for each item of its lists that is written."""

import httpx

from tests.answers import codes, document
from tests.api.conftest import Make, head, listed
from tests.nouns import Noun
from tests.nouns.meetings import MEETINGS
from tests.nouns.pledges import PLEDGES
from tests.refusals import invalid, refused


def test_what_a_whole_pledge_may_not_be_no_item_makes_of_it(client: httpx.Client, make: Make) -> None:
    pledge = f"/v1/pledges/{make(PLEDGES, links=[], conditions=[], joint='several')}"
    record = pledge.rpartition("/")[2]
    other = make(PLEDGES, links=[{"type": "part_of", "pledge": record}], conditions=[])
    judged = {"status": "not_assessed", "effective_on": "2025-06", "reason": "x", "party": "guatemala"}
    assert client.post(f"{pledge}/status-changes", json=judged).is_success
    number = head(client)
    for part, body, place in (
        ("links", {"type": "part_of", "pledge": other}, "/pledge"),
        ("links", {"type": "matches", "pledge": record}, "/pledge"),
        ("conditions", {"text": "x", "pledge": record}, "/pledge"),
    ):
        assert invalid(client.post(f"{pledge}/{part}", json=body)) == [place]
    refused(client.delete(f"{pledge}/parties/guatemala-promisor"), 422, "invalid-content")
    assert head(client) == number
    for participant in ("elsewhere", "america"):
        body = {"participant": participant, "role": "promisor"}
        assert client.post(f"{pledge}/parties", json=body).status_code == 201
    problem = refused(client.delete(f"{pledge}/parties/guatemala-promisor"), 409, "conflict")
    assert problem["parties"] == ["guatemala"]
    assert client.delete(f"{pledge}/parties/america-promisor").status_code == 204
    assert client.post(f"{pledge}/links", json={"type": "part_of", "pledge": "the-pledge"}).status_code == 201
    assert invalid(client.post(f"{pledge}/links", json={"type": "part_of", "pledge": "the-other-pledge"})) == [""]


def test_what_an_amendment_has_changed_is_corrected_with_a_warning(client: httpx.Client, make: Make) -> None:
    pledge = f"/v1/pledges/{make(PLEDGES)}"
    kept = client.get(f"{pledge}/targets/seats").json()
    changes = {
        "targets": [{"id": "seats", "indicator": "seats", "measure": "count", "direction": "exactly", "value": 9}]
    }
    amendment = {"changes": changes, "effective_on": "2025-06", "reason": "x"}
    assert client.post(f"{pledge}/amendments", json=amendment).status_code == 201
    for method, part, body in (
        ("PATCH", "targets/flights", {"value": 41}),
        ("POST", "targets", {"indicator": "crews", "measure": "count", "direction": "exactly", "value": 3}),
    ):
        answer = client.request(method, f"{pledge}/{part}", json=body)
        assert codes(answer) == [("", "amended_field")]
        assert document(answer)["value"] == body["value"]
    first = client.get(pledge, params={"form": "written"}).json()["targets"]
    assert [(target["id"], target["value"]) for target in first] == [("flights", 41), ("seats", None), ("target", 3)]
    shown = client.get(f"{pledge}/targets").json()["items"]
    assert [(target["id"], target["value"]) for target in shown] == [("seats", 9)] != [(kept["id"], kept["value"])]


def test_only_persons_come_to_have_offices(client: httpx.Client, world: None) -> None:
    assert invalid(client.post("/v1/participants/guatemala/offices", json={"title": "President"})) == [""]


def test_what_was_written_item_by_item_is_found_as_it_was(client: httpx.Client, make: Make) -> None:
    record = make(PLEDGES)
    pledge = f"/v1/pledges/{record}"
    before = client.get(pledge).json()["updated_at"]
    assert client.post(f"{pledge}/parties", json={"participant": "elsewhere", "role": "verifier"}).status_code == 201
    assert client.post(f"{pledge}/parties", json={"participant": "elsewhere", "role": "promisor"}).status_code == 201
    between = client.get(pledge).json()["updated_at"]
    assert client.delete(f"{pledge}/parties/elsewhere-promisor").status_code == 204
    for moment, found in ((before, False), (between, True), (None, False)):
        known_at = {} if moment is None else {"known_at": moment}
        assert (record in listed(client, "/v1/pledges", promisor="elsewhere", **known_at)) is found


def test_twins_are_counted(client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun, citations=[])}"
    ids = [client.post(f"{path}/citations", json={"source": "report-a"}).json()["id"] for _ in range(3)]
    assert ids == ["report-a", "report-a-2", "report-a-3"]


def test_a_rule_over_the_whole_list_holds_for_one_item(client: httpx.Client, noun: Noun, make: Make) -> None:
    full = [{"source": "report-a", "id": f"c-{number}"} for number in range(100)]
    path = f"{noun.path}/{make(noun, citations=full)}"
    number = head(client)
    assert invalid(client.post(f"{path}/citations", json={"source": "report-b"})) == [""]
    assert head(client) == number


def test_nobody_attends_twice_in_one_role(client: httpx.Client, make: Make) -> None:
    attendance = f"/v1/meetings/{make(MEETINGS, attendance=[])}/attendance"
    host = {"participant": "guatemala", "role": "host"}
    assert client.post(attendance, json=host).status_code == 201
    chair = client.post(attendance, json=host | {"role": "chair"})
    number = head(client)
    for answer in (
        client.post(attendance, json=host | {"title": "again", "id": "again"}),
        client.patch(chair.headers["location"], json={"role": "host"}),
    ):
        problem = refused(answer, 422, "invalid-content")
        assert "twice" in problem["errors"][0]["message"]
    assert head(client) == number
