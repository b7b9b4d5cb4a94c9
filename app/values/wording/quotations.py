"""Texts of records within sentences about them."""

import textwrap

LONGEST = 80
"""Characters of a text that a sentence repeats."""


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line, cut between two words where it is long."""
    return f"“{textwrap.shorten(text, LONGEST, placeholder='…')}”"
