"""Models of what readers get of milestones, for the OpenAPI document."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.records.base.parts.part_collections import part_document
from app.records.milestones.schemas import Milestone


class MilestoneDocument(part_document(Milestone, "MilestoneHead", "pledge", withdrawable=False)):  # type: ignore[misc]
    """A milestone as readers get it. `version`, `recorded_at` and `actor` are those of its last writing."""


class MilestoneCounts(BaseModel):
    """How many milestones there are, and how many are done."""

    total: int
    done: Annotated[int, Field(description="that have a day on which they were done")]
