"""Who is to carry a pledge out has a status of its own, which never enters that of the promisors; joint pledges."""

from typing import Any

import httpx
import pytest

from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found, recorded, saying
from tests.refusals import refused


def implemented(track: Track, *promisors: str, by: tuple[str, ...] = ("panama",), **fields: Any) -> Tracked:
    """Return a pledge that others are to carry out."""
    parties = [*pledge(*promisors)["parties"], *({"participant": one, "role": "implementer"} for one in by)]
    return track(parties=parties, **fields)


def standings(tracked: Tracked) -> dict[tuple[str, str], str]:
    """Return where each party stands, by participant and role: the same in the document and by itself."""
    report = found(tracked.client.get(f"{tracked.path}/status"))
    told = {(party["party"]["id"], party["role"]): party["status"] for party in report["parties"]}
    parties = [party for party in tracked.read()["parties"] if party["status"] is not None]
    assert told == {(party["participant"]["id"], party["role"]): party["status"]["status"] for party in parties}
    return told


def listed(client: httpx.Client, tracked: Tracked, **query: Any) -> bool:
    """Return whether the list of pledges has it, the same now and by the histories, and counted."""
    now = found(client.get("/v1/pledges", params={"id": tracked.id, **query}))["items"]
    then = found(client.get("/v1/pledges", params={"id": tracked.id, "as_of": "2025-12-31", **query}))["items"]
    total = found(client.get("/v1/stats/overview", params={"id": tracked.id, **query}))["total"]
    assert len(now) == len(then) == total
    return bool(now)


class TestImplementers:
    @pytest.mark.parametrize("promisors", [("guatemala",), ("guatemala", "mexico")])
    def test_stand_by_themselves(self, track: Track, promisors: tuple[str, ...]) -> None:
        tracked = implemented(track, *promisors)
        tracked.judge("fulfilled", party="panama")
        assert standings(tracked) == {
            **{(one, "promisor"): "not_assessed" for one in promisors},
            ("panama", "implementer"): "fulfilled",
        }
        document = tracked.read()
        assert (document["status"]["status"], document["status"]["basis"]) == ("not_assessed", "none")
        assert document["collective"] == {"status": "not_assessed", "assessed": 0, "promisors": len(promisors)}
        tracked.judge("stalled", party="guatemala")
        assert standings(tracked)["panama", "implementer"] == "fulfilled"
        assert tracked.read()["status"]["status"] == "stalled"

    def test_have_a_history_of_their_own(self, track: Track) -> None:
        tracked = implemented(track)
        whole = tracked.judge("planned", "2025-06-01")
        own = tracked.judge("in_progress", "2025-06-02", party="panama")
        later = tracked.judge("stalled", "2025-06-03", party="panama")
        assert tracked.change(own)["previous"] is None
        assert tracked.change(later)["previous"] == {"change": own, "status": "in_progress"}
        assert tracked.read()["status"]["change"] == whole
        tracked.withdraw(later)
        assert standings(tracked) == {("guatemala", "promisor"): "planned", ("panama", "implementer"): "in_progress"}

    def test_that_promise_too_stand_once(self, track: Track) -> None:
        tracked = implemented(track, "guatemala", "mexico", by=("mexico",))
        tracked.judge("planned", party="mexico")
        assert standings(tracked)["mexico", "promisor"] == standings(tracked)["mexico", "implementer"] == "planned"
        assert tracked.read()["collective"]["assessed"] == 1

    def test_of_no_pledge_are_not_judged(self, track: Track) -> None:
        problem = refused(implemented(track).ask(saying("planned", party="mexico")), 422, "guard-refused")
        assert problem["guards"] == ["party"]

    def test_that_were_judged_are_not_removed(self, track: Track) -> None:
        tracked = implemented(track)
        change = tracked.judge("planned", party="panama")
        problem = refused(tracked.patch({"parties": pledge()["parties"]}), 409, "conflict")
        assert problem["parties"] == ["panama"]
        tracked.withdraw(change)
        assert tracked.patch({"parties": pledge()["parties"]}).status_code == 200

    def test_are_asked_for_by_where_they_stand(self, client: httpx.Client, track: Track) -> None:
        tracked = implemented(track, "guatemala", "mexico", due="2025-06-15")
        tracked.judge("fulfilled", "2025-06-20", party="panama", override=None, citations=[DEED])
        tracked.judge("planned", "2025-06-01", party="guatemala")
        for query, expected in (
            ({"implementer": "panama"}, True),
            ({"implementer": "panama", "status": "fulfilled"}, True),
            ({"implementer": "panama", "status": "planned"}, False),
            ({"implementer": "panama", "fulfilled_late": "true"}, True),
            ({"implementer": "panama", "overdue": "false"}, True),
            ({"implementer": "panama", "overridden": "false"}, True),
            ({"implementer": "guatemala"}, False),
            ({"promisor": "panama", "status": "fulfilled"}, False),
            ({"promisor": "guatemala", "implementer": "panama", "status": "planned"}, True),
            ({"promisor": "guatemala", "implementer": "panama", "status": "fulfilled"}, False),
            ({"status": "planned"}, True),
        ):
            assert listed(client, tracked, **query) is expected, query


