"""Who is signed in: found by the cookie, for pages, and put where the API looks for who calls."""

from fastapi import Request

from app.access.callers import CALLER, may_read
from app.access.sessions import OpenSession, find_session
from app.http.content_negotiation import best_accepted
from app.http.routing.guards import as_guard
from app.site.markup import HTML
from app.site.pages.editing.session_cookie import token_of

SESSION = "open_session"
"""Where the scope of a request for a page keeps the session of who is signed in."""


def session_of(request: Request) -> OpenSession | None:
    """Return the session that `let_sign_in` found, None where nobody is signed in."""
    session: OpenSession | None = request.scope.get(SESSION)
    return session


async def let_sign_in(request: Request) -> None:
    """Find who is signed in, if this is a request for a page: data at a page's address take a key like all data do.

    A request that comes with a key is a program's: whatever cookie it carries says nothing.
    """
    if SESSION in request.scope or "authorization" in request.headers:
        return
    if best_accepted(request.headers.get("accept"), request.scope["route"].produces) != HTML:
        return
    if token := token_of(request):
        session = await find_session(request.app.state.database, token)
        if session is not None:
            request.scope[SESSION], request.scope[CALLER] = session, session.caller


@as_guard
async def may_read_page(request: Request) -> None:
    """Let the request pass if reading is public, its key may read, or who is signed in may."""
    await let_sign_in(request)
    await may_read(request)


@as_guard
async def may_open_form(request: Request) -> None:
    """Find who is signed in. Whoever is not gets a page that lets sign in, and forms ask for more themselves."""
    await let_sign_in(request)
