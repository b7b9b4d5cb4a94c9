"""Lists of what is undertaken: in lines, within a sentence, under numbered paragraphs and within each other."""

import pytest

from app.intake.reading import read
from app.intake.text.languages import ENGLISH, SPANISH
from app.vocabulary import IntakeReason, Strength

NUMBERED = """9. The two sides intend to:

• align their fees by 2030;
• abstain from new tolls.

10. The ministers talked about:

a) the crossing;
b) the tolls.

11. The two sides agreed:

(a) to reopen the crossing at Busia:
• with two lanes;
(b) that Ugandan lorries would be given access to the yard; and
(c) to train guards and build sheds.

The ministers took note of:
- the rain"""


def told(text: str, language: str) -> list[str]:
    reading = read(text, language)
    return [reading.text[slice(*one.span)] for one in reading.findings if one.kind is None]


def test_items_are_owed_under_numbered_paragraphs_and_no_others() -> None:
    reading = read(NUMBERED, ENGLISH)
    assert told(NUMBERED, ENGLISH) == [
        "align their fees by 2030", "abstain from new tolls", "reopen the crossing at Busia", "with two lanes",
        "Ugandan lorries would be given access to the yard", "train guards", "build sheds",
    ]  # fmt: skip
    assert [one.strength for one in reading.findings] == [Strength.INTENTION] * 2 + [Strength.FIRM] * 5
    assert all(one.collective is not None and IntakeReason.LISTED in one.reasons for one in reading.findings)
    assert reading.findings[0].due is not None
    assert [one.due for one in reading.findings[1:]] == [None] * 6


@pytest.mark.parametrize(
    ("language", "text", "items"),
    [
        (ENGLISH, "Kenya committed to: (i) opening a post; (ii) training guards. It rained.", 2),
        (ENGLISH, "Kenya committed to (1) open a post, and (2) train guards", 2),
        (ENGLISH, "Kenya agreed: a) to open a post; b) to train guards; and d) to rest.", 2),
        (ENGLISH, "Kenya thanked (a) the guards; and (b) the post.", 0),
        (ENGLISH, "Kenya agreed to open (a) post.", 1),
        (SPANISH, "Las Partes acordaron: a) la siembra de árboles; b) abrir un puesto, y c) no cobrar tasas.", 3),
        (SPANISH, "Kenia agradeció: a) a los guardias; y b) al puesto.", 0),
    ],
)
def test_items_within_a_sentence(language: str, text: str, items: int) -> None:
    assert len(told(text, language)) == items


def test_a_summit_says_who_we_are() -> None:
    text = (
        "Nosotros, los Jefes de Estado de Chile, Perú y Bolivia, reunidos en Lima;\n\n"
        "Primero. Nos comprometemos a:\n\na) abrir un puesto; y\nb) no cobrar tasas.\n\n"
        "Segundo. Acordamos construir un puente."
    )
    reading = read(text, SPANISH)
    owing = [[reading.actors[number].territory for number in one.promisors] for one in reading.findings]
    assert owing == [["cl", "pe", "bo"]] * 3


def test_what_leads_a_list_and_only_points_at_it_is_no_pledge() -> None:
    assert told("Kenya agreed to take the following steps:\n- open a post\n- train guards", ENGLISH) == [
        "open a post", "train guards",
    ]  # fmt: skip
