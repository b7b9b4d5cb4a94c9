"""Gold: several right answers, and fragments that stand in their text exactly once."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from benchmarks.intake.gold import GoldPledge, coded_texts
from benchmarks.intake.reports import coded_reports

TEXT = "Kenya will plant trees. Norway may pay for them. Norway may not."
GOLD = """
language: en
pledges:
  - {id: trees, quotations: [Kenya will plant trees], kind: operational, promisors: [kenya]}
"""


def test_several_answers_are_right_where_the_rules_leave_them_open() -> None:
    told = {"id": "trees", "quotations": ["trees"], "kind": {"any_of": ["policy", None]}, "promisors": ["kenya"]}
    pledge = GoldPledge.model_validate(told | {"due": "2030"})
    assert (pledge.kind, pledge.due, pledge.promisors) == (("policy", None), ("2030",), (frozenset({"kenya"}),))
    # Not asked for, where it is not given; a conditional, a due day and a target are: there is none.
    assert (pledge.origin, pledge.conditional, pledge.targets) == ((), (False,), ((),))


def test_a_field_that_is_spelt_wrong_is_refused() -> None:
    with pytest.raises(ValidationError, match="promisor\n"):
        GoldPledge.model_validate({"id": "trees", "quotations": [], "kind": None, "promisor": ["kenya"]})


def test_texts_with_gold_beside_them(tmp_path: Path) -> None:
    (tmp_path / "trees.txt").write_text(TEXT)
    (tmp_path / "trees.yaml").write_text(GOLD)
    (tmp_path / "README.md").write_text("About the texts.")
    assert [(one.name, one.text, len(one.gold.pledges)) for one in coded_texts(tmp_path)] == [("trees", TEXT, 1)]


@pytest.mark.parametrize("fragment", ["Norway may", "Sweden may"], ids=["twice", "never"])
def test_a_fragment_stands_once_in_its_text(tmp_path: Path, fragment: str) -> None:
    (tmp_path / "trees.txt").write_text(TEXT)
    (tmp_path / "trees.yaml").write_text(GOLD.replace("Kenya will plant trees", fragment))
    with pytest.raises(ValueError, match=rf"trees\.txt does not have exactly once: {fragment}"):
        coded_texts(tmp_path)


def test_a_text_that_the_seeds_do_not_cite_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "trees.txt").write_text(TEXT)
    with pytest.raises(ValueError, match=r"trees\.txt holds the quotations of no source"):
        coded_reports(tmp_path)
