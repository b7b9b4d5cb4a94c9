"""Answering with a statistic: as it was answered before, if nothing was written since, and the day is the same."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response

from app.audience import audience
from app.db.database import Database
from app.etags import digest
from app.features.statistics.memory.twins import Overtaken, Twins
from app.features.statistics.request import Asked, ask
from app.features.statistics.schemas import PagedStatisticsQuery, StatisticsQuery
from app.http.paging import Position, fingerprint, next_link, read_cursor, write_cursor
from app.http.responses import tagged
from app.ledger.entries.numbers import Numbers, present_numbers
from app.ledger.model.shapes import Values
from app.records.base.lists.page_cache import CachedPage, PageCache
from app.strict_json import encode
from app.values.times.dates import today_utc

Make = Callable[[Database, Twins, Asked], Awaitable[Values]]
"""Gives the statistic that is asked for."""

MakePage = Callable[[Database, Twins, Asked, Position | None], Awaitable[tuple[Values, Position | None]]]
"""Gives the page of it after a position, and where that ends if more follows."""


def paged(statistic: Callable[..., tuple[Values, Any]], *arguments: Any) -> MakePage:
    """Return what gives a page of a statistic, which takes after which key its rows begin, and gives the last."""

    async def make(
        database: Database, twins: Twins, asked: Asked, after: Position | None
    ) -> tuple[Values, Position | None]:
        key: Any = after
        if after is not None:
            key = str(after.key) if after.value is None else (after.value, str(after.key))
        content, last = await database.read(statistic, twins, asked, *arguments, key)
        if isinstance(last, str):
            return content, Position(None, last)
        return content, None if last is None else Position(*last)

    return make


async def answer(request: Request, query: StatisticsQuery, make: Make) -> Response:
    """Return a statistic."""

    async def make_page(database: Database, twins: Twins, asked: Asked) -> CachedPage:
        return _page(asked, await make(database, twins, asked))

    return await _answer(request, query, make_page)


async def respond_with_page(request: Request, query: PagedStatisticsQuery, make: MakePage) -> Response:
    """Return a page of a statistic, with where the next one is. Raises `BadCursor`."""
    shape = fingerprint([type(query).__name__, query.model_dump(mode="json", exclude={"cursor", "limit"})])
    position = None if query.cursor is None else read_cursor(query.cursor, shape, str)

    async def make_page(database: Database, twins: Twins, asked: Asked) -> CachedPage:
        content, last = await make(database, twins, asked, position)
        cursor = None if last is None else write_cursor(last, shape)
        following = {"next_cursor": cursor}
        if cursor is None:
            return _page(asked, content | following)
        return _page(
            asked, content | following, next_link(request.url.path, request.query_params.multi_items(), cursor)
        )

    return await _answer(request, query, make_page)


async def _answer(
    request: Request, query: StatisticsQuery, make: Callable[[Database, Twins, Asked], Awaitable[CachedPage]]
) -> Response:
    database: Database = request.app.state.database
    pages: PageCache = request.app.state.pages
    wanted = (request.url.path, request.scope["query_string"], today_utc().isoformat(), audience.get().name)
    known = pages.find(wanted)
    if known is None or known.numbers.ledger != (await present_numbers(database)).ledger:
        twins: Twins = request.app.state.twins
        try:
            page = await make(database, twins, await ask(database, twins, query))
        except Overtaken:
            page = await make(database, twins, await ask(database, twins, query))
        known = pages.keep(wanted, page)
    return tagged(request, known.body, known.tag, known.headers)


def _page(asked: Asked, content: Values, link: str | None = None) -> CachedPage:
    body = encode(content)
    # Made of entries alone: how far the documents are does not matter.
    return CachedPage(Numbers(asked.through, 0), f'"{digest(body)}"', body, {} if link is None else {"Link": link})
