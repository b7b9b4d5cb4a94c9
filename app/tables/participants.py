"""Participants: persons, states, bodies and groups, with offices and membership."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
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
from app.vocabulary import ParticipantKind


class Participant(Record, Base):
    """Somebody who can attend, speak or be party to a pledge."""

    __tablename__ = "participants"
    kind: Mapped[str] = mapped_column(ordered_string(40))
    name: Mapped[str] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(ordered_string(300))
    country: Mapped[str | None] = mapped_column(ordered_string(20), index=True)
    wikidata_id: Mapped[str | None] = mapped_column(ordered_string(20), index=True)
    __table_args__ = (
        one_of("kind", ParticipantKind),
        Index(None, "kind", "id"),
        Index(None, "sort_name", "id"),
        Index(None, "updated_at", "id"),
    )


class ParticipantName(Base):
    """Another name of a participant."""

    __tablename__ = "participant_names"
    owner: Mapped[str] = owner("participants")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(ordered_string(35))


class Membership(Base):
    """A body is part of a state, a state of a group."""

    __tablename__ = "memberships"
    owner: Mapped[str] = owner("participants")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    participant: Mapped[str] = refers_to("participants")
    start: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    end: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    __table_args__ = (Index(None, "participant", "owner"),)


class Office(Base):
    """An office that a person held."""

    __tablename__ = "offices"
    owner: Mapped[str] = owner("participants")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str | None] = refers_to("participants", index=True)
    start: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    end: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    position: Mapped[int]


class ParticipantTag(Tag, Base):
    """A tag of a participant."""

    __tablename__ = "participant_tags"
    owner: Mapped[str] = owner("participants")
    __table_args__ = (Index(None, "tag", "owner"),)


class ParticipantExternalId(ExternalId, Base):
    """An external id of a participant."""

    __tablename__ = "participant_external_ids"
    owner: Mapped[str] = owner("participants")


class ParticipantCitation(Citation, Base):
    """Where a source speaks of a participant."""

    __tablename__ = "participant_citations"
    owner: Mapped[str] = owner("participants")
