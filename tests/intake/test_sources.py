"""Who is named as the source of what a text tells, and who owes what others say: capitals, countries, nobody."""

import pytest

from app.intake.findings import Finding
from app.intake.reading import read
from app.vocabulary import StatementKind


def findings(text: str, language: str = "en") -> list[Finding]:
    return read(text, language).findings


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("According to an official close to the talks, Norway will write off the loan.", "en"),
        ("Norway will write off the loan, according to two officials.", "en"),
        ("Según fuentes diplomáticas que pidieron no ser identificadas, el protocolo estaría listo en marzo.", "es"),
        ("Perú visitará Chile; según un funcionario que pidió el anonimato, eso ocurriría en marzo.", "es"),
    ],
)
def test_what_is_so_according_to_somebody_unnamed_is_a_forecast_that_nobody_owes(text: str, language: str) -> None:
    (found,) = [one for one in findings(text, language) if one.attributed_to is not None]
    assert (found.kind, found.promisors, found.speaker) == (StatementKind.FORECAST, [], None)


def test_according_to_somebody_named_it_is_said_by_that_person() -> None:
    text = "According to Prime Minister Olav Lie, Norway will fund two field hospitals in Moldova."
    reading = read(text, "en")
    (found,) = reading.findings
    assert found.kind is None
    assert [reading.actors[number].name for number in found.promisors] == ["Norway"]
    assert found.speaker is not None
    assert reading.actors[found.speaker].name == "Olav Lie"


@pytest.mark.parametrize(
    "text",
    [
        "Minister Ana Ruiz spoke of a report, according to which Brazil had offered an airfield.",
        "Minister Ana Ruiz said that, according to the forecasts of officials, prices would remain high.",
    ],
)
def test_a_source_of_something_else_says_nothing_of_the_sentence(text: str) -> None:
    assert all(one.rule != "en-according" for one in findings(text))


def test_asking_for_anonymity_demands_nothing() -> None:
    found = findings("La presidenta Ana Ruiz pidió el anonimato.", "es")
    assert all(one.kind is not StatementKind.DEMAND for one in found)
    found = findings("La presidenta Ana Ruiz pidió el cierre del puente.", "es")
    assert [one.kind for one in found] == [StatementKind.DEMAND]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“We will not sign any agreement on bases”, President Ana Ruiz said.", "en"),
        ("“No firmaremos ningún acuerdo sobre bases”, dijo la presidenta Ana Ruiz.", "es"),
    ],
)
def test_what_somebody_says_that_it_will_not_do_is_denied_in_both_languages(text: str, language: str) -> None:
    assert [one.kind for one in findings(text, language)] == [StatementKind.DENIAL]


def test_the_country_of_a_minister_owes_what_its_government_is_said_to_do() -> None:
    text = "El ministro de Seguridad panameño, Frank Amado, anunció que su país compartirá datos de radar."
    reading = read(text, "es")
    (found,) = reading.findings
    assert [reading.actors[number].territory for number in found.promisors] == ["pa"]
    assert [(one.name, one.kind) for one in reading.actors if one.name] == [("Frank Amado", "person")]


def test_a_capital_stands_for_its_government_also_behind_what_commas_put_in() -> None:
    reading = read(
        "Accra, in turn, has agreed to publish the names of the owners. Oslo promised to send two boats.", "en"
    )
    owing = [reading.actors[number].territory for one in reading.findings for number in one.promisors]
    assert owing == ["gh", "no"]


def test_a_commission_that_met_is_one_of_the_countries_of_the_headline() -> None:
    text = (
        "Second joint commission between Kenya and Japan\n\n"
        "The Joint Commission met in Nairobi on 4 and 5 August 2026. Japan will build a port.\n"
    )
    reading = read(text, "en")
    assert reading.meeting is not None
    assert [reading.actors[number].territory for number in reading.meeting.attendees] == ["ke", "jp"]
    assert (reading.meeting.starts, reading.meeting.ends) == ("2026-08-04", "2026-08-05")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chile y Perú crearán un grupo, que se reunirá cada tres meses.", "Reunirse cada tres meses"),
        ("Durante la visita se firmará un convenio.", "Se firmará un convenio"),
    ],
)
def test_a_reflexive_verb_keeps_its_pronoun_in_the_infinitive(text: str, title: str) -> None:
    assert title in {one.title for one in findings(text, "es")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On 9 October 2026 Ghana promised to draw up a plan before the end of the year.", "en"),
        ("El 9 de octubre de 2026 Ghana prometió elaborar un plan antes de fin de año.", "es"),
    ],
)
def test_the_end_of_the_year_is_that_of_the_text(text: str, language: str) -> None:
    (found,) = findings(text, language)
    assert found.due is not None
    assert found.due.edtf == "2026?"
