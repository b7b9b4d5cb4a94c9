"""Which pages there are, for search engines: an index of sitemaps, each a page of one of the API's lists."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.access.callers import may_read
from app.errors import NotFound
from app.etags import digest
from app.http.addresses import base_of
from app.http.responses import PROTECTION, tagged
from app.http.routing.strict import producing
from app.page_size import MAX_PAGE_ITEMS
from app.site.pages.asking import Parameters, ask, query_of
from app.site.pages.languages import ENGLISH, LANGUAGES
from app.site.pages.routes import PAGES

XML, TEXT = "application/xml", "text/plain"
MOST_PARTS = 50_000
"""Of an index, as sitemaps.org has it: it ends there."""

SECONDS = 3_600
"""So long the index stays as it is: it takes a walk through every list. Its parts are always of now."""

NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
RECORDS = {page.collection: page.path for page in PAGES if page.collection and not page.embedded}
OTHERS = [page.path for page in PAGES if not page.collection and not page.embedded and "{" not in page.path]
PLAIN = "pages"
"""The part that lists pages which are of no record."""

Part = tuple[str, str | None, str | None]
"""A collection, the cursor of a page of its list, and when a record on that was changed last."""

router = APIRouter(redirect_slashes=False, include_in_schema=False)


@dataclass
class SitemapIndex:
    """The parts as they were found last; one request at a time looks for them."""

    parts: list[Part] = field(default_factory=list)
    found_at: float | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def present(self, request: Request) -> list[Part]:
        """Return the parts, found anew where they are older than `SECONDS`."""
        async with self.lock:
            if self.found_at is None or time.monotonic() - self.found_at > SECONDS:
                self.parts = [part async for part in _parts(request)]
                self.found_at = time.monotonic()
            return self.parts


async def _parts(request: Request) -> AsyncIterator[Part]:
    left = MOST_PARTS - 1
    for collection in RECORDS:
        cursor = None
        while left:
            page = await _page(request, collection, cursor)
            if page["items"]:
                left -= 1
                yield collection, cursor, max(item["updated_at"] for item in page["items"])
            cursor = page["next_cursor"]
            if cursor is None:
                break


async def _page(request: Request, collection: str, cursor: str | None) -> Mapping[str, Any]:
    asked: Parameters = {"fields": "updated_at", "limit": MAX_PAGE_ITEMS, "cursor": cursor}
    found: Mapping[str, Any] = await ask(request, f"/v1/{collection}", asked)
    return found


async def get_index(request: Request) -> Response:
    index: SitemapIndex = request.app.state.sitemaps
    parts: list[Part] = [(PLAIN, None, None), *await index.present(request)]
    base = base_of(request)
    lines = [
        _element("sitemap", base + f"/sitemaps/{name}.xml" + (f"?{query_of({'cursor': cursor})}" if cursor else ""), at)
        for name, cursor, at in parts
    ]
    return _answer(request, "sitemapindex", lines)


async def get_part(
    request: Request,
    name: Annotated[str, Path(max_length=40)],
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    if name == PLAIN:
        return _answer(request, "urlset", _addresses(request, ((path, None) for path in OTHERS)))
    if name not in RECORDS:
        message = "There is no such sitemap; /sitemap.xml names all that there are."
        raise NotFound(message)
    items = (await _page(request, name, cursor))["items"]
    pages = ((RECORDS[name].format(id=item["id"]), item["updated_at"]) for item in items)
    return _answer(request, "urlset", _addresses(request, pages))


async def get_robots(request: Request) -> Response:
    # Past states are not forbidden here: a robot has to read them to learn that they are not to be indexed.
    body = f"User-agent: *\nDisallow:\n\nSitemap: {base_of(request)}/sitemap.xml\n".encode()
    return tagged(request, body, f'"{digest(body)}"', PROTECTION, f"{TEXT}; charset=utf-8")


def _addresses(request: Request, pages: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return the entries of pages: each in every language, naming all of them."""
    base, lines = base_of(request), []
    for path, at in pages:
        own = {language.code: base + language.prefix + path for language in LANGUAGES.values()}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
            for code, address in (*own.items(), ("x-default", own[ENGLISH.code]))
        )
        lines += [_element("url", address, at, links) for address in own.values()]
    return lines


def _element(name: str, address: str, at: str | None, more: str = "") -> str:
    changed = f"<lastmod>{at}</lastmod>" if at else ""
    return f"<{name}><loc>{escape(address)}</loc>{changed}{more}</{name}>"


def _answer(request: Request, root: str, lines: Iterable[str]) -> Response:
    inner = "\n".join(lines)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {NAMESPACES}>\n{inner}\n</{root}>\n'.encode()
    return tagged(request, body, f'"{digest(body)}"', PROTECTION, f"{XML}; charset=utf-8")


def _add(path: str, endpoint: Callable[..., Any], media_type: str, *, reads_records: bool) -> None:
    guards = [Depends(may_read)] if reads_records else []
    router.add_api_route(path, endpoint, route_class_override=producing(media_type), dependencies=guards)


_add("/sitemap.xml", get_index, XML, reads_records=True)
_add("/sitemaps/{name}.xml", get_part, XML, reads_records=True)
_add("/robots.txt", get_robots, TEXT, reads_records=False)
