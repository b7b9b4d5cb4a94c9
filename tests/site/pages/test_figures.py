"""Drawings: days and values in their order and within the drawing, words that cover no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.site.pages.figures.progress_plot import Bounds, Measured, Step, progress_plot
from app.site.pages.figures.scales import days_axis, values_axis
from app.site.pages.figures.time_axis import CHARACTER, MOST_ROWS, WIDTH, Happening, Lane, Limit, time_axis

DAYS = st.lists(st.dates(), min_size=1, max_size=12)
NUMBERS = st.lists(st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 3)), min_size=1, max_size=9)


@given(DAYS)
def test_days_keep_their_order_on_an_axis(days: list[date]) -> None:
    axis = days_axis(days, 0, 700)
    places = [axis.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place <= 700 for place in places)
    assert len(axis.ticks()) <= 10
    assert all(day.day == 1 for day in axis.ticks())


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2025-02-05", "2025-02-05", ["2025-02-01", "2025-03-01"]),
        ("2024-02-05", "2026-05-01", ["2024-01-01", "2024-07-01", "2025-01-01", "2025-07-01", "2026-01-01"]),
        ("1990-01-01", "2025-01-01", ["1990-01-01", "1995-01-01", "2000-01-01"]),
    ],
)
def test_an_axis_is_marked_at_round_days(first: str, last: str, ticks: list[str]) -> None:
    axis = days_axis([date.fromisoformat(first), date.fromisoformat(last)], 0, 700)
    assert [day.isoformat() for day in axis.ticks()][: len(ticks)] == ticks


@given(NUMBERS)
def test_values_stand_between_the_first_mark_and_the_last(values: list[float]) -> None:
    axis = values_axis(values, 300, 0)
    places = [axis.place(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(-0.5 <= place <= 300.5 for place in places)
    assert 2 <= len(axis.ticks()) <= 12


def test_values_far_above_zero_begin_elsewhere_and_others_with_zero() -> None:
    assert values_axis([4, 24], 300, 0).ticks() == [0, 5, 10, 15, 20, 25]
    assert values_axis([980, 1000], 300, 0).low >= 975
    assert values_axis([0.0], 300, 0).ticks()[0] == 0


HAPPENINGS = st.lists(
    st.builds(
        lambda first, length, words: Happening(first, max(first, length), words, "words"),
        st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        st.text("abcdef ", min_size=1, max_size=60),
    ),
    min_size=1,
    max_size=12,
)


@given(HAPPENINGS)
def test_words_on_a_lane_cover_no_others(happenings: list[Happening]) -> None:
    drawing = time_axis([Lane("WORDS", happenings)], today=date(2026, 1, 1))
    assert drawing is not None
    taken: dict[float, list[tuple[float, float]]] = {}
    last_row = drawing.lanes[0].top + MOST_ROWS * 22
    for mark in drawing.lanes[0].marks:
        width = len(mark.words) * CHARACTER
        start = mark.words_x if mark.anchor == "start" else mark.words_x - width
        if mark.y < last_row and mark.words:
            assert all(start >= end or start + width <= begin for begin, end in taken.get(mark.y, []))
            taken.setdefault(mark.y, []).append((start, start + width))
        assert drawing.lanes[0].top < mark.y < drawing.lanes[0].bottom
        assert 0 <= mark.start <= mark.end <= WIDTH


def test_what_is_due_is_a_line_and_what_was_is_struck() -> None:
    due, was = Limit(date(2026, 3, 31), "due"), Limit(date(2025, 6, 30), "due", struck=True)
    drawing = time_axis([Lane("WORDS", [])], [due, was])
    assert drawing is not None
    assert [(one.limit.struck, one.x < WIDTH / 2) for one in drawing.limits] == [(True, True), (False, False)]


def test_an_open_end_reaches_the_end_of_the_axis() -> None:
    open_end = Happening(date(2025, 1, 1), None, "since", "words")
    drawing = time_axis([Lane("WORDS", [open_end])], today=date(2026, 1, 1))
    assert drawing is not None
    [mark] = drawing.lanes[0].marks
    assert mark.start < WIDTH / 4
    assert mark.end > WIDTH * 3 / 4


def test_nothing_with_a_day_is_no_drawing() -> None:
    assert time_axis([Lane("WORDS", [Happening(None, None, "once", "words")])]) is None


@pytest.mark.parametrize(
    ("goal", "reaches"),
    [(Bounds(24, None), (True, False)), (Bounds(None, 24), (False, True)), (Bounds(8, 12), (False, False))],
)
def test_a_goal_is_a_floor_a_ceiling_or_a_range(goal: Bounds, reaches: tuple[bool, bool]) -> None:
    plot = progress_plot([Measured(date(2025, 1, 1), date(2025, 1, 31), 10, "10")], goal)
    assert plot is not None
    assert plot.zone is not None
    assert (plot.zone.top == plot.top, plot.zone.bottom == plot.bottom) == reaches


def test_a_plot_shows_what_was_measured_in_order_with_steps_and_baseline() -> None:
    later, earlier = (Measured(date(year, 1, 1), date(year, 12, 31), 10, "") for year in (2025, 2024))
    baseline = Measured(date(2023, 1, 1), date(2023, 1, 31), 4, "")
    step = Step(date(2024, 6, 30), Bounds(14, None), met=False, words="")
    plot = progress_plot([later, earlier], Bounds(24, None), baseline, [step], date(2026, 3, 31))
    assert plot is not None
    assert plot.line.split()[0] < plot.line.split()[1]
    assert [one.measured for one in plot.values] == [earlier, later]
    assert plot.baseline is not None
    assert plot.due is not None
    assert plot.steps[0].y < plot.values[0].y < plot.baseline.y


def test_a_target_that_nobody_measured_has_no_plot() -> None:
    assert progress_plot([], Bounds(24, None), Measured(date(2024, 1, 1), date(2024, 1, 1), 4, "")) is None
