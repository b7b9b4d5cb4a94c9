"""Each rule finds what it is for, and not what looks alike."""

import pytest

from app.intake.reading import read
from app.intake.rules import ALL_RULES, RULES
from app.intake.rules.rule import Rule
from app.intake.rules.structure import ACCORDING, DENIALS, LISTS, MEETINGS

TOLD = (*RULES, *LISTS, *DENIALS, *ACCORDING)
EXAMPLES = [(rule, text) for rule in TOLD for text in rule.examples]
COUNTEREXAMPLES = [(rule, text) for rule in TOLD for text in rule.counterexamples]


def named(case: Rule | str) -> str:
    return case.name if isinstance(case, Rule) else case


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=named)
def test_a_rule_finds_what_it_is_for(rule: Rule, text: str) -> None:
    found = [one for one in read(text, rule.language).findings if one.rule == rule.name]
    assert found, text
    assert found[0].kind is rule.gives
    if rule.gives is None:
        assert found[0].promisors or found[0].collective is not None


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES, ids=named)
def test_a_rule_leaves_what_looks_alike(rule: Rule, text: str) -> None:
    assert rule.name not in {one.rule for one in read(text, rule.language).findings}


def test_each_rule_has_examples_of_both_and_is_described_in_both_languages() -> None:
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)
    for rule in ALL_RULES:
        assert rule.examples, rule.name
        assert rule.counterexamples, rule.name
        assert rule.meaning_en != rule.meaning_es


@pytest.mark.parametrize("rule", MEETINGS, ids=named)
def test_a_meeting_is_found_where_people_met(rule: Rule) -> None:
    for text in rule.examples:
        meeting = read(text, rule.language).meeting
        assert meeting is not None
        assert (meeting.rule, meeting.starts, len(meeting.attendees)) == (rule.name, "2025-03-04", 2)
    for text in rule.counterexamples:
        assert read(text, rule.language).meeting is None
