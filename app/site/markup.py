"""HTML written by functions: whatever is not made here is escaped."""

from collections.abc import Iterable
from html import escape

from fastapi import Request, Response

from app.etags import digest
from app.http.responses import tagged

HTML = "text/html"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PROTECTION = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str) -> Markup:
    """Return an element. `class_` and its like stand for names that Python has taken."""
    written = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def joined(content: Iterable[str]) -> Markup:
    """Return pieces one after the other."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(piece) for piece in content))


def prose(text: str) -> Markup:
    """Return a sentence in which `backticks` set words as code."""
    pieces = text.split("`")
    return joined(element("code", piece) if index % 2 else piece for index, piece in enumerate(pieces))


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
