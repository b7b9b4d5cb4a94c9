"""What depends on today: how late a change may take effect, when a pledge is due, overdue and due soon."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
import time_machine

from app.vocabulary import Status
from tests.conftest import Unique
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import places, refused

TODAY = "2026-03-31"
NOON = f"{TODAY}T12:00:00Z"
ENDED = ("fulfilled", "partially_fulfilled", "not_fulfilled", "abandoned", "waived", "superseded", "not_assessable")


@contextmanager
def at(instant: str) -> Iterator[None]:
    """Let it be this instant; the clock ticks on."""
    with time_machine.travel(instant, tick=True):
        yield


class TestTheFuture:
    """Somewhere on Earth the next day begins at 10:00 UTC."""

    @pytest.mark.parametrize(
        "day", ["2026-04-01", "2026-03", "2026-03-31", "2025", "2026", "202X", "2026-21", "2026-04", "2026-01-01/2027"]
    )
    def test_has_not_begun_today_anywhere(self, track: Track, day: str) -> None:
        with at(f"{TODAY}T10:00:00Z"):
            recorded(track().ask(saying("planned", day)))

    @pytest.mark.parametrize(
        "day", ["2026-04-02", "2026-05", "2027", "203X", "2026-22", "2026-04-02/2026-04-03", "9999"]
    )
    def test_is_refused(self, track: Track, day: str) -> None:
        with at(f"{TODAY}T23:59:00Z"):
            problem = refused(track().ask(saying("planned", day)), 422, "guard-refused")
        assert problem["guards"] == ["not_in_the_future"]
        assert places(problem) == ["/effective_on"]

    def test_begins_in_the_first_time_zone(self, track: Track) -> None:
        pledge = track()
        with at(f"{TODAY}T09:59:00Z"):
            refused(pledge.ask(saying("planned", "2026-04-01")), 422, "guard-refused")
        with at(f"{TODAY}T10:00:00Z"):
            recorded(pledge.ask(saying("planned", "2026-04-01")))

    def test_today_in_utc_is_what_a_change_without_a_day_takes_effect_on(self, track: Track) -> None:
        pledge = track()
        body = saying("planned")
        del body["effective_on"]
        with at(f"{TODAY}T23:59:00Z"):
            change = recorded(pledge.ask(body))
        assert change == f"{TODAY}-planned"
        assert pledge.change(change)["effective_on"]["edtf"] == TODAY


class TestTheRunningYear:
    """What is said of it holds from the day on which it was recorded, and not only from its end."""

    def test_is_followed_by_what_comes_later_in_it(self, track: Track) -> None:
        pledge, today = track(), date.fromisoformat(today_utc())
        pledge.judge("planned", f"{today.year}")
        assert pledge.read()["status"]["status"] == "planned"
        change = pledge.judge("in_progress", today.isoformat())
        assert pledge.read()["status"]["status"] == "in_progress"
        assert pledge.everywhere(change)["previous"]["status"] == "planned"
        listed = [item["status"] for item in pledge.listed(sort="effective_on")]
        assert listed == ["planned", "in_progress"]

    def test_holds_as_of_its_recording(self, track: Track) -> None:
        pledge, today = track(), date.fromisoformat(today_utc())
        pledge.judge("planned", f"{today.year}")
        for day, status in ((today - timedelta(days=1), "not_assessed"), (today, "planned")):
            moment = {"as_of": day.isoformat()}
            assert found(pledge.client.get(pledge.path, params=moment))["status"]["status"] == status, day
            asked = {"id": pledge.id, "status": status, **moment}
            items = found(pledge.client.get("/v1/pledges", params=asked))["items"]
            assert [item["id"] for item in items] == [pledge.id], day

    def test_makes_nothing_late_that_is_due_in_it(self, track: Track) -> None:
        today = today_utc()
        pledge = track(due=today)
        assert not pledge.everywhere(pledge.judge("fulfilled", today[:4]))["fulfilled_late"]

    def test_of_what_was_measured_counts_as_well(self, client: httpx.Client, track: Track) -> None:
        pledge = track(targets=[{"indicator": "flights", "measure": "count", "direction": "at_least", "value": 40}])
        measured = {"value": 40, "period": today_utc()[:4], "citations": [{"source": "undated"}]}
        assert client.post(f"{pledge.path}/measurements", json=measured).status_code == httpx.codes.CREATED
        deed = [{"source": "undated", "act": "concrete_action"}]
        recorded(pledge.ask({"status": "fulfilled", "reason": "x", "citations": deed}))
        then = found(client.get(f"{pledge.path}/progress", params={"as_of": today_utc()}))
        assert then["progress"]["met"] is True


def today_utc() -> str:
    return datetime.now(UTC).date().isoformat()


class TestNotFulfilled:
    def test_not_while_it_is_due_today(self, track: Track) -> None:
        pledge = track(due=TODAY)
        body = {"status": "not_fulfilled", "reason": "x", "citations": [{"source": "undated"}], "effective_on": TODAY}
        with at(f"{TODAY}T23:59:00Z"):
            assert refused(pledge.ask(body), 422, "guard-refused")["guards"] == ["due_or_breach"]
        with at("2026-04-01T00:00:00Z"):
            recorded(pledge.ask(body))


class TestDue:
    @pytest.mark.parametrize(
        ("due", "overdue", "due_soon"),
        [
            ("2026-03-30", True, False),
            ("2026-02", True, False),
            ("2026-03-31", False, True),
            ("2026-03", False, True),
            ("2026-04", False, True),
            ("2026-04-30", False, True),
            ("2026-05-01", False, False),
            ("2026", False, False),
            ("2020/2026-03-30", True, False),
            ("2026-03-30/..", False, False),
            (None, False, False),
        ],
    )
    def test_by_the_latest_day(self, track: Track, due: str | None, *, overdue: bool, due_soon: bool) -> None:
        pledge = track(due=due)
        with at(NOON):
            assert lateness(pledge) == (overdue, due_soon)

    @pytest.mark.parametrize(
        ("due", "last"),
        [
            ("2025-24", "2026-02-28"),
            ("2023-24", "2024-02-29"),
            ("2025-28", "2026-02-28"),
            ("2025-30", "2026-02-28"),
            ("2025-32", "2025-08-31"),
            ("2024/2025-24", "2026-02-28"),
        ],
    )
    def test_a_season_lasts_to_its_end(self, track: Track, due: str, last: str) -> None:
        pledge = track(due=due)
        assert pledge.read()["due"]["to"] == last
        end = date.fromisoformat(last)
        for days, expected in ((-40, (False, False)), (-30, (False, True)), (0, (False, True)), (1, (True, False))):
            day = (end + timedelta(days=days)).isoformat()
            with at(f"{day}T12:00:00Z"):
                assert lateness(pledge) == expected, day
                for moment in ({}, {"as_of": day}):
                    for name, is_so in zip(("overdue", "due_soon"), expected, strict=True):
                        asked = {"id": pledge.id, name: "true", **moment}
                        listed = found(pledge.client.get("/v1/pledges", params=asked))["items"]
                        assert bool(listed) == is_so, (day, moment, name)

    @pytest.mark.parametrize("status", [status.value for status in Status])
    def test_until_its_status_settles_it(self, track: Track, status: str) -> None:
        late, soon = track(due="2026-03-30"), track(due="2026-04-30")
        late.judge(status)
        soon.judge(status)
        with at(NOON):
            assert lateness(late) == (status not in ENDED, False)
            assert lateness(soon) == (False, status not in ENDED)

    def test_judges_by_the_collective_status_too(self, track: Track) -> None:
        pledge = track("guatemala", "mexico", due="2026-03-30")
        pledge.judge("fulfilled", party="guatemala")
        with at(NOON):
            assert lateness(pledge) == (True, False)
            pledge.judge("fulfilled", party="mexico")
            assert lateness(pledge) == (False, False)
            pledge.judge("in_progress", party=None)
            assert lateness(pledge) == (True, False)


class TestReview:
    @pytest.mark.parametrize(
        ("day", "review_on", "expected"),
        [
            ("2026-03-31", "2026-03-31", False), ("2026-04-01", "2026-03-31", True),
            ("2026-03-01", "2026-03", False), ("2026-03-02", "2026-03", True), ("2026-03-31", None, False),
        ],
    )  # fmt: skip
    def test_is_due_after_its_day(
        self, client: httpx.Client, track: Track, day: str, review_on: str | None, *, expected: bool
    ) -> None:
        pledge = track(review_on=review_on)
        pledge.judge("fulfilled")
        with at(f"{day}T12:00:00Z"):
            assert pledge.read()["review_due"] is expected
            for moment in ({}, {"as_of": day}):
                for flag in (True, False):
                    asked = {"id": pledge.id, "review_due": str(flag).lower(), **moment}
                    items = found(client.get("/v1/pledges", params=asked))["items"]
                    assert [item["review_due"] for item in items] == [expected] * (flag is expected), (moment, flag)
                    assert found(client.get("/v1/stats/overview", params=asked))["total"] == len(items)


class TestMidnight:
    """The day that follows, in UTC."""

    def test_turns_a_pledge_overdue(self, track: Track) -> None:
        pledge = track(due=TODAY)
        with at(f"{TODAY}T23:59:00Z"):
            assert lateness(pledge) == (False, True)
        with at("2026-04-01T00:00:00Z"):
            assert lateness(pledge) == (True, False)

    @pytest.mark.parametrize("path", ["/v1/pledges", "/v1/pledges/{id}", "/v1/pledges/{id}/status"])
    def test_changes_the_tag_of_what_shows_it(self, client: httpx.Client, track: Track, path: str) -> None:
        pledge = track(due=TODAY)
        path = path.format(id=pledge.id)
        with at(NOON):
            first = client.get(path).headers["etag"]
            assert client.get(path).headers["etag"] == first
            assert client.get(path, headers={"If-None-Match": first}).status_code == 304
        with at("2026-04-01T12:00:00Z"):
            second = client.get(path, headers={"If-None-Match": first})
        assert second.status_code == 200
        assert second.headers["etag"] != first

    @pytest.mark.parametrize("path", ["/v1/status-changes", "/v1/pledges/{id}/status-changes", "/v1/topics"])
    def test_leaves_the_tag_of_what_does_not(self, client: httpx.Client, track: Track, path: str) -> None:
        pledge = track(due=TODAY)
        pledge.judge("planned")
        path = path.format(id=pledge.id)
        with at(NOON):
            tag = client.get(path).headers["etag"]
        with at("2026-04-01T12:00:00Z"):
            assert client.get(path, headers={"If-None-Match": tag}).status_code == 304

    def test_refuses_nobody_s_edit(self, client: httpx.Client, track: Track) -> None:
        pledge = track(due=TODAY)
        with at(NOON):
            tag = client.get(pledge.path).headers["etag"]
        with at("2026-04-01T12:00:00Z"):
            assert client.get(pledge.path).headers["etag"] != tag
            recorded(pledge.ask(saying("planned"), **{"If-Match": tag}))
            refused(pledge.ask(saying("stalled"), **{"If-Match": tag}), 412, "precondition-failed")


@pytest.fixture(scope="module")
def pledges(client: httpx.Client, unique: Unique, world: None) -> list[Tracked]:
    """Make pledges due on all sorts of days, of which some are settled."""
    made = []
    for due in (None, "2020/..", "2026-02", "2026-03-30", "2026-03-31", "2026-04", "2027"):
        for status in ("planned", "partially_fulfilled", "stalled"):
            made.append(tracked := Tracked(client, unique("due")))
            assert client.put(tracked.path, json=pledge(due=due)).status_code == 201
            tracked.judge(status)
    return made


class TestFilter:
    @pytest.mark.parametrize("flag", ["overdue", "due_soon"])
    def test_agrees_with_the_documents(self, client: httpx.Client, pledges: list[Tracked], flag: str) -> None:
        ours: Body = {"id": [pledge.id for pledge in pledges], "limit": 200}
        for day in (TODAY, "2026-04-01", "2026-04-30"):
            with at(f"{day}T12:00:00Z"):
                everything = found(client.get("/v1/pledges", params=ours))["items"]
                those = found(client.get("/v1/pledges", params=ours | {flag: "true"}))["items"]
                others = found(client.get("/v1/pledges", params=ours | {flag: "false"}))["items"]
            assert len(everything) == len(pledges)
            assert those == [item for item in everything if item[flag]]
            assert others == [item for item in everything if not item[flag]]
            assert those
            assert others

    def test_combines_with_others(self, client: httpx.Client, pledges: list[Tracked]) -> None:
        ours = {"id": [pledge.id for pledge in pledges], "overdue": "true", "status": "stalled"}
        with at(NOON):
            late = found(client.get("/v1/pledges", params=ours))["items"]
        assert sorted(item["due"]["edtf"] for item in late) == ["2026-02", "2026-03-30"]

    def test_keeps_its_cursor_over_midnight(self, client: httpx.Client, pledges: list[Tracked]) -> None:
        ours = {"id": [pledge.id for pledge in pledges], "overdue": "true", "count": "exact"}
        with at(f"{TODAY}T23:59:00Z"):
            page = found(client.get("/v1/pledges", params=ours | {"limit": 3}))
        with at("2026-04-01T00:00:00Z"):
            rest = found(client.get("/v1/pledges", params=ours | {"cursor": page["next_cursor"]}))
            late = found(client.get("/v1/pledges", params=ours))
        # Those that were due the day before have joined.
        assert (page["count"], rest["count"], late["count"]) == (4, 6, 6)
        assert rest["items"] == [item for item in late["items"] if item["id"] > page["items"][-1]["id"]]

    def test_leaves_the_cursors_of_other_flags_alone(self, client: httpx.Client, pledges: list[Tracked]) -> None:
        ours = {"id": [pledge.id for pledge in pledges], "disputed": "false"}
        with at(f"{TODAY}T23:59:00Z"):
            page = found(client.get("/v1/pledges", params=ours | {"limit": 3}))
        with at("2026-04-01T00:00:00Z"):
            rest = found(client.get("/v1/pledges", params=ours | {"cursor": page["next_cursor"]}))
        assert len(page["items"]) + len(rest["items"]) == len(pledges)


def lateness(pledge: Tracked) -> tuple[bool, bool]:
    """Return whether a pledge is overdue and whether it is due soon: the same wherever that is read."""
    document = pledge.read()
    stands = found(pledge.client.get(f"{pledge.path}/status"))
    (listed,) = found(pledge.client.get("/v1/pledges", params={"id": pledge.id}))["items"]
    shown: list[Body] = [document, stands, listed]
    assert len({(item["overdue"], item["due_soon"]) for item in shown}) == 1
    return document["overdue"], document["due_soon"]
