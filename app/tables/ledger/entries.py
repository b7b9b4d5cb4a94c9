"""The ledger: entries, and which record refers to which."""

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import ID_LENGTH, Base, Record, one_of
from app.vocabulary import Operation

COLLECTIONS = sorted(str(one.local_table) for one in Base.registry.mappers if issubclass(one.class_, Record))
"""What records there are, all declared by now: entries, references and search name their tables."""


CALENDAR = "calendar"
"""The collection of entries about days that came. Their record is that of `CALENDAR_OF` that the day was of."""

CALENDAR_OF = "pledges"


class Entry(Base):
    """One thing that was written, in the chain. Entries are never changed; a body can be redacted, with its salt."""

    __tablename__ = "entries"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(300))
    request: Mapped[str] = mapped_column(String(128))
    data_set: Mapped[str | None] = mapped_column(String(300))
    collection: Mapped[str] = mapped_column(ordered_string(40))
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))
    version: Mapped[int]
    part: Mapped[str | None] = mapped_column(ordered_string(300))
    operation: Mapped[str] = mapped_column(ordered_string(20))
    form: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str | None] = mapped_column(String(32))
    body: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        UniqueConstraint("collection", "record", "version"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("version > 0", name="version"),
        # A salt that outlived its body would let guesses of it be tried against the digest.
        CheckConstraint("(body IS NULL) = (salt IS NULL)", name="salt"),
        # Entries about another entry, redactions, name the table of entries.
        one_of("collection", (*COLLECTIONS, CALENDAR, "entries")),
        one_of("operation", Operation),
        # The last entry at an instant: `known_at`.
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

    __table_args__ = (
        one_of("from_collection", COLLECTIONS),
        one_of("to_collection", COLLECTIONS),
        # Named by hand: PostgreSQL would cut the name that the convention makes of four columns.
        Index("ix_record_references_to", "to_collection", "to_record", "from_collection", "from_record"),
        # The row is its key: with a rowid it would be kept twice, and take half as much again.
        {"sqlite_with_rowid": False},
    )
