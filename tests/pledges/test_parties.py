"""The pledge as a whole and its promisors: whose judgement counts where."""

import httpx
import pytest

from tests.conftest import Unique
from tests.pledges.conftest import Track, pledge
from tests.pledges.tracked import Body, Tracked, found, saying
from tests.refusals import invalid, refused

FLAGS: Body = {"fulfilled_late": False, "is_reversal": False, "overridden": False, "unknown_because": None}
UNASSESSED = {"status": "not_assessed", "effective_on": None, "reason": None, "change": None} | FLAGS


def stands(tracked: Tracked) -> Body:
    """Return where a pledge stands, the same in its document and by itself."""
    report = found(tracked.client.get(f"{tracked.path}/status"))
    document = tracked.read()
    parties = [
        {"party": party["participant"], "role": party["role"], **party["status"]}
        for party in document["parties"]
        if party["role"] in {"promisor", "implementer"}
    ]
    assert report == {
        "pledge": {"id": document["id"], "title": document["title"]},
        "version": document["version"],
        "parties": parties,
        **{
            name: document[name]
            for name in (
                "status",
                "collective",
                "components",
                "status_conflict",
                "criteria",
                "criteria_after_verdict",
                "overdue",
                "due_soon",
                "conditional",
                "newer_evidence",
                "review_due",
            )
        },
    }
    return report


def by_party(tracked: Tracked) -> dict[str, str]:
    """Return the status of each promisor."""
    return {party["party"]["id"]: party["status"] for party in stands(tracked)["parties"]}


class TestSinglePromisor:
    @pytest.mark.parametrize("party", [None, "guatemala"])
    def test_and_the_whole_are_one_history(self, track: Track, party: str | None) -> None:
        pledge = track("guatemala")
        change = pledge.judge("in_progress", "2025-06-13", party=party, reason="Works")
        day = {"edtf": "2025-06-13", "from": "2025-06-13", "to": "2025-06-13", "approximate": False, "uncertain": False}
        standing = {"status": "in_progress", "effective_on": day, "reason": "Works", "change": change}
        standing |= FLAGS | {"overridden": True}
        report = stands(pledge)
        assert report["status"] == standing | {"basis": "whole"}
        assert report["parties"] == [
            {"party": {"id": "guatemala", "name": "Guatemala"}, "role": "promisor", **standing}
        ]
        assert report["collective"] == {"status": "in_progress", "assessed": 1, "promisors": 1}
        assert report["status_conflict"] is False

    def test_however_it_is_addressed(self, track: Track) -> None:
        pledge = track("guatemala")
        parties = [None, "guatemala", None, "guatemala"]
        statuses = ["planned", "in_progress", "stalled", "not_started"]
        changes = [
            pledge.judge(status, f"2025-06-0{index}", party=party)
            for index, (status, party) in enumerate(zip(statuses, parties, strict=True), 1)
        ]
        before = [document["previous"] and document["previous"]["change"] for document in pledge.listed()]
        assert before == [None, *changes[:-1]]
        assert [document["party"] and document["party"]["id"] for document in pledge.listed()] == parties
        assert stands(pledge)["status"]["change"] == changes[-1]

    def test_in_other_roles_is_still_one(self, track: Track) -> None:
        pledge = track("guatemala")
        roles = [{"participant": "guatemala", "role": role} for role in ("promisor", "implementer", "beneficiary")]
        assert pledge.patch({"parties": roles}).status_code == 200
        pledge.judge("planned")
        assert by_party(pledge) == {"guatemala": "planned"}
        assert [party["status"] is None for party in pledge.read()["parties"]] == [False, False, True]


