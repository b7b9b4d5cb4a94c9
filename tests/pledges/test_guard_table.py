"""The table of guards by itself: when each applies, and what satisfies it."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from app.ledger.model.record_state import PartState
from app.records.pledges import guards
from app.records.pledges.guards import Guard, refusals
from app.records.pledges.judgement import Judgement
from app.values.sort_keys import latest_day
from app.vocabulary import FINAL, NO_CLAIM, Relation, Status

Body = dict[str, Any]
CITATION: Body = {
    "source": "report", "act": None, "relation": "supports", "quote": None, "speaker": None, "attributed_to": None,
}  # fmt: skip
CHANGE: Body = {
    "status": "planned", "party": None, "effective_on": "2025-06", "announced_on": None, "citations": [CITATION],
    "override": None, "successor": None, "actions": [], "sources_reviewed_up_to": None,
}  # fmt: skip
TARGET: Body = {
    "id": "target", "indicator": "flights", "measure": "count", "direction": "at_least", "value": 40, "lower": None,
    "upper": None, "unit": None, "aggregate": "latest", "baseline": None,
}  # fmt: skip
PLEDGE: Body = {
    "previous": None, "promisors": ["gt", "mx"], "implementers": ["army"], "is_joint": False,
    "pledge": "the-pledge", "due": None, "targets": [],
    "measurements": [], "published": {}, "affiliations": {}, "announced": None, "announcements": (),
}  # fmt: skip
ORDER = [
    "party", "not_in_the_future", "successor", "no_repetition", "citation", "reviewed_up_to", "beyond_announcement",
    "concrete_action",
    "target_met", "due_or_breach", "quotation", "reversal_evidence",
]  # fmt: skip


@pytest.fixture
def table() -> dict[str, Guard]:
    """Return the guards, made anew."""
    return {guard.name: guard for guard in guards._guards()}


def judged(**changes: Any) -> Judgement:
    """Return a status change and what it is judged by; a citation's members as `citation`."""
    pledge = {name: changes.pop(name) for name in list(changes) if name in PLEDGE}
    if "citation" in changes:
        changes["citations"] = [CITATION | changes.pop("citation")]
    change = CHANGE | changes
    return Judgement(change, latest_day(change["effective_on"]) or "", **PLEDGE | pledge)


def before(status: str, day: str) -> PartState:
    return PartState("before", CHANGE | {"status": status, "effective_on": day}, 1, "", "", 1)


def test_every_guard_is_in_the_table_in_the_order_of_refusals(table: dict[str, Guard]) -> None:
    assert list(table) == ORDER == [guard.name for guard in guards.GUARDS]
    assert [guard.kind for guard in table.values()] == ["integrity"] * 4 + ["evidence"] * 8
    fields = {name: guard.field for name, guard in table.items()}
    assert fields == {
        "party": "party", "not_in_the_future": "effective_on", "successor": "successor", "no_repetition": "status",
        "citation": "citations", "reviewed_up_to": "sources_reviewed_up_to",
        "beyond_announcement": "citations", "concrete_action": "citations",
        "target_met": "status", "due_or_breach": "status", "quotation": "citations",
        "reversal_evidence": "citations",
    }  # fmt: skip
    assert all(guard.asks for guard in table.values())
    assert tuple(ORDER[4:]) == guards.EVIDENCE_NAMES


APPLIES: dict[str, set[Status]] = {
    "party": set(),
    "not_in_the_future": set(Status),
    "successor": {Status.SUPERSEDED},
    "no_repetition": set(Status),
    "citation": set(Status) - NO_CLAIM,
    "reviewed_up_to": {Status.NO_VERIFIED_PROGRESS},
    "beyond_announcement": {Status.IN_PROGRESS, Status.STALLED, Status.SUSPENDED, Status.PARTIALLY_FULFILLED},
    "concrete_action": {Status.FULFILLED},
    "target_met": {Status.FULFILLED},
    "due_or_breach": {Status.NOT_FULFILLED},
    "quotation": {Status.ABANDONED},
    "reversal_evidence": set(Status) - {Status.FULFILLED},
}


@pytest.mark.parametrize("name", ORDER)
def test_it_applies_to_its_statuses(table: dict[str, Guard], name: str) -> None:
    measured = {"targets": [TARGET], "previous": before("fulfilled", "2025-01")}
    assert {status for status in Status if table[name].applies(judged(status=status, **measured))} == APPLIES[name]


def test_the_party_counts_where_one_is_named(table: dict[str, Guard]) -> None:
    assert table["party"].applies(judged(party="gt"))
    for is_joint, expected in ((False, [True, True, False, True]), (True, [False, False, False, True])):
        satisfied = [
            table["party"].satisfied(judged(party=party, is_joint=is_joint)) for party in ("gt", "mx", "us", "army")
        ]
        assert satisfied == expected


def test_of_a_pledge_without_a_target_none_is_asked_for(table: dict[str, Guard]) -> None:
    assert not table["target_met"].applies(judged(status="fulfilled"))
    assert table["target_met"].satisfied(judged(status="fulfilled"))


