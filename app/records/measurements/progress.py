"""How far a measured pledge has come: computed from its targets and its standing measurements, exactly.

What cannot be known is null, never zero, and what is missing is named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from app.ledger.model.record_state import PartState
from app.ledger.model.shapes import Values
from app.records.base.promisors import address
from app.records.measurements.values_in_time import order, value_of
from app.values.numbers import plain
from app.values.percentages import is_percent
from app.values.sort_keys import earliest_day, latest_day
from app.values.times.dates import read_date
from app.vocabulary import CHANGES, BaselineKind, Direction, Measure

PART_TYPE = "measurements"

VALUE, BASELINE, MEASUREMENTS = "value", "baseline", "measurements"
BASELINE_SOURCE, OTHER_THAN_ZERO = "baseline_source", "baseline_other_than_zero"
"""What can be missing."""


@dataclass(frozen=True)
class Goal:
    """The bounds within which a value keeps the pledge, None where there is none; neither: they are unknown.

    `start` is the value from which progress is counted. `since` is the day before which no value tells whether the goal
    is met: that of a projection.
    """

    lower: Fraction | None
    upper: Fraction | None
    start: Fraction | None
    since: str | None
    missing: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether the bounds are known."""
        return self.lower is not None or self.upper is not None


def asks_for_something(target: Values) -> bool:
    """Return whether a target says what is to be reached: a value or bounds, and not a direction alone."""
    return _asked(target) is not None or target["lower"] is not None


def goal_of(target: Values) -> Goal:
    """Return the goal of a target in absolute numbers: a change is computed from the baseline.

    A baseline for which no source is named is not known.
    """
    direction, given = Direction(target["direction"]), target["baseline"]
    baseline = None if given is None or given["source"] is None else Fraction(given["value"])
    unsourced = (BASELINE_SOURCE,) if given is not None and baseline is None else ()
    since = earliest_day(given["date"]) if given is not None and given["kind"] == BaselineKind.PROJECTED else None
    lower = upper = _asked(target)
    if direction == Direction.BETWEEN:
        lower, upper = _exact(target["lower"]), _exact(target["upper"])
    if direction in CHANGES:
        needed = () if baseline is not None else unsourced or (BASELINE,)
        if lower is None or baseline is None:
            return Goal(None, None, baseline, since, ((VALUE,) if lower is None else ()) + needed)
        lower = upper = _changed(target, direction, lower, baseline)
        if lower is None:
            return Goal(None, None, baseline, since, (OTHER_THAN_ZERO,))
    elif lower is None:
        return Goal(None, None, baseline, since, (VALUE, *unsourced))
    if direction in {Direction.INCREASE, Direction.AT_LEAST}:
        upper = None
    if direction in {Direction.DECREASE, Direction.AT_MOST}:
        lower = None
    from_nothing = given is None and lower is not None and lower > 0
    return Goal(lower, upper, Fraction(0) if from_nothing else baseline, since, unsourced)


def _asked(target: Values) -> Fraction | None:
    """Return the value that the target names. Of what is done or not done it is 1, said or not."""
    if target["value"] is None and target["measure"] == Measure.BOOLEAN:
        return Fraction(1) if target["direction"] in {Direction.AT_LEAST, Direction.EXACTLY} else None
    return _exact(target["value"])


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _changed(target: Values, direction: Direction, change: Fraction, baseline: Fraction) -> Fraction | None:
    """Return the baseline changed by an amount, or by a share of it; nothing can be a share of zero."""
    if is_percent(target["unit"]) and target["measure"] != Measure.PERCENTAGE:
        if baseline == 0:
            return None
        change *= abs(baseline) / 100
    return baseline + change if direction == Direction.INCREASE else baseline - change


def is_met(goal: Goal, value: Fraction | None) -> bool | None:
    """Return whether a value keeps the pledge; None: unknown."""
    if not goal.known or value is None:
        return None
    return (goal.lower is None or value >= goal.lower) and (goal.upper is None or value <= goal.upper)


