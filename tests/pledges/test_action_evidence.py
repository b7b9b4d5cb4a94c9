"""Actions and participation as evidence of status changes: whose deed counts, for which pledge, and by when."""

from typing import Any

import httpx
import pytest

from tests.answers import document
from tests.conftest import Unique
from tests.pledges.conftest import Track
from tests.pledges.test_guards import CITED, claim, refused_by
from tests.pledges.tracked import Body, Tracked, recorded
from tests.refusals import invalid, refused


@pytest.fixture
def act(client: httpx.Client, unique: Unique, world: None) -> Any:
    """Return what makes actions: of Guatemala, on a day before the change."""

    def act(pledge: Tracked, relation: str = "carries_out", **fields: object) -> str:
        action = unique("action")
        body: Body = {
            "kind": "construction",
            "title": "Works",
            "happened": "2025-06-30",
            "actors": [{"participant": "guatemala"}],
            "about": [{"pledge": pledge.id, "relation": relation}],
        }
        document(client.put(f"/v1/actions/{action}", json=body | fields))
        return action

    return act


def fulfilled(*actions: str, **fields: Any) -> Body:
    return claim("fulfilled", CITED, actions=list(actions), **fields)


class TestFulfilled:
    def test_an_action_that_carries_it_out_satisfies(self, track: Track, act: Any) -> None:
        pledge = track()
        assert refused_by(pledge.ask(claim("fulfilled", CITED)), "concrete_action") == ["/citations"]
        action = act(pledge)
        change = recorded(pledge.ask(fulfilled(action)))
        assert pledge.change(change)["actions"] == [{"id": action, "title": "Works"}]

    @pytest.mark.parametrize("relation", ["contributes", "works_against", "possibly_related"])
    def test_any_other_relation_does_not(self, track: Track, act: Any, relation: str) -> None:
        pledge = track()
        assert refused_by(pledge.ask(fulfilled(act(pledge, relation))), "concrete_action")

    def test_an_action_about_another_pledge_does_not(self, track: Track, act: Any) -> None:
        assert refused_by(track().ask(fulfilled(act(track()))), "concrete_action")

    @pytest.mark.parametrize("happened", ["2025-07-02", "2025-08", None])
    def test_it_must_have_happened_by_then(self, track: Track, act: Any, happened: str | None) -> None:
        pledge = track()
        assert refused_by(pledge.ask(fulfilled(act(pledge, happened=happened))), "concrete_action")

    def test_on_the_day_itself_is_by_then(self, track: Track, act: Any) -> None:
        pledge = track()
        recorded(pledge.ask(fulfilled(act(pledge, happened="2025-07-01/2025-08-01"))))

    @pytest.mark.parametrize(
        ("actor", "satisfies"),
        [
            ({"participant": "guatemala"}, True),
            ({"participant": "the-ministry"}, True),
            ({"participant": "minister"}, True),
            ({"participant": "nobody", "on_behalf_of": "guatemala"}, True),
            ({"participant": "nobody", "on_behalf_of": "the-ministry"}, True),
            ({"participant": "panama"}, True),
            ({"participant": "mexico"}, False),
            ({"participant": "the-union"}, False),
            ({"participant": "nobody"}, False),
            (None, False),
        ],
    )
    def test_it_must_be_done_by_who_is_judged(
        self, track: Track, act: Any, actor: Body | None, *, satisfies: bool
    ) -> None:
        parties = [
            {"participant": "guatemala", "role": "promisor"},
            {"participant": "panama", "role": "implementer"},
            {"participant": "mexico", "role": "promisee"},
        ]
        pledge = track(parties=parties)
        answer = pledge.ask(fulfilled(act(pledge, actors=[] if actor is None else [actor])))
        if satisfies:
            recorded(answer)
        else:
            assert refused_by(answer, "concrete_action") == ["/citations"]

    def test_of_several_promisors_each_answers_for_itself_and_any_for_the_whole(self, track: Track, act: Any) -> None:
        pledge = track("guatemala", "mexico")
        action = act(pledge)
        assert refused_by(pledge.ask(fulfilled(action, party="mexico")), "concrete_action")
        recorded(pledge.ask(fulfilled(action, party="guatemala")))
        recorded(pledge.ask(fulfilled(action)))

    def test_one_action_of_several_is_enough_and_shared_by_pledges(self, track: Track, act: Any) -> None:
        first, second = track(), track()
        about = [{"pledge": one.id, "relation": "carries_out"} for one in (first, second)]
        shared, other = act(first, about=about), act(first, "contributes")
        for pledge in (first, second):
            recorded(pledge.ask(fulfilled(other, shared)))

    def test_what_is_to_be_cited_all_the_same_is_cited(self, track: Track, act: Any) -> None:
        pledge = track()
        assert refused_by(pledge.ask(claim("fulfilled", actions=[act(pledge)])), "citation") == ["/citations"]


