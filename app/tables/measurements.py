"""Measurements: observed values of what a pledge's target measures."""

from decimal import Decimal

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ExactNumber, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    ID_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    Part,
    Withdrawable,
    owner,
    refers_to,
    withdrawal_check,
)


class Measurement(Part, Withdrawable, Base):
    """A value that a source reports for a period. `period_day` is the period's first day, `period_end` its last."""

    __tablename__ = "measurements"
    owner: Mapped[str] = owner("pledges")
    party: Mapped[str | None] = refers_to("participants")
    period: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    period_day: Mapped[str | None] = mapped_column(Day)
    period_end: Mapped[str] = mapped_column(Day)
    value: Mapped[Decimal] = mapped_column(ExactNumber)
    note: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        withdrawal_check(),
        Index(None, "owner", "entry"),
        Index(None, "owner", "period_day", "entry"),
        Index(None, "period_day", "entry"),
        Index(None, "party", "entry"),
    )


class MeasurementCitation(Citation, Base):
    """Which source reports a measurement."""

    __tablename__ = "measurement_citations"
    owner: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    measurement: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["owner", "measurement"], ["measurements.owner", "measurements.id"], ondelete="CASCADE"),
    )
