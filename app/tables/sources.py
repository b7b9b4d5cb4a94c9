"""Sources: the publications that say what is recorded."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, Instant, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
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
from app.vocabulary import SourceKind


class Source(Record, Base):
    """A publication."""

    __tablename__ = "sources"
    kind: Mapped[str] = mapped_column(ordered_string(40))
    title: Mapped[str] = long_text()
    publisher: Mapped[str | None] = long_text()
    author: Mapped[str | None] = long_text()
    url: Mapped[str | None] = long_text()
    published: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    published_first_day: Mapped[str | None] = mapped_column(Day)
    retrieved_at: Mapped[str | None] = mapped_column(Instant)
    content_sha256: Mapped[str | None] = mapped_column(ordered_string(64))
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    page_key: Mapped[str | None] = mapped_column(ordered_string(16))
    archive_url: Mapped[str | None] = long_text()

    __table_args__ = (
        one_of("kind", SourceKind),
        Index(None, "kind", "id"),
        Index(None, "sort_title", "id"),
        # By which a new source is looked for among those that are there.
        Index(None, "page_key"),
        Index(None, "published_first_day", "id"),
        Index(None, "updated_at", "id"),
    )


class SourceText(Base):
    """The text of a source, kept to check quotations against. No fact about the world, and no part of the ledger."""

    __tablename__ = "source_texts"
    source_id: Mapped[str] = belongs_to("sources")
    sha256: Mapped[str] = mapped_column(ordered_string(64))
    stored_at: Mapped[str] = mapped_column(Instant)
    stored_by: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = long_text()


class SourceCaveat(Base):
    """A known fault of a source."""

    __tablename__ = "source_caveats"
    source_id: Mapped[str] = belongs_to("sources")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = long_text()


class SourceTag(Tag, Base):
    """A tag of a source."""

    __tablename__ = "source_tags"
    source_id: Mapped[str] = belongs_to("sources")
    __table_args__ = (Index(None, "tag", "source_id"),)


class SourceClassification(Classification, Base):
    """What a source is in another scheme."""

    __tablename__ = "source_classifications"
    source_id: Mapped[str] = belongs_to("sources")
    __table_args__ = (Index(None, "code", "source_id"),)


class SourceExternalId(ExternalId, Base):
    """An external id of a source."""

    __tablename__ = "source_external_ids"
    source_id: Mapped[str] = belongs_to("sources")
    __table_args__ = (Index(None, "code", "source_id"),)


class DifferentSource(Different, Base):
    """Another source that a source looks like, and is not."""

    __tablename__ = "different_sources"
    source_id: Mapped[str] = belongs_to("sources")
    different_from: Mapped[str] = refers_to("sources", primary_key=True)
    __table_args__ = (Index(None, "different_from", "source_id"),)


class SourceTranslation(Translation, Base):
    """What a source is called in another language."""

    __tablename__ = "source_translations"
    source_id: Mapped[str] = belongs_to("sources")


class SourceCitation(Citation, Base):
    """Where a source is spoken of."""

    __tablename__ = "source_citations"
    source_id: Mapped[str] = belongs_to("sources")
