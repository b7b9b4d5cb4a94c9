"""A plot of what was measured of a target: against its goal, its baseline and the values to be reached on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.site.pages.figures.scales import days_axis, values_axis

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 84, 16, 16, 32


@dataclass(frozen=True)
class Bounds:
    """Within which bounds a value keeps the pledge: a floor, a ceiling or a range; None: none on that side."""

    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Measured:
    """A value that was so in a period."""

    first: date
    last: date
    value: float
    words: str


@dataclass(frozen=True)
class Step:
    """A value to be reached on the way to the target, by a day."""

    day: date
    bounds: Bounds
    met: bool | None
    words: str


@dataclass(frozen=True)
class PlacedValue:
    """A measured value with its place: `start` and `end` are those of its period."""

    measured: Measured
    start: float
    end: float
    y: float


@dataclass(frozen=True)
class PlacedStep:
    """A step with its place."""

    step: Step
    x: float
    y: float


@dataclass(frozen=True)
class Zone:
    """What keeps the pledge: from `top` to `bottom`; `lines` are the bounds themselves."""

    top: float
    bottom: float
    lines: Sequence[float]


@dataclass(frozen=True)
class Plot:
    """All of the drawing, in units of its view box."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    values: Sequence[PlacedValue]
    steps: Sequence[PlacedStep]
    zone: Zone | None
    baseline: PlacedValue | None
    due: float | None
    ticks: Sequence[tuple[float, date]]
    value_ticks: Sequence[tuple[float, float]]

    @property
    def line(self) -> str:
        """The points of the line through all values, as SVG writes them."""
        points = [*((self.baseline,) if self.baseline else ()), *self.values]
        return " ".join(f"{(point.start + point.end) / 2:g},{point.y:g}" for point in points)


def progress_plot(
    measured: Sequence[Measured],
    goal: Bounds | None,
    baseline: Measured | None = None,
    steps: Sequence[Step] = (),
    due: date | None = None,
) -> Plot | None:
    """Return the plot of a target, None where nothing was measured and nothing is to be reached on the way."""
    if not measured and not steps:
        return None
    shown = [*measured, *((baseline,) if baseline else ())]
    days = [day for one in shown for day in (one.first, one.last)] + [step.day for step in steps]
    bounds = [goal, *(step.bounds for step in steps)]
    values = [one.value for one in shown]
    values += [bound for one in bounds if one for bound in (one.lower, one.upper) if bound is not None]
    if not days or not values:
        return None
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    across = days_axis([*days, *((due,) if due else ())], LEFT, right)
    up = values_axis(values, bottom, TOP)

    def placed(one: Measured) -> PlacedValue:
        return PlacedValue(one, across.place(one.first), across.place(one.last), up.place(one.value))

    in_order = sorted(measured, key=lambda one: (one.last, one.first))
    placed_steps = []
    for step in steps:
        aim = step.bounds.lower if step.bounds.lower is not None else step.bounds.upper
        if aim is not None:
            placed_steps.append(PlacedStep(step, across.place(step.day), up.place(aim)))
    zone = None
    if goal and (goal.lower is not None or goal.upper is not None):
        lines = sorted({up.place(bound) for bound in (goal.lower, goal.upper) if bound is not None})
        zone = Zone(
            TOP if goal.upper is None else up.place(goal.upper),
            bottom if goal.lower is None else up.place(goal.lower),
            lines,
        )
    return Plot(
        WIDTH,
        HEIGHT,
        LEFT,
        right,
        TOP,
        bottom,
        [placed(one) for one in in_order],
        placed_steps,
        zone,
        placed(baseline) if baseline else None,
        across.place(due) if due else None,
        [(across.place(day), day) for day in across.ticks()],
        [(up.place(value), value) for value in up.ticks()],
    )
