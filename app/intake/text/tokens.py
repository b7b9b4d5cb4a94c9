"""Words of a text, with where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    # Abbreviations: U.S., EE. UU., e.g.
    r"(?:EE\.[ \u00a0]?UU\.?|(?<![^\W_])(?:[^\W\d_]\.){2,})"
    # What English writes together: 's, 'll, n't.
    r"|[nN][’'][tT](?![^\W_])|[’'](?:s|ll|re|ve|d|m|S|LL|RE|VE|D|M)(?![^\W_])"
    r"|\d(?:[\d.,]{0,30}\d)?"
    # Words, joined by hyphens: third-country. Short of "n't".
    r"|(?:(?![nN][’'][tT](?![^\W_]))[^\W\d_])+(?:[-‐‑](?:[^\W\d_]+|\d+))*"
    r"|[^\w\s]|_"
)
LONGEST = 60
"""Letters of a word that can be one."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark, with where it stands; `low` is what it is compared by."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Return whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        """Return whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a part of a text."""
    return list(_tokens(text, start, end))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        written = found[0]
        low = written.casefold().replace("’", "'") if len(written) <= LONGEST else ""
        yield Token(written, low, found.start(), found.end())
