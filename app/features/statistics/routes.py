"""The routes of statistics."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.db.database import Database
from app.etags import digest
from app.features.statistics.column_cache import Columns
from app.features.statistics.compliance import compliance
from app.features.statistics.matrix import matrix
from app.features.statistics.overview import overview
from app.features.statistics.request import ask
from app.features.statistics.schemas import (
    ComplianceQuery,
    ComplianceReport,
    Matrix,
    Overview,
    PagedStatisticsQuery,
    StatisticsQuery,
    Timeline,
    TimelineQuery,
)
from app.features.statistics.timeline import timeline
from app.http.openapi.operations import problems, success
from app.http.paging import Position, fingerprint, next_link, read_cursor, write_cursor
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.strict import StrictRoute
from app.ledger.model.shapes import Values
from app.records.base.lists.filter_ids import FOLLOWED
from app.strict_json import encode

router = APIRouter(prefix="/v1/stats", tags=["statistics"], route_class=StrictRoute, redirect_slashes=False)
reading = [Depends(may_read)]
FILTERED = f"Every filter of the list of pledges narrows it down, and both clocks apply. {FOLLOWED}"


@router.get(
    "/overview",
    operation_id="getOverview",
    summary="Count pledges by status, kind, strength and topic",
    description=f"Each count with its denominator: how many there are, and how many nobody has assessed. {FILTERED}",
    responses=success(Overview, "The counts", not_modified=True) | problems(),
    dependencies=reading,
)
async def get_overview(
    request: Request, query: Annotated[StatisticsQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    asked = await ask(_database(request), query)
    return _answer(request, await _database(request).read(overview, _columns(request), asked))


@router.get(
    "/matrix",
    operation_id="getMatrix",
    summary="See who owes whom",
    description=(
        "Promisor by promisee, with the statuses of what is owed and where it is listed. A pledge of several promisors "
        f"or to several promisees counts for each pair. {FILTERED}"
    ),
    responses=success(Matrix, "A page of pairs", not_modified=True) | problems(),
    dependencies=reading,
)
async def get_matrix(
    request: Request, query: Annotated[PagedStatisticsQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    shape = _shape(query)
    after = None if query.cursor is None else read_cursor(query.cursor, shape, str)
    asked = await ask(_database(request), query)
    pair = None if after is None else (after.value or "", str(after.key))
    narrowed = [one for one in request.query_params.multi_items() if one[0] not in {"limit", "cursor"}]
    items, last = await _database(request).read(matrix, _columns(request), asked, query.limit, pair, narrowed)
    position = None if last is None else Position(last[0], last[1])
    return _answer_page(request, {"items": items}, position, shape)


@router.get(
    "/timeline",
    operation_id="getTimeline",
    summary="Follow statuses over time",
    description=(
        "Where pledges stood at the end of each period, by the days on which their status changes took effect. A "
        f"pledge counts from its announcement on. {FILTERED}"
    ),
    responses=success(Timeline, "The periods, oldest first", not_modified=True) | problems(),
    dependencies=reading,
)
async def get_timeline(
    request: Request, query: Annotated[TimelineQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    asked = await ask(_database(request), query)
    return _answer(
        request, {"items": await _database(request).read(timeline, _columns(request), asked, query.interval)}
    )


@router.get(
    "/compliance",
    operation_id="getCompliance",
    summary="Average the assessments of promisors",
    description=(
        "Of each pair of pledge and promisor, the latest standing assessment of each assessor is averaged over "
        "assessors; then pairs are averaged. `scored` of `total` pairs tells what the mean rests on. What promisors "
        f"report of themselves counts only if `assessor_kind=self_report` asks for it. {FILTERED}"
    ),
    responses=success(ComplianceReport, "A page of rows", not_modified=True) | problems(),
    dependencies=reading,
)
async def get_compliance(
    request: Request, query: Annotated[ComplianceQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    shape = _shape(query)
    after = None if query.cursor is None else str(read_cursor(query.cursor, shape, str).key)
    asked = await ask(_database(request), query)
    overall, items, last = await _database(request).read(compliance, _columns(request), asked, query, after)
    position = None if last is None else Position(None, last)
    return _answer_page(request, {"overall": overall, "items": items}, position, shape)


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _columns(request: Request) -> Columns:
    columns: Columns = request.app.state.columns
    return columns


def _shape(query: PagedStatisticsQuery) -> str:
    return fingerprint([type(query).__name__, query.model_dump(mode="json", exclude={"cursor", "limit"})])


def _answer(request: Request, content: Values) -> Response:
    body = encode(content)
    return tagged(request, body, f'"{digest(body)}"')


def _answer_page(request: Request, content: Values, last: Position | None, shape: str) -> Response:
    cursor = None if last is None else write_cursor(last, shape)
    parameters = request.query_params.multi_items()
    headers = {} if cursor is None else {"Link": next_link(request.url.path, parameters, cursor)}
    body = encode(content | {"next_cursor": cursor})
    return tagged(request, body, f'"{digest(body)}"', headers)
