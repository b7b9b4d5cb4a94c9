"""Dates that cannot be: of what has happened yet to come, and of an end before its beginning. The field is named."""

from typing import Any

import httpx
import pytest
import time_machine

from tests.conftest import Unique
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, found
from tests.refusals import invalid

NOW = "2026-03-31T10:00:00Z"
"""In UTC+14 the first of April has begun."""

MEETING: Body = {"title": "Talks", "form": "call", "status": "held"}
PERSON: Body = {"kind": "person", "name": "A minister"}
SOURCE: Body = {"kind": "news_report", "title": "A report"}
STATEMENT: Body = {"kind": "claim", "summary": "Something was said."}


def office(**days: str) -> Body:
    return PERSON | {"offices": [{"title": "Minister", **days}]}


IMPOSSIBLE: list[tuple[str, Body, str, str]] = [
    ("meetings", MEETING | {"starts": "2024-05-02", "ends": "2024-05-01"}, "/ends", "starts"),
    ("meetings", MEETING | {"starts": "2024-06", "ends": "2024-05"}, "/ends", "starts"),
    ("meetings", MEETING | {"status": "planned", "starts": "2030", "ends": "2029"}, "/ends", "starts"),
    ("meetings", MEETING | {"starts": "2026-04-02"}, "/starts", "status"),
    ("participants", office(**{"from": "2020", "to": "2010"}), "/offices/0/to", "from"),
    (
        "participants",
        PERSON | {"part_of": [{"participant": "the-union", "from": "2020-02", "to": "2020-01-31"}]},
        "/part_of/0/to",
        "from",
    ),
    ("pledges", pledge(announced="2026-04-02"), "/announced", "today"),
    ("pledges", pledge(announced="2025-02-05", due="2025-02-04"), "/due", "announced"),
    ("sources", SOURCE | {"published": "2031-01-01"}, "/published", "today"),
    ("sources", SOURCE | {"published": "2026-04-02/.."}, "/published", "today"),
    ("sources", SOURCE | {"retrieved_at": "2026-04-02T00:00:00Z"}, "/retrieved_at", "today"),
    ("statements", STATEMENT | {"said": "2027"}, "/said", "today"),
]
POSSIBLE: list[tuple[str, Body]] = [
    ("meetings", MEETING | {"starts": "2024-05-02", "ends": "2024-05-02"}),
    ("meetings", MEETING | {"starts": "2024-05-02", "ends": "2024-05"}),
    ("meetings", MEETING | {"starts": "2026", "ends": "2027"}),
    ("meetings", MEETING | {"status": "planned", "starts": "2031"}),
    ("meetings", MEETING | {"ends": "2024-05-01"}),
    ("participants", office(**{"from": "2020", "to": "2020-03"})),
    ("participants", office(to="2010")),
    ("pledges", pledge(announced="2026-04", due="2026-04-01")),
    ("pledges", pledge(announced="2025-02-05/..", due="2025-02-05")),
    ("sources", SOURCE | {"published": "2026", "retrieved_at": "2026-04-01T00:00:00Z"}),
    ("sources", SOURCE | {"published": "../2031"}),
    ("statements", STATEMENT | {"said": "2026-04-01"}),
]


@pytest.mark.parametrize(("collection", "body", "place", "word"), IMPOSSIBLE)
def test_what_cannot_be_is_refused(
    client: httpx.Client, world: None, unique: Unique, collection: str, body: Body, place: str, word: str
) -> None:
    record = unique("record")
    with time_machine.travel(NOW, tick=True):
        answer = client.put(f"/v1/{collection}/{record}", json=body)
    assert invalid(answer) == [place]
    assert word in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(("collection", "body"), POSSIBLE)
def test_what_has_begun_is_no_future(
    client: httpx.Client, world: None, unique: Unique, collection: str, body: Body
) -> None:
    with time_machine.travel(NOW, tick=True):
        answer = client.put(f"/v1/{collection}/{unique('record')}", json=body)
    assert answer.status_code == httpx.codes.CREATED, answer.text


def test_a_change_of_one_field_looks_at_the_other(client: httpx.Client, world: None, unique: Unique) -> None:
    path = f"/v1/meetings/{unique('meeting')}"
    starting = MEETING | {"status": "planned", "starts": "2031-05-02", "ends": "2031-05-03"}
    assert client.put(path, json=starting).status_code == httpx.codes.CREATED
    assert invalid(client.patch(path, json={"starts": "2031-05-04"})) == ["/ends"]
    assert invalid(client.patch(path, json={"status": "held"})) == ["/starts"]
    found(client.patch(path, json={"starts": "2025-05-02", "ends": None, "status": "held"}))


PARTS: list[tuple[str, Body, str]] = [
    ("measurements", {"value": 1, "period": "2027", "citations": [{"source": "undated"}]}, "/period"),
    (
        "assessments",
        {"score": 1, "period": "2027", "assessor": "the-union", "assessor_kind": "independent", "rationale": "x"},
        "/period",
    ),
    ("milestones", {"title": "A step", "done_on": "2026-04-02"}, "/done_on"),
    (
        "status-changes",
        {"status": "no_verified_progress", "reason": "x", "sources_reviewed_up_to": "2026-04-02"},
        "/sources_reviewed_up_to",
    ),
]


@pytest.mark.parametrize(("name", "body", "place"), PARTS)
def test_nor_is_anything_judged_or_done_in_days_to_come(track: Track, name: str, body: Body, place: str) -> None:
    target: dict[str, Any] = {"indicator": "flights", "measure": "count", "direction": "at_least", "value": 40}
    pledge = track(targets=[target])
    with time_machine.travel(NOW, tick=True):
        assert invalid(pledge.client.post(f"{pledge.path}/{name}", json=body)) == [place]
