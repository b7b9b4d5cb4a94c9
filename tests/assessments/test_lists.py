"""The lists of assessments: of one pledge and over all, with every filter, page by page."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.assessments.conftest import ask, saying, withdraw
from tests.conftest import Unique
from tests.counting import counted
from tests.pledges.conftest import pledge
from tests.pledges.tracked import Body, Tracked, found
from tests.refusals import invalid, refused
from tests.serving import Service

PATH = "/v1/assessments"
PUBLISHED = {"scale": "Four steps", "value": "None"}


@pytest.fixture(scope="module")
def pledges(client: httpx.Client, unique: Unique, world: None) -> list[Tracked]:
    """Make two pledges with assessments of every sort; nothing is written to this database later."""
    made = []
    for promisors in (["guatemala"], ["guatemala", "mexico"]):
        made.append(Tracked(client, unique("pledge")))
        assert client.put(made[-1].path, json=pledge(*promisors)).status_code == 201
    single, joint = made
    cited = {"citations": [{"source": "undated"}]}
    bodies = [
        (single, saying(1, period="2023")),
        (single, saying(-1, "panama", assessor_kind="media", as_published=PUBLISHED) | cited),
        (joint, saying(0, party="mexico", axis="outcome", period="../2022") | cited),
        (joint, saying(1, party="guatemala", period="2022-05")),
        (single, saying(0, supersedes="the-union-guatemala-2023", period="2024-05")),
        (joint, saying(1, "guatemala", party="guatemala", assessor_kind="self_report", period="2021")),
        (joint, saying(-1, "panama", party="guatemala", period="2025")),
    ]
    for tracked, body in bodies:
        assert ask(tracked, body).status_code == 201
    found(withdraw(joint, "the-union-guatemala-2022-05"))
    return made


@pytest.fixture(scope="module")
def everything(client: httpx.Client, pledges: list[Tracked]) -> list[Body]:
    items: list[Body] = found(client.get(PATH, params={"limit": 200}))["items"]
    assert len(items) == 7
    return items


def begins(document: Body) -> str:
    return document["period"]["from"] or ""


FILTERS: dict[str, tuple[str | list[str], Callable[[Body], bool]]] = {
    "party": ("mexico", lambda one: one["party"]["id"] == "mexico"),
    "assessor": (["panama", "guatemala"], lambda one: one["assessor"]["id"] in {"panama", "guatemala"}),
    "assessor_kind": ("media", lambda one: one["assessor_kind"] == "media"),
    "axis": ("outcome", lambda one: one["axis"] == "outcome"),
    "score": (["-1", "0"], lambda one: one["score"] < 1),
    "period_from": ("2023-01-01", lambda one: begins(one) >= "2023-01-01"),
    "period_to": ("2022-12-31", lambda one: begins(one) != "" and begins(one) <= "2022-12-31"),
    "published_scale": ("Four steps", lambda one: one["as_published"] == PUBLISHED),
    "disputed": ("true", lambda one: one["disputed"]),
    "superseded": ("true", lambda one: one["superseded_by"] is not None),
    "withdrawn": ("true", lambda one: one["withdrawn"] is not None),
    "source": ("undated", lambda one: bool(one["citations"])),
}


def test_filters_find_what_they_say(client: httpx.Client, pledges: list[Tracked], everything: list[Body]) -> None:
    for name, (value, holds) in FILTERS.items():
        for asked in (value, "false") if value == "true" else (value,):
            expected = [one for one in everything if holds(one) == (asked == value)]
            assert 0 < len(expected) < len(everything), name
            page = found(client.get(PATH, params={name: asked, "count": "exact"}))
            assert page == {"items": expected, "next_cursor": None, "count": len(expected)}, name
            for tracked in pledges:
                own = [one for one in expected if one["pledge"]["id"] == tracked.id]
                assert found(client.get(f"{tracked.path}/assessments", params={name: asked}))["items"] == own, name
    combined = {"score": "-1", "assessor": "panama", "disputed": "true", "period_from": "2024-01-01"}
    for tracked in pledges:
        expected = [one for one in everything if one["score"] == -1 and one["pledge"]["id"] == tracked.id]
        assert found(client.get(PATH, params=combined | {"pledge": tracked.id}))["items"] == expected
    since = everything[3]["recorded_at"]
    assert found(client.get(PATH, params={"recorded_since": since}))["items"] == everything[3:]


def test_pages_are_the_list(client: httpx.Client, pledges: list[Tracked], everything: list[Body]) -> None:
    dated = sorted((one for one in everything if begins(one)), key=begins)
    undated = [one for one in everything if not begins(one)]
    orders = {
        "recorded": everything,
        "-recorded": everything[::-1],
        "period": dated + undated,
        "-period": dated[::-1] + undated,
    }
    for sort, expected in orders.items():
        for path, query in ((PATH, {}), (f"{pledges[1].path}/assessments", {}), (PATH, {"party": "guatemala"})):
            shown: list[Body] = []
            cursor: dict[str, str] = {}
            while True:
                asked: dict[str, Any] = {"sort": sort, "limit": 2, **query, **cursor}
                page = found(client.get(path, params=asked))
                shown += page["items"]
                if page["next_cursor"] is None:
                    break
                cursor = {"cursor": page["next_cursor"]}
            own = [one for one in expected if path == PATH or one["pledge"]["id"] == pledges[1].id]
            assert shown == [one for one in own if not query or one["party"]["id"] == "guatemala"], (sort, path)
    cursor_of_all = found(client.get(PATH, params={"limit": 2}))["next_cursor"]
    for other in ({"sort": "period"}, {"axis": "outcome"}):
        refused(client.get(PATH, params={"cursor": cursor_of_all} | other), 400, "bad-cursor")


def test_what_is_no_filter_is_refused(client: httpx.Client, pledges: list[Tracked]) -> None:
    wrong = {
        "score": "2", "axis": "effort", "assessor": "X", "disputed": "yes", "period_from": "2024", "sort": "score",
        "colour": "red", "form": "written",
    }  # fmt: skip
    for name, value in wrong.items():
        refused_at = invalid(client.get(PATH, params={name: value}))
        assert [place.split(".")[0] for place in refused_at] == [name]
    assert invalid(client.get(f"{pledges[0].path}/assessments", params={"pledge": "x-y"})) == ["pledge"]


def test_lists_and_records_take_few_statements(
    service: Service, anonymous: httpx.Client, pledges: list[Tracked]
) -> None:
    known = f"{pledges[0].path}/assessments"
    for path, most in (
        (f"{PATH}?limit=3", 1),
        (f"{PATH}?party=guatemala&limit=3", 1),
        (f"{known}?limit=3", 2),
        (f"{known}?sort=period&limit=3", 3),
        (f"{known}/panama-guatemala-2024", 1),
    ):
        with counted(service.database) as sent:
            found(anonymous.get(path))
        assert (len(sent.hot_reads), sent.total) == (most, most), path


def test_recording_costs_the_same_however_many_there_are(
    service: Service, client: httpx.Client, unique: Unique, world: None
) -> None:
    costs = set()
    for number in (0, 30):
        tracked = Tracked(client, unique("large"))
        client.put(tracked.path, json=pledge("guatemala", "mexico"))
        for year in range(number):
            assert ask(tracked, saying(1, party="mexico", period=str(1900 + year))).status_code == 201
        with counted(service.database) as sent:
            assert ask(tracked, saying(0, party="guatemala")).status_code == 201
        costs.add(len(sent.writes))
        changed = [text for text in sent.writes if "UPDATE assessments" in text]
        assert changed == []
    assert len(costs) == 1
    assert max(costs) <= 10, costs
