"""Counts over all pledges as they are known, kept by a projection: a million pledges take seconds to count."""

from sqlalchemy import BigInteger, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import ID_LENGTH, Base


class PledgeCount(Base):
    """By how much the pledges, or the pairs of pledge and promisor, of a value of a field in a group changed on a day.

    What changed counts within its year from its day on, and from the next year on as one of all years: how many there
    were on a day is the sum over the years before and over the days of that day's own year.
    """

    __tablename__ = "pledge_counts"
    field: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(ordered_string(2 * ID_LENGTH + 1), primary_key=True)
    group: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    from_day: Mapped[str] = mapped_column(Day, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int] = mapped_column(BigInteger)
    disputed: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = ({"sqlite_with_rowid": False},)


class CountedPledge(Base):
    """What a pledge was counted as, so that it can be taken out of the counts again."""

    __tablename__ = "counted_pledges"
    pledge: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    counted: Mapped[str] = mapped_column(Text)
