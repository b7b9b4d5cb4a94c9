"""Promises are found however they are put, and what only looks like one is left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.findings import Reading
from app.intake.reading import read
from app.intake.text.languages import ENGLISH, SPANISH
from app.vocabulary import IntakeReason, StatementKind


def pledged(text: str, language: str) -> list[str]:
    return [one.title for one in read(text, language).findings if one.kind is None]


def named(reading: Reading, numbers: list[int]) -> list[str | None]:
    return [reading.actors[number].territory for number in numbers]


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        (ENGLISH, "Chile will open a school in Arica, will train 20 guards and hopes, in time, to host a summit.", 3),
        (ENGLISH, "Chile undertook in turn to lend a ship and to report every year.", 2),
        (ENGLISH, "Chile will, subject to approval, lend Peru 5 million dollars and, from May, will send a crew.", 2),
        (ENGLISH, "It was agreed that the scheme would be extended and that each side would waive its fees.", 2),
        (ENGLISH, "Chile and Peru set up a council. They agreed on a fund, which will meet twice a year.", 2),
        (SPANISH, "Chile se compromete a suprimir, a más tardar en 2030, las tasas y a reducir los plazos.", 2),
        (SPANISH, "Chile creará, junto con el Perú, un fondo y enviará, de ser posible, dos barcos.", 2),
        (SPANISH, "Se acordó que Chile enviará un barco y que Perú recibirá a diez técnicos.", 2),
    ],
)
def test_each_promise_of_a_sentence_is_one(language: str, text: str, titles: int) -> None:
    assert len(pledged(text, language)) == titles


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "Chile has no plans to open a base."),
        (ENGLISH, "Chile gave no commitment to open a base."),
        (ENGLISH, "Chile denied any plan to open a base."),
        (ENGLISH, "Chile kept its promise to open a school."),
        (ENGLISH, "In 2019 Chile had promised to open a school."),
        (ENGLISH, "The president recalled that Chile had promised to open a school."),
        (ENGLISH, "Chile expects Peru to open a school."),
        (ENGLISH, "Would Chile open a school?"),
        (ENGLISH, "A treaty would be signed by nobody."),
        (ENGLISH, "The minister was due to fly home."),
        (SPANISH, "Chile no tiene ninguna intención de abrir una base."),
        (SPANISH, "Chile cumplió su promesa de abrir una escuela."),
        (SPANISH, "En 2019 Chile había prometido abrir una escuela."),
        (SPANISH, "Esperamos que Perú abra una escuela."),
        (SPANISH, "Chile no abrirá una base."),
    ],
)
def test_what_is_denied_past_or_expected_of_others_is_no_promise(language: str, text: str) -> None:
    assert pledged(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        (ENGLISH, "Chile agreed with Peru not to raise the fees.", "Not to raise the fees"),
        (ENGLISH, "Chile assured Peru that it will not raise the fees.", "Not raise the fees"),
        (SPANISH, "Chile se obliga a no ceder los datos.", "No ceder los datos"),
    ],
)
def test_who_undertakes_not_to_do_something_undertakes_a_restraint(language: str, text: str, title: str) -> None:
    (found,) = [one for one in read(text, language).findings if one.kind is None]
    assert (found.title, found.pledge_kind) == (title, "restraint")


@pytest.mark.parametrize(
    ("language", "text", "promisees", "recipients"),
    [
        (ENGLISH, "Chile promised Peru to open a school.", ["pe"], []),
        (ENGLISH, "The commitment of Chile to Peru to open a school was welcomed.", ["pe"], []),
        (ENGLISH, "Chile agreed to provide Peru with two ships.", [], ["pe"]),
        (ENGLISH, "Chile will open a school in Peru.", [], []),
        (SPANISH, "Chile se comprometió ante Perú a abrir una escuela.", ["pe"], []),
        (SPANISH, "Chile brindará asistencia técnica a Perú.", [], ["pe"]),
    ],
)
def test_whom_a_promise_names_is_told_from_who_receives(
    language: str, text: str, promisees: list[str], recipients: list[str]
) -> None:
    reading = read(text, language)
    found = next(one for one in reading.findings if one.kind is None)
    assert named(reading, found.promisors) == ["cl"]
    assert (named(reading, found.promisees), named(reading, found.recipients)) == (promisees, recipients)


@pytest.mark.parametrize(
    ("text", "owing"),
    [
        ("Ottawa is a city, Canada said.", []),
        ("Canada said that Ottawa would send two ships.", ["ca"]),
        ("Canadian instructors will train 40 officers.", ["ca"]),
        ("The minister arrived in Ottawa, which will host the talks.", []),
    ],
)
def test_who_acts_for_a_country_owes_for_it(text: str, owing: list[str]) -> None:
    reading = read(text, ENGLISH)
    assert [one for found in reading.findings for one in named(reading, found.promisors)] == owing


def test_what_one_promise_says_is_not_said_of_another() -> None:
    text = (
        "On 3 March 2025 Chile met Peru. Chile will lend Peru EUR 45 million by 2027 if the bank agrees, and will "
        "establish a joint council. By 2030, Chile will plant 60 trees."
    )
    lend, council, trees = (one for one in read(text, ENGLISH).findings if one.kind is None)
    assert [one.due and one.due.edtf for one in (lend, council, trees)] == ["2027", None, "2030"]
    assert [bool(one.condition) for one in (lend, council, trees)] == [True, False, False]
    targets = [[(one.measure, one.value, one.unit) for one in found.targets] for found in (lend, council, trees)]
    assert targets == [[("currency", "45000000", "EUR")], [("boolean", "1", None)], [("count", "60", "trees")]]
    assert [one.pledge_kind for one in (lend, council)] == ["financial", "institutional"]


VERBS = st.sampled_from(["open a school", "train guards", "lend two ships", "publish a list"])
ASIDES = st.sampled_from(
    ["", ", in turn,", ", subject to approval,", ", for the first time,", " in principle", " also"]
)
PROMISES = st.sampled_from(["will{} ", "agreed{} to ", "undertook{} to ", "has promised{} to ", "intends{} to "])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(PROMISES, ASIDES, VERBS), min_size=1, max_size=4))
def test_as_many_promises_are_found_as_are_told_whatever_is_put_in(told: list[tuple[str, str, str]]) -> None:
    clauses = [promise.format(aside) + doing for promise, aside, doing in told]
    reading = read("Chile " + " and ".join(clauses) + ".", ENGLISH)
    found = [*(one.title.lower() for one in reading.findings if one.kind is None)]
    again = [one for one in reading.ignored if one.why is IntakeReason.TOLD_AGAIN]
    assert len(found) + len(again) == len(told)
    assert set(found) == {doing for _promise, _aside, doing in told}
    assert all(named(reading, one.promisors) == ["cl"] for one in reading.findings)


@settings(max_examples=100, deadline=None)
@given(ASIDES, VERBS)
def test_what_somebody_will_not_do_is_a_denial(aside: str, doing: str) -> None:
    (found,) = read(f"Chile will{aside} not {doing}.", ENGLISH).findings
    assert found.kind is StatementKind.DENIAL


@pytest.mark.parametrize(
    ("text", "speaker", "collective"),
    [
        ("La Presidenta de Chile, Ana Ruiz, advirtió de que el puente no es seguro.", "Ana Ruiz", None),
        ("Rechazamos toda forma de xenofobia.", None, 0),
        ("Exhortamos a los países de destino a ampliar las vías legales.", None, 0),
    ],
)
def test_who_says_it_is_put_in_between_commas_or_in_the_verb(
    text: str, speaker: str | None, collective: int | None
) -> None:
    reading = read(text, SPANISH)
    (found,) = reading.findings
    assert ((found.speaker is not None and reading.actors[found.speaker].name) or None) == speaker
    assert found.collective == collective
