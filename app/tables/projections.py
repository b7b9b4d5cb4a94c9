"""How far each projection of the ledger has come."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base


class ProjectionState(Base):
    """The last entry that a projection has taken in, and the form in which it was made."""

    __tablename__ = "projections"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    form: Mapped[int]
    number: Mapped[int] = mapped_column(BigInteger)
