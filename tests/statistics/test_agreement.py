"""How far assessors agree: over the same party, axis and period of the same pledge."""

from typing import Any

import httpx
import pytest

from tests.pledges.conftest import Track, track, world
from tests.pledges.tracked import Body, Tracked, found
from tests.refusals import invalid

__all__ = ["track", "world"]

PATH = "/v1/stats/agreement"


@pytest.fixture
def tag(track: Track) -> tuple[str, Tracked, Tracked]:
    """Return a tag of its own, and two pledges with it."""
    first = track("guatemala", "mexico")
    tag = f"tag-{first.id}"
    second = track("guatemala")
    for pledge in (first, second):
        found(pledge.client.patch(pledge.path, json={"tags": [tag]}, headers={"If-Match": "*"}))
    return tag, first, second


def judge(pledge: Tracked, assessor: str, score: int, party: str = "guatemala", **fields: Any) -> str:
    body = {"assessor": assessor, "score": score, "party": party, "assessor_kind": "independent", "period": "2024"}
    answer = pledge.client.post(f"{pledge.path}/assessments", json=body | {"rationale": "So it is."} | fields)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    assessment: str = answer.json()["id"]
    return assessment


def compared(client: httpx.Client, **query: Any) -> dict[tuple[str, ...], Body]:
    rows = found(client.get(PATH, params=query))["items"]
    return {tuple(one["id"] for one in row["assessors"]): row for row in rows}


def figures(row: Body) -> tuple[int, int, float]:
    assert row["agreement"] == row["agreed"] / row["judged"]
    return row["judged"], row["agreed"], row["mean_distance"]


def test_pairs_are_compared_over_what_both_judged(client: httpx.Client, tag: tuple[str, Tracked, Tracked]) -> None:
    name, first, second = tag
    for pledge, assessor, score, party in (
        (first, "panama", 1, "guatemala"),
        (first, "the-union", 1, "guatemala"),
        (first, "panama", 1, "mexico"),
        (first, "the-union", -1, "mexico"),
        (second, "panama", 0, "guatemala"),
        (second, "the-union", 1, "guatemala"),
        (second, "mexico", 0, "guatemala"),
    ):
        judge(pledge, assessor, score, party)
    # Another axis, another period: nobody else has judged that.
    judge(first, "panama", -1, axis="outcome")
    judge(second, "the-union", -1, period="2023")
    rows = compared(client, tag=name)
    assert list(rows) == [("mexico", "panama"), ("mexico", "the-union"), ("panama", "the-union")]
    assert figures(rows["panama", "the-union"]) == (3, 1, 1.0)
    assert figures(rows["mexico", "panama"]) == (1, 1, 0.0)
    assert rows["mexico", "panama"]["disagreements"] == []
    assert rows["panama", "the-union"]["disagreements"] == [
        {
            "pledge": {"id": pledge.id, "title": pledge.read()["title"]},
            "party": {"id": party, "name": party.title()},
            "axis": "completion",
            "period": "2024",
            "scores": scores,
        }
        for pledge, party, scores in ((first, "mexico", [1, -1]), (second, "guatemala", [0, 1]))
    ]
    assert list(compared(client, tag=name, assessor="mexico")) == [("mexico", "panama"), ("mexico", "the-union")]
    assert figures(compared(client, tag=name, promisor="mexico")["panama", "the-union"])[0] == 2
    assert compared(client, tag=name, axis="outcome") == compared(client, tag=name, period="2023") == {}
    assert len(compared(client, tag=name, axis=["outcome", "completion"], period="2024")) == 3


def test_what_was_taken_back_or_corrected_does_not_count(
    client: httpx.Client, tag: tuple[str, Tracked, Tracked]
) -> None:
    name, first, _second = tag
    judge(first, "panama", 1)
    wrong = judge(first, "the-union", -1)
    then = first.read()["updated_at"]
    judge(first, "the-union", 1, supersedes=wrong)
    third = judge(first, "mexico", 0, assessor_kind="self_report")
    assert figures(compared(client, tag=name)["panama", "the-union"]) == (1, 1, 0.0)
    assert len(compared(client, tag=name, assessor_kind="independent")) == 1
    first.client.post(f"{first.path}/assessments/{third}/withdraw", json={"reason": "a mistake"})
    assert list(compared(client, tag=name)) == [("panama", "the-union")]
    assert figures(compared(client, tag=name, known_at=then)["panama", "the-union"]) == (1, 0, 2.0)
    assert compared(client, tag=name, as_of="2024-06-01") == {}
    assert len(compared(client, tag=name, as_of="2024-12-31")) == 1


def test_page_by_page(client: httpx.Client, tag: tuple[str, Tracked, Tracked]) -> None:
    name, first, _second = tag
    for assessor, score in (("panama", 1), ("the-union", 0), ("mexico", -1)):
        judge(first, assessor, score)
    rows: list[Body] = []
    query: dict[str, Any] = {"tag": name, "limit": 1}
    while True:
        page = found(client.get(PATH, params=query))
        rows += page["items"]
        assert len(page["items"]) == 1
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert rows == found(client.get(PATH, params={"tag": name}))["items"]
    assert [len(row["disagreements"]) for row in rows] == [1, 1, 1]
    assert invalid(client.get(PATH, params={"axis": "sideways"})) == ["axis"]
