"""The records that can be searched. Their words stand in an index of each database's own: app/db/fulltext.py."""

from sqlalchemy import BigInteger, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base, one_of
from app.tables.ledger.entries import COLLECTIONS

# SQLite finds a row by its number at once where the column is an INTEGER.
ROWID = BigInteger().with_variant(Integer, "sqlite")


class SearchRecord(Base):
    """Under which number the words of a record are indexed. Those of a collection lie together."""

    __tablename__ = "search_records"
    number: Mapped[int] = mapped_column(ROWID, primary_key=True, autoincrement=False)
    collection: Mapped[str] = mapped_column(ordered_string(40))
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))

    __table_args__ = (one_of("collection", COLLECTIONS), UniqueConstraint("collection", "record"))
