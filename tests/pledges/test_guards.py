"""Every guard, from both sides: what satisfies it, and what it refuses under its own name and at its own place."""

from typing import Any

import httpx
import pytest

from app.vocabulary import Status
from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.tracked import EVIDENCE, WHATEVER, Body, Tracked, recorded, saying
from tests.refusals import invalid, places, refused

CITED: Body = {"source": "undated"}
ACTED: Body = {"source": "undated", "act": "concrete_action"}
QUOTE: Body = {"exact": "we will not do it"}
NO_CLAIM = ("not_assessed", "no_verified_progress", "not_assessable")


def claim(status: str, *citations: Body, day: str = "2025-07-01", **fields: Any) -> Body:
    """Return a status change with this evidence and no override."""
    return {"status": status, "effective_on": day, "reason": "it is so", "citations": list(citations), **fields}


def refused_by(response: httpx.Response, *guards: str) -> list[str]:
    """Return the places at which exactly these guards refuse."""
    problem = refused(response, 422, "guard-refused")
    assert problem["guards"] == list(guards), problem
    messages = [fault["message"] for fault in problem["errors"]]
    for guard, message in zip(guards, messages, strict=True):
        assert message.startswith(f"guard {guard}: ")
        assert message.endswith(f"or override it by name: {guard}") == (guard in EVIDENCE)
    return places(problem)