class TestTreatyAction:
    @pytest.fixture
    def treaty(self, client: httpx.Client, unique: Unique) -> str:
        treaty = unique("treaty")
        document(client.put(f"/v1/instruments/{treaty}", json={"kind": "treaty", "title": "A treaty"}))
        return treaty

    @staticmethod
    def participate(pledge: Tracked, treaty: str, act: str, on: str | None, participant: str = "guatemala") -> str:
        body = {"participant": participant, "act": act, "on": on}
        found: str = document(pledge.client.post(f"/v1/instruments/{treaty}/participation", json=body))["id"]
        return found

    @pytest.mark.parametrize(
        ("act", "satisfies"),
        [("ratified", True), ("signed", True), ("withdrew", True), ("reserved", False), ("objected", False)],
    )
    def test_participation_of_who_is_judged_satisfies(
        self, track: Track, treaty: str, act: str, *, satisfies: bool
    ) -> None:
        pledge = track(kind="treaty_action", instrument=treaty)
        self.participate(pledge, treaty, act, "2025-06-30")
        answer = pledge.ask(fulfilled())
        if satisfies:
            recorded(answer)
        else:
            assert refused_by(answer, "concrete_action")

    def test_of_another_pledge_party_or_day_it_does_not(self, track: Track, treaty: str) -> None:
        pledge, policy = track(kind="treaty_action", instrument=treaty), track(instrument=treaty)
        elsewhere = track(kind="treaty_action")
        self.participate(pledge, treaty, "ratified", "2025-07-02")
        self.participate(pledge, treaty, "ratified", "2025-01-01", "mexico")
        assert refused_by(pledge.ask(fulfilled()), "concrete_action")
        act = self.participate(pledge, treaty, "signed", "2025-07-01")
        for other in (policy, elsewhere):
            assert refused_by(other.ask(fulfilled()), "concrete_action")
        reason = {"reason": "of another"}
        document(pledge.client.post(f"/v1/instruments/{treaty}/participation/{act}/withdraw", json=reason))
        assert refused_by(pledge.ask(fulfilled()), "concrete_action")
        self.participate(pledge, treaty, "signed", "2025-07-01")
        recorded(pledge.ask(fulfilled()))

    def test_who_withdrew_from_the_instrument_abandoned_it(self, track: Track, treaty: str) -> None:
        pledge = track(instrument=treaty)
        assert refused_by(pledge.ask(claim("abandoned", CITED)), "quotation")
        self.participate(pledge, treaty, "ratified", "2020")
        assert refused_by(pledge.ask(claim("abandoned", CITED)), "quotation")
        self.participate(pledge, treaty, "withdrew", "2025-06-01")
        assert refused_by(pledge.ask(claim("abandoned", CITED, day="2025-05-31")), "quotation")
        recorded(pledge.ask(claim("abandoned", CITED)))

    def test_who_came_back_did_not(self, track: Track, treaty: str) -> None:
        pledge = track(instrument=treaty)
        self.participate(pledge, treaty, "withdrew", "2024")
        self.participate(pledge, treaty, "acceded", "2025-06-01")
        assert refused_by(pledge.ask(claim("abandoned", CITED)), "quotation")


class TestBreach:
    def test_an_action_that_works_against_it_breaks_it_before_it_is_due(self, track: Track, act: Any) -> None:
        pledge = track(due="2099")
        for actions in ([], [act(pledge)], [act(pledge, "works_against", happened="2025-07-02")]):
            assert refused_by(pledge.ask(claim("not_fulfilled", CITED, actions=actions)), "due_or_breach")
        recorded(pledge.ask(claim("not_fulfilled", CITED, actions=[act(pledge, "works_against")])))


