"""Positions: how those whom a pledge or a statement concerns take it."""

from typing import ClassVar

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    PART_ID_LENGTH,
    Base,
    Checks,
    Citation,
    Part,
    PartOfPledge,
    PartOfStatement,
    Withdrawable,
    among,
    belongs_to,
    of_part,
    part_key,
    refers_to,
    spoken,
)
from app.vocabulary import Position


class PositionColumns(Part, Withdrawable):
    """The columns of a position. That it `stands`, the latest of its participant, follows from the others."""

    checks: ClassVar[Checks] = {"position": among("position", Position)}
    participant: Mapped[str] = refers_to("participants")
    position: Mapped[str] = mapped_column(ordered_string(20))
    taken_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    taken_last_day: Mapped[str | None] = mapped_column(Day)
    stands: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="stands"))


class PledgePosition(PositionColumns, Base):
    """How a participant takes a pledge, or a status change or an assessment of it."""

    __tablename__ = "pledge_positions"
    pledge_id: Mapped[str] = belongs_to("pledges")
    about: Mapped[str | None] = mapped_column(ordered_string(PART_ID_LENGTH + 40))
    __table_args__ = (
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "taken_last_day", "entry"),
        Index(None, "participant"),
    )


class PledgePositionCitation(PartOfPledge, Citation, Base):
    """Where a source shows how a participant takes a pledge."""

    __tablename__ = "pledge_position_citations"
    position_id: Mapped[str] = part_key()
    __table_args__ = (of_part("position_id", "pledge_positions"), spoken())


class StatementPosition(PositionColumns, Base):
    """How a participant takes a statement."""

    __tablename__ = "statement_positions"
    statement_id: Mapped[str] = belongs_to("statements")
    __table_args__ = (
        Index(None, "statement_id", "entry"),
        Index(None, "statement_id", "taken_last_day", "entry"),
        Index(None, "participant"),
    )


class StatementPositionCitation(PartOfStatement, Citation, Base):
    """Where a source shows how a participant takes a statement."""

    __tablename__ = "statement_position_citations"
    position_id: Mapped[str] = part_key()
    __table_args__ = (
        of_part("position_id", "statement_positions", "statement_id"),
        spoken("statement_id"),
    )
