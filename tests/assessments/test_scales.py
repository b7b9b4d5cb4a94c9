"""Statuses and scores on other published scales: the mappings as data, and answers on one of them."""

import httpx
import pytest

from app.vocabulary import ScaleName, Status
from tests.assessments.conftest import Assess
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, found
from tests.refusals import invalid

Scales = dict[str, Body]


@pytest.fixture(scope="module")
def scales(client: httpx.Client) -> Scales:
    return {scale["name"]: scale for scale in found(client.get("/v1/vocabulary"))["scales"]}


def levels(scale: Body, of: str) -> dict[object, tuple[object, bool | None]]:
    return {one["word"]: (one["value"], one["exact"]) for one in scale[of]}


def test_every_scale_is_published_whole(scales: Scales) -> None:
    assert list(scales) == [name.value for name in ScaleName]
    for scale in scales.values():
        statuses, scores = levels(scale, "statuses"), levels(scale, "scores")
        assert list(statuses) == [status.value for status in Status]
        assert list(scores) == [-1, 0, 1]
        for value, exact in (*statuses.values(), *scores.values()):
            assert (value is None) == (exact is None)
            assert value is None or value in scale["levels"]
        assert statuses["superseded"] == statuses["not_assessable"] == (None, None)
    assert levels(scales["g7_g20"], "scores") == {score: (score, True) for score in (-1, 0, 1)}
    assert levels(scales["percent"], "scores") == {-1: (0, True), 0: (50, True), 1: (100, True)}
    known = {
        ("g7_g20", "abandoned"): (-1, False),
        ("g7_g20", "not_assessed"): (None, None),
        ("ogp_completion", "no_verified_progress"): ("No evidence available", True),
        ("ogp_completion", "in_progress"): ("Limited", False),
        ("peace_accords_matrix", "fulfilled"): (3, True),
        ("unhcr_stage", "not_fulfilled"): (None, None),
        ("upr_implementation", "stalled"): ("partially implemented", False),
        ("politifact", "not_assessed"): ("Not Yet Rated", True),
        ("politifact", "not_started"): (None, None),
    }
    assert {key: levels(scales[key[0]], "statuses")[key[1]] for key in known} == known


def test_answers_are_given_on_a_scale(client: httpx.Client, track: Track, assess: Assess, scales: Scales) -> None:
    tracked = track("guatemala", "mexico")
    tracked.judge("fulfilled", party="guatemala")
    for score, assessor in ((-1, "panama"), (1, "mexico")):
        assess(tracked, score, assessor, party="guatemala")
    assess(tracked, 1, "mexico", party="guatemala", axis="outcome")
    lists = [(f"{tracked.path}/assessments", {}), ("/v1/assessments", {"pledge": tracked.id})]
    plain = found(client.get(lists[0][0]))["items"]
    for name, scale in scales.items():
        statuses, scores = levels(scale, "statuses"), levels(scale, "scores")
        report = found(client.get(f"{tracked.path}/status", params={"scale": name}))
        for standing in (report["status"], report["collective"], *report["parties"]):
            value, exact = statuses[standing["status"]]
            assert standing.pop("on_scale") == {"scale": name, "value": value, "exact": exact}
        assert report == found(client.get(f"{tracked.path}/status"))
        for path, query in lists:
            items = found(client.get(path, params={"scale": name, **query}))["items"]
            shown = [item.pop("on_scale") for item in items]
            # What a scale of completion says of an outcome is nothing.
            expected = [scores[item["score"]] if item["axis"] == "completion" else (None, None) for item in items]
            assert [(one["value"], one["exact"]) for one in shown] == expected
            assert {one["scale"] for one in shown} == {name}
            assert items == plain
    page = found(client.get(lists[0][0], params={"scale": "percent", "limit": "2", "sort": "-recorded"}))
    rest = found(
        client.get(lists[0][0], params={"scale": "percent", "sort": "-recorded", "cursor": page["next_cursor"]})
    )
    assert [item["on_scale"]["value"] for item in page["items"] + rest["items"]] == [None, 100, 0]
    for path in (f"{tracked.path}/status", f"{tracked.path}/assessments", "/v1/assessments"):
        assert invalid(client.get(path, params={"scale": "richter"})) == ["scale"]
