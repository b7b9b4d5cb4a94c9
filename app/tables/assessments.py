"""Assessments: how far a promisor complied, by whom it was judged and for which period."""

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    ID_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    Part,
    Withdrawable,
    one_of,
    owner,
    refers_to,
    withdrawal_check,
)
from app.vocabulary import AssessorKind, Axis


class Assessment(Part, Withdrawable, Base):
    """A judgement of one promisor in a period, which stands until it is superseded or withdrawn.

    `period_day` is the first day of the period, by which lists filter and sort; `period_end` its last, by which the
    latest is told. `superseded` and `disputed` follow from the other assessments of the pledge.
    """

    __tablename__ = "assessments"
    owner: Mapped[str] = owner("pledges")
    party: Mapped[str] = refers_to("participants")
    score: Mapped[int] = mapped_column(SmallInteger)
    axis: Mapped[str] = mapped_column(ordered_string(20))
    period: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    period_day: Mapped[str | None] = mapped_column(Day)
    period_end: Mapped[str] = mapped_column(Day)
    assessor: Mapped[str] = refers_to("participants")
    assessor_kind: Mapped[str] = mapped_column(ordered_string(20))
    methodology: Mapped[str | None] = mapped_column(Text)
    methodology_version: Mapped[str | None] = mapped_column(Text)
    second_reader: Mapped[str | None] = mapped_column(Text)
    rationale: Mapped[str | None] = mapped_column(Text)
    supersedes: Mapped[str | None] = mapped_column(ordered_string(PART_ID_LENGTH))
    superseded: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="superseded"))
    disputed: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="disputed"))
    __table_args__ = (
        one_of("axis", Axis),
        one_of("assessor_kind", AssessorKind),
        CheckConstraint("score BETWEEN -1 AND 1", name="score"),
        withdrawal_check(),
        Index(None, "owner", "entry"),
        Index(None, "owner", "period_day", "entry"),
        Index(None, "period_day", "entry"),
        Index(None, "party", "entry"),
        Index(None, "assessor", "entry"),
    )


class AssessmentCitation(Citation, Base):
    """What an assessment rests on."""

    __tablename__ = "assessment_citations"
    owner: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    assessment: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["owner", "assessment"], ["assessments.owner", "assessments.id"], ondelete="CASCADE"),
    )
