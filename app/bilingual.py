"""Texts in both languages, side by side: whoever changes one sees the other."""

from typing import Literal, Self

LanguageCode = Literal["en", "es"]
"""The languages in which Pacta says what it knows."""


class Bilingual(str):  # noqa: SLOT000 - it is kept beside the text
    """An English text with its Spanish beside it. Where nobody asks for Spanish, it is its English."""

    es: str

    def __new__(cls, english: str, spanish: str) -> Self:
        """Make the text equal to its English and keep its Spanish."""
        made = super().__new__(cls, english)
        made.es = spanish
        return made

    def told(self, language: LanguageCode) -> str:
        """Return the text in a language."""
        return self.es if language == "es" else str(self)
