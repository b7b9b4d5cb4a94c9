"""What the API refuses with, in the language of the page: every message and every code that a form can show."""

import re
from collections.abc import Iterator
from functools import cache

from app.site.pages.languages import Language
from app.site.pages.wording.sentences.details import OF_DETAILS
from app.site.pages.wording.sentences.record_faults import OF_CODES, OF_MODELS, OF_RULES
from app.site.pages.wording.sentences.value_faults import OF_VALUES

PLACE = re.compile(r"\\{([a-z]+)\\}")
"""Where a message names what it is about, in its escaped form."""


def fault_words(language: Language, message: str) -> str | None:
    """Return a message of the API in the language of the page; None for one that has no words in it."""
    for template, pattern in _patterns():
        if found := pattern.fullmatch(message):
            return language.gettext(template).format(**found.groupdict())
    return None


def code_words(language: Language, problem_type: str) -> str | None:
    """Return what a refusal means, by the address of its problem's type; None for one that no form is refused with."""
    words = OF_CODES.get(problem_type.rpartition("/")[2])
    return None if words is None else language.gettext(words)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return list(_made())


def _made() -> Iterator[tuple[str, re.Pattern[str]]]:
    for template in (*OF_VALUES, *OF_MODELS, *OF_RULES, *OF_DETAILS):
        yield template, re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(template)), re.DOTALL)
