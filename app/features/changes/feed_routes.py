"""The ledger as a feed for readers of news."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from app.access.callers import may_read
from app.audience import audience
from app.bilingual import LanguageCode
from app.errors import NotReady, Unavailable
from app.etags import digest, held_tag
from app.features.changes.atom import MEDIA_TYPE, TAGS, Feed, atom
from app.features.changes.request import filters_of
from app.features.changes.schemas import MAX_NUMBER, EntryQuery
from app.features.changes.titles import titles
from app.features.changes.wording import FEED
from app.http.addresses import base_of
from app.http.openapi.operations import TAG_HEADER
from app.http.openapi.refusals import refusing
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import READ_HEADERS, tagged
from app.http.routing.strict import producing
from app.ledger.entries.change_feed import Followed, Follower, Wanted
from app.ledger.entries.change_pages import EntryFilters
from app.strict_json import encode
from app.values.flags import PLAIN_DIGITS

router = APIRouter(prefix="/v1/feeds", tags=["history"], route_class=producing(MEDIA_TYPE), redirect_slashes=False)
ADDRESS = "/v1/feeds/changes.atom"
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The feed", "headers": TAG_HEADER, "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    304: {"description": "Not modified: you have the current feed", "headers": TAG_HEADER},
}


class FeedQuery(EntryQuery):
    """Which entries a feed shows, and how many."""

    before: Annotated[
        int | None,
        Field(ge=1, le=MAX_NUMBER, description="entries before the number: the link `next` has it"),
        PLAIN_DIGITS,
    ] = None
    limit: Annotated[int, Field(ge=1, le=200, description="most entries"), PLAIN_DIGITS] = 50
    language: Annotated[LanguageCode, Field(description="the language of what the feed says")] = "en"


@router.get(
    "/changes.atom",
    operation_id="getChangeFeed",
    summary="Subscribe to changes",
    description=(
        "The last entries of the ledger as a feed (Atom), the last first, each with a title in plain words, under the "
        "filters of `/v1/changes`. Ids of entries never change. The link `next` leads to older ones; with filters such "
        "a page may be empty. With `language=es` it is in Spanish; what records are called stays as it is recorded."
    ),
    response_class=Response,
    responses=DOCUMENTED,
    dependencies=[Depends(may_read)],
)
@refusing(NotReady)
@refusing(Unavailable)
async def feed_changes(
    request: Request, query: Annotated[FeedQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    follower: Follower = request.app.state.follower
    filters = await filters_of(request.app.state.database, follower, query)
    tag = _tag(request, query, await follower.head())
    if (held := held_tag(request.headers.get("if-none-match"), tag)) is not None:
        return Response(status_code=304, headers=READ_HEADERS | {"ETag": held})
    return await _answer(request, query, filters)


async def _answer(request: Request, query: FeedQuery, filters: EntryFilters) -> Response:
    follower: Follower = request.app.state.follower
    before = 0 if query.since is None else await follower.number_before(query.since)
    found = await follower.read_back(Wanted(before, query.limit, filters), query.before)
    named = await request.app.state.database.read(titles, found.items, found.head, query.language)
    body = atom(_feed(request, found, before, query.language), found.items, named)
    return tagged(request, body, _tag(request, query, found.head), media_type=MEDIA_TYPE)


def _tag(request: Request, query: FeedQuery, head: int) -> str:
    """Return the tag: names are those of the entries, too."""
    asked = encode([query.model_dump(mode="json"), audience.get().name, base_of(request)])
    return f'"{head}-{digest(asked)}"'


def _feed(request: Request, found: Followed, after: int, language: LanguageCode) -> Feed:
    base = base_of(request)
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "before"]
    filters = [(name, value) for name, value in kept if name != "limit"]
    shown = f"{base}{ADDRESS}"
    return Feed(
        id=f"{TAGS}changes?{urlencode(sorted(filters))}",
        base=base,
        address=f"{shown}?{request.url.query}" if request.url.query else shown,
        older=f"{shown}?{urlencode([*kept, ('before', str(found.last))])}" if found.last > after + 1 else None,
        title=" ".join([FEED.told(language), *(f"{name}={value}" for name, value in filters if name != "language")]),
        language=language,
    )
