"""Somebody who says something, and what a finding notes of them."""

from dataclasses import dataclass

from app.intake.findings import Actor, Finding
from app.intake.rules.patterns import Found
from app.vocabulary import StatementKind


@dataclass
class Speech:
    """Somebody told as saying something: who, by which rule, and which words of the sentence those are."""

    found: Found
    actors: list[Actor] | None
    attributed_to: str | None
    first: int
    after: int
    is_quoted: bool = False
    is_used: bool = False
    gives: StatementKind | None = None
    is_own: bool = False
    """Said by "we" or "I": whoever is quoted speaks of itself."""

    is_unnamed: bool = False
    """Nobody knows who it was: an official, sources."""

    def attribute(self, finding: Finding) -> None:
        """Note who says it: by name, or by an office or a description with the country for which it speaks."""
        finding.attributed_to = self.attributed_to
        if self.actors and self.attributed_to is None:
            finding.speaker = self.actors[0].number
        elif self.actors:
            finding.on_behalf_of = self.actors[0].number
