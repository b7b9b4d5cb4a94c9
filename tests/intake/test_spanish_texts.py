"""A Spanish communiqué is read as a whole: who, what, by when, and what is no promise."""

import pytest

from app.intake.reading import read
from app.intake.text.languages import language_of
from app.vocabulary import IntakeReason, StatementKind, Strength

COMMUNIQUE = """El 12 de mayo de 2025, el presidente de Chile, Andrés Soto, se reunió en Lima con la presidenta \
peruana, Marta Quispe. Ambos mandatarios acordaron construir un puente en Tacna antes de 2028 y reducir los \
aranceles en un 10 %.

Perú se comprometió a capacitar a 200 policías. Los cancilleres estudiarán la apertura de un consulado.

“No hemos negociado ninguna base militar”, afirmó Quispe.

Las Partes se comprometen a:
- intercambiar información sobre el crimen organizado;
- crear un grupo de trabajo en los próximos tres meses.

Una fuente diplomática dijo que se firmará un tratado. El acuerdo permitiría aumentar el comercio. Perú no aceptará \
migrantes expulsados."""


def test_it_is_known_for_spanish() -> None:
    assert language_of(COMMUNIQUE)[0] == "es"
    assert language_of("The parties met and agreed on the text that was tabled.")[0] == "en"


def test_promises_have_their_promisors_targets_and_days() -> None:
    reading = read(COMMUNIQUE)
    pledges = {one.title: one for one in reading.findings if one.kind is None}
    assert set(pledges) == {
        "Construir un puente en Tacna antes de 2028", "Reducir los aranceles en un 10 %", "Capacitar a 200 policías",
        "Estudiar la apertura de un consulado", "Intercambiar información sobre el crimen organizado",
        "Crear un grupo de trabajo en los próximos tres meses",
    }  # fmt: skip
    bridge, tariffs = pledges["Construir un puente en Tacna antes de 2028"], pledges["Reducir los aranceles en un 10 %"]
    assert (bridge.collective, bridge.due and bridge.due.edtf) == (2, "2027-12-31")
    assert [(one.direction, one.value, one.unit) for one in tariffs.targets] == [("decrease", "10", "percent")]
    police = pledges["Capacitar a 200 policías"]
    assert [reading.actors[number].territory for number in police.promisors] == ["pe"]
    assert pledges["Estudiar la apertura de un consulado"].strength is Strength.EXPLORATORY
    group = pledges["Crear un grupo de trabajo en los próximos tres meses"]
    assert group.due is not None
    assert (group.due.edtf, IntakeReason.RELATIVE_DUE in group.reasons) == ("2025-08?", True)


def test_what_is_said_and_passed_over_is_told_apart() -> None:
    reading = read(COMMUNIQUE)
    kinds = {one.kind for one in reading.findings if one.kind is not None}
    assert kinds == {StatementKind.DENIAL, StatementKind.FORECAST}
    assert {one.why for one in reading.ignored} == {IntakeReason.HYPOTHETICAL, IntakeReason.NEGATED}
    meeting = reading.meeting
    assert meeting is not None
    assert [reading.actors[number].name for number in meeting.attendees] == ["Andrés Soto", "Marta Quispe"]
    assert (meeting.starts, meeting.place) == ("2025-05-12", "Lima")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Perú capacitará a 200 policías.", "Capacitar a 200 policías"),
        ("El ministro dijo que Perú exploraría la compra de energía.", "Explorar la compra de energía"),
        ("Perú mantendrá abierto el paso.", "Mantener abierto el paso"),
        ("Perú hará públicos los datos.", "Hacer públicos los datos"),
        ("Perú satisfará las solicitudes.", "Satisfacer las solicitudes"),
        ("Perú se sumará a las patrullas.", "Sumarse a las patrullas"),
        ("Los ministros se reunirán en Lima.", "Reunirse en Lima"),
        ("La ministra dijo que se abrirá un puente.", "Se abrirá un puente"),
        ("Perú les entregará los datos.", "Entregará los datos"),
        ("El ministro aseguró que Perú no subirá las tasas.", "No subir las tasas"),
        ("Perú acordó abrir un puente.", "Abrir un puente"),
    ],
)
def test_titles_are_in_the_infinitive_where_it_can_be_told(text: str, title: str) -> None:
    assert [one.title for one in read(text, "es").findings] == [title]
