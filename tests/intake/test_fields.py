"""Fields agree by what they mean; what neither side says is not counted."""

from typing import Any

import pytest

from benchmarks.intake.fields import compared
from benchmarks.intake.gold import Gold, GoldMeeting, GoldPledge, GoldStatement
from benchmarks.intake.meetings import compared_meeting
from benchmarks.intake.proposals import Candidate, Mention, Names

GOLD = Gold(language="en", participants={"kenya": ("Kenya", "Kenyan side")}, also_named={"norway": ("Norway",)})
MENTIONS = (
    Mention("the Kenyan side", frozenset({"the Kenyan side", "p1"}), None),
    Mention("Kenya", frozenset({"Kenya", "guatemala"}), "guatemala"),
)
NAMES = Names(GOLD, MENTIONS, known=["guatemala"])


def pledge(**told: Any) -> GoldPledge:
    return GoldPledge.model_validate({"id": "one", "quotations": [], "kind": None, "promisors": []} | told)


def agreement(item: GoldPledge | GoldStatement, **draft: Any) -> dict[str, bool]:
    kind = "pledge" if isinstance(item, GoldPledge) else "statement"
    found = compared(item, Candidate(kind, (0, 1), "", "", 0.5, draft), NAMES)
    return {field: agrees for field, (agrees, _right, _proposed) in found.items()}


def owed_by(*participants: str | None) -> list[dict[str, str | None]]:
    return [{"participant": one, "role": "promisor"} for one in participants]


def test_what_neither_says_is_not_counted() -> None:
    assert agreement(pledge()) == {}
    assert agreement(pledge(due={"any_of": ["2030", None]}, targets={"any_of": [[], [{"measure": "count"}]]})) == {}


def test_what_one_says_alone_is_wrong() -> None:
    proposed = {"due": "2030", "conditions": [{"text": "if it rains"}], "targets": [{"measure": "boolean"}]}
    assert agreement(pledge(), **proposed) == {"due": False, "conditional": False, "thing made": False}
    assert agreement(pledge(due="2030", strength="firm")) == {"due": False, "strength": False}


@pytest.mark.parametrize("reference", ["kenya", "Kenya", "KENYA", "the Kenyan side", "p1"])
def test_a_participant_is_meant_by_id_name_or_mention(reference: str) -> None:
    assert agreement(pledge(promisors=["kenya"]), parties=owed_by(reference)) == {"promisor": True}


def test_a_record_that_is_matched_wrongly_is_what_it_is() -> None:
    assert agreement(pledge(promisors=["kenya"]), parties=owed_by("guatemala")) == {"promisor": False}


def test_all_promisors_and_no_others() -> None:
    both = pledge(promisors={"any_of": [["kenya", "norway"], []]})
    assert agreement(both, parties=owed_by("Norway", "p1")) == {"promisor": True}
    assert agreement(both, parties=owed_by("Norway")) == {"promisor": False}
    assert agreement(both, parties=owed_by(None)) == {}
    promised_to = [*owed_by("kenya"), {"participant": "norway", "role": "promisee"}]
    assert agreement(pledge(promisors=["kenya"]), parties=promised_to) == {"promisor": True, "promisee": False}


@pytest.mark.parametrize("due", ["2027", "2027-12", "2027-12-31", "2027-12?", "2027-01/2027-12"])
def test_due_days_agree_by_the_last_that_is_meant(due: str) -> None:
    assert agreement(pledge(due="2027"), due=due) == {"due": True}


@pytest.mark.parametrize("due", ["2027-11", "2028", "by 2027"])
def test_other_due_days_and_what_is_no_date(due: str) -> None:
    assert agreement(pledge(due="2027"), due=due) == {"due": False}


def test_targets_by_number_direction_and_unit() -> None:
    share = {"measure": "percentage", "value": 40, "direction": "decrease"}
    money = {"measure": "currency", "value": 5, "unit": "EUR"}
    right = pledge(targets=[share, money])
    assert agreement(right, targets=[{**money, "direction": "at_least"}, {**share, "value": "40.0"}]) == {
        "target": True
    }
    for wrong in (
        [share],
        [share, share],
        [share, {**money, "unit": "USD"}],
        [{**share, "direction": "exactly"}, money],
    ):
        assert agreement(right, targets=wrong) == {"target": False}
    assert agreement(pledge(targets=[share]), targets=[share, money]) == {"target": False}
    assert agreement(right, targets=[share, money, {"measure": "boolean"}]) == {"target": True, "thing made": False}


def test_a_change_counted_in_percent_is_one_by_a_share() -> None:
    right = pledge(targets=[{"measure": "percentage", "value": 30, "direction": "decrease"}])
    told = {"measure": "count", "value": 30, "direction": "decrease", "unit": "percent"}
    assert agreement(right, targets=[told]) == {"target": True}
    assert agreement(right, targets=[{**told, "unit": "ships"}]) == {"target": False}


def test_speakers_and_who_is_not_named() -> None:
    told = {"id": "one", "quotations": [], "kind": "view"}
    two = GoldStatement.model_validate(told | {"speakers": ["kenya", "norway"]})
    assert agreement(two, kind="view", speaker="Norway") == {"statement kind": True, "speaker": True}
    assert agreement(two, kind="claim", speaker="Sweden") == {"statement kind": False, "speaker": False}
    unnamed = GoldStatement.model_validate(told | {"speakers": [], "attributed_to": "a senior official, unnamed"})
    assert agreement(unnamed, kind="view", attributed_to="A senior official") == {
        "statement kind": True,
        "attributed to": True,
    }
    assert agreement(unnamed, kind="view", speaker="kenya") == {
        "statement kind": True,
        "speaker": False,
        "attributed to": False,
    }


def test_the_meeting_that_agrees_most() -> None:
    visit = GoldMeeting.model_validate({"title": "Visit", "form": "visit", "starts": "2025?", "place": "The Hague"})
    talks = GoldMeeting.model_validate({"title": "Talks", "form": "meeting", "starts": "2026-05-13"})
    proposed = {"form": "visit", "starts": "2025-02-05", "place": "Hague"}
    assert compared_meeting([talks, visit], proposed) == {"found": True, "form": True, "starts": True, "place": True}
    assert compared_meeting([talks], {"starts": "2026-05"}) == {"found": True, "starts": False}
    assert compared_meeting([visit], {}) == {"found": True, "starts": False, "place": False}
    assert compared_meeting([visit], None) == {"found": False}
    assert compared_meeting([], None) == compared_meeting([], proposed) == {}
