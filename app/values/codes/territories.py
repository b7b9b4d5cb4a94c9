"""Territories: the codes of `rigour` (OpenSanctions), ISO 3166 and what it lacks, such as xk, eu and past states.

A name in the place of a code is answered with the code: the names are those of rigour, those that the Unicode CLDR has
in English and Spanish, and a few in common use that neither has.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated
from unicodedata import normalize

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from rigour.territories import get_territories, get_territory

from app.values._strings import StringType, refuse

# rigour's "Global": no territory in particular, which null says.
_NOWHERE = "zz"
# More than any name in the list, yet little enough that hostile text costs nothing to fold.
_LONGEST_NAME = 100

ALIKE = 0.8
"""The least similarity (Jaro-Winkler) of a name that may be meant."""

_LANGUAGES = ("es", "en")
_COMMON_NAMES = {
    "america": "us", "bosnia": "ba", "britain": "gb", "burma": "mm", "east timor": "tl", "emirates": "ae",
    "great britain": "gb", "holland": "nl", "hong kong": "hk", "ivory coast": "ci", "macau": "mo", "macedonia": "mk",
    "palestine": "ps", "republic of the congo": "cg", "state of palestine": "ps", "swaziland": "sz", "turkey": "tr",
    "uae": "ae", "uk": "gb", "vatican": "va",
}  # fmt: skip
_ARTICLE = re.compile(r"^\s*the\s+", re.IGNORECASE)
_ADDITION = re.compile(r"\s*\(.*")


@cache
def _codes() -> frozenset[str]:
    return frozenset(territory.code for territory in get_territories()) - {_NOWHERE}


def _folded(name: str) -> str:
    # Letters and digits alone: without accents, which NFKD splits off, without spaces and apostrophes of any kind.
    return "".join(filter(str.isalnum, normalize("NFKD", name.casefold())))


@cache
def _codes_by_name() -> dict[str, str]:
    names = {name: code.lower() for tongue in _LANGUAGES for code, name in Locale(tongue).territories.items()}
    # Countries come last and so keep their names: "Georgia" is ge, not us-ga.
    for territory in sorted(get_territories(), key=lambda territory: territory.is_country):
        names |= {territory.name: territory.code, territory.full_name: territory.code}
    return {_folded(name): code for name, code in (names | _COMMON_NAMES).items() if code in _codes()}


def _right_code(text: str) -> str | None:
    if len(text) > _LONGEST_NAME:
        return None
    # get_territory also finds "GT", "USA" and the old code "su".
    territory = get_territory(text)
    if territory is not None:
        return territory.code if territory.code in _codes() else None
    for name in (text, _ARTICLE.sub("", text), _ADDITION.sub("", text)):
        folded = _folded(name)
        if code := folded if folded in _codes() else _codes_by_name().get(folded):
            return code
    return None


def territory_of(text: str) -> str | None:
    """Return the code of the territory that a text names, in whatever usual spelling; None where it names none."""
    return text if text in _codes() else _right_code(text)


@cache
def _names(language: str) -> Mapping[str, str]:
    """Return what countries are called in a language, folded, with their codes."""
    found = {_folded(name): code.lower() for code, name in Locale(language).territories.items()}
    return {name: code for name, code in found.items() if code in _codes()}


def territories_like(text: str, language: str, most: int = 4) -> Sequence[tuple[str, str]]:
    """Return the codes of the countries whose names in a language are most like a text, with these names."""
    if len(text) > _LONGEST_NAME:
        return ()
    names = _names(language)
    found = process.extract(
        _folded(text), list(names), processor=None, scorer=JaroWinkler.similarity, score_cutoff=ALIKE, limit=most
    )
    codes = [names[name] for name, _score, _place in found]
    return [(code, Locale(language).territories[code.upper()]) for code in codes]


def territory_name(code: str) -> str:
    """Return what a territory is called in English."""
    found = get_territory(code)
    return code if found is None else found.name


def territory_key(code: str) -> str:
    """Return what a state of the territory can be found by, which nobody writes as a name."""
    return f"territory:{code}"


def _code(text: str) -> str:
    if text in _codes():
        return text
    if right := _right_code(text):
        # The code comes from rigour's closed list, not from the input.
        refuse("territory_form", "Write the territory's code in lower case: '{code}'.", code=right)
    return refuse("territory_unknown", "Write a territory's code in lower case, such as gt, us, xk or eu, or null.")


TerritoryCode = Annotated[
    str,
    StringType(
        check=_code,
        description="A territory: ISO 3166-1 alpha-2 in lower case, or another code of `rigour` (xk, eu, us-ca, suhh).",
        examples=("gt", "us", "xk", "eu"),
        min_length=2,
        max_length=7,
        pattern=r"^[a-z]{1,4}(?:-[a-z0-9]{1,4})?$",
    ),
]
"""The code of a territory."""
