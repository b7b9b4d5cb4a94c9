"""A status change is put right where it stands: what may be corrected, what is withdrawn, what guards say."""

from typing import Any

import httpx
import pytest

from tests.pledges.conftest import Track
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import invalid, places, refused

CITED = {"source": "of-2025-06-14"}


def correct(tracked: Tracked, change: str, patch: Body, **headers: str) -> httpx.Response:
    return tracked.client.patch(f"{tracked.changes}/{change}", json=patch, headers=headers)


class TestWhatMayBe:
    @pytest.mark.parametrize(
        ("field", "value", "shown"),
        [
            ("reason", "Nobody says more", "Nobody says more"),
            ("unknown_because", "withheld", "withheld"),
            ("as_published", {"scale": "A scale", "value": "2 of 5"}, {"scale": "A scale", "value": "2 of 5"}),
        ],
    )
    def test_is_put_in_its_place(self, track: Track, field: str, value: object, shown: object) -> None:
        tracked = track()
        change = tracked.judge("not_assessed")
        before = tracked.everywhere(change)
        after = found(correct(tracked, change, {field: value}))
        assert after == before | {field: shown} == tracked.everywhere(change)
        assert tracked.read()["version"] == 3

    def test_is_what_it_cites(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned", citations=[CITED, {"source": "undated"}])
        found(correct(tracked, change, {"citations": [{"source": "of-2025-07"}, CITED]}))
        citations = tracked.everywhere(change)["citations"]
        assert [citation["id"] for citation in citations] == ["of-2025-07", "of-2025-06-14"]

    def test_is_cleared_by_null(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("not_assessed", unknown_because="withheld")
        assert found(correct(tracked, change, {"unknown_because": None}))["unknown_because"] is None

    def test_is_shown_where_the_pledge_stands(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned")
        found(correct(tracked, change, {"reason": "Said better"}))
        assert tracked.read()["status"]["reason"] == "Said better"

    def test_is_an_entry_that_keeps_the_place_of_the_change(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        first, second = tracked.judge("planned"), tracked.judge("stalled")
        found(correct(tracked, first, {"reason": "Said better"}))
        items = found(client.get(f"{tracked.path}/revisions"))["items"]
        assert (items[-1]["operation"], items[-1]["part"]) == ("correct", f"status_changes/{first}")
        assert [change["id"] for change in tracked.listed()] == [first, second]
        assert tracked.read()["status"]["change"] == second
        # Earlier revisions say what was said then.
        assert found(client.get(f"{tracked.path}/revisions/2"))["status"]["reason"] == "planned on 2025-06-01"
        (difference,) = found(client.get(f"{tracked.path}/revisions/4/differences"))["items"]
        assert difference["pointer"] == f"/status_changes/{first}/reason"

    def test_is_nothing_new_if_it_was_so(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned", citations=[CITED])
        same = {"reason": "planned on 2025-06-01", "citations": [CITED], "status": "planned"}
        assert found(correct(tracked, change, same)) == tracked.change(change)
        assert tracked.read()["version"] == 2

    def test_is_known_then_and_now(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        change = tracked.judge("not_assessed", "2025-06-01", unknown_because="withheld")
        found(correct(tracked, change, {"unknown_because": "not_published", "citations": [CITED]}))
        recorded(tracked.ask(saying("planned", "2025-07-01")))
        for asked, expected in (
            ({"unknown_because": "withheld"}, []),
            ({"unknown_because": "not_published"}, [change]),
            ({"source": "of-2025-06-14"}, [change]),
        ):
            for clock in ({}, {"as_of": "2025-06-30"}):
                items = found(client.get(tracked.changes, params={**asked, **clock}))["items"]
                assert [item["id"] for item in items] == expected, (asked, clock)
        for clock, known in (({"as_of": "2025-06-01"}, [tracked.id]), ({"as_of": "2025-05-31"}, [])):
            query = {"source": "of-2025-06-14", "id": tracked.id, **clock}
            assert [item["id"] for item in found(client.get("/v1/pledges", params=query))["items"]] == known


class TestWhatMayNotBe:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("status", "stalled"), ("party", "guatemala"), ("effective_on", "2025-06-02"),
            ("sources_reviewed_up_to", "2025-06-01"), ("override", None), ("announced_on", "2025-05"),
        ],
    )  # fmt: skip
    def test_says_how_it_is_done(self, track: Track, field: str, value: object) -> None:
        tracked = track()
        change = tracked.judge("planned")
        problem = refused(correct(tracked, change, {field: value, "reason": "Said better"}), 422, "invalid-content")
        assert places(problem) == [f"/{field}"]
        assert problem["errors"][0]["message"].endswith("withdraw it and record it anew")
        assert tracked.read()["version"] == 2

    def test_is_an_unknown_field(self, track: Track) -> None:
        tracked = track()
        assert invalid(correct(tracked, tracked.judge("planned"), {"reasons": "x"})) == ["/reasons"]

    def test_is_what_the_status_forbids(self, track: Track) -> None:
        tracked = track()
        assert invalid(correct(tracked, tracked.judge("planned"), {"unknown_because": "withheld"})) == [""]

    @pytest.mark.parametrize("patch", [{"reason": ""}, {"reason": None}, {"citations": None}, {"id": "another"}])
    def test_is_empty_or_another(self, track: Track, patch: Body) -> None:
        tracked = track()
        change = tracked.judge("planned", citations=[CITED])
        answer = correct(tracked, change, patch)
        if patch == {"citations": None}:
            assert found(answer)["citations"] == []
        else:
            assert invalid(answer) == [f"/{next(iter(patch))}"]

    def test_is_one_that_is_not_there(self, track: Track) -> None:
        refused(correct(track(), "nothing", {"reason": "x"}), 404, "not-found")

    def test_is_of_another_version(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned")
        refused(correct(tracked, change, {"reason": "x"}, **{"If-Match": '"1-0"'}), 412, "precondition-failed")

    def test_names_a_source_that_is_not_there(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("planned")
        assert invalid(correct(tracked, change, {"citations": [{"source": "of-2025"}]})) == ["/citations/0/source"]


class TestGuards:
    """Evidence that is put in the place of other evidence is judged as that was."""

    def judged(self, track: Track, status: str, citation: Body, **fields: Any) -> tuple[Tracked, str]:
        tracked = track()
        body = {"status": status, "effective_on": "2025-06-01", "reason": "seen", "citations": [citation], **fields}
        return tracked, recorded(tracked.ask(body))

    @pytest.mark.parametrize(
        ("citations", "guards"),
        [
            ([], ["citation", "concrete_action"]),
            ([CITED], ["concrete_action"]),
            ([CITED | {"act": "concrete_action", "relation": "contradicts"}], ["citation", "concrete_action"]),
        ],
    )
    def test_refuse_what_no_longer_shows_it(self, track: Track, citations: list[Body], guards: list[str]) -> None:
        tracked, change = self.judged(track, "fulfilled", CITED | {"act": "concrete_action"})
        problem = refused(correct(tracked, change, {"citations": citations}), 422, "guard-refused")
        assert problem["guards"] == guards
        assert found(correct(tracked, change, {"citations": [{"source": "undated", "act": "concrete_action"}]}))

    def test_let_stand_what_was_set_aside(self, track: Track) -> None:
        tracked = track()
        change = tracked.judge("fulfilled", citations=[CITED])
        assert found(correct(tracked, change, {"citations": []}))["citations"] == []

    def test_do_not_ask_again_for_what_others_changed(self, track: Track) -> None:
        tracked = track(due="2025-05-31")
        body = {"status": "not_fulfilled", "effective_on": "2025-06-01", "reason": "late", "citations": [CITED]}
        change = recorded(tracked.ask(body))
        found(tracked.patch({"due": "2025-12-31"}))
        assert found(correct(tracked, change, {"citations": [{"source": "undated"}]}))

    def test_look_at_the_change_before_it(self, track: Track) -> None:
        tracked, _first = self.judged(track, "fulfilled", CITED | {"act": "concrete_action"})
        body = {"status": "stalled", "effective_on": "2025-06-20", "reason": "undone", "citations": [CITED]}
        second = recorded(tracked.ask(body))
        tracked.judge("planned", "2025-07-01")
        problem = refused(correct(tracked, second, {"citations": [{"source": "undated"}]}), 422, "guard-refused")
        assert problem["guards"] == ["reversal_evidence"]
        assert found(correct(tracked, second, {"citations": [{"source": "of-2025-06-15"}]}))


def test_other_words_are_told_to_correct_the_change(track: Track) -> None:
    tracked = track()
    change = tracked.judge("planned")
    again = saying("planned", reason="Otherwise")
    batch = {"items": [again | {"pledge": tracked.id}]}
    for answer in (tracked.ask(again), tracked.client.post("/v1/status-changes", json=batch)):
        (fault,) = answer.json()["errors"]
        assert answer.status_code == 422
        assert fault["message"].endswith(f"correct the change that stands (PATCH): {change}")
