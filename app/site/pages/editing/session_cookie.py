"""The cookie that says who is signed in: for pages alone, never for the API, whoever sends it."""

from datetime import timedelta
from urllib.parse import urlsplit

from fastapi import Request, Response

from app.access.sessions import LASTS
from app.http.addresses import base_of

NAME = "pacta_session"


def token_of(request: Request) -> str | None:
    """Return the token that a browser sent, None where it sent none."""
    return request.cookies.get(_name(request))


def give_token(request: Request, response: Response, token: str) -> None:
    """Let the browser keep a token as long as the session lasts."""
    _set(request, response, token, LASTS)


def take_token_back(request: Request, response: Response) -> None:
    """Let the browser forget its token."""
    _set(request, response, "", timedelta())


def _set(request: Request, response: Response, token: str, lasts: timedelta) -> None:
    response.set_cookie(
        _name(request),
        token,
        max_age=int(lasts.total_seconds()),
        path=_path(request),
        secure=_is_encrypted(request),
        httponly=True,
        samesite="lax",
    )


def _name(request: Request) -> str:
    """Return the cookie's name, by whose beginning browsers know what it must be (RFC 6265bis section 4.1.3)."""
    if not _is_encrypted(request):
        return NAME
    return f"__Host-{NAME}" if _path(request) == "/" else f"__Secure-{NAME}"


def _path(request: Request) -> str:
    return urlsplit(base_of(request)).path or "/"


def _is_encrypted(request: Request) -> bool:
    """Return whether readers reach the service by https, as the operator says or as this request came."""
    return "https" in {urlsplit(base_of(request)).scheme, request.url.scheme}
