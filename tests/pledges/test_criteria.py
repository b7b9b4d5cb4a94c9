"""Criteria that were written after the verdict that they are for: told, found, counted and warned of."""

import httpx
import pytest

from app.ledger.entries.redaction import redact
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found, saying
from tests.serving import Service

TEN, TWENTY = "Ten ports are open.", "Twenty ports are open."


def is_told(pledge: Tracked, **moment: str) -> bool:
    """Return what a pledge tells, having held its status report and the list to it."""
    document = found(pledge.client.get(pledge.path, params=moment))
    told = document["criteria_after_verdict"]
    report = found(pledge.client.get(f"{pledge.path}/status", params=moment))
    assert (report["criteria"], report["criteria_after_verdict"]) == (document["criteria"], told)
    for flag in (True, False):
        query = {"id": pledge.id, "criteria_after_verdict": str(flag).lower(), **moment}
        listed = [one["id"] for one in found(pledge.client.get("/v1/pledges", params=query))["items"]]
        assert listed == ([pledge.id] if told is flag else [])
    counted = found(pledge.client.get("/v1/stats/overview", params={"promisor": "guatemala", **moment}))
    listed = found(
        pledge.client.get(
            "/v1/pledges", params={"promisor": "guatemala", "criteria_after_verdict": "true", "limit": 200, **moment}
        )
    )["items"]
    assert counted["flags"]["criteria_after_verdict"] == len(listed)
    return bool(told)


def at(pledge: Tracked) -> str:
    """Return the instant of the pledge's last entry."""
    return str(pledge.read()["updated_at"])


def give(pledge: Tracked, **criteria: str | None) -> list[str]:
    """Give a pledge criteria, and return what the answer warns of."""
    return warned(pledge.patch({"criteria": criteria}), "criteria_after_verdict")


def warned(answer: httpx.Response, code: str) -> list[str]:
    """Return where a good answer warns of something."""
    assert answer.is_success, answer.text
    return [one["pointer"] for one in answer.json().get("warnings", []) if one["code"] == code]


def test_criteria_before_the_verdict_are_shown_beside_it(track: Track) -> None:
    pledge = track("guatemala")
    assert give(pledge, fulfilled=TEN) == []
    pledge.judge("fulfilled")
    assert not is_told(pledge)
    report = found(pledge.client.get(f"{pledge.path}/status"))
    assert report["criteria"] == {"fulfilled": TEN, "partially_fulfilled": None, "not_fulfilled": None}
    # Other criteria than for the verdict, and other fields, change nothing.
    assert give(pledge, not_fulfilled="None is open.") == []
    pledge.patch({"title": "Another title"})
    assert not is_told(pledge)
    assert pledge.read()["counts"]["judged_before_criteria"] == 0


def test_criteria_after_the_verdict_are_flagged_at_every_moment(track: Track) -> None:
    pledge = track("guatemala", "mexico")
    pledge.patch({"criteria": {"fulfilled": TEN}})
    pledge.judge("fulfilled", "2025-06-01", party="mexico")
    pledge.judge("fulfilled", "2025-07-01")
    before = at(pledge)
    assert give(pledge, fulfilled=TWENTY) == ["/criteria/fulfilled"]
    after = at(pledge)
    assert pledge.read()["counts"]["judged_before_criteria"] == 2
    assert is_told(pledge)
    assert not is_told(pledge, known_at=before)
    assert is_told(pledge, known_at=after)
    # By then nobody had judged; on the next day one had.
    assert not is_told(pledge, as_of="2025-05-31")
    assert is_told(pledge, as_of="2025-06-01")
    # What is judged by the new criterion does not take the old verdict back.
    pledge.judge("in_progress", "2025-08-01")
    pledge.judge("fulfilled", "2025-09-01")
    assert is_told(pledge)
    assert pledge.read()["counts"]["judged_before_criteria"] == 2


def test_withdrawing_the_verdict_or_the_criterion_ends_it(track: Track) -> None:
    pledge = track("guatemala")
    first, second = pledge.judge("not_fulfilled"), pledge.judge("not_fulfilled", "2025-07-01")
    assert give(pledge, not_fulfilled=TEN) == ["/criteria/not_fulfilled"]
    flagged = at(pledge)
    pledge.withdraw(first)
    assert is_told(pledge)
    pledge.withdraw(second)
    assert not is_told(pledge)
    assert is_told(pledge, known_at=flagged)
    pledge.judge("not_fulfilled", "2025-08-01")
    assert not is_told(pledge)
    pledge.patch({"criteria": None})
    assert not is_told(pledge)
    # One that is given again is a new one.
    assert give(pledge, not_fulfilled=TEN) == ["/criteria/not_fulfilled"]
    assert is_told(pledge)


