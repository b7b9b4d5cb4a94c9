"""Milestones: the steps on the way to keeping a pledge."""

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import EDTF_LENGTH, ID_LENGTH, PART_ID_LENGTH, Base, Citation, Part, owner


class Milestone(Part, Base):
    """A step, when it is due and when it was done. It is edited as it goes; `entry` is that of its last writing."""

    __tablename__ = "milestones"
    owner: Mapped[str] = owner("pledges")
    title: Mapped[str] = mapped_column(Text)
    due: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    due_day: Mapped[str | None] = mapped_column(Day)
    done_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    done_day: Mapped[str | None] = mapped_column(Day)
    __table_args__ = (
        Index(None, "owner", "entry"),
        Index(None, "owner", "due_day", "entry"),
        Index(None, "due_day", "entry"),
    )


class MilestoneCitation(Citation, Base):
    """Where a source speaks of a milestone."""

    __tablename__ = "milestone_citations"
    owner: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    milestone: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["owner", "milestone"], ["milestones.owner", "milestones.id"], ondelete="CASCADE"),
    )
