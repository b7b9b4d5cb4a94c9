"""Linked data within HTML pages."""

from app.linked_data.contexts import Node
from app.strict_json import encode

ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
"""Signs that could end a script, or begin a comment in it: in JSON they stand in strings alone."""


def as_script(node: Node) -> str:
    """Return JSON-LD as the content of `<script type="application/ld+json">`, whatever texts it holds."""
    return encode(node).decode().translate(ESCAPED)