def test_a_verdict_put_right_stays_where_it_was(track: Track) -> None:
    pledge = track("guatemala")
    pledge.patch({"criteria": {"fulfilled": TEN}})
    change = pledge.judge("fulfilled")
    give(pledge, fulfilled=TWENTY)
    etag = pledge.client.get(pledge.path).headers["etag"]
    corrected = pledge.client.patch(
        f"{pledge.changes}/{change}", json={"reason": "Said better"}, headers={"If-Match": etag}
    )
    assert corrected.is_success, corrected.text
    assert is_told(pledge)


def test_a_merge_and_its_undoing_keep_it(track: Track) -> None:
    pledge, other = track("guatemala"), track("guatemala")
    pledge.judge("fulfilled")
    give(pledge, fulfilled=TEN)
    other.patch({"criteria": {"fulfilled": TEN}})
    other.judge("fulfilled")
    merged = pledge.client.post(f"{pledge.path}/merge", json={"into": other.id, "reason": "the same"})
    assert merged.is_success, merged.text
    assert not is_told(other)
    undone = pledge.client.post(f"{pledge.path}/unmerge", json={"reason": "not the same"})
    assert undone.is_success, undone.text
    assert is_told(pledge)
    assert not is_told(other)


@pytest.mark.parametrize(("then", "told"), [(TEN, False), (TWENTY, True)])
def test_redaction_hides_no_change_and_makes_none(service: Service, track: Track, then: str, *, told: bool) -> None:
    pledge = track("guatemala")
    pledge.patch({"criteria": {"fulfilled": TEN}})
    pledge.judge("fulfilled")
    pledge.patch({"summary": "A name that nobody should have written", "criteria": {"fulfilled": then}})
    changed = [one["entry"] for one in found(pledge.client.get(f"{pledge.path}/revisions"))["items"]]
    pledge.patch({"summary": None})
    assert is_told(pledge) is told
    service.write(redact, [max(changed)], "a test")
    assert is_told(pledge) is told


def test_what_was_written_first_is_not_written_later_by_redaction(service: Service, track: Track) -> None:
    pledge = track("guatemala", criteria={"fulfilled": TEN}, summary="A name that nobody should have written")
    created = [one["entry"] for one in found(pledge.client.get(f"{pledge.path}/revisions"))["items"]]
    pledge.judge("fulfilled")
    pledge.patch({"summary": None})
    service.write(redact, created, "a test")
    assert not is_told(pledge)
    pledge.patch({"criteria": {"fulfilled": TWENTY}})
    assert is_told(pledge)


def test_it_is_not_written(track: Track) -> None:
    pledge = track("guatemala")
    refusal = pledge.patch({"criteria_after_verdict": False})
    assert refusal.status_code == 422
    assert "/criteria_after_verdict" in refusal.text


def test_a_party_that_ended_before_the_announcement_is_told(track: Track) -> None:
    pledge = track("guatemala", announced="2025-02")
    parties: list[Body] = [{"participant": "guatemala", "role": "promisor"}]

    for ended, places in (("2025-01", ["/parties/1/to"]), ("2025-02-01", [])):
        gone = {"participant": "mexico", "role": "promisee", "to": ended}
        assert warned(pledge.patch({"parties": [*parties, gone]}), "party_ended") == places


def test_judging_short_before_the_amended_due_is_told(track: Track) -> None:
    pledge = track("guatemala", due="2025-06-30")
    amendment = {
        "effective_on": "2025-06-01",
        "changes": {"due": "2025-12-31"},
        "reason": "They agreed on another day.",
        "citations": [{"source": "undated"}],
    }
    assert pledge.client.post(f"{pledge.path}/amendments", json=amendment).is_success
    for day, places in (("2025-07-31", ["/effective_on"]), ("2026-01-01", [])):
        assert warned(pledge.ask(saying("not_fulfilled", day)), "ended_before_due") == places
