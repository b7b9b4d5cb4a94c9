"""Whether a page of ours had a form sent: browsers say whose page it was, and pages cannot change that."""

from urllib.parse import urlsplit

from fastapi import Request

from app.errors import ForeignForm
from app.http.addresses import base_of


def refuse_other_sites(request: Request) -> None:
    """Raise `ForeignForm` where a browser says that a page of another site made it send this.

    A browser that says neither is older than both headers: there the token of the form decides.
    """
    site = request.headers.get("sec-fetch-site", "none").strip().lower()
    origin = request.headers.get("origin")
    if site not in {"same-origin", "none"} or (origin is not None and _host(origin) not in _own_hosts(request)):
        detail = "Another site made the browser send this form. Nothing was done."
        raise ForeignForm(detail)


def _own_hosts(request: Request) -> set[str]:
    """Return what readers reach the service by: as the operator says, and as this request came.

    Without schemes: a proxy that ends TLS may not say that it does.
    """
    return {_host(base_of(request)), request.headers.get("host", "").strip().lower()} - {""}


def _host(origin: str) -> str:
    try:
        return urlsplit(origin.strip()).netloc.lower()
    except ValueError:
        return ""
