"""Assessments, measurements and milestones as they were known at an instant, and as of a day."""

from collections.abc import Callable, Mapping

import httpx

from tests.assessments.conftest import ask, saying, withdraw
from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found
from tests.refusals import invalid, refused

PART_TYPES = ("assessments", "measurements", "milestones")
QUERIES: Mapping[str, tuple[dict[str, str], ...]] = {
    "assessments": (
        {"sort": "-period", "limit": "2"},
        {"score": "1"},
        {"assessor": "panama", "axis": "completion"},
        {"assessor_kind": "media"},
        {"published_scale": "Four steps"},
        {"party": "mexico"},
        {"disputed": "true"},
        {"superseded": "true"},
        {"superseded": "false", "withdrawn": "false"},
        {"withdrawn": "true", "count": "exact"},
        {"period_from": "2023-01-01"},
        {"period_to": "2023-01-01"},
        {"source": "undated"},
        {"scale": "percent", "sort": "-recorded"},
    ),
    "measurements": ({"sort": "period"}, {"withdrawn": "false"}, {"period_to": "2024-01-01"}, {"party": "mexico"}),
    "milestones": (
        {"sort": "-due"},
        {"done": "true"},
        {"done": "false"},
        {"due_before": "2025-01-01"},
        {"due_after": "2024-12-31"},
    ),
}

LOOKED_AT = {0, 3, 6, 9, 12}
"""After which of the writes the lists are looked at."""


def listed(tracked: Tracked, part_type: str, query: Mapping[str, str]) -> list[Body]:
    """Return all items of a list, page by page, whatever else the pages hold."""
    items: list[Body] = []
    cursor: dict[str, str] = {}
    while True:
        page = found(tracked.client.get(f"{tracked.path}/{part_type}", params={**query, **cursor}))
        items += page["items"]
        if "count" in query:
            assert page["count"] == len(items)
        if page["next_cursor"] is None:
            return items
        assert len(page["items"]) == int(query["limit"])
        cursor = {"cursor": page["next_cursor"]}


def everything(tracked: Tracked, **moment: str) -> list[list[Body]]:
    """Return what every list answers to every query."""
    return [
        listed(tracked, part_type, query | moment) for part_type, queries in QUERIES.items() for query in ({}, *queries)
    ]


def test_as_they_were_known(client: httpx.Client, unique: Unique, track: Track) -> None:
    target = {"indicator": "it", "measure": "count", "direction": "at_least", "value": 9}
    tracked = track("guatemala", "mexico", targets=[target])
    cited = {"citations": [{"source": "undated"}]}
    lab = unique("lab")
    client.put(f"/v1/participants/{lab}", json={"kind": "organization", "name": "The lab"})

    def post(path: str, body: Body) -> httpx.Response:
        return client.post(f"{tracked.path}/{path}", json=body)

    writes: tuple[Callable[[], httpx.Response], ...] = (
        lambda: ask(tracked, saying(1, "panama", party="guatemala", assessor_kind="media") | cited),
        lambda: ask(tracked, saying(-1, lab, party="guatemala", period="2023")),
        lambda: post("measurements", {"period": "2024", "value": 3, "party": "mexico"} | cited),
        lambda: post("milestones", {"id": "a", "title": "A", "due": "2024"}),
        lambda: ask(tracked, saying(1, lab, party="guatemala", period="2023", supersedes=f"{lab}-guatemala-2023")),
        lambda: ask(tracked, saying(0, lab, party="mexico", period="../2022", axis="outcome")),
        lambda: post("milestones", {"id": "b", "title": "B", "due": "2025"}),
        lambda: client.patch(f"{tracked.path}/milestones/a", json={"done_on": "2024-05"}),
        lambda: withdraw(tracked, "panama-guatemala-2024"),
        lambda: client.patch(f"/v1/participants/{lab}", json={"name": "The laboratory"}),
        lambda: client.delete(f"{tracked.path}/milestones/b"),
        lambda: post("measurements", {"period": "../2023", "value": 4} | cited),
        lambda: post("measurements/target-2024-mexico/withdraw", {"reason": "x"}),
    )
    known: list[tuple[str, list[list[Body]]]] = []
    for number, write in enumerate(writes):
        answer = write()
        assert answer.is_success, answer.text
        if number in LOOKED_AT:
            known.append((found(client.get("/v1/ledger"))["at"], everything(tracked)))
    for at, expected in known:
        assert everything(tracked, known_at=at) == expected
    first = found(client.get(f"{tracked.path}/assessments/panama-guatemala-2024", params={"known_at": known[0][0]}))
    assert (first["withdrawn"], first["stands"]) == (None, True)
    refused(client.get(f"{tracked.path}/milestones/a", params={"known_at": known[0][0]}), 404, "not-found")
    refused(client.get(f"{tracked.path}/milestones", params={"known_at": "2020-01-01T00:00:00Z"}), 404, "not-found")


def test_as_of_a_day(client: httpx.Client, track: Track) -> None:
    tracked = track(targets=[{"indicator": "it", "measure": "count", "direction": "at_least", "value": 4}])
    cited = {"citations": [{"source": "undated"}]}
    for year, score in (("2021", -1), ("2022", 0), ("2023", 1)):
        assert ask(tracked, saying(score, period=year)).status_code == 201
        value = {"period": year, "value": int(year) - 2020} | cited
        assert client.post(f"{tracked.path}/measurements", json=value).status_code == 201
    correction = saying(1, period="2023-05", supersedes="the-union-guatemala-2021")
    assert ask(tracked, correction).status_code == 201
    milestone = {"title": "A", "done_on": "2022-06-30"}
    assert client.post(f"{tracked.path}/milestones", json=milestone).status_code == 201

    def ids(part_type: str, day: str) -> list[str]:
        return [item["id"].removeprefix("the-union-guatemala-") for item in listed(tracked, part_type, {"as_of": day})]

    assert (ids("assessments", "2021-12-30"), ids("measurements", "2021-12-31")) == ([], ["target-2021"])
    assert ids("assessments", "2022-12-31") == ["2021", "2022"]
    # What was corrected later was not yet corrected, and how far it had come was less.
    corrected = f"{tracked.path}/assessments/the-union-guatemala-2021"
    assert found(client.get(corrected, params={"as_of": "2022-12-31"}))["stands"] is True
    assert found(client.get(corrected))["stands"] is False
    for day, percent, done in (("2021-12-31", 25, 0), ("2022-12-31", 50, 1), ("2023-12-31", 75, 1)):
        report = found(client.get(f"{tracked.path}/progress", params={"as_of": day}))
        assert (report["progress"]["percent"], report["milestones"]["done"]) == (percent, done)
    change = tracked.judge("planned", "2022-06-01")
    path = f"{tracked.path}/status-changes/{change}"
    assert found(client.get(path, params={"as_of": "2022-06-01"})) == found(client.get(path))
    refused(client.get(path, params={"as_of": "2022-05-31"}), 404, "not-found")
    for address in (path, corrected, *(f"{tracked.path}/{part_type}" for part_type in PART_TYPES)):
        assert len(invalid(client.get(address, params={"as_of": "9998-01-01"}))) == 1
