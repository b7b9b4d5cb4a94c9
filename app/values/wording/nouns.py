"""Nouns as sentences use them, and as names are made of them."""

import re


def article(noun: str) -> str:
    """Return the noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def snake_case(name: str) -> str:
    """Return the name of a class as the API writes names: `status_change` for `StatusChange`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
