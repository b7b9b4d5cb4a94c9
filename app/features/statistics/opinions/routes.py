"""The routes of the agreement of assessors, and of positions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.features.statistics.opinions.agreement import agreement
from app.features.statistics.opinions.positions import positions
from app.features.statistics.opinions.schemas import Agreement, AgreementQuery, Positions, PositionsQuery
from app.features.statistics.routes import FILTERED
from app.features.statistics.statistic_response import paged, respond_with_page
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.routing.strict import StrictRoute

router = APIRouter(prefix="/v1/stats", tags=["statistics"], route_class=StrictRoute, redirect_slashes=False)
reading = [Depends(may_read)]


@router.get(
    "/agreement",
    operation_id="getAgreement",
    summary="Compare assessors with each other",
    description=(
        "Two assessors, over what both have judged: the same party of a pledge, on the same axis, for the same period. "
        f"By their standing assessments; self reports count unless `assessor_kind` leaves them out. {FILTERED}"
    ),
    responses=success(Agreement, "A page of pairs of assessors", not_modified=True),
    dependencies=reading,
)
async def get_agreement(
    request: Request, query: Annotated[AgreementQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    return await respond_with_page(request, query, paged(agreement, query))


@router.get(
    "/positions",
    operation_id="getPositions",
    summary="Count who accepts and who rejects what",
    description=(
        "By their latest positions. A recommendation that was refused is a statement with a position; one that was "
        "accepted is a statement, too, about the pledge that it became: so both are counted among statements. "
        f"`topic`, `meeting`, `tag`, `participant`, `under` and `voice` narrow statements down as well. {FILTERED}"
    ),
    responses=success(Positions, "A page of participants", not_modified=True),
    dependencies=reading,
)
async def get_positions(
    request: Request, query: Annotated[PositionsQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    return await respond_with_page(request, query, paged(positions, query))
