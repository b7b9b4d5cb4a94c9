"""Pledges with several targets: what is measured of each, the steps on the way, and what cannot be taken away."""

from typing import Any

import httpx

from tests.measurements.test_measuring import CITED
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found, saying
from tests.refusals import invalid, refused

CEILING: Body = {"indicator": "warheads", "measure": "count", "direction": "at_most", "value": 1550}
SPENT: Body = {
    "indicator": "paid", "measure": "currency", "direction": "at_least", "value": 100, "unit": "USD",
    "aggregate": "sum",
}  # fmt: skip
GROWTH: Body = {
    "indicator": "flights", "measure": "count", "direction": "increase", "value": 40, "unit": "percent",
    "baseline": {"value": 10, "date": "2020", "source": "undated"},
}  # fmt: skip


def measure(tracked: Tracked, target: str | None, period: str, value: object, **fields: object) -> httpx.Response:
    body = {"target": target, "period": period, "value": value, "citations": CITED} | fields
    return tracked.client.post(f"{tracked.path}/measurements", json=body)


def step(tracked: Tracked, **fields: object) -> httpx.Response:
    return tracked.client.post(f"{tracked.path}/milestones", json={"title": "On the way"} | fields)


def come(tracked: Tracked) -> tuple[Body, dict[str, Any]]:
    """Return how far the pledge has come, and each of its targets."""
    progress = tracked.read()["progress"]
    return progress, {one["target"]: one for one in progress["targets"]}


def test_each_target_is_measured_by_itself(track: Track) -> None:
    tracked = track(targets=[CEILING, SPENT, GROWTH])
    assert [target["id"] for target in tracked.read()["targets"]] == ["target", "target-2", "target-3"]
    faults = refused(measure(tracked, None, "2024", 1), 422, "invalid-content")["errors"]
    message = "is required: one of target, target-2, target-3"
    assert faults == [{"pointer": "/target", "message": message}]
    assert invalid(measure(tracked, "target-4", "2024", 1)) == ["/target"]
    for target, period, value in (
        ("target", "2024", 1400), ("target-2", "2023", 30), ("target-2", "2024", 45), ("target-3", "2024", 12),
    ):  # fmt: skip
        assert measure(tracked, target, period, value).status_code == 201
    pledge, targets = come(tracked)
    assert [(one["value"], one["percent"], one["met"]) for one in targets.values()] == [
        (1400, None, True), (75, 75, False), (12, 50, False),
    ]  # fmt: skip
    # A ceiling has no way to it here, so there is no share of all.
    assert (pledge["percent"], pledge["met"]) == (None, False)
    # With a baseline it has one: it was passed, and the furthest behind is half of the way.
    ceiling = CEILING | {"id": "target", "baseline": {"value": 1850, "source": "undated"}}
    others = [target | {"id": name} for target, name in ((SPENT, "target-2"), (GROWTH, "target-3"))]
    found(tracked.patch({"targets": [ceiling, *others]}))
    assert (come(tracked)[0]["percent"], come(tracked)[0]["met"]) == (50, False)
    listed = found(tracked.client.get(f"{tracked.path}/measurements", params={"target": "target-2"}))["items"]
    assert [one["id"] for one in listed] == ["target-2-2023", "target-2-2024"]


def test_the_guard_asks_for_every_target(track: Track) -> None:
    tracked = track(targets=[CEILING, GROWTH, {"indicator": "trust", "measure": "count", "direction": "at_least"}])
    deed = [{"source": "undated", "act": "concrete_action"}]
    claim = saying("fulfilled", "2025-01-01", citations=deed, override=None)
    measure(tracked, "target", "2024", 1400)
    assert tracked.ask(claim).json()["guards"] == ["target_met"]
    measure(tracked, "target-2", "2024", 14)
    assert tracked.ask(claim).status_code == 201


