"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.codes.territories import territories_like
from app.values.times.edtf import span
from app.values.times.typed_dates import LONGEST, typed_dates
from app.values.times.words import LOCALES, day_words

MEANT = {
    "12 November 2026": ["2026-11-12"],
    "12 de noviembre de 2026": ["2026-11-12"],
    "Nov 12, 2026": ["2026-11-12"],
    "12-Nov-2026": ["2026-11-12"],
    "the 3rd of May 2025": ["2025-05-03"],
    "el 3 de mayo del 2025": ["2025-05-03"],
    "1 SETIEMBRE 2025": ["2025-09-01"],
    "ene. 2025": ["2025-01"],
    "March 2026": ["2026-03"],
    "12 November 2026 ?": ["2026-11-12?"],
    "marzo de 2026~": ["2026-03~"],
    "2026/1/5": ["2026-01-05"],
    "2026.01.05": ["2026-01-05"],
    "31/03/2026": ["2026-03-31"],
    "03/31/2026": ["2026-03-31"],
    "05/05/2026": ["2026-05-05"],
    "3/2026": ["2026-03"],
    "03/04/2026": ["2026-04-03", "2026-03-04"],
    "2025-02-05/2025-02-12": ["2025-02-05/2025-02-12"],
    "[2024,2026]": ["[2024,2026]"],
    "2026": ["2026"],
    "03/04/26": [],
    "31 February 2026": [],
    "13/13/2026": [],
    "tomorrow": [],
    "12 Foo 2026": [],
    "": [],
    "1" * (LONGEST + 1): [],
}


@pytest.mark.parametrize("typed", MEANT)
def test_what_people_type_is_a_date_of_theirs(typed: str) -> None:
    assert list(typed_dates(typed)) == MEANT[typed]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_in_words_is_that_day(day: date) -> None:
    for language in LOCALES:
        assert list(typed_dates(day_words(language, day))) == [day.isoformat()]


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_date_in_edtf_or_none(typed: str) -> None:
    for one in typed_dates(typed):
        span(one)


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [("Guatamala", "en", ("gt", "Guatemala")), ("Estado Unidos", "es", ("us", "Estados Unidos"))],
)
def test_a_country_is_found_by_a_name_like_its_own(typed: str, language: str, first: tuple[str, str]) -> None:
    assert territories_like(typed, language)[0] == first
    assert not territories_like("xqxqxqxq", language)
    assert not territories_like("Guatemala" * 20, language)
