"""Milestones: the steps towards keeping a pledge."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day
from app.tables.base import (
    EDTF_LENGTH,
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
    """A step, when it is due and when it was done. It is edited as it goes; `entry` is that of its last writing."""

    __tablename__ = "milestones"
    pledge_id: Mapped[str] = belongs_to("pledges")
    title: Mapped[str] = long_text()
    due: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    due_last_day: Mapped[str | None] = mapped_column(Day)
    done_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    done_last_day: Mapped[str | None] = mapped_column(Day)
    __table_args__ = (
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "due_last_day", "entry"),
    )


class MilestoneCitation(PartOfPledge, Citation, Base):
    """Where a source speaks of a milestone."""

    __tablename__ = "milestone_citations"
    milestone_id: Mapped[str] = part_key()
    __table_args__ = (of_part("milestone_id", "milestones"), spoken())
