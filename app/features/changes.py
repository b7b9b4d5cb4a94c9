"""The ledger as a sequence to follow: every entry in order, for clients that keep a copy."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from app.access.callers import may_read
from app.audience import audience
from app.errors import Fault, Invalid
from app.etags import digest
from app.http.openapi.operations import success
from app.http.preconditions import IfNoneMatchRead
from app.http.responses import tagged
from app.http.routing.strict import StrictRoute
from app.ledger.entries.chain import ENTRIES
from app.ledger.entries.change_feed import Followed, Follower, Wanted
from app.records.base.lists.filter_ids import settle
from app.records.base.lists.parameters import PLAIN_DIGITS
from app.records.registry import RECORD_TYPES
from app.strict_json import encode
from app.values.identifiers import RecordId
from app.vocabulary import Operation

LONGEST_WAIT = 30
MAX_NUMBER = 10**10 - 1
router = APIRouter(prefix="/v1/changes", tags=["history"], route_class=StrictRoute, redirect_slashes=False)


class ChangeQuery(BaseModel):
    """Which entries, how many, and how long to wait for one."""

    after: Annotated[
        int,
        Field(ge=0, le=MAX_NUMBER, description="the number of the last entry you have: `last` of the previous page"),
        PLAIN_DIGITS,
    ] = 0
    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 50
    wait: Annotated[
        int,
        Field(ge=0, le=LONGEST_WAIT, description="seconds to wait for a new entry if there is none yet"),
        PLAIN_DIGITS,
    ] = 0
    collection: Annotated[
        Literal[(*RECORD_TYPES, ENTRIES)] | None,  # type: ignore[valid-type] # the collections, declared once
        Field(description="of the collection alone; `entries`: redactions"),
    ] = None
    record: Annotated[
        RecordId | None,
        Field(description="of the record alone, and of those that it was merged into; needs `collection`"),
    ] = None


class Redaction(BaseModel):
    """By which entry a body was redacted, and why."""

    entry: int
    reason: str


class Change(BaseModel):
    """An entry of the ledger: one thing that was written."""

    number: Annotated[int, Field(ge=1, description="counts by one, in the order of the commits", examples=[214])]
    at: Annotated[str, Field(examples=["2026-11-22T03:14:33.123456Z"])]
    actor: Annotated[str, Field(description="the public label of the key")]
    request_id: str
    data_set: Annotated[str | None, Field(description="the data set that it was loaded from; null: from none")]
    collection: Annotated[str, Field(examples=["pledges"])]
    record: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    version: Annotated[int, Field(description="of the record, once this was written")]
    part: Annotated[str | None, Field(description="path of the part below its record; null: the whole record")]
    operation: Operation
    form: Annotated[int, Field(description="the form of the body")]
    body: Annotated[Any, Field(description="as it was written, ids for references; null: deleted, or redacted")]
    salt: Annotated[str | None, Field(description="16 random bytes, hexadecimal; null: redacted with the body")]
    digest: Annotated[
        str, Field(description="SHA-256 of the salt's bytes, followed by the body's text in UTF-8 as it stands here")
    ]
    previous: Annotated[str, Field(description="the hash of the entry before")]
    hash: Annotated[
        str,
        Field(
            description=(
                "SHA-256 of the JSON array, without spaces, of number, at, actor, request_id, data_set, collection, "
                "record, version, part, operation, form, digest and previous"
            )
        ),
    ]
    redacted: Annotated[Redaction | None, Field(description="the redaction that removed the body; null: there is none")]


class ChangePage(BaseModel):
    """Entries in order, and where to go on."""

    items: list[Change]
    last: Annotated[int, Field(description="send it as `after` for what comes next, with or without filters")]
    head: Annotated[int, Field(description="the last entry there is: `last` has reached it, or there is more")]


@router.get(
    "",
    operation_id="listChanges",
    summary="Follow the ledger",
    description=(
        "Every entry after a number, in the order of the commits, none left out: keep `last` and send it as `after`. "
        f"`wait` (up to {LONGEST_WAIT} seconds) answers as soon as there is something newer, or with an empty page. "
        "With filters a page may be short or empty although more follows: go on until `last` is `head`. A `head` "
        "below `after` says that this is not the ledger you followed."
    ),
    responses=success(ChangePage, "The next entries", not_modified=True),
    dependencies=[Depends(may_read)],
)
async def list_changes(
    request: Request, query: Annotated[ChangeQuery, Query()], _tags: IfNoneMatchRead = None
) -> Response:
    if query.record is not None and query.collection is None:
        detail = "Records of two collections may have one id."
        raise Invalid(detail, faults=[Fault("name the record's collection, too", parameter="collection")])
    wanted = Wanted(query.after, query.limit, query.collection, await _records(request, query))
    follower: Follower = request.app.state.follower
    found = await (
        follower.wait(wanted, query.wait, lambda: _left(request)) if query.wait else follower.read_on(wanted)
    )
    return _answer(request, query, found)


async def _records(request: Request, query: ChangeQuery) -> tuple[str, ...]:
    """Return the records whose entries are wanted. Raises `Invalid` for one that never stood in the ledger."""
    if query.collection is None or query.record is None:
        return ()
    if query.collection == ENTRIES:
        return (query.record,)
    follower: Follower = request.app.state.follower
    line = await follower.line(query.collection, query.record)
    if not line:
        await settle(request.app.state.database, {"record": (query.collection, [query.record])})
    return line


async def _left(request: Request) -> None:
    """Return when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(request: Request, query: ChangeQuery, found: Followed) -> Response:
    body = encode({"items": found.items, "last": found.last, "head": found.head})
    # The same question, asked of the same ledger: whatever is redacted moves the head.
    asked = encode([query.after, query.limit, query.collection, query.record, audience.get().name])
    headers = {}
    if found.last < found.head:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
        headers["Link"] = f'<{request.url.path}?{urlencode([*kept, ("after", str(found.last))])}>; rel="next"'
    return tagged(request, body, f'"{found.head}-{digest(asked)}"', headers)
