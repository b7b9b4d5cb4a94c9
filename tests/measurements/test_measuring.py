"""Measurements recorded and withdrawn, what the pledge shows of them, and the guard that goes by them."""

import httpx

from tests.answers import document as written
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import invalid, refused

TARGET: Body = {
    "indicator": "flights",
    "measure": "count",
    "direction": "increase",
    "value": 40,
    "unit": "percent",
}
BASED = TARGET | {"baseline": {"value": 10, "date": "2023", "source": "undated"}}
CITED = [{"source": "undated"}]


def measure(tracked: Tracked, period: str, value: object, **fields: object) -> httpx.Response:
    body = {"period": period, "value": value, "citations": CITED} | fields
    return tracked.client.post(f"{tracked.path}/measurements", json=body)


def measured(tracked: Tracked, period: str, value: object, **fields: object) -> str:
    answer = measure(tracked, period, value, **fields)
    assert answer.status_code == 201, answer.text
    part: str = answer.json()["id"]
    return part


def progress(tracked: Tracked) -> Body:
    report = found(tracked.client.get(f"{tracked.path}/progress"))
    document = tracked.read()
    assert (report["progress"], report["targets"]) == (document["progress"], document["targets"])
    assert report["pledge"] == {"id": tracked.id, "title": document["title"]}
    (shown,) = report["progress"]["targets"]
    assert {name: report["progress"][name] for name in ("percent", "met")} == {
        name: shown[name] for name in ("percent", "met")
    }
    return dict(shown)


def test_what_is_measured_is_read(client: httpx.Client, track: Track) -> None:
    tracked = track(targets=[BASED])
    answer = measure(tracked, "2024-06", "12.50", note="as counted")
    document = written(answer)
    assert answer.headers["location"] == f"{tracked.path}/measurements/target-2024-06"
    assert (document["id"], document["target"]) == ("target-2024-06", "target")
    assert (document["value"], document["party"]) == (12.5, None)
    assert (document["period"]["to"], document["note"]) == ("2024-06-30", "as counted")
    # To the last digit.
    digits = "12345678901234567890.0123456789"
    assert f'"value":{digits}'.encode() in measure(tracked, "2024", digits).content
    path = f"{tracked.path}/measurements"
    assert found(client.get(f"{path}/target-2024-06")) == document
    assert [one["id"] for one in found(client.get(path))["items"]] == ["target-2024-06", "target-2024"]
    by_period = found(client.get(path, params={"sort": "period"}))["items"]
    assert [one["id"] for one in by_period] == ["target-2024", "target-2024-06"]
    assert measured(tracked, "2024-06", 13) == "target-2024-06-2"
    found(client.post(f"{path}/target-2024/withdraw", json={"reason": "by mistake"}))
    for query, expected in (
        ({"withdrawn": "true"}, ["target-2024"]),
        ({"period_from": "2024-02-01", "withdrawn": "false"}, ["target-2024-06", "target-2024-06-2"]),
        ({"period_to": "2024-01-01"}, ["target-2024"]),
        ({"party": "guatemala"}, []),
        ({"source": "undated", "count": "exact"}, ["target-2024-06", "target-2024", "target-2024-06-2"]),
    ):
        assert [one["id"] for one in found(client.get(path, params=query))["items"]] == expected, query
    assert client.post(f"{path}/target-2024-06/citations", json={"source": "of-2025-06"}).status_code == 201
    assert [one["id"] for one in found(client.get(f"{path}/target-2024-06/citations"))["items"]] == [
        "undated",
        "of-2025-06",
    ]
    counts = tracked.read()["counts"]
    assert (counts["measurements"], counts["withdrawn"]) == (2, 1)
    refused(client.delete(f"{path}/target-2024"), 405, "method-not-allowed")
    refused(client.patch(f"{path}/target-2024", json={"note": "not so"}), 409, "conflict")
    assert invalid(client.patch(f"{path}/target-2024-06", json={"value": 13})) == ["/value"]
    assert invalid(client.patch(f"{path}/target-2024-06", json={"citations": []})) == ["/citations"]
    corrected = found(client.patch(f"{path}/target-2024-06", json={"note": "as they counted"}))
    assert (corrected["note"], corrected["value"], corrected["version"]) == (
        "as they counted",
        12.5,
        document["version"],
    )


