"""What days bring of pledges is an entry of the calendar, once: they become due and overdue, and are to be reviewed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from app.context import Context, context
from app.db.engines import writing_engine
from app.ledger import calendar
from app.ledger.checking.verification import verify
from app.ledger.day_events import look_for_days, pass_days
from app.ledger.events_of_writes import next_window, tell_writes
from app.ledger.projections.projections import advance_all
from tests.conftest import Serve
from tests.databases import Databases
from tests.days import TODAY, day, days_later
from tests.pledges.conftest import WORLD, Track, pledge
from tests.pledges.test_scheduled import head
from tests.pledges.tracked import Tracked, found, saying
from tests.refusals import invalid
from tests.serving import PATIENCE

Events = list[tuple[str, str, str]]


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


def bring_days(database_url: str) -> None:
    """Let another process look for what days have brought, until it finds nothing more."""
    engine = writing_engine(database_url)
    token = context.set(Context(calendar.ACTOR, "-"))
    try:
        while True:
            with engine.begin() as connection:
                look = look_for_days(connection)
            if not look.is_behind:
                return
            position = look.position
            while position is not None:
                with engine.begin() as connection:
                    position = calendar.bring_day(connection, position)
            if look.position is None:
                with engine.begin() as connection:
                    pass_days(connection, look.last)
    finally:
        context.reset(token)
        engine.dispose()


def look_at_writes(database_url: str, most: int = 100) -> None:
    """Let another process look for what writes have brought, until it finds nothing more."""
    engine = writing_engine(database_url)
    token = context.set(Context(calendar.ACTOR, "-"))
    try:
        advance_all(engine)
        while True:
            with engine.begin() as connection:
                window = next_window(connection)
            if window is None:
                return
            more = True
            while more:
                with engine.begin() as connection:
                    more = tell_writes(connection, window.last, most)
    finally:
        context.reset(token)
        engine.dispose()


def await_look(database_url: str, number: int) -> None:
    """Wait until the writes up to an entry have been looked at."""
    engine = writing_engine(database_url)
    until = monotonic() + PATIENCE
    while monotonic() < until:
        with engine.begin() as connection:
            window = next_window(connection)
        if window is None or (window.seen or 0) >= number:
            break
        sleep(0.02)
    engine.dispose()


def events(client: httpx.Client, **asked: Any) -> Events:
    """Return what the calendar said: of which record, what, and for which day."""
    page = found(client.get("/v1/changes", params={"collection": "calendar", "limit": 200, **asked}))
    assert {item["actor"] for item in page["items"]} <= {"calendar"}
    for item in page["items"]:
        assert (item["body"]["collection"], item["body"]["day"]) == ("pledges", item["part"])
    return [(item["record"], item["operation"], item["part"]) for item in page["items"]]


def test_a_day_is_told_once_and_changes_nothing(client: httpx.Client, track: Track, database_url: str) -> None:
    tracked = track(due=day(3), review_on=day(4))
    before, known = tracked.read(), head(client)
    tag = client.get(tracked.path).headers["etag"]
    with days_later(2):
        bring_days(database_url)
        assert events(client) == []
    with days_later(3):
        for _again in range(2):
            bring_days(database_url)
            assert events(client) == [("the-pledge", "became_due", day(3))]
        assert client.get(tracked.path).headers["etag"].split("-")[0] == tag.split("-")[0]
    with days_later(6):
        bring_days(database_url)
        assert events(client) == [
            ("the-pledge", "became_due", day(3)),
            ("the-pledge", "became_overdue", day(4)),
            ("the-pledge", "review_due", day(5)),
        ]
        assert head(client) == known + 3
        after = tracked.read()
        assert (after["overdue"], after["review_due"]) == (True, True)
        clock = ("overdue", "due_soon", "review_due")
        assert {**after, **dict.fromkeys(clock)} == {**before, **dict.fromkeys(clock)}
        assert len(found(client.get(f"{tracked.path}/revisions"))["items"]) == before["version"] == 1
        then = found(client.get(tracked.path, params={"known_at": before["updated_at"]}))
        assert then["version"] == 1
        assert client.patch(tracked.path, json={"summary": "More"}, headers={"If-Match": tag}).is_success
        entry = client.get("/v1/changes", params={"operation": "became_overdue"}).json()["items"][0]
        assert entry["body"] == {"collection": "pledges", "day": day(4), "deadline": day(3)}
    engine = writing_engine(database_url)
    with engine.begin() as connection:
        assert list(verify(connection)) == []
    engine.dispose()


def test_it_is_found_by_what_the_pledge_is_found_by(client: httpx.Client, track: Track, database_url: str) -> None:
    track("guatemala", due=day(3))
    with days_later(3):
        bring_days(database_url)
        told = ("the-pledge", "became_due", day(3))
        last = {"after": head(client) - 1}
        for asked in (
            {"collection": "pledges"},
            {"collection": "pledges", "record": "the-pledge"},
            {"collection": "calendar", "record": "the-pledge"},
            {"participant": "guatemala"},
            {"operation": ["became_due", "delete"]},
        ):
            page = found(client.get("/v1/changes", params={**last, **asked}))
            assert [(one["record"], one["operation"], one["part"]) for one in page["items"]] == [told], asked
        for asked in ({"collection": "topics"}, {"participant": "mexico"}, {"operation": "became_overdue"}):
            assert found(client.get("/v1/changes", params={**last, **asked}))["items"] == [], asked
        feed = client.get("/v1/feeds/changes.atom", params={"operation": "became_due"}).text
        assert ": became due</title>" in feed
        assert invalid(client.get("/v1/changes", params={"collection": "calendar", "record": "no-pledge"})) == [
            "record"
        ]


def test_only_where_something_is_awaited(client: httpx.Client, database_url: str) -> None:
    bodies: dict[str, dict[str, object]] = {
        "kept": {"due": day(3)},
        "waiting": {"due": day(3), "conditions": [{"text": "if the money comes"}]},
        "met": {"due": day(3), "conditions": [{"text": "if the money comes", "met_on": "2025-01-01"}]},
        "late": {"due": day(-1)},
        "month": {"due": f"{TODAY.year + 1}-12"},
        "reviewed": {"review_on": day(0)},
    }
    for record, fields in bodies.items():
        client.put(f"/v1/pledges/{record}", json=pledge(**fields)).raise_for_status()
    change = saying("waived", "2025-06-01")
    assert client.post("/v1/pledges/kept/status-changes", json=change).is_success
    with days_later(4):
        bring_days(database_url)
        assert events(client) == [
            # It was overdue from its first day on. The day before it was there is not told.
            ("late", "became_overdue", day(0)),
            ("reviewed", "review_due", day(1)),
            ("met", "became_due", day(3)),
            ("met", "became_overdue", day(4)),
        ]


def test_it_is_told_again_where_the_due_moved(client: httpx.Client, track: Track, database_url: str) -> None:
    tracked = track(due=day(2))
    with days_later(2):
        bring_days(database_url)
        amended = {"changes": {"due": day(5)}, "effective_on": day(1), "reason": "More time"}
        assert client.post(f"{tracked.path}/amendments", json=amended).is_success
    with days_later(3):
        bring_days(database_url)
    with days_later(6):
        bring_days(database_url)
        assert events(client) == [
            ("the-pledge", "became_due", day(2)),
            ("the-pledge", "became_due", day(5)),
            ("the-pledge", "became_overdue", day(6)),
        ]


def test_writes_bring_what_lasts(client: httpx.Client, database_url: str) -> None:
    """Whether a due is moved, a status reopened or a condition met, by the pledge itself or by one it waits for."""
    unmet = [{"text": "if the money comes"}]
    bodies: dict[str, dict[str, object]] = {
        "moved": {"due": day(90), "review_on": day(90)},
        "reopened": {"due": day(-9)},
        "met": {"due": day(-9), "conditions": unmet},
        "waiting": {"due": day(-9), "conditions": [{"text": "if that is done", "pledge": "the-successor"}]},
        "edited": {"due": day(-9), "review_on": day(-9)},
        "eased": {"due": day(-9)},
    }
    for record, fields in bodies.items():
        client.put(f"/v1/pledges/{record}", json=pledge(**fields)).raise_for_status()
    client.post("/v1/pledges/reopened/status-changes", json=saying("waived", "2025-06-01")).raise_for_status()
    look_at_writes(database_url)
    assert events(client) == []

    def amend(record: str, **changes: object) -> None:
        amendment = {"changes": changes, "effective_on": day(0), "reason": "Agreed"}
        client.post(f"/v1/pledges/{record}/amendments", json=amendment).raise_for_status()

    amend("moved", due=day(-5))
    amend("eased", due=day(5))
    reopened = saying("in_progress", "2025-06-02")
    client.post("/v1/pledges/reopened/status-changes", json=reopened).raise_for_status()
    always = {"If-Match": "*"}
    met = {"conditions": [{**unmet[0], "met_on": day(-20)}]}
    client.patch("/v1/pledges/met", json=met, headers=always).raise_for_status()
    client.patch("/v1/pledges/edited", json={"summary": "More"}, headers=always).raise_for_status()
    client.patch("/v1/pledges/moved", json={"review_on": day(-4)}, headers=always).raise_for_status()
    done = saying("fulfilled", "2025-06-13")
    client.post("/v1/pledges/the-successor/status-changes", json=done).raise_for_status()
    client.put("/v1/pledges/late", json=pledge(due=day(-9))).raise_for_status()
    for most in (1, 100):
        look_at_writes(database_url, most)
        assert events(client) == [
            ("met", "became_overdue", day(0)),
            ("moved", "became_overdue", day(0)),
            ("reopened", "became_overdue", day(0)),
            ("waiting", "became_overdue", day(0)),
            ("moved", "review_due", day(0)),
        ]
    asked = {"collection": "calendar", "record": "moved"}
    assert [item["body"] for item in found(client.get("/v1/changes", params=asked))["items"]] == [
        {"collection": "pledges", "day": day(0), "deadline": day(-5)},
        {"collection": "pledges", "day": day(0), "deadline": day(-4)},
    ]
    # Told of the day itself, it is not told once more for the write.
    with days_later(6):
        bring_days(database_url)
        look_at_writes(database_url)
        eased = [event for event in events(client) if event[0] == "eased"]
        assert eased == [("eased", "became_due", day(5)), ("eased", "became_overdue", day(6))]
        amend("moved", due=day(50))
        look_at_writes(database_url)
        amend("moved", due=day(-5))
        look_at_writes(database_url)
        assert [event for event in events(client) if event[:2] == ("moved", "became_overdue")] == [
            ("moved", "became_overdue", day(0)),
            ("moved", "became_overdue", day(6)),
        ]


def test_the_service_tells_what_a_write_brought(
    fresh_database_url: str, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "LOOK", 0.05)
    with serving(fresh_database_url) as service, service.client("write") as client:
        for collection, record, body in WORLD:
            client.put(f"/v1/{collection}/{record}", json=body).raise_for_status()
        client.put("/v1/pledges/the-pledge", json=pledge(due=day(9))).raise_for_status()
        await_look(fresh_database_url, head(client))
        amendment = {"changes": {"due": day(-5)}, "effective_on": day(0), "reason": "Agreed"}
        client.post("/v1/pledges/the-pledge/amendments", json=amendment).raise_for_status()
        last = head(client)
        page = found(client.get("/v1/changes", params={"after": last, "wait": 20}))
        assert [(item["record"], item["operation"]) for item in page["items"]] == [("the-pledge", "became_overdue")]


def test_what_is_written_for_today_is_told_today(client: httpx.Client, track: Track, database_url: str) -> None:
    bring_days(database_url)
    track(due=day(0))
    bring_days(database_url)
    assert events(client) == [("the-pledge", "became_due", day(0))]


def test_many_come_in_pieces_and_each_once(
    client: httpx.Client, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "MOST", 2)
    for number in range(5):
        client.put(f"/v1/pledges/pledge-{number}", json=pledge(due=day(2))).raise_for_status()
    with days_later(4), ThreadPoolExecutor(3) as threads:
        list(threads.map(bring_days, [database_url] * 3))
        told = events(client)
    assert sorted(told) == sorted(
        (f"pledge-{number}", operation, day(on))
        for number in range(5)
        for operation, on in (("became_due", 2), ("became_overdue", 3))
    )


def test_missed_days_are_told_before_it_is_ready(
    databases: Databases, backend: str, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "MOST", 1)
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as client:
        for collection, record, body in WORLD:
            client.put(f"/v1/{collection}/{record}", json=body).raise_for_status()
        for record, due in (("first", 2), ("second", 40)):
            client.put(f"/v1/pledges/{record}", json=pledge(due=day(due))).raise_for_status()
    for _start in range(2):
        with days_later(50), serving(url) as service, service.client() as client:
            assert events(client) == [
                ("first", "became_due", day(2)),
                ("first", "became_overdue", day(3)),
                ("second", "became_due", day(40)),
                ("second", "became_overdue", day(41)),
            ]
    databases.drop(url)
