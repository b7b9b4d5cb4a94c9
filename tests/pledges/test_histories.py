"""The order of status changes and what follows from it, in the stored documents wherever they are read."""

import httpx
import pytest

from tests.answers import document as written
from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import refused


def current(pledge: Tracked) -> str | None:
    """Return the change that gives the pledge its status."""
    change: str | None = pledge.read()["status"]["change"]
    return change


def previous(pledge: Tracked, change: str) -> str | None:
    """Return the change before this one."""
    before: Body | None = pledge.everywhere(change)["previous"]
    return None if before is None else str(before["change"])


class TestOrder:
    def test_the_latest_day_is_current(self, track: Track) -> None:
        pledge = track()
        assert current(pledge) is None
        second = pledge.judge("in_progress", "2025-06-02")
        assert current(pledge) == second
        first = pledge.judge("planned", "2025-06-01")
        assert current(pledge) == second
        third = pledge.judge("stalled", "2025-06-03")
        assert current(pledge) == third
        assert [previous(pledge, change) for change in (first, second, third)] == [None, first, second]

    def test_of_a_day_the_last_recorded_is_current(self, track: Track) -> None:
        pledge = track()
        statuses = ("planned", "in_progress", "planned", "stalled")
        changes = [pledge.judge(status, reason=f"for the {turn}th time") for turn, status in enumerate(statuses)]
        assert current(pledge) == changes[-1]
        assert [previous(pledge, change) for change in changes] == [None, *changes[:-1]]

    def test_a_date_counts_by_its_latest_day(self, track: Track) -> None:
        pledge = track()
        days = ["2024", "2025-05-31~", "2025-05", "2025-01-01/2025-06-01", "2025-06?", "2025-21", "2025"]
        latest = ["2024-12-31", "2025-05-31", "2025-05-31", "2025-06-01", "2025-06-30", "2025-05-31", "2025-12-31"]
        status = ["planned", "in_progress"]
        changes = [pledge.judge(status[index % 2], day) for index, day in enumerate(days)]
        inorder = [changes[index] for index in sorted(range(len(days)), key=lambda index: (latest[index], index))]
        assert [change["id"] for change in pledge.listed(sort="effective_on")] == inorder
        assert [change["id"] for change in pledge.listed(sort="-effective_on")] == inorder[::-1]
        assert [change["id"] for change in pledge.listed()] == changes
        assert [change["effective_on"]["to"] for change in pledge.listed()] == latest
        assert [previous(pledge, change) for change in inorder] == [None, *inorder[:-1]]
        assert current(pledge) == inorder[-1]

    def test_of_promisors_are_kept_apart(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        ours = [
            pledge.judge("planned", "2025-06-01", party="guatemala"),
            pledge.judge("stalled", "2025-06-04", party="guatemala"),
        ]
        theirs = [pledge.judge("planned", "2025-06-02", party="mexico")]
        whole = [pledge.judge("planned", "2025-06-03")]
        assert [previous(pledge, change) for change in ours] == [None, ours[0]]
        assert [previous(pledge, change) for change in theirs + whole] == [None, None]


class TestBackdating:
    def test_corrects_previous(self, track: Track) -> None:
        pledge = track()
        first, last = pledge.judge("planned", "2025-01-01"), pledge.judge("stalled", "2025-03-01")
        assert previous(pledge, last) == first
        between = pledge.judge("in_progress", "2025-02-01")
        assert (previous(pledge, between), previous(pledge, last)) == (first, between)
        assert pledge.change(last)["previous"] == {"change": between, "status": "in_progress"}

    def test_corrects_reversals(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        pledge.judge("planned", "2025-01-01")
        last = pledge.judge("stalled", "2025-03-01")
        ours = {"pledge": pledge.id, "is_reversal": "true"}
        assert not pledge.everywhere(last)["is_reversal"]
        assert found(client.get("/v1/status-changes", params=ours))["items"] == []

        fulfilled = pledge.judge("fulfilled", "2025-02-01")
        assert pledge.everywhere(last)["is_reversal"]
        assert [item["id"] for item in found(client.get("/v1/status-changes", params=ours))["items"]] == [last]

        pledge.judge("in_progress", "2025-02-02")
        assert not pledge.everywhere(last)["is_reversal"]
        assert not pledge.everywhere(fulfilled)["is_reversal"]

    def test_corrects_what_is_late(self, track: Track) -> None:
        pledge = track(due="2025-02")
        first = pledge.judge("fulfilled", "2025-03-01")
        again = pledge.judge("fulfilled", "2025-03-02")
        assert pledge.everywhere(first)["fulfilled_late"]
        assert pledge.everywhere(again)["fulfilled_late"]
        in_time = pledge.judge("fulfilled", "2025-02-28")
        assert [pledge.everywhere(change)["fulfilled_late"] for change in (in_time, first, again)] == [False] * 3
        pledge.judge("stalled", "2025-03-01")
        assert [pledge.everywhere(change)["fulfilled_late"] for change in (in_time, first, again)] == [
            False,
            False,
            True,
        ]

    def test_keeps_the_current_status(self, track: Track) -> None:
        pledge = track()
        pledge.judge("in_progress", "2025-03-01")
        before = pledge.read()
        pledge.judge("planned", "2025-02-01")
        after = pledge.read()
        assert after["status"] == before["status"]
        assert after["counts"]["status_changes"] == 2
        assert (after["version"], before["version"]) == (3, 2)


class TestLate:
    @pytest.mark.parametrize(
        ("due", "day", "late"),
        [
            ("2025-02-28", "2025-02-28", False),
            ("2025-02-28", "2025-03-01", True),
            ("2025-02", "2025-02-28", False),
            ("2025-02", "2025-03", True),
            ("2025", "2025-12-31", False),
            ("2025-02/..", "2025-03-01", False),
            (None, "2025-03-01", False),
        ],
    )
    def test_by_the_latest_days(self, track: Track, due: str | None, day: str, *, late: bool) -> None:
        pledge = track(due=due)
        assert pledge.everywhere(pledge.judge("fulfilled", day))["fulfilled_late"] == late

    def test_is_what_is_fulfilled_alone(self, track: Track) -> None:
        pledge = track(due="2025-02")
        assert not pledge.everywhere(pledge.judge("partially_fulfilled", "2025-03-01"))["fulfilled_late"]

    def test_follows_the_due_day(self, track: Track) -> None:
        pledge = track(due="2025-02")
        change = pledge.judge("fulfilled", "2025-03-01")
        assert pledge.patch({"due": "2025-03"}).status_code == 200
        assert not pledge.everywhere(change)["fulfilled_late"]
        assert pledge.patch({"due": None}).status_code == 200
        assert not pledge.everywhere(change)["fulfilled_late"]
        assert pledge.patch({"due": "2024"}).status_code == 200
        assert pledge.everywhere(change)["fulfilled_late"]


class TestReversal:
    @pytest.mark.parametrize("before", ["fulfilled", "not_fulfilled", "abandoned"])
    def test_leaves_a_final_status(self, track: Track, before: str) -> None:
        pledge = track()
        pledge.judge(before, "2025-01-01")
        again = pledge.judge(before, "2025-02-01")
        assert not pledge.everywhere(again)["is_reversal"]
        for month, status in enumerate(("not_assessed", before, "superseded", before, "partially_fulfilled"), 3):
            change = pledge.judge(status, f"2025-{month:02}-01")
            assert pledge.everywhere(change)["is_reversal"] == (status != before)

    @pytest.mark.parametrize("before", ["partially_fulfilled", "superseded", "not_assessable", "stalled"])
    def test_leaves_no_other(self, track: Track, before: str) -> None:
        pledge = track()
        pledge.judge(before, "2025-01-01")
        assert not pledge.everywhere(pledge.judge("fulfilled", "2025-02-01"))["is_reversal"]


class TestWithdrawal:
    def test_counts_nowhere_and_stays_listed(self, track: Track) -> None:
        pledge = track(due="2025-01")
        first = pledge.judge("planned", "2025-01-01")
        mistake = pledge.judge("fulfilled", "2025-02-01")
        last = pledge.judge("stalled", "2025-03-01")
        assert pledge.change(mistake)["fulfilled_late"]
        assert pledge.change(last)["is_reversal"]

        answer = pledge.withdraw(mistake, "of another pledge")
        document = found(answer)
        assert document == pledge.everywhere(mistake)
        assert document["withdrawn"] == {
            "at": pledge.read()["updated_at"],
            "by": "the write key",
            "reason": "of another pledge",
        }
        assert (document["previous"], document["is_reversal"], document["fulfilled_late"]) == (None, False, False)
        assert (previous(pledge, last), pledge.change(last)["is_reversal"]) == (first, False)
        counts = pledge.read()["counts"]
        assert (counts["status_changes"], counts["withdrawn"]) == (2, 1)
        assert [change["id"] for change in pledge.listed()] == [first, mistake, last]

    def test_takes_back_the_status(self, track: Track) -> None:
        pledge = track()
        first = pledge.judge("planned", "2025-01-01")
        last = pledge.judge("stalled", "2025-03-01")
        pledge.withdraw(last)
        assert (current(pledge), pledge.read()["status"]["status"]) == (first, "planned")
        pledge.withdraw(first)
        assert pledge.read()["status"] == {
            "status": "not_assessed", "basis": "none", "effective_on": None, "reason": None, "change": None,
            "fulfilled_late": False, "is_reversal": False, "overridden": False, "unknown_because": None,
        }  # fmt: skip

    def test_leaves_what_was_recorded_as_it_was(self, track: Track) -> None:
        pledge = track()
        change = pledge.judge("planned")
        before = pledge.change(change)
        pledge.withdraw(change)
        assert pledge.change(change) == before | {"withdrawn": pledge.change(change)["withdrawn"]}

    def test_happens_once(self, track: Track) -> None:
        pledge = track()
        change = pledge.judge("planned")
        found(pledge.withdraw(change))
        before = pledge.read()
        refused(pledge.withdraw(change), 409, "conflict")
        assert pledge.read() == before

    def test_gives_a_reason(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        path = f"{pledge.changes}/{pledge.judge('planned')}/withdraw"
        for body in ({}, {"reason": ""}, {"reason": None}, {"reason": "x", "status": "planned"}):
            refused(client.post(path, json=body), 422, "invalid-content")
        assert pledge.read()["counts"]["withdrawn"] == 0

    def test_of_what_is_not_there(self, client: httpx.Client, track: Track) -> None:
        pledge, other = track(), track()
        elsewhere = other.judge("planned")
        refused(pledge.withdraw(elsewhere), 404, "not-found")
        refused(Tracked(client, "no-such-pledge").withdraw(elsewhere), 404, "not-found")

    def test_goes_by_the_version(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        change = pledge.judge("planned")
        path = f"{pledge.changes}/{change}/withdraw"
        stale = client.post(path, json={"reason": "x"}, headers={"If-Match": '"1-0123456789abcdef"'})
        refused(stale, 412, "precondition-failed")
        tag = client.get(pledge.path).headers["etag"]
        answer = client.post(path, json={"reason": "x"}, headers={"If-Match": tag})
        assert found(answer)["version"] == 2
        assert answer.headers["etag"].startswith('"3-')


class TestNeverEdited:
    """Status, party and day of a change stay what they are."""

    @pytest.mark.parametrize("method", ["PUT", "DELETE"])
    def test_a_change_takes_no_other_method(self, client: httpx.Client, track: Track, method: str) -> None:
        pledge = track()
        answer = client.request(method, f"{pledge.changes}/{pledge.judge('planned')}", json={"status": "fulfilled"})
        refused(answer, 405, "method-not-allowed")

    def test_ids_are_derived_and_twins_counted(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        assert pledge.judge("no_verified_progress", "2025-06", sources_reviewed_up_to="2025-06-30") == (
            "2025-06-no-verified-progress"
        )
        assert pledge.judge("planned", "2025-06", party="mexico") == "2025-06-planned-mexico"
        assert pledge.judge("stalled", "2025-06", party="mexico") == "2025-06-stalled-mexico"
        again = pledge.judge("planned", "2025-06", party="mexico", reason="again")
        assert again == "2025-06-planned-mexico-2"
        assert pledge.judge("planned", "2025-01-01/2025-02-01", id="my-own") == "my-own"

    def test_an_id_is_taken_once(self, track: Track) -> None:
        pledge = track()
        pledge.judge("planned", id="mine")
        problem = refused(pledge.ask(saying("stalled", id="mine")), 422, "invalid-content")
        assert [fault["pointer"] for fault in problem["errors"]] == ["/id"]
        assert track().judge("stalled", id="mine") == "mine"

    def test_the_answer_says_where_it_is(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        answer = pledge.ask(saying("planned"))
        change = recorded(answer)
        assert answer.headers["location"] == f"{pledge.changes}/{change}"
        assert answer.headers["etag"].startswith('"2-')
        read = client.get(answer.headers["location"])
        assert read.json() == written(answer) == pledge.everywhere(change)
        assert answer.json()["pledge"] == {"id": pledge.id, "title": "A pledge"}
        assert answer.json()["actor"] == "the write key"
        assert answer.json()["recorded_at"] == pledge.read()["updated_at"]

    def test_documents_follow_the_names(self, track: Track) -> None:
        successor, pledge = track(title="Heir"), track("guatemala", "mexico", title="Ancestor")
        change = pledge.judge("superseded", successor=successor.id)
        pledge.judge("planned", party="mexico")
        version = pledge.read()["version"]
        assert successor.patch({"title": "Heiress"}).status_code == 200
        assert pledge.everywhere(change)["successor"] == {"id": successor.id, "title": "Heiress"}
        assert pledge.read()["version"] == version
        assert pledge.patch({"title": "Ancestress"}).status_code == 200
        assert pledge.everywhere(change)["pledge"] == {"id": pledge.id, "title": "Ancestress"}
        assert pledge.change(change)["version"] == 2

    def test_keep_their_pledge_s_references(self, client: httpx.Client, track: Track) -> None:
        successor, pledge = track(), track()
        pledge.judge("superseded", successor=successor.id)
        problem = refused(client.delete(successor.path), 409, "conflict")
        assert problem["referred_by"] == [
            {"collection": "pledges", "id": pledge.id, "field": "status_changes.successor"}
        ]
        assert client.delete(pledge.path).status_code == 204
        refused(client.get(pledge.changes), 404, "not-found")
        assert client.delete(successor.path).status_code == 204
