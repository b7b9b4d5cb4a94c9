"""The calendar of deadlines."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.audience import audience
from app.db.database import Database
from app.errors import NotReady, Unavailable
from app.etags import digest, held_tag
from app.features.deadlines.calendar_file import MEDIA_TYPE, calendar_file
from app.features.deadlines.queries import MOST, PAST, deadlines
from app.features.deadlines.schemas import DeadlineQuery
from app.http.addresses import base_of
from app.http.openapi.operations import TAG_HEADER
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import READ_HEADERS, tagged
from app.http.routing.strict import producing
from app.ledger.entries.numbers import Numbers, present_numbers
from app.strict_json import encode
from app.values.times.dates import today_utc

router = APIRouter(prefix="/v1/feeds", tags=["history"], route_class=producing(MEDIA_TYPE), redirect_slashes=False)
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The calendar",
        "headers": TAG_HEADER,
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    },
    304: {"description": "Not modified: you have the current calendar", "headers": TAG_HEADER},
}


@router.get(
    "/deadlines.ics",
    operation_id="getDeadlineCalendar",
    summary="Subscribe to deadlines",
    description=(
        "The days by which pledges are due and those of their review, under the filters of the list of pledges, and "
        "planned meetings, as events of whole days in iCalendar. A due of a month stands on its last day, and both "
        "title and text say that the date is not exact. Meetings are found by the filters that their list shares; "
        f"where another is given, there are none. From {PAST.days} days ago on, or as `due_after` and `review_after` "
        f"say; at most {MOST} events of a sort."
    ),
    response_class=Response,
    responses=DOCUMENTED,
    dependencies=[Depends(may_read)],
)
@refusing(NotReady)
@refusing(Unavailable)
async def feed_deadlines(
    request: Request, query: Annotated[DeadlineQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    database: Database = request.app.state.database
    tag = _tag(request, query, await present_numbers(database))
    if (held := held_tag(request.headers.get("if-none-match"), tag)) is not None:
        return Response(status_code=304, headers=READ_HEADERS | {"ETag": held})
    found = await deadlines(database, query)
    body = calendar_file(found, query.language, base_of(request))
    return tagged(request, body, tag, media_type=f"{MEDIA_TYPE}; charset=utf-8")


def _tag(request: Request, query: DeadlineQuery, numbers: Numbers) -> str:
    """Return the tag by the numbers read first: what is written meanwhile is answered anew the next time."""
    asked = [query.model_dump(mode="json"), audience.get().name, base_of(request)]
    return f'"{numbers.ledger}-{digest(encode([*numbers, today_utc().isoformat(), *asked]))}"'
