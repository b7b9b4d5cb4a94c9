"""What clients write of an instrument, and ask of the list of instruments."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import ADate, APastDate, InstrumentId, MeetingId, ParticipantId, TopicId, Written
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordQuery, repeated, repeated_or_null, sorting
from app.records.base.translations import TranslatedText, Translations
from app.records.meetings.schemas import MAX_TOPICS
from app.records.sources.citations import CitedRecord
from app.values.flags import Flag
from app.values.texts import Text, Title
from app.values.times.dates import Day
from app.values.times.possible_dates import not_before
from app.vocabulary import InstrumentKind, InstrumentLinkType, LegalNature, ParticipationStanding

MAX_LINKS = 100


class InstrumentLink(Written):
    """How the instrument is related to another."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"type": "implements", "instrument": "los-angeles-declaration"}]}
    )

    type: InstrumentLinkType
    instrument: InstrumentId


class Instrument(CitedRecord):
    """An adopted text as an entity, whether or not its text is at hand."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Regulation on the border task force",
                    "kind": "regulation",
                    "summary": "An example: no report in the seeds speaks of one.",
                    "adopted": "2025-06",
                    "topics": ["border-security"],
                    "links": [{"type": "implements", "instrument": "los-angeles-declaration"}],
                }
            ]
        }
    )

    title: Title
    kind: InstrumentKind
    summary: Annotated[Text | None, Field(description="in our words")] = None
    legal_nature: Annotated[LegalNature | None, Field(description="null: not judged")] = None
    adopted: Annotated[APastDate | None, Field(description="when the text was agreed, signed or issued")] = None
    in_force: Annotated[
        ADate | None, not_before("adopted"), Field(description="from when on it binds; of a participant: see its acts")
    ] = None
    ended: Annotated[
        ADate | None, not_before("adopted"), not_before("in_force"), Field(description="when it ceased to apply")
    ] = None
    meeting: Annotated[MeetingId | None, Field(description="where it was adopted")] = None
    topics: Annotated[list[TopicId], Field(max_length=MAX_TOPICS)] = []
    links: Annotated[list[InstrumentLink], Field(max_length=MAX_LINKS)] = []
    different_from: different_records("instrument", InstrumentId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedText] = {}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        self.topics = list(dict.fromkeys(self.topics))
        links = [(link.type, link.instrument) for link in self.links]
        if len(set(links)) < len(links):
            code, message = "link_repeated", "links name an instrument twice with one type: name it once"
            raise PydanticCustomError(code, message)
        return self


class InstrumentQuery(RecordQuery):
    """Filters of the list of instruments."""

    kind: repeated(InstrumentKind, "of the kind")  # type: ignore[valid-type] # made by a function
    legal_nature: repeated_or_null(LegalNature, "of the legal nature")  # type: ignore[valid-type] # made by a function
    meeting: repeated(MeetingId, "adopted at the meeting or within it")  # type: ignore[valid-type] # made by a function
    topic: repeated(TopicId, "on the topic")  # type: ignore[valid-type] # made by a function
    amends: repeated(InstrumentId, "amends the instrument")  # type: ignore[valid-type] # made by a function
    replaces: repeated(InstrumentId, "replaces the instrument")  # type: ignore[valid-type] # made by a function
    implements: repeated(InstrumentId, "implements the instrument")  # type: ignore[valid-type] # made by a function
    part_of: repeated(InstrumentId, "is part of the instrument")  # type: ignore[valid-type] # made by a function
    linked_to: repeated(InstrumentId, "linked to the instrument in any of these ways")  # type: ignore[valid-type] # made by a function
    participant: repeated(ParticipantId, "about which the participant did anything")  # type: ignore[valid-type] # made by a function
    standing: repeated(ParticipationStanding, "to which a participant stands so: the one of `participant`")  # type: ignore[valid-type] # made by a function
    reserves: Annotated[
        Flag | None,
        Field(description="to which a participant, the one of `participant`, has reservations; `false`: none"),
    ] = None
    adopted_from: Annotated[Day | None, Field(description="adopted on or after the day")] = None
    adopted_to: Annotated[Day | None, Field(description="adopted on or before the day")] = None
    in_force_on: Annotated[
        Day | None,
        Field(description="in force on the day, and not known to have ended by then"),
    ] = None
    sort: sorting("id", "title", "adopted", "in_force", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
