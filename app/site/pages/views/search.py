"""Search over all records: what was found, the best first, and where the words are."""

import re
from asyncio import gather
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.errors import BadCursor, Invalid, NotFound
from app.site.pages.asking import query_of
from app.site.pages.page import Content, Page
from app.site.pages.views.lists.rules import MAIN
from app.site.pages.visit import Visit

LINES = 20
"""Hits of a page."""

EXCERPTS = 2
"""Of each hit that are shown."""

SEVERAL_WORDS = re.compile("[a-z0-9]+(-[a-z0-9]+)+").fullmatch
"""An id that nobody writes who looks for words. One of a single word is also that word."""

ONE_WORD = re.compile("[a-z0-9]{2,80}").fullmatch
EXTERNAL_ID = re.compile(r"[^\s:\"]+:[^\s\"]+").fullmatch


async def view(visit: Visit) -> Content | Response:
    """Return what was found, or the way to the one record whose id was asked for."""
    asked = (visit.parameter("q") or "").strip()
    collection = visit.parameter("type")
    collection = collection if collection in MAIN else None
    named = await _named(visit, asked) if asked and not visit.parameter("cursor") else []
    if len(named) == 1 and not ONE_WORD(asked):
        return RedirectResponse(visit.address("/{}/{}".format(*named[0])), 303)
    status, found, fault = await _found(visit, asked, collection) if asked else (200, None, None)
    return {
        "http_status": status,
        "q": asked,
        "collections": list(MAIN),
        "chosen": collection,
        "found": found,
        "fault": fault,
        "named": named,
        "excerpts": EXCERPTS,
        "data": visit.file("/v1/search?" + query_of({"q": asked, "type": collection})),
    }


async def _found(visit: Visit, asked: str, collection: str | None) -> tuple[int, Any, str | None]:
    cursor = visit.parameter("cursor")
    try:
        found = await visit.ask_now(
            "/v1/search", q=asked, type=collection, limit=LINES, count="exact", include="document", cursor=cursor
        )
    except BadCursor as error:
        return error.status, None, None
    except Invalid as error:
        return error.status, None, "; ".join(fault.message for fault in error.faults)
    return 200, found, None


async def _named(visit: Visit, asked: str) -> list[tuple[str, str]]:
    """Return the records that are called so: by their own id, or by that of another register."""
    if SEVERAL_WORDS(asked) or ONE_WORD(asked):
        there = await gather(*(_is_there(visit, collection, asked) for collection in MAIN))
        return [(collection, asked) for collection, found in zip(MAIN, there, strict=True) if found]
    if EXTERNAL_ID(asked):
        return [pair for pairs in await gather(*(_called(visit, name, asked) for name in MAIN)) for pair in pairs]
    return []


async def _is_there(visit: Visit, collection: str, record: str) -> bool:
    try:
        await visit.ask_now(f"/v1/{collection}/{record}", fields="id")
    except (NotFound, Invalid):
        return False
    return True


async def _called(visit: Visit, collection: str, external_id: str) -> list[tuple[str, str]]:
    try:
        page = await visit.ask_now(f"/v1/{collection}", external_id=external_id, limit=2, fields="id")
    except Invalid:
        return []
    return [(collection, one["id"]) for one in page["items"]]


PAGE = Page("/search", "search.html", view, frozenset({"q", "type", "cursor"}))
