"""Models of what readers get of assessments, for the OpenAPI document."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.ledger.model.shapes import Named
from app.records.assessments.schemas import Assessment
from app.records.base.documents import ScaledBeside
from app.records.base.parts.part_collections import part_document


class Figures(BaseModel):
    """What standing assessments of one promisor on one axis say together."""

    number: Annotated[int, Field(description="how many stand")]
    mean: Annotated[
        float | None, Field(description="of the latest period of each assessor, to four digits; null: nobody judged")
    ]
    disputed: Annotated[bool, Field(description="these latest ones differ")]


class Summary(Figures):
    """The same of all assessors, and of those that are not the promisor itself."""

    without_self_report: Figures


class Summaries(BaseModel):
    """What standing assessments say of a promisor, by axis."""

    completion: Summary
    outcome: Summary


class AssessmentDocument(part_document(Assessment, "AssessmentHead", "pledge")):  # type: ignore[misc] # made at run time
    """An assessment as readers get it."""

    party: Named
    superseded_by: Annotated[str | None, Field(description="the assessment that corrects this one")]
    stands: Annotated[bool, Field(description="neither superseded nor withdrawn")]
    disputed: Annotated[bool, Field(description="the latest standing assessment by another assessor has another score")]


class ScaledAssessment(AssessmentDocument):
    """An assessment in a list, with its score on another scale if one was asked for."""

    on_scale: ScaledBeside