class TestSeveralPromisors:
    def test_are_never_copied_into_the_whole(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        whole = pledge.judge("in_progress", "2025-06-02")
        report = stands(pledge)
        assert (report["status"]["status"], report["status"]["basis"]) == ("in_progress", "whole")
        assert by_party(pledge) == {"guatemala": "not_assessed", "mexico": "not_assessed"}
        assert report["collective"] == {"status": "not_assessed", "assessed": 0, "promisors": 2}

        pledge.judge("stalled", "2025-06-03", party="mexico")
        report = stands(pledge)
        assert report["status"]["change"] == whole
        assert by_party(pledge) == {"guatemala": "not_assessed", "mexico": "stalled"}
        assert report["collective"] == {"status": "stalled", "assessed": 1, "promisors": 2}

    def test_give_the_status_while_the_whole_is_not_judged(self, track: Track) -> None:
        pledge = track("guatemala", "mexico", "panama")
        assert stands(pledge)["status"] == UNASSESSED | {"basis": "none"}
        collective = []
        for party in ("guatemala", "mexico", "panama"):
            pledge.judge("fulfilled", party=party)
            report = stands(pledge)
            own = {"status": report["collective"]["status"], "basis": "promisors", "overridden": True}
            assert report["status"] == UNASSESSED | own
            collective.append((report["collective"]["status"], report["collective"]["assessed"]))
        assert collective == [("in_progress", 1), ("in_progress", 2), ("fulfilled", 3)]

    def test_give_it_again_once_the_whole_is_withdrawn(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        pledge.judge("planned", party="mexico")
        whole = pledge.judge("stalled")
        assert stands(pledge)["status"]["basis"] == "whole"
        pledge.withdraw(whole)
        assert (stands(pledge)["status"]["status"], stands(pledge)["status"]["basis"]) == ("planned", "promisors")

    def test_judged_as_unassessed_are_a_basis_too(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        change = pledge.judge("not_assessed", party="mexico")
        assert stands(pledge)["status"] == UNASSESSED | {"basis": "promisors", "overridden": True}
        assert stands(pledge)["collective"]["assessed"] == 0
        assert stands(pledge)["parties"][1]["change"] == change

    def test_stand_in_the_order_of_the_parties(self, track: Track) -> None:
        pledge = track("mexico", "guatemala", "panama")
        pledge.judge("planned", party="panama")
        assert list(by_party(pledge)) == ["mexico", "guatemala", "panama"]

    def test_are_what_lists_filter_by(self, client: httpx.Client, track: Track) -> None:
        pledge = track("guatemala", "mexico")

        def listed(**filters: str) -> bool:
            return bool(found(client.get("/v1/pledges", params={"id": pledge.id} | filters))["items"])

        assert listed(basis="none", status="not_assessed")
        pledge.judge("stalled", party="mexico")
        assert listed(basis="promisors", status="stalled")
        assert not listed(status="not_assessed")
        pledge.judge("planned")
        assert listed(basis="whole", status="planned")
        assert not listed(status="stalled")


class TestConflict:
    def test_of_the_whole_and_a_promisor_is_shown(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        pledge.judge("fulfilled", party="guatemala")
        assert not stands(pledge)["status_conflict"]
        pledge.judge("fulfilled")
        assert not stands(pledge)["status_conflict"]
        broken = pledge.judge("not_fulfilled", party="mexico")
        assert stands(pledge)["status_conflict"]
        pledge.withdraw(broken)
        assert not stands(pledge)["status_conflict"]

    def test_of_promisors_with_each_other_is_none(self, track: Track) -> None:
        pledge = track("guatemala", "mexico")
        pledge.judge("fulfilled", party="guatemala")
        pledge.judge("not_fulfilled", party="mexico")
        assert not stands(pledge)["status_conflict"]


class TestChangingPromisors:
    def test_a_second_one_splits_the_history(self, track: Track) -> None:
        tracked = track("guatemala")
        whole = tracked.judge("fulfilled", "2025-06-01")
        own = tracked.judge("stalled", "2025-06-02", party="guatemala")
        assert tracked.everywhere(own)["is_reversal"]
        assert tracked.patch({"parties": pledge("guatemala", "mexico")["parties"]}).status_code == 200

        assert (tracked.everywhere(own)["previous"], tracked.change(own)["is_reversal"]) == (None, False)
        report = stands(tracked)
        assert (report["status"]["change"], report["status"]["basis"]) == (whole, "whole")
        assert by_party(tracked) == {"guatemala": "stalled", "mexico": "not_assessed"}
        assert report["status_conflict"]

        assert tracked.patch({"parties": pledge("guatemala")["parties"]}).status_code == 200
        assert tracked.everywhere(own)["is_reversal"]
        assert stands(tracked)["status"]["change"] == own
        assert not stands(tracked)["status_conflict"]

    @pytest.mark.parametrize("roles", [[], ["implementer", "beneficiary"]])
    def test_one_that_was_judged_stays(self, track: Track, roles: list[str]) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("planned", party="mexico")
        before = tracked.read()
        parties = [{"participant": "guatemala", "role": "promisor"}]
        parties += [{"participant": "mexico", "role": role} for role in roles]
        problem = refused(tracked.patch({"parties": parties}), 409, "conflict")
        assert problem["parties"] == ["mexico"]
        put = tracked.client.put(
            tracked.path, json=pledge("guatemala"), headers={"If-Match": f'"{before["version"]}-0123456789abcdef"'}
        )
        assert refused(put, 409, "conflict")["parties"] == ["mexico"]
        assert tracked.read() == before

    def test_one_that_was_not_may_go(self, track: Track) -> None:
        tracked = track("guatemala", "mexico", "panama")
        tracked.judge("planned", party="mexico")
        tracked.judge("stalled")
        assert tracked.patch({"parties": pledge("mexico", "panama")["parties"]}).status_code == 200
        assert by_party(tracked) == {"mexico": "planned", "panama": "not_assessed"}

    def test_one_whose_changes_were_withdrawn_may_go(self, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        change = tracked.judge("planned", party="mexico")
        tracked.withdraw(change)
        assert tracked.patch({"parties": pledge("guatemala")["parties"]}).status_code == 200
        assert tracked.everywhere(change)["party"] == {"id": "mexico", "name": "Mexico"}
        assert by_party(tracked) == {"guatemala": "not_assessed"}

    def test_one_that_is_judged_may_take_other_roles(self, track: Track) -> None:
        tracked = track("guatemala", "mexico")
        tracked.judge("planned", party="mexico")
        parties = [*tracked.read()["parties"], {"participant": {"id": "mexico"}, "role": "implementer"}]
        written = [{"participant": party["participant"]["id"], "role": party["role"]} for party in parties]
        assert tracked.patch({"parties": written}).status_code == 200
        assert by_party(tracked)["mexico"] == "planned"


class TestStatusIsNotWritten:
    """The status of a pledge is what its changes say: the refusal of anything else says how it changes."""

    @pytest.mark.parametrize("status", ["fulfilled", {"status": "fulfilled"}])
    def test_by_patch(self, track: Track, status: object) -> None:
        tracked = track()
        answer = tracked.patch({"status": status})
        assert invalid(answer) == ["/status"]
        assert "POST /v1/pledges/{id}/status-changes" in answer.json()["errors"][0]["message"]
        assert tracked.read()["version"] == 1

    def test_by_put_or_post(self, client: httpx.Client, track: Track) -> None:
        tracked = track()
        body = pledge() | {"status": "fulfilled"}
        for answer in (client.put(tracked.path, json=body), client.post("/v1/pledges", json=body)):
            assert invalid(answer) == ["/status"]
            assert "POST /v1/pledges/{id}/status-changes" in answer.json()["errors"][0]["message"]

    @pytest.mark.parametrize("field", ["collective", "overdue", "due_soon", "status_conflict", "counts"])
    def test_nor_what_follows_from_it(self, track: Track, field: str) -> None:
        assert invalid(track().patch({field: True})) == [f"/{field}"]

    def test_of_a_party_neither(self, track: Track) -> None:
        parties = [{"participant": "guatemala", "role": "promisor", "status": "fulfilled"}]
        answer = track().patch({"parties": parties})
        assert invalid(answer) == ["/parties/0/status"]
        assert "POST /v1/pledges/{id}/status-changes" in answer.json()["errors"][0]["message"]


def test_a_party_is_judged_while_it_is_one(client: httpx.Client, unique: Unique, world: None) -> None:
    parties = [
        {"participant": "guatemala", "role": "promisor"},
        {"participant": "mexico", "role": "promisor", "from": "2024-06", "to": "2025"},
        {"participant": "panama", "role": "implementer", "to": "2024-06-30"},
    ]
    pledge = Tracked(client, unique("while"))
    assert client.put(pledge.path, json={"title": "While they are", "parties": parties}).is_success
    for party, day in (("mexico", "2024-05-31"), ("mexico", "2026"), ("panama", "2024-07-01"), ("mexico", "2023")):
        answer = refused(pledge.ask(saying("planned", day, party=party)), 422, "guard-refused")
        assert answer["guards"] == ["party"]
        assert answer["errors"][0]["pointer"] == "/party"
    # What may have been within is taken.
    for party, day in (("mexico", "2024-06-01"), ("mexico", "2024"), ("mexico", "2025-12-31"), ("panama", "2024-06")):
        pledge.judge("planned", day, party=party)
    pledge.judge("planned", "2026", party="guatemala")
    pledge.judge("planned", "2020")
