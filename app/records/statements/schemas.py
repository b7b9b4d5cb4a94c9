"""What clients write of a statement, and ask of the list of statements."""

from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import (
    APastDate,
    MeetingId,
    ParticipantId,
    PledgeId,
    StatementId,
    TopicId,
    Written,
    excludes,
)
from app.records.base.lists.parameters import RecordQuery, repeated, sorting
from app.records.base.translations import TranslatedSummary, Translations
from app.records.meetings.schemas import MAX_TOPICS
from app.records.sources.citations import CitedRecord
from app.values.texts import ShortText, Text
from app.values.times.dates import Day
from app.vocabulary import StatementKind, StatementLinkType

MAX_ABOUT = 100
MAX_LINKS = 100


class AboutPledge(Written):
    """A pledge that a statement speaks of, where it is added to the others."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": "guatemala-border-task-force"}]})

    id: PledgeId


class StatementLink(Written):
    """How a statement is related to another."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"type": "in_reply_to", "statement": "arevalo-clarifies-what-was-discussed"}]}
    )

    type: StatementLinkType
    statement: StatementId


def _one_voice(attributed_to: str | None, info: ValidationInfo) -> str | None:
    if attributed_to is not None and info.data.get("speaker") is not None:
        message = "must be null where speaker says who said it"
        raise PydanticCustomError("one_voice", message)
    return attributed_to


class Statement(CitedRecord):
    """What was said that is not a pledge."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "denial",
                    "summary": "The president stressed that Guatemala had concluded no safe third country agreement.",
                    "speaker": "bernardo-arevalo",
                    "on_behalf_of": "guatemala",
                    "said": "2025-02?",
                    "topics": ["asylum"],
                    "links": [{"type": "confirms", "statement": "arevalo-clarifies-what-was-discussed"}],
                    "citations": [
                        {
                            "source": "guatemala-us-migration-security-ties",
                            "section": "paragraph 9",
                            "quote": {"exact": "has not entered into a “safe third country” agreement"},
                            "speaker": "bernardo-arevalo",
                        }
                    ],
                }
            ],
            **excludes({"speaker": {"type": "string"}, "attributed_to": {"type": "string"}}),
        }
    )

    kind: StatementKind
    summary: Annotated[Text, Field(description="in our words")]
    speaker: Annotated[ParticipantId | None, Field(description="who said it; null: attributed_to, or not known")] = None
    attributed_to: Annotated[
        ShortText | None,
        Field(description="words for a speaker whom sources do not name", examples=["a senior U.S. official"]),
        AfterValidator(_one_voice),
    ] = None
    on_behalf_of: Annotated[ParticipantId | None, Field(description="for whom")] = None
    addressed_to: Annotated[ParticipantId | None, Field(description="to whom")] = None
    meeting: MeetingId | None = None
    channel: Annotated[ShortText | None, Field(description="by what means", examples=["press release"])] = None
    place: Annotated[ShortText | None, Field(description="where it was said")] = None
    said: Annotated[APastDate | None, Field(description="when")] = None
    topics: Annotated[list[TopicId], Field(max_length=MAX_TOPICS)] = []
    about: Annotated[list[PledgeId], Field(max_length=MAX_ABOUT, description="the pledges it speaks of")] = []
    links: Annotated[
        list[StatementLink], Field(max_length=MAX_LINKS, description="how it is related to other statements")
    ] = []
    translations: Translations[TranslatedSummary] = {}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        self.topics, self.about = list(dict.fromkeys(self.topics)), list(dict.fromkeys(self.about))
        links = [(link.type, link.statement) for link in self.links]
        if len(set(links)) < len(links):
            code, message = "links_repeated", "links names a statement twice with one type: name it once"
            raise PydanticCustomError(code, message)
        return self


class StatementQuery(RecordQuery):
    """Filters of the list of statements."""

    kind: repeated(StatementKind, "of the kind")  # type: ignore[valid-type] # made by a function
    speaker: repeated(ParticipantId, "said by the participant")  # type: ignore[valid-type] # made by a function
    on_behalf_of: repeated(ParticipantId, "said for the participant")  # type: ignore[valid-type] # made by a function
    addressed_to: repeated(ParticipantId, "said to the participant")  # type: ignore[valid-type] # made by a function
    participant: repeated(ParticipantId, "said by, for or to the participant")  # type: ignore[valid-type] # made by a function
    under: repeated(ParticipantId, "said by, for or to the participant or anybody that is part of it")  # type: ignore[valid-type] # made by a function
    meeting: repeated(MeetingId, "said at the meeting or within it")  # type: ignore[valid-type] # made by a function
    topic: repeated(TopicId, "on the topic")  # type: ignore[valid-type] # made by a function
    in_reply_to: repeated(StatementId, "answering the statement")  # type: ignore[valid-type] # made by a function
    denies: repeated(StatementId, "denying the statement")  # type: ignore[valid-type] # made by a function
    confirms: repeated(StatementId, "confirming the statement")  # type: ignore[valid-type] # made by a function
    repeats: repeated(StatementId, "repeating the statement")  # type: ignore[valid-type] # made by a function
    linked_to: repeated(StatementId, "answering, denying, confirming or repeating the statement")  # type: ignore[valid-type] # made by a function
    about: repeated(PledgeId, "about the pledge")  # type: ignore[valid-type] # made by a function
    said_from: Annotated[Day | None, Field(description="said on or after the day")] = None
    said_to: Annotated[Day | None, Field(description="said on or before the day")] = None
    sort: sorting("id", "said", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
