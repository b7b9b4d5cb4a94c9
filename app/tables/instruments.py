"""Instruments: adopted texts, how they are related, and what participants did about them."""

from sqlalchemy import Boolean, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    ID_LENGTH,
    RECORD_KEY,
    Base,
    Citation,
    Classification,
    Different,
    ExternalId,
    Part,
    Record,
    Tag,
    Translation,
    Withdrawable,
    belongs_to,
    long_text,
    of_part,
    one_of,
    part_key,
    refers_to,
    spoken,
)
from app.vocabulary import (
    InstrumentKind,
    InstrumentLinkType,
    LegalNature,
    ParticipationAct,
    ParticipationStanding,
)


class Instrument(Record, Base):
    """An adopted text as an entity, whether or not its text is at hand."""

    __tablename__ = "instruments"
    title: Mapped[str] = long_text()
    kind: Mapped[str] = mapped_column(ordered_string(40))
    summary: Mapped[str | None] = long_text()
    legal_nature: Mapped[str | None] = mapped_column(ordered_string(40))
    adopted: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    adopted_first_day: Mapped[str | None] = mapped_column(Day)
    in_force: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    in_force_first_day: Mapped[str | None] = mapped_column(Day)
    ended: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ended_first_day: Mapped[str | None] = mapped_column(Day)
    meeting: Mapped[str | None] = refers_to("meetings")
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    __table_args__ = (
        one_of("kind", InstrumentKind),
        one_of("legal_nature", LegalNature),
        Index(None, "kind", "id"),
        Index(None, "legal_nature", "id"),
        Index(None, "meeting", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "adopted_first_day", "id"),
        Index(None, "in_force_first_day", "id"),
        Index(None, "updated_at", "id"),
    )


class InstrumentTopic(Base):
    """A topic of an instrument."""

    __tablename__ = "instrument_topics"
    instrument_id: Mapped[str] = belongs_to("instruments")
    topic: Mapped[str] = refers_to("topics", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "topic", "instrument_id"),)


class InstrumentLink(Base):
    """How an instrument is related to another."""

    __tablename__ = "instrument_links"
    instrument_id: Mapped[str] = belongs_to("instruments")
    type: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    to_instrument: Mapped[str] = refers_to("instruments", primary_key=True)
    position: Mapped[int]
    __table_args__ = (
        one_of("type", InstrumentLinkType),
        CheckConstraint("to_instrument <> instrument_id", name="not_to_itself"),
        Index(None, "to_instrument", "type", "instrument_id"),
    )


class InstrumentTag(Tag, Base):
    """A tag of an instrument."""

    __tablename__ = "instrument_tags"
    instrument_id: Mapped[str] = belongs_to("instruments")
    __table_args__ = (Index(None, "tag", "instrument_id"),)


class InstrumentClassification(Classification, Base):
    """What an instrument is in another scheme."""

    __tablename__ = "instrument_classifications"
    instrument_id: Mapped[str] = belongs_to("instruments")
    __table_args__ = (Index(None, "code", "instrument_id"),)


class InstrumentExternalId(ExternalId, Base):
    """An external id of an instrument."""

    __tablename__ = "instrument_external_ids"
    instrument_id: Mapped[str] = belongs_to("instruments")
    __table_args__ = (Index(None, "code", "instrument_id"),)


class DifferentInstrument(Different, Base):
    """Another instrument that an instrument looks like, and is not."""

    __tablename__ = "different_instruments"
    instrument_id: Mapped[str] = belongs_to("instruments")
    different_from: Mapped[str] = refers_to("instruments", primary_key=True)
    __table_args__ = (Index(None, "different_from", "instrument_id"),)


class InstrumentTranslation(Translation, Base):
    """What an instrument is called in another language."""

    __tablename__ = "instrument_translations"
    instrument_id: Mapped[str] = belongs_to("instruments")


class InstrumentCitation(Citation, Base):
    """Where a source speaks of an instrument."""

    __tablename__ = "instrument_citations"
    instrument_id: Mapped[str] = belongs_to("instruments")


class Participation(Part, Withdrawable, Base):
    """What a participant did about an instrument. Only withdrawing and correcting change it afterwards."""

    __tablename__ = "participations"
    instrument_id: Mapped[str] = belongs_to("instruments")
    participant: Mapped[str] = refers_to("participants")
    act: Mapped[str] = mapped_column(ordered_string(30))
    on_date: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    on_last_day: Mapped[str | None] = mapped_column(Day)
    in_force: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    to_participant: Mapped[str | None] = refers_to("participants", index=True)
    text: Mapped[str | None] = long_text()
    __table_args__ = (
        one_of("act", ParticipationAct),
        Index(None, "instrument_id", "entry"),
        Index(None, "instrument_id", "on_last_day", "entry"),
        Index(None, "participant", "entry"),
        Index(None, "act", "entry"),
        Index(None, "on_last_day", "entry"),
    )


class ParticipationCitation(Citation, Base):
    """Where a source shows what a participant did about an instrument."""

    __tablename__ = "participation_citations"
    instrument_id: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True, sort_order=RECORD_KEY)
    participation_id: Mapped[str] = part_key()
    __table_args__ = (of_part("participation_id", "participations", "instrument_id"), spoken("instrument_id"))


class InstrumentParty(Base):
    """Where a participant stands to an instrument, and whether with reservations. It follows from its acts."""

    __tablename__ = "instrument_parties"
    instrument_id: Mapped[str] = belongs_to("instruments")
    participant: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    standing: Mapped[str] = mapped_column(ordered_string(20))
    reserves: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="reserves"))
    __table_args__ = (
        one_of("standing", ParticipationStanding),
        Index(None, "participant", "instrument_id"),
        {"sqlite_with_rowid": False},
    )
