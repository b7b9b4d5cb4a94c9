"""Sentences with names in them: whole messages, whose places are filled so that names stay apart from the words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from app.site.pages.languages import ENGLISH, Language
from app.site.pages.wording.values.texts import title_of

Reference = Mapping[str, Any]
"""A record as others refer to it: its id, its name or title, and what it is called in other languages."""

MOST_NAMES = 6
"""Names in one sentence; of more, how many others there are."""

_places = re.compile(r"%\((\w+)\)s").split
_marked = re.compile("\x00([0-9]+)\x00").split
_definite = re.compile(
    "(United (States|Kingdom|Nations|Arab)|Netherlands|Philippines|Bahamas|Maldives|Gambia|Holy See|Northern Triangle"
    "|Armed Forces|(International|National|Central|Federal|European|African) |G[0-9]|[A-Z][a-z]+ (Republic|Union))"
).match
"""English names that stand with an article: "promised to the United States"."""


@dataclass(frozen=True)
class Part:
    """A part of a sentence: words, or a record that the sentence names."""

    text: str
    reference: Reference | None = None


Sentence = Sequence[Part]


def sentence(language: Language, message: str, **places: str | Sequence[Reference]) -> Sentence:
    """Return a translated message with its places filled: by words, or by the names of records."""
    found: list[Part] = []
    for index, piece in enumerate(_places(message)):
        if index % 2 == 0:
            found.append(Part(piece))
            continue
        filled = places[piece]
        found += [Part(filled)] if isinstance(filled, str) else names(language, filled)
    return _joined(found)


def names(language: Language, references: Sequence[Reference]) -> list[Part]:
    """Return names as a list in words: "Guatemala, Mexico and the United States"."""
    shown = references[:MOST_NAMES]
    marks = [f"\x00{index}\x00" for index in range(len(shown))]
    if others := len(references) - len(shown):
        marks.append(language.ngettext("%(number)s other", "%(number)s others", others) % {"number": others})
    found: list[Part] = []
    for index, piece in enumerate(_marked(format_list(marks, locale=language.locale))):
        if index % 2 == 0:
            found.append(Part(piece))
            continue
        reference = shown[int(piece)]
        if language.code == ENGLISH.code and _definite(title_of(language, reference).text):
            found.append(Part("the "))
        found.append(Part("", reference))
    return found


def plain(language: Language, parts: Iterable[Part]) -> str:
    """Return a sentence as text alone."""
    return "".join(part.text if part.reference is None else title_of(language, part.reference).text for part in parts)


def _joined(parts: Iterable[Part]) -> Sentence:
    """Return the parts with neighbouring words in one, beginning with a capital."""
    found: list[Part] = []
    for part in parts:
        if part.reference is None and found and found[-1].reference is None:
            found[-1] = Part(found[-1].text + part.text)
        elif part.text or part.reference is not None:
            found.append(part)
    if found and found[0].reference is None:
        found[0] = Part(found[0].text[:1].upper() + found[0].text[1:])
    return found
