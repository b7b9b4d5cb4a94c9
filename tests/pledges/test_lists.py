"""The lists of status changes: of one pledge and over all, with every filter and sort, page by page."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Unique
from tests.pledges.conftest import pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import invalid, refused

PATH = "/v1/status-changes"


@pytest.fixture(scope="module")
def pledges(client: httpx.Client, unique: Unique, world: None) -> dict[str, Tracked]:
    """Make two pledges with changes of every sort, recorded in turns; nothing is written to this database later."""
    made = {}
    for name, promisors in (("single", ["guatemala"]), ("joint", ["guatemala", "mexico"])):
        made[name] = Tracked(client, unique(name))
        assert client.put(made[name].path, json=pledge(*promisors)).status_code == 201
    single, joint = made["single"], made["joint"]
    single.judge("planned", "2025-02-01", citations=[{"source": "undated"}])
    joint.judge("planned", "2025-01", party="mexico")
    single.judge("fulfilled", "2025-03-01")
    joint.judge(
        "abandoned", "2025-02-01", party="guatemala", citations=[{"source": "of-2025-06"}, {"source": "undated"}]
    )
    single.judge("stalled", "2025-04-01")
    joint.judge("in_progress", "2025-02-01/2025-02-03", party="guatemala")
    mistake = joint.judge("planned", "2025-05-01")
    body = saying("not_assessed", "2025-01-31")
    recorded(single.ask({name: value for name, value in body.items() if name != "override"}))
    override = {"guards": ["citation", "quotation"], "reason": "of old"}
    recorded(single.ask(saying("in_progress", "2024", override=override)))
    found(joint.withdraw(mistake))
    found(single.withdraw("2025-04-01-stalled"))
    joint.judge("stalled", "2025-02-01", party="mexico", citations=[{"source": "of-2025-06"}])
    return made


@pytest.fixture(scope="module")
def everything(client: httpx.Client, pledges: dict[str, Tracked]) -> list[Body]:
    """Return all status changes, in the order they were recorded."""
    items: list[Body] = found(client.get(PATH, params={"limit": 200}))["items"]
    assert len(items) == 10
    return items


def day(change: Body) -> str:
    latest: str = change["effective_on"]["to"]
    return latest


def guards(change: Body) -> list[str]:
    names: list[str] = (change["override"] or {"guards": []})["guards"]
    return names


def sources(change: Body) -> set[str]:
    return {citation["source"]["id"] for citation in change["citations"]}


FILTERS: dict[str, tuple[str | list[str], Callable[[Body], bool]]] = {
    "status": ("planned", lambda change: change["status"] == "planned"),
    "statuses": (["planned", "stalled"], lambda change: change["status"] in {"planned", "stalled"}),
    "party": ("guatemala", lambda change: (change["party"] or {"id": ""})["id"] == "guatemala"),
    "parties": (["guatemala", "mexico"], lambda change: change["party"] is not None),
    "is_reversal": ("true", lambda change: change["is_reversal"]),
    "is_reversal=false": ("false", lambda change: not change["is_reversal"]),
    "overridden": ("true", lambda change: change["override"] is not None),
    "overridden=false": ("false", lambda change: change["override"] is None),
    "withdrawn": ("true", lambda change: change["withdrawn"] is not None),
    "withdrawn=false": ("false", lambda change: change["withdrawn"] is None),
    "guard": ("target_met", lambda change: "target_met" in guards(change)),
    "guard ": ("quotation", lambda change: "quotation" in guards(change)),
    "guards": (["target_met", "citation"], lambda change: bool({"target_met", "citation"} & set(guards(change)))),
    "source": ("undated", lambda change: "undated" in sources(change)),
    "sources": (["undated", "of-2025-06"], lambda change: bool(sources(change))),
    "effective_from": ("2025-02-01", lambda change: day(change) >= "2025-02-01"),
    "effective_to": ("2025-02-01", lambda change: day(change) <= "2025-02-01"),
    "effective_to ": ("2025-01-31", lambda change: day(change) <= "2025-01-31"),
}
"""What a filter finds. The names are of parameters: plurals repeat them, the rest after a sign tells them apart."""


def parameter(name: str) -> str:
    plain = name.partition("=")[0].strip()
    return {"statuses": "status", "parties": "party", "guards": "guard", "sources": "source"}.get(plain, plain)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_what_it_says(
    client: httpx.Client, pledges: dict[str, Tracked], everything: list[Body], name: str
) -> None:
    value, holds = FILTERS[name]
    query = {parameter(name): value}
    expected = [change for change in everything if holds(change)]
    assert 0 < len(expected) < len(everything)
    page = found(client.get(PATH, params=query | {"count": "exact"}))
    assert page == {"items": expected, "next_cursor": None, "count": len(expected)}
    for tracked in pledges.values():
        own = [change for change in expected if change["pledge"]["id"] == tracked.id]
        assert tracked.listed(**query) == own


def test_filters_combine(client: httpx.Client, pledges: dict[str, Tracked], everything: list[Body]) -> None:
    query = {
        "status": ["planned", "stalled"],
        "withdrawn": "false",
        "effective_from": "2025-01-31",
        "guard": "quotation",
    }
    expected = [
        change
        for change in everything
        if change["status"] in {"planned", "stalled"}
        and change["withdrawn"] is None
        and day(change) >= "2025-01-31"
        and "quotation" in guards(change)
    ]
    assert len(expected) == 3
    assert found(client.get(PATH, params=query))["items"] == expected


def test_of_pledges(client: httpx.Client, pledges: dict[str, Tracked], everything: list[Body]) -> None:
    single, joint = pledges.values()
    assert found(client.get(PATH, params={"pledge": single.id}))["items"] == single.listed()
    assert found(client.get(PATH, params={"pledge": [single.id, joint.id]}))["items"] == everything
    assert found(client.get(PATH, params={"pledge": "the-successor"}))["items"] == []
    assert invalid(client.get(PATH, params={"pledge": [single.id, "no-such-pledge"]})) == ["pledge"]
    refused(client.get("/v1/pledges/no-such-pledge/status-changes"), 404, "not-found")
    assert invalid(client.get(single.changes, params={"pledge": joint.id})) == ["pledge"]


def test_recorded_since(client: httpx.Client, everything: list[Body]) -> None:
    for index in (0, 5, len(everything) - 1):
        since = everything[index]["recorded_at"]
        assert found(client.get(PATH, params={"recorded_since": since}))["items"] == everything[index:]
    assert found(client.get(PATH, params={"recorded_since": "9999-01-01T00:00:00+00:00"}))["items"] == []


SORTS: dict[str, Callable[[list[Body]], list[Body]]] = {
    "recorded": list,
    "-recorded": lambda changes: changes[::-1],
    "effective_on": lambda changes: sorted(changes, key=day),
    "-effective_on": lambda changes: sorted(changes, key=day)[::-1],
}


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 3, 10])
def test_the_pages_are_the_list(client: httpx.Client, everything: list[Body], sort: str, limit: int) -> None:
    found_items = [change for page in pages(client, {"sort": sort, "limit": limit}) for change in page]
    assert found_items == SORTS[sort](everything)


@settings(max_examples=20)
@given(
    sort=st.sampled_from(list(SORTS)),
    limit=st.integers(1, 12),
    names=st.sets(st.sampled_from(list(FILTERS)), max_size=3),
)
def test_whatever_the_filters(
    client: httpx.Client, everything: list[Body], sort: str, limit: int, names: set[str]
) -> None:
    query: dict[str, Any] = {"sort": sort, "limit": limit}
    chosen = {parameter(name): FILTERS[name] for name in sorted(names)}
    for name, (value, _holds) in chosen.items():
        query[name] = value
    expected = [change for change in everything if all(holds(change) for _value, holds in chosen.values())]
    assert [change for page in pages(client, query) for change in page] == SORTS[sort](expected)


def pages(client: httpx.Client, query: dict[str, Any]) -> Iterator[list[Body]]:
    """Yield the pages of a list, by their cursors; the links lead the same way."""
    cursor: dict[str, str] = {}
    while True:
        response = client.get(PATH, params=query | cursor)
        page = found(response)
        assert len(page["items"]) <= query["limit"]
        yield page["items"]
        if page["next_cursor"] is None:
            assert "link" not in response.headers
            return
        assert len(page["items"]) == query["limit"]
        cursor = {"cursor": page["next_cursor"]}
        assert found(client.get(response.links["next"]["url"])) == found(client.get(PATH, params=query | cursor))


def test_a_cursor_belongs_to_its_list(
    client: httpx.Client, pledges: dict[str, Tracked], everything: list[Body]
) -> None:
    query: dict[str, Any] = {"sort": "effective_on", "limit": 2}
    cursor = found(client.get(PATH, params=query))["next_cursor"]
    for other in ({"sort": "recorded"}, {"status": "planned"}, {"withdrawn": "true"}):
        refused(client.get(PATH, params=query | {"cursor": cursor} | other), 400, "bad-cursor")
    for path in ("/v1/pledges", pledges["single"].changes):
        refused(client.get(path, params={"cursor": cursor}), 400, "bad-cursor")
    assert found(client.get(PATH, params=query | {"cursor": cursor, "limit": 5}))["items"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "done"),
        ("party", "x y"),
        ("pledge", "X"),
        ("guard", "party"),
        ("is_reversal", "perhaps"),
        ("effective_from", "2025-06"),
        ("recorded_since", "2025-06-01"),
        ("sort", "status"),
        ("limit", "201"),
        ("limit", "0"),
        ("count", "yes"),
        ("form", "written"),
        ("colour", "red"),
    ],
)
def test_what_is_no_filter_is_refused(client: httpx.Client, name: str, value: str) -> None:
    assert [place.split(".")[0] for place in invalid(client.get(PATH, params={name: value}))] == [name]


def test_nothing_is_a_list_too(client: httpx.Client, world: None) -> None:
    empty = found(client.get("/v1/pledges/the-successor/status-changes", params={"count": "exact"}))
    assert empty == {"items": [], "next_cursor": None, "count": 0}


def test_reading_is_public(anonymous: httpx.Client, everything: list[Body]) -> None:
    assert found(anonymous.get(PATH))["items"] == everything


def test_a_list_has_a_tag(client: httpx.Client, everything: list[Body]) -> None:
    tag = client.get(PATH).headers["etag"]
    assert client.get(PATH, headers={"If-None-Match": tag}).status_code == 304
    for other in ({"limit": "3"}, {"sort": "-recorded"}, {"status": "planned"}):
        assert client.get(PATH, params=other, headers={"If-None-Match": tag}).status_code == 200
