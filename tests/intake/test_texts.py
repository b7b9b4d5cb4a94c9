"""The texts that were made up to measure reading: their gold stands, and can be reached in all."""

from pathlib import Path

import pytest

import benchmarks.intake
from benchmarks.intake.gold import CodedText, coded_texts
from benchmarks.intake.proposals import proposal_of
from benchmarks.intake.scores import score
from tests.intake.test_scores import oracle

FOLDER = Path(benchmarks.intake.__file__).parent
CODED = [one for name in ("texts", "second_texts", "third_texts") for one in coded_texts(FOLDER / name)]


def test_each_text_has_pledges_statements_and_traps() -> None:
    assert len(CODED) == 9
    assert all(len(one.gold.pledges) > 7 and one.gold.statements and one.gold.not_pledges for one in CODED)


@pytest.mark.parametrize("coded", CODED, ids=lambda coded: coded.name)
def test_a_reader_that_knows_the_gold_is_right_in_all(coded: CodedText) -> None:
    perfect = score(coded, proposal_of(oracle(coded)), list(coded.gold.participants))
    shares = [share for one in perfect.found.values() for share in (one.precision, one.recall)]
    assert {share.percent for share in (*shares, *perfect.fields.values(), perfect.participants.recall)} == {100}
    assert (perfect.missed, perfect.surplus, perfect.disagreements) == ([], [], [])
    assert (perfect.sprung.right, perfect.sprung.of) == (0, len(coded.gold.not_pledges))
