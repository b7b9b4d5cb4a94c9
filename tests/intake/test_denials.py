"""What somebody denies is neither promised nor said by anybody; what is said beside it is."""

import pytest

from app.intake.findings import Finding, Reading
from app.intake.reading import read
from app.intake.text.languages import ENGLISH, SPANISH
from app.vocabulary import StatementKind


def told(reading: Reading, one: Finding) -> tuple[StatementKind | None, str]:
    return one.kind, reading.text[one.span[0] : one.span[1]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "Secretary Salgado denied that Mexico had offered to take in additional deportees."),
        (ENGLISH, "Mexico rejected claims that it had agreed to pay for the wall."),
        (ENGLISH, "The minister ruled out that Mexico would send troops to Haiti."),
        (ENGLISH, "The minister denied on Monday, in a short statement, that Mexico would send troops."),
        (ENGLISH, "Chancellor Ana Ruiz denied reports that it was agreed that Mexico would take in deportees."),
        (ENGLISH, "The minister denied that Mexico will take in deportees and will pay for it."),
        (SPANISH, "El secretario Salgado negó que México hubiera ofrecido recibir a más deportados."),
        (SPANISH, "El canciller desmintió que Guatemala se hubiera comprometido a recibir a deportados."),
        (SPANISH, "México rechazó las versiones de que acordó pagar el muro."),
        (SPANISH, "La ministra descartó este lunes que Guatemala vaya a enviar tropas."),
        (SPANISH, "La ministra negó que se haya acordado que Guatemala recibirá a deportados."),
    ],
)
def test_what_is_denied_is_a_denial_and_nothing_else(language: str, text: str) -> None:
    assert [one.kind for one in read(text, language).findings] == [StatementKind.DENIAL]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "It was denied that Mexico had agreed to open a lane."),
        (ENGLISH, "It is not true that Mexico promised to take in deportees."),
        (ENGLISH, "It was not agreed that Mexico will open a lane."),
        (ENGLISH, "The minister did not say that Mexico will pay."),
        (ENGLISH, "Rumours that Mexico agreed to take in deportees are old."),
        (ENGLISH, "There is no plan to open a base in Chile."),
        (SPANISH, "No es cierto que Guatemala se comprometió a recibir a deportados."),
        (SPANISH, "No se acordó que México abrirá un carril."),
        (SPANISH, "La ministra no dijo que Guatemala pagará."),
        (SPANISH, "Circulan rumores de que Guatemala acordó recibir a deportados."),
        (SPANISH, "No hay ningún plan de abrir una base en Chile."),
    ],
)
def test_what_nobody_says_is_proposed_as_nothing(language: str, text: str) -> None:
    assert read(text, language).findings == []


@pytest.mark.parametrize(
    ("language", "text", "denied", "promised"),
    [
        (
            ENGLISH,
            "Secretary Salgado denied that Mexico had offered to take in deportees, but said that it will open a lane.",
            "denied that Mexico had offered to take in deportees",
            "Open a lane",
        ),
        (
            ENGLISH,
            "Secretary Salgado denied any deal on transit and pledged to open a lane.",
            "denied any deal on transit",
            "Open a lane",
        ),
        (
            SPANISH,
            "El canciller Ernesto Salgado descartó enviar tropas y prometió abrir un carril.",
            "descartó enviar tropas",
            "Abrir un carril",
        ),
    ],
)
def test_what_is_promised_beside_a_denial_is_promised(language: str, text: str, denied: str, promised: str) -> None:
    reading = read(text, language)
    assert [one.title for one in reading.findings if one.kind is None] == [promised]
    assert [told(reading, one) for one in reading.findings if one.kind] == [(StatementKind.DENIAL, denied)]


@pytest.mark.parametrize("text", ["Mexico reports that it will open a lane.", "Mexico will deny them visas."])
def test_who_reports_or_will_deny_promises(text: str) -> None:
    assert [one.kind for one in read(text, ENGLISH).findings] == [None]