class TestIntegrity:
    def test_the_party_is_a_promisor_or_nobody(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        assert refused_by(pledge.ask(saying("planned", party="the-union")), "party") == ["/party"]
        assert refused_by(pledge.ask(saying("planned", party="panama")), "party") == ["/party"]
        assert invalid(pledge.ask(saying("planned", party="atlantis"))) == ["/party"]
        recorded(pledge.ask(saying("planned", party="mexico")))
        recorded(pledge.ask(saying("planned", party=None)))

    def test_a_single_promisor_may_be_named_or_not(self, track: Track) -> None:
        pledge = track("guatemala")
        assert refused_by(pledge.ask(saying("planned", party="mexico")), "party") == ["/party"]
        recorded(pledge.ask(saying("planned", party="guatemala")))

    def test_superseded_names_a_successor(self, track: Track) -> None:
        pledge = track()
        for successor in (None, pledge.id):
            answer = pledge.ask(saying("superseded", successor=successor))
            assert refused_by(answer, "successor") == ["/successor"]
        assert invalid(pledge.ask(saying("superseded", successor="no-such-pledge"))) == ["/successor"]
        change = recorded(pledge.ask(saying("superseded", successor="the-successor")))
        assert pledge.change(change)["successor"] == {"id": "the-successor", "title": "The successor"}

    def test_a_successor_goes_with_superseded_alone(self, track: Track) -> None:
        answer = track().ask(saying("planned", successor="the-successor"))
        assert invalid(answer) == [""]
        assert "superseded" in answer.json()["errors"][0]["message"]

    @pytest.mark.parametrize("day", ["2025-06-30", "2025-06", "2025-05-01/2025-06-30"])
    def test_a_status_is_not_repeated_on_its_day(self, track: Track, day: str) -> None:
        pledge = track()
        first = pledge.judge("planned", "2025-06-30", reason="first")
        assert refused_by(pledge.ask(saying("planned", day, reason="again")), "no_repetition") == ["/status"]
        recorded(pledge.ask(saying("in_progress", day)))
        recorded(pledge.ask(saying("planned", day, reason="and back")))
        assert pledge.read()["counts"]["status_changes"] == 3
        assert pledge.change(first)["previous"] is None

    @pytest.mark.parametrize("day", ["2025-06-29", "2025-07-01", "2025-07"])
    def test_a_status_may_be_repeated_on_another_day(self, track: Track, day: str) -> None:
        pledge = track()
        pledge.judge("planned", "2025-06-30")
        recorded(pledge.ask(saying("planned", day)))

    def test_other_words_are_a_repetition(self, track: Track) -> None:
        pledge = track()
        pledge.judge("planned")
        assert refused_by(pledge.ask(saying("planned", reason="otherwise")), "no_repetition") == ["/status"]
        pledge.judge("stalled")
        assert pledge.judge("planned", reason="and back") == "2025-06-01-planned-2"

    def test_a_withdrawn_change_is_not_repeated(self, track: Track) -> None:
        pledge = track()
        pledge.withdraw(pledge.judge("planned"))
        assert pledge.judge("planned", reason="and back") == "2025-06-01-planned-2"

    def test_the_whole_and_the_parties_do_not_repeat_each_other(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        for party in (None, "guatemala", "mexico"):
            pledge.judge("planned", party=party)
            again = saying("planned", party=party, reason="again")
            assert refused_by(pledge.ask(again), "no_repetition") == ["/status"]

    def test_a_single_promisor_and_the_whole_do(self, track: Track) -> None:
        pledge = track()
        pledge.judge("planned")
        again = pledge.ask(saying("planned", party="guatemala"))
        assert refused_by(again, "no_repetition") == ["/status"]

    @pytest.mark.parametrize("status", ["unheard_of", "", "Planned", None, 7])
    def test_the_status_is_known(self, track: Track, status: object) -> None:
        assert invalid(track().ask({**saying("planned"), "status": status})) == ["/status"]

    @pytest.mark.parametrize("reason", ["", " \t\n", None])
    def test_there_is_a_reason(self, track: Track, reason: object) -> None:
        assert invalid(track().ask({**saying("planned"), "reason": reason})) == ["/reason"]
        assert invalid(track().ask({"status": "planned"})) == ["/reason"]

    @pytest.mark.parametrize("day", ["2025-06-01/..", "soon", "2025-02-30", "", None])
    def test_the_day_has_an_end(self, track: Track, day: object) -> None:
        assert invalid(track().ask({**saying("planned"), "effective_on": day})) == ["/effective_on"]


class TestCitation:
    @pytest.mark.parametrize("status", [status.value for status in Status if status not in NO_CLAIM])
    def test_a_claim_cites_a_source(self, track: Track, status: str) -> None:
        pledge = track()
        given = ["concrete_action", "due_or_breach", "quotation"]
        others: Body = {"override": {"guards": given, "reason": "another test's"}}
        if status == "superseded":
            others["successor"] = "the-successor"
        assert refused_by(pledge.ask(claim(status, **others)), "citation") == ["/citations"]
        recorded(pledge.ask(claim(status, CITED, **others)))

    @pytest.mark.parametrize("relation", ["contradicts", "context"])
    def test_one_that_supports_it(self, track: Track, relation: str) -> None:
        other = ACTED | {"relation": relation}
        answer = track().ask(claim("fulfilled", other, day="2025-01-01"))
        assert refused_by(answer, "citation", "concrete_action") == ["/citations", "/citations"]
        recorded(track().ask(claim("fulfilled", other, ACTED, day="2025-01-01")))

    def test_saying_nothing_about_the_world_needs_none(self, track: Track) -> None:
        pledge = track()
        recorded(pledge.ask(claim("not_assessed")))
        recorded(pledge.ask(claim("not_assessable")))
        recorded(pledge.ask(claim("no_verified_progress", sources_reviewed_up_to="2025-06-30")))

    def test_no_verified_progress_says_how_far_sources_were_reviewed(self, track: Track) -> None:
        pledge = track()
        answer = pledge.ask(claim("no_verified_progress", CITED))
        assert refused_by(answer, "reviewed_up_to") == ["/sources_reviewed_up_to"]
        assert invalid(pledge.ask(claim("no_verified_progress", sources_reviewed_up_to="2025-06"))) == [
            "/sources_reviewed_up_to"
        ]
        change = recorded(pledge.ask(claim("no_verified_progress", sources_reviewed_up_to="2025-06-30")))
        assert pledge.change(change)["sources_reviewed_up_to"] == "2025-06-30"


class TestBeyondAnnouncement:
    @pytest.mark.parametrize("status", ["in_progress", "stalled", "suspended", "partially_fulfilled"])
    def test_the_source_of_the_promise_shows_nothing_of_what_came_of_it(
        self, track: Track, client: httpx.Client, unique: Unique, status: str
    ) -> None:
        communique = unique("communique")
        body = {"kind": "communique", "title": communique, "published": "2025-02-05"}
        client.put(f"/v1/sources/{communique}", json=body).raise_for_status()
        itself, deed = {"source": communique}, {"source": communique, "act": "concrete_action"}
        announced = track(citations=[itself | {"act": "announcement"}])
        for pledge in (announced, track(announced="2025-02-05")):
            assert refused_by(pledge.ask(claim(status, itself)), "beyond_announcement") == ["/citations"]
            # Nothing came of it yet is what it can show.
            recorded(pledge.ask(claim("planned", itself)))
            recorded(pledge.ask(claim(status, itself, deed)))
        recorded(track(announced="2025-02-04").ask(claim(status, itself)))
        overridden: Body = {"guards": ["beyond_announcement"], "reason": "It was under way on that day"}
        change = recorded(track(announced="2025-02-05").ask(claim(status, itself, override=overridden)))
        assert change in [
            one["id"]
            for one in announced.client.get(
                "/v1/status-changes", params={"guard": "beyond_announcement", "limit": 200}
            ).json()["items"]
        ]


class TestFulfilled:
    def test_needs_a_concrete_action(self, track: Track) -> None:
        pledge = track()
        announced = CITED | {"act": "announcement"}
        for citations in ((CITED,), (announced,), (announced, CITED)):
            assert refused_by(pledge.ask(claim("fulfilled", *citations)), "concrete_action") == ["/citations"]
        recorded(pledge.ask(claim("fulfilled", announced, ACTED)))

    def test_of_a_measured_pledge_needs_its_target_met(self, track: Track) -> None:
        target = {"indicator": "flights", "measure": "count", "direction": "at_least", "value": 40}
        pledge = track(targets=[target])
        assert refused_by(pledge.ask(claim("fulfilled", ACTED)), "target_met") == ["/status"]
        recorded(pledge.ask(claim("partially_fulfilled", CITED)))
        overridden: Body = {"guards": ["target_met"], "reason": "nothing is measured yet"}
        recorded(pledge.ask(claim("fulfilled", ACTED, override=overridden)))

    def test_without_a_target_needs_no_measurement(self, track: Track) -> None:
        recorded(track().ask(claim("fulfilled", ACTED)))


class TestNotFulfilled:
    @pytest.mark.parametrize("due", ["2025-06-30", "2025-06", "2025-05-01/2025-06-30"])
    def test_takes_effect_once_it_is_due(self, track: Track, due: str) -> None:
        pledge = track(due=due)
        early = pledge.ask(claim("not_fulfilled", CITED, day="2025-06-29"))
        assert refused_by(early, "due_or_breach") == ["/status"]
        recorded(pledge.ask(claim("not_fulfilled", CITED, day="2025-06-30")))

    @pytest.mark.parametrize("due", [None, "2025-06/.."])
    def test_is_never_due_without_a_last_day(self, track: Track, due: str | None) -> None:
        answer = track(due=due).ask(claim("not_fulfilled", CITED))
        assert refused_by(answer, "due_or_breach") == ["/status"]

    def test_or_cites_a_deed_that_breaks_the_pledge(self, track: Track) -> None:
        recorded(track(due="2099").ask(claim("not_fulfilled", ACTED)))
        recorded(track().ask(claim("not_fulfilled", CITED, ACTED)))
        contradicted = ACTED | {"relation": "contradicts"}
        answer = track(due="2099").ask(claim("not_fulfilled", CITED, contradicted))
        assert refused_by(answer, "due_or_breach") == ["/status"]


class TestAbandoned:
    @pytest.mark.parametrize("speaker", ["guatemala", "the-ministry", "president", "minister"])
    def test_quotes_the_promisor_or_who_speaks_for_it(self, track: Track, speaker: str) -> None:
        recorded(track().ask(claim("abandoned", CITED, CITED | {"speaker": speaker, "quote": QUOTE})))

    @pytest.mark.parametrize("speaker", ["stranger", "nobody", "the-union", "mexico"])
    def test_and_nobody_else(self, track: Track, speaker: str) -> None:
        answer = track().ask(claim("abandoned", CITED | {"speaker": speaker, "quote": QUOTE}))
        assert refused_by(answer, "quotation") == ["/citations"]

    @pytest.mark.parametrize(
        "citation",
        [{"speaker": "president"}, {"quote": QUOTE}, {"quote": QUOTE, "attributed_to": "the president of Guatemala"}],
        ids=["no quote", "no speaker", "words for a speaker"],
    )
    def test_in_words_of_a_named_speaker(self, track: Track, citation: Body) -> None:
        assert refused_by(track().ask(claim("abandoned", CITED | citation)), "quotation") == ["/citations"]

    def test_by_the_promisor_that_is_judged(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        spoken = CITED | {"speaker": "stranger", "quote": QUOTE}
        answer = pledge.ask(claim("abandoned", spoken, party="guatemala"))
        assert refused_by(answer, "quotation") == ["/citations"]
        recorded(pledge.ask(claim("abandoned", spoken, party="mexico")))
        recorded(pledge.ask(claim("abandoned", spoken, party=None)))


class TestReversal:
    @pytest.mark.parametrize("final", ["fulfilled", "not_fulfilled", "abandoned"])
    @pytest.mark.parametrize(
        ("sources", "enough"),
        [
            (["of-2025-06-15"], True),
            (["of-2025-07"], True),
            (["undated", "of-2025-06-14", "of-2025-06-15"], True),
            (["of-2025-06-14"], True),
            (["of-2025-06"], False),
            (["undated"], False),
        ],
        ids=lambda value: value if isinstance(value, list) else "",
    )
    def test_cites_a_source_published_on_its_day_or_since(
        self, track: Track, final: str, sources: list[str], *, enough: bool
    ) -> None:
        pledge = track()
        pledge.judge(final, "2025-06-14")
        answer = pledge.ask(claim("in_progress", *({"source": source} for source in sources)))
        if enough:
            assert pledge.change(recorded(answer))["is_reversal"]
        else:
            assert refused_by(answer, "reversal_evidence") == ["/citations"]

    def test_counts_from_the_last_day_of_the_status(self, track: Track) -> None:
        pledge = track()
        pledge.judge("fulfilled", "2025-06")
        assert refused_by(pledge.ask(claim("stalled", {"source": "of-2025-06-15"})), "reversal_evidence")
        recorded(pledge.ask(claim("stalled", {"source": "of-2025-07"})))

    @pytest.mark.parametrize("status", [status.value for status in Status if status.value != "fulfilled"])
    def test_whatever_the_new_status(self, track: Track, status: str) -> None:
        pledge = track()
        pledge.judge("fulfilled")
        others: Body = {"guards": [guard for guard in EVIDENCE if guard != "reversal_evidence"], "reason": "x"}
        answer = pledge.ask(saying(status, "2025-07-01", override=others))
        assert refused_by(answer, "reversal_evidence") == ["/citations"]

    @pytest.mark.parametrize("status", [status.value for status in Status])
    def test_of_other_statuses_needs_none(self, track: Track, status: str) -> None:
        pledge = track()
        pledge.judge(status, "2025-05-01")
        # Stating a final status once more leaves nothing, and what is not final is left freely.
        following = status if status in {"fulfilled", "not_fulfilled", "abandoned"} else "planned"
        others: Body = {"guards": [guard for guard in EVIDENCE if guard != "reversal_evidence"], "reason": "x"}
        change = recorded(pledge.ask(saying(following, "2025-07-01", override=others)))
        assert not pledge.change(change)["is_reversal"]

    def test_looks_at_the_change_before_it_in_order(self, track: Track) -> None:
        pledge = track()
        pledge.judge("fulfilled", "2025-06-14")
        recorded(pledge.ask(claim("in_progress", CITED, day="2025-06-13")))
        pledge.judge("stalled", "2025-07-01")
        recorded(pledge.ask(claim("in_progress", CITED, day="2025-07-02")))
        between = pledge.ask(claim("in_progress", CITED, day="2025-06-15"))
        assert refused_by(between, "reversal_evidence") == ["/citations"]


class TestOverride:
    def test_is_shown_on_the_change(self, track: Track) -> None:
        pledge = track()
        override = {"guards": ["concrete_action"], "reason": "the data set does not say how"}
        change = recorded(pledge.ask(claim("fulfilled", CITED, override=override)))
        assert pledge.everywhere(change)["override"] == override

    def test_names_each_guard_once(self, track: Track) -> None:
        pledge = track()
        override = {"guards": ["citation", "concrete_action", "citation"], "reason": "x"}
        change = recorded(pledge.ask(claim("fulfilled", override=override)))
        assert pledge.change(change)["override"]["guards"] == ["citation", "concrete_action"]

    def test_of_one_guard_leaves_the_others(self, track: Track) -> None:
        override = {"guards": ["citation"], "reason": "x"}
        answer = track().ask(claim("fulfilled", override=override))
        assert refused_by(answer, "concrete_action") == ["/citations"]

    @pytest.mark.parametrize("guard", EVIDENCE)
    def test_knows_every_guard_of_evidence(self, track: Track, guard: str) -> None:
        recorded(track().ask(claim("planned", CITED, override={"guards": [guard], "reason": "just in case"})))

    @pytest.mark.parametrize(
        "guard", ["party", "not_in_the_future", "successor", "no_repetition", "unheard_of", "", None]
    )
    def test_does_not_reach_integrity(self, track: Track, guard: object) -> None:
        override = {"guards": ["citation", guard], "reason": "x"}
        assert invalid(track().ask(claim("planned", override=override))) == ["/override/guards/1"]

    @pytest.mark.parametrize(
        ("override", "place"),
        [
            ({"guards": ["citation"]}, "/override/reason"),
            ({"guards": ["citation"], "reason": ""}, "/override/reason"),
            ({"guards": ["citation"], "reason": None}, "/override/reason"),
            ({"guards": [], "reason": "x"}, "/override/guards"),
            ({"reason": "x"}, "/override/guards"),
            (["citation"], "/override"),
            (True, "/override"),
        ],
        ids=repr,
    )
    def test_says_which_and_why(self, track: Track, override: object, place: str) -> None:
        assert invalid(track().ask(claim("planned", override=override))) == [place]

    def test_does_not_help_against_integrity(self, track: Track) -> None:
        pledge = track()
        answer = pledge.ask(claim("superseded", party="the-union", override=WHATEVER))
        assert refused_by(answer, "party", "successor") == ["/party", "/successor"]


class TestAllAtOnce:
    def test_every_guard_that_refuses_is_named(self, track: Track) -> None:
        pledge = track(targets=[{"indicator": "flights", "measure": "count", "direction": "at_least", "value": 4}])
        assert refused_by(
            pledge.ask(claim("fulfilled", party="the-union", day="9999")),
            "party",
            "not_in_the_future",
            "citation",
            "concrete_action",
            "target_met",
        ) == ["/party", "/effective_on", "/citations", "/citations", "/status"]

    def test_beside_references_to_nothing(self, track: Track) -> None:
        pledge = track()
        answer = pledge.ask(claim("abandoned", {"source": "nowhere", "speaker": "atlantis"}, day="9999"))
        assert invalid(answer) == ["/citations/0/source", "/citations/0/speaker", "/effective_on"]

    def test_a_refusal_records_nothing(self, track: Track) -> None:
        pledge = track()
        before = pledge.read()
        refused_by(pledge.ask(claim("planned")), "citation")
        invalid(pledge.ask(claim("planned", {"source": "nowhere"})))
        assert pledge.read() == before
        assert pledge.listed() == []

    def test_the_pledge_must_exist(self, client: httpx.Client) -> None:
        refused(Tracked(client, "no-such-pledge").ask(saying("planned")), 404, "not-found")
