"""Conditions: met from a day on, or when another pledge is fulfilled; until then no pledge is overdue or due soon."""

from datetime import UTC, datetime, timedelta

import httpx

from app.values.times.dates import today_utc
from tests.amendments.amending import amended, asked, listed
from tests.pledges.conftest import Track
from tests.pledges.tracked import Tracked, found
from tests.refusals import refused


def stands(tracked: Tracked, **moment: str) -> tuple[bool, bool, bool]:
    """Return whether the pledge is conditional, overdue and due soon, the same wherever it is read."""
    pledge = found(tracked.client.get(tracked.path, params=moment))
    shown = tuple(pledge[name] for name in ("conditional", "overdue", "due_soon"))
    for name, value in zip(("conditional", "overdue", "due_soon"), shown, strict=True):
        for flag in (True, False):
            there = tracked.id in listed(tracked.client, id=tracked.id, **{name: str(flag).lower()}, **moment)
            assert there == (value == flag), (name, flag)
            counted = found(
                tracked.client.get("/v1/stats/overview", params={"id": tracked.id, name: str(flag).lower()} | moment)
            )
            assert counted["total"] == (value == flag), (name, flag)
    for flag in (True, False):
        asked = {"id": tracked.id, "promisor": "guatemala", "overdue": str(flag).lower()} | moment
        assert (tracked.id in listed(tracked.client, **asked)) == (shown[1] == flag)
    (item,) = found(tracked.client.get("/v1/pledges", params={"id": tracked.id} | moment))["items"]
    assert item == pledge
    status = found(tracked.client.get(f"{tracked.path}/status", params=moment))
    assert shown == tuple(status[name] for name in ("conditional", "overdue", "due_soon"))
    return shown


def test_a_condition_is_met_from_a_day_on(track: Track) -> None:
    tracked = track(due="2024-06-30", conditions=[{"text": "if paid for"}, {"text": "if asked", "met_on": "2024-02"}])
    assert stands(tracked) == (True, False, False)
    paid = {"text": "if paid for", "met_on": "2025-03-10"}
    assert found(tracked.patch({"conditions": [paid, {"text": "if asked", "met_on": "2024-02"}]}))["overdue"]
    assert stands(tracked) == (False, True, False)
    assert stands(tracked, as_of="2025-03-09") == (True, False, False)
    assert stands(tracked, as_of="2025-03-10") == (False, True, False)
    soon = (today_utc() + timedelta(days=3)).isoformat()
    waiting, not_waiting = track(due=soon, conditions=[{"text": "if paid for"}]), track(due=soon)
    assert (stands(waiting), stands(not_waiting)) == ((True, False, False), (False, False, True))


def test_a_condition_is_met_when_the_pledge_it_names_is_fulfilled(track: Track, client: httpx.Client) -> None:
    needed = track("guatemala", "mexico")
    created = track(due="2024-06-30", conditions=[{"text": "once that is done", "pledge": needed.id}])
    tracked = created
    assert stands(tracked) == (True, False, False)
    needed.judge("fulfilled", "2025-03-10", party="guatemala")
    assert stands(tracked) == (True, False, False)
    change = needed.judge("fulfilled", "2025-03-11", party="mexico")
    then = datetime.now(UTC).isoformat()
    assert stands(tracked) == (False, True, False)
    assert stands(tracked, as_of="2025-03-10") == (True, False, False)
    assert stands(tracked, as_of="2025-03-11") == (False, True, False)
    assert needed.withdraw(change).is_success
    assert stands(tracked) == (True, False, False)
    assert stands(tracked, known_at=then) == (False, True, False)
    # What is answered to a write is what is read.
    answer = found(tracked.patch({"summary": "In short"}))
    assert answer == tracked.read()
    assert client.get(tracked.path).json()["conditional"]
    needed.judge("fulfilled", "2025-03-12")
    assert not found(tracked.patch({"summary": "Shorter"}))["conditional"]
    # A day suffices as well as the pledge: either meets it.
    both = track(due="2024", conditions=[{"text": "a", "pledge": track().id, "met_on": "2025"}])
    assert stands(both) == (False, True, False)


def test_amended_conditions_hold_from_their_day(track: Track) -> None:
    tracked = track(due="2024-06-30")
    assert stands(tracked) == (False, True, False)
    amended(tracked, "2025-03-10", conditions=[{"text": "if paid for"}])
    assert stands(tracked) == (True, False, False)
    assert stands(tracked, as_of="2025-03-09") == (False, True, False)
    amended(tracked, "2025-04-01", conditions=[])
    assert stands(tracked) == (False, True, False)
    assert stands(tracked, as_of="2025-03-31") == (True, False, False)


def test_no_amendment_lets_a_pledge_wait_for_itself(track: Track) -> None:
    first, second = track(), track()
    amended(second, "2025-03-10", conditions=[{"text": "once done", "pledge": first.id}])
    pointer = "/changes/conditions/0/pledge"
    for other, message in (
        (first.id, "name another pledge than this one"),
        (second.id, f"closes a cycle: {first.id} waits for {second.id} waits for {first.id}"),
    ):
        changes = {"conditions": [{"text": "once done", "pledge": other}]}
        answer = refused(asked(first, "2025-03-11", changes), 422, "invalid-content")
        assert answer["errors"] == [{"pointer": pointer, "message": message}]
        answer = refused(first.patch(changes), 422, "invalid-content")
        assert [error["message"] for error in answer["errors"]] == [message]


def test_links_show_what_is_waited_for(track: Track, client: httpx.Client) -> None:
    needed = track(title="Needed")
    tracked = track()
    amended(tracked, "2025-03-10", conditions=[{"text": "once done", "pledge": needed.id}])
    page = found(client.get(f"{tracked.path}/links"))
    assert page["waits_for"] == [{"id": needed.id, "title": "Needed", "status": "not_assessed"}]
    assert page["conditions"] == tracked.read()["conditions"]
    needed.judge("fulfilled")
    assert found(client.get(f"{tracked.path}/links"))["waits_for"] == []
