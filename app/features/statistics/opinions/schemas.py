"""What is asked of the agreement of assessors and of positions, and what is answered."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.features.statistics.schemas import PagedStatisticsQuery
from app.ledger.model.shapes import Named, ParticipantId, Titled
from app.records.base.lists.parameters import repeated
from app.records.pledges.schemas import WHICH_COUNT
from app.values.times.dates import EdtfDate
from app.vocabulary import AssessorKind, Axis, Rollup, StatementKind


class OpinionsQuery(PagedStatisticsQuery):
    """On which pledges opinions are counted: on wholes and parts alike, since each was judged by itself."""

    rollup: Annotated[Rollup, Field(description=WHICH_COUNT)] = Rollup.ALL


class AgreementQuery(OpinionsQuery):
    """Which assessors of which pledges are compared."""

    assessor: repeated(ParticipantId, "pairs with the assessor")  # type: ignore[valid-type] # made by a function
    assessor_kind: repeated(AssessorKind, "judged by such assessors")  # type: ignore[valid-type] # made by a function
    axis: repeated(Axis, "on the axis")  # type: ignore[valid-type] # made by a function
    period: Annotated[EdtfDate | None, Field(description="judged for a period that lies within this one")] = None


class PositionsQuery(OpinionsQuery):
    """Whose positions are counted, and on what."""

    by: Annotated[Literal["participant"], Field(description="what the rows are about: who takes the positions")] = (
        "participant"
    )
    taken_by: repeated(ParticipantId, "taken by the participant: a row of it, if it took any")  # type: ignore[valid-type] # made by a function
    statement_kind: repeated(StatementKind, "of statements, those of the kind")  # type: ignore[valid-type] # made by a function


class Disagreement(BaseModel):
    """What two assessors judged differently."""

    pledge: Titled
    party: Named
    axis: Axis
    period: Annotated[str, Field(description="in EDTF", examples=["2025"])]
    scores: Annotated[list[int], Field(description="in the order of the assessors", min_length=2, max_length=2)]


class AgreementRow(BaseModel):
    """Two assessors, over what both have judged: a party of a pledge, on an axis, for a period."""

    assessors: Annotated[list[Named], Field(min_length=2, max_length=2)]
    judged: Annotated[int, Field(description="how often both judged the same")]
    agreed: Annotated[int, Field(description="how often they gave the same score")]
    agreement: Annotated[float, Field(description="agreed / judged")]
    mean_distance: Annotated[float, Field(description="between their scores: from 0 to 2")]
    disagreements: Annotated[list[Disagreement], Field(description="the first 20, by pledge")]


class Agreement(BaseModel):
    """How far assessors agree, by the ids of the two."""

    items: list[AgreementRow]
    next_cursor: str | None


class PositionTotals(BaseModel):
    """How many positions were taken, by what they say."""

    total: int
    positions: Annotated[dict[str, int], Field(description="those that nobody took are left out")]


class PositionsRow(BaseModel):
    """How a participant takes what it was asked, told or owed."""

    participant: Named
    pledges: Annotated[PositionTotals, Field(description="on pledges themselves")]
    judgements: Annotated[PositionTotals, Field(description="on status changes and assessments of pledges")]
    statements: Annotated[
        PositionTotals | None, Field(description="null: a filter was given that statements do not have")
    ]


class Positions(BaseModel):
    """The latest positions of participants, by their ids."""

    items: list[PositionsRow]
    next_cursor: str | None
