"""The status of pledges: where they stand, status changes one by one and in batches."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import RepeatableWrite, may_read
from app.db.database import Database
from app.http.openapi.operations import created, problems, success, untagged
from app.http.preconditions import IfNoneMatchRead, WriteCondition
from app.http.responses import read_response, write_response
from app.http.strict import StrictRoute
from app.ledger.model.shapes import document_model
from app.records.base.documents import items_model, page_model
from app.records.base.history.moments import detail_by, is_of_now, moment_of, part_at
from app.records.base.lists.filter_ids import FOLLOWED
from app.records.base.lists.parameters import ClockQuery
from app.records.base.parts.pages import respond_with_parts
from app.records.base.parts.part_collections import Withdrawal
from app.records.base.paths import PartPath, RecordPath
from app.records.base.queries import detail
from app.records.pledges.commands import (
    cite_status_change,
    record_batch,
    record_status_change,
    withdraw_status_change,
)
from app.records.pledges.documents import BatchReport, StatusChangeDocument, StatusReport
from app.records.pledges.histories import PART_TYPE
from app.records.pledges.queries import CHANGES, COLLECTION, change_of, status_report
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status_schemas import Batch, PledgeChangesQuery, StatusChange, StatusChangeQuery, StatusQuery
from app.records.sources.citations import Citation

TAG = "status"
CHANGE = "/pledges/{id}/status-changes/{change}"
CHANGES_PART_TYPE = (PLEDGES, PLEDGES.part_types[PART_TYPE])
CitationDocument = document_model(Citation, "CitationDocument")
router = APIRouter(prefix="/v1", tags=[TAG], route_class=StrictRoute, redirect_slashes=False)
reading = [Depends(may_read)]


@router.get(
    "/pledges/{id}/status",
    operation_id="getPledgeStatus",
    summary="Read where a pledge stands",
    description=(
        "As a whole, promisor by promisor, and what follows from both by the rules in `/v1/vocabulary`: now, or at the "
        "moment that `known_at` and `as_of` name."
    ),
    responses=success(StatusReport, "Where it stands", not_modified=True) | problems(404),
    dependencies=reading,
)
async def get_pledge_status(
    request: Request, id: RecordPath, query: Annotated[StatusQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    version, body = await detail_by(request.app.state.database, COLLECTION, id, query)
    return read_response(request, version, status_report(body, query.scale))


@router.get(
    "/pledges/{id}/status-changes",
    operation_id="listPledgeStatusChanges",
    summary="List the status changes of a pledge",
    description="In the order they were recorded, withdrawn ones too; `sort=effective_on` gives the history's order.",
    responses=success(page_model(StatusChangeDocument, "StatusChangePage"), "A page", not_modified=True)
    | problems(404),
    dependencies=reading,
)
async def list_pledge_status_changes(
    request: Request, id: RecordPath, query: Annotated[PledgeChangesQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    if is_of_now(query):
        await detail(request.app.state.database, COLLECTION, id, "document")
    return await respond_with_parts(request, CHANGES_PART_TYPE, CHANGES, query, id)


@router.post(
    "/pledges/{id}/status-changes",
    operation_id="recordStatusChange",
    summary="Change the status of a pledge, or of one promisor",
    description=(
        "Any status may follow any other, behind guards: a refusal names the guard and what would satisfy it. Guards "
        "of evidence can be overridden by name. History is ordered by `effective_on`, so a change may be backdated."
    ),
    status_code=201,
    responses=created(StatusChangeDocument, "Recorded") | problems(404, 409, 412, 413, 415, 507),
)
async def post_status_change(
    id: RecordPath, body: StatusChange, condition: WriteCondition, write: RepeatableWrite
) -> Response:
    return write_response(await write(record_status_change, id, body, condition), f"/v1/pledges/{id}")


@router.get(
    CHANGE,
    operation_id="getStatusChange",
    summary="Read a status change",
    description=(
        "As it was recorded, with what follows from its place in the history: now, or at the moment that `known_at` "
        "and `as_of` name."
    ),
    responses=success(StatusChangeDocument, "The status change", not_modified=True) | problems(404),
    dependencies=reading,
)
async def get_status_change(
    request: Request,
    id: RecordPath,
    change: PartPath,
    query: Annotated[ClockQuery, Query()],
    _tags: IfNoneMatchRead = None,
) -> Response:
    database: Database = request.app.state.database
    moment = await moment_of(database, query)
    if moment is None:
        return read_response(request, *await change_of(database, id, change))
    return read_response(request, *await database.read(part_at, PLEDGES, PART_TYPE, id, change, moment))


@router.get(
    CHANGE + "/citations",
    operation_id="listStatusChangeCitations",
    summary="List the citations of a status change",
    description="All of them, in the order they were given.",
    responses=success(items_model(CitationDocument), "All of them", not_modified=True) | problems(404),
    dependencies=reading,
)
async def list_status_change_citations(
    request: Request, id: RecordPath, change: PartPath, _tags: IfNoneMatchRead = None
) -> Response:
    version, body = await change_of(request.app.state.database, id, change, "citations")
    return read_response(request, version, body)


@router.post(
    CHANGE + "/citations",
    operation_id="addStatusChangeCitation",
    summary="Add a citation to a status change",
    description="Status, party and day of a judgement are never edited; evidence may be added to it.",
    status_code=201,
    responses=created(CitationDocument, "Added") | problems(404, 409, 412, 413, 415, 507),
)
async def add_status_change_citation(
    id: RecordPath, change: PartPath, body: Citation, condition: WriteCondition, write: RepeatableWrite
) -> Response:
    return write_response(await write(cite_status_change, id, change, body, condition), f"/v1/pledges/{id}")


@router.post(
    CHANGE + "/withdraw",
    operation_id="withdrawStatusChange",
    summary="Withdraw a status change that was recorded by mistake",
    description="It stays in the ledger and in the list, marked, and counts nowhere else.",
    responses=success(StatusChangeDocument, "Withdrawn") | problems(404, 409, 412, 413, 415, 507),
)
async def post_withdrawal(
    id: RecordPath, change: PartPath, body: Withdrawal, condition: WriteCondition, write: RepeatableWrite
) -> Response:
    return write_response(await write(withdraw_status_change, id, change, body, condition), f"/v1/pledges/{id}")


@router.get(
    "/status-changes",
    operation_id="listStatusChanges",
    summary="List status changes over all pledges",
    description=(
        f"In the order they were recorded. Different filters must all match; of a repeated one, any value. {FOLLOWED}"
    ),
    responses=success(page_model(StatusChangeDocument, "StatusChangePage"), "A page", not_modified=True) | problems(),
    dependencies=reading,
)
async def list_status_changes(
    request: Request, query: Annotated[StatusChangeQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    return await respond_with_parts(request, CHANGES_PART_TYPE, CHANGES, query)


@router.post(
    "/status-changes",
    operation_id="recordStatusChanges",
    summary="Change many statuses at once",
    description=(
        "Items are judged in order, each seeing those before it. `atomic`: all or nothing. `dry_run`: judge all, "
        "record nothing. An item equal to a change that is there is `unchanged`, so a batch can be sent twice."
    ),
    responses=untagged(BatchReport, "What became of each item") | problems(409, 413, 415, 507),
)
async def post_status_changes(body: Batch, write: RepeatableWrite) -> Response:
    result = await write(record_batch, body)
    replayed = {"Idempotency-Replayed": "true"} if result.replayed else {}
    return Response(result.body, headers={"Vary": "Accept, Authorization"} | replayed, media_type="application/json")
