"""How far each target of a pledge has come: as a plot where something was measured, else what is missing for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.site.pages.figures.progress_plot import Bounds, Measured, Plot, Step, progress_plot
from app.site.pages.languages import Language
from app.site.pages.wording.values.dates import date_words
from app.site.pages.wording.values.numbers import number
from app.vocabulary import Measure

Values = Mapping[str, Any]


@dataclass(frozen=True)
class TargetProgress:
    """A target, how far it has come, what was measured of it (all parties), and its steps; `plot` is of the whole."""

    target: Values
    progress: Values
    plot: Plot | None
    measurements: Sequence[Values]
    steps: Sequence[tuple[Values, Values]]


def targets(
    language: Language, pledge: Values, measurements: Sequence[Values], milestones: Sequence[Values]
) -> list[TargetProgress]:
    """Return all targets of a pledge with how far they have come."""
    by_target = {one["target"]: one for one in (pledge["progress"] or {"targets": []})["targets"]}
    by_milestone = {one["id"]: one for one in milestones}
    found = []
    for target in pledge["targets"]:
        progress = by_target[target["id"]]
        own = [one for one in measurements if one["target"] == target["id"]]
        steps = [
            (by_milestone[step["milestone"]], step)
            for step in progress["milestones"]
            if step["milestone"] in by_milestone
        ]
        found.append(
            TargetProgress(target, progress, _plot(language, pledge, target, progress, own, steps), own, steps)
        )
    return found


def _plot(
    language: Language,
    pledge: Values,
    target: Values,
    progress: Values,
    measurements: Sequence[Values],
    steps: Sequence[tuple[Values, Values]],
) -> Plot | None:
    if target["measure"] == Measure.BOOLEAN:
        return None
    due = pledge["due"]
    baseline = progress["baseline"]
    return progress_plot(
        [_measured(language, one["period"], one["value"]) for one in measurements if one["party"] is None],
        _bounds(progress["goal"]),
        _measured(language, baseline["date"], baseline["value"]) if baseline and _dated(baseline["date"]) else None,
        [
            Step(date.fromisoformat(milestone["due"]["to"]), bounds, step["met"], milestone["title"])
            for milestone, step in steps
            if (bounds := _bounds(step["goal"])) and milestone["due"] and milestone["due"]["to"]
        ],
        date.fromisoformat(due["to"]) if due and due["to"] else None,
    )


def _dated(period: Values | None) -> bool:
    return bool(period and period["from"] and period["to"])


def _measured(language: Language, period: Values, value: Any) -> Measured:
    last = date.fromisoformat(period["to"])
    first = date.fromisoformat(period["from"]) if period["from"] else last
    return Measured(first, last, float(value), f"{date_words(language, period)}: {number(language, value)}")


def _bounds(goal: Values | None) -> Bounds | None:
    if goal is None:
        return None
    lower, upper = (None if bound is None else float(bound) for bound in (goal["lower"], goal["upper"]))
    return Bounds(lower, upper)
