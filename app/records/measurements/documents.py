"""Models of what readers get of measurements and of progress, for the OpenAPI document."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.records.base.parts.part_collections import part_document
from app.records.measurements.schemas import Measurement
from app.values.times.dates import DateDocument

Missing = Literal["value", "baseline", "baseline_source", "baseline_other_than_zero", "measurements"]


class MeasurementDocument(part_document(Measurement, "MeasurementHead", "pledge")):  # type: ignore[misc] # made at run time
    """A measurement as readers get it."""


class Latest(BaseModel):
    """The measurement of the latest period."""

    measurement: Annotated[str, Field(description="its id")]
    period: DateDocument
    value: float


class GoalBounds(BaseModel):
    """Within which bounds a value keeps the pledge; null: there is none on that side."""

    lower: float | None
    upper: float | None


class StepProgress(BaseModel):
    """Whether a value on the way to the target was reached by the day on which its milestone was due."""

    milestone: Annotated[str, Field(description="its id")]
    goal: Annotated[GoalBounds | None, Field(description="in absolute numbers; null: unknown")]
    met: Annotated[bool | None, Field(description="by what was measured until it is due; null: unknown")]


class MeasuredProgress(BaseModel):
    """How far a target has come. What cannot be known is null, never zero."""

    goal: Annotated[GoalBounds | None, Field(description="in absolute numbers; null: unknown")]
    latest: Latest | None
    value: Annotated[
        float | None,
        Field(description="what the target goes by: the latest value, or the sum of those of all periods"),
    ]
    percent: Annotated[
        float | None, Field(description="of the way to the goal, rounded down to two digits; null: unknown")
    ]
    met: Annotated[bool | None, Field(description="null: unknown")]
    missing: Annotated[
        list[Missing],
        Field(
            description=(
                "what would have to be known; `baseline_source`: the source of the baseline that is given; "
                "`baseline_other_than_zero`: nothing is a percentage of the one that is given; `measurements`: of a "
                "projected baseline, from its date on"
            )
        ),
    ]
    milestones: Annotated[list[StepProgress], Field(description="with a value of this target, as they are due")]
