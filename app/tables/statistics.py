"""Counts over all pledges of now, kept by a projection: a million pledges take seconds to count."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base


class PledgeCount(Base):
    """How many pledges, or pairs of pledge and promisor, there are of a value of a field, in a group."""

    __tablename__ = "pledge_counts"
    field: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    value: Mapped[str] = mapped_column(ordered_string(2 * ID_LENGTH + 1), primary_key=True)
    group: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int] = mapped_column(BigInteger)
    disputed: Mapped[int] = mapped_column(BigInteger)


class CountedPledge(Base):
    """What a pledge was counted as, so that it can be taken out of the counts again."""

    __tablename__ = "counted_pledges"
    pledge: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    counted: Mapped[str] = mapped_column(Text)
