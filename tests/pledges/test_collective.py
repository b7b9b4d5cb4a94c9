"""The status of several promisors together, and when it contradicts that of the whole: the rules by themselves."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.pledges.status.histories import conflict
from app.records.pledges.status.judged import collective
from app.vocabulary import Status
from tests.pledges import model

ENDED = ("partially_fulfilled", "fulfilled", "not_fulfilled", "abandoned")
LEFT_OUT = ("waived", "superseded", "not_assessable")
OPEN = ("in_progress", "stalled", "suspended", "planned", "not_started", "no_verified_progress")
ASSESSED = (*ENDED, *LEFT_OUT, *OPEN)
statuses = st.lists(st.sampled_from(Status), max_size=6)


def together(*words: str) -> str:
    return collective([Status(word) for word in words]).value


CONTRADICTS = {
    "fulfilled": {
        "not_started", "planned", "in_progress", "stalled", "suspended", "partially_fulfilled", "not_fulfilled",
        "abandoned",
    },
    "not_fulfilled": {"fulfilled", "partially_fulfilled"},
    "abandoned": {"fulfilled", "partially_fulfilled"},
    "not_started": {"in_progress", "stalled", "partially_fulfilled", "fulfilled"},
    "planned": {"stalled", "partially_fulfilled", "fulfilled"},
}  # fmt: skip
"""For a status of the whole: those of a promisor that cannot be true beside it."""


class TestTable:
    """Case by case, as the rule is written."""

    @pytest.mark.parametrize("count", [0, 1, 2, 5])
    def test_none_assessed(self, count: int) -> None:
        assert together(*["not_assessed"] * count) == "not_assessed"

    @pytest.mark.parametrize("status", ASSESSED)
    def test_all_the_same(self, status: str) -> None:
        assert together(status) == status
        assert together(status, status, status) == status

    @pytest.mark.parametrize("status", OPEN)
    def test_open_beside_the_unassessed(self, status: str) -> None:
        assert together(status, "not_assessed", status) == status

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("fulfilled", "in_progress"), ("partially_fulfilled", "in_progress"),
            ("not_fulfilled", "not_assessed"), ("abandoned", "not_assessed"),
        ],
    )  # fmt: skip
    def test_ended_beside_the_unassessed(self, status: str, expected: str) -> None:
        assert together(status, "not_assessed") == expected
        assert together("not_assessed", status, "not_assessed", status) == expected

    @pytest.mark.parametrize("out", LEFT_OUT)
    @pytest.mark.parametrize("status", [*ENDED, *OPEN, "not_assessed"])
    def test_left_out(self, out: str, status: str) -> None:
        assert together(status, out) == together(out, status, out) == status

    def test_all_left_out_at_several_statuses(self) -> None:
        assert together("waived", "superseded") == "not_assessable"
        assert together("superseded", "not_assessable", "superseded") == "not_assessable"

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (("fulfilled", "not_fulfilled"), "partially_fulfilled"),
            (("fulfilled", "abandoned"), "partially_fulfilled"),
            (("fulfilled", "partially_fulfilled"), "partially_fulfilled"),
            (("partially_fulfilled", "not_fulfilled"), "partially_fulfilled"),
            (("partially_fulfilled", "abandoned", "superseded"), "partially_fulfilled"),
            (("not_fulfilled", "abandoned"), "not_fulfilled"),
            (("not_fulfilled", "abandoned", "waived"), "not_fulfilled"),
        ],
    )
    def test_all_ended(self, words: tuple[str, ...], expected: str) -> None:
        assert together(*words) == expected

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (("fulfilled", "not_started"), "in_progress"),
            (("fulfilled", "no_verified_progress"), "in_progress"),
            (("fulfilled", "stalled"), "in_progress"),
            (("partially_fulfilled", "planned"), "in_progress"),
            (("in_progress", "stalled"), "in_progress"),
            (("in_progress", "not_fulfilled"), "in_progress"),
            (("stalled", "suspended"), "stalled"),
            (("suspended", "planned"), "suspended"),
            (("stalled", "abandoned"), "stalled"),
            (("planned", "not_started"), "planned"),
            (("not_started", "no_verified_progress"), "not_started"),
            (("not_started", "not_fulfilled"), "not_started"),
            (("no_verified_progress", "abandoned"), "no_verified_progress"),
            (("no_verified_progress", "planned", "not_assessed", "stalled"), "stalled"),
            (("fulfilled", "not_started", "not_assessed"), "in_progress"),
            (("fulfilled", "not_fulfilled", "not_assessed"), "in_progress"),
            (("abandoned", "not_assessed", "not_fulfilled"), "not_assessed"),
        ],
    )
    def test_otherwise_the_first_that_occurs(self, words: tuple[str, ...], expected: str) -> None:
        assert together(*words) == expected


class TestLaws:
    @settings(max_examples=1000)
    @given(statuses)
    def test_agrees_with_the_model(self, some: list[Status]) -> None:
        assert collective(some) == model.together([status.value for status in some])

    @pytest.mark.parametrize("promisors", [1, 2, 3])
    def test_agrees_with_the_model_of_few_promisors(self, promisors: int) -> None:
        for some in itertools.product(Status, repeat=promisors):
            assert collective(some) == model.together([status.value for status in some])

    @given(statuses)
    def test_the_order_of_promisors_does_not_matter(self, some: list[Status]) -> None:
        expected = collective(some)
        assert all(collective(other) == expected for other in itertools.islice(itertools.permutations(some), 50))

    @given(statuses.filter(bool))
    def test_saying_it_twice_changes_nothing(self, some: list[Status]) -> None:
        assert collective([*some, *some]) == collective(some)

    @given(statuses, st.sampled_from(LEFT_OUT))
    def test_who_is_left_out_changes_nothing_where_others_count(self, some: list[Status], out: str) -> None:
        if any(status.value not in LEFT_OUT for status in some):
            assert collective([*some, Status(out)]) == collective(some)

    @given(statuses)
    def test_fulfilled_only_if_all_that_count_are(self, some: list[Status]) -> None:
        counting = {status for status in some if status.value not in LEFT_OUT}
        assert (collective(some) == Status.FULFILLED) == (counting == {Status.FULFILLED})

    @given(statuses)
    def test_nothing_ends_while_somebody_that_counts_is_unassessed(self, some: list[Status]) -> None:
        assert collective([*some, Status.NOT_ASSESSED]).value not in {*ENDED, *LEFT_OUT}


class TestConflict:
    @pytest.mark.parametrize("whole", Status)
    def test_of_every_pair(self, whole: Status) -> None:
        contradicting = {promisor.value for promisor in Status if conflict(whole, [promisor])}
        assert contradicting == CONTRADICTS.get(whole.value, set())

    @given(st.sampled_from(Status), statuses)
    def test_with_any_promisor_is_one(self, whole: Status, some: list[Status]) -> None:
        assert conflict(whole, some) == any(conflict(whole, [status]) for status in some)

    @given(st.sampled_from(Status))
    def test_nothing_contradicts_itself(self, status: Status) -> None:
        assert not conflict(status, [status])
