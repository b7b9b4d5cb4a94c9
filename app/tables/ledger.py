"""The ledger: entries, which record refers to which, and the form of the stored documents."""

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import ID_LENGTH, Base, one_of
from app.vocabulary import Operation


class Entry(Base):
    """One thing that was written, in the chain. Entries are never changed; a body alone can be redacted."""

    __tablename__ = "entries"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(300))
    request: Mapped[str] = mapped_column(String(128))
    collection: Mapped[str] = mapped_column(ordered_string(40))
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))
    version: Mapped[int]
    part: Mapped[str | None] = mapped_column(ordered_string(300))
    operation: Mapped[str] = mapped_column(ordered_string(20))
    form: Mapped[int]
    body: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("collection", "record", "version"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("version > 0", name="version"),
        one_of("operation", Operation),
        Index(None, "at", "number"),
    )


class RecordReference(Base):
    """One record refers to another: made from what is written, indexed both ways."""

    __tablename__ = "record_references"
    from_collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    from_record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    field: Mapped[str] = mapped_column(ordered_string(120), primary_key=True)
    to_collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    to_record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)

    # Named by hand: PostgreSQL would cut the name that the convention makes of four columns.
    __table_args__ = (Index("ix_record_references_to", "to_collection", "to_record", "from_collection", "from_record"),)


class DocumentForm(Base):
    """The form that the stored documents have: `pacta ledger rebuild` brings it up to the program's."""

    __tablename__ = "document_form"
    form: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
