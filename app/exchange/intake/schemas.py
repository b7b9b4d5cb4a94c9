"""What is sent to be read, and what is proposed of it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.exchange.intake.files import MEDIA_TYPES
from app.http.openapi.schemas import BINARY, REFERENCE
from app.http.routing.strict import JSON
from app.ledger.model.shapes import APastDate, Written
from app.values.links import WebAddress
from app.values.texts import ShortText, Title
from app.vocabulary import IntakeReason, ParticipantKind, SourceKind

Language = Literal["en", "es"]
"""The languages that are read."""

Sureness = Annotated[float, Field(ge=0, le=1, description="how sure it is, from 0 to 1")]
TEXT = (
    "On 4 March 2025 the foreign minister of Kenya, Amina Otieno, met the Norwegian minister Kari Lund in Nairobi. "
    "Norway will fund two field hospitals by the end of 2026. Kenya agreed to open a second crossing at Busia."
)

FILES = {"text/plain": TEXT, "text/html": f"<html><body><article><p>{TEXT}</p></article></body></html>"}
"""Examples of files that are text."""


class GivenSource(Written):
    """What is known of the source of a text; what is left out is looked for in the text."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "communique", "publisher": "Ministry of Foreign Affairs of Kenya"}]}
    )

    kind: SourceKind | None = None
    title: Title | None = None
    author: ShortText | None = None
    publisher: ShortText | None = None
    url: Annotated[WebAddress | None, Field(description="where it is; it is not fetched")] = None
    published: APastDate | None = None

    def completed(self, about: Mapping[str, str | None]) -> Self:
        """Return it with what a file says of itself, as far as that is usable and nothing else is given."""
        found = {name: told for name in type(self).model_fields if (told := getattr(self, name)) is not None}
        for name, told in about.items():
            if told and name not in found:
                with suppress(ValidationError):
                    found |= type(self)(**{name: told}).model_dump(exclude_none=True)  # type: ignore[arg-type] # by name
        return type(self)(**found)


class IntakeBody(Written):
    """A text to be read."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": TEXT, "source": {"kind": "communique", "published": "2025-03-04"}}]}
    )

    text: Annotated[str, Field(min_length=1, max_length=2_097_152, description="the text, as it was published")]
    language: Annotated[Language | None, Field(description="null: found out")] = None
    source: GivenSource = GivenSource()


class Span(BaseModel):
    """Where words stand: code points of `text`, the end not included."""

    start: int
    end: int


class Quotation(Span):
    """A passage of the text, exactly as it stands."""

    text: str


class MatchedParticipant(BaseModel):
    """A participant that may be meant."""

    id: str
    name: str
    kind: ParticipantKind
    confidence: Sureness


class MatchedMeeting(BaseModel):
    """A meeting that may be the same."""

    id: str
    title: str
    confidence: Sureness


class ProposedMeeting(BaseModel):
    """The meeting that the text tells of."""

    draft: dict[str, Any] = Field(description="a meeting, with an id, as a bundle takes it")
    quotation: Quotation
    rule: str
    confidence: Sureness
    matches: list[MatchedMeeting]


class NamedParticipant(BaseModel):
    """Somebody whom the text names, and whom drafts name by `id`."""

    mention: str = Field(description="what it is called in the text")
    id: str = Field(description="by which drafts name it: of the best match, else of the draft")
    quotations: list[Span]
    matches: list[MatchedParticipant]
    draft: dict[str, Any] | None = Field(description="a participant as a bundle takes it, where none is known")


class IntakeCandidate(BaseModel):
    """A pledge or a statement that a rule found."""

    kind: Literal["pledge", "statement"]
    quotation: Quotation
    rule: str = Field(description="the rule that found it: `intake_rules` of the vocabulary")
    confidence: Sureness
    reasons: list[IntakeReason]
    draft: dict[str, Any] = Field(
        description="a pledge or a statement, with an id, as a bundle takes it; a pledge without a promisor "
        "waits for one, and a courtesy for a person to accept it"
    )


class IgnoredPassage(BaseModel):
    """A passage that was looked at and is not proposed."""

    quotation: Quotation
    rule: str
    why: IntakeReason


class Proposal(BaseModel):
    """What is proposed of a text. Nothing of it is saved: `bundle` is what `POST /v1/bundles` takes as it is."""

    language: Language
    language_confidence: Sureness
    text: str = Field(
        description="the text as it was read: with line feeds, without control characters, composed (NFC)"
    )
    source: dict[str, Any] = Field(description="a source, with an id, as a bundle takes it")
    meeting: ProposedMeeting | None
    participants: list[NamedParticipant]
    candidates: list[IntakeCandidate]
    ignored: list[IgnoredPassage]
    bundle: dict[str, list[dict[str, Any]]] = Field(description="all drafts that are whole: a `BundleBody`")


def request_body() -> dict[str, Any]:
    """Return the documentation of the body: JSON with a text, or a file."""
    content: dict[str, Any] = {JSON: {"schema": {"$ref": REFERENCE + IntakeBody.__name__}}}
    for media_type in MEDIA_TYPES:
        schema = {"type": "string"} if media_type in FILES else BINARY
        content[media_type] = {"schema": schema, "example": FILES.get(media_type, "the file")}
    return {"requestBody": {"required": True, "content": content}}
