"""What clients write of a meeting, and ask of the list of meetings."""

from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import ADate, MeetingId, ParticipantId, TopicId, Values, Written, names_one_of
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordQuery, repeated, repeated_or_null, sorting
from app.records.base.translations import TranslatedText, Translations
from app.records.sources.citations import CitedRecord
from app.tables.base import PART_ID_LENGTH
from app.values.codes.territories import TerritoryCode
from app.values.identifiers import PartId, slug
from app.values.texts import ShortText, Text, Title
from app.values.times.dates import Day
from app.values.times.possible_dates import has_begun, not_before
from app.vocabulary import AttendanceRole, MeetingForm, MeetingRank, MeetingStatus

MAX_TOPICS = 20
MAX_ATTENDANCE = 500


class Attendance(Written):
    """The attendance of a participant, in a role and under the title held that day; or of an office, by its title."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"participant": "united-states", "role": "visitor"},
                {"title": "Minister of Defence", "on_behalf_of": "guatemala"},
            ],
            **names_one_of("participant", "title"),
        }
    )

    id: Annotated[
        PartId | None, Field(description="derived from participant (else on_behalf_of) and role where none is given")
    ] = None
    participant: Annotated[
        ParticipantId | None, Field(description="null where sources name the office alone: then title says which")
    ] = None
    role: AttendanceRole = AttendanceRole.PARTICIPANT
    on_behalf_of: Annotated[ParticipantId | None, Field(description="for whom")] = None
    title: Annotated[ShortText | None, Field(description="the title held that day")] = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.participant is None and self.title is None:
            code = "attendance_of_nobody"
            message = "needs participant, or title where sources name an office alone"
            raise PydanticCustomError(code, message)
        return self


def attendance_id(attendance: Values) -> str:
    """Return the id that an attendance gets of its participant, or on whose behalf it was, and of its role."""
    who = attendance["participant"] or attendance["on_behalf_of"] or "office"
    return slug(f"{who} {attendance['role']}", PART_ID_LENGTH)


def who_attended(attendance: Values) -> tuple[str, ...]:
    """Return what no two attendances of a meeting share: who it was, and in which role."""
    if attendance["participant"] is not None:
        return attendance["participant"], attendance["role"]
    return "", attendance["role"], attendance["title"], attendance["on_behalf_of"] or ""


def _held_has_begun(starts: str | None, info: ValidationInfo) -> str | None:
    if info.data.get("status") == MeetingStatus.HELD and starts is not None and not has_begun(starts):
        message = "must not begin later than today anywhere on Earth (UTC+14) where status is held; planned may"
        raise PydanticCustomError("held_to_come", message)
    return starts


class Meeting(CitedRecord):
    """A meeting, or what contains meetings: a tour, a conference."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Talks between Secretary Rubio and President Arévalo",
                    "form": "meeting",
                    "rank": "ministers",
                    "status": "held",
                    "starts": "2025-02-05",
                    "ends": "2025-02-05",
                    "place": "Palacio Nacional de la Cultura",
                    "country": "gt",
                    "part_of": "rubio-central-america-tour",
                    "topics": ["border-security", "deportation-and-return"],
                    "attendance": [
                        {
                            "participant": "bernardo-arevalo",
                            "role": "host",
                            "on_behalf_of": "guatemala",
                            "title": "President of Guatemala",
                        },
                        {
                            "participant": "marco-rubio",
                            "role": "visitor",
                            "on_behalf_of": "united-states",
                            "title": "U.S. Secretary of State",
                        },
                    ],
                    "citations": [
                        {
                            "source": "us-guatemala-strategic-cooperation",
                            "section": "paragraph 5",
                            "quote": {"exact": "February 5, 2025 at the Palacio Nacional de la Cultura"},
                            "voice": "document",
                            "account": {"field": "starts", "value": "5 February 2025", "conflicts": False},
                        }
                    ],
                }
            ]
        }
    )

    title: Title
    form: MeetingForm
    rank: Annotated[MeetingRank | None, Field(description="the highest rank on the sides; null: not known")] = None
    status: MeetingStatus
    starts: Annotated[ADate | None, AfterValidator(_held_has_begun)] = None
    ends: Annotated[ADate | None, not_before("starts")] = None
    place: ShortText | None = None
    country: TerritoryCode | None = None
    part_of: Annotated[MeetingId | None, Field(description="the tour or conference that contains it")] = None
    topics: Annotated[list[TopicId], Field(max_length=MAX_TOPICS)] = []
    summary: Annotated[Text | None, Field(description="in our words")] = None
    attendance: Annotated[list[Attendance], Field(max_length=MAX_ATTENDANCE)] = []
    different_from: different_records("meeting", MeetingId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedText] = {}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        self.topics = list(dict.fromkeys(self.topics))
        named = [who_attended(attendance.values()) for attendance in self.attendance]
        if len(set(named)) < len(named):
            code, message = "attendance_repeated", "attendance names somebody twice in one role: name it once"
            raise PydanticCustomError(code, message)
        return self


class MeetingQuery(RecordQuery):
    """Filters of the list of meetings."""

    meeting_form: repeated(MeetingForm, "of the form")  # type: ignore[valid-type] # made by a function
    rank: repeated_or_null(MeetingRank, "of the rank")  # type: ignore[valid-type] # made by a function
    status: repeated(MeetingStatus, "with the status")  # type: ignore[valid-type] # made by a function
    topic: repeated(TopicId, "on the topic")  # type: ignore[valid-type] # made by a function
    participant: repeated(ParticipantId, "attended by the participant, or on its behalf")  # type: ignore[valid-type] # made by a function
    under: repeated(ParticipantId, "attended by the participant or anybody that is part of it")  # type: ignore[valid-type] # made by a function
    country: repeated(TerritoryCode, "in the country")  # type: ignore[valid-type] # made by a function
    part_of: repeated(MeetingId, "contained in the meeting")  # type: ignore[valid-type] # made by a function
    starts_from: Annotated[Day | None, Field(description="began on or after the day")] = None
    starts_to: Annotated[Day | None, Field(description="began on or before the day")] = None
    sort: sorting("id", "title", "starts", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
