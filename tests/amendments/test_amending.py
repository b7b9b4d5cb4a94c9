"""Amendments: what the parties changed of a pledge, shown from its day on; what was said first stays written."""

import time
from datetime import UTC, datetime

import httpx
import pytest

from tests.amendments.amending import amended, asked, asking, listed, withdrawn
from tests.pledges.conftest import Track
from tests.pledges.tracked import Tracked, found
from tests.refusals import invalid, refused


def edtf(tracked: Tracked, field: str = "due", **moment: str) -> str | None:
    date = found(tracked.client.get(tracked.path, params=moment))[field]
    return None if date is None else str(date["edtf"])


def test_what_is_in_force_is_shown_and_what_was_said_first_stays(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30", announced="2024-01-01", wording={"text": "By June."})
    answer = asked(
        tracked,
        "2025-02-03",
        {"due": "2030-12", "wording": {"text": "By 2030."}, "strength": "exploratory"},
        agreed_with=["the-union", "mexico", "the-union"],
        announced_on="2025-01-01",
        citations=[{"source": "of-2025-06"}],
    )
    assert (answer.status_code, answer.headers["location"]) == (201, f"{tracked.path}/amendments/2025-02-03")
    document = answer.json()
    assert document.pop("warnings") == []
    assert document["before"] == {
        "due": "2024-06-30",
        "wording": {"text": "By June.", "language": None},
        "strength": "firm",
    }
    assert document["changes"]["due"]["to"] == "2030-12-31"
    assert "conditions" not in document["changes"]
    assert [one["name"] for one in document["agreed_with"]] == ["The Union", "Mexico"]
    assert (document["version"], document["withdrawn"], document["announced_on"]["edtf"]) == (2, None, "2025-01-01")
    assert found(client.get(f"{tracked.path}/amendments/2025-02-03")) == document
    pledge = tracked.read()
    assert (pledge["due"]["edtf"], pledge["due_original"]["edtf"], pledge["due_moved"]) == (
        "2030-12",
        "2024-06-30",
        True,
    )
    assert (pledge["wording"]["text"], pledge["strength"], pledge["overdue"]) == ("By 2030.", "exploratory", False)
    assert pledge["amended"] == dict.fromkeys(("due", "wording", "strength"), "2025-02-03")
    assert (pledge["counts"]["amendments"], pledge["counts"]["withdrawn"]) == (1, 0)
    written = found(client.get(tracked.path, params={"form": "written"}))
    assert (written["due"], written["strength"], written["wording"]["text"]) == ("2024-06-30", "firm", "By June.")
    # Get, edit, put: what is in force is not touched by a body that says what was said first.
    del written["id"]
    assert found(client.put(tracked.path, json=written))["version"] == pledge["version"]


def test_the_day_decides_what_is_in_force(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30", announced="2024-01-01")
    second = amended(tracked, "2025-05", due="2031")
    # Told later, of an earlier day: it holds until the other one.
    first = amended(tracked, "2025-02-03", due="2030")
    days = {"2025-02-02": "2024-06-30", "2025-02-03": "2030", "2025-05-30": "2030", "2025-05-31": "2031"}
    assert {day: edtf(tracked, as_of=day) for day in days} == days
    assert edtf(tracked) == "2031"
    overdue = {"2024-06-30": False, "2024-09-01": True, "2025-03-01": False}
    assert {day: found(client.get(tracked.path, params={"as_of": day}))["overdue"] for day in overdue} == overdue
    paths = [f"{tracked.path}/amendments/{one}" for one in (first, second)]
    assert [found(client.get(path))["before"] for path in paths] == [{"due": "2024-06-30"}, {"due": "2030"}]
    ordered = found(client.get(f"{tracked.path}/amendments", params={"sort": "effective_on"}))["items"]
    assert [one["id"] for one in ordered] == [first, second]
    # Of one day the last that was recorded decides.
    amended(tracked, "2025-05-31", due="2032")
    assert (edtf(tracked), edtf(tracked, as_of="2025-05-30")) == ("2032", "2030")
    withdrawn(tracked, second)
    assert found(client.get(paths[1]))["withdrawn"]["reason"] == "on the wrong pledge"
    assert (edtf(tracked), edtf(tracked, as_of="2025-05-31")) == ("2032", "2032")
    withdrawn(tracked, "2025-05-31")
    withdrawn(tracked, first)
    pledge = tracked.read()
    assert (pledge["due"], pledge["due_moved"], pledge["amended"]) == (pledge["due_original"], False, {})
    assert (pledge["counts"]["amendments"], pledge["counts"]["withdrawn"]) == (0, 3)


def test_what_was_known_is_shown_as_it_was(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30")
    time.sleep(0.002)
    before = datetime.now(UTC).isoformat()
    first = amended(tracked, "2025-02-03", due="2030")
    assert edtf(tracked, known_at=before) == "2024-06-30"
    time.sleep(0.002)
    then = datetime.now(UTC).isoformat()
    withdrawn(tracked, first)
    assert (edtf(tracked, known_at=then), edtf(tracked)) == ("2030", "2024-06-30")
    assert (edtf(tracked, known_at=then, as_of="2025-02-02"), edtf(tracked, "due_original", known_at=then)) == (
        "2024-06-30",
        "2024-06-30",
    )
    labels = [
        item["label"]
        for revision in (2, 3)
        for item in found(client.get(f"{tracked.path}/revisions/{revision}/differences"))["items"]
    ]
    assert labels == [
        "Amendment “2025-02-03” was recorded",
        "Amendment “2025-02-03” was withdrawn: “on the wrong pledge”",
    ]


def test_lists_go_by_what_is_in_force(client: httpx.Client, track: Track) -> None:
    tracked, other = track(due="2024-06-30", tags=["terms-list"]), track(due="2025-01-01", tags=["terms-list"])
    amended(tracked, "2024-12-31", due="2035-12-31", strength="exploratory")

    def ids(**parameters: str) -> list[str]:
        return listed(client, tag="terms-list", **parameters)

    both = sorted([tracked.id, other.id])
    for moment in ({}, {"known_at": datetime.now(UTC).isoformat()}):
        assert ids(due_after="2030-01-01", **moment) == [tracked.id]
        assert ids(due_before="2030-01-01", **moment) == [other.id]
        assert ids(strength="exploratory", **moment) == [tracked.id]
        assert ids(due_moved="true", **moment) == [tracked.id]
        assert ids(due_moved="false", **moment) == [other.id]
        assert ids(overdue="true", **moment) == [other.id]
        assert ids(sort="due", **moment) == [other.id, tracked.id]
        assert ids(sort="-due", **moment) == [tracked.id, other.id]
    past = {"as_of": "2024-12-30"}
    assert ids(due_moved="false", **past) == both
    assert ids(overdue="true", **past) == [tracked.id]
    assert ids(sort="due", **past) == [tracked.id, other.id]
    assert ids(strength="firm", **past) == both
    counted = found(client.get("/v1/stats/overview", params={"tag": "terms-list", "due_moved": "true"}))
    assert (counted["total"], {one["strength"]: one["total"] for one in counted["by_strength"]}["exploratory"]) == (
        1,
        1,
    )
    counted = found(client.get("/v1/stats/overview", params={"tag": "terms-list", "overdue": "true"} | past))
    assert (counted["total"], {one["strength"]: one["total"] for one in counted["by_strength"]}["firm"]) == (1, 1)


def test_lateness_and_guards_go_by_the_due_of_the_day(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30")
    change = tracked.judge("fulfilled", "2024-12-01")
    assert tracked.change(change)["fulfilled_late"]
    # More time was given before.
    given = amended(tracked, "2024-05-01", due="2025")
    assert not tracked.change(change)["fulfilled_late"]
    withdrawn(tracked, given)
    assert tracked.change(change)["fulfilled_late"]
    # More time that was given afterwards alters nothing.
    amended(tracked, "2025-05-01", due="2026")
    assert tracked.change(change)["fulfilled_late"]
    other = track(due="2024-06-30")
    amended(other, "2024-05-01", due="2090")
    cited = {"citations": [{"source": "of-2025-06"}]}
    body = {"status": "not_fulfilled", "effective_on": "2025-06-01", "reason": "not done", "override": None} | cited
    assert refused(other.ask(body), 422, "guard-refused")["guards"] == ["due_or_breach"]
    amended(other, "2024-07-01", due="2024-12-31")
    assert other.ask(body).status_code == httpx.codes.CREATED


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"changes": {}}, "/changes"),
        ({"changes": {"title": "Another"}}, "/changes/title"),
        ({"changes": {"due": "soon"}}, "/changes/due"),
        ({"changes": {"conditions": None}}, "/changes/conditions"),
        ({"changes": {"conditions": [{"text": "a", "pledge": "no-such-pledge"}]}}, "/changes/conditions/0/pledge"),
        ({"changes": {"due": "2024-06-30"}}, "/changes"),
        ({"changes": {"due": "2023"}}, "/changes/due"),
        ({"effective_on": "2999-01-01"}, "/effective_on"),
        ({"effective_on": "2023-12-31"}, "/effective_on"),
        ({"effective_on": "2025/.."}, "/effective_on"),
        ({"agreed_with": ["nobody-known"]}, "/agreed_with/0"),
        ({"reason": ""}, "/reason"),
    ],
)
def test_what_cannot_be_is_refused(client: httpx.Client, track: Track, body: dict[str, object], pointer: str) -> None:
    tracked = track(due="2024-06-30", announced="2024-01-01")
    whole = {"effective_on": "2025-02-03", "changes": {"due": "2030"}, "reason": "agreed"} | body
    assert invalid(client.post(f"{tracked.path}/amendments", json=whole)) == [pointer]
    assert tracked.read()["version"] == 1


