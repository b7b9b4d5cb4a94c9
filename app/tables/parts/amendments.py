"""Amendments: what the parties changed of a pledge itself."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day
from app.tables.base import (
    EDTF_LENGTH,
    Base,
    Citation,
    Part,
    PartOfPledge,
    Schedulable,
    Withdrawable,
    belongs_to,
    long_text,
    of_part,
    part_key,
    refers_to,
    scheduled,
    spoken,
)


class Amendment(Part, Withdrawable, Schedulable, Base):
    """What became of some fields of a pledge, from when on, and why. What it changes, and when, stays as it is.

    `changes` holds the fields as one text: what it leaves out is not changed.
    """

    __tablename__ = "amendments"
    pledge_id: Mapped[str] = belongs_to("pledges")
    effective_on: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    effective_last_day: Mapped[str] = mapped_column(Day)
    announced_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    changes: Mapped[str] = long_text()
    reason: Mapped[str] = long_text()
    __table_args__ = (
        scheduled(),
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "effective_last_day", "entry"),
    )


class AmendmentAgreement(PartOfPledge, Base):
    """Who agreed to an amendment."""

    __tablename__ = "amendment_agreements"
    amendment_id: Mapped[str] = part_key()
    participant: Mapped[str] = refers_to("participants", primary_key=True, index=True)
    position: Mapped[int]
    __table_args__ = (of_part("amendment_id", "amendments"),)


class AmendmentCitation(PartOfPledge, Citation, Base):
    """Where a source speaks of an amendment."""

    __tablename__ = "amendment_citations"
    amendment_id: Mapped[str] = part_key()
    __table_args__ = (of_part("amendment_id", "amendments"), spoken())
