"""Pages: a frame around what they say, and what browsers may load for them."""

from fastapi import Request, Response

from app.etags import digest
from app.http.responses import PROTECTION, tagged
from app.values.markup import Markup, element, joined

HTML = "text/html"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page(title: str, *content: str, up: str = "") -> bytes:
    """Return a whole page. `up` leads from its address to the root, so that links hold under any prefix."""
    links = (
        ("docs", "Console"),
        ("glossary", "Glossary"),
        ("problems", "Problems"),
        ("v1/vocabulary", "Vocabulary"),
    )
    items = (element("li", element("a", name, href=up + address)) for address, name in links)
    head = joined(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", f"{title} | Pacta"),
            Markup(f'<link rel="icon" href="{up}favicon.ico"><link rel="stylesheet" href="{up}static/style.css">'),
        ]
    )
    navigation = element("nav", element("strong", "Pacta"), element("ul", *items), **{"aria-label": "Pacta"})
    body = joined([element("header", navigation), element("main", element("h1", title), *content)])
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'.encode()


def page_response(request: Request, content: bytes, policy: str = PAGE_POLICY) -> Response:
    """Return a page under its tag, and what it may load."""
    headers = PROTECTION | {"Content-Security-Policy": policy}
    return tagged(request, content, f'"{digest(content)}"', headers, "text/html; charset=utf-8")
