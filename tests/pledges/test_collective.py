"""The status of several promisors together, and when it contradicts that of the whole: the rules by themselves."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.pledges.status.histories import collective, conflict
from app.vocabulary import Status

ENDED = ("partially_fulfilled", "fulfilled", "not_fulfilled", "abandoned", "superseded", "not_assessable")
OPEN = ("in_progress", "stalled", "planned", "not_started", "no_verified_progress")
ASSESSED = (*ENDED, *OPEN)
statuses = st.lists(st.sampled_from(Status), max_size=6)


def together(*words: str) -> str:
    return collective([Status(word) for word in words]).value


CONTRADICTS = {
    "fulfilled": {
        "not_started", "planned", "in_progress", "stalled", "partially_fulfilled", "not_fulfilled", "abandoned",
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

    @pytest.mark.parametrize("status", [status for status in ASSESSED if status != "fulfilled"])
    def test_all_the_same_but_for_the_unassessed(self, status: str) -> None:
        assert together(status, "not_assessed", status) == status

    @pytest.mark.parametrize("others", [1, 2])
    def test_fulfilled_but_for_the_unassessed_is_in_progress(self, others: int) -> None:
        assert together(*["fulfilled"] * others, "not_assessed") == "in_progress"
        assert together("not_assessed", "not_assessed", *["fulfilled"] * others) == "in_progress"

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (("fulfilled", "not_fulfilled"), "partially_fulfilled"),
            (("fulfilled", "abandoned"), "partially_fulfilled"),
            (("fulfilled", "superseded"), "partially_fulfilled"),
            (("fulfilled", "not_assessable"), "partially_fulfilled"),
            (("fulfilled", "partially_fulfilled"), "partially_fulfilled"),
            (("partially_fulfilled", "not_fulfilled"), "partially_fulfilled"),
            (("partially_fulfilled", "abandoned", "superseded"), "partially_fulfilled"),
            (("fulfilled", "not_fulfilled", "not_assessed"), "partially_fulfilled"),
            (("not_fulfilled", "abandoned"), "not_fulfilled"),
            (("not_fulfilled", "superseded"), "not_fulfilled"),
            (("superseded", "not_assessable"), "not_fulfilled"),
            (("abandoned", "not_assessed", "superseded"), "not_fulfilled"),
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
            (("stalled", "planned"), "stalled"),
            (("stalled", "abandoned"), "stalled"),
            (("planned", "not_started"), "planned"),
            (("planned", "superseded"), "planned"),
            (("not_started", "no_verified_progress"), "not_started"),
            (("not_started", "not_fulfilled"), "not_started"),
            (("no_verified_progress", "not_assessable"), "no_verified_progress"),
            (("no_verified_progress", "planned", "not_assessed", "stalled"), "stalled"),
            (("fulfilled", "not_started", "not_assessed"), "in_progress"),
        ],
    )
    def test_otherwise_the_first_that_occurs(self, words: tuple[str, ...], expected: str) -> None:
        assert together(*words) == expected


class TestLaws:
    @given(statuses)
    def test_the_order_of_promisors_does_not_matter(self, some: list[Status]) -> None:
        expected = collective(some)
        assert all(collective(other) == expected for other in itertools.islice(itertools.permutations(some), 50))

    @given(statuses.filter(bool))
    def test_saying_it_twice_changes_nothing(self, some: list[Status]) -> None:
        assert collective([*some, *some]) == collective(some)

    @given(statuses)
    def test_only_fulfilled_minds_the_unassessed(self, some: list[Status]) -> None:
        assessed = [status for status in some if status != Status.NOT_ASSESSED]
        expected = collective(assessed)
        if expected == Status.FULFILLED:
            expected = Status.IN_PROGRESS
        assert collective([*some, Status.NOT_ASSESSED]) == expected

    @given(statuses)
    def test_fulfilled_only_if_all_are(self, some: list[Status]) -> None:
        assert (collective(some) == Status.FULFILLED) == (set(some) == {Status.FULFILLED})

    @given(statuses)
    def test_not_assessed_only_if_nobody_is(self, some: list[Status]) -> None:
        assert (collective(some) == Status.NOT_ASSESSED) == (set(some) <= {Status.NOT_ASSESSED})

    @given(statuses)
    def test_ended_only_if_all_that_are_assessed_have(self, some: list[Status]) -> None:
        assessed = [status for status in some if status != Status.NOT_ASSESSED]
        ended = collective(some).value in ENDED
        unsaid = set(assessed) == {Status.FULFILLED} and len(assessed) < len(some)
        assert ended == (bool(assessed) and all(status.value in ENDED for status in assessed) and not unsaid)


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
