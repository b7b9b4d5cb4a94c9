"""Texts of records in the language of the page, where they have it, and else in their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.site.pages.languages import Language


@dataclass(frozen=True)
class Text:
    """A text and its language (BCP 47), None where that is not known.

    `foreign` tells that it stands in another language than the page, for want of a translation.
    """

    text: str
    language: str | None
    foreign: bool


def text_of(language: Language, record: Mapping[str, Any], field: str) -> Text | None:
    """Return a field of a record as it is to be read on a page: translated where the record has that."""
    original: str | None = record.get(field)
    translated = (record.get("translations") or {}).get(language.code, {}).get(field)
    own: str | None = record.get("language")
    if translated:
        return Text(translated, language.code, foreign=False)
    return None if original is None else Text(original, own, foreign=own not in {None, language.code})


def own_text(language: Language, text: str | None, own: str | None) -> Text | None:
    """Return a text of a part of a record in the record's own language: parts are not translated."""
    return None if text is None else Text(text, own, foreign=own not in {None, language.code})


LONGEST_TITLE = 160
"""Characters of a text that stands for the title that a statement has not."""


def title_of(language: Language, record: Mapping[str, Any]) -> Text:
    """Return what a record of any collection is called: its title, its name, or the beginning of what was said."""
    found = text_of(language, record, "title") or text_of(language, record, "name")
    if found is not None:
        return found
    told = text_of(language, record, "summary")
    if told is None:
        return Text(record["id"], None, foreign=False)
    shortened = told.text if len(told.text) <= LONGEST_TITLE else f"{told.text[: LONGEST_TITLE - 1].rstrip()}…"
    return Text(shortened, told.language, told.foreign)


FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_of_direction = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def isolated(_language: Language, text: str) -> str:
    """Return a text between marks that keep its direction to itself: for where no element can stand around it."""
    return FIRST_STRONG_ISOLATE + text.translate(_of_direction) + POP_ISOLATE


FUNCTIONS = {
    "isolated": isolated,
    "own_text": own_text,
    "text_of": text_of,
    "title_of": title_of,
}
