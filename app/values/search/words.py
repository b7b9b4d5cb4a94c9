"""Words as search has them: the same on every database, whatever accents, case and endings they are written with."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.values.format_characters import PASSED_OVER
from app.values.sort_keys import folded, unaccented

LONGEST_WORD = 64
"""Characters of a word that count: PostgreSQL indexes none of more than 2,046 bytes."""

LONGEST_STEMMED = 30
"""Letters of the longest word that has an ending. Looking for one takes longer the longer the word."""

REMEMBERED = 50_000
"""Words whose stems are remembered: texts use few words often, and finding a stem takes a hundred times longer."""

NAME_KEY_LENGTH = 300
"""Characters of a name that identify it."""

# Vowel signs and accents that follow their letter, where no composed character has both.
_MARKS = "".join(chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code))[0] == "M")
_WORD = re.compile(
    # "U.S." is one word, and "President's" is a form of "president".
    rf"(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?|(?:[^\W_][{_MARKS}{PASSED_OVER}]*)+(?:['\u2019][sS](?!\w))?"
)
_POSSESSIVE = re.compile(r"['\u2019]s$")
_OTHER = re.compile(r"[\x00-/:-@\[-`{-\x7f\s]+")

_ENGLISH, _SPANISH = (
    "a an and are as at be been by for from in is it its of on or that the these this those to was were with",
    "al con de del e el en entre es esta este ha han la las lo los o para por que se son su sus u un una unas unos y",
)
STOP_WORDS = frozenset(f"{_ENGLISH} {_SPANISH}".split())
"""Words that say nothing of what a text is about. "us", "who" and "no" can be names or matter."""


class Word(NamedTuple):
    """A word of a text, folded, and where it stands."""

    word: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text, in order."""
    for found in _WORD.finditer(text):
        if word := _folded_word(found[0]):
            yield Word(word, found.start(), found.end())


def name_key(name: str) -> str:
    """Return what identifies a name however it is written: its words, in order; the folded text where it has none."""
    return (" ".join(word.word for word in words(name)) or folded(name))[:NAME_KEY_LENGTH].rstrip()


@lru_cache(REMEMBERED)
def _folded_word(written: str) -> str:
    # Folding can bring forth what is no part of a word: "⑴" becomes "(1)".
    return _OTHER.sub("", _POSSESSIVE.sub("", unaccented(written)))[:LONGEST_WORD]


@lru_cache(REMEMBERED)
def stems(word: str) -> tuple[str, ...]:
    """Return what a folded word has in common with its other forms, in English and in Spanish; none for stop words.

    Nobody says in which language a word is, so it has the stems of both: "border" ends like a Spanish verb, and what it
    has in common with "borders" is the English stem.
    """
    if word in STOP_WORDS:
        return ()
    if not (word.isascii() and word.isalpha() and len(word) <= LONGEST_STEMMED):
        return (word,)
    # The Spanish rule for -ción asks for the accent that folding took away.
    accented = f"{word[:-3]}ión" if word.endswith("ion") else word
    # Imported late: the library brings the stemmers of thirty languages with it.
    from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped]  # noqa: PLC0415
    from snowballstemmer.spanish_stemmer import SpanishStemmer  # type: ignore[import-untyped]  # noqa: PLC0415

    # Made for each word: a stemmer keeps its state in itself, and words are asked for in several threads.
    return tuple(sorted({EnglishStemmer().stemWord(word), unaccented(SpanishStemmer().stemWord(accented))}))
