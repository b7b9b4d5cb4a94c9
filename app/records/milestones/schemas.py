"""What clients write of a milestone, and ask of the list of milestones."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import ADate, APastEndedDate, Values, Written
from app.records.base.lists.parameters import PartQuery, repeated, sorting
from app.records.sources.citations import Citations
from app.tables.base import PART_ID_LENGTH
from app.values.flags import Flag
from app.values.identifiers import PartId, slug
from app.values.numbers import ExactDecimal
from app.values.texts import Title
from app.values.times.dates import Day


class Milestone(Written):
    """A step towards keeping the pledge; of a target, the value that is to be reached by then."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Agree on the number of flights a week",
                    "due": "2025-06",
                    "citations": [{"source": "landau-arevalo-talks", "relation": "context"}],
                }
            ]
        }
    )

    id: Annotated[PartId | None, Field(description="derived from when it is due")] = None
    title: Title
    due: ADate | None = None
    done_on: Annotated[APastEndedDate | None, Field(description="null: not known to be done")] = None
    target: Annotated[
        PartId | None, Field(description="of a value; may be left out where the pledge has one target alone")
    ] = None
    value: Annotated[
        ExactDecimal | None,
        Field(description="the target's value for this step, as the target gives its own", examples=[20]),
    ] = None
    citations: Citations = []

    @model_validator(mode="after")
    def _value_of_a_target(self) -> Self:
        if self.value is None and self.target is not None:
            code, message = "milestone_value", "target is that of a value: give the value, or leave the target out"
            raise PydanticCustomError(code, message)
        return self


def milestone_id(milestone: Values) -> str:
    """Return the id that a milestone gets of when it is due."""
    return slug(milestone["due"] or "milestone", PART_ID_LENGTH)


class MilestoneQuery(PartQuery):
    """Filters of the list of a pledge's milestones."""

    done: Annotated[Flag | None, Field(description="known to be done; `false`: all others")] = None
    target: repeated(PartId, "with a value of the target")  # type: ignore[valid-type] # made by a function
    due_before: Annotated[Day | None, Field(description="due before the day")] = None
    due_after: Annotated[Day | None, Field(description="due after the day")] = None
    sort: sorting("recorded", "due") = "recorded"  # type: ignore[valid-type] # made by a function
