"""The rules by which texts are read, as data: in English and in Spanish, over the words of `app.intake.words`."""

from app.intake.rules.english import ENGLISH_RULES
from app.intake.rules.spanish import SPANISH_RULES

RULES = (*ENGLISH_RULES, *SPANISH_RULES)
"""All rules."""
