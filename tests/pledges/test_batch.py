"""Many status changes at once."""

from typing import Any

import httpx
import pytest

from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found, saying
from tests.refusals import invalid, places, refused
from tests.serving import PATIENCE, Service

PATH = "/v1/status-changes"


def item(pledge: Tracked | str, status: str, day: str = "2025-06-01", **fields: Any) -> Body:
    """Return an item of a batch that no guard of evidence holds up."""
    return {"pledge": pledge if isinstance(pledge, str) else pledge.id, **saying(status, day, **fields)}


def send(client: httpx.Client, *items: Body, **options: object) -> httpx.Response:
    asked = {name: options.pop(name) for name in ("dry_run",) if name in options}
    return client.post(PATH, params=asked, json={"items": list(items), **options})  # type: ignore[arg-type] # truth values


def report(response: httpx.Response) -> Body:
    """Return what became of a batch; its counts are those of its items."""
    content = found(response)
    outcomes = [entry["outcome"] for entry in content["items"]]
    assert [entry["index"] for entry in content["items"]] == list(range(len(outcomes)))
    assert {name: content[name] for name in ("recorded", "unchanged", "refused")} == {
        name: outcomes.count(name) for name in ("recorded", "unchanged", "refused")
    }
    return content


def outcomes(response: httpx.Response) -> list[str]:
    return [entry["outcome"] for entry in report(response)["items"]]


def head(client: httpx.Client) -> int:
    """Return the number of the ledger's last entry."""
    number: int = found(client.get("/v1/ledger"))["number"]
    return number


