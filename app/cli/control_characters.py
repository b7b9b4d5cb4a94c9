"""Characters of a record's text that must not reach a terminal as they are.

They move the cursor, colour, ring, or turn the letters after them around. Line feed and tabulator stay.
"""

import re

from app.values.format_characters import CONTROLS, DIRECTIONS, SEPARATORS, TAGS

_harmful = re.compile(f"[{CONTROLS}{SEPARATORS}{DIRECTIONS}\ufeff{TAGS}]")
_IN_A_CELL = {9: " ", 10: " "}


def _units(found: re.Match[str]) -> str:
    """Return what JSON writes a character as: two halves where it is beyond the first 65,536."""
    return "".join(f"\\u{code:04x}" for code in memoryview(found[0].encode("utf-16")[2:]).cast("H"))


def visible(text: str) -> str:
    """Return a text as a terminal may get it: what would do something is written out."""
    return _harmful.sub(_units, text)


def visible_json(text: str) -> str:
    """Return a JSON text that is the same to who reads it as JSON."""
    # None of them can stand outside a string, and JSON has written out those below 32 already.
    return visible(text)


def on_one_line(text: str) -> str:
    """Return a text for a cell of a table."""
    return visible(text).translate(_IN_A_CELL)
