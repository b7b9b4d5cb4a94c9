"""Topics: what meetings, pledges and statements are about."""

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import Base, Citation, ExternalId, Record, Tag, owner, refers_to


class Topic(Record, Base):
    """A subject, possibly within a wider one."""

    __tablename__ = "topics"
    name: Mapped[str] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(ordered_string(300))
    parent: Mapped[str | None] = refers_to("topics", index=True)
    __table_args__ = (Index(None, "sort_name", "id"), Index(None, "updated_at", "id"))


class TopicTag(Tag, Base):
    """A tag of a topic."""

    __tablename__ = "topic_tags"
    owner: Mapped[str] = owner("topics")
    __table_args__ = (Index(None, "tag", "owner"),)


class TopicExternalId(ExternalId, Base):
    """An external id of a topic."""

    __tablename__ = "topic_external_ids"
    owner: Mapped[str] = owner("topics")


class TopicCitation(Citation, Base):
    """Where a source speaks of a topic."""

    __tablename__ = "topic_citations"
    owner: Mapped[str] = owner("topics")
