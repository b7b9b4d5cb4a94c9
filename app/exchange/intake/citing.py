"""Citations of passages of a text, and in whose words they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange.intake.cast import Cast, line
from app.intake.findings import Finding, Reading
from app.ledger.model.shapes import Values
from app.vocabulary import SourceKind, Voice

QUOTED_BEFORE = 40


def citation(reading: Reading, source: str, span: tuple[int, int], paragraph: int | None = None) -> Values:
    """Return a citation of a passage, with what stands before it where the same words stand twice."""
    exact = reading.text[span[0] : span[1]]
    quote: Values = {"exact": exact}
    if reading.text.find(exact) != reading.text.rfind(exact):
        before = reading.text[max(0, span[0] - QUOTED_BEFORE) : span[0]]
        if before.strip():
            quote["prefix"] = before.strip()
    cited: Values = {"source": source, "quote": quote}
    if paragraph:
        cited["section"] = f"paragraph {paragraph}"
    return cited


ADOPTED = frozenset(
    {
        SourceKind.COMMUNIQUE,
        SourceKind.TREATY_TEXT,
        SourceKind.LEGISLATION,
        SourceKind.RESOLUTION,
        SourceKind.COURT_DECISION,
        SourceKind.BUDGET,
    }
)
"""Sources that are the adopted text itself: coding rule 24 of the seeds."""


def own_voice(kind: str) -> Voice:
    """Return in whose words a source of a kind says what it says itself, in nobody's name."""
    return Voice.DOCUMENT if kind in ADOPTED else Voice.REPORTER


@dataclass(frozen=True)
class Setting:
    """What all drafts of a text share: its source, the voice of that, its meeting, the day, and the sides."""

    source: str
    voice: Voice
    meeting: str | None
    day: str | None
    sides: Sequence[str]


def voiced(cast: Cast, finding: Finding, setting: Setting) -> Values:
    """Return the citation of a finding with in whose words it is."""
    cited = citation(cast.reading, setting.source, finding.span, finding.paragraph)
    if finding.attributed_to is not None:
        return {**cited, "attributed_to": line(finding.attributed_to)}
    if finding.speaker is not None and (speaker := cast.id_of(finding.speaker)):
        return {**cited, "speaker": speaker}
    return {**cited, "voice": setting.voice}
