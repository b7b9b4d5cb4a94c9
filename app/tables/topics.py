"""Topics: what meetings, pledges and statements are about."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import (
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
    refers_to,
)


class Topic(Record, Base):
    """A subject, possibly within a wider one."""

    __tablename__ = "topics"
    name: Mapped[str] = long_text()
    parent: Mapped[str | None] = refers_to("topics")
    sort_name: Mapped[str] = mapped_column(ordered_string(300))
    __table_args__ = (Index(None, "parent", "id"), Index(None, "sort_name", "id"), Index(None, "updated_at", "id"))


class TopicTag(Tag, Base):
    """A tag of a topic."""

    __tablename__ = "topic_tags"
    topic_id: Mapped[str] = belongs_to("topics")
    __table_args__ = (Index(None, "tag", "topic_id"),)


class TopicClassification(Classification, Base):
    """What a topic is in another scheme."""

    __tablename__ = "topic_classifications"
    topic_id: Mapped[str] = belongs_to("topics")
    __table_args__ = (Index(None, "code", "topic_id"),)


class TopicExternalId(ExternalId, Base):
    """An external id of a topic."""

    __tablename__ = "topic_external_ids"
    topic_id: Mapped[str] = belongs_to("topics")
    __table_args__ = (Index(None, "code", "topic_id"),)


class DifferentTopic(Different, Base):
    """Another topic that a topic looks like, and is not."""

    __tablename__ = "different_topics"
    topic_id: Mapped[str] = belongs_to("topics")
    different_from: Mapped[str] = refers_to("topics", primary_key=True)
    __table_args__ = (Index(None, "different_from", "topic_id"),)


class TopicTranslation(Translation, Base):
    """What a topic is called in another language."""

    __tablename__ = "topic_translations"
    topic_id: Mapped[str] = belongs_to("topics")


class TopicCitation(Citation, Base):
    """Where a source speaks of a topic."""

    __tablename__ = "topic_citations"
    topic_id: Mapped[str] = belongs_to("topics")
