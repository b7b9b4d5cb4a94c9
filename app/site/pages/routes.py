"""The one list of pages, and their routes: each in every language."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.access.callers import may_read
from app.http.routing.strict import StrictRoute
from app.site.pages.languages import LANGUAGES, Language
from app.site.pages.page import Page, respond
from app.site.pages.views import about, compare, due, embedded_overview, front, method, search
from app.site.pages.views.lists import list_page
from app.site.pages.views.records import action, citation, instrument, meeting, participant, source, statement, topic
from app.site.pages.views.records.pledge import embedded_page, pledge_page

PAGES = (
    front.PAGE,
    *list_page.PAGES,
    about.PAGE,
    compare.PAGE,
    due.PAGE,
    embedded_overview.PAGE,
    method.PAGE,
    action.PAGE,
    instrument.PAGE,
    meeting.PAGE,
    participant.PAGE,
    pledge_page.PAGE,
    embedded_page.PAGE,
    source.PAGE,
    statement.PAGE,
    topic.PAGE,
    *citation.PAGES,
    search.PAGE,
)

router = APIRouter(redirect_slashes=False, include_in_schema=False)


def _add(page: Page, language: Language) -> None:
    async def get_page(request: Request) -> Response:
        return await respond(page, language, request)

    route: Any = type("PageRoute", (StrictRoute,), {"produces": page.produces, "reads_query": True})
    router.add_api_route(
        language.prefix + page.path, get_page, route_class_override=route, dependencies=[Depends(may_read)]
    )


def _add_slash(language: Language) -> None:
    async def get_front() -> Response:
        return RedirectResponse(f"{language.code}/", 308)

    router.add_api_route(language.prefix, get_front)


for _language in LANGUAGES.values():
    for _page in PAGES:
        _add(_page, _language)
    if _language.prefix:
        _add_slash(_language)
