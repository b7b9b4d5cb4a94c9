"""Status changes: what came of a pledge, or of one promisor of it, from which day on."""

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
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
    one_of,
    part_key,
    refers_to,
    scheduled,
    spoken,
    standing,
)
from app.vocabulary import (
    EvidenceGuard,
    Status,
    UnknownBecause,
)


class StatusChange(Part, Withdrawable, Schedulable, Base):
    """A judgement on a pledge, or on one promisor of it. Only withdrawing and citing change it afterwards."""

    __tablename__ = "status_changes"
    pledge_id: Mapped[str] = belongs_to("pledges")
    party: Mapped[str | None] = refers_to("participants")
    status: Mapped[str] = mapped_column(ordered_string(30))
    effective_on: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    effective_last_day: Mapped[str] = mapped_column(Day)
    reason: Mapped[str] = long_text()
    announced_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    sources_reviewed_up_to: Mapped[str | None] = mapped_column(Day)
    unknown_because: Mapped[str | None] = mapped_column(ordered_string(20))
    as_published_scale: Mapped[str | None] = long_text()
    as_published_value: Mapped[str | None] = long_text()
    successor: Mapped[str | None] = refers_to("pledges", index=True)
    is_reversal: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_reversal"))
    __table_args__ = (
        one_of("status", Status),
        one_of("unknown_because", UnknownBecause),
        scheduled(),
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "effective_last_day", "entry"),
        # The last status: a pledge may have many that were withdrawn.
        standing("status_changes", "pledge_id", "effective_last_day", "entry"),
        # Of one history: the neighbours of a change.
        Index(None, "pledge_id", "party", "effective_last_day"),
        Index(None, "status", "entry"),
        Index(None, "party", "entry"),
        Index(None, "effective_last_day", "entry"),
    )


class StatusChangeOverride(PartOfPledge, Base):
    """A guard of evidence that a status change set aside, and why."""

    __tablename__ = "status_change_overrides"
    status_change_id: Mapped[str] = part_key()
    guard: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    position: Mapped[int]
    reason: Mapped[str] = long_text()
    __table_args__ = (of_part("status_change_id", "status_changes"), one_of("guard", EvidenceGuard))


class StatusChangeAction(PartOfPledge, Base):
    """An action that a status change rests on."""

    __tablename__ = "status_change_actions"
    status_change_id: Mapped[str] = part_key()
    action: Mapped[str] = refers_to("actions", primary_key=True, index=True)
    position: Mapped[int]
    __table_args__ = (of_part("status_change_id", "status_changes"),)


class StatusChangeCitation(PartOfPledge, Citation, Base):
    """Where a source shows what a status change claims."""

    __tablename__ = "status_change_citations"
    status_change_id: Mapped[str] = part_key()
    __table_args__ = (of_part("status_change_id", "status_changes"), spoken())
