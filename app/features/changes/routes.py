"""The ledger as a sequence to follow: every entry in order."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_read
from app.audience import audience
from app.errors import NotReady
from app.etags import digest
from app.features.changes.request import filters_of
from app.features.changes.schemas import LONGEST_WAIT, ChangePage, ChangeQuery
from app.http.openapi.operations import success
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.ledger.entries.change_feed import Followed, Follower, Wanted
from app.strict_json import encode

router = APIRouter(prefix="/v1/changes", tags=["history"], route_class=StrictRoute, redirect_slashes=False)


@router.get(
    "",
    operation_id="listChanges",
    summary="Follow the ledger",
    description=(
        "Every entry after a number, in the order of the commits, none left out: keep `last` and send it as `after`. "
        f"`wait` (up to {LONGEST_WAIT} seconds) answers as soon as there is something newer, or with an empty page. "
        "With filters a page may be short or empty although more follows: go on until `last` is `head`. A `head` "
        "below `after` says that this is not the ledger you followed.\n\n"
        "A filter that is repeated wants any of its values; of different filters, all have to match. An entry matches "
        "`participant`, `topic` or `meeting` from the entry on with which its record first named it, in any field or "
        "part, also once it does so no longer: what was read once is never other when it is read again, but where "
        "topics or meetings have come to lie within others since."
    ),
    responses=success(ChangePage, "The next entries", not_modified=True),
    dependencies=[Depends(may_read)],
)
@refusing(NotReady)
async def list_changes(
    request: Request, query: Annotated[ChangeQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    follower: Follower = request.app.state.follower
    filters = await filters_of(request.app.state.database, follower, query)
    before = 0 if query.since is None else await follower.number_before(query.since)
    wanted = Wanted(max(query.after, before), query.limit, filters)
    found = await (
        follower.wait(wanted, query.wait, lambda: _left(request)) if query.wait else follower.read_on(wanted)
    )
    return _answer(request, query, found)


async def _left(request: Request) -> None:
    """Return when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(request: Request, query: ChangeQuery, found: Followed) -> Response:
    body = encode({"items": found.items, "last": found.last, "head": found.head})
    # The same question, asked of the same ledger: whatever is redacted moves the head.
    asked = encode([query.model_dump(mode="json", exclude={"wait"}), audience.get().name])
    headers = {}
    if found.last < found.head:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
        headers["Link"] = f'<{request.url.path}?{urlencode([*kept, ("after", str(found.last))])}>; rel="next"'
    return tagged(request, body, f'"{found.head}-{digest(asked)}"', headers)
