"""Models of what readers get of measurements and of progress, for the OpenAPI document."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.records.base.parts.part_collections import part_document
from app.records.measurements.schemas import Measurement
from app.values.dates import DateDocument

Missing = Literal["value", "baseline", "baseline_source", "baseline_other_than_zero", "measurements"]


class MeasurementDocument(part_document(Measurement, "MeasurementHead", "pledge")):  # type: ignore[misc] # made at run time
    """A measurement as readers get it."""


class Latest(BaseModel):
    """The measurement of the latest period."""

    measurement: Annotated[str, Field(description="its id")]
    period: DateDocument
    value: float


class TargetProgress(BaseModel):
    """How far a target has come. What cannot be known is null, never zero."""

    goal: Annotated[float | None, Field(description="the value that keeps the pledge; null: unknown")]
    latest: Latest | None
    percent: Annotated[
        float | None, Field(description="of the way to the goal, rounded down to two digits; null: unknown")
    ]
    met: Annotated[bool | None, Field(description="null: unknown")]
    missing: Annotated[
        list[Missing],
        Field(
            description=(
                "what would have to be known; `baseline_source`: the source of the baseline that is given; "
                "`baseline_other_than_zero`: nothing is a percentage of the one that is given"
            )
        ),
    ]
