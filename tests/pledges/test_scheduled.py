"""What is announced for a later day is scheduled: it counts nowhere until that day, when the calendar lets it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.context import Context, context
from app.db.engines import writing_engine
from app.ledger import calendar
from app.ledger.checking.verification import verify
from tests.conftest import Serve
from tests.databases import Databases
from tests.days import day, days_later
from tests.pledges.conftest import WORLD, Track, pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import invalid, refused

TODAY, SOON, LATER = day(0), day(3), day(9)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with days_later(0):
        yield


@pytest.fixture
def database_url(fresh_database_url: str) -> str:
    """Return a database of the test's own: once its ledger has come to a later day, it never goes back."""
    return fresh_database_url


@pytest.fixture
def client(database_url: str, serving: Serve) -> Iterator[httpx.Client]:
    with serving(database_url) as service, service.client("write") as client:
        for collection, record, body in WORLD:
            client.put(f"/v1/{collection}/{record}", json=body).raise_for_status()
        yield client


@pytest.fixture
def track(client: httpx.Client) -> Track:
    def track(*promisors: str, **fields: object) -> Tracked:
        client.put("/v1/pledges/the-pledge", json=pledge(*promisors, **fields)).raise_for_status()
        return Tracked(client, "the-pledge")

    return track


def announced(status: str, day: str = SOON, **fields: object) -> Body:
    return saying(status, day, announced_on=TODAY, **fields)


def take_effect(database_url: str) -> int:
    """Let another process look for what takes effect; return how much did."""
    engine = writing_engine(database_url)
    token = context.set(Context(calendar.ACTOR, "-"))
    try:
        with engine.begin() as connection:
            return calendar.take_effect(connection)
    finally:
        context.reset(token)
        engine.dispose()


def head(client: httpx.Client) -> int:
    number: int = client.get("/v1/ledger").json()["number"]
    return number


def status_of(tracked: Tracked) -> str:
    status: str = tracked.read()["status"]["status"]
    return status


def test_it_is_listed_and_counts_nowhere(client: httpx.Client, track: Track) -> None:
    tracked = track()
    tracked.judge("planned", "2025-06-01")
    answer = tracked.ask(announced("in_progress"))
    change = recorded(answer)
    assert answer.json()["scheduled"] is True
    assert status_of(tracked) == "planned"
    assert tracked.read()["counts"]["status_changes"] == 1
    assert [(one["id"], one["scheduled"]) for one in tracked.listed()] == [
        ("2025-06-01-planned", False),
        (change, True),
    ]
    assert [one["id"] for one in tracked.listed(scheduled=True)] == [change]
    assert [one["id"] for one in tracked.listed(scheduled=False)] == ["2025-06-01-planned"]
    assert [one["id"] for one in tracked.listed(as_of=TODAY)] == ["2025-06-01-planned"]
    assert [one["id"] for one in tracked.listed(sort="-effective_on")] == [change, "2025-06-01-planned"]
    listed = found(client.get("/v1/pledges", params={"status": "planned", "id": tracked.id}))["items"]
    assert [one["id"] for one in listed] == [tracked.id]
    now = found(client.get(f"{tracked.path}/status"))
    assert now["status"]["status"] == "planned"
    # What is recorded meanwhile goes before it.
    tracked.judge("stalled", TODAY)
    assert status_of(tracked) == "stalled"


def test_it_takes_effect_on_its_day_once(client: httpx.Client, track: Track, database_url: str) -> None:
    tracked = track("guatemala", "mexico", due=LATER)
    tracked.judge("planned", "2025-06-01", party="mexico")
    change = recorded(tracked.ask(announced("fulfilled", party="mexico")))
    before, moment = head(client), tracked.read()["updated_at"]
    with days_later(2):
        assert take_effect(database_url) == 0
    with days_later(10):
        assert take_effect(database_url) == 1
        assert take_effect(database_url) == 0
        assert head(client) == before + 1
        (entry,) = client.get("/v1/changes", params={"after": before}).json()["items"]
        assert (entry["operation"], entry["actor"], entry["part"]) == (
            "take_effect", "calendar", f"status_changes/{change}",
        )  # fmt: skip
        document = tracked.everywhere(change)
        assert (document["scheduled"], document["actor"]) == (False, "the write key")
        assert document["previous"]["status"] == "planned"
        assert document["fulfilled_late"] is False, "by its own day, not by that on which somebody looked"
        parties = {
            one["participant"]["id"]: one["status"]["status"]
            for one in tracked.read()["parties"]
            if one["status"] is not None
        }
        assert parties == {"guatemala": "not_assessed", "mexico": "fulfilled"}
        # Both clocks: on its day, as is known now; as was known then, not at all.
        for day, status in ((SOON, "in_progress"), (TODAY, "planned")):
            assert found(client.get(tracked.path, params={"as_of": day}))["status"]["status"] == status
            listed = client.get("/v1/pledges", params={"as_of": day, "status": status, "id": tracked.id})
            assert [one["id"] for one in found(listed)["items"]] == [tracked.id]
        then = found(client.get(tracked.path, params={"known_at": moment}))
        assert then["status"]["status"] == "planned"
        known = found(client.get(f"{tracked.changes}/{change}", params={"known_at": moment}))
        assert known["scheduled"] is True
        revisions = found(client.get(f"{tracked.path}/revisions"))["items"]
        assert revisions[-1]["operation"] == "take_effect"
        last = len(revisions)
        differences = found(client.get(f"{tracked.path}/revisions/{last}/differences", params={"from": last - 1}))[
            "items"
        ]
        assert ("took_effect", f"/status_changes/{change}/scheduled") in [
            (one["change"], one["pointer"]) for one in differences
        ]


