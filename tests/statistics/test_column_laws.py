"""Columns keep every number, and are joined and counted as rows would be."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.statistics import aggregation
from app.features.statistics.aggregation import grouped, join
from app.features.statistics.codec import LENGTH, pack, unpack
from app.features.statistics.column_schema import day_number, instant_number, months_of

WHOLE = st.integers(-(2**62), 2**62 - 1)
NEAR = st.builds(lambda least, over: least + over, st.just(2**31 - 300), st.integers(0, 600))
COLUMNS = st.integers(0, 20).flatmap(
    lambda length: st.lists(
        st.one_of(*(st.lists(numbers, min_size=length, max_size=length) for numbers in (WHOLE, NEAR, st.just(7)))),
        min_size=1,
        max_size=4,
    )
)
PLEDGES = 6
ROWS = st.lists(st.tuples(st.integers(0, PLEDGES - 1), st.integers(0, 3)), max_size=12).map(sorted)


@given(COLUMNS)
def test_what_is_packed_is_there_again(columns: list[list[int]]) -> None:
    data = pack([np.array(column, np.int64) for column in columns])
    assert [column.tolist() for column in unpack(data, len(columns))] == columns


def test_a_row_takes_as_many_octets_as_its_numbers_differ_by() -> None:
    rows = 1000
    columns = [np.arange(rows) + 10**12, np.full(rows, 2**31 - 1), np.arange(rows) % 200]
    assert len(pack(columns)) - len(pack([column[:1] for column in columns])) == rows * (2 + 0 + 1)
    assert [column.dtype for column in unpack(pack(columns), 3)] == [np.int64, np.int32, np.int32]
    assert len(pack([column[:0] for column in columns])) < LENGTH.size + 3 * 10


@given(ROWS, ROWS)
def test_each_row_meets_all_of_its_pledge(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    of_left, of_right = (np.array([pledge for pledge, _word in rows], np.int32) for rows in (left, right))
    found = [
        (one, other) for one, other in zip(*(side.tolist() for side in join(of_left, of_right, PLEDGES)), strict=True)
    ]
    expected = []
    for place, (pledge, _word) in enumerate(left):
        met = [other for other, (known, _word) in enumerate(right) if known == pledge]
        expected += [(place, other) for other in met or [-1]]
    assert found == expected


@pytest.mark.parametrize("most", [0, 2**22])
@given(rows=ROWS)
def test_counted_and_summed(most: int, rows: list[tuple[int, int]]) -> None:
    pledges, words = (np.array([row[place] for row in rows], np.int64) for place in (0, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aggregation, "MAX_COUNTERS", most)
        found = grouped([(pledges, PLEDGES), (words, 4)], words - 2).tolist()
    counts = Counter(rows)
    assert found == [[*row, counts[row], counts[row] * (row[1] - 2)] for row in sorted(counts)]


def test_days_and_instants_are_numbers_in_their_order() -> None:
    days = ["0001-01-01", "0001-12-31", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"]
    numbers = [day_number(day) for day in days]
    assert numbers == sorted(numbers)
    assert day_number(None) < numbers[0]
    months = [(int(day[:4]) - 1) * 12 + int(day[5:7]) - 1 for day in days]
    assert months_of(np.array(numbers)).tolist() == months
    instants = ["2024-02-29T23:59:59.999999Z", "2024-03-01T00:00:00.000000Z"]
    assert instant_number(instants[1]) - instant_number(instants[0]) == 1
