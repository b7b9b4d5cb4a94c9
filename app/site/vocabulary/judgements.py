"""How assessments and measurements are counted, in words, and the published scales that they map to."""

from app.records.measurements.progress import PERCENT_UNITS
from app.scales import SCALES, score_on, status_on
from app.site.vocabulary.schemas import JudgementRules, LevelOf, PublishedScale
from app.vocabulary import Status

JUDGEMENTS = JudgementRules(
    assessments=(
        "An assessment stands until it is superseded or withdrawn; what corrected it counts in its place, unless that "
        "is withdrawn. Of each assessor the one of the latest period counts (the latest day of period, then the "
        "entry). The mean is that of these scores over the assessors, to four digits; it is disputed where they "
        "differ. without_self_report leaves the promisor's own out."
    ),
    progress=(
        "The goal is the target's value; relative to the baseline it is the baseline changed by that amount, or by "
        f"that share of it where the unit is one of {', '.join(sorted(PERCENT_UNITS))}. A baseline is known once a "
        "source is named for it. Of done or not done it is 1. "
        "The latest measurement counts (the latest day of period, then the entry): increase and reach are met at the "
        "goal or above, decrease at the goal or below, and so is reach where the baseline is above the goal; maintain "
        "is met while no measurement is below the goal. percent is the share of the way from the baseline to the goal, "
        "rounded down; reach begins at zero where no baseline is known, and maintain gives the lowest measurement as "
        "a percentage of the goal. What cannot be known is null, and missing names what would have to be known."
    ),
)


def published_scales() -> list[PublishedScale]:
    """Return every scale with what each status and score is on it."""
    return [
        PublishedScale(
            name=name.value,
            title=scale.title,
            levels=list(scale.levels),
            statuses=[_level(status.value, status_on(name, status)) for status in Status],
            scores=[_level(score, score_on(name, score)) for score in (-1, 0, 1)],
        )
        for name, scale in SCALES.items()
    ]


def _level(word: str | int, found: dict[str, str | int | bool | None]) -> LevelOf:
    return LevelOf.model_validate({"word": word, "value": found["value"], "exact": found["exact"]})
