"""Dates, labels, outcomes and addresses as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.site.pages.languages import ENGLISH, SPANISH
from app.site.pages.wording.names.labels import label
from app.site.pages.wording.names.outcomes import SIGNS, outcome, outcome_words
from app.site.pages.wording.values.dates import date_words, day_words, instant_words
from app.site.pages.wording.values.links import outward
from app.site.pages.wording.values.numbers import number
from app.vocabulary import OUTCOMES, Status

DATES = {
    "2025-02-05": ("5 February 2025", "5 de febrero de 2025"),
    "2025-02": ("February 2025", "febrero de 2025"),
    "2025": ("2025", "2025"),
    "2024-02~": ("about February 2024", "hacia febrero de 2024"),
    "2025-02-05?": ("5 February 2025 (date uncertain)", "5 de febrero de 2025 (fecha incierta)"),
    "2024-21": ("spring 2024", "primavera de 2024"),
    "2024-34": ("second quarter of 2024", "segundo trimestre de 2024"),
    "202X": ("between 2020 and 2029", "entre 2020 y 2029"),
    "2025-XX": ("in 2025, the month is not known", "en 2025, no se sabe el mes"),
    "2025-02-XX": ("in February 2025, the day is not known", "en febrero de 2025, no se sabe el día"),
    "2025-02-05/2025-02-12": (
        "from 5 February 2025 to 12 February 2025",
        "de 5 de febrero de 2025 a 12 de febrero de 2025",
    ),
    "2025/..": ("from 2025 on", "desde 2025"),
    "../2025": ("until 2025", "hasta 2025"),
    "[2024,2026]": ("2024 or 2026", "2024 o 2026"),
    "[2024-02..2024-03]": (
        "some time from February 2024 to March 2024",
        "en algún momento de febrero de 2024 a marzo de 2024",
    ),
}


@pytest.mark.parametrize("edtf", DATES)
def test_a_date_in_words(edtf: str) -> None:
    given = {"edtf": edtf, "approximate": "~" in edtf, "uncertain": "?" in edtf}
    assert (date_words(ENGLISH, given), date_words(SPANISH, given)) == DATES[edtf]


def test_days_and_instants_in_words() -> None:
    assert day_words(SPANISH, "2025-02-05") == "5 de febrero de 2025"
    assert instant_words(ENGLISH, "2025-02-05T17:30:00.123456Z") == "5 February 2025, 17:30 UTC"
    assert instant_words(SPANISH, "2025-02-05T23:30:00-02:00") == "6 de febrero de 2025, 01:30 UTC"


def test_a_missing_date_and_number_are_nothing() -> None:
    assert date_words(ENGLISH, None) == number(ENGLISH, None) == label(ENGLISH, "status", None) == ""


def test_numbers_keep_their_digits() -> None:
    assert number(ENGLISH, 1234567.25) == "1,234,567.25"
    assert number(SPANISH, 1234567.25) == "1.234.567,25"


def test_every_status_has_an_outcome_with_a_sign_and_a_name() -> None:
    for status in Status:
        assert status in OUTCOMES[outcome(ENGLISH, status.value)]
    assert SIGNS.keys() == OUTCOMES.keys()
    for language in (ENGLISH, SPANISH):
        assert len({outcome_words(language, name) for name in OUTCOMES}) == len(OUTCOMES)


def test_labels_come_from_the_vocabulary() -> None:
    assert (label(ENGLISH, "status", "in_progress"), label(SPANISH, "status", "in_progress")) == (
        "In progress",
        "En curso",
    )


@given(st.sampled_from(["javascript:", "data:", "vbscript:", "file:", "//", "/", "", "ftp://"]), st.text(max_size=30))
def test_only_the_web_is_linked(scheme: str, rest: str) -> None:
    assert outward(ENGLISH, scheme + rest) is None


def test_an_address_of_the_web_is_linked_as_it_is() -> None:
    assert outward(ENGLISH, "https://example.org/a?b=c") == "https://example.org/a?b=c"
