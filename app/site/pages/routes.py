"""The one list of pages, and their routes: each in every language."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.access.callers import may_read
from app.http.routing.strict import StrictRoute
from app.site.markup import HTML
from app.site.pages.editing.form_page import FormPage, open_form, take_form
from app.site.pages.editing.sign_in import SIGN_IN, SIGN_OUT, show_sign_in, sign_in, sign_out
from app.site.pages.editing.signed_in import may_open_form, may_read_page
from app.site.pages.forms import assessment, edit, measurement, position
from app.site.pages.forms import citation as citation_form
from app.site.pages.forms.duplicates import comparison, suggestions, unmerge
from app.site.pages.forms.intake import page as intake_page
from app.site.pages.forms.status import change, withdrawal
from app.site.pages.languages import LANGUAGES, Language
from app.site.pages.page import Page, respond
from app.site.pages.views import about, assessors, compare, due, embedded_overview, front, method, search
from app.site.pages.views.lists import list_page
from app.site.pages.views.records import action, citation, instrument, meeting, participant, source, statement, topic
from app.site.pages.views.records.pledge import embedded_page, pledge_page

PAGES = (
    front.PAGE,
    *list_page.PAGES,
    about.PAGE,
    assessors.PAGE,
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

FORMS = (
    change.FORM, withdrawal.FORM, *citation_form.FORMS, *position.FORMS, measurement.FORM, assessment.FORM,
    suggestions.FORM,
    comparison.FORM, *unmerge.FORMS, *edit.FORMS, intake_page.FORM,
)  # fmt: skip
"""The pages with forms, for who is signed in."""

router = APIRouter(redirect_slashes=False, include_in_schema=False)


def _add(page: Page, language: Language) -> None:
    async def get_page(request: Request) -> Response:
        return await respond(page, language, request)

    # What other sites may frame knows no visitor.
    guard = may_read if page.embedded else may_read_page
    router.add_api_route(
        language.prefix + page.path,
        get_page,
        route_class_override=_route(page.produces),
        dependencies=[Depends(guard)],
    )


def _add_form(page: FormPage, language: Language) -> None:
    async def get_form(request: Request) -> Response:
        return await open_form(page, language, request)

    async def post_form(request: Request) -> Response:
        return await take_form(page, language, request)

    for verb, answer in (("GET", get_form), ("POST", post_form)):
        router.add_api_route(
            language.prefix + page.path,
            answer,
            methods=[verb],
            route_class_override=_route((HTML,)),
            dependencies=[Depends(may_open_form)],
        )


def _add_signing_in(language: Language) -> None:
    async def get_sign_in(request: Request) -> Response:
        return await show_sign_in(language, request)

    async def post_sign_in(request: Request) -> Response:
        return await sign_in(language, request)

    async def post_sign_out(request: Request) -> Response:
        return await sign_out(language, request)

    for path, verb, answer in (
        (SIGN_IN, "GET", get_sign_in),
        (SIGN_IN, "POST", post_sign_in),
        (SIGN_OUT, "POST", post_sign_out),
    ):
        router.add_api_route(
            language.prefix + path,
            answer,
            methods=[verb],
            route_class_override=_route((HTML,)),
            dependencies=[Depends(may_open_form)],
        )


def _route(produces: tuple[str, ...]) -> Any:
    return type("PageRoute", (StrictRoute,), {"produces": produces, "reads_query": True})


def _add_slash(language: Language) -> None:
    async def get_front() -> Response:
        return RedirectResponse(f"{language.code}/", 308)

    router.add_api_route(language.prefix, get_front)


for _language in LANGUAGES.values():
    for _page in PAGES:
        _add(_page, _language)
    for _form in FORMS:
        _add_form(_form, _language)
    _add_signing_in(_language)
    if _language.prefix:
        _add_slash(_language)
