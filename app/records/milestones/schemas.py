"""What clients write of a milestone, and ask of the list of milestones."""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.ledger.model.shapes import ADate, APastEndedDate, SourceId, Values, Written
from app.records.base.lists.parameters import Flag, PartQuery, repeated, sorting
from app.records.sources.citations import Citations
from app.tables.base import PART_ID_LENGTH
from app.values.dates import Day, Instant
from app.values.identifiers import PartId, slug
from app.values.texts import Title


class Milestone(Written):
    """A step towards keeping the pledge."""

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
    citations: Citations = []


def milestone_id(milestone: Values) -> str:
    """Return the id that a milestone gets of when it is due."""
    return slug(milestone["due"] or "milestone", PART_ID_LENGTH)


class MilestoneQuery(PartQuery):
    """Filters of the list of a pledge's milestones."""

    done: Annotated[Flag | None, Field(description="known to be done; `false`: all others")] = None
    due_before: Annotated[Day | None, Field(description="due before the day")] = None
    due_after: Annotated[Day | None, Field(description="due after the day")] = None
    source: repeated(SourceId, "cites the source")  # type: ignore[valid-type] # made by a function
    recorded_since: Annotated[Instant | None, Field(description="last written at or after the instant")] = None
    sort: sorting("recorded", "due") = "recorded"  # type: ignore[valid-type] # made by a function
