"""In which form everything is that is made of the ledger, and how far each projection has come."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base

DOCUMENTS = "documents"
"""The row of the stored documents."""


class ProjectionState(Base):
    """The form in which something was made of the ledger, and the last entry that it has processed.

    A program of another form rebuilds it. The documents, which every write keeps up, have no such entry.
    """

    __tablename__ = "projections"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    form: Mapped[int]
    number: Mapped[int | None] = mapped_column(BigInteger)
