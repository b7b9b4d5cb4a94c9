"""The meeting that a text tells of has its own day and place, and not those of what is promised there."""

import pytest

from app.intake.findings import FoundMeeting, Reading
from app.intake.reading import read
from app.intake.text.languages import ENGLISH, SPANISH
from app.vocabulary import StatementKind

LANE = (
    "Mexico will open a second customs lane at Tecún Umán before July 2027, Foreign Secretary Ernesto Salgado said "
    "after talks with Minister Raquel Bonilla in Quetzaltenango on 12 November 2026."
)
CARRIL = (
    "México abrirá un segundo carril aduanero en Tecún Umán antes de julio de 2027, dijo el canciller Ernesto Salgado "
    "tras reunirse con la ministra Raquel Bonilla en Quetzaltenango el 12 de noviembre de 2026."
)


def told(reading: Reading) -> FoundMeeting:
    assert reading.meeting is not None
    return reading.meeting


@pytest.mark.parametrize(("language", "text"), [(ENGLISH, LANE), (SPANISH, CARRIL)])
def test_the_days_and_places_of_promises_are_not_those_of_the_meeting(language: str, text: str) -> None:
    reading = read(text, language)
    meeting = told(reading)
    assert (meeting.starts, meeting.place, meeting.is_planned) == ("2026-11-12", "Quetzaltenango", False)
    assert [reading.actors[number].name for number in meeting.attendees] == ["Ernesto Salgado", "Raquel Bonilla"]


@pytest.mark.parametrize(("language", "text"), [(ENGLISH, LANE), (SPANISH, CARRIL)])
def test_words_that_say_when_somebody_spoke_are_no_statement(language: str, text: str) -> None:
    reading = read(text, language)
    (found,) = reading.findings
    assert found.kind is None
    assert found.speaker is not None
    assert reading.actors[found.speaker].name == "Ernesto Salgado"


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            ENGLISH,
            "Foreign Secretary Ernesto Salgado said after talks with Peru that trade has doubled.",
            "trade has doubled",
        ),
        (
            ENGLISH,
            "Trade has doubled, Foreign Secretary Ernesto Salgado said after talks with Peru.",
            "Trade has doubled",
        ),
        (
            SPANISH,
            "El canciller Ernesto Salgado dijo tras reunirse con la ministra Bonilla que el comercio se ha duplicado.",
            "el comercio se ha duplicado",
        ),
    ],
)
def test_what_is_said_stands_behind_or_before_the_words_that_say_when(language: str, text: str, said: str) -> None:
    reading = read(text, language)
    assert [(one.kind, text[slice(*one.span)]) for one in reading.findings] == [(StatementKind.CLAIM, said)]


def test_a_day_alone_is_surer_than_one_of_several() -> None:
    text = "On 4 March 2025 President Ana Ruiz met Prime Minister Olav Lie in Oslo"
    alone, of_two = (told(read(one, ENGLISH)) for one in (f"{text}.", f"{text}, as on 2 May 2024."))
    assert (alone.starts, of_two.starts) == ("2025-03-04", "2025-03-04")
    assert of_two.confidence < alone.confidence


def test_a_meeting_that_will_be_held_has_no_day_by_which_it_is_due() -> None:
    meeting = told(read("Mexico and Guatemala will hold talks with Belize before July 2027.", ENGLISH))
    assert (meeting.starts, meeting.is_planned) == (None, True)


def test_relative_days_count_from_the_day_of_the_text_and_not_of_a_promise() -> None:
    text = "Mexico will open a lane on 1 July 2027, Foreign Secretary Ernesto Salgado said on 12 November 2026."
    (found,) = read(text, ENGLISH).findings
    assert found.due is not None
    assert found.due.edtf == "2027-07-01"


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        (ENGLISH, "TEGUCIGALPA, 18 November 2026. Minister Ana Ruiz met Minister Olav Lie on Tuesday.", "2026-11-17?"),
        (ENGLISH, "OSLO, 18 November 2026. Minister Ana Ruiz met Minister Olav Lie on Wednesday.", "2026-11-18?"),
        (ENGLISH, "OSLO, 18 November 2026. Minister Ana Ruiz met Minister Olav Lie in Bergen.", "2026-11-18?"),
        (ENGLISH, "OSLO, 1 March 2026. Minister Ana Ruiz met Minister Olav Lie yesterday.", "2026-02-28?"),
        (
            SPANISH,
            "Lima, 12 de noviembre de 2026. Ayer el ministro Olav Lie recibió a la ministra Ana Ruiz.",
            "2026-11-11?",
        ),
        (
            SPANISH,
            "Lima, 12 de noviembre de 2026. El viernes el ministro Olav Lie recibió a la canciller Ruiz.",
            "2026-11-06?",
        ),
    ],
)
def test_a_weekday_is_the_last_one_before_the_day_of_the_text(language: str, text: str, day: str) -> None:
    assert told(read(text, language)).starts == day