@pytest.mark.parametrize("status", sorted(Status))
def test_only_what_should_have_been_the_last_is_left_with_evidence(table: dict[str, Guard], status: Status) -> None:
    applies = table["reversal_evidence"].applies
    assert applies(judged(status="planned", previous=before(status, "2025-01"))) is (status in FINAL)
    assert not applies(judged(status=status, previous=before(status, "2025-01")))
    assert not applies(judged(status=status))


@time_machine.travel(dt.datetime(2025, 6, 30, 11, tzinfo=dt.UTC), tick=False)
def test_the_future_begins_tomorrow_where_it_is_tomorrow_first(table: dict[str, Guard]) -> None:
    days = ("2025-06-30", "2025-07-01", "2025-07", "2025", "2025-07-02", "2025-08")
    satisfied = [table["not_in_the_future"].satisfied(judged(effective_on=day)) for day in days]
    # At eleven in UTC, it is one o'clock of the next day in UTC+14; and the month that has begun is not the future.
    assert satisfied == [True, True, True, True, False, False]


@pytest.mark.parametrize(("successor", "enough"), [(None, False), ("the-pledge", False), ("another", True)])
def test_a_successor_is_another_pledge(table: dict[str, Guard], successor: str | None, *, enough: bool) -> None:
    assert table["successor"].satisfied(judged(status="superseded", successor=successor)) is enough


@pytest.mark.parametrize(
    ("status", "day", "repeats"),
    [
        ("planned", "2025-06-30", True),
        ("planned", "2025-06", True),
        ("planned", "2025-06-29", False),
        ("stalled", "2025-06-30", False),
    ],
)
def test_a_status_is_repeated_on_one_day(table: dict[str, Guard], status: str, day: str, *, repeats: bool) -> None:
    assert table["no_repetition"].satisfied(judged(previous=before(status, day))) is not repeats
    assert table["no_repetition"].satisfied(judged())


def test_a_claim_needs_a_citation(table: dict[str, Guard]) -> None:
    assert table["citation"].satisfied(judged())
    assert not table["citation"].satisfied(judged(citations=[]))
    assert not table["citation"].satisfied(judged(citation={"relation": "context"}))
    reviewed = table["reviewed_up_to"].satisfied
    assert [reviewed(judged(sources_reviewed_up_to=day)) for day in (None, "2025-06-01")] == [False, True]


GUARDED_BY_CITATIONS = ("citation", "concrete_action", "due_or_breach", "quotation", "reversal_evidence")


@pytest.mark.parametrize("relation", sorted(Relation))
@pytest.mark.parametrize("name", GUARDED_BY_CITATIONS)
def test_only_what_supports_the_claim_is_evidence_for_it(table: dict[str, Guard], name: str, relation: str) -> None:
    citation = {"act": "concrete_action", "speaker": "gt", "quote": {"exact": "no"}, "relation": relation}
    told = {"previous": before("fulfilled", "2025-06"), "published": {"report": "2025-07-01"}}
    supports = relation == "supports"
    assert bool(table[name].satisfied(judged(citation=citation, **told))) is supports


@pytest.mark.parametrize(
    ("announced", "published", "act", "enough"),
    [
        ("2025-02-05", "2025-02-05", None, False),
        ("2025-02-05", "2025-01", "announcement", False),
        ("2025-02-05", "2025-02-05", "concrete_action", True),
        ("2025-02-05", "2025-02-06", None, True),
        # It may have come out later, or the pledge may have been made before.
        ("2025-02-05", "2025-02", None, True),
        ("2025-02", "2025-02-05", None, True),
        ("2025-02-05", None, None, True),
        (None, "2025-02-05", None, True),
    ],
)
def test_what_was_out_when_a_pledge_was_announced_shows_nothing_of_what_came_of_it(
    table: dict[str, Guard], announced: str | None, published: str | None, act: str | None, *, enough: bool
) -> None:
    judgement = judged(citation={"act": act}, published={"report": published}, announced=announced)
    assert table["beyond_announcement"].satisfied(judgement) is enough


def test_the_announcement_of_a_pledge_is_no_evidence_alone(table: dict[str, Guard]) -> None:
    def satisfied(**fields: Any) -> bool:
        return table["beyond_announcement"].satisfied(judged(announcements={"report"}, **fields))

    assert not satisfied()
    assert satisfied(citation={"act": "concrete_action"})
    assert satisfied(actions=["works"])
    assert satisfied(citations=[CITATION, CITATION | {"source": "another"}])
    assert not satisfied(citations=[CITATION, CITATION | {"source": "another", "relation": "context"}])
    assert not table["beyond_announcement"].applies(judged(status="in_progress", citations=[]))


@pytest.mark.parametrize(("act", "enough"), [("concrete_action", True), ("announcement", False), (None, False)])
def test_a_deed_is_a_concrete_action(table: dict[str, Guard], act: str | None, *, enough: bool) -> None:
    assert table["concrete_action"].satisfied(judged(citations=[CITATION, CITATION | {"act": act}])) is enough


