"""How far a measured target has come: in every direction, exactly; what is unknown is null, never zero."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.ledger.model.record_state import PartState
from app.records.measurements.progress import (
    by_address,
    goal_of,
    is_met,
    measured,
    progress,
    progress_percent,
    together,
)

Values = dict[str, Any]


def target(direction: str, value: Any = None, baseline: Any = None, **fields: Any) -> Values:
    known = None if baseline is None else {"kind": "observed", "value": baseline, "date": None, "source": "report"}
    return {
        "id": "target", "indicator": "flights", "measure": "count", "direction": direction, "value": value,
        "lower": None, "upper": None, "unit": None, "aggregate": "latest", "baseline": known, **fields,
    }  # fmt: skip


def between(lower: Any, upper: Any, baseline: Any = None) -> Values:
    return target("between", None, baseline, lower=lower, upper=upper)


def parts(*values: Any) -> list[PartState]:
    """Return measurements, a year each from 2020 on; or of the periods that they are given with."""
    pairs = [value if isinstance(value, tuple) else (value, str(2020 + index)) for index, value in enumerate(values)]
    return [
        PartState(f"m{index}", {"target": "target", "value": value, "period": period, "party": None}, index, "", "", 1)
        for index, (value, period) in enumerate(pairs)
    ]


PERCENT: Values = {"unit": "percent"}
UNSOURCED: Values = {"kind": "observed", "value": 10, "date": "2024", "source": None}
PROJECTED: Values = {"kind": "projected", "value": 100, "date": "2022", "source": "report"}
NONE = (None, None)
KNOWN: list[tuple[Values, tuple[Any, ...], tuple[Any, Any], Any, bool | None, list[str]]] = [
    # By so much: +40 % of what it was, or so many more.
    (target("increase", 40, **PERCENT), (14,), NONE, None, None, ["baseline"]),
    (target("increase", 40, **PERCENT), (), NONE, None, None, ["baseline", "measurements"]),
    (target("increase", 40, 10, **PERCENT), (), (14, None), None, None, ["measurements"]),
    (target("increase", 40, 10, **PERCENT), (12,), (14, None), 50, False, []),
    (target("increase", 40, 10, **PERCENT), (20, 14), (14, None), 100, True, []),
    (target("increase", 40, 10, **PERCENT), (8,), (14, None), -50, False, []),
    (target("increase", 40, 0, **PERCENT), (8,), NONE, None, None, ["baseline_other_than_zero"]),
    (target("increase", 40, -10, **PERCENT), (-8,), (-6, None), 50, False, []),
    (target("increase", 40, 10), (30,), (50, None), 50, False, []),
    (target("decrease", 40, 10, **PERCENT), (8,), (None, 6), 50, False, []),
    (target("decrease", 4, 10), (5,), (None, 6), 125, True, []),
    # Of what is a share already it is percentage points.
    (target("increase", 5, 40, measure="percentage", **PERCENT), (42,), (45, None), 40, False, []),
    (target("increase", 40, 10, measure="currency", **PERCENT), (14,), (14, None), 100, True, []),
    (target("increase", None, 2), (3,), NONE, None, None, ["value"]),
    (target("increase"), (3,), NONE, None, None, ["value", "baseline"]),
    # Nobody says where the number is from.
    (target("increase", 40, **PERCENT) | {"baseline": UNSOURCED}, (14,), NONE, None, None, ["baseline_source"]),
    (target("at_least", 40) | {"baseline": UNSOURCED}, (41,), (40, None), None, True, ["baseline_source"]),
    (target("at_least") | {"baseline": UNSOURCED}, (2,), NONE, None, None, ["value", "baseline_source"]),
    # Floors.
    (target("at_least", 40, 10), (25,), (40, None), 50, False, []),
    (target("at_least", 40, 50), (45,), (40, None), 100, True, []),
    (target("at_least", 40, 50), (35,), (40, None), None, False, []),
    (target("at_least", 2), (1,), (2, None), 50, False, []),
    (target("at_least", 2), (0,), (2, None), 0, False, []),
    (target("at_least", 2), (3,), (2, None), 150, True, []),
    (target("at_least", -2), (-3,), (-2, None), None, False, []),
    (target("at_least"), (2,), NONE, None, None, ["value"]),
    # Ceilings.
    (target("at_most", 1550), (1400,), (None, 1550), None, True, []),
    (target("at_most", 1550), (1551,), (None, 1550), None, False, []),
    (target("at_most", 1550, 2050), (1800,), (None, 1550), 50, False, []),
    (target("at_most", 0), (0,), (None, 0), None, True, []),
    # Bounds: from below, from above, within and beyond.
    (between(10, 20), (5,), (10, 20), 50, False, []),
    (between(10, 20, 0), (20,), (10, 20), 200, True, []),
    (between(10, 20, 0), (21,), (10, 20), None, False, []),
    (between(10, 20, 40), (30,), (10, 20), 50, False, []),
    (between(10, 20, 15), (16,), (10, 20), 100, True, []),
    (between(10, 20, 15), (9,), (10, 20), None, False, []),
    (between(None, None), (9,), NONE, None, None, ["value"]),
    # Neither more nor less.
    (target("exactly", 2, 6), (4,), (2, 2), 50, False, []),
    (target("exactly", 2, 6), (2,), (2, 2), 100, True, []),
    (target("exactly", 2, 6), (1,), (2, 2), None, False, []),
    (target("exactly", 0), (3,), (0, 0), None, False, []),
    # Done or not done.
    (target("exactly", measure="boolean"), (0,), (1, 1), 0, False, []),
    (target("exactly", measure="boolean"), (0, 1), (1, 1), 100, True, []),
    (target("exactly", 0, measure="boolean"), (1,), (0, 0), None, False, []),
    # What was expected for a year says nothing of the years before.
    (target("decrease", 20, unit="percent") | {"baseline": PROJECTED}, (70,), (None, 80), None, None, ["measurements"]),
    (target("decrease", 20, unit="percent") | {"baseline": PROJECTED}, (70, 60, 90), (None, 80), 50, False, []),
    # All together: of periods that overlap the longest, of equal ones the last.
    (target("at_least", 10, aggregate="sum"), (2, 3), (10, None), 50, False, []),
    (target("at_least", 10, aggregate="sum"), ((2, "2020"), (3, "2020"), (4, "2021")), (10, None), 70, False, []),
    (target("at_least", 10, aggregate="sum"), ((2, "2020-03"), (8, "2020"), (1, "2020-12")), (10, None), 80, False, []),
    (target("at_least", 10, aggregate="sum"), ((6, "../2020"), (5, "2020-05"), (4, "2021")), (10, None), 100, True, []),
    (target("at_least", 10, aggregate="sum"), ((4, "2020"), (9, "2020-12/2021-01")), (10, None), 40, False, []),
    # Exactly, and never rounded up to what was not reached.
    (target("increase", "0.1", "0.3"), ("0.4",), (Decimal("0.4"), None), 100, True, []),
    (target("at_least", 3), ("2.9999999",), (3, None), Decimal("99.99"), False, []),
    (target("at_least", 3), (1,), (3, None), Decimal("33.33"), False, []),
]  # fmt: skip


def test_progress_is_what_it_should_be() -> None:
    for goal, values, (lower, upper), percent, met, missing in KNOWN:
        if isinstance(goal["value"], str):
            goal["value"], goal["baseline"]["value"] = Decimal(goal["value"]), Decimal(goal["baseline"]["value"])
        pairs = [(Decimal(value[0]), value[1]) if isinstance(value, tuple) else Decimal(value) for value in values]
        found = progress(goal, parts(*pairs))
        bounds = None if lower is None and upper is None else {"lower": lower, "upper": upper}
        assert (found["goal"], found["percent"], found["met"], found["missing"]) == (bounds, percent, met, missing), (
            goal, values,
        )  # fmt: skip


def test_milestones_ask_for_values_on_the_way() -> None:
    asked = target("increase", 40, 10, unit="percent")
    steps = [
        PartState(name, {"title": name, "due": due, "done_on": None, "target": "target", "value": value}, at, "", "", 1)
        for at, (name, due, value) in enumerate(
            [("open", None, 30), ("late", "2023", 25), ("half", "2021", 20), ("never", "2019", 10)]
        )
    ]
    found = progress(asked, parts(11, 12, 13), steps)["milestones"]
    # As they are due; what was measured later does not count for the one before.
    assert [(one["milestone"], one["goal"]["lower"], one["met"]) for one in found] == [
        ("never", 11, None),
        ("half", 12, True),
        ("late", Decimal("12.5"), True),
        ("open", 13, True),
    ]
    assert [one["met"] for one in progress(asked, parts(11, 11, 12), steps)["milestones"]] == [
        None,
        False,
        False,
        False,
    ]


def test_a_pledge_is_as_far_as_the_target_that_is_furthest_behind() -> None:
    half, whole, more = target("at_least", 4), target("at_least", 2), target("at_least", 1)
    ceiling, unknown, aimless = target("at_most", 9), target("increase", 40), target("at_least")

    def come(*targets: Values) -> tuple[Any, Any]:
        found = together([(one, progress(one, parts(2))) for one in targets])
        return found["percent"], found["met"]

    assert come(half) == (50, False)
    assert come(half, whole, more) == (50, False)
    assert come(whole, more) == (100, True)
    # What asks for nothing decides nothing; what is unknown does, unless another is missed.
    assert come(whole, aimless) == (100, True)
    assert come(whole, unknown) == (None, None)
    assert come(half, unknown) == (None, False)
    assert come(whole, ceiling) == (None, True)
    assert come(aimless) == (None, None)


numbers = st.decimals(-1000, 1000, places=2)
changes = st.decimals(0, 1000, places=2)
shapes = st.builds(
    target,
    direction=st.sampled_from(["increase", "decrease", "at_least", "at_most", "exactly"]),
    value=changes,
    baseline=st.none() | numbers,
    unit=st.sampled_from(["percent", "flights"]),
    aggregate=st.sampled_from(["latest", "sum"]),
) | st.builds(
    lambda ends, baseline: between(min(ends), max(ends), baseline), st.tuples(numbers, numbers), st.none() | numbers
)


def scaled(shape: Values, factor: Decimal) -> Values:
    share = shape["unit"] == "percent" and shape["direction"] in {"increase", "decrease"}
    baseline = shape["baseline"] and shape["baseline"] | {"value": shape["baseline"]["value"] * factor}
    bounds = {name: shape[name] if shape[name] is None else shape[name] * factor for name in ("lower", "upper")}
    value = shape["value"] if share or shape["value"] is None else shape["value"] * factor
    return shape | bounds | {"value": value, "baseline": baseline}


@settings(max_examples=60)
@given(shape=shapes, values=st.lists(numbers, max_size=3), factor=st.sampled_from(["0.001", "0.5", "3", "1000"]))
def test_it_is_the_same_in_any_unit(shape: Values, values: list[Decimal], factor: str) -> None:
    by = Decimal(factor)
    before = progress(shape, parts(*values))
    after = progress(scaled(shape, by), parts(*(value * by for value in values)))
    same = ("percent", "met", "missing")
    assert [before[name] for name in same] == [after[name] for name in same]
    if before["goal"] is None:
        assert after["goal"] is None
    else:
        assert after["goal"] == {name: bound and bound * by for name, bound in before["goal"].items()}


@settings(max_examples=60)
@given(shape=shapes, values=st.lists(numbers, min_size=1, max_size=3))
def test_it_is_met_where_the_whole_way_is_gone(shape: Values, values: list[Decimal]) -> None:
    found = progress(shape, parts(*values))
    if found["percent"] is not None:
        assert found["met"] == (found["percent"] >= 100)
    # Unknown is null, and what would have to be known is named.
    assert (found["goal"] is None) <= bool(found["missing"])
    assert (found["met"] is None) <= bool(found["missing"])
    assert "measurements" not in found["missing"]


@settings(max_examples=60)
@given(shape=shapes, value=numbers, further=st.decimals(0, 100, places=2))
def test_further_is_never_less(shape: Values, value: Decimal, further: Decimal) -> None:
    goal = goal_of(shape)
    assume((goal.lower is None) != (goal.upper is None))
    backwards = goal.upper is not None
    then = Fraction(value) + (-1 if backwards else 1) * Fraction(further)
    was, now = progress_percent(goal, Fraction(value)), progress_percent(goal, then)
    if was is not None and now is not None:
        assert now >= was
    if is_met(goal, Fraction(value)):
        assert is_met(goal, then)


def test_measurements_are_taken_in_their_order_and_by_whom_they_are_of() -> None:
    found = parts(1, 2, 3, 4, 5)
    found[0].written |= {"period": "2023", "party": "guatemala"}
    found[1].written |= {"party": "guatemala"}
    found[4].written |= {"target": "target-2"}

    def of(party: str | None, promisors: list[str], until: str = "9999") -> list[str]:
        return [part.id for part in measured(found, "target", party, promisors, until)]

    assert of(None, ["guatemala"]) == ["m1", "m2", "m0", "m3"]
    assert of("guatemala", ["guatemala", "mexico"]) == ["m1", "m0"]
    assert of(None, ["guatemala", "mexico"], "2022-12-31") == ["m2"]
    assert by_address(found, "target-2", ["guatemala"]) == {None: [found[4]]}
