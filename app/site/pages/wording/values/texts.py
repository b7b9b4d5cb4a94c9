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
    if translations := record.get("translations"):
        for tag in translations if language.code not in translations else (language.code,):
            if _is_of(tag, language) and (translated := translations[tag].get(field)):
                return Text(translated, tag, foreign=False)
    return own_text(language, record.get(field), record.get("language"))


def own_text(language: Language, text: str | None, own: str | None) -> Text | None:
    """Return a text of a part of a record in the record's own language: parts are not translated."""
    return None if text is None else Text(text, own, foreign=own is not None and not _is_of(own, language))


def _is_of(tag: str, language: Language) -> bool:
    """Return whether a tag is that of a language, or of how it is written somewhere: `es-GT` is Spanish, too."""
    return tag == language.code or tag.startswith(f"{language.code}-")


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
