"""What records are called in other languages than their own, and their summaries there."""

from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo

from app.ledger.model.shapes import Written
from app.values._strings import refuse
from app.values.codes.languages import LANGUAGE_PATTERN, canonical_language
from app.values.texts import Text, Title

MAX_TRANSLATIONS = 50


class TranslatedName(Written):
    """The name in another language."""

    name: Title


class TranslatedTitle(Written):
    """The title in another language."""

    title: Title


class TranslatedSummary(Written):
    """The summary in another language."""

    summary: Text


class TranslatedText(Written):
    """The title in another language, and the summary where it is translated."""

    title: Title
    summary: Text | None = None


def _by_language(value: object) -> object:
    if not isinstance(value, Mapping):
        refuse("translations_form", "Write an object whose members are named by language, such as es or en-GB.")
    if len(value) > MAX_TRANSLATIONS:
        refuse("translations_many", "Write at most {limit} translations.", limit=MAX_TRANSLATIONS)
    # Checked here, not as the type of the keys: Pydantic would put a bad key, which is input, into the error's place.
    found = {}
    for key, translation in value.items():
        language = canonical_language(key) if isinstance(key, str) else None
        if language is None:
            refuse("translations_language", "Name translations by BCP 47 language tags, such as es, es-419 or en-GB.")
        if language in found:
            refuse("translations_twice", "Write one translation a language: two tags mean the same.")
        found[language] = translation
    return found


def _not_its_own(value: Mapping[str, BaseModel], info: ValidationInfo) -> Mapping[str, BaseModel]:
    if info.data.get("language") in value:
        refuse("translation_of_itself", "must leave out the language that the record itself is in: see language")
    return value


Translated = TypeVar("Translated", bound=Written)

Translations = Annotated[
    dict[str, Translated],
    BeforeValidator(_by_language),
    AfterValidator(_not_its_own),
    Field(
        description=f"In other languages, by BCP 47 tag; at most {MAX_TRANSLATIONS}.",
        json_schema_extra={"propertyNames": {"pattern": LANGUAGE_PATTERN}, "maxProperties": MAX_TRANSLATIONS},
    ),
]
"""What a record is called in other languages."""
