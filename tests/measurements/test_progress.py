"""How far a measured pledge has come: in every direction, exactly; what is unknown is null, never zero."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.ledger.model.record_state import PartState
from app.records.measurements.progress import goal_of, is_met, measured, progress, progress_percent

Values = dict[str, Any]


def target(direction: str, value: Any = None, baseline: Any = None, **fields: Any) -> Values:
    known = None if baseline is None else {"value": baseline, "date": None, "source": "report"}
    return {
        "indicator": "flights", "measure": "count", "direction": direction, "value": value, "unit": None,
        "relative_to_baseline": False, "baseline": known, **fields,
    }  # fmt: skip


def parts(*values: Any) -> list[PartState]:
    return [
        PartState(f"m{index}", {"value": value, "period": str(2020 + index), "party": None}, index, "", "", index)
        for index, value in enumerate(values)
    ]


PERCENT: Values = {"relative_to_baseline": True, "unit": "percent"}
PLAIN: Values = {"relative_to_baseline": True, "unit": "flights"}
UNSOURCED: Values = {"value": 10, "date": "2024", "source": None}
KNOWN: list[tuple[Values, tuple[Any, ...], Any, Any, bool | None, list[str]]] = [
    # Relative: +40 % of what it was, or so many more.
    (target("increase", 40, **PERCENT), (14,), None, None, None, ["baseline"]),
    (target("increase", 40, **PERCENT), (), None, None, None, ["baseline", "measurements"]),
    # Nobody says where the number is from.
    (target("increase", 40, **PERCENT) | {"baseline": UNSOURCED}, (14,), None, None, None, ["baseline_source"]),
    (target("increase", 40) | {"baseline": UNSOURCED}, (41,), 40, None, True, ["baseline_source"]),
    (target("maintain") | {"baseline": UNSOURCED}, (2,), None, None, None, ["baseline_source"]),
    (target("increase", 40, 10, **PERCENT), (), 14, None, None, ["measurements"]),
    (target("increase", 40, 10, **PERCENT), (12,), 14, 50, False, []),
    (target("increase", 40, 10, **PERCENT), (20, 14), 14, 100, True, []),
    (target("increase", 40, 10, **PERCENT), (8,), 14, -50, False, []),
    (target("increase", 40, 0, **PERCENT), (8,), None, None, None, ["baseline_other_than_zero"]),
    (target("increase", 40, -10, **PERCENT), (-8,), -6, 50, False, []),
    (target("increase", 40, 10, **PLAIN), (30,), 50, 50, False, []),
    (target("decrease", 40, 10, **PERCENT), (8,), 6, 50, False, []),
    (target("decrease", 4, 10, **PLAIN), (5,), 6, 125, True, []),
    (target("reach", -4, 10, **PLAIN), (8,), 6, 50, False, []),
    (target("maintain", 10, 10, **PERCENT), (11, 12), 11, 100, True, []),
    # Absolute.
    (target("increase", 40, 10), (25,), 40, 50, False, []),
    (target("increase", 40), (41,), 40, None, True, ["baseline"]),
    (target("increase", 40, 50), (45,), 40, 100, True, []),
    (target("increase", 40, 50), (35,), 40, None, False, []),
    (target("decrease", 40), (41,), 40, None, False, ["baseline"]),
    (target("reach", 2), (1,), 2, 50, False, []),
    (target("reach", 2), (0,), 2, 0, False, []),
    (target("reach", 2), (3,), 2, 150, True, []),
    (target("reach", 2, 6), (4,), 2, 50, False, []),
    (target("reach", 0), (3,), 0, None, None, ["baseline"]),
    (target("reach", 0), (0,), 0, None, True, ["baseline"]),
    (target("maintain", 2), (3, 1, 3), 2, 50, False, []),
    (target("maintain", None, 2), (2, 3), 2, 100, True, []),
    (target("maintain"), (2,), None, None, None, ["value"]),
    (target("increase", None, 2), (3,), None, None, None, ["value"]),
    (target("increase"), (3,), None, None, None, ["value", "baseline"]),
    (target("reach", **PERCENT) | {"baseline": UNSOURCED}, (3,), None, None, None, ["value", "baseline_source"]),
    # Done or not done.
    (target("reach", measure="boolean"), (0,), 1, 0, False, []),
    (target("reach", measure="boolean"), (0, 1), 1, 100, True, []),
    # Exactly, and never rounded up to what was not reached.
    (target("increase", "0.1", "0.3", **PLAIN), ("0.4",), Decimal("0.4"), 100, True, []),
    (target("reach", 3), ("2.9999999",), 3, Decimal("99.99"), False, []),
    (target("reach", 3), (1,), 3, Decimal("33.33"), False, []),
]


def test_progress_is_what_it_should_be() -> None:
    for goal, values, expected, percent, met, missing in KNOWN:
        if isinstance(goal["value"], str):
            goal["value"], goal["baseline"]["value"] = Decimal(goal["value"]), Decimal(goal["baseline"]["value"])
        found = progress(goal, parts(*(Decimal(value) for value in values)))
        assert (found["goal"], found["percent"], found["met"], found["missing"]) == (expected, percent, met, missing), (
            goal, values,
        )  # fmt: skip


numbers = st.decimals(-1000, 1000, places=2)
shapes = st.builds(
    target,
    direction=st.sampled_from(["increase", "decrease", "reach", "maintain"]),
    value=numbers,
    baseline=st.none() | numbers,
    relative_to_baseline=st.booleans(),
    unit=st.sampled_from(["percent", "flights"]),
)
LAWS = settings(max_examples=60, deadline=None, derandomize=True)


def scaled(shape: Values, factor: Decimal) -> Values:
    share = shape["relative_to_baseline"] and shape["unit"] == "percent"
    baseline = shape["baseline"] and shape["baseline"] | {"value": shape["baseline"]["value"] * factor}
    return shape | {"value": shape["value"] * (1 if share else factor), "baseline": baseline}


@LAWS
@given(shape=shapes, values=st.lists(numbers, max_size=3), factor=st.sampled_from(["0.001", "0.5", "3", "1000"]))
def test_it_is_the_same_in_any_unit(shape: Values, values: list[Decimal], factor: str) -> None:
    by = Decimal(factor)
    before = progress(shape, parts(*values))
    after = progress(scaled(shape, by), parts(*(value * by for value in values)))
    same = ("percent", "met", "missing")
    assert [before[name] for name in same] == [after[name] for name in same]
    assert after["goal"] == (None if before["goal"] is None else before["goal"] * by)


@LAWS
@given(shape=shapes, values=st.lists(numbers, min_size=1, max_size=3))
def test_it_is_met_where_the_whole_way_is_gone(shape: Values, values: list[Decimal]) -> None:
    found = progress(shape, parts(*values))
    if found["percent"] is not None:
        assert found["met"] == (found["percent"] >= 100)
    # Unknown is null, and what would have to be known is named.
    assert (found["goal"] is None) <= bool(found["missing"])
    assert (found["met"] is None) <= bool(found["missing"])
    assert "measurements" not in found["missing"]


@LAWS
@given(shape=shapes, values=st.lists(numbers, min_size=1, max_size=3), further=st.decimals(0, 100, places=2))
def test_further_is_never_less(shape: Values, values: list[Decimal], further: Decimal) -> None:
    goal = goal_of(shape)
    before = [Fraction(value) for value in values]
    assume(goal.value is not None)
    backwards = shape["direction"] == "decrease" or (
        shape["direction"] == "reach" and goal.start is not None and goal.start > (goal.value or 0)
    )
    after = [value + (-1 if backwards else 1) * Fraction(further) for value in before]
    was, then = progress_percent(goal, before), progress_percent(goal, after)
    if was is not None and then is not None:
        assert then >= was
    if is_met(goal, before) and goal.start is not None:
        assert is_met(goal, after)


def test_measurements_are_taken_in_their_order_and_by_whom_they_are_of() -> None:
    found = parts(1, 2, 3, 4)
    found[0].written |= {"period": "2023", "party": "guatemala"}
    found[1].written |= {"party": "guatemala"}
    assert [part.id for part in measured(found, None, ["guatemala"])] == ["m1", "m2", "m0", "m3"]
    assert [part.id for part in measured(found, "guatemala", ["guatemala", "mexico"])] == ["m1", "m0"]
    assert [part.id for part in measured(found, None, ["guatemala", "mexico"], "2022-12-31")] == ["m2"]
