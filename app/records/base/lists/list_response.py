"""Answering with a page of a list: cursor, tag and link around the stored answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fastapi import Request, Response
from pydantic import BaseModel

from app.audience import audience
from app.db.database import Database
from app.errors import BadCursor
from app.etags import digest
from app.http.paging import Position, fingerprint, next_link, read_cursor, write_cursor
from app.http.responses import tagged
from app.ledger.entries.numbers import present_numbers
from app.ledger.model.documents.number import OLDER
from app.records.base.lists.closures import with_what_is_below
from app.records.base.lists.list_queries import Active, ListDefinition, Page, PageOf, page
from app.records.base.lists.page_cache import CachedPage, PageCache
from app.records.base.lists.parameters import PageQuery
from app.records.base.thinning import Thinned
from app.strict_json import encode
from app.values.times.dates import today_utc


async def respond_with_page(
    request: Request, list_definition: ListDefinition, active: Active, query: PageQuery, page_of: PageOf
) -> Response:
    """Return a page of the list: as it was answered before, if nothing was written since.

    Its tag is made of the two numbers, the query, who reads and, where a clock field is in play, today.
    """
    database: Database = request.app.state.database
    page_cache: PageCache = request.app.state.pages
    # As it was taken for a route: to make a URL of the request and take that apart again is for nothing.
    path, today = request.scope["path"], today_utc()
    day = today.isoformat() if list_definition.clocked else ""
    asked = (path, request.scope["query_string"], day, audience.get().name)
    known = page_cache.find(asked)
    if known is None or known.numbers != await present_numbers(database):
        known = page_cache.keep(asked, await _make_page(request, list_definition, active, query, today, page_of))
    return tagged(request, known.body, known.tag, known.headers)


async def _make_page(
    request: Request,
    list_definition: ListDefinition,
    active: Active,
    query: PageQuery,
    today: date,
    page_of: PageOf,
) -> CachedPage:
    path, payload, sort = request.scope["path"], getattr(query, "form", "document"), query.sort
    filters = [[name, None if name in list_definition.clocked else values] for name, values in active.items()]
    clocks = [getattr(query, name, None) for name in ("known_at", "as_of")]
    shape = fingerprint([list_definition.name, sort, payload, filters, clocks])
    key = str if list_definition.key == "id" else int
    position = None if query.cursor is None else read_cursor(query.cursor, shape, key)
    if position is not None and not list_definition.sorts_by(sort, position.value):
        detail = "Send next_cursor unchanged: this cursor holds no value of the column that the list is sorted by."
        raise BadCursor(detail)
    found = await page_of(position)
    cursor = None if found.last is None else write_cursor(found.last, shape)
    parameters = request.query_params.multi_items()
    day = today.isoformat() if list_definition.clocked else ""
    body = page_body(found.items, cursor, found.count)
    numbers = found.numbers
    # Without numbers the content itself is the tag, and the page is not taken for the present again.
    tag = digest(
        body if numbers.documents == OLDER else encode([*numbers, day, path, sorted(parameters), audience.get().name])
    )
    headers = {} if cursor is None else {"Link": next_link(path, parameters, cursor)}
    return CachedPage(numbers, f'"{numbers.ledger}-{tag}"', body, headers)


def thinned_pages(page_of: PageOf, asked: str | None, model: type[BaseModel]) -> PageOf:
    """Return what gives the same pages, their items thinned where a request names fields. Raises `Invalid`."""
    if asked is None:
        return page_of
    thinned = Thinned(asked, model)

    async def thinned_page_of(position: Position | None) -> Page:
        found = await page_of(position)
        return replace(found, items=[thinned.document(item) for item in found.items])

    return thinned_page_of


def present_page(
    database: Database, list_definition: ListDefinition, active: Active, query: PageQuery, today: date
) -> PageOf:
    """Return what gives the pages of a list as it is now."""
    payload, count = getattr(query, "form", "document"), query.count is not None

    async def page_of(position: Position | None) -> Page:
        asked = await with_what_is_below(database, list_definition, active)
        return await page(
            database, list_definition, asked, query.sort, query.limit, position, payload, count=count, today=today
        )

    return page_of


def page_body(items: Sequence[bytes], cursor: str | None, total: int | None) -> bytes:
    """Return the bytes of a page: the stored answers, joined."""
    count = "" if total is None else f',"count":{total}'
    following = "null" if cursor is None else f'"{cursor}"'
    pieces = [piece for item in items for piece in (b",", item)]
    # In place of the comma before the first item, where there is one.
    pieces[:1] = [b'{"items":[']
    pieces.append(f'],"next_cursor":{following}{count}}}'.encode())
    # At once: pages are large, and each copy of one is memory that the system takes back and gives again.
    return b"".join(pieces)
