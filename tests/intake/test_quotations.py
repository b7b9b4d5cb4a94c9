"""A quotation is read by the rules of its own language, whatever the language of the text around it."""

import pytest

from app.intake.reading import read
from app.intake.text.languages import ENGLISH, SPANISH
from app.vocabulary import StatementKind

SPANISH_WORDS = "Guatemala capacitará a 300 agentes de aduana antes de julio de 2027"
ENGLISH_WORDS = "Guatemala will train 300 customs officers before the end of July 2027"


@pytest.mark.parametrize(
    ("language", "text", "title", "due"),
    [
        (ENGLISH, f"Minister Raquel Bonilla said: “{SPANISH_WORDS}”.", "Capacitar a 300 agentes", "2027-06-30"),
        (ENGLISH, f"“{SPANISH_WORDS},” Minister Raquel Bonilla said.", "Capacitar a 300 agentes", "2027-06-30"),
        (SPANISH, f"La ministra Raquel Bonilla dijo: “{SPANISH_WORDS}”.", "Capacitar a 300 agentes", "2027-06-30"),
        (SPANISH, f"La ministra Raquel Bonilla dijo: «{ENGLISH_WORDS}».", "Train 300 customs officers", "2027-07"),
    ],
)
def test_a_promise_is_found_in_a_quotation_of_either_language(language: str, text: str, title: str, due: str) -> None:
    reading = read(text, language)
    (found,) = reading.findings
    assert found.kind is None
    assert found.title.startswith(title)
    assert found.due is not None
    assert found.due.edtf == due
    assert found.speaker is not None
    assert reading.actors[found.speaker].name == "Raquel Bonilla"
    assert found.language == (SPANISH if title.startswith("Capacitar") else ENGLISH)


def test_a_quotation_without_a_promise_is_one_statement_of_who_speaks() -> None:
    reading = read("Minister Raquel Bonilla said: “El comercio de los dos países se ha duplicado”.", ENGLISH)
    (found,) = reading.findings
    assert (found.kind, found.is_quoted, found.language) == (StatementKind.CLAIM, True, SPANISH)


def test_a_name_in_another_language_is_no_quotation() -> None:
    (found,) = read("The “Ley de la Paz de los Pueblos” was praised, and Norway will fund it.", ENGLISH).findings
    assert (found.title, found.kind) == ("Fund it", None)
