"""How far pledges have come: by their targets, what was measured, and by their milestones."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import read_response
from app.http.routing.strict import StrictRoute
from app.records.base.history.moments import detail_by
from app.records.base.lists.parameters import ClockQuery
from app.records.base.paths import RecordPath
from app.records.pledges.documents import ProgressReport
from app.records.pledges.queries import COLLECTION
from app.records.pledges.targets.queries import progress_report

router = APIRouter(prefix="/v1", tags=["progress"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "/pledges/{id}/progress",
    operation_id="getPledgeProgress",
    summary="Read the progress of a pledge",
    description=(
        "Of each target the goal in absolute numbers, the latest measurement, how far that is in percent and whether "
        "the goal is met; null is unknown, and `missing` says why: a target such as +40 % needs a baseline. So too of "
        "the values that milestones ask for on the way, and of each party that was measured by itself."
    ),
    responses=success(ProgressReport, "How far it has come", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def get_pledge_progress(
    request: Request, id: RecordPath, query: Annotated[ClockQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    version, body = await detail_by(request.app.state.database, COLLECTION, id, query)
    return read_response(request, version, progress_report(body))
