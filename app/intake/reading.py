"""Reading a text: the one way in. All that it needs is in the text; nothing is looked up anywhere."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import islice

from app.intake.extraction import Extraction
from app.intake.findings import Reading
from app.intake.meeting import meeting_of
from app.intake.repetition import without_repetition
from app.intake.rules import RULES
from app.intake.rules.patterns import Patterns
from app.intake.text.dates import days_told
from app.intake.text.languages import ENGLISH, SPANISH, language_of
from app.intake.text.sentences import Sentence, sentences_of
from app.intake.words.english import ENGLISH as ENGLISH_WORDS
from app.intake.words.lexicon import Lexicon
from app.intake.words.spanish import SPANISH as SPANISH_WORDS
from app.values.format_characters import CONTROLS, SEPARATORS
from app.vocabulary import StatementKind

LEXICONS: Mapping[str, Lexicon] = {ENGLISH: ENGLISH_WORDS, SPANISH: SPANISH_WORDS}
MOST_SENTENCES = 50_000
"""Sentences of a text: more than a thick book has."""

MOST_MARKS = 8
"""Accents that may follow each other on one letter."""

_LINE_END = re.compile("\r\n?|[\x0b\x0c" + SEPARATORS + "]")
_CONTROL = re.compile(f"[{CONTROLS}]")
# What is no character, and what would turn letters around: no record may hold it.
_REFUSED = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef\u202d\u202e"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_BETWEEN_CLAUSES = frozenset(',;:“”«»"')
_POSSIBLE_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{MOST_MARKS + 1},}}")


_OF_WHAT_WILL_BE = frozenset({None, StatementKind.FORECAST})
"""The kinds of findings whose days and places are those of what will be: pledges and forecasts."""


class TooManySentences(ValueError):
    """A text has more sentences than any that people write to be read at once."""


def normalised(text: str) -> str:
    """Return a text as it is read: line feeds, no control characters, no heaps of accents, composed (NFC)."""
    text = _REFUSED.sub("\ufffd", _CONTROL.sub(" ", _LINE_END.sub("\n", text)))
    text = unicodedata.normalize("NFC", _POSSIBLE_MARKS.sub(lambda found: _fewer_marks(found[0]), text))
    return _POSSIBLE_MARKS.sub(lambda found: _fewer_marks(found[0]), text)


def _fewer_marks(text: str) -> str:
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


@cache
def patterns_of(language: str) -> Patterns:
    """Return the rules of a language, ready to be looked for."""
    return Patterns([rule for rule in RULES if rule.language == language])


def read(text: str, language: str | None = None, published: str | None = None) -> Reading:
    """Return what a text says. `language` is that of the text where it is known, `published` its day."""
    text = normalised(text)
    found, sureness = language_of(text) if language is None else (language, 1.0)
    lexicon = LEXICONS[found]
    sentences = list(islice(sentences_of(text, lexicon.abbreviations, lexicon.starters), MOST_SENTENCES + 1))
    if len(sentences) > MOST_SENTENCES:
        raise TooManySentences
    said = _day(published) or _first_day(sentences, lexicon)
    other = next(language for language in LEXICONS if language != found)
    extraction = Extraction(lexicon, patterns_of(found), said, (LEXICONS[other], patterns_of(other)))
    for sentence in sentences:
        # What is not kept need not be read: a text of promises alone would take the longest.
        if extraction.findings.is_full:
            break
        extraction.read(sentence)
    findings, again = without_repetition(text, extraction.findings.found)
    discourse = extraction.discourse
    return Reading(
        found,
        sureness,
        text,
        _title(sentences),
        None,
        discourse.actors,
        [code for code, _count in discourse.countries.most_common(20)],
        meeting_of(sentences, lexicon, discourse, [one.span for one in findings if one.kind in _OF_WHAT_WILL_BE]),
        findings,
        sorted([*extraction.findings.ignored, *again], key=lambda one: one.span),
    )


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    digits = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published)
    try:
        return date(int(digits[1]), int(digits[2] or 1), int(digits[3] or 1)) if digits else None
    except ValueError:
        return None


def _first_day(sentences: list[Sentence], lexicon: Lexicon) -> date | None:
    """Return the day that a text names first, and not as that of what will be: what it tells of is mostly of that."""
    for sentence in sentences[:12]:
        for found in days_told(sentence.text, sentence.start, sentence.end):
            if len(found.edtf) > len("2025-02") and not _is_ahead(sentence, lexicon, found.start):
                return found.first
    return None


def _is_ahead(sentence: Sentence, lexicon: Lexicon, start: int) -> bool:
    """Return whether what a date says will be: "will open a lane on 1 July 2027"."""
    before = [token for token in sentence.tokens if token.end <= start]
    clause = next((at + 1 for at in range(len(before) - 1, -1, -1) if before[at].text in _BETWEEN_CLAUSES), 0)
    return any(lexicon.is_future(token.low) for token in before[clause:])


def _title(sentences: list[Sentence]) -> str | None:
    """Return the headline: the first heading that has some words."""
    for sentence in sentences[:6]:
        if sentence.is_heading and len(sentence.words.split()) >= 5:  # noqa: PLR2004 - shorter ones are menus
            return " ".join(sentence.words.split())[:300]
    return None