def test_milestones_are_values_on_the_way(client: httpx.Client, track: Track) -> None:
    tracked = track(targets=[GROWTH, {"indicator": "rate", "measure": "percentage", "direction": "between"}])
    assert invalid(step(tracked, value=20)) == ["/target"]
    assert invalid(step(tracked, target="target")) == [""]
    assert invalid(step(tracked, target="target-3", value=20)) == ["/target"]
    assert invalid(step(tracked, target="target-2", value=20)) == ["/value"]
    assert invalid(step(tracked, target="target", value=-20)) == ["/value"]
    half = step(tracked, target="target", value=20, due="2022", id="half").json()
    assert (half["target"], half["value"]) == ("target", 20)
    assert step(tracked, id="other").status_code == 201
    measure(tracked, "target", "2021", 11)
    reached = {"milestone": "half", "goal": {"lower": 12, "upper": None}}
    assert come(tracked)[1]["target"]["milestones"] == [reached | {"met": False}]
    measure(tracked, "target", "2022", 12)
    measure(tracked, "target", "2023", 11)
    assert come(tracked)[1]["target"]["milestones"] == [reached | {"met": True}]
    assert come(tracked)[1]["target-2"]["milestones"] == []
    # Moved a year back, it was not reached in time.
    found(client.patch(f"{tracked.path}/milestones/half", json={"due": "2021"}))
    assert come(tracked)[1]["target"]["milestones"] == [reached | {"met": False}]
    items = found(client.get(f"{tracked.path}/milestones", params={"target": "target"}))["items"]
    assert [one["id"] for one in items] == ["half"]
    # As of a day what was measured later does not count.
    past = found(client.get(tracked.path, params={"as_of": "2022-06-01"}))["progress"]["targets"][0]
    assert (past["value"], past["milestones"]) == (11, [reached | {"met": False}])
    assert client.delete(f"{tracked.path}/milestones/half").is_success
    assert come(tracked)[1]["target"]["milestones"] == []


def test_implementers_are_measured_too(track: Track) -> None:
    parties = [
        {"participant": "guatemala", "role": "promisor"},
        {"participant": "mexico", "role": "implementer"},
        {"participant": "panama", "role": "promisee"},
    ]
    tracked = track(targets=[GROWTH])
    found(tracked.patch({"parties": parties}))
    assert invalid(measure(tracked, None, "2024", 12, party="panama")) == ["/party"]
    assert measure(tracked, None, "2024", 12, party="mexico").status_code == 201
    (shown,) = come(tracked)[0]["targets"]
    assert (shown["value"], [(one["party"]["id"], one["value"]) for one in shown["parties"]]) == (
        None,
        [("mexico", 12)],
    )
    problem = refused(tracked.patch({"parties": [parties[0], parties[2]]}), 409, "conflict")
    assert problem["parties"] == ["mexico"]


def test_targets_keep_their_ids(track: Track) -> None:
    tracked = track(targets=[CEILING, GROWTH])
    # By content, wherever they stand; a new one takes the next free.
    found(tracked.patch({"targets": [GROWTH, SPENT, CEILING]}))
    assert [target["id"] for target in tracked.read()["targets"]] == ["target-2", "target-3", "target"]
    # By id, whatever it says.
    found(tracked.patch({"targets": [{"id": "target-2"} | CEILING]}))
    assert [(one["id"], one["indicator"]) for one in tracked.read()["targets"]] == [("target-2", "warheads")]


def test_targets_that_something_rests_on_stay(track: Track) -> None:
    tracked = track(targets=[CEILING, GROWTH])
    assert measure(tracked, "target", "2024", 1).status_code == 201
    assert step(tracked, target="target-2", value=20, id="half").status_code == 201
    keep = {"id": "target"} | CEILING
    assert refused(tracked.patch({"targets": [keep]}), 409, "conflict")["milestones"] == ["half"]
    assert refused(tracked.patch({"targets": []}), 409, "conflict")["measurements"] == ["target-2024"]
    assert tracked.client.delete(f"{tracked.path}/milestones/half").is_success
    assert [target["id"] for target in found(tracked.patch({"targets": [keep]}))["targets"]] == ["target"]
