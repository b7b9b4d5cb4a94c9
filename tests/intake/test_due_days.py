"""By when something is due: what is to be done before a date is due on the last day before it."""

from datetime import date

import pytest

from app.intake.reading import read
from app.intake.text.dates import due_date
from app.intake.text.languages import ENGLISH, SPANISH

SAID = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Chile will open it before July 2027", "2027-06-30"),
        ("Chile will open it before 30 April 2027", "2027-04-29"),
        ("Chile will open it before 2028", "2027-12-31"),
        ("Chile will open it before March", "2027-02-28?"),
        ("Chile will open it on or before 30 April 2027", "2027-04-30"),
        ("Chile will open it by July 2027", "2027-07"),
        ("Chile will open it before the end of July 2027", "2027-07"),
        ("Chile will open it before the end of 2027", "2027"),
        ("Chile will not open it, not before July 2027", None),
        ("Chile lo abrirá antes de julio de 2027", "2027-06-30"),
        ("Chile lo abrirá antes del 30 de abril de 2027", "2027-04-29"),
        ("Chile lo abrirá antes de 2028", "2027-12-31"),
        ("Chile lo abrirá antes de marzo", "2027-02-28?"),
        ("Chile lo abrirá antes de finales de julio de 2027", "2027-07"),
        ("Chile lo abrirá a más tardar en julio de 2027", "2027-07"),
    ],
)
def test_what_is_due_before_a_date_is_due_on_the_last_day_before(words: str, due: str | None) -> None:
    found = due_date(words, 0, len(words), SAID)
    assert (found and found[0]) == due


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "Chile will open a second lane before July 2027."),
        (SPANISH, "Chile abrirá un segundo carril antes de julio de 2027."),
    ],
)
def test_a_promise_keeps_the_words_by_which_it_is_due(language: str, text: str) -> None:
    (found,) = read(text, language).findings
    assert found.due is not None
    assert (found.due.edtf, found.due.words in text) == ("2027-06-30", True)
    assert "2027" in found.due.words
