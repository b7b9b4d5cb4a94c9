"""Which candidate stands for which item: overlaps in code points, and the largest matching."""

import pytest

from benchmarks.intake.matching import Edge, edges, likeness, overlaps, pairing, places


def test_places_are_code_points() -> None:
    assert places("Él dijo: «él»", "él") == [(10, 12)]
    assert places("aaa", "aa") == [(0, 2), (1, 3)]
    assert places("aaa", "") == []


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((0, 10), (5, 100), True),
        ((0, 10), (6, 100), False),
        ((0, 100), (95, 105), True),
        ((0, 100), (40, 42), True),
        ((0, 10), (10, 20), False),
        ((5, 5), (0, 10), False),
    ],
    ids=["half of the first", "less than half", "half of the second", "within", "beside", "empty"],
)
def test_half_of_the_shorter_one(one: tuple[int, int], other: tuple[int, int], *, together: bool) -> None:
    assert overlaps(one, other) is together
    assert overlaps(other, one) is together


def test_likeness_is_what_both_share_of_all() -> None:
    assert likeness((0, 10), (5, 15)) == pytest.approx(5 / 15)
    assert (likeness((0, 10), (0, 10)), likeness((0, 10), (20, 30))) == (1, 0)


def test_as_many_as_can_be_are_paired() -> None:
    """The best pair would leave the second candidate without an item, and so moves."""
    found = [Edge(0, 0, (0.9, 0)), Edge(0, 1, (0.5, 0)), Edge(1, 0, (0.4, 0))]
    assert pairing(found) == {0: 1, 1: 0}
    assert pairing(found[:2]) == {0: 0}
    assert pairing([]) == {}


def test_two_promises_of_one_sentence_go_to_whom_they_agree_with() -> None:
    """Both candidates quote the whole sentence; the fields say which is which."""
    agreed = {(0, 0): 1, (0, 1): 3, (1, 0): 3, (1, 1): 1}
    found = edges([(0, 40), (0, 40)], [[(0, 18)], [(22, 40)]], lambda *_pair: True, lambda *pair: agreed[pair])
    assert pairing(found) == {0: 1, 1: 0}


def test_the_nearest_fragment_of_an_item_counts() -> None:
    found = edges([(50, 60), (0, 5)], [[(0, 10), (50, 60)]], lambda *_pair: True, lambda *_pair: 0)
    assert [(edge.candidate, edge.rank[0]) for edge in found] == [(0, 1.0), (1, 0.5)]


def test_kinds_may_keep_a_pair_apart() -> None:
    assert edges([(0, 10)], [[(0, 10)]], lambda *_pair: False, lambda *_pair: 0) == []
