from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from rigour.territories import get_territories

from app.values.codes.currencies import is_currency
from app.values.codes.languages import LanguageTag
from app.values.codes.territories import TerritoryCode

Refused = Callable[[TypeAdapter[Any], object], str]
TERRITORY: TypeAdapter[str] = TypeAdapter(TerritoryCode)
LANGUAGE: TypeAdapter[str] = TypeAdapter(LanguageTag)


def test_every_code_of_rigour_but_the_globe_is_a_territory(refused: Refused) -> None:
    codes = {territory.code for territory in get_territories()}
    assert {"gt", "us", "mx", "tw", "xk", "eu", "suhh", "us-ca"} <= codes
    for code in codes - {"zz"}:
        assert TERRITORY.validate_python(code) == code
    assert refused(TERRITORY, "zz") == "territory_unknown"


@pytest.mark.parametrize(
    ("meant", "right"),
    [
        ("GT", "gt"),
        (" gt", "gt"),
        ("US-CA", "us-ca"),
        ("us_ca", "us-ca"),
        ("USA", "us"),
        ("su", "suhh"),
        ("Guatemala", "gt"),
        ("TURKIYE", "tr"),
        ("cote d\u2019ivoire", "ci"),
        ("  São Tomé\tand Principe ", "st"),
        ("Georgia", "ge"),
        ("Georgia (United States of America)", "us-ga"),
        ("United States", "us"),
        ("U.S.", "us"),
        ("UK", "gb"),
        ("uk", "gb"),
        ("Turkey", "tr"),
        ("palestine", "ps"),
        ("State of Palestine", "ps"),
        ("The Gambia", "gm"),
        ("Iran (Islamic Republic of)", "ir"),
        ("Estados Unidos", "us"),
    ],
)
def test_the_right_code_is_named_where_one_is_found(meant: str, right: str) -> None:
    with pytest.raises(ValidationError, match=f"'{right}'"):
        TERRITORY.validate_python(meant)


@pytest.mark.parametrize(
    "bad", ["", "qq", "the", "nowhere", "Global", "ZZ", "\ud800", "\x00", "x" * 10_000, "gt\n", "٢"]
)
def test_other_territories_are_refused(bad: str, refused: Refused) -> None:
    assert refused(TERRITORY, bad) in {"territory_unknown", "territory_form"}


def test_text_longer_than_any_name_is_not_looked_up(refused: Refused) -> None:
    assert refused(TERRITORY, "Guatemala") == "territory_form"
    assert refused(TERRITORY, "Guatemala" + " " * 100) == "territory_unknown"


@pytest.mark.parametrize(
    ("tag", "stored"),
    [
        ("es", "es"),
        ("ES-gt", "es-GT"),
        ("es-419", "es-419"),
        ("zh-hant", "zh-Hant"),
        ("iw", "he"),
        ("en-x-pacta", "en-x-pacta"),
        ("spa", "es"),
    ],
)
def test_languages_are_stored_in_canonical_form(tag: str, stored: str) -> None:
    assert LANGUAGE.validate_python(tag) == stored
    assert LANGUAGE.validate_python(stored) == stored


@pytest.mark.parametrize(
    "bad",
    ["", "xx", "english", "en_GB", "en-", "-en", "en--GB", " en", "en\n", "٢٠", "\ud800", "en-x-" + "a-" * 20, "e"],
)
def test_other_languages_are_refused(bad: str, refused: Refused) -> None:
    assert refused(LANGUAGE, bad) == "language_tag"


@given(st.from_regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-x-[a-z]{1,8})?", fullmatch=True))
def test_canonical_tags_are_their_own(tag: str) -> None:
    try:
        stored = LANGUAGE.validate_python(tag)
    except ValidationError:
        return
    assert LANGUAGE.validate_python(stored) == stored


def test_currencies() -> None:
    assert all(map(is_currency, ["USD", "GTQ", "EUR", "XAF"]))
    assert not any(map(is_currency, ["usd", "US", "", "ABC", "DEM", "XXX", "XTS", "None", "USD\n", "\ud800"]))
