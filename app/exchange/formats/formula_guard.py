"""Texts that a spreadsheet would take for formulas: guarded on the way out, as they were on the way in.

Excel, LibreOffice and Google Sheets run a cell of a CSV file that begins with one of these signs as a formula (OWASP,
"CSV injection"). An apostrophe before it makes it a text. Texts that would look guarded already get one more: what
`unguard` gives back is always what `guard` was given.
"""

from typing import Final

SIGN: Final = "'"
RISKY: Final = frozenset(
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
"""What a formula, or a cell that is broken up into others, begins with."""

LOOKED_AT: Final = RISKY | {SIGN}


def guard(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula. Numbers are no texts: -1 stays -1."""
    if text[:1] not in LOOKED_AT or text.lstrip(SIGN)[:1] not in RISKY:
        return text
    return SIGN + text


def unguard(text: str) -> str:
    """Return the text that was guarded; any other as it is."""
    if text[:1] == SIGN and text.lstrip(SIGN)[:1] in RISKY:
        return text[1:]
    return text
