"""In which language a text is: by the small words that each has and the other lacks."""

import re
from collections.abc import Mapping
from itertools import islice

ENGLISH, SPANISH = "en", "es"
_SMALL: Mapping[str, frozenset[str]] = {
    ENGLISH: frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "that",
            "is",
            "was",
            "for",
            "on",
            "with",
            "as",
            "by",
            "at",
            "from",
            "this",
            "which",
            "will",
            "be",
            "are",
            "it",
            "has",
            "have",
            "an",
            "or",
            "their",
            "its",
            "would",
            "they",
            "he",
            "she",
            "his",
            "her",
            "not",
            "been",
            "were",
            "but",
            "said",
        ]
    ),
    SPANISH: frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "de",
            "del",
            "y",
            "que",
            "en",
            "un",
            "una",
            "por",
            "para",
            "con",
            "se",
            "su",
            "sus",
            "al",
            "es",
            "fue",
            "más",
            "como",
            "lo",
            "esta",
            "este",
            "entre",
            "ha",
            "han",
            "también",
            "sobre",
            "sin",
            "pero",
            "ambos",
            "desde",
            "hasta",
            "o",
            "así",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]{1,20}")
LOOKED_AT = 20_000
"""Words of a text that are looked at."""
ENOUGH = 8
"""Small words that make it certain."""


def language_of(text: str) -> tuple[str, float]:
    """Return the likelier language of a text, and how sure that is, from 0 to 1."""
    counts = dict.fromkeys(_SMALL, 0)
    for found in islice(_WORD.finditer(text), LOOKED_AT):
        word = found[0].casefold()
        for language, small in _SMALL.items():
            counts[language] += word in small
    total = sum(counts.values())
    best = max(counts, key=lambda language: counts[language])
    if total == 0:
        return ENGLISH, 0.0
    return best, round(counts[best] / total * min(1.0, total / ENOUGH), 2)
