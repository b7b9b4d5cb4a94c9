"""Other published scales, and what our statuses and scores are on them: data, with what is lost marked.

The sources are the scales' own publications: the G7 and G20 Research Groups, the Open Government Partnership's
Independent Reporting Mechanism, the Peace Accords Matrix, UNHCR's pledges dashboard, UPR Info and PolitiFact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.vocabulary import ScaleName, Status

Level = str | int
S = Status


@dataclass(frozen=True)
class Counterpart:
    """What stands for a word of ours on another scale. Exact: both mean the same; else something is lost."""

    level: Level
    exact: bool = False


@dataclass(frozen=True)
class Scale:
    """Another scale: its levels from the least to the most, and the counterparts of statuses and of scores.

    A status or score without a counterpart has none there. Scores are those of completion: no scale here judges
    outcomes.
    """

    name: ScaleName
    title: str
    levels: tuple[Level, ...]
    statuses: Mapping[Status, Counterpart]
    scores: Mapping[int, Counterpart]


def _lossy(levels: Mapping[Status, Level]) -> dict[Status, Counterpart]:
    return {status: Counterpart(level) for status, level in levels.items()}


def _exact(levels: Mapping[Status, Level]) -> dict[Status, Counterpart]:
    return {status: Counterpart(level, exact=True) for status, level in levels.items()}


_COMPLIANCE: dict[Status, int] = {
    S.NOT_STARTED: -1,
    S.PLANNED: 0,
    S.IN_PROGRESS: 0,
    S.STALLED: 0,
    S.SUSPENDED: 0,
    S.PARTIALLY_FULFILLED: 0,
    S.FULFILLED: 1,
    S.NOT_FULFILLED: -1,
    S.ABANDONED: -1,
}
PERCENT = {-1: 0, 0: 50, 1: 100}

SCALES: Mapping[ScaleName, Scale] = {
    scale.name: scale
    for scale in (
        Scale(
            ScaleName.G7_G20,
            "G7 and G20 Research Groups: compliance score",
            (-1, 0, 1),
            _lossy(_COMPLIANCE),
            {score: Counterpart(score, exact=True) for score in PERCENT},
        ),
        Scale(
            ScaleName.PERCENT,
            "G7 and G20 Research Groups: compliance score in percent",
            (0, 50, 100),
            _lossy({status: PERCENT[score] for status, score in _COMPLIANCE.items()}),
            {score: Counterpart(percent, exact=True) for score, percent in PERCENT.items()},
        ),
        Scale(
            ScaleName.OGP_COMPLETION,
            "Open Government Partnership: completion",
            ("No evidence available", "Not started", "Limited", "Substantial", "Complete"),
            _lossy(
                {
                    S.PLANNED: "Not started",
                    S.IN_PROGRESS: "Limited",
                    S.STALLED: "Limited",
                    S.SUSPENDED: "Limited",
                    S.PARTIALLY_FULFILLED: "Substantial",
                    S.NOT_FULFILLED: "Not started",
                }
            )
            | _exact(
                {
                    S.NO_VERIFIED_PROGRESS: "No evidence available",
                    S.NOT_STARTED: "Not started",
                    S.FULFILLED: "Complete",
                }
            ),
            {-1: Counterpart("Not started"), 0: Counterpart("Limited"), 1: Counterpart("Complete")},
        ),
        Scale(
            ScaleName.PEACE_ACCORDS_MATRIX,
            "Peace Accords Matrix: implementation of a provision",
            (0, 1, 2, 3),
            _lossy(
                {
                    S.PLANNED: 0,
                    S.IN_PROGRESS: 1,
                    S.STALLED: 1,
                    S.SUSPENDED: 1,
                    S.PARTIALLY_FULFILLED: 2,
                    S.NOT_FULFILLED: 0,
                    S.ABANDONED: 0,
                }
            )
            | _exact({S.NOT_STARTED: 0, S.FULFILLED: 3}),
            {-1: Counterpart(0), 0: Counterpart(1), 1: Counterpart(3)},
        ),
        Scale(
            ScaleName.UNHCR_STAGE,
            "UNHCR: stage of a pledge's implementation",
            ("planning stage", "in progress", "fulfilled"),
            _lossy(
                {
                    S.NOT_STARTED: "planning stage",
                    S.STALLED: "in progress",
                    S.SUSPENDED: "in progress",
                    S.PARTIALLY_FULFILLED: "in progress",
                }
            )
            | _exact({S.PLANNED: "planning stage", S.IN_PROGRESS: "in progress", S.FULFILLED: "fulfilled"}),
            {0: Counterpart("in progress"), 1: Counterpart("fulfilled")},
        ),
        Scale(
            ScaleName.UPR_IMPLEMENTATION,
            "UPR Info: implementation of a recommendation",
            ("not assessed", "not implemented", "partially implemented", "fully implemented"),
            _lossy(
                {
                    S.NOT_STARTED: "not implemented",
                    S.PLANNED: "not implemented",
                    S.IN_PROGRESS: "partially implemented",
                    S.STALLED: "partially implemented",
                    S.SUSPENDED: "partially implemented",
                    S.NOT_FULFILLED: "not implemented",
                    S.ABANDONED: "not implemented",
                }
            )
            | _exact(
                {
                    S.NOT_ASSESSED: "not assessed",
                    S.PARTIALLY_FULFILLED: "partially implemented",
                    S.FULFILLED: "fully implemented",
                }
            ),
            {
                -1: Counterpart("not implemented"),
                0: Counterpart("partially implemented"),
                1: Counterpart("fully implemented"),
            },
        ),
        Scale(
            ScaleName.POLITIFACT,
            "PolitiFact: promise meter",
            ("Not Yet Rated", "Promise Broken", "Stalled", "In the Works", "Compromise", "Promise Kept"),
            _lossy(
                {
                    S.PLANNED: "In the Works",
                    S.SUSPENDED: "Stalled",
                    S.PARTIALLY_FULFILLED: "Compromise",
                    S.ABANDONED: "Promise Broken",
                }
            )
            | _exact(
                {
                    S.NOT_ASSESSED: "Not Yet Rated",
                    S.IN_PROGRESS: "In the Works",
                    S.STALLED: "Stalled",
                    S.FULFILLED: "Promise Kept",
                    S.NOT_FULFILLED: "Promise Broken",
                }
            ),
            {-1: Counterpart("Promise Broken"), 0: Counterpart("In the Works"), 1: Counterpart("Promise Kept")},
        ),
    )
}


def on_scale(name: str, found: Counterpart | None) -> dict[str, str | int | bool | None]:
    """Return a counterpart as answers hold it; null where there is none."""
    return {
        "scale": str(name),
        "value": None if found is None else found.level,
        "exact": None if found is None else found.exact,
    }


def status_on(name: str, status: str) -> dict[str, str | int | bool | None]:
    """Return what a status is on a scale."""
    return on_scale(name, SCALES[ScaleName(name)].statuses.get(Status(status)))


def score_on(name: str, score: int) -> dict[str, str | int | bool | None]:
    """Return what a score of completion is on a scale."""
    return on_scale(name, SCALES[ScaleName(name)].scores.get(score))
