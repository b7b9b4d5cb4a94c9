"""Refusals as pages, for whoever accepts pages: one place, whatever was refused and by whom."""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.sessions import find_session
from app.errors import PactaError
from app.http.content_negotiation import best_accepted
from app.http.problems import MEDIA_TYPE
from app.site.markup import HTML
from app.site.pages.asking import JSON
from app.site.pages.editing.session_cookie import token_of
from app.site.pages.editing.signed_in import SESSION
from app.site.pages.languages import ENGLISH, LANGUAGES, Language
from app.site.pages.page import page_headers
from app.site.pages.rendering import render
from app.site.pages.visit import Visit
from app.site.pages.wording.sentences.faults import fault_words
from app.strict_json import decode_kept

FOR_PROGRAMS = ("/v1/", "/static/", "/problems/", "/sitemap.xml", "/sitemaps/", "/robots.txt")
"""Addresses whose problems stay problems: those of the API, of what its document names, and of files for robots."""


Told = tuple[str, Language]
"""Words, and the language that they are in."""


class ProblemPages:
    """Turns a problem into a page where a browser asked for something that is no address of the API."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold a problem back until it is whole, and send it as a page."""
        if scope["type"] != "http" or scope["path"].startswith(FOR_PROGRAMS) or not _wants_page(scope):
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def watched(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_problem(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await _send_page(Request(scope), start, decode_kept(bytes(body)), send)

        await self.app(scope, receive, watched)


def _wants_page(scope: Scope) -> bool:
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return b"html" in accept and best_accepted(accept.decode("latin-1"), (JSON, HTML)) == HTML


def _is_problem(message: Message) -> bool:
    return MutableHeaders(raw=message["headers"]).get("content-type") == MEDIA_TYPE


async def _send_page(request: Request, start: Message, problem: Mapping[str, Any], send: Send) -> None:
    language, path = _language_of(request.scope["path"])
    status = HTTPStatus(start["status"])
    if "last_revision" in problem:
        # What was here is known to be gone, which is more than that it is not here (RFC 9110 section 15.5.11).
        status = HTTPStatus.GONE
    await _find_session(request, status)
    visit = Visit(request, language, path, {})
    content = {
        "visit": visit,
        "problem": problem,
        "status": int(status),
        "called": language.gettext(problem["title"]),
        "detail": _in_words(language, problem["detail"]),
        "errors": [
            (fault.get("parameter"), _in_words(language, fault["message"])) for fault in problem.get("errors", [])
        ],
        "last_revision": problem.get("last_revision"),
    }
    body = render(language, "problem.html", content)
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers["Content-Length"] = str(len(body))
    headers.update(page_headers(visit))
    await send({"type": "http.response.start", "status": int(status), "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def _in_words(language: Language, message: str) -> Told:
    """Return what the API says in the language of the page, or in its own, and which that is."""
    words = fault_words(language, message)
    return (message, ENGLISH) if words is None else (words, language)


async def _find_session(request: Request, status: HTTPStatus) -> None:
    """Find who is signed in where no route was there to do so: at an address of nothing, or by another method."""
    if SESSION in request.scope or "authorization" in request.headers or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    # Whatever goes wrong with that, the refusal is told.
    with suppress(PactaError):
        token = token_of(request)
        request.scope[SESSION] = await find_session(request.app.state.database, token) if token else None


def _language_of(path: str) -> tuple[Language, str]:
    """Return the language of an address, and what of the address is behind it."""
    for language in LANGUAGES.values():
        if language.prefix and (path + "/").startswith(language.prefix + "/"):
            return language, path.removeprefix(language.prefix) or "/"
    return ENGLISH, path
