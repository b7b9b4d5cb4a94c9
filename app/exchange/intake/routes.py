"""The route by which a text is read."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.callers import may_write
from app.db.database import Database
from app.errors import (
    BadRequest,
    ContentTooLarge,
    Fault,
    Invalid,
    MalformedJson,
    NotReady,
    RequestTimeout,
    Unavailable,
    UnsupportedMediaType,
)
from app.exchange.intake.child import ReadTask
from app.exchange.intake.files import MEDIA_TYPES, PLAIN
from app.exchange.intake.proposal import proposal
from app.exchange.intake.reader import ReadFile, TextReader
from app.exchange.intake.received import MOST_BYTES, MOST_OF_JSON, received
from app.exchange.intake.schemas import GivenSource, IntakeBody, Language, Proposal, request_body
from app.http.openapi.operations import GUARDED, READING, untagged
from app.http.openapi.refusals import refusing
from app.http.responses import READ_HEADERS
from app.http.routing.strict import JSON, StrictRoute, refuse_other_content
from app.http.validation import validated
from app.ledger.projections.name_index import NAMES
from app.ledger.projections.projections import up_to_date
from app.ledger.projections.search_index import SEARCH
from app.strict_json import decode, encode

MOST_MARKS = 5_000
"""Quotation marks around the names and the strings of a body."""

MOST_OUTSIDE = 65_536
"""Bytes of a body outside of these: what holds it together, numbers and spaces."""

router = APIRouter(prefix="/v1/intake", tags=["exchange"], route_class=StrictRoute, redirect_slashes=False)


@router.post(
    "",
    operation_id="readText",
    summary="Read a text for pledges",
    description=(
        "A text in English or Spanish, or a file of it (plain text, HTML, PDF, DOCX), is read by rules, and nothing is "
        "fetched or saved. What it says was pledged and said comes back as drafts, each with the passage that says so, "
        "the rule that found it, how sure that is, and why. Who is named is matched with the participants that are "
        "here. `bundle` is what `POST /v1/bundles` takes, for a person to correct and accept. The rules stand in "
        "`/v1/vocabulary`."
    ),
    responses=untagged(Proposal, "What is proposed"),
    dependencies=[Depends(may_write)],
    openapi_extra={**GUARDED, **READING, **request_body()},
)
@refusing(BadRequest, MalformedJson, RequestTimeout, ContentTooLarge, UnsupportedMediaType, NotReady, Unavailable)
async def read_text(
    request: Request,
    language: Annotated[Language | None, Query(description="that of a file; without it, it is found out")] = None,
) -> Response:
    refuse_other_content(request, (JSON, *MEDIA_TYPES))
    media_type = request.headers["content-type"].partition(";")[0].strip().lower()
    data = await received(request, MOST_OF_JSON if media_type == JSON else MOST_BYTES)
    reader: TextReader = request.app.state.reader
    given = GivenSource()
    if media_type == JSON:
        body = validated(IntakeBody, _decoded(data))
        given = body.source
        task = ReadTask(PLAIN, body.language or language, given.published)
        found = await reader(body.text.encode("utf-8", "replace"), task, "/text")
    else:
        found = await reader(data, ReadTask(MEDIA_TYPES[media_type], language), "")
    return await _answer(request, found, given)


def _decoded(data: bytes) -> Any:
    """Return the value of a body, which holds one long string and few others. What holds many is not decoded.

    Millions of them would take seconds in which nobody else is answered.
    """
    unescaped = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if unescaped.count(b'"') > MOST_MARKS or sum(map(len, unescaped.split(b'"')[::2])) > MOST_OUTSIDE:
        raise Invalid("There are thousands of fields.", faults=[Fault("has thousands of fields", pointer="")])
    return decode(data)


async def _answer(request: Request, found: ReadFile, given: GivenSource) -> Response:
    database: Database = request.app.state.database
    await up_to_date(database, NAMES)
    await up_to_date(database, SEARCH)
    told = await database.read(proposal, found.reading, given.completed(found.about))
    return Response(encode(told), headers=READ_HEADERS, media_type=JSON)
