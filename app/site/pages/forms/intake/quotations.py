"""Quotations: a few words of a text, exactly as they stand in it."""

import re

MOST_WORDS = 10
"""Words of a quotation: a text is somebody else's work, and what was promised is told in our own words."""

NEAR = 300
"""Characters around a passage that are looked at for the rest of its sentence."""

_break = re.compile(r"(?<=[.!?])\s|\n\s*\n")
_between = re.compile(r"\s+")


def words_of(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


def is_too_long(quotation: str) -> bool:
    """Return whether a quotation has more words than are quoted."""
    return len(words_of(quotation)) > MOST_WORDS


def first_words(quotation: str) -> str:
    """Return the beginning of a quotation, as long as may be quoted."""
    return " ".join(words_of(quotation)[:MOST_WORDS])


def last_words(quotation: str) -> str:
    """Return the end of a quotation, as long as may be quoted."""
    return " ".join(words_of(quotation)[-MOST_WORDS:])


def in_one_line(text: str) -> str:
    """Return a text with one space wherever it has white space: lines end where a page did, not where words do."""
    return _between.sub(" ", text).strip()


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind a passage in its sentence; nothing where the text has no such place."""
    if not 0 <= start < end <= len(text):
        return "", ""
    before, behind = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    begins = max((found.end() for found in _break.finditer(before)), default=0)
    ends = _break.search(behind)
    return in_one_line(before[begins:]), in_one_line(behind[: ends.end()] if ends else behind)
