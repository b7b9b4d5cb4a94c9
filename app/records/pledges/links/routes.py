"""The links of pledges, in both directions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.etags import digest
from app.http.openapi.operations import success
from app.http.paging import fingerprint, next_link, read_cursor, write_cursor
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.records.base.lists.parameters import RevisionQuery
from app.records.base.paths import RecordPath
from app.records.pledges.documents import LinkPage
from app.records.pledges.links.queries import links_of
from app.strict_json import encode

router = APIRouter(prefix="/v1/pledges", tags=["pledges"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "/{id}/links",
    operation_id="listPledgeLinks",
    summary="List the links of a pledge, in both directions",
    description=(
        "First the links that the pledge itself has, then those of others to it, each with where the other pledge "
        "stands. `waits_for` holds the pledges that its conditions name and that are not fulfilled; the conditions "
        "stand beside them. Links are written with the pledge (`links`), or added and removed one by one."
    ),
    responses=success(LinkPage, "A page", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def list_pledge_links(
    request: Request, id: RecordPath, query: Annotated[RevisionQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    shape = fingerprint(["links", id])
    position = None if query.cursor is None else read_cursor(query.cursor, shape, str)
    page, last = await links_of(request.app.state.database, id, query.limit, position)
    cursor = None if last is None else write_cursor(last, shape)
    parameters = request.query_params.multi_items()
    headers = {} if cursor is None else {"Link": next_link(request.url.path, parameters, cursor)}
    body = encode(page | {"next_cursor": cursor})
    return tagged(request, body, f'"{digest(body)}"', headers)
