"""Measurements: observed values of what a pledge's targets measure."""

from decimal import Decimal

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ExactNumber, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    Part,
    PartOfPledge,
    Withdrawable,
    belongs_to,
    long_text,
    of_part,
    part_key,
    refers_to,
    spoken,
)


class Measurement(Part, Withdrawable, Base):
    """A value that a source reports for a period."""

    __tablename__ = "measurements"
    pledge_id: Mapped[str] = belongs_to("pledges")
    target: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH))
    party: Mapped[str | None] = refers_to("participants")
    period: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    period_first_day: Mapped[str | None] = mapped_column(Day)
    period_last_day: Mapped[str] = mapped_column(Day)
    value: Mapped[Decimal] = mapped_column(ExactNumber)
    note: Mapped[str | None] = long_text()
    __table_args__ = (
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "period_first_day", "entry"),
        Index(None, "party"),
    )


class MeasurementCitation(PartOfPledge, Citation, Base):
    """Which source reports a measurement."""

    __tablename__ = "measurement_citations"
    measurement_id: Mapped[str] = part_key()
    __table_args__ = (of_part("measurement_id", "measurements"), spoken())
