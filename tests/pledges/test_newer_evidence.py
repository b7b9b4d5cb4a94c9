"""Sources and actions that the last status of a pledge cannot know of, in answers, filters and statistics."""

from typing import Any

import httpx
import pytest

from tests.answers import document
from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import Tracked

# Of the 14th and the 15th, of the whole month, and of July.
BEFORE, AFTER, IN_THE_MONTH, MUCH_LATER = "of-2025-06-14", "of-2025-06-15", "of-2025-06", "of-2025-07"
IMPLEMENTER = {"participant": "the-ministry", "role": "implementer"}


def is_newer(pledge: Tracked, **moment: str) -> bool:
    """Return whether there is newer evidence, having seen that the status, lists and statistics say the same."""
    client, query = pledge.client, {"id": pledge.id, **moment}
    newer: bool = client.get(pledge.path, params=moment).json()["newer_evidence"]
    assert client.get(f"{pledge.path}/status", params=moment).json()["newer_evidence"] is newer
    (same,) = client.get("/v1/pledges", params=query).json()["items"]
    assert same["newer_evidence"] is newer
    for asked in (True, False):
        narrowed = query | {"newer_evidence": str(asked).lower()}
        found = client.get("/v1/pledges", params=narrowed).json()["items"]
        assert [one["newer_evidence"] for one in found] == [newer] * (asked is newer)
        assert client.get("/v1/stats/overview", params=narrowed).json()["total"] == len(found)
    assert client.get("/v1/stats/overview", params=query).json()["flags"]["newer_evidence"] == newer
    return bool(newer)


def cite(pledge: Tracked, *sources: str) -> None:
    citations = [{"source": source} for source in sources]
    document(pledge.patch({"citations": citations}))


@pytest.fixture
def act(client: httpx.Client, unique: Unique) -> Any:
    """Return what records an action about a pledge, and gives its path."""

    def act(pledge: Tracked, happened: str | None) -> str:
        path = f"/v1/actions/{unique('action')}"
        about = [{"pledge": pledge.id, "relation": "possibly_related"}]
        body = {"kind": "other", "title": "An action", "happened": happened, "about": about}
        document(client.put(path, json=body))
        return path

    return act


@pytest.mark.parametrize(
    ("source", "expected"),
    [(BEFORE, False), (AFTER, True), (IN_THE_MONTH, False), (MUCH_LATER, True), ("undated", False)],
)
def test_a_source_is_newer_if_it_surely_came_out_later(track: Track, source: str, *, expected: bool) -> None:
    pledge = track(citations=[{"source": "undated"}, {"source": source}])
    assert is_newer(pledge) is False, "without a status nothing is newer"
    pledge.judge("in_progress", "2025-06-14")
    assert is_newer(pledge) is expected


def test_actions_are_evidence_too(track: Track, act: Any, client: httpx.Client) -> None:
    pledge, other = track(), track()
    for one in (pledge, other):
        one.judge("in_progress", "2025-06-14")
    act(pledge, None)
    path = act(pledge, "2025-06-14")
    assert is_newer(pledge) is False
    at = client.get("/v1/ledger").json()["at"]
    document(client.patch(path, json={"happened": "2025-06-15"}))
    assert (is_newer(pledge), is_newer(other), is_newer(pledge, known_at=at)) == (True, False, False)
    assert (is_newer(pledge, as_of="2025-06-14"), is_newer(pledge, as_of="2025-06-15")) == (False, True)
    client.delete(path).raise_for_status()
    assert is_newer(pledge) is False


def test_a_status_is_the_last_of_the_whole_or_of_a_promisor(track: Track) -> None:
    parties = [{"participant": name, "role": "promisor"} for name in ("guatemala", "mexico")]
    pledge = track(parties=[*parties, IMPLEMENTER], citations=[{"source": AFTER}])
    pledge.judge("planned", "2025-06-01", party=None)
    assert is_newer(pledge)
    pledge.judge("in_progress", "2025-06-20", party="the-ministry")
    assert is_newer(pledge), "what implementers do decides nothing for the pledge"
    change = pledge.judge("in_progress", "2025-06-15", party="mexico")
    assert (is_newer(pledge), is_newer(pledge, as_of="2025-06-14")) == (False, False)
    at = pledge.client.get("/v1/ledger").json()["at"]
    pledge.withdraw(change).raise_for_status()
    assert (is_newer(pledge), is_newer(pledge, known_at=at)) == (True, False)


def test_sources_that_were_searched_for_a_status_are_not_newer(track: Track) -> None:
    pledge = track(citations=[{"source": AFTER}])
    pledge.judge("no_verified_progress", "2025-06-01", sources_reviewed_up_to="2025-06-15")
    assert is_newer(pledge) is False
    cite(pledge, AFTER, MUCH_LATER)
    assert (is_newer(pledge), is_newer(pledge, as_of="2025-06-30")) == (True, False)
    pledge.judge("in_progress", "2025-07-02")
    assert is_newer(pledge) is False


def test_a_source_may_turn_out_to_be_newer(track: Track, client: httpx.Client, unique: Unique) -> None:
    source = unique("source")
    path = f"/v1/sources/{source}"
    document(client.put(path, json={"kind": "news_report", "title": "A report", "published": "2025-06-01"}))
    pledge = track(citations=[{"source": source}])
    pledge.judge("in_progress", "2025-06-14")
    assert is_newer(pledge) is False
    at = client.get("/v1/ledger").json()["at"]
    document(client.patch(path, json={"published": "2025-07-01"}))
    assert (is_newer(pledge), is_newer(pledge, known_at=at)) == (True, False)
    assert document(pledge.patch({"summary": "told"}))["newer_evidence"] is True
    cite(pledge, BEFORE)
    assert is_newer(pledge) is False


def test_what_is_scheduled_is_no_status_yet(track: Track) -> None:
    pledge = track(citations=[{"source": AFTER}])
    pledge.judge("in_progress", "2025-06-01")
    pledge.judge("suspended", "2090-01-01", announced_on="2025-06-20")
    assert is_newer(pledge)
