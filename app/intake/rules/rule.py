"""A rule: the words by which it is known that somebody undertakes, foretells or says something."""

from dataclasses import dataclass
from enum import StrEnum

from app.bilingual import Bilingual
from app.vocabulary import IntakeReason, Origin, StatementKind, Strength


class Subject(StrEnum):
    """Where the words stand that say who does it."""

    BEFORE = "before"
    OWNER = "owner"
    """Whose commitment it is: "Guatemala's commitment", "su compromiso"."""
    WITHIN = "within"
    """Within what follows: "will be met with full U.S. support"."""
    NONE = "none"


@dataclass(frozen=True)
class Rule:
    """A rule. `patterns` say which words it goes by, `gives` what it finds; the rest says what follows of it.

    A pattern is a row of words: `a|b` is one of several, `word?` may be missing, `word*` may stand several times, and
    `<verb>` is a word of a class (`word_classes`). `~` stands where the words begin that say what is to be done.
    """

    name: str
    meaning_en: str
    meaning_es: str
    patterns: tuple[str, ...]
    gives: StatementKind | None = None
    """The kind of a statement; None: a pledge."""

    subject: Subject = Subject.BEFORE
    origin: Origin | None = None
    strength: Strength | None = None
    confidence: float = 0.7
    needs_be: bool = False
    """A form of "to be" must stand before it."""

    needs_doing: bool = False
    """What follows must name a doing: else nobody undertakes anything."""

    is_passive: bool = False
    is_outset: bool = False
    """It introduces what else is said: "announced that …"."""

    reason: IntakeReason | None = None
    examples: tuple[str, ...] = ()
    """Sentences of our own in which it finds something."""

    counterexamples: tuple[str, ...] = ()
    """Sentences that look alike, in which it finds nothing."""

    @property
    def meaning(self) -> Bilingual:
        """Return what it finds, in both languages."""
        return Bilingual(self.meaning_en, self.meaning_es)

    @property
    def language(self) -> str:
        """Return the language, by the beginning of its name."""
        return self.name.partition("-")[0]
