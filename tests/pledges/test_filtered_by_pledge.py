"""Lists of parts over all pledges, by pledge: at every moment what was answered then, and of several what each has."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found, saying
from tests.refusals import refused

LISTS: Mapping[str, Body] = {
    "status-changes": saying("planned"),
    "assessments": {
        "score": 1,
        "axis": "outcome",
        "period": "2025",
        "assessor": "the-union",
        "assessor_kind": "independent",
        "rationale": "As seen",
    },
}


def listed(client: httpx.Client, path: str, pledges: Sequence[str], **clocks: str) -> list[tuple[str, str]]:
    """Return the pledges and ids of what a list answers for pledges, page by page."""
    items: list[tuple[str, str]] = []
    cursor: Mapping[str, str] = {}
    while True:
        asked = {"pledge": list(pledges), "limit": "1", "count": "exact", **clocks, **cursor}
        page = found(client.get(f"/v1/{path}", params=asked))
        items += [(item["pledge"]["id"], item["id"]) for item in page["items"]]
        if page["next_cursor"] is None:
            assert page["count"] == len(items)
            return items
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize("path", LISTS)
def test_at_every_moment_it_answers_what_it_answered_then(
    client: httpx.Client, unique: Unique, world: None, path: str
) -> None:
    first, second = unique("pledge"), unique("pledge")
    asked = [[first], [second], [first, second], [second, first]]
    answered: list[tuple[str, list[list[tuple[str, str]]]]] = []

    def look() -> None:
        answered.append((found(client.get("/v1/ledger"))["at"], [listed(client, path, pledges) for pledges in asked]))

    for record in (first, second):
        client.put(f"/v1/pledges/{record}", json=pledge()).raise_for_status()
    look()
    for record in (first, second):
        client.post(f"/v1/pledges/{record}/{path}", json=LISTS[path]).raise_for_status()
        look()
    client.delete(f"/v1/pledges/{second}", headers={"If-Match": "*"}).raise_for_status()
    look()
    for at, expected in answered:
        then = [listed(client, path, pledges, known_at=at) for pledges in asked]
        assert then == expected
        # Repeated, it is one or the other.
        assert sorted(then[2]) == sorted(then[3]) == sorted(then[0] + then[1])
    assert [len(answer[2]) for _at, answer in answered] == [0, 1, 2, 1]


@pytest.mark.parametrize("path", LISTS)
def test_one_that_was_not_there_yet_adds_nothing(client: httpx.Client, track: Track, path: str) -> None:
    early, late = track(announced="2020"), track(announced="2025-05-01")
    for tracked in (early, late):
        client.post(f"{tracked.path}/{path}", json=LISTS[path]).raise_for_status()
    both = [early.id, late.id]
    for clocks, there in (
        ({"known_at": "2020-01-01T00:00:00Z"}, []),
        ({"as_of": "2025-04-30"}, []),
        ({"as_of": "2026-01-01"}, both),
    ):
        for order in permutations(both):
            assert {one for one, _part in listed(client, path, order, **clocks)} == set(there)
        # Under its address, a pledge is what is asked for: there it must have been.
        answer = client.get(f"{late.path}/{path}", params=clocks)
        if there:
            found(answer)
        else:
            refused(answer, 404, "not-found")


def test_under_its_address_a_pledge_must_have_been_there(client: httpx.Client, track: Track) -> None:
    tracked: Tracked = track()
    for path in ("status-changes", "assessments", "measurements", "milestones"):
        then = {"known_at": "2020-01-01T00:00:00Z"}
        refused(client.get(f"{tracked.path}/{path}", params=then), 404, "not-found")
        refused(client.get(f"/v1/pledges/there-is-none/{path}"), 404, "not-found")
        refused(client.get(f"/v1/pledges/there-is-none/{path}", params=then), 404, "not-found")


@pytest.mark.parametrize("path", LISTS)
def test_a_pledge_that_was_merged_and_restored_since_is_listed_once(
    client: httpx.Client, track: Track, path: str
) -> None:
    one, other = track(), track()
    client.post(f"{one.path}/{path}", json=LISTS[path]).raise_for_status()
    at = found(client.get("/v1/ledger"))["at"]

    def everywhere() -> list[str]:
        """Return the pledges of the whole list as it was, newest first, as far as this one."""
        page = found(client.get(f"/v1/{path}", params={"known_at": at, "sort": "-recorded", "limit": "2"}))
        return [item["pledge"]["id"] for item in page["items"]]

    def count() -> int:
        counted = found(client.get(f"/v1/{path}", params={"known_at": at, "count": "exact", "limit": "1"}))["count"]
        assert isinstance(counted, int)
        return counted

    before, first = count(), everywhere()
    assert first.count(one.id) == 1
    merged = {"into": other.id, "reason": "one and the same"}
    for action, body in (("merge", merged), ("unmerge", {"reason": "two after all"})):
        client.post(f"{one.path}/{action}", json=body).raise_for_status()
        assert (count(), everywhere()) == (before, first), action
