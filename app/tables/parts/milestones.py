"""Milestones: the steps towards keeping a pledge."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ExactNumber, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    Part,
    PartOfPledge,
    belongs_to,
    long_text,
    of_part,
    part_key,
    spoken,
)


class Milestone(Part, Base):
    """A step, when it is due and when it was done; of a target, what is to be reached by then.

    It is edited as it goes; `entry` is that of its last writing.
    """

    __tablename__ = "milestones"
    pledge_id: Mapped[str] = belongs_to("pledges")
    title: Mapped[str] = long_text()
    due: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    due_last_day: Mapped[str | None] = mapped_column(Day)
    done_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    done_last_day: Mapped[str | None] = mapped_column(Day)
    target: Mapped[str | None] = mapped_column(ordered_string(PART_ID_LENGTH))
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    __table_args__ = (
        CheckConstraint("value IS NULL OR target IS NOT NULL", name="value"),
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "due_last_day", "entry"),
    )


class MilestoneCitation(PartOfPledge, Citation, Base):
    """Where a source speaks of a milestone."""

    __tablename__ = "milestone_citations"
    milestone_id: Mapped[str] = part_key()
    __table_args__ = (of_part("milestone_id", "milestones"), spoken())