class TestRecording:
    def test_answers_as_each_change_reads(self, client: httpx.Client, track: Track) -> None:
        one, two = track(), track("guatemala", "mexico")
        answer = send(client, item(one, "planned"), item(two, "stalled", party="mexico"))
        content = report(answer)
        assert content["atomic"] is True
        changes = [entry["change"] for entry in content["items"]]
        assert changes == [one.everywhere("2025-06-01-planned"), two.everywhere("2025-06-01-stalled-mexico")]
        assert one.read()["status"]["status"] == "planned"
        assert two.read()["collective"]["assessed"] == 1

    def test_pledges_that_are_long_come_in_several_batches(
        self, client: httpx.Client, track: Track, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, two = track(), track()
        length = len(client.get(f"/v1/pledges/{one.id}").content)
        monkeypatch.setattr("app.records.pledges.commands.MOST", 2 * length)
        before = head(client)
        assert invalid(send(client, item(one, "planned"), item(two, "planned"))) == ["/items"]
        assert head(client) == before
        assert outcomes(send(client, item(one, "planned"), item(one, "stalled", "2025-07-01"))) == ["recorded"] * 2

    def test_many_citations_come_in_several_batches(
        self, client: httpx.Client, track: Track, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, two = track(), track()
        items = [
            item(pledge, "planned", citations=[{"source": "undated"}, {"source": "undated", "note": "again"}])
            for pledge in (one, two)
        ]
        monkeypatch.setattr("app.records.pledges.commands.MOST_EVIDENCE", 3)
        before = head(client)
        assert invalid(send(client, *items)) == ["/items"]
        assert head(client) == before
        monkeypatch.setattr("app.records.pledges.commands.MOST_EVIDENCE", 4)
        assert outcomes(send(client, *items)) == ["recorded"] * 2

    def test_many_actions_come_in_several_batches(
        self, client: httpx.Client, track: Track, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, two = track(), track()
        actions = [f"{one.id}-{name}" for name in ("first", "second")]
        for action in actions:
            assert client.put(f"/v1/actions/{action}", json={"kind": "other", "title": action}).is_success
        cited = [{"source": "undated"}]
        items = [item(pledge, "planned", citations=cited, actions=actions) for pledge in (one, two)]
        monkeypatch.setattr("app.records.pledges.commands.MOST_EVIDENCE", 5)
        assert invalid(send(client, *items)) == ["/items"]
        monkeypatch.setattr("app.records.pledges.commands.MOST_EVIDENCE", 6)
        assert outcomes(send(client, *items)) == ["recorded"] * 2

    def test_judges_in_order_each_seeing_those_before(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        answer = send(
            client,
            item(pledge, "planned", "2025-06-02"),
            item(pledge, "in_progress", "2025-06-03"),
            item(pledge, "in_progress", "2025-06-01"),
            item(pledge, "in_progress", "2025-06-03", reason="again"),
            item(pledge, "stalled", "2025-06-03"),
            item(pledge, "in_progress", "2025-06-03", reason="and back"),
            atomic=False,
        )
        assert outcomes(answer) == ["recorded", "recorded", "recorded", "refused", "recorded", "recorded"]
        assert report(answer)["items"][3]["problem"]["guards"] == ["no_repetition"]
        assert [change["id"] for change in pledge.listed(sort="effective_on")] == [
            "2025-06-01-in-progress",
            "2025-06-02-planned",
            "2025-06-03-in-progress",
            "2025-06-03-stalled",
            "2025-06-03-in-progress-2",
        ]
        before = [change["previous"] and change["previous"]["status"] for change in pledge.listed(sort="effective_on")]
        assert before == [None, "in_progress", "planned", "in_progress", "stalled"]

    def test_sees_a_repetition_behind_other_parties_changes(self, client: httpx.Client, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        for day in range(1, 6):
            pledge.judge("planned", f"2025-05-0{day}", party="mexico")
        twice = [item(pledge, "planned", party="guatemala", reason=reason) for reason in ("first", "again")]
        assert outcomes(send(client, *twice, atomic=False)) == ["recorded", "refused"]

    def test_knows_the_whole_and_a_single_promisor_for_one(self, client: httpx.Client, track: Track) -> None:
        pledge = track("guatemala")
        items = [item(pledge, "planned", party=party) for party in (None, "guatemala")]
        assert outcomes(send(client, *items, atomic=False)) == ["recorded", "refused"]

    def test_leaving_a_final_status_within_the_batch_needs_evidence(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        plain: Body = {"pledge": pledge.id, "status": "stalled", "reason": "x", "citations": [{"source": "undated"}]}
        answer = send(client, item(pledge, "fulfilled"), plain, atomic=False)
        assert outcomes(answer) == ["recorded", "refused"]
        assert report(answer)["items"][1]["problem"]["guards"] == ["reversal_evidence"]

    def test_counts_versions_up_with_an_entry_each(self, client: httpx.Client, track: Track) -> None:
        one, two = track(), track()
        number = head(client)
        items = [item(one, "planned"), item(two, "planned"), item(one, "stalled"), item(one, "in_progress")]
        versions = [entry["change"]["version"] for entry in report(send(client, *items))["items"]]
        assert versions == [2, 2, 3, 4]
        assert (one.read()["version"], two.read()["version"]) == (4, 2)
        revisions = found(client.get(f"{one.path}/revisions"))["items"]
        assert [(entry["revision"], entry["entry"], entry["part"]) for entry in revisions[1:]] == [
            (2, number + 1, "status_changes/2025-06-01-planned"),
            (3, number + 3, "status_changes/2025-06-01-stalled"),
            (4, number + 4, "status_changes/2025-06-01-in-progress"),
        ]
        assert len({entry["at"] for entry in revisions[1:]}) == 1
        assert head(client) == number + 4

    def test_numbers_twins(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        statuses = ["planned", "stalled"] * 3
        answer = send(client, *(item(pledge, status, reason=str(n)) for n, status in enumerate(statuses)))
        ids = [entry["change"]["id"].removeprefix("2025-06-01-") for entry in report(answer)["items"]]
        assert ids == ["planned", "stalled", "planned-2", "stalled-2", "planned-3", "stalled-3"]

    def test_takes_ids_as_given_once(self, client: httpx.Client, track: Track) -> None:
        pledge, other = track(), track()
        answer = send(
            client,
            item(pledge, "planned", id="mine"),
            item(pledge, "stalled", id="mine"),
            item(other, "stalled", id="mine"),
            atomic=False,
        )
        assert outcomes(answer) == ["recorded", "refused", "recorded"]
        assert places(report(answer)["items"][1]["problem"]) == ["/items/1/id"]


class TestAtomic:
    def test_names_every_fault_of_every_item_and_records_nothing(self, client: httpx.Client, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        number = head(client)
        answer = send(
            client,
            item(pledge, "planned"),
            item("no-such-pledge", "planned"),
            item(pledge, "superseded", party="the-union", successor=None),
            item(pledge, "stalled", citations=[{"source": "undated"}, {"source": "nowhere"}], day="9999"),
            {"pledge": pledge.id, "status": "fulfilled", "reason": "x"},
            item(pledge, "stalled", if_version=7),
            item(pledge, "stalled"),
        )
        problem = refused(answer, 422, "batch-refused")
        assert problem["refused"] == 5
        assert places(problem) == [
            "/items/1/pledge",
            "/items/2/party",
            "/items/2/successor",
            "/items/3/citations/1/source",
            "/items/3/effective_on",
            "/items/4/citations",
            "/items/4/citations",
            "/items/5/if_version",
        ]
        assert head(client) == number
        assert pledge.listed() == []
        assert pledge.read()["version"] == 1

    def test_is_the_default(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        refused(send(client, item(pledge, "planned"), item("no-such-pledge", "planned")), 422, "batch-refused")
        assert pledge.read()["version"] == 1

    def test_otherwise_what_can_be_recorded_is(self, client: httpx.Client, track: Track) -> None:
        one, two = track(), track()
        answer = send(
            client,
            item("no-such-pledge", "planned"),
            item(one, "planned"),
            item(one, "superseded", successor=one.id),
            item(two, "stalled"),
            atomic=False,
        )
        assert outcomes(answer) == ["refused", "recorded", "refused", "recorded"]
        missing, guarded = (report(answer)["items"][index]["problem"] for index in (0, 2))
        assert (missing["type"], missing["status"], places(missing)) == (
            "/problems/not-found",
            404,
            ["/items/0/pledge"],
        )
        assert (guarded["type"], guarded["status"], guarded["guards"]) == (
            "/problems/guard-refused",
            422,
            ["successor"],
        )
        assert places(guarded) == ["/items/2/successor"]
        assert report(answer)["atomic"] is False
        assert (one.read()["version"], two.read()["version"]) == (2, 2)


class TestDryRun:
    def test_shows_what_would_be_and_records_nothing(self, client: httpx.Client, track: Track) -> None:
        pledge = track("guatemala", "mexico", due="2025-05")
        pledge.judge("planned", "2025-05-01")
        before, number = pledge.read(), head(client)
        items = [
            item(pledge, "fulfilled", "2025-06-01"),
            item(pledge, "stalled", "2025-06-02", citations=[{"source": "undated", "speaker": "president"}]),
            item(pledge, "planned", "2025-06-02", party="mexico"),
            item(pledge, "superseded", "2025-06-03", party="mexico"),
        ]
        would = report(send(client, *items, dry_run=True))
        assert would["recorded"] == 4
        assert (pledge.read(), head(client)) == (before, number)

        really = report(send(client, *items))
        for planned, recorded in zip(would["items"], really["items"], strict=True):
            assert planned["change"].pop("recorded_at") < recorded["change"].pop("recorded_at")
            assert planned == recorded

    def test_shows_what_is_there_as_it_is(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        items = [item(pledge, "planned"), item(pledge, "stalled")]
        send(client, items[0])
        would = report(send(client, *items, dry_run=True))
        assert [entry["outcome"] for entry in would["items"]] == ["unchanged", "recorded"]
        assert would["items"][0]["change"] == pledge.change("2025-06-01-planned")

    def test_refuses_as_it_would(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        items = [item(pledge, "planned"), item("no-such-pledge", "planned"), item(pledge, "planned", reason="again")]
        problem = refused(send(client, *items, dry_run=True), 422, "batch-refused")
        assert places(problem) == ["/items/1/pledge", "/items/2/status"]
        answer = send(client, *items, dry_run=True, atomic=False)
        assert outcomes(answer) == ["recorded", "refused", "refused"]
        assert pledge.read()["version"] == 1

    def test_of_nothing_but_missing_pledges(self, client: httpx.Client) -> None:
        answer = send(client, item("no-such-pledge", "planned"), dry_run=True, atomic=False)
        assert outcomes(answer) == ["refused"]


class TestSendingAgain:
    def test_changes_nothing(self, client: httpx.Client, track: Track) -> None:
        one, two = track(), track("guatemala", "mexico")
        items = [
            item(one, "planned", "2025-06-02", citations=[{"source": "undated"}, {"source": "undated"}]),
            item(one, "stalled", "2025-06-02"),
            item(one, "in_progress", "2025-06~"),
            item(two, "planned", party="mexico", id="mine"),
            item(two, "superseded", sources_reviewed_up_to="2025-06-01"),
        ]
        first = report(send(client, *items))
        assert first["recorded"] == 5
        number = head(client)
        second = report(send(client, *items))
        assert second["unchanged"] == 5
        assert [entry["change"] for entry in second["items"]] == [entry["change"] for entry in first["items"]]
        assert head(client) == number
        assert one.read()["version"] == 4

    def test_records_what_is_new(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        send(client, item(pledge, "planned"))
        answer = send(client, item(pledge, "planned"), item(pledge, "stalled"), item(pledge, "stalled"))
        assert outcomes(answer) == ["unchanged", "recorded", "unchanged"]

    @pytest.mark.parametrize(
        "other",
        [{"reason": "other"}, {"day": "2025-06-02"}, {"day": "2025-06-01~"}, {"party": "mexico"}, {"override": None}],
        ids=repr,
    )
    def test_is_not_saying_something_else(self, client: httpx.Client, track: Track, other: Body) -> None:
        pledge = track("guatemala", "mexico")
        same = item(pledge, "not_assessed")
        send(client, same)
        send(client, item(pledge, "planned"))
        assert outcomes(send(client, same)) == ["unchanged"]
        assert outcomes(send(client, item(pledge, "not_assessed", **other))) == ["recorded"]

    def test_is_known_by_its_content_whatever_the_id(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        send(client, item(pledge, "planned", id="mine"))
        for again in (item(pledge, "planned"), item(pledge, "planned", id="other")):
            content = report(send(client, again))
            assert content["items"][0]["outcome"] == "unchanged"
            assert content["items"][0]["change"]["id"] == "mine"

    def test_is_known_after_more_was_cited(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        one, other = {"source": "undated"}, {"source": "of-2025-07"}
        send(client, item(pledge, "planned", citations=[one]))
        client.post(f"{pledge.changes}/2025-06-01-planned/citations", json=other)
        for citations in ([], [one], [other], [other, one]):
            assert outcomes(send(client, item(pledge, "planned", citations=citations))) == ["unchanged"]
        with_more = item(pledge, "planned", citations=[one, other | {"note": "more"}])
        assert outcomes(send(client, with_more, atomic=False)) == ["refused"]

    def test_does_not_find_what_was_withdrawn(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        send(client, item(pledge, "planned"))
        pledge.withdraw("2025-06-01-planned")
        content = report(send(client, item(pledge, "planned")))
        assert content["items"][0]["outcome"] == "recorded"
        assert content["items"][0]["change"]["id"] == "2025-06-01-planned-2"

    def test_goes_before_the_version(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        same = item(pledge, "planned", if_version=1)
        assert outcomes(send(client, same)) == ["recorded"]
        assert outcomes(send(client, same)) == ["unchanged"]


class TestVersion:
    def test_is_looked_at(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        answer = send(
            client,
            item(pledge, "planned", if_version=2),
            item(pledge, "stalled", if_version=1),
            item(pledge, "planned", if_version=1),
            item(pledge, "in_progress", if_version=2),
            atomic=False,
        )
        assert outcomes(answer) == ["refused", "recorded", "refused", "recorded"]
        problem = report(answer)["items"][2]["problem"]
        assert (problem["type"], problem["status"], problem["current_version"]) == (
            "/problems/precondition-failed",
            412,
            2,
        )
        assert places(problem) == ["/items/2/if_version"]

    @pytest.mark.parametrize("version", [0, -1, 2**31, "1", 1.5, True])
    def test_is_a_version(self, client: httpx.Client, track: Track, version: object) -> None:
        assert invalid(send(client, item(track(), "planned", if_version=version))) == ["/items/0/if_version"]


class TestSize:
    def test_is_at_most_500_items(self, service: Service, client: httpx.Client, track: Track) -> None:
        one, two = track(), track()
        items = [
            item(pledge, status, f"2025-{month:02}-{day:02}")
            for month in range(1, 6)
            for day in range(1, 26)
            for pledge in (one, two)
            for status in ("planned", "stalled")
        ]
        assert len(items) == 500
        assert invalid(send(client, *items, item(one, "stalled", "2025-06-01"))) == ["/items"]
        # Not held to the contract, which others are: for so many documents that takes seconds.
        answer = httpx.post(
            service.url + PATH, json={"items": items}, headers=client.headers, trust_env=False, timeout=PATIENCE
        )
        assert report(answer)["recorded"] == 500
        assert one.read()["counts"]["status_changes"] == two.read()["counts"]["status_changes"] == 250

    def test_is_at_least_one(self, client: httpx.Client) -> None:
        assert invalid(send(client)) == ["/items"]

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({}, "/items"),
            ({"items": {}}, "/items"),
            ({"items": [{}] * 3, "colour": "red"}, "/colour"),
            ({"items": [None]}, "/items/0"),
            ({"items": [{"pledge": "x y", "status": "planned", "reason": "x"}]}, "/items/0/pledge"),
            (
                {"items": [{"pledge": "pp", "status": "planned", "reason": "x", "withdrawn": None}]},
                "/items/0/withdrawn",
            ),
            ({"items": [{"pledge": "pp", "status": "planned", "reason": "x"}], "atomic": "yes"}, "/atomic"),
            ({"items": [{"pledge": "pp", "status": "planned", "reason": "x"}], "dry_run": True}, "/dry_run"),
        ],
        ids=repr,
    )
    def test_what_is_no_batch_is_refused(self, client: httpx.Client, body: Body, place: str) -> None:
        assert place in invalid(client.post(PATH, json=body))

    def test_all_that_is_no_item_is_told_at_once(self, client: httpx.Client) -> None:
        items = [{"pledge": "pp"}, {"pledge": "pp", "status": "done", "reason": "x"}, {"reason": ""}]
        assert invalid(send(client, *items)) == [
            "/items/0/status",
            "/items/0/reason",
            "/items/1/status",
            "/items/2/status",
            "/items/2/reason",
            "/items/2/pledge",
        ]


class TestKey:
    def test_makes_it_happen_once(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        body = {"items": [item(pledge, "planned")]}
        key = {"Idempotency-Key": f"batch-{pledge.id}"}
        first = client.post(PATH, json=body, headers=key)
        again = client.post(PATH, json=body, headers=key)
        assert outcomes(first) == ["recorded"]
        assert again.content == first.content
        assert "idempotency-replayed" not in first.headers
        assert again.headers["idempotency-replayed"] == "true"
        other = client.post(PATH, json={"items": [item(pledge, "stalled")]}, headers=key)
        refused(other, 422, "invalid-content")
        assert pledge.read()["version"] == 2

    def test_keeps_a_refusal(self, client: httpx.Client, track: Track) -> None:
        pledge = track()
        body = {"items": [item(pledge, "planned"), item(f"{pledge.id}-later", "planned")]}
        key = {"Idempotency-Key": f"refused-{pledge.id}"}
        refused(client.post(PATH, json=body, headers=key), 422, "batch-refused")
        parties = [{"participant": "guatemala", "role": "promisor"}]
        later = {"title": "Later", "kind": "policy", "strength": "firm", "parties": parties}
        assert client.put(f"{pledge.path}-later", json=later).status_code == 201
        again = client.post(PATH, json=body, headers=key)
        assert refused(again, 422, "batch-refused")["refused"] == 1
        assert again.headers["idempotency-replayed"] == "true"
        assert pledge.read()["version"] == 1
        assert outcomes(client.post(PATH, json=body)) == ["recorded", "recorded"]

    def test_of_another_sort_is_needed_to_write(
        self, anonymous: httpx.Client, reader: httpx.Client, track: Track
    ) -> None:
        pledge = track()
        refused(send(anonymous, item(pledge, "planned")), 401, "unauthenticated")
        refused(send(reader, item(pledge, "planned")), 403, "forbidden")
        assert pledge.read()["version"] == 1