DEED = {"source": "undated", "act": "concrete_action"}


class TestPromisorsUnder:
    def test_are_one_and_the_same(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("fulfilled", "2025-06-01", party="guatemala")
        # Guatemala is part of the union, which is promisee here and no promisor.
        for query, expected in (
            ({"promisor_under": "the-union"}, True),
            ({"promisor_under": "the-union", "status": "fulfilled"}, True),
            ({"promisor_under": "the-union", "status": "not_assessed"}, False),
            ({"promisor_under": "mexico", "status": "not_assessed"}, True),
            ({"promisor_under": "the-union", "promisor": "guatemala"}, True),
            ({"promisor_under": "the-union", "promisor": "mexico"}, False),
            ({"promisor_under": "the-ministry"}, False),
            ({"under": "the-union", "status": "fulfilled"}, False),
        ):
            assert listed(client, tracked, **query) is expected, query


class TestJoint:
    """Of one performance that several owe together, only the whole is judged; it counts for each of them."""

    def test_counts_for_each(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico", joint="joint")
        change = tracked.judge("fulfilled", "2025-06-01")
        document = tracked.read()
        assert document["status"]["basis"] == "whole"
        assert [party["status"] and party["status"]["change"] for party in document["parties"]] == [
            change,
            change,
            None,
        ]
        assert document["collective"] == {"status": "fulfilled", "assessed": 2, "promisors": 2}
        assert document["status_conflict"] is False
        for promisor in ("guatemala", "mexico"):
            assert listed(client, tracked, promisor=promisor, status="fulfilled")
            assert not listed(client, tracked, promisor=promisor, status="not_assessed")
        (row, *_others) = found(client.get("/v1/stats/matrix", params={"id": tracked.id}))["items"]
        assert row["statuses"] == {"fulfilled": 1}

    def test_refuses_judgements_of_one(self, track: Track) -> None:
        tracked = track("guatemala", "mexico", joint="joint")
        problem = refused(tracked.ask(saying("planned", party="mexico")), 422, "guard-refused")
        assert problem["guards"] == ["party"]
        assert "as a whole" in problem["errors"][0]["message"]

    def test_of_a_single_promisor_is_like_any(self, track: Track) -> None:
        recorded(track("guatemala", joint="joint").ask(saying("planned", party="guatemala")))

    def test_lets_implementers_be_judged(self, track: Track) -> None:
        tracked = implemented(track, "guatemala", "mexico", joint="joint")
        tracked.judge("planned", party="panama")
        assert set(standings(tracked).values()) == {"planned", "not_assessed"}

    def test_it_becomes_once_none_is_judged_alone(self, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("in_progress", "2025-05-01")
        change = tracked.judge("planned", party="mexico")
        problem = refused(tracked.patch({"joint": "joint"}), 409, "conflict")
        assert problem["parties"] == ["mexico"]
        tracked.withdraw(change)
        assert tracked.patch({"joint": "joint"}).status_code == 200
        assert set(standings(tracked).values()) == {"in_progress"}
        assert tracked.patch({"joint": "several"}).status_code == 200
        assert set(standings(tracked).values()) == {"not_assessed"}

    def test_single_promisor_that_gets_company(self, track: Track) -> None:
        tracked = track("guatemala", joint="joint")
        tracked.judge("planned", party="guatemala")
        body: Body = {"parties": pledge("guatemala", "mexico")["parties"]}
        assert refused(tracked.patch(body), 409, "conflict")["parties"] == ["guatemala"]


class TestFlags:
    """What the change that gave a status says of it, on the pledge and on each party, as filters and counted."""

    def test_are_of_each_party_and_of_the_pledge(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico", due="2025-06-15")
        tracked.judge("fulfilled", "2025-06-10", party="guatemala", override=None, citations=[DEED])
        tracked.judge("fulfilled", "2025-06-20", party="mexico", override=None, citations=[DEED])
        document = tracked.read()
        assert [party["status"] and party["status"]["fulfilled_late"] for party in document["parties"]] == [
            False, True, None,
        ]  # fmt: skip
        assert (document["status"]["status"], document["status"]["fulfilled_late"]) == ("fulfilled", True)
        assert listed(client, tracked, fulfilled_late="true")
        assert listed(client, tracked, promisor="mexico", fulfilled_late="true")
        assert not listed(client, tracked, promisor="guatemala", fulfilled_late="true")
        assert listed(client, tracked, promisor="guatemala", fulfilled_late="false")
        # Before the last of them had, nothing was late.
        early = {"id": tracked.id, "fulfilled_late": "true", "as_of": "2025-06-19"}
        assert found(client.get("/v1/pledges", params=early))["items"] == []

    def test_go_by_the_day_that_is_put_right(self, client: httpx.Client, track: Track) -> None:
        tracked = track(due="2025-06-15")
        tracked.judge("fulfilled", "2025-06-20")
        assert listed(client, tracked, fulfilled_late="true")
        found(tracked.patch({"due": "2025-06-30"}))
        assert tracked.read()["status"]["fulfilled_late"] is False
        assert not listed(client, tracked, fulfilled_late="true")

    def test_follow_from_the_changes_before(self, client: httpx.Client, track: Track) -> None:
        tracked = track(due="2025-06-15")
        tracked.judge("fulfilled", "2025-06-14")
        tracked.judge("fulfilled", "2025-06-20")
        tracked.judge("fulfilled", "2025-06-25")
        assert not listed(client, tracked, fulfilled_late="true")
        between = tracked.judge("stalled", "2025-06-18")
        assert tracked.read()["status"] | {"fulfilled_late": True, "is_reversal": False} == tracked.read()["status"]
        assert listed(client, tracked, fulfilled_late="true")
        reversed_on = {"id": tracked.id, "is_reversal": "true", "as_of": "2025-06-19"}
        assert len(found(client.get("/v1/pledges", params=reversed_on))["items"]) == 1
        tracked.withdraw(between)
        assert not listed(client, tracked, fulfilled_late="true")
        assert found(client.get("/v1/pledges", params=reversed_on))["items"] == []

    def test_of_reversals_and_overrides(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("fulfilled", "2025-06-01", party="mexico")
        tracked.judge("stalled", "2025-06-02", party="mexico")
        assert tracked.read()["status"]["is_reversal"] is True
        for query, expected in (
            ({"is_reversal": "true"}, True),
            ({"is_reversal": "true", "promisor": "guatemala"}, False),
            ({"overridden": "true"}, True),
            ({"overridden": "false"}, False),
            ({"overridden": "false", "promisor": "guatemala"}, True),
        ):
            assert listed(client, tracked, **query) is expected, query

    def test_of_what_is_unknown(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("not_assessable", party="guatemala", unknown_because="withheld")
        tracked.judge("not_assessable", party="mexico", unknown_because="withheld")
        assert tracked.read()["status"]["unknown_because"] == "withheld"
        assert listed(client, tracked, unknown_because="withheld")
        assert not listed(client, tracked, unknown_because="null")
        tracked.judge("not_assessable", "2025-06-02", party="mexico", unknown_because="not_published")
        # They differ: nothing is common to both.
        assert tracked.read()["status"]["unknown_because"] is None
        for query, expected in (
            ({"unknown_because": "withheld"}, False),
            ({"unknown_because": "null"}, True),
            ({"unknown_because": ["null", "withheld"]}, True),
            ({"unknown_because": "withheld", "promisor": "guatemala"}, True),
            ({"unknown_because": "withheld", "promisor": "mexico"}, False),
        ):
            assert listed(client, tracked, **query) is expected, query

    def test_of_conflicts(self, client: httpx.Client, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("fulfilled", "2025-06-01")
        assert not listed(client, tracked, status_conflict="true")
        tracked.judge("planned", "2025-06-01", party="mexico")
        assert tracked.read()["status_conflict"] is True
        assert listed(client, tracked, status_conflict="true")
        assert not listed(client, tracked, status_conflict="false")
