"""The rules by which texts are read, as they are applied."""

from collections.abc import Iterator

from app.bilingual import LanguageCode
from app.intake.rules import ALL_RULES
from app.intake.rules.structure import MEETINGS
from app.site.vocabulary.schemas import IntakeRule


def intake_rules(language: LanguageCode) -> Iterator[IntakeRule]:
    """Yield the rules, explained in a language."""
    for rule in ALL_RULES:
        yield IntakeRule(
            name=rule.name,
            language="es" if rule.language == "es" else "en",
            meaning=rule.meaning.told(language),
            gives="meeting" if rule in MEETINGS else "pledge" if rule.gives is None else rule.gives.value,
            strength=rule.strength,
            origin=rule.origin,
            confidence=rule.confidence,
            examples=list(rule.examples),
            counterexamples=list(rule.counterexamples),
        )
