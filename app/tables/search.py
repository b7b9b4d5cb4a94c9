"""The records that can be searched. Their words stand in an index of each database's own: app/db/fulltext.py."""

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base


class SearchRecord(Base):
    """Under which number the words of a record are indexed. The numbers of a collection follow one another."""

    __tablename__ = "search_records"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    collection: Mapped[str] = mapped_column(ordered_string(40))
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))

    __table_args__ = (UniqueConstraint("collection", "record"),)
