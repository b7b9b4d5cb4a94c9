"""How far a measured pledge has come: computed from its target and its standing measurements, exactly.

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
from app.values.dates import read_date
from app.values.numbers import plain
from app.values.sort_keys import day_of_part
from app.vocabulary import Direction, Measure

PART_TYPE = "measurements"
PERCENT_UNITS = frozenset({"percent", "per cent", "%", "por ciento"})
"""Units in which a value that is relative to the baseline is a share of it; in any other it is an amount."""

VALUE, BASELINE, MEASUREMENTS = "value", "baseline", "measurements"
BASELINE_SOURCE, OTHER_THAN_ZERO = "baseline_source", "baseline_other_than_zero"
"""What can be missing."""


@dataclass(frozen=True)
class Goal:
    """The value that keeps the pledge, and the one from which progress towards it is counted; None where unknown."""

    direction: Direction
    value: Fraction | None
    start: Fraction | None
    missing: tuple[str, ...]


def goal_of(target: Values) -> Goal:
    """Return the goal of a target in absolute numbers: a relative one is computed from the baseline.

    A baseline for which no source is named is not known.
    """
    direction = Direction(target["direction"])
    given = target["baseline"]
    unknown = BASELINE if given is None else BASELINE_SOURCE
    baseline = None if given is None or given["source"] is None else Fraction(given["value"])
    value, relative = _asked(target, direction), target["relative_to_baseline"]
    if value is None and direction == Direction.MAINTAIN and baseline is not None:
        return Goal(direction, baseline, None, ())
    if value is None:
        changes = relative or direction in {Direction.INCREASE, Direction.DECREASE}
        # What is to be maintained is the value, or that of a baseline whose source is not named yet.
        missing = (unknown,) if direction == Direction.MAINTAIN and given is not None else (VALUE,)
        return Goal(direction, None, baseline, (*missing, unknown) if changes and baseline is None else missing)
    if relative:
        if baseline is None:
            return Goal(direction, None, None, (unknown,))
        value = _from_baseline(target, direction, value, baseline)
        if value is None:
            return Goal(direction, None, baseline, (OTHER_THAN_ZERO,))
    if baseline is None and direction == Direction.REACH and value > 0:
        return Goal(direction, value, Fraction(0), ())
    needs_start = direction != Direction.MAINTAIN and baseline is None
    return Goal(direction, value, baseline, (unknown,) if needs_start else ())


def _asked(target: Values, direction: Direction) -> Fraction | None:
    """Return the value that the target names. Of what is done or not done it is 1, said or not."""
    if target["value"] is not None:
        return Fraction(target["value"])
    return Fraction(1) if target["measure"] == Measure.BOOLEAN and direction == Direction.REACH else None


def _from_baseline(target: Values, direction: Direction, change: Fraction, baseline: Fraction) -> Fraction | None:
    """Return the baseline changed by an amount, or by a share of it; nothing can be a share of zero."""
    if (target["unit"] or "").casefold() in PERCENT_UNITS:
        if baseline == 0:
            return None
        change *= abs(baseline) / 100
    if direction == Direction.INCREASE:
        return baseline + abs(change)
    if direction == Direction.DECREASE:
        return baseline - abs(change)
    return baseline + change


def is_met(goal: Goal, values: Sequence[Fraction]) -> bool | None:
    """Return whether values, in their order, keep the pledge: the last one, of what is to be maintained every one."""
    if goal.value is None or not values:
        return None
    last = values[-1]
    match goal.direction:
        case Direction.INCREASE:
            return last >= goal.value
        case Direction.DECREASE:
            return last <= goal.value
        case Direction.MAINTAIN:
            return min(values) >= goal.value
        case Direction.REACH:
            if goal.start is None:
                # Whether it comes from above or below is not known.
                return True if last == goal.value else None
            return last <= goal.value if goal.start > goal.value else last >= goal.value


def progress_percent(goal: Goal, values: Sequence[Fraction]) -> Fraction | None:
    """Return the progress from the start to the goal in percent: below zero is away from the goal.

    Of what is to be maintained it is the lowest value as a percentage of the goal.
    """
    met = is_met(goal, values)
    if goal.value is None or met is None:
        return None
    if goal.direction == Direction.MAINTAIN:
        return min(values) * 100 / goal.value if goal.value > 0 else None
    if goal.start is None:
        return None
    distance = goal.value - goal.start
    leads = {Direction.INCREASE: distance > 0, Direction.DECREASE: distance < 0}.get(goal.direction, distance != 0)
    if not leads:
        return Fraction(100) if met else None
    return (values[-1] - goal.start) * 100 / distance


def measured(
    measurements: Iterable[PartState], party: str | None, promisors: Sequence[str], until: str | None = None
) -> list[PartState]:
    """Return the standing measurements of the whole (None) or of a promisor, up to a day, in order."""
    wanted = address(party, promisors)
    found = [
        part for part in measurements if part.withdrawn is None and address(part.written["party"], promisors) == wanted
    ]
    if until is not None:
        found = [part for part in found if order(part)[0] <= until]
    return sorted(found, key=order)


def by_address(measurements: Iterable[PartState], promisors: Sequence[str]) -> dict[str | None, list[PartState]]:
    """Return the standing measurements of the whole and of each promisor that was measured, in order."""
    found: dict[str | None, list[PartState]] = {}
    for part in sorted(measurements, key=order):
        if part.withdrawn is None:
            found.setdefault(address(part.written["party"], promisors), []).append(part)
    return found


def order(part: PartState) -> tuple[str, int]:
    """Return what measurements are ordered by: the last day of their period or that of recording, then their entry."""
    return day_of_part(part.written["period"], part.recorded_at) or "", part.entry


def progress(target: Values, measurements: Sequence[PartState]) -> Values:
    """Return how far the target has come by these measurements, which are in order."""
    goal = goal_of(target)
    values = values_of(measurements)
    share = progress_percent(goal, values)
    last = measurements[-1] if measurements else None
    return {
        "goal": None if goal.value is None else _number(goal.value),
        "latest": last
        and {
            "measurement": last.id,
            "period": read_date(last.written["period"]),
            "value": last.written["value"],
        },
        # Rounded down: 100 is shown only where the goal is met.
        "percent": None if share is None else _number(Fraction(floor(share * 100), 100)),
        "met": is_met(goal, values),
        "missing": [*goal.missing, *([] if measurements else [MEASUREMENTS])],
    }


def values_of(measurements: Iterable[PartState]) -> list[Fraction]:
    """Return the measured values, exactly."""
    return [Fraction(part.written["value"]) for part in measurements]


def _number(value: Fraction) -> int | Decimal:
    """Return a number as documents hold it. Its denominator has no factors but 2 and 5, so it has an end."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return plain(Decimal((value * 10**digits).numerator).scaleb(-digits))
