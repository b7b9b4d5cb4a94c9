"""Languages: BCP 47 tags, stored in their canonical form so that one language has one tag."""

import re
from functools import lru_cache
from typing import Annotated

from app.values._strings import StringType, refuse

# RFC 5646 (4.4.1) asks for 35 characters.
_LONGEST = 35
LANGUAGE_PATTERN = r"^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*$"


@lru_cache(maxsize=1024)
def _canonical(tag: str) -> str | None:
    # Imported late: the library reads the names of all languages first.
    from langcodes import standardize_tag, tag_is_valid  # noqa: PLC0415

    # langcodes also takes underscores, which BCP 47 doesn't know.
    if not re.fullmatch(LANGUAGE_PATTERN, tag) or not tag_is_valid(tag):
        return None
    canonical = standardize_tag(tag)
    return canonical if len(canonical) <= _LONGEST else None


def canonical_language(text: str) -> str | None:
    """Return the canonical form of a language tag, None of what is none."""
    return _canonical(text) if len(text) <= _LONGEST else None


def _tag(text: str) -> str:
    return canonical_language(text) or refuse(
        "language_tag", "Write a BCP 47 language tag with hyphens, such as es, es-419 or en-GB."
    )


LanguageTag = Annotated[
    str,
    StringType(
        check=_tag,
        description="A language as a BCP 47 tag, stored in canonical form (ES-gt becomes es-GT, iw becomes he).",
        examples=("es", "es-GT", "en", "zh-Hant"),
        max_length=_LONGEST,
        pattern=LANGUAGE_PATTERN,
    ),
]
"""The tag of a language."""