@time_machine.travel(dt.datetime(2025, 6, 30, 11, tzinfo=dt.UTC), tick=False)
@pytest.mark.parametrize(
    ("due", "day", "act", "enough"),
    [
        ("2025-06-29", "2025-06-29", None, True),
        ("2025-06-29", "2025-06-28", None, False),
        ("2025-06-30", "2025-06-30", None, False),
        (None, "2025-06-29", None, False),
        (None, "2025-06-29", "announcement", False),
        ("2099", "2025-06-29", "concrete_action", True),
        (None, "2025-06-29", "concrete_action", True),
    ],
)
def test_what_is_not_fulfilled_is_past_due_or_broken_by_a_deed(
    table: dict[str, Guard], due: str | None, day: str, act: str | None, *, enough: bool
) -> None:
    judgement = judged(due=due, effective_on=day, citation={"act": act})
    assert table["due_or_breach"].satisfied(judgement) is enough


SPOKEN = {"quote": {"exact": "no"}}


@pytest.mark.parametrize(
    ("citation", "party", "enough"),
    [
        (SPOKEN | {"speaker": "gt"}, None, True),
        (SPOKEN | {"speaker": "minister"}, None, True),
        (SPOKEN | {"speaker": "minister"}, "gt", True),
        (SPOKEN | {"speaker": "minister"}, "mx", False),
        (SPOKEN | {"speaker": "us"}, None, False),
        (SPOKEN, None, False),
        ({"speaker": "gt"}, None, False),
    ],
)
def test_who_abandons_says_so(table: dict[str, Guard], citation: Body, party: str | None, *, enough: bool) -> None:
    judgement = judged(citation=citation, party=party, affiliations={"minister": {"ministry", "gt"}})
    assert bool(table["quotation"].satisfied(judgement)) is enough


@pytest.mark.parametrize(
    ("published", "enough"),
    [
        ({"report": "2025-07-01"}, True),
        ({"report": "2025-06-30"}, True),
        ({"report": "2025-06-29"}, False),
        # A source that is yet to be published shows nothing.
        ({"report": "9999-01-01"}, False),
        ({"report": None}, False),
        ({}, False),
    ],
)
def test_a_reversal_rests_on_what_was_published_since(
    table: dict[str, Guard], published: dict[str, str | None], *, enough: bool
) -> None:
    judgement = judged(previous=before("fulfilled", "2025-06"), published=published)
    assert table["reversal_evidence"].satisfied(judgement) is enough


def test_refusals_name_the_guard_the_place_and_the_way_around() -> None:
    judgement = judged(status="fulfilled", party="us", citations=[])
    found = refusals(judgement, "/items/2")
    assert [(guard.name, fault.pointer) for guard, fault in found] == [
        ("party", "/items/2/party"),
        ("citation", "/items/2/citations"),
        ("concrete_action", "/items/2/citations"),
    ]
    messages = [fault.message for _guard, fault in found]
    assert messages[0].startswith("guard party: ")
    assert "override" not in messages[0]
    assert messages[1].startswith("guard citation: ")
    assert messages[1].endswith("; or override it by name: citation")
    # Integrity is never set aside, whatever the override names.
    override = {"guards": ["party", "citation"], "reason": "x"}
    overridden = refusals(replace(judgement, change=judgement.change | {"override": override}))
    assert [guard.name for guard, _fault in overridden] == ["party", "concrete_action"]
    assert overridden[0][1].pointer == "/party"
    assert refusals(judged()) == []


@pytest.mark.parametrize(
    ("values", "party", "enough"),
    [
        ([], None, False),
        ([(40, None, "2025-06-30")], None, True),
        ([(39, None, "2025-06-30")], None, False),
        # What came later, or is of another, does not count.
        ([(39, None, "2025-06-29"), (41, None, "2025-07-01")], None, False),
        ([(40, "mx", "2025-06-30")], None, False),
        ([(40, "mx", "2025-06-30")], "mx", True),
        ([(40, "mx", "2025-06-30")], "gt", False),
        ([(40, None, "2025-06-30")], "gt", False),
    ],
)
def test_a_target_is_met_by_what_was_measured_by_then(
    table: dict[str, Guard], values: list[tuple[int, str | None, str]], party: str | None, *, enough: bool
) -> None:
    measurements = [
        PartState(str(number), {"target": "target", "value": value, "party": of, "period": period}, number, "", "", 1)
        for number, (value, of, period) in enumerate(values)
    ]
    judgement = judged(status="fulfilled", party=party, targets=[TARGET], measurements=measurements)
    assert table["target_met"].satisfied(judgement) is enough


@pytest.mark.parametrize(
    ("other", "enough"),
    [
        ({}, False),
        # What names a direction alone, and no value, holds nothing up.
        ({"value": None}, True),
        ({"direction": "between", "value": None, "lower": 1, "upper": 2}, False),
    ],
)
def test_every_target_is_met_that_asks_for_something(table: dict[str, Guard], other: Body, *, enough: bool) -> None:
    targets = [TARGET, TARGET | {"id": "target-2"} | other]
    measured = PartState("m", {"target": "target", "value": 41, "party": None, "period": "2025-01"}, 1, "", "", 1)
    judgement = judged(status="fulfilled", targets=targets, measurements=[measured])
    assert table["target_met"].satisfied(judgement) is enough
