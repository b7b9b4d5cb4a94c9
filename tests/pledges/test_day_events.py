"""What days bring of pledges is an entry of the calendar, once: they become due and overdue, and are to be reviewed."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from app.context import Context, context
from app.db.engines import writing_engine
from app.ledger import calendar
from app.ledger.checking.verification import verify
from app.ledger.day_events import look_for_days, pass_days
from app.values.times.dates import today_utc
from tests.conftest import Serve
from tests.databases import Databases
from tests.pledges.conftest import WORLD, Track, pledge
from tests.pledges.test_scheduled import days_later, head
from tests.pledges.tracked import Tracked, found, saying
from tests.refusals import invalid

TODAY = today_utc()
Events = list[tuple[str, str, str]]


def day(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


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
