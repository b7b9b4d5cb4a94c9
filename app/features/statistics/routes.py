"""The routes of statistics."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.db.database import Database
from app.features.statistics.counts.matrix import matrix
from app.features.statistics.counts.overview import overview
from app.features.statistics.counts.panel import panel
from app.features.statistics.counts.timeline import timeline
from app.features.statistics.counts.trackability import trackability
from app.features.statistics.memory.twins import Twins
from app.features.statistics.opinions.compliance import compliance
from app.features.statistics.request import Asked
from app.features.statistics.schemas import (
    ComplianceQuery,
    ComplianceReport,
    Matrix,
    MatrixQuery,
    Overview,
    OverviewQuery,
    Panel,
    PanelQuery,
    Timeline,
    TimelineQuery,
    TrackabilityPage,
    TrackabilityQuery,
)
from app.features.statistics.statistic_response import answer, paged, respond_with_page
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.routing.strict import StrictRoute
from app.ledger.model.shapes import Values
from app.records.base.lists.filter_ids import FOLLOWED
from app.records.base.thinning import wanted_fields

router = APIRouter(prefix="/v1/stats", tags=["statistics"], route_class=StrictRoute, redirect_slashes=False)
reading = [Depends(may_read)]
FILTERED = f"Every filter of the list of pledges narrows it down, and both clocks apply. {FOLLOWED}"


@router.get(
    "/overview",
    operation_id="getOverview",
    summary="Count pledges by status, flag, kind, origin, strength, precision, attestation and topic",
    description=(
        "Each count with its denominator: how many there are, and how many nobody has assessed. Each of `flags` is a "
        f"filter that lists those pledges. {FILTERED}"
    ),
    responses=success(Overview, "The counts", not_modified=True),
    dependencies=reading,
)
async def get_overview(
    request: Request, query: Annotated[OverviewQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    wanted = wanted_fields(query.fields, Overview)
    return await answer(
        request, query, lambda database, twins, asked: database.read(overview, twins, asked, query.unit, wanted)
    )


@router.get(
    "/matrix",
    operation_id="getMatrix",
    summary="Count pledges by promisor and promisee",
    description=(
        "Promisor by promisee, with where the promisor itself stands with what it owes, and where that is listed. A "
        "pledge of several promisors or to several promisees counts for each pair; filters by status are about the "
        f"promisor of the pair. {FILTERED}"
    ),
    responses=success(Matrix, "A page of pairs", not_modified=True),
    dependencies=reading,
)
async def get_matrix(
    request: Request, query: Annotated[MatrixQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    asked = [one for one in request.query_params.multi_items() if one[0] not in {"limit", "cursor", "rollup", "top"}]
    # Lists begin with another.
    narrowed = [*asked, ("rollup", str(query.rollup))]

    return await respond_with_page(request, query, paged(matrix, query.limit, narrowed, query.top))


@router.get(
    "/timeline",
    operation_id="getTimeline",
    summary="Count statuses over time",
    description=(
        "Where pledges stood at the end of each period, by the days on which their status changes took effect, and "
        "what had come of those that were due on its last day. A pledge counts from its announcement on. Pledges are "
        f"found by what is true of them at the moment that is asked about. {FILTERED}"
    ),
    responses=success(Timeline, "The periods, oldest first", not_modified=True),
    dependencies=reading,
)
async def get_timeline(
    request: Request, query: Annotated[TimelineQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    async def make(database: Database, twins: Twins, asked: Asked) -> Values:
        return {"items": await database.read(timeline, twins, asked, query.interval, query.unit)}

    return await answer(request, query, make)


@router.get(
    "/panel",
    operation_id="getPanel",
    summary="Count statuses over time, promisor by promisor",
    description=(
        "Where each promisor stood itself with what it owed at the end of each period, from its first pledge on, and "
        "what had come of what was due on the last day. Pledges are found by what is true of them at the moment that "
        f"is asked about. {FILTERED}"
    ),
    responses=success(Panel, "A page of promisors with all of their periods", not_modified=True),
    dependencies=reading,
)
async def get_panel(request: Request, query: Annotated[PanelQuery, Query()], _tags: IfNoneMatchRead = None) -> Response:
    return await respond_with_page(request, query, paged(panel, query.interval, query.limit))


@router.get(
    "/compliance",
    operation_id="getCompliance",
    summary="Average the assessments of promisors",
    description=(
        "Of each pair of pledge and promisor, the latest standing assessment of each assessor is averaged over "
        "assessors; then pairs are averaged. `scored` of `total` pairs shows what the mean rests on. What promisors "
        f"report of themselves counts only if `assessor_kind=self_report` asks for it. {FILTERED}"
    ),
    responses=success(ComplianceReport, "A page of rows", not_modified=True),
    dependencies=reading,
)
async def get_compliance(
    request: Request, query: Annotated[ComplianceQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    return await respond_with_page(request, query, paged(compliance, query))


@router.get(
    "/trackability",
    operation_id="getTrackability",
    summary="Count what pledges need to be followed",
    description=(
        "How many pledges have how much of what is needed to follow what comes of them, by the rule in "
        "`/v1/vocabulary`, and what is missing most: in all, and for each promisor or topic. Those that lack something "
        f"are listed by `trackability_missing`. {FILTERED}"
    ),
    responses=success(TrackabilityPage, "A page of rows", not_modified=True),
    dependencies=reading,
)
async def get_trackability(
    request: Request, query: Annotated[TrackabilityQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    return await respond_with_page(request, query, paged(trackability, query))
