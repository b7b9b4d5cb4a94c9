"""Statements: what was said that is not a pledge."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    ADDED,
    EDTF_LENGTH,
    Base,
    Checks,
    Citation,
    Classification,
    ExternalId,
    Record,
    Tag,
    Translation,
    belongs_to,
    long_text,
    one_of,
    refers_to,
)
from app.vocabulary import StatementKind, StatementLinkType


class Statement(Record, Base):
    """Something that was said, by a speaker or by somebody that sources do not name."""

    checks: ClassVar[Checks] = {"one_voice": "speaker IS NULL OR attributed_to IS NULL"}
    __tablename__ = "statements"
    kind: Mapped[str] = mapped_column(ordered_string(20))
    summary: Mapped[str] = long_text()
    speaker: Mapped[str | None] = refers_to("participants")
    on_behalf_of: Mapped[str | None] = refers_to("participants")
    addressed_to: Mapped[str | None] = refers_to("participants")
    meeting: Mapped[str | None] = refers_to("meetings")
    said: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    said_first_day: Mapped[str | None] = mapped_column(Day)
    attributed_to: Mapped[str | None] = long_text()
    channel: Mapped[str | None] = long_text()
    place: Mapped[str | None] = long_text()
    words_key: Mapped[str | None] = mapped_column(ordered_string(16), sort_order=ADDED)
    __table_args__ = (
        one_of("kind", StatementKind),
        Index(None, "kind", "id"),
        Index(None, "speaker", "id"),
        Index(None, "on_behalf_of", "id"),
        Index(None, "addressed_to", "id"),
        Index(None, "meeting", "id"),
        Index(None, "said_first_day", "id"),
        Index(None, "words_key"),
        Index(None, "updated_at", "id"),
    )


class StatementTopic(Base):
    """A topic of a statement."""

    __tablename__ = "statement_topics"
    statement_id: Mapped[str] = belongs_to("statements")
    topic: Mapped[str] = refers_to("topics", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "topic", "statement_id"),)


class StatementPledge(Base):
    """A pledge that a statement speaks of."""

    __tablename__ = "statement_pledges"
    statement_id: Mapped[str] = belongs_to("statements")
    pledge: Mapped[str] = refers_to("pledges", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "pledge", "statement_id"),)


class StatementLink(Base):
    """How a statement is related to another."""

    __tablename__ = "statement_links"
    statement_id: Mapped[str] = belongs_to("statements")
    type: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    to_statement: Mapped[str] = refers_to("statements", primary_key=True)
    position: Mapped[int]
    __table_args__ = (
        one_of("type", StatementLinkType),
        CheckConstraint("to_statement <> statement_id", name="not_to_itself"),
        Index(None, "to_statement", "type", "statement_id"),
    )


class StatementTag(Tag, Base):
    """A tag of a statement."""

    __tablename__ = "statement_tags"
    statement_id: Mapped[str] = belongs_to("statements")
    __table_args__ = (Index(None, "tag", "statement_id"),)


class StatementClassification(Classification, Base):
    """What a statement is in another scheme."""

    __tablename__ = "statement_classifications"
    statement_id: Mapped[str] = belongs_to("statements")
    __table_args__ = (Index(None, "code", "statement_id"),)


class StatementExternalId(ExternalId, Base):
    """An external id of a statement."""

    __tablename__ = "statement_external_ids"
    statement_id: Mapped[str] = belongs_to("statements")
    __table_args__ = (Index(None, "code", "statement_id"),)


class StatementTranslation(Translation, Base):
    """What a statement is called in another language."""

    __tablename__ = "statement_translations"
    statement_id: Mapped[str] = belongs_to("statements")


class StatementCitation(Citation, Base):
    """Where a source speaks of a statement."""

    __tablename__ = "statement_citations"
    statement_id: Mapped[str] = belongs_to("statements")
