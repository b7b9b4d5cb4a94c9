"""The rules by which texts are read, as data: in English and in Spanish, over the words of `app.intake.words`."""

from app.intake.rules.english import ENGLISH_RULES
from app.intake.rules.rule import Rule
from app.intake.rules.spanish import SPANISH_RULES
from app.intake.rules.structure import ACCORDING, DENIALS, LISTS, MEETINGS

RULES: tuple[Rule, ...] = (*ENGLISH_RULES, *SPANISH_RULES)
"""All rules that go by words."""

ALL_RULES: tuple[Rule, ...] = (*RULES, *LISTS, *DENIALS, *ACCORDING, *MEETINGS)
"""All rules, as they are published."""