def test_it_can_be_withdrawn_and_corrected_before(client: httpx.Client, track: Track, database_url: str) -> None:
    tracked = track()
    gone, kept = recorded(tracked.ask(announced("stalled"))), recorded(tracked.ask(announced("planned", LATER)))
    found(tracked.withdraw(gone))
    found(client.patch(f"{tracked.changes}/{kept}", json={"reason": "As was announced in other words"}))
    assert tracked.change(kept)["scheduled"] is True
    with days_later(10):
        assert take_effect(database_url) == 1
        assert status_of(tracked) == "planned"
        assert tracked.change(gone)["withdrawn"]["reason"]
        assert tracked.change(kept)["reason"] == "As was announced in other words"


def test_sent_again_it_is_the_same(client: httpx.Client, track: Track) -> None:
    tracked = track()
    body = announced("suspended")
    first, again = tracked.ask(body), tracked.ask(body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    batch = found(client.post("/v1/status-changes", json={"items": [body | {"pledge": tracked.id}]}))
    assert batch["unchanged"] == 1


def test_what_was_not_announced_is_refused(client: httpx.Client, track: Track) -> None:
    tracked = track()
    problem = refused(tracked.ask(saying("planned", SOON)), 422, "guard-refused")
    assert problem["guards"] == ["not_in_the_future"]
    assert invalid(tracked.ask(saying("planned", LATER, announced_on=SOON))) == ["/announced_on"]
    body = {"changes": {"due": LATER}, "effective_on": SOON, "reason": "More time"}
    assert invalid(client.post(f"{tracked.path}/amendments", json=body)) == ["/effective_on"]


def test_amendments_are_scheduled_alike(client: httpx.Client, track: Track, database_url: str) -> None:
    tracked = track(due="2025-06-30")
    assert tracked.read()["overdue"] is True
    body = {"changes": {"due": LATER}, "effective_on": SOON, "announced_on": TODAY, "reason": "More time"}
    answer = client.post(f"{tracked.path}/amendments", json=body)
    assert (answer.status_code, answer.json()["scheduled"]) == (201, True)
    assert tracked.read()["due"]["edtf"] == "2025-06-30"
    listed = client.get(f"{tracked.path}/amendments", params={"scheduled": True})
    assert len(found(listed)["items"]) == 1
    with days_later(4):
        assert take_effect(database_url) == 1
        pledge = tracked.read()
        assert (pledge["due"]["edtf"], pledge["due_moved"], pledge["overdue"]) == (LATER, True, False)
        assert found(client.get(tracked.path, params={"as_of": TODAY}))["due"]["edtf"] == "2025-06-30"


def test_two_processes_let_it_take_effect_once(track: Track, client: httpx.Client, database_url: str) -> None:
    tracked = track()
    for its_day in (SOON, LATER):
        recorded(tracked.ask(announced("planned", its_day)))
    before = head(client)
    with days_later(12), ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(take_effect, [database_url] * 4))
    assert sum(taken) == 2
    assert head(client) == before + 2


def test_what_came_due_while_nobody_served_takes_effect_before_it_is_ready(
    databases: Databases, backend: str, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "MOST", 1)
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as client:
        for collection, record, body in WORLD:
            client.put(f"/v1/{collection}/{record}", json=body).raise_for_status()
        pledges = [Tracked(client, f"pledge-{number}") for number in range(3)]
        for one in pledges:
            client.put(one.path, json=pledge()).raise_for_status()
            recorded(one.ask(announced("planned")))
    with days_later(10), serving(url) as service, service.client("write") as client:
        assert [status_of(Tracked(client, one.id)) for one in pledges] == ["planned"] * 3
    engine = writing_engine(url)
    with engine.begin() as connection:
        assert not list(verify(connection))
    engine.dispose()
    databases.drop(url)
