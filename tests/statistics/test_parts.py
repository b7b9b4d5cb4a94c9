"""A promise that is recorded as a whole and in parts counts once for each promisor, on any day, in every statistic."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import Serve
from tests.databases import Databases

Body = dict[str, Any]
PLEDGES: list[tuple[str, str | None, str, list[str]]] = [
    ("whole", None, "2025-01-10", ["ana", "ben"]),
    ("middle", "whole", "2025-02-10", ["ben"]),
    # Below one that does not bind the same.
    ("lowest", "middle", "2025-03-10", ["ana"]),
    ("other", "whole", "2025-03-20", ["eva"]),
    ("alone", None, "2025-01-20", ["ana"]),
]
"""Each with what it is part of, its day, and who owes it."""

COUNTED = {
    "leaves": {"middle": "ben", "lowest": "ana", "other": "eva", "alone": "ana"},
    "wholes": {"whole": "ana ben", "other": "eva", "alone": "ana"},
    "all": {"whole": "ana ben", "middle": "ben", "lowest": "ana", "other": "eva", "alone": "ana"},
}
"""The pledges that count today, each with those for whom it does."""

EARLIER = {
    "leaves": {"whole": "ana", "middle": "ben", "alone": "ana"},
    "wholes": {"whole": "ana ben", "alone": "ana"},
    "all": {"whole": "ana ben", "middle": "ben", "alone": "ana"},
}
"""The same on a day before the last parts were announced."""

MOMENTS: list[tuple[Body, dict[str, dict[str, str]]]] = [({}, COUNTED), ({"as_of": "2025-02-28"}, EARLIER)]


@pytest.fixture(scope="module")
def anonymous(databases: Databases, backend: str, serving: Serve) -> Iterator[httpx.Client]:
    """Return a client without a key, of a service that knows the pledges."""
    with serving(databases.create(backend)) as service:
        with service.client("write") as client:
            for name in ("ana", "ben", "eva", "zoe"):
                client.put(f"/v1/participants/{name}", json={"kind": "person", "name": name}).raise_for_status()
            client.put("/v1/topics/ports", json={"name": "Ports"}).raise_for_status()
            for pledge, whole, day, promisors in PLEDGES:
                body: Body = {
                    "title": pledge,
                    "announced": day,
                    "topics": ["ports"] if pledge == "whole" else [],
                    "parties": [
                        {"participant": "zoe", "role": "promisee"},
                        *({"participant": promisor, "role": "promisor"} for promisor in promisors),
                    ],
                    "links": [] if whole is None else [{"type": "part_of", "pledge": whole}],
                }
                client.put(f"/v1/pledges/{pledge}", json=body).raise_for_status()
        with service.client() as client:
            yield client


def read(client: httpx.Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/v1/{path}", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    return answer.json()


def ids(client: httpx.Client, **query: Any) -> set[str]:
    return {pledge["id"] for pledge in read(client, "pledges", **query)["items"]}


@pytest.mark.parametrize("rollup", ["leaves", "wholes", "all"])
def test_lists(anonymous: httpx.Client, rollup: str) -> None:
    for moment, counted in MOMENTS:
        expected = counted[rollup]
        assert ids(anonymous, rollup=rollup, **moment) == expected.keys()
        for name in ("ana", "ben", "eva"):
            owed = {pledge for pledge, promisors in expected.items() if name in promisors.split()}
            assert ids(anonymous, rollup=rollup, promisor=name, **moment) == owed
            assert ids(anonymous, rollup=rollup, promisor_under=name, status="not_assessed", **moment) == owed
            assert ids(anonymous, rollup=rollup, promisor=name, status="planned", **moment) == set()


@pytest.mark.parametrize("rollup", ["leaves", "wholes", "all"])
def test_statistics(anonymous: httpx.Client, rollup: str) -> None:
    for moment, counted in MOMENTS:
        expected, query = counted[rollup], {"rollup": rollup, **moment}
        owing = " ".join(expected.values()).split()
        assert read(anonymous, "stats/overview", **query)["total"] == len(expected)
        assert read(anonymous, "stats/timeline", **query)["items"][-1]["total"] == len(expected)
        rows = read(anonymous, "stats/matrix", **query)["items"]
        assert {row["promisor"]["id"]: row["total"] for row in rows} == {name: owing.count(name) for name in owing}
        for row in rows:
            assert len(anonymous.get(row["pledges"]).json()["items"]) == row["total"]
        assert read(anonymous, "stats/compliance", **query)["overall"]["total"] == len(owing)
        by_participant = read(anonymous, "stats/trackability", **query)
        assert by_participant["overall"]["total"] == len(expected)
        assert {row["participant"]["id"]: row["total"] for row in by_participant["items"]} == {
            name: owing.count(name) for name in owing
        }


def test_a_whole_drops_out_on_the_day_of_the_part(anonymous: httpx.Client) -> None:
    for promisor, totals in (({}, [2, 3, 4]), ({"promisor": "ana"}, [2, 2, 2]), ({"promisor": "ben"}, [1, 1, 1])):
        rows = read(anonymous, "stats/timeline", as_of="2025-03-31", **promisor)["items"]
        assert [row["total"] for row in rows] == totals
        for row, day in zip(rows, ("2025-01-31", "2025-02-28", "2025-03-31"), strict=True):
            assert read(anonymous, "stats/overview", as_of=day, **promisor)["total"] == row["total"]


def test_lists_begin_with_all_and_statistics_with_leaves(anonymous: httpx.Client) -> None:
    assert ids(anonymous) == COUNTED["all"].keys()
    assert read(anonymous, "stats/overview") == read(anonymous, "stats/overview", rollup="leaves")
    rule = read(anonymous, "vocabulary")["judgements"]["rollup"]
    assert "Lists begin with all, statistics with leaves" in rule


def test_what_other_filters_leave_out_still_stands_for_its_whole(anonymous: httpx.Client) -> None:
    assert ids(anonymous, topic="ports") == {"whole"}
    assert ids(anonymous, topic="ports", rollup="leaves") == set()
    assert read(anonymous, "stats/overview", topic="ports")["total"] == 0


def test_another_word_is_refused(anonymous: httpx.Client) -> None:
    for path in ("pledges", "stats/overview"):
        refused = anonymous.get(f"/v1/{path}", params={"rollup": "parts"})
        assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert "'leaves', 'wholes' or 'all'" in refused.text
