"""HTML written by functions: whatever is not made here is escaped."""

from collections.abc import Iterable
from html import escape


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
