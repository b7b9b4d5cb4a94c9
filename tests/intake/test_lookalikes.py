"""What looks like a country or a due date, and is none."""

import pytest

from app.intake.reading import read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Uruguay will contribute US$ 2.5 million to the stations."),
        ("en", "Uruguay will contribute US$2.5 million to the stations."),
        ("es", "Chile aportará US$ 3 millones a las estaciones."),
    ],
)
def test_a_sign_of_money_is_no_country(language: str, text: str) -> None:
    (found,) = read(text, language).findings
    assert list(found.beneficiaries) == []


def test_a_country_beside_money_is_one() -> None:
    (found,) = read("Uruguay will give the US 2.5 million dollars.", "en").findings
    assert len(found.beneficiaries) == 1


@pytest.mark.parametrize(
    ("language", "text", "due"),
    [
        ("en", "Uruguay will reduce its fees by 15 per cent from 1 January 2027.", None),
        ("en", "Peru will publish soundings every month from January 2027.", None),
        ("es", "Chile reducirá las tasas a partir del 1 de enero de 2027.", None),
        ("es", "Chile publicará los datos desde enero de 2027.", None),
        ("en", "Peru will open two posts from January 2027 until June 2027.", "2027-06"),
        ("en", "Peru will open two posts by January 2027.", "2027-01"),
    ],
)
def test_the_day_on_which_something_begins_is_not_the_day_by_which_it_is_due(
    language: str, text: str, due: str | None
) -> None:
    (found,) = read(text, language).findings
    assert (found.due.edtf if found.due else None) == due