def progress_percent(goal: Goal, value: Fraction | None) -> Fraction | None:
    """Return the progress from the start to the nearest bound in percent: below zero is away from the goal.

    None where no way leads there, or a value went beyond both bounds.
    """
    met = is_met(goal, value)
    if value is None or met is None or goal.start is None:
        return None
    bound = goal.lower if goal.lower is not None and goal.start < goal.lower else None
    if goal.upper is not None and goal.start > goal.upper:
        bound = goal.upper
    if bound is None:
        return Fraction(100) if met else None
    share = (value - goal.start) / (bound - goal.start)
    return share * 100 if met == (share >= 1) else None


def by_address(
    measurements: Iterable[PartState], target: str, promisors: Sequence[str]
) -> dict[str | None, list[PartState]]:
    """Return what was measured of a target as a whole, and of each party that was measured; what stands, in order."""
    found: dict[str | None, list[PartState]] = {}
    for part in sorted(measurements, key=order):
        if part.withdrawn is None and part.written["target"] == target:
            found.setdefault(address(part.written["party"], promisors), []).append(part)
    return found


def measured(
    measurements: Iterable[PartState], target: str, party: str | None, promisors: Sequence[str], until: str
) -> list[PartState]:
    """Return what was measured up to a day of the whole (None) or of a party."""
    found = by_address(measurements, target, promisors).get(address(party, promisors), [])
    return [part for part in found if order(part)[0] <= until]


def meets(target: Values, measurements: Sequence[PartState]) -> bool | None:
    """Return whether what was measured, in its order, keeps the pledge; None: unknown."""
    goal = goal_of(target)
    return is_met(goal, value_of(target, measurements, goal.since))


def progress(target: Values, measurements: Sequence[PartState], steps: Sequence[PartState] = ()) -> Values:
    """Return how far a target has come by these measurements, which are in order, and by which steps."""
    goal = goal_of(target)
    value = value_of(target, measurements, goal.since)
    share = progress_percent(goal, value)
    last = measurements[-1] if measurements else None
    return {
        "goal": _bounds(goal),
        "latest": last
        and {
            "measurement": last.id,
            "period": read_date(last.written["period"]),
            "value": last.written["value"],
        },
        "value": None if value is None else _number(value),
        # Rounded down: 100 is shown only where the goal is met.
        "percent": None if share is None else _number(Fraction(floor(share * 100), 100)),
        "met": is_met(goal, value),
        "missing": [*goal.missing, *([MEASUREMENTS] if value is None else [])],
        "milestones": [_step(target, measurements, step) for step in sorted(steps, key=_due)],
    }


def _due(step: PartState) -> tuple[bool, str, int]:
    due = latest_day(step.written["due"])
    return due is None, due or "", step.entry


def _step(target: Values, measurements: Sequence[PartState], step: PartState) -> Values:
    """Return whether what was measured until a step is due had come as far as it asks for."""
    own, due = target | {"value": step.written["value"]}, latest_day(step.written["due"])
    until = [part for part in measurements if due is None or order(part)[0] <= due]
    return {"milestone": step.id, "goal": _bounds(goal_of(own)), "met": meets(own, until)}


def together(found: Sequence[tuple[Values, Values]]) -> Values:
    """Return how far a pledge has come as a whole, given each target with its progress.

    Those count that ask for something. It is met where all of these are, and as far as the one that is furthest behind;
    unknown where one that would decide is.
    """
    counted = [progress for target, progress in found if asks_for_something(target)]
    met = [progress["met"] for progress in counted]
    percents = [progress["percent"] for progress in counted]
    known = bool(counted) and None not in percents
    return {
        "percent": min(percents) if known else None,
        "met": False if False in met else None if None in met or not met else True,
    }


def _bounds(goal: Goal) -> Values | None:
    if not goal.known:
        return None
    return {
        "lower": None if goal.lower is None else _number(goal.lower),
        "upper": None if goal.upper is None else _number(goal.upper),
    }


def _number(value: Fraction) -> int | Decimal:
    """Return a number as documents hold it. Its denominator has no factors but 2 and 5, so it has an end."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return plain(Decimal((value * 10**digits).numerator).scaleb(-digits))