class TestActions:
    def test_what_a_change_rests_on_cannot_be_deleted(self, track: Track, act: Any) -> None:
        pledge = track()
        action = act(pledge)
        recorded(pledge.ask(fulfilled(action)))
        problem = refused(pledge.client.delete(f"/v1/actions/{action}"), 409, "conflict")
        assert problem["referred_by"] == [{"collection": "pledges", "id": pledge.id, "field": "status_changes.actions"}]

    def test_an_action_that_is_not_there_is_refused(self, track: Track) -> None:
        assert "/actions/0" in invalid(track().ask(claim("planned", CITED, actions=["zz-no-action"])))

    def test_changes_are_found_by_their_actions(self, track: Track, act: Any) -> None:
        pledge = track()
        action, other = act(pledge), act(pledge, "contributes")
        change = recorded(pledge.ask(fulfilled(action)))
        at = pledge.client.get("/v1/ledger").json()["at"]
        for moment in ({}, {"known_at": at}):
            for path in (pledge.changes, "/v1/status-changes"):
                found = pledge.client.get(path, params={"action": action, **moment}).json()["items"]
                assert [one["id"] for one in found] == [change]
                assert pledge.client.get(path, params={"action": other, **moment}).json()["items"] == []

    def test_the_actions_of_a_change_are_corrected_and_judged_again(self, track: Track, act: Any) -> None:
        pledge = track()
        action, other = act(pledge), act(pledge, "contributes")
        change = recorded(pledge.ask(fulfilled(action)))
        path = f"{pledge.changes}/{change}"
        assert refused_by(pledge.client.patch(path, json={"actions": [other]}), "concrete_action")
        both = document(pledge.client.patch(path, json={"actions": [action, other]}))["actions"]
        assert [one["id"] for one in both] == [action, other]
        # What a recorded change says already is no other change.
        assert pledge.ask(fulfilled(action)).json()["id"] == change

    def test_merged_actions_stand_once_and_an_about_of_one_pledge_is_the_survivors(
        self, track: Track, act: Any
    ) -> None:
        pledge, duplicate = track(), track()
        client = pledge.client
        about = [
            {"pledge": duplicate.id, "relation": "works_against"},
            {"pledge": pledge.id, "relation": "carries_out", "note": "the survivor's"},
        ]
        action = act(pledge, about=about)
        merge = {"into": pledge.id, "reason": "one pledge"}
        assert client.post(f"/v1/pledges/{duplicate.id}/merge", json=merge).status_code == httpx.codes.OK
        (stays,) = client.get(f"/v1/actions/{action}").json()["about"]
        assert (stays["relation"], stays["note"]) == ("carries_out", "the survivor's")
        twin = act(pledge)
        recorded(pledge.ask(fulfilled(action, twin)))
        merge = {"into": action, "reason": "one deed"}
        assert client.post(f"/v1/actions/{twin}/merge", json=merge).status_code == httpx.codes.OK
        (change,) = client.get(pledge.changes).json()["items"]
        assert [one["id"] for one in change["actions"]] == [action]

    def test_actions_are_found_by_pledge_and_relation_of_one_row(self, track: Track, act: Any) -> None:
        first, second = track(), track()
        about = [
            {"pledge": first.id, "relation": "carries_out"},
            {"pledge": second.id, "relation": "works_against"},
        ]
        action = act(first, about=about)
        at = first.client.get("/v1/ledger").json()["at"]
        for moment in ({}, {"known_at": at}, {"as_of": "2025-06-30"}):
            for pledge, relation, found in (
                (first, "carries_out", [action]),
                (first, "works_against", []),
                (second, "works_against", [action]),
            ):
                query = {"about": pledge.id, "relation": relation, **moment}
                assert [one["id"] for one in first.client.get("/v1/actions", params=query).json()["items"]] == found
        before = first.client.get("/v1/actions", params={"about": first.id, "as_of": "2025-06-29"}).json()["items"]
        assert before == []

    def test_actions_are_found_by_where_the_pledge_was_made(
        self, track: Track, act: Any, client: httpx.Client, unique: Unique
    ) -> None:
        summit, session, later = unique("summit"), unique("session"), unique("later")
        held = {"form": "meeting", "status": "held", "starts": "2024-01-01"}
        for meeting, within in ((summit, None), (session, summit), (later, None)):
            document(client.put(f"/v1/meetings/{meeting}", json=held | {"title": meeting, "part_of": within}))
        made = [{"meeting": session, "role": "made_at"}, {"meeting": later, "role": "discussed_at"}]
        first, second = track(meetings=made), track(meetings=[{"meeting": later, "role": "made_at"}])
        about = [{"pledge": first.id, "relation": "carries_out"}, {"pledge": second.id, "relation": "works_against"}]
        both, one, _elsewhere = act(first, about=about), act(first, "contributes"), act(track())
        at = client.get("/v1/ledger").json()["at"]
        for moment in ({}, {"known_at": at}, {"as_of": "2025-06-30"}):
            for query, found in (
                ({"meeting": session}, {both, one}),
                ({"meeting": summit}, {both, one}),
                ({"meeting": later}, {both}),
                # What is asked of the pledge holds of one and the same.
                ({"meeting": later, "relation": "carries_out"}, set()),
                ({"meeting": [summit, later], "relation": "works_against"}, {both}),
                ({"meeting": summit, "about": second.id}, set()),
                ({"meeting": summit, "about": first.id, "relation": "contributes"}, {one}),
            ):
                items = client.get("/v1/actions", params={**query, **moment}).json()["items"]
                assert {item["id"] for item in items} == found, (query, moment)
