"""The languages of the pages, and what each message is in them (GNU gettext's catalogs)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.bilingual import LanguageCode
from app.values.times.words import LOCALES


@dataclass(frozen=True, eq=False)
class Language:
    """A language of the pages: there is one of each, so that words are quickly found by it.

    `prefix` stands before the addresses of its pages, `locale` says how it writes dates and numbers, `name` what it
    calls itself.
    """

    code: LanguageCode
    prefix: str
    locale: Locale
    name: str

    def gettext(self, message: str) -> str:
        """Return a message in this language."""
        return _catalog(self.code).gettext(message)

    def ngettext(self, one: str, several: str, number: int) -> str:
        """Return the message for so many of something in this language."""
        return _catalog(self.code).ngettext(one, several, number)

    def pgettext(self, context: str, message: str) -> str:
        """Return a message that means something else elsewhere in this language."""
        return _catalog(self.code).pgettext(context, message)


ENGLISH = Language("en", "", LOCALES["en"], "English")
SPANISH = Language("es", "/es", LOCALES["es"], "Español")
LANGUAGES: Mapping[str, Language] = {language.code: language for language in (ENGLISH, SPANISH)}


@cache
def _catalog(code: str) -> NullTranslations:
    """Return the catalog of a language. English needs none: messages are their own keys."""
    if code == ENGLISH.code:
        return NullTranslations()
    with (files("app.site.pages") / "translations" / f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    # Compiled here, not into the repository: it takes milliseconds, and nobody forgets it.
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
