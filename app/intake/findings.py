"""What reading finds: who is named, what was pledged and said, and what was passed over."""

from dataclasses import asdict, dataclass, field
from typing import Any

from app.vocabulary import IntakeReason, Origin, Precision, StatementKind, Strength

MOST_FINDINGS = 1_000
"""Findings of a text; and passages of it that are told as passed over."""

Span = tuple[int, int]
"""Where words stand: code points of the text, the end not included."""


@dataclass
class Actor:
    """Somebody whom a text names, by all its mentions.

    `number` is by which others name it; `territory` the country that it is or belongs to, as far as the text says.
    """

    number: int
    kind: str
    name: str
    territory: str | None = None
    role: str | None = None
    of: str | None = None
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Due:
    """When something is due: in EDTF, and in the words of the text."""

    edtf: str | None
    words: str


@dataclass(frozen=True)
class FoundTarget:
    """A number that something is to reach or change by."""

    indicator: str
    measure: str
    direction: str
    value: str
    unit: str | None = None
    upper: str | None = None


@dataclass
class Finding:
    """A passage that says what was pledged or said. Who is named stands as the numbers of actors."""

    span: Span
    rule: str
    confidence: float
    title: str
    kind: StatementKind | None = None
    """The kind of a statement; None: a pledge."""

    reasons: list[IntakeReason] = field(default_factory=list)
    promisors: list[int] = field(default_factory=list)
    collective: int | None = None
    """All who meet owe it: how many they are, 0 where it is not said."""

    is_joint: bool = False
    beneficiaries: list[int] = field(default_factory=list)
    promisees: list[int] = field(default_factory=list)
    """Who is named as promised to."""

    recipients: list[int] = field(default_factory=list)
    """Who receives what is promised to be given: promised to, where no talks of two sides say otherwise."""

    implementers: list[int] = field(default_factory=list)
    origin: Origin | None = None
    strength: Strength | None = None
    precision: Precision | None = None
    pledge_kind: str | None = None
    speaker: int | None = None
    attributed_to: str | None = None
    """Words for a speaker who is not named."""

    on_behalf_of: int | None = None
    """The country of an office whose holder is not named."""

    is_quoted: bool = False
    condition: str | None = None
    due: Due | None = None
    targets: list[FoundTarget] = field(default_factory=list)
    paragraph: int = 0
    part_of: int | None = None
    """The place among the findings of the one that it is a part of."""

    @property
    def language(self) -> str:
        """Return the language of its words, by the rule that found it: a quotation may have another than the text."""
        return self.rule.partition("-")[0]


@dataclass(frozen=True)
class Ignored:
    """A passage that was looked at and is not proposed, and why."""

    span: Span
    rule: str
    why: IntakeReason


@dataclass
class Findings:
    """What is kept of a text while it is read, at most `MOST_FINDINGS` of each sort."""

    found: list[Finding] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Return whether no more is kept of what is proposed."""
        return len(self.found) >= MOST_FINDINGS

    def add(self, finding: Finding) -> None:
        """Keep a finding, with its confidence held between nothing and certainty."""
        finding.confidence = round(max(0.05, min(finding.confidence, 0.99)), 2)
        if len(self.found) < MOST_FINDINGS:
            self.found.append(finding)

    def ignore(self, span: Span, rule: str, why: IntakeReason) -> None:
        """Keep that a passage was looked at, and why it is not proposed."""
        if len(self.ignored) < MOST_FINDINGS:
            self.ignored.append(Ignored(span, rule, why))


@dataclass
class FoundMeeting:
    """The meeting that a text tells of."""

    span: Span
    rule: str
    confidence: float
    form: str
    attendees: list[int] = field(default_factory=list)
    starts: str | None = None
    ends: str | None = None
    place: str | None = None
    country: str | None = None
    is_planned: bool = False


@dataclass
class Reading:
    """All that was found in a text."""

    language: str
    language_confidence: float
    text: str
    title: str | None
    published: str | None
    actors: list[Actor]
    territories: list[str]
    """The countries that are named, the most often and earliest named first."""

    meeting: FoundMeeting | None
    findings: list[Finding]
    ignored: list[Ignored]

    def as_values(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)
