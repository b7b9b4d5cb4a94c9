"""The route of search."""

import math
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.db.database import Database
from app.errors import BadCursor
from app.etags import digest
from app.features.search.queries import Asked, search
from app.features.search.schemas import Hits, SearchQuery
from app.http.openapi.operations import success
from app.http.paging import Position, fingerprint, next_link, read_cursor, write_cursor
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.ledger.projections.projections import up_to_date
from app.ledger.projections.search_index import SEARCH
from app.records.base.lists.list_response import page_body

router = APIRouter(prefix="/v1/search", tags=["search"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "",
    operation_id="searchRecords",
    summary="Search all records",
    description=(
        "In all texts of all records, the best hits first. Every word must occur, in any of its forms in English or "
        'Spanish; `"in quotation marks"`: as they are, one after the other; `port*`: what begins so; `-flights`: not '
        "these. Accents and case do not matter, and no other character has a meaning. A record is found by its own "
        "texts, "
        "those of its citations and of its status changes: at most 16,000 words of it."
    ),
    responses=success(Hits, "What was found", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def search_records(
    request: Request, query: Annotated[SearchQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    database: Database = request.app.state.database
    collections = list(dict.fromkeys(query.type))
    shape = fingerprint(["search", query.q, sorted(collections)])
    asked = Asked(query.q, collections, None if query.cursor is None else _position(query.cursor, shape))
    await up_to_date(database, SEARCH)
    found = await database.read(
        search, asked, query.limit, documents=query.include is not None, count=query.count is not None
    )
    cursor = None if found.last is None else write_cursor(Position(repr(found.last[0]), found.last[1]), shape)
    body = page_body([item.encode() for item in found.items], cursor, found.count)
    parameters = request.query_params.multi_items()
    headers = {} if cursor is None else {"Link": next_link(request.url.path, parameters, cursor)}
    return tagged(request, body, f'"{digest(body)}"', headers)


def _position(cursor: str, shape: str) -> tuple[float, int]:
    """Return the score and the number of the hit that a cursor names. Raises `BadCursor`."""
    position = read_cursor(cursor, shape, int)
    try:
        score = float(position.value or "")
    except ValueError:
        score = math.nan
    if not math.isfinite(score):
        detail = "Send next_cursor unchanged: this cursor holds no score."
        raise BadCursor(detail)
    return score, int(position.key)
