"""What was known when: the rows by which lists and statistics find records as they were.

A projection of the ledger. A row says what held from one entry until before another; it is closed, never deleted.
"""

from sqlalchemy import BigInteger, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, Instant, ordered_string
from app.tables.base import ID_LENGTH, PART_ID_LENGTH, Base

STILL = 2**62
"""The end of what still holds: after every entry."""

ALWAYS = "0001-01-01"
NEVER = "9999-12-31"
"""The days between which all of the world's dates lie."""


class KnownRecord(Base):
    """A record as it was known: what lists sort by."""

    __tablename__ = "known_records"
    collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    from_entry: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    to_entry: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str | None] = mapped_column(ordered_string(300))
    first_day: Mapped[str | None] = mapped_column(Day)
    due_last_day: Mapped[str | None] = mapped_column(Day)
    updated_at: Mapped[str] = mapped_column(Instant)
    __table_args__ = (
        Index(None, "collection", "label", "record"),
        Index(None, "collection", "first_day", "record"),
        Index(None, "collection", "due_last_day", "record"),
        Index(None, "collection", "updated_at", "record"),
        {"sqlite_with_rowid": False},
    )


FOUND = ("collection", "field", "value", "record", "from_entry", "to_entry", "from_day", "to_day")


class KnownTerm(Base):
    """What a record was known to be found by: a filter and a value of it, on the days for which that was held true."""

    __tablename__ = "known_terms"
    collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    field: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    value: Mapped[str] = mapped_column(ordered_string(300), primary_key=True)
    from_entry: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    from_day: Mapped[str] = mapped_column(Day, primary_key=True)
    to_entry: Mapped[int] = mapped_column(BigInteger)
    to_day: Mapped[str] = mapped_column(Day)
    __table_args__ = (
        Index("ix_known_terms_found", *FOUND),
        {"sqlite_with_rowid": False},
    )


class KnownScore(Base):
    """An assessment while it was known to stand: neither withdrawn nor superseded."""

    __tablename__ = "known_scores"
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    part: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    from_entry: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    to_entry: Mapped[int] = mapped_column(BigInteger)
    party: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))
    axis: Mapped[str] = mapped_column(ordered_string(20))
    score: Mapped[int] = mapped_column(SmallInteger)
    assessor: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))
    assessor_kind: Mapped[str] = mapped_column(ordered_string(20))
    period_first_day: Mapped[str | None] = mapped_column(Day)
    period_last_day: Mapped[str] = mapped_column(Day)
    entry: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = ({"sqlite_with_rowid": False},)
