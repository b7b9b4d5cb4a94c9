"""What the parties of pledges changed: their amendments, and the texts one after the other."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.etags import digest
from app.http.openapi.operations import success
from app.http.paging import fingerprint, next_link, read_cursor, write_cursor
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.records.base.history.moments import moment_of
from app.records.base.parts.routes import add_parts
from app.records.base.paths import RecordPath
from app.records.pledges.amendments.commands import record_amendment
from app.records.pledges.amendments.documents import WordingPage
from app.records.pledges.amendments.queries import COLLECTION
from app.records.pledges.amendments.schemas import WordingQuery
from app.records.pledges.amendments.wordings import wordings
from app.strict_json import encode

router = APIRouter(prefix="/v1", tags=[COLLECTION.tag], route_class=StrictRoute, redirect_slashes=False)
add_parts(router, COLLECTION, record_amendment)


@router.get(
    "/pledges/{id}/wordings",
    operation_id="listPledgeWordings",
    summary="List the texts of a pledge, one after the other",
    description=(
        "First as it was made, then each amendment's, in the order of the days from which they held: now, or at the "
        "moment that `known_at` and `as_of` name. Where nothing was quoted at first, the amendments' alone."
    ),
    responses=success(WordingPage, "A page", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def list_pledge_wordings(
    request: Request, id: RecordPath, query: Annotated[WordingQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    database, shape = request.app.state.database, fingerprint(["wordings", id, query.known_at, query.as_of])
    moment = await moment_of(database, query)
    position = None if query.cursor is None else read_cursor(query.cursor, shape, int)
    items, last = await database.read(wordings, id, moment, query.limit, position)
    cursor = None if last is None else write_cursor(last, shape)
    headers = {}
    if cursor is not None:
        headers = {"Link": next_link(request.url.path, request.query_params.multi_items(), cursor)}
    body = encode({"items": items, "next_cursor": cursor})
    return tagged(request, body, f'"{digest(body)}"', headers)
