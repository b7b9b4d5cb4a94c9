"""Signing in with a key, and out again."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.access.sessions import close_session, open_session
from app.site.pages.editing.entries import Entries, entries_of, read_entries
from app.site.pages.editing.fields import FieldFault
from app.site.pages.editing.local_path import local_path
from app.site.pages.editing.origin import refuse_other_sites
from app.site.pages.editing.session_cookie import give_token, take_token_back
from app.site.pages.languages import Language
from app.site.pages.page import private_page
from app.site.pages.rendering import render
from app.site.pages.visit import Visit

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
LONGEST_KEY = 500
MOST_BYTES = 16_384
INVALID = 422


async def show_sign_in(language: Language, request: Request) -> Response:
    """Return the page that asks for a key."""
    visit = Visit(request, language, SIGN_IN, {})
    return _page(visit, entries_of(request.query_params.multi_items(), sent=False))


async def sign_in(language: Language, request: Request) -> Response:
    """Open a session of the key that was given, and go on to where somebody wanted to be.

    The session is always a new one: a token that a browser brings along is never taken over, and its session ends.
    """
    refuse_other_sites(request)
    visit = Visit(request, language, SIGN_IN, {})
    entries = await read_entries(request, MOST_BYTES)
    secret, _ = entries.text("key"), language.gettext
    database = request.app.state.database
    if not secret:
        return _page(visit, entries, _("Give your key."))
    session = await open_session(database, secret) if len(secret) <= LONGEST_KEY else None
    if session is None:
        return _page(visit, entries, _("This key is not known here, or was revoked. Look whether it is whole."))
    if visit.session is not None:
        await close_session(database, visit.session.token)
    # With a step before it, so that no path is read as an address of another site.
    response = RedirectResponse(visit.file("/") + "./" + local_path(entries.text("next")).lstrip("/"), 303)
    give_token(request, response, session.token)
    return _private(response)


async def sign_out(language: Language, request: Request) -> Response:
    """End the session of who is signed in, and go to the front page."""
    refuse_other_sites(request)
    visit = Visit(request, language, SIGN_OUT, {})
    entries = await read_entries(request, MOST_BYTES)
    if visit.session is not None and not visit.session.made(entries.text("form_token")):
        # Made for another session: whoever presses it again is asked by a page of this one.
        return RedirectResponse(visit.address("/"), 303)
    if visit.session is not None:
        await close_session(request.app.state.database, visit.session.token)
    response = RedirectResponse(visit.address("/"), 303)
    take_token_back(request, response)
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(visit: Visit, entries: Entries, fault: str = "") -> Response:
    content = {
        "visit": visit,
        "next": local_path(entries.text("next")),
        "public_read": visit.request.app.state.settings.public_read,
        "faults": [FieldFault("key", fault)] if fault else [],
    }
    return private_page(visit, render(visit.language, "editing/sign_in.html", content), INVALID if fault else 200)
