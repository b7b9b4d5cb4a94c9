"""What was found of a text or of several: shares, which add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BOTH, EITHER = "both", "either kind"


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.of + other.of)

    @property
    def percent(self) -> float | None:
        """The share in percent; None of nothing."""
        return 100 * self.right / self.of if self.of else None


@dataclass(frozen=True)
class Found:
    """Precision: how many of what was proposed is right. Recall: how many of what is there was proposed."""

    precision: Share = Share()
    recall: Share = Share()

    def __add__(self, other: "Found") -> "Found":
        return Found(self.precision + other.precision, self.recall + other.recall)


@dataclass
class Score:
    """How well one text was read, or several together."""

    name: str
    found: dict[str, Found] = field(default_factory=dict)
    fields: dict[str, Share] = field(default_factory=dict)
    meeting: dict[str, Share] = field(default_factory=dict)
    participants: Found = Found()
    matched: Share = Share()
    language: Share = Share()
    rules: dict[str, Share] = field(default_factory=dict)
    confidence: dict[str, Share] = field(default_factory=dict)
    sprung: Share = Share()
    ignored: Share = Share()
    repeated: int = 0
    missed: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)


def add(sums: dict[str, Share], shares: Mapping[str, Share]) -> None:
    """Add shares to sums, by their names."""
    for name, share in shares.items():
        sums[name] = sums.get(name, Share()) + share


def together(scores: Iterable[Score]) -> Score:
    """Return the sum of scores, without their lists."""
    total = Score("all")
    for score in scores:
        for name, found in score.found.items():
            total.found[name] = total.found.get(name, Found()) + found
        for sums, shares in (
            (total.fields, score.fields),
            (total.meeting, score.meeting),
            (total.rules, score.rules),
            (total.confidence, score.confidence),
        ):
            add(sums, shares)
        total.participants += score.participants
        total.matched += score.matched
        total.language += score.language
        total.sprung += score.sprung
        total.ignored += score.ignored
        total.repeated += score.repeated
    return total
