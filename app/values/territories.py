"""Territories: the codes of `rigour` (OpenSanctions), ISO 3166 and what it lacks, such as xk, eu and past states."""

from functools import cache
from typing import Annotated
from unicodedata import normalize

from rigour.territories import get_territories, get_territory

from app.values._strings import StringType, refuse

# rigour's "Global": no territory in particular, which null says.
_NOWHERE = "zz"
# More than any name in the list, yet little enough that hostile text costs nothing to fold.
_LONGEST_NAME = 100


@cache
def _codes() -> frozenset[str]:
    return frozenset(territory.code for territory in get_territories()) - {_NOWHERE}


def _folded(name: str) -> str:
    # Letters and digits alone: without accents, which NFKD splits off, without spaces and apostrophes of any kind.
    return "".join(filter(str.isalnum, normalize("NFKD", name.casefold())))


@cache
def _codes_by_name() -> dict[str, str]:
    # Countries come last and so keep their names: "Georgia" is ge, not us-ga.
    territories = sorted(get_territories(), key=lambda territory: territory.is_country)
    return {
        _folded(name): territory.code for territory in territories for name in (territory.name, territory.full_name)
    }


def _right_code(text: str) -> str | None:
    if len(text) > _LONGEST_NAME:
        return None
    # get_territory also finds "GT", "USA" and the old code "su".
    territory = get_territory(text)
    meant = territory.code if territory else _codes_by_name().get(_folded(text))
    return meant if meant in _codes() else None


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
