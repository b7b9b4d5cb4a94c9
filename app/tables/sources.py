"""Sources: the publications that say what is recorded."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, Instant, ordered_string
from app.tables.base import EDTF_LENGTH, Base, Citation, ExternalId, Record, Tag, one_of, owner
from app.vocabulary import SourceKind


class Source(Record, Base):
    """A publication."""

    __tablename__ = "sources"
    kind: Mapped[str] = mapped_column(ordered_string(40))
    title: Mapped[str] = mapped_column(Text)
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    publisher: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(ordered_string(35))
    published: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    published_day: Mapped[str | None] = mapped_column(Day)
    retrieved_at: Mapped[str | None] = mapped_column(String(27))
    content_sha256: Mapped[str | None] = mapped_column(ordered_string(64))
    archive_url: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        one_of("kind", SourceKind),
        Index(None, "kind", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "published_day", "id"),
        Index(None, "updated_at", "id"),
    )


class SourceText(Base):
    """The text of a source, kept to check quotations against. No fact about the world, and no part of the ledger."""

    __tablename__ = "source_texts"
    owner: Mapped[str] = owner("sources")
    sha256: Mapped[str] = mapped_column(ordered_string(64))
    stored_at: Mapped[str] = mapped_column(Instant)
    stored_by: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)


class SourceCaveat(Base):
    """A known fault of a source."""

    __tablename__ = "source_caveats"
    owner: Mapped[str] = owner("sources")
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)


class SourceTag(Tag, Base):
    """A tag of a source."""

    __tablename__ = "source_tags"
    owner: Mapped[str] = owner("sources")
    __table_args__ = (Index(None, "tag", "owner"),)


class SourceExternalId(ExternalId, Base):
    """An external id of a source."""

    __tablename__ = "source_external_ids"
    owner: Mapped[str] = owner("sources")


class SourceCitation(Citation, Base):
    """Where a source is spoken of."""

    __tablename__ = "source_citations"
    owner: Mapped[str] = owner("sources")
