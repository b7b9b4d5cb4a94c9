"""Words of closed lists as options of fields."""

from collections.abc import Iterable

from app.site.pages.editing.fields import Option
from app.site.pages.languages import Language
from app.site.pages.wording.names.labels import label, words


def options(language: Language, closed_list: str, *, chosen: Iterable[str] | None = None) -> list[Option]:
    """Return the words of a closed list, or those `chosen` of it, as they are called."""
    return [Option(word, label(language, closed_list, word)) for word in chosen or words(language, closed_list)]


def with_none(language: Language, found: list[Option], words: str = "") -> list[Option]:
    """Return options with that of choosing none before them."""
    return [Option("", words or language.gettext("not said")), *found]
