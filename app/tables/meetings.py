"""Meetings and who attended them."""

from typing import ClassVar

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    PART_ID_LENGTH,
    Base,
    Checks,
    Citation,
    Classification,
    Different,
    ExternalId,
    Record,
    Tag,
    Translation,
    belongs_to,
    long_text,
    one_of,
    refers_to,
)
from app.vocabulary import AttendanceRole, MeetingForm, MeetingRank, MeetingStatus


class Meeting(Record, Base):
    """A meeting, or what contains meetings."""

    __tablename__ = "meetings"
    title: Mapped[str] = long_text()
    form: Mapped[str] = mapped_column(ordered_string(40))
    rank: Mapped[str | None] = mapped_column(ordered_string(20))
    status: Mapped[str] = mapped_column(ordered_string(20))
    starts: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    starts_first_day: Mapped[str | None] = mapped_column(Day)
    ends: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ends_first_day: Mapped[str | None] = mapped_column(Day)
    place: Mapped[str | None] = long_text()
    country: Mapped[str | None] = mapped_column(ordered_string(20))
    part_of: Mapped[str | None] = refers_to("meetings")
    summary: Mapped[str | None] = long_text()
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    __table_args__ = (
        one_of("form", MeetingForm),
        one_of("rank", MeetingRank),
        one_of("status", MeetingStatus),
        Index(None, "form", "id"),
        Index(None, "rank", "id"),
        Index(None, "status", "id"),
        Index(None, "country", "id"),
        Index(None, "part_of", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "starts_first_day", "id"),
        Index(None, "updated_at", "id"),
    )


class MeetingTopic(Base):
    """A topic of a meeting."""

    __tablename__ = "meeting_topics"
    meeting_id: Mapped[str] = belongs_to("meetings")
    topic: Mapped[str] = refers_to("topics", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "topic", "meeting_id"),)


class Attendance(Base):
    """Somebody attended a meeting, in a role and under the title held that day. Of some, the title alone is known."""

    checks: ClassVar[Checks] = {"known": "participant IS NOT NULL OR title IS NOT NULL"}
    __tablename__ = "attendance"
    meeting_id: Mapped[str] = belongs_to("meetings")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    participant: Mapped[str | None] = refers_to("participants")
    role: Mapped[str] = mapped_column(ordered_string(20))
    on_behalf_of: Mapped[str | None] = refers_to("participants", index=True)
    title: Mapped[str | None] = long_text()
    position: Mapped[int]
    __table_args__ = (
        one_of("role", AttendanceRole),
        UniqueConstraint("meeting_id", "participant", "role"),
        Index(None, "participant", "meeting_id"),
    )


class MeetingTag(Tag, Base):
    """A tag of a meeting."""

    __tablename__ = "meeting_tags"
    meeting_id: Mapped[str] = belongs_to("meetings")
    __table_args__ = (Index(None, "tag", "meeting_id"),)


class MeetingClassification(Classification, Base):
    """What a meeting is in another scheme."""

    __tablename__ = "meeting_classifications"
    meeting_id: Mapped[str] = belongs_to("meetings")
    __table_args__ = (Index(None, "code", "meeting_id"),)


class MeetingExternalId(ExternalId, Base):
    """An external id of a meeting."""

    __tablename__ = "meeting_external_ids"
    meeting_id: Mapped[str] = belongs_to("meetings")
    __table_args__ = (Index(None, "code", "meeting_id"),)


class DifferentMeeting(Different, Base):
    """Another meeting that a meeting looks like, and is not."""

    __tablename__ = "different_meetings"
    meeting_id: Mapped[str] = belongs_to("meetings")
    different_from: Mapped[str] = refers_to("meetings", primary_key=True)
    __table_args__ = (Index(None, "different_from", "meeting_id"),)


class MeetingTranslation(Translation, Base):
    """What a meeting is called in another language."""

    __tablename__ = "meeting_translations"
    meeting_id: Mapped[str] = belongs_to("meetings")


class MeetingCitation(Citation, Base):
    """Where a source speaks of a meeting."""

    __tablename__ = "meeting_citations"
    meeting_id: Mapped[str] = belongs_to("meetings")
