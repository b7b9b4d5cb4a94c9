"""The status of pledges: where they stand, status changes one by one and in batches."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import RepeatableWrite, may_read
from app.errors import BatchRefused, GuardRefused
from app.http.openapi.operations import success, untagged
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import read_response, untagged_response
from app.http.routing.strict import StrictRoute
from app.records.base.history.moments import detail_by
from app.records.base.parts.routes import add_parts
from app.records.base.paths import RecordPath
from app.records.pledges.commands import correct_status_change, record_batch, record_status_change
from app.records.pledges.documents import BatchReport, StatusReport
from app.records.pledges.queries import COLLECTION
from app.records.pledges.status.queries import STATUS_CHANGES, status_report
from app.records.pledges.status.schemas import Batch, StatusQuery

router = APIRouter(prefix="/v1", tags=[STATUS_CHANGES.tag], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "/pledges/{id}/status",
    operation_id="getPledgeStatus",
    summary="Read the status of a pledge",
    description=(
        "As a whole, promisor by promisor, and what follows from both by the rules in `/v1/vocabulary`: now, or at the "
        "moment that `known_at` and `as_of` name."
    ),
    responses=success(StatusReport, "Where it stands", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def get_pledge_status(
    request: Request, id: RecordPath, query: Annotated[StatusQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    version, body = await detail_by(request.app.state.database, COLLECTION, id, query)
    return read_response(request, version, status_report(body, query.scale))


add_parts(router, STATUS_CHANGES, record_status_change, correct_status_change, GuardRefused)


@router.post(
    "/status-changes",
    operation_id="recordStatusChanges",
    summary="Change many statuses at once",
    description=(
        "Items are judged in order, each seeing those before it. `atomic`: all or nothing. An item "
        "equal to a change that is there is `unchanged`, so a batch can be sent twice."
    ),
    responses=untagged(BatchReport, "The result of each item"),
)
@refusing(BatchRefused)
async def post_status_changes(body: Batch, write: RepeatableWrite) -> Response:
    return untagged_response(await write(record_batch, body))
