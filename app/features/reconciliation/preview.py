"""A small page about a record, which other programs show in a frame of theirs."""

from base64 import b64encode
from hashlib import sha256

from app.features.reconciliation.entities import Entity
from app.values.markup import Markup, element, joined

WIDTH, HEIGHT = 400, 140
"""Pixels of the frame."""

MOST_BYTES = 2_000
LONGEST = 120
"""Characters of a name, or of what tells it from others, that are shown."""

STYLE = "body{font:14px/1.4 sans-serif;margin:8px}h1{font-size:16px;margin:0}p{margin:4px 0}"
_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; frame-ancestors *; sandbox"
)
"""Nothing is loaded and nothing runs, in whosever frame it is."""


def fragment(found: Entity) -> Markup:
    """Return what the page says: the name, what tells it from others, and as many other names as there is room for."""
    told = joined([element("h1", _cut(found.name)), element("p", _cut(found.facts))])
    names = ""
    for one in map(_cut, found.other_names):
        longer = f"{names} · {one}" if names else one
        if len((told + element("p", longer)).encode()) > MOST_BYTES - len(_page("", Markup())):
            break
        names = longer
    return joined([told, element("p", names)]) if names else told


def preview(found: Entity) -> bytes:
    """Return the page."""
    return _page(found.id, fragment(found))


def _page(title: str, body: Markup) -> bytes:
    head = joined([Markup('<meta charset="utf-8">'), element("title", title), element("style", Markup(STYLE))])
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'.encode()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
