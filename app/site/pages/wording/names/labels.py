"""Words of the vocabulary as people read them, and what they mean."""

from collections.abc import Mapping
from functools import cache

from app.labels import label_of, meaning_of
from app.site.pages.languages import Language
from app.site.vocabulary.fields import list_name
from app.vocabulary import Term


@cache
def _terms() -> Mapping[str, Mapping[str, Term]]:
    return {list_name(terms): {term.value: term for term in terms} for terms in Term.__subclasses__()}


@cache
def label(language: Language, closed_list: str, word: str | None) -> str:
    """Return what a word of a closed list is called: `label("status", "in_progress")`; "" for none.

    Raises:
        KeyError: there is no such list, or no such word in it.
    """
    if word is None:
        return ""
    found: str = getattr(label_of(_terms()[closed_list][word]), language.code)
    return found


@cache
def meaning(language: Language, closed_list: str, word: str) -> str:
    """Return what a word of a closed list means."""
    return meaning_of(_terms()[closed_list][word], language.code)


@cache
def words(_language: Language, closed_list: str) -> tuple[str, ...]:
    """Return the words of a closed list, in its order."""
    return tuple(_terms()[closed_list])


FUNCTIONS = {"label": label, "meaning": meaning, "words": words}
