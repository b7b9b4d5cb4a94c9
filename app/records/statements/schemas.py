"""What clients write of a statement, and ask of the list of statements."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from app.ledger.model.shapes import APastDate, MeetingId, ParticipantId, PledgeId, TopicId
from app.records.base.lists.parameters import RecordQuery, repeated, sorting
from app.records.meetings.schemas import MAX_TOPICS
from app.records.sources.citations import CitedRecord
from app.values.dates import Day
from app.values.texts import Text
from app.vocabulary import StatementKind


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
                    "meeting": "rubio-arevalo-2025-02-05",
                    "said": "2025-02~",
                    "topics": ["asylum"],
                    "about": "guatemala-third-country-repatriation",
                    "citations": [
                        {
                            "source": "guatemala-us-migration-security-ties",
                            "section": "paragraph 9",
                            "quote": {"exact": "has not entered into a “safe third country” agreement"},
                            "speaker": "bernardo-arevalo",
                        }
                    ],
                }
            ]
        }
    )

    kind: StatementKind
    summary: Annotated[Text, Field(description="in our words")]
    speaker: Annotated[
        ParticipantId | None, Field(description="null: unnamed; a citation's attributed_to says more")
    ] = None
    on_behalf_of: Annotated[ParticipantId | None, Field(description="for whom")] = None
    addressed_to: Annotated[ParticipantId | None, Field(description="to whom")] = None
    meeting: MeetingId | None = None
    said: Annotated[APastDate | None, Field(description="when")] = None
    topics: Annotated[list[TopicId], Field(max_length=MAX_TOPICS)] = []
    about: Annotated[PledgeId | None, Field(description="the pledge it speaks of")] = None

    @model_validator(mode="after")
    def _topics_once(self) -> Self:
        self.topics = list(dict.fromkeys(self.topics))
        return self


class StatementQuery(RecordQuery):
    """Filters of the list of statements."""

    kind: repeated(StatementKind, "of the kind")  # type: ignore[valid-type] # made by a function
    speaker: repeated(ParticipantId, "said by the participant")  # type: ignore[valid-type] # made by a function
    on_behalf_of: repeated(ParticipantId, "said for the participant")  # type: ignore[valid-type] # made by a function
    addressed_to: repeated(ParticipantId, "said to the participant")  # type: ignore[valid-type] # made by a function
    participant: repeated(ParticipantId, "said by, for or to the participant")  # type: ignore[valid-type] # made by a function
    under: repeated(ParticipantId, "said by, for or to the participant or anybody that is part of it")  # type: ignore[valid-type] # made by a function
    meeting: repeated(MeetingId, "said at the meeting")  # type: ignore[valid-type] # made by a function
    topic: repeated(TopicId, "on the topic")  # type: ignore[valid-type] # made by a function
    about: repeated(PledgeId, "about the pledge")  # type: ignore[valid-type] # made by a function
    said_from: Annotated[Day | None, Field(description="said on or after the day")] = None
    said_to: Annotated[Day | None, Field(description="said on or before the day")] = None
    sort: sorting("id", "said", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
