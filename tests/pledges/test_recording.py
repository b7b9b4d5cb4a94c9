"""A status change as a write like any other: its entry, its version, its conditions and its key."""

import httpx
import pytest

from tests.answers import CLOCK, codes
from tests.answers import document as written
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import invalid, refused


def revisions(tracked: Tracked) -> list[tuple[int, str, str | None]]:
    """Return version, operation and part of every entry."""
    items = found(tracked.client.get(f"{tracked.path}/revisions"))["items"]
    return [(item["revision"], item["operation"], item["part"]) for item in items]


def head(client: httpx.Client) -> int:
    number: int = found(client.get("/v1/ledger"))["number"]
    return number


class TestEntries:
    def test_are_one_a_write(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        number = head(client)
        change = tracked.judge("planned")
        citation = client.post(f"{tracked.changes}/{change}/citations", json={"source": "undated"})
        assert citation.status_code == 201
        found(tracked.withdraw(change))
        assert revisions(tracked) == [
            (1, "put", None),
            (2, "put", f"status_changes/{change}"),
            (3, "put", f"status_changes/{change}/citations/undated"),
            (4, "withdraw", f"status_changes/{change}"),
        ]
        assert head(client) == number + 3

    def test_are_none_for_a_refusal(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        number = head(client)
        refused(tracked.ask(saying("planned", "9999")), 422, "guard-refused")
        refused(tracked.withdraw("nothing"), 404, "not-found")
        assert (head(client), tracked.read()["version"]) == (number, 1)

    def test_hold_what_was_known_at_each_version(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        shown = []

        def remember() -> None:
            document = tracked.read()
            shown.append({name: value for name, value in document.items() if name not in CLOCK})

        remember()
        change = tracked.judge("planned", party="mexico")
        remember()
        tracked.judge("stalled")
        remember()
        tracked.patch({"title": "Renamed"})
        remember()
        tracked.withdraw(change)
        remember()
        tracked.judge("fulfilled", "2024", party="guatemala")
        remember()
        for version, document in enumerate(shown, 1):
            assert found(client.get(f"{tracked.path}/revisions/{version}")) == document


class TestAgain:
    """A status change that equals one that stands is that one, singly and in a batch."""

    def test_changes_nothing(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        body = saying("planned", citations=[{"source": "undated"}])
        first = tracked.ask(body)
        number = head(client)
        again = tracked.ask(body)
        assert (first.status_code, again.status_code) == (201, 200)
        assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
        assert "location" not in again.headers
        batch = found(client.post("/v1/status-changes", json={"items": [body | {"pledge": tracked.id}]}))
        assert (batch["unchanged"], batch["items"][0]["change"]) == (1, written(first))
        assert (head(client), tracked.read()["version"]) == (number, 2)

    def test_holds_of_one_that_others_followed(self, track: Track) -> None:
        tracked = track()
        tracked.judge("planned")
        tracked.judge("stalled")
        assert found(tracked.ask(saying("planned")))["id"] == "2025-06-01-planned"

    def test_looks_at_the_condition_first(self, track: Track) -> None:
        tracked = track()
        tracked.judge("planned")
        refused(tracked.ask(saying("planned"), **{"If-Match": '"1-0123456789abcdef"'}), 412, "precondition-failed")

    def test_in_other_words_is_refused_alike(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        tracked.judge("planned")
        other = saying("planned", reason="in other words")
        singly = refused(tracked.ask(other), 422, "guard-refused")
        batch = client.post("/v1/status-changes", json={"atomic": False, "items": [other | {"pledge": tracked.id}]})
        assert found(batch)["items"][0]["problem"]["guards"] == singly["guards"] == ["no_repetition"]
        assert "correct the change" in singly["errors"][0]["message"]

    def test_of_one_that_was_withdrawn_records_it_anew(self, track: Track) -> None:
        tracked = track()
        found(tracked.withdraw(tracked.judge("planned")))
        assert recorded(tracked.ask(saying("planned"))) == "2025-06-01-planned-2"


class TestTheRecord:
    def test_keeps_its_changes_when_it_is_edited(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned")
        before = tracked.read()
        written = found(client.get(tracked.path, params={"form": "written"}))
        assert "status" not in written
        unchanged = client.put(tracked.path, json=written)
        assert found(unchanged) == before
        edited = client.put(tracked.path, json=written | {"summary": "Said again"}, headers={"If-Match": "*"})
        after = found(edited)
        assert (after["status"], after["counts"]) == (before["status"], before["counts"])
        assert (after["version"], tracked.change(change)["version"]) == (3, 2)

    def test_takes_its_changes_with_it(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned")
        assert client.delete(tracked.path).status_code == 204
        for answer in (
            client.get(tracked.changes),
            client.get(f"{tracked.changes}/{change}"),
            client.get(f"{tracked.path}/status"),
            tracked.ask(saying("planned")),
            tracked.withdraw(change),
        ):
            problem = refused(answer, 404, "not-found")
            assert problem["last_revision"] == f"{tracked.path}/revisions/2"
        assert found(client.get("/v1/status-changes", params={"pledge": tracked.id}))["items"] == []

        assert client.put(tracked.path, json=pledge()).json()["version"] == 4
        assert tracked.listed() == []
        assert tracked.judge("planned") == change
        assert tracked.read()["version"] == 5


class TestConditions:
    def test_go_by_the_version_of_the_pledge(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        tag = client.get(tracked.path).headers["etag"]
        first = tracked.ask(saying("planned"), **{"If-Match": tag})
        recorded(first)
        stale = tracked.ask(saying("stalled"), **{"If-Match": tag})
        assert refused(stale, 412, "precondition-failed")["current_version"] == 2
        recorded(tracked.ask(saying("stalled"), **{"If-Match": first.headers["etag"]}))
        recorded(tracked.ask(saying("in_progress"), **{"If-Match": "*"}))

    def test_are_looked_at_before_the_guards(self, track: Track) -> None:
        answer = track().ask(saying("planned", "9999"), **{"If-Match": '"7-0123456789abcdef"'})
        refused(answer, 412, "precondition-failed")

    def test_are_understood(self, track: Track) -> None:
        assert invalid(track().ask(saying("planned"), **{"If-Match": "seven"})) == ["If-Match"]


class TestKeys:
    def test_make_a_change_once(self, track: Track) -> None:
        tracked = track()
        key = {"Idempotency-Key": f"change-{tracked.id}"}
        first, again = (tracked.ask(saying("planned"), **key) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert (again.content, again.headers["location"]) == (first.content, first.headers["location"])
        assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (None, "true")
        assert tracked.read()["version"] == 2
        assert invalid(tracked.ask(saying("stalled"), **key)) == ["Idempotency-Key"]

    def test_keep_a_guard_s_refusal(self, track: Track) -> None:
        tracked = track()
        key = {"Idempotency-Key": f"refused-{tracked.id}"}
        body = {"status": "planned", "reason": "x"}
        first, again = (tracked.ask(body, **key) for _ in range(2))
        kept: list[Body] = [refused(answer, 422, "guard-refused") for answer in (first, again)]
        assert kept[0]["guards"] == kept[1]["guards"] == ["citation"]
        assert kept[0]["errors"] == kept[1]["errors"]
        assert again.headers["idempotency-replayed"] == "true"

    def test_withdraw_once(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        path = f"{tracked.changes}/{tracked.judge('planned')}/withdraw"
        key = {"Idempotency-Key": f"withdraw-{tracked.id}"}
        first, again = (client.post(path, json={"reason": "x"}, headers=key) for _ in range(2))
        assert found(first) == found(again)


@pytest.mark.parametrize("path", ["", "/2025-06-01-planned/withdraw", "/2025-06-01-planned/citations"])
def test_writing_needs_a_key(anonymous: httpx.Client, reader: httpx.Client, track: Track, path: str) -> None:
    tracked = track()
    tracked.judge("planned")
    refused(anonymous.post(tracked.changes + path, json={}), 401, "unauthenticated")
    bodies: dict[str, Body] = {
        "": saying("stalled"),
        "/2025-06-01-planned/withdraw": {"reason": "x"},
        "/2025-06-01-planned/citations": {"source": "undated"},
    }
    refused(anonymous.post(tracked.changes + path, json=bodies[path]), 401, "unauthenticated")
    refused(reader.post(tracked.changes + path, json=bodies[path]), 403, "forbidden")
    assert tracked.read()["version"] == 2


class TestWarnings:
    def test_an_end_short_of_the_pledge_before_it_is_due_is_told(self, client: httpx.Client, track: Track) -> None:
        tracked = track(due="2026-06")
        assert codes(tracked.ask(saying("partially_fulfilled", "2025-06-01"))) == [
            ("/effective_on", "ended_before_due")
        ]
        assert codes(tracked.ask(saying("partially_fulfilled", "2025-06-01"))) == [
            ("/effective_on", "ended_before_due")
        ], "as it stands"
        for status, day in (("fulfilled", "2025-06-02"), ("stalled", "2025-06-03"), ("not_fulfilled", "2026-06-30")):
            assert codes(tracked.ask(saying(status, day))) == []
        items = [{"pledge": tracked.id, **saying(status, "2025-07-01")} for status in ("planned", "not_fulfilled")]
        batch = client.post("/v1/status-changes", json={"items": items})
        assert codes(batch) == [("/items/1/effective_on", "ended_before_due")]