def test_the_first_value_can_be_corrected_under_an_amendment(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30", wording={"text": "By June."})
    amendment = amended(tracked, "2025-02-03", due="2030", wording={"text": "By 2030."})
    pledge = found(tracked.patch({"due": "2024-07-31", "wording": {"text": "By July."}}))
    assert (pledge["due"]["edtf"], pledge["due_original"]["edtf"], pledge["wording"]["text"]) == (
        "2030",
        "2024-07-31",
        "By 2030.",
    )
    assert pledge == tracked.read()
    assert found(client.get(f"{tracked.path}/amendments/{amendment}"))["before"] == {
        "due": "2024-07-31",
        "wording": {"text": "By July.", "language": None},
    }
    assert edtf(tracked, as_of="2025-02-02") == "2024-07-31"
    # What is not amended is corrected as ever, and what is stays when other fields are written.
    assert found(tracked.patch({"strength": "exploratory", "summary": "In short"}))["strength"] == "exploratory"
    tracked.judge("planned")
    assert (edtf(tracked), tracked.read()["amended"]) == ("2030", {"due": amendment, "wording": amendment})
    # A correction that says what the amendment says: the due has not moved.
    assert not found(tracked.patch({"due": "2030"}))["due_moved"]


def test_amended_conditions_show_names_and_keep_their_ids(client: httpx.Client, track: Track) -> None:
    needed, tracked = track(title="Needed"), track(conditions=[{"id": "money", "text": "if paid for"}])
    amendment = amended(
        tracked, "2025-02-03", conditions=[{"text": "once done", "pledge": needed.id}, {"text": "if paid for"}]
    )
    pledge = tracked.read()
    assert [(one["id"], one["pledge"]) for one in pledge["conditions"]] == [
        ("condition", {"id": needed.id, "title": "Needed"}),
        ("money", None),
    ]
    assert client.patch(needed.path, json={"title": "Wanted"}).is_success
    assert tracked.read()["conditions"][0]["pledge"]["title"] == "Wanted"
    assert found(client.get(f"{tracked.path}/amendments/{amendment}"))["changes"]["conditions"][0]["pledge"][
        "title"
    ] == ("Wanted")
    answer = refused(client.delete(needed.path), 409, "conflict")
    assert tracked.id in str(answer["referred_by"])
    tracked.judge("planned")
    withdrawn(tracked, amendment)
    assert [one["id"] for one in tracked.read()["conditions"]] == ["money"]


def test_cited_and_cited_again(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30")
    amendment = amended(tracked, "2025-02-03", due="2030")
    path = f"{tracked.path}/amendments/{amendment}"
    assert client.post(f"{path}/citations", json={"source": "of-2025-07"}).status_code == httpx.codes.CREATED
    assert [one["source"]["id"] for one in found(client.get(path))["citations"]] == ["of-2025-07"]
    assert tracked.id in listed(client, source="of-2025-07")
    items = found(client.get(f"{tracked.path}/amendments", params={"source": "of-2025-07", "withdrawn": "false"}))
    assert [one["id"] for one in items["items"]] == [amendment]
    assert found(client.patch(path, json={"reason": "agreed by note", "citations": []}))["reason"] == "agreed by note"
    assert tracked.id not in listed(client, source="of-2025-07")
    assert invalid(client.patch(path, json={"changes": {"due": "2031"}})) == ["/changes"]
    assert tracked.read()["due"]["edtf"] == "2030"
    elsewhere = client.post("/v1/pledges/not-there/amendments", json=asking("2025", {"due": None}))
    refused(elsewhere, 404, "not-found")


def test_targets_are_amended_and_progress_follows(client: httpx.Client, track: Track) -> None:
    target = {"indicator": "flights", "measure": "count", "direction": "at_least", "value": 40}
    tracked = track(targets=[target])
    measurement = {"period": "2025-01", "value": 30, "citations": [{"source": "of-2025-06"}]}
    assert client.post(f"{tracked.path}/measurements", json=measurement).status_code == httpx.codes.CREATED
    fulfilled = {
        "status": "fulfilled",
        "effective_on": "2025-03-01",
        "reason": "done",
        "citations": [{"source": "of-2025-06", "act": "concrete_action"}],
    }
    assert refused(tracked.ask(fulfilled), 422, "guard-refused")["guards"] == ["target_met"]
    amendment = amended(tracked, "2025-02-03", targets=[target | {"value": 25}, target | {"indicator": "seats"}])
    pledge = tracked.read()
    assert [(one["id"], one["value"]) for one in pledge["targets"]] == [("target", 25), ("target-2", 40)]
    assert [one["met"] for one in pledge["progress"]["targets"]] == [True, None]
    assert pledge["progress"] == found(client.get(f"{tracked.path}/progress"))["progress"]
    then = found(client.get(tracked.path, params={"as_of": "2025-02-02"}))
    assert [one["met"] for one in then["progress"]["targets"]] == [False]
    # Of a target that came with the amendment something can be measured, and of which one must be said.
    assert invalid(client.post(f"{tracked.path}/measurements", json=measurement)) == ["/target"]
    seats = measurement | {"target": "target-2", "value": 50}
    assert client.post(f"{tracked.path}/measurements", json=seats).status_code == httpx.codes.CREATED
    assert tracked.ask(fulfilled | {"effective_on": "2025-02-02"}).status_code == 422
    assert tracked.ask(fulfilled).status_code == httpx.codes.CREATED
    withdrawn(tracked, amendment)
    assert [one["met"] for one in tracked.read()["progress"]["targets"]] == [False]


def test_a_correction_that_is_not_shown_is_told(client: httpx.Client, track: Track) -> None:
    tracked = track(due="2024-06-30")
    amended(tracked, "2025-02-03", due="2030")
    warnings = tracked.patch({"due": "2024-07-31", "title": "Another"}).json()["warnings"]
    assert [(one["pointer"], one["code"]) for one in warnings if one["code"] == "amended_field"] == [
        ("/due", "amended_field")
    ]
    assert "amended_field" not in str(tracked.patch({"title": "A third"}).json()["warnings"])


def test_the_texts_are_listed_one_after_the_other(client: httpx.Client, track: Track) -> None:
    tracked = track(announced="2024-01-01", wording={"text": "By June.", "language": "en"})
    time.sleep(0.002)
    before = datetime.now(UTC).isoformat()
    amended(tracked, "2025-05-01", wording={"text": "By 2031."})
    amended(tracked, "2025-02-03", wording={"text": "By 2030."}, due="2030")
    amended(tracked, "2025-03-01", due="2030-06")
    amended(tracked, "2025-06-01", wording=None)
    path = f"{tracked.path}/wordings"

    def texts(**moment: str) -> list[tuple[str | None, str | None]]:
        return [(one["text"], one["amendment"]) for one in found(client.get(path, params=moment))["items"]]

    told = [("By June.", None), ("By 2030.", "2025-02-03"), ("By 2031.", "2025-05-01"), (None, "2025-06-01")]
    assert texts() == told
    assert texts(as_of="2025-04-30") == told[:2]
    assert texts(known_at=before) == told[:1]
    first, second = found(client.get(path))["items"][:2]
    assert (first["effective_on"]["edtf"], first["language"]) == ("2024-01-01", "en")
    assert second["effective_on"]["edtf"] == "2025-02-03"
    gathered, cursor = [], None
    for _ in told:
        page = client.get(path, params={"limit": 1} | ({} if cursor is None else {"cursor": cursor}))
        gathered += found(page)["items"]
        cursor = page.json()["next_cursor"]
        assert ('rel="next"' in page.headers.get("link", "")) == (cursor is not None)
    assert (gathered, cursor) == (found(client.get(path))["items"], None)
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED
    withdrawn(tracked, "2025-06-01")
    assert texts() == told[:3]
    bare = track()
    assert found(client.get(f"{bare.path}/wordings"))["items"] == []
    refused(client.get("/v1/pledges/not-there/wordings"), 404, "not-found")
    refused(client.get(path, params={"cursor": "e30"}), 400, "bad-cursor")
