"""In which form everything is that is made of the ledger, how far each projection has come, and what is queued."""

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base, one_of
from app.tables.ledger.entries import COLLECTIONS

DOCUMENTS = "documents"
"""The row of the stored documents, and in their queue the collection of the row that stands for all of them."""


class ProjectionState(Base):
    """The form in which something was made of the ledger, and the last entry that it has processed.

    A program of another form rebuilds it. The documents, which every write keeps up, have the *documents number*
    there: how often stored answers have changed without an entry.
    """

    __tablename__ = "projections"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    form: Mapped[int]
    number: Mapped[int | None] = mapped_column(BigInteger)


class DocumentQueue(Base):
    """A record whose new name the documents of others do not show yet: of those that refer to it, all after the cursor.

    They are rendered in the order of collection and id. `remaining` is how many there were to be rendered when the
    record was queued, less those that have been. The row of the collection `documents` stands for all documents; its
    record is the form that they are brought to.
    """

    __tablename__ = "document_queue"
    collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    cursor_collection: Mapped[str] = mapped_column(ordered_string(40))
    cursor_record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH))
    remaining: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (
        one_of("collection", (*COLLECTIONS, DOCUMENTS)),
        CheckConstraint("remaining >= 0", name="remaining"),
    )
