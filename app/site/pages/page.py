"""A page: its address, what it asks the API for, its template; and how it is answered, kept and found unchanged."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.audience import audience
from app.db.database import Database
from app.errors import Merged
from app.etags import digest
from app.http.addresses import base_of
from app.http.content_negotiation import best_accepted
from app.http.problems import IN_PATHS
from app.http.responses import PROTECTION, READ_HEADERS, VARY, tagged
from app.ledger.entries.numbers import Numbers, present_numbers
from app.records.base.lists.page_cache import CachedPage, PageCache
from app.site.markup import HTML
from app.site.pages.asking import JSON, ApiResponse
from app.site.pages.clocks import check_clocks
from app.site.pages.languages import Language
from app.site.pages.rendering import render
from app.site.pages.structured_data import structured_data
from app.site.pages.visit import LINKED_DATA, MOMENT, Visit
from app.values.times.dates import today_utc

OK = 200
HTML_IN_UTF8 = f"{HTML}; charset=utf-8"
NO_HEADERS: Mapping[str, str] = {}
OF_FORMS = {"Referrer-Policy": "same-origin"}
"""Of pages with forms that change something, as each page has for who is signed in, to sign out. Without any referrer,
browsers say of forms that they come from nowhere: `Origin: null`."""

PUBLIC_VARY = f"{VARY}, Cookie"
PRIVATE_VARY = "Accept, Authorization, Cookie"
DATA = (JSON, LINKED_DATA)
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SCRIPTED_POLICY = f"script-src 'self'; {POLICY}"
"""Of a page that has a script of ours: it works without it, too."""

EMBEDDED_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""Of what other sites may frame: it has no form and knows no visitor."""

Content = Mapping[str, Any]
"""What a template needs. `http_status`, where it has one, is that of the page: 200 else."""

View = Callable[[Visit], Awaitable[Content | Response]]
"""Returns the content of a page, or what is answered in its place: where it leads."""


@dataclass(frozen=True)
class Page:
    """A page.

    `path` is its address without the language, `view` returns what `template` needs. `parameters` are those of its
    query beside the clocks; others are passed over, since people share addresses to which others have added their own.
    `data` is the path of the API that answers there for who accepts data, filled by the same `{id}`. Other sites may
    frame a page that is `embedded`.
    """

    path: str
    template: str
    view: View
    parameters: frozenset[str] = field(default=frozenset())
    data: str | None = None
    embedded: bool = False

    @property
    def collection(self) -> str | None:
        """The collection of the record whose page it is, None of other pages."""
        return self.data.split("/")[2] if self.data and "{id}" in self.data else None

    @property
    def known(self) -> frozenset[str]:
        """The names of its parameters."""
        return self.parameters

    @property
    def produces(self) -> tuple[str, ...]:
        """The media types that are answered at its address, the preferred one first."""
        return (HTML, *DATA) if self.data else (HTML,)


async def respond(page: Page, language: Language, request: Request) -> Response:
    """Return the page, or the data that it shows; kept while nothing was written and the day has not changed."""
    if page.data and best_accepted(request.headers.get("accept"), page.produces) in DATA:
        return ApiResponse(request, page.data.format(**request.path_params))
    visit = Visit(request, language, _path(page, request), _parameters(page, request))
    if any(name in page.known and not value for name, value in request.query_params.multi_items()):
        # Its own form was sent: what that left empty says nothing, and makes addresses that nobody can share.
        return RedirectResponse(visit.here(), 303)
    if visit.session is not None:
        return await _private(page, visit)
    kept: PageCache = request.app.state.kept_pages
    database: Database = request.app.state.database
    asked = (
        base_of(request) + visit.here(),
        language.code.encode(),
        today_utc().isoformat(),
        audience.get().name,
    )
    numbers = await present_numbers(database)
    check_clocks(visit.moment)
    found = kept.find(asked)
    if found is None or found.numbers != numbers:
        made = await _made(page, visit, numbers)
        if isinstance(made, Response):
            return made
        found = kept.keep(asked, made)
    return tagged(request, found.body, found.tag, found.headers, HTML_IN_UTF8)


async def _private(page: Page, visit: Visit) -> Response:
    """Return the page to who is signed in: made for them, and kept nowhere."""
    content = await _content(page, visit)
    if isinstance(content, Response):
        return content
    body = render(visit.language, page.template, content)
    return private_page(visit, body, content.get("http_status", OK))


def private_page(visit: Visit, body: bytes, status: int = OK, headers: Mapping[str, str] = NO_HEADERS) -> Response:
    """Return a page that is made for one person, and that nobody keeps.

    One of who is signed in is not compressed: beside what an address can put into it, its length would tell of the
    token that its forms carry.
    """
    vary = PUBLIC_VARY if visit.session is None else PRIVATE_VARY
    sent = page_headers(visit) | OF_FORMS | {"Cache-Control": "no-store", "Vary": vary, "X-Robots-Tag": "noindex"}
    return Response(body, status, {**sent, **headers}, HTML_IN_UTF8)


def page_headers(visit: Visit) -> dict[str, str]:
    """Return what browsers are told of every page that other sites may not frame."""
    headers = {**PROTECTION, "Content-Security-Policy": POLICY, "Content-Language": visit.language.code}
    return headers if visit.session is None else headers | OF_FORMS


async def _content(page: Page, visit: Visit) -> Content | Response:
    """Return all that the template of a page needs."""
    try:
        content = await page.view(visit)
    except Merged as error:
        survivor = error.headers["Location"].rpartition("/")[2]
        return RedirectResponse(visit.address(page.path.format(id=survivor)), 308)
    if isinstance(content, Response):
        return content
    await visit.name_references()
    linked = None if page.embedded else await structured_data(visit, page.collection)
    return {**content, "visit": visit, "page": page, "structured_data": linked}


async def _made(page: Page, visit: Visit, numbers: Numbers) -> CachedPage | Response:
    content = await _content(page, visit)
    if isinstance(content, Response):
        return content
    body = render(visit.language, page.template, content)
    headers = page_headers(visit) | (
        {"Content-Security-Policy": EMBEDDED_POLICY} if page.embedded else {"Vary": PUBLIC_VARY}
    )
    if visit.moment:
        headers["X-Robots-Tag"] = "noindex"
    status = content.get("http_status", OK)
    if status != OK:
        return Response(body, status, READ_HEADERS | headers | {"X-Robots-Tag": "noindex"}, HTML_IN_UTF8)
    # Numbers read before its content was: what is written meanwhile makes the page anew the next time.
    return CachedPage(numbers, f'"{digest(body)}"', body, headers)


def _path(page: Page, request: Request) -> str:
    return page.path.format(**{name: quote(value, safe=IN_PATHS) for name, value in request.path_params.items()})


def _parameters(page: Page, request: Request) -> dict[str, list[str]]:
    """Return the parameters that the page knows and that say something: forms send empty ones, too."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if value and (name in MOMENT or name in page.known):
            found.setdefault(name, []).append(value)
    return found
