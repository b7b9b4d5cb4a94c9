"""What was known of pledges, column by column, so that a million of them can be counted in memory."""

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base


class KnownColumns(Base):
    """The known rows of a field of the pledges of a segment: of those that came into the ledger in a stretch of it.

    `changed` is the number of the change that made them so: whoever has read them reads those again that changed since.
    """

    __tablename__ = "known_columns"
    field: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    segment: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    changed: Mapped[int] = mapped_column(BigInteger)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (Index(None, "field", "changed"),)


class KnownWord(Base):
    """The number that stands for a word, or an id, in the columns. Words are never taken back: numbers stay true."""

    __tablename__ = "known_words"
    family: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    word: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (UniqueConstraint("family", "number"), {"sqlite_with_rowid": False})
