"""Which records have ever named a participant, a topic or a meeting, and since which entry."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base, one_of
from app.tables.ledger.entries import COLLECTIONS

NAMED = ("meetings", "participants", "topics")
"""The collections by whose records the ledger can be filtered."""


class Mention(Base):
    """A record named another in an entry, and maybe does so no longer: made from the entries. Each names itself."""

    __tablename__ = "mentions"
    from_collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    from_record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    to_collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    to_record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    since: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (
        one_of("from_collection", COLLECTIONS),
        one_of("to_collection", NAMED),
        Index("ix_mentions_to", "to_collection", "to_record", "from_collection", "from_record", "since"),
        {"sqlite_with_rowid": False},
    )
