"""Participants: persons, states, bodies and groups, with offices and membership."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    PART_ID_LENGTH,
    Base,
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
from app.vocabulary import ParticipantKind


class Participant(Record, Base):
    """Somebody who can attend, speak or be party to a pledge."""

    __tablename__ = "participants"
    kind: Mapped[str] = mapped_column(ordered_string(40))
    name: Mapped[str] = long_text()
    country: Mapped[str | None] = mapped_column(ordered_string(20))
    wikidata_id: Mapped[str | None] = mapped_column(ordered_string(20))
    began: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    began_first_day: Mapped[str | None] = mapped_column(Day)
    ended: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ended_last_day: Mapped[str | None] = mapped_column(Day)
    sort_name: Mapped[str] = mapped_column(ordered_string(300))
    __table_args__ = (
        one_of("kind", ParticipantKind),
        Index(None, "kind", "id"),
        Index(None, "country", "id"),
        Index(None, "sort_name", "id"),
        # By which a new participant is looked for among those that are there.
        Index(None, "wikidata_id"),
        Index(None, "updated_at", "id"),
    )


class ParticipantName(Base):
    """Another name of a participant."""

    __tablename__ = "participant_names"
    participant_id: Mapped[str] = belongs_to("participants")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = long_text()
    language: Mapped[str | None] = mapped_column(ordered_string(35))


class Succession(Base):
    """A participant took the place of another: a successor state, a body that was renamed or merged."""

    __tablename__ = "successions"
    participant_id: Mapped[str] = belongs_to("participants")
    succeeds: Mapped[str] = refers_to("participants", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "succeeds", "participant_id"),)


class Membership(Base):
    """A body is part of a state, a state of a group."""

    __tablename__ = "memberships"
    participant_id: Mapped[str] = belongs_to("participants")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part_of: Mapped[str] = refers_to("participants")
    began: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ended: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    # Whoever is part of a participant, and so of what that is part of: `under=`.
    __table_args__ = (Index(None, "part_of", "participant_id"),)


class Office(Base):
    """An office that a person held."""

    __tablename__ = "offices"
    participant_id: Mapped[str] = belongs_to("participants")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    title: Mapped[str] = long_text()
    body: Mapped[str | None] = refers_to("participants", index=True)
    began: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ended: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    position: Mapped[int]


class ParticipantTag(Tag, Base):
    """A tag of a participant."""

    __tablename__ = "participant_tags"
    participant_id: Mapped[str] = belongs_to("participants")
    __table_args__ = (Index(None, "tag", "participant_id"),)


class ParticipantClassification(Classification, Base):
    """What a participant is in another scheme."""

    __tablename__ = "participant_classifications"
    participant_id: Mapped[str] = belongs_to("participants")
    __table_args__ = (Index(None, "code", "participant_id"),)


class ParticipantExternalId(ExternalId, Base):
    """An external id of a participant."""

    __tablename__ = "participant_external_ids"
    participant_id: Mapped[str] = belongs_to("participants")
    __table_args__ = (Index(None, "code", "participant_id"),)


class DifferentParticipant(Different, Base):
    """Another participant that a participant looks like, and is not."""

    __tablename__ = "different_participants"
    participant_id: Mapped[str] = belongs_to("participants")
    different_from: Mapped[str] = refers_to("participants", primary_key=True)
    __table_args__ = (Index(None, "different_from", "participant_id"),)


class ParticipantTranslation(Translation, Base):
    """What a participant is called in another language."""

    __tablename__ = "participant_translations"
    participant_id: Mapped[str] = belongs_to("participants")


class ParticipantCitation(Citation, Base):
    """Where a source speaks of a participant."""

    __tablename__ = "participant_citations"
    participant_id: Mapped[str] = belongs_to("participants")
