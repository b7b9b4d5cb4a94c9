"""Characters of a record's text that must not reach a terminal as they are.

They move the cursor, colour, ring, or turn the letters after them around. Line feed and tabulator stay.
"""

_HARMFUL = [*range(9), *range(11, 32), *range(127, 160), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029]
_HARMFUL += [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xE0000, 0xE0080)]


def _units(code: int) -> str:
    """Return what JSON writes a character as: two halves where it is beyond the first 65,536."""
    return "".join(f"\\u{code:04x}" for code in memoryview(chr(code).encode("utf-16")[2:]).cast("H"))


_UNITS = {code: _units(code) for code in _HARMFUL}
_IN_A_CELL = _UNITS | {9: " ", 10: " "}


def visible(text: str) -> str:
    """Return a text as a terminal may get it: what would do something is written out."""
    return text.translate(_UNITS)


def visible_json(text: str) -> str:
    """Return a JSON text that is the same to who reads it as JSON."""
    # None of them can stand outside a string, and JSON has written out those below 32 already.
    return text.translate(_UNITS)


def on_one_line(text: str) -> str:
    """Return a text for a cell of a table."""
    return text.translate(_IN_A_CELL)