def test_what_is_wrong_is_refused(client: httpx.Client, track: Track) -> None:
    tracked = track(targets=[BASED])
    yes_or_no = track(targets=[{"indicator": "it", "measure": "boolean", "direction": "exactly"}])
    for wrong, place in (
        ({"value": "many"}, "/value"),
        ({"value": None}, "/value"),
        ({"target": "target-2"}, "/target"),
        ({"period": "2024/.."}, "/period"),
        ({"period": "9998"}, "/period"),
        ({"party": "mexico"}, "/party"),
        ({"citations": []}, "/citations"),
        ({"citations": [{"source": "nowhere"}]}, "/citations/0/source"),
        ({"citations": [{"source": "undated", "relation": "contradicts"}]}, "/citations"),
        ({"score": 1}, "/score"),
    ):
        body: Body = {"period": "2024", "value": 12} | wrong
        assert invalid(measure(tracked, **body)) == [place], wrong
    assert invalid(measure(yes_or_no, "2024", 2)) == ["/value"]
    measured(yes_or_no, "2024", 1)
    assert progress(yes_or_no)["met"] is True
    unmeasurable = track()
    assert "target" in refused(measure(unmeasurable, "2024", 1), 422, "invalid-content")["detail"]
    assert unmeasurable.read()["progress"] is None
    report = found(client.get(f"{unmeasurable.path}/progress"))
    assert (report["targets"], report["progress"], report["milestones"]) == ([], None, {"total": 0, "done": 0})
    refused(client.get("/v1/pledges/no-such-pledge/progress"), 404, "not-found")


def test_without_a_baseline_progress_is_unknown(track: Track) -> None:
    tracked = track(targets=[TARGET])
    measured(tracked, "2024", 14)
    unknown = progress(tracked)
    assert (unknown["goal"], unknown["percent"], unknown["met"], unknown["baseline"]) == (None, None, None, None)
    assert unknown["missing"] == ["baseline"]
    assert unknown["latest"]["value"] == 14
    found(tracked.patch({"targets": [TARGET | {"baseline": {"value": 10, "source": "undated"}}]}))
    known = progress(tracked)
    assert (known["goal"]["lower"], known["percent"], known["met"], known["missing"]) == (14, 100, True, [])
    assert known["baseline"]["source"]["title"] == "Undated"
    # Its last measurement holds the target, and who was measured.
    refused(tracked.patch({"targets": []}), 409, "conflict")
    found(tracked.client.post(f"{tracked.path}/measurements/target-2024/withdraw", json={"reason": "x"}))
    assert progress(tracked)["missing"] == ["measurements"]
    assert found(tracked.patch({"targets": []}))["progress"] is None


def test_promisors_are_measured_one_by_one(track: Track) -> None:
    tracked = track("guatemala", "mexico", targets=[BASED])
    measured(tracked, "2024", 12)
    measured(tracked, "2023", 14, party="mexico")
    shown = progress(tracked)
    assert (shown["percent"], shown["latest"]["measurement"]) == (50, "target-2024")
    assert [(one["party"]["id"], one["percent"], one["met"]) for one in shown["parties"]] == [("mexico", 100, True)]
    parties = [party for party in tracked.read()["parties"] if party["participant"]["id"] != "mexico"]
    left = [{"participant": party["participant"]["id"], "role": party["role"]} for party in parties]
    assert refused(tracked.patch({"parties": left}), 409, "conflict")["parties"] == ["mexico"]


def test_the_guard_goes_by_what_was_measured(track: Track) -> None:
    tracked = track(targets=[BASED])
    act = {"citations": [{"source": "undated", "act": "concrete_action"}], "override": None}

    def refusing(day: str, **fields: object) -> list[str]:
        answer = tracked.ask(saying("fulfilled", day, **act | fields))
        guards: list[str] = [] if answer.status_code == 201 else answer.json()["guards"]
        return guards

    assert refusing("2024-12-31") == ["target_met"]
    measured(tracked, "2023", 13)
    measured(tracked, "2024-06", 14)
    # What is measured later says nothing of the day.
    assert refusing("2024-06-29") == ["target_met"]
    assert refusing("2024-06-30") == []
    measured(tracked, "2024-07", 13)
    assert refusing("2024-08-01") == ["target_met"]
    override = {"guards": ["target_met"], "reason": "one month is no trend"}
    recorded(tracked.ask(saying("fulfilled", "2024-08-01", **act | {"override": override})))
    joint = track("guatemala", "mexico", targets=[BASED])
    measured(joint, "2024", 14, party="mexico")
    for party, expected in (("mexico", 201), ("guatemala", 422), (None, 422)):
        assert joint.ask(saying("fulfilled", "2025-01-01", party=party, **act)).status_code == expected, party
