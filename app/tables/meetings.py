"""Meetings and who attended them."""

from sqlalchemy import Boolean, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    ExternalId,
    Record,
    Tag,
    one_of,
    owner,
    refers_to,
)
from app.vocabulary import AttendanceRole, MeetingKind, MeetingStatus


class Meeting(Record, Base):
    """A meeting, or what contains meetings. It is disputed by what its citations say of fields: stored to filter by."""

    __tablename__ = "meetings"
    title: Mapped[str] = mapped_column(Text)
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    kind: Mapped[str] = mapped_column(ordered_string(40))
    status: Mapped[str] = mapped_column(ordered_string(20))
    starts: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    starts_day: Mapped[str | None] = mapped_column(Day)
    ends: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ends_day: Mapped[str | None] = mapped_column(Day)
    place: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(ordered_string(20), index=True)
    part_of: Mapped[str | None] = refers_to("meetings", index=True)
    summary: Mapped[str | None] = mapped_column(Text)
    disputed: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="disputed"))
    __table_args__ = (
        one_of("kind", MeetingKind),
        one_of("status", MeetingStatus),
        Index(None, "kind", "id"),
        Index(None, "status", "id"),
        Index(None, "disputed", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "starts_day", "id"),
        Index(None, "updated_at", "id"),
    )


class MeetingTopic(Base):
    """A topic of a meeting."""

    __tablename__ = "meeting_topics"
    owner: Mapped[str] = owner("meetings")
    topic: Mapped[str] = refers_to("topics", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "topic", "owner"),)


class Attendance(Base):
    """Somebody attended a meeting, in a role and under the title held that day."""

    __tablename__ = "attendance"
    owner: Mapped[str] = owner("meetings")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    participant: Mapped[str] = refers_to("participants")
    role: Mapped[str] = mapped_column(ordered_string(20))
    on_behalf_of: Mapped[str | None] = refers_to("participants", index=True)
    title: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]
    __table_args__ = (
        one_of("role", AttendanceRole),
        UniqueConstraint("owner", "participant", "role"),
        Index(None, "participant", "owner"),
    )


class MeetingTag(Tag, Base):
    """A tag of a meeting."""

    __tablename__ = "meeting_tags"
    owner: Mapped[str] = owner("meetings")
    __table_args__ = (Index(None, "tag", "owner"),)


class MeetingExternalId(ExternalId, Base):
    """An external id of a meeting."""

    __tablename__ = "meeting_external_ids"
    owner: Mapped[str] = owner("meetings")


class MeetingCitation(Citation, Base):
    """Where a source speaks of a meeting."""

    __tablename__ = "meeting_citations"
    owner: Mapped[str] = owner("meetings")
