"""Assessments: how far a promisor complied, by whom it was judged and for which period."""

from sqlalchemy import Boolean, CheckConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ordered_string
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
    one_of,
    part_key,
    refers_to,
    spoken,
)
from app.vocabulary import AssessorKind, Axis


class Assessment(Part, Withdrawable, Base):
    """A judgement of one promisor or implementer in a period, which stands until it is superseded or withdrawn.

    Lists filter and sort by the first day of the period; the latest is found by its last. `superseded` and `disputed`
    follow from the other assessments of the pledge.
    """

    __tablename__ = "assessments"
    pledge_id: Mapped[str] = belongs_to("pledges")
    party: Mapped[str] = refers_to("participants")
    score: Mapped[int] = mapped_column(SmallInteger)
    axis: Mapped[str] = mapped_column(ordered_string(20))
    period: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    period_first_day: Mapped[str | None] = mapped_column(Day)
    period_last_day: Mapped[str] = mapped_column(Day)
    assessor: Mapped[str] = refers_to("participants")
    assessor_kind: Mapped[str] = mapped_column(ordered_string(20))
    methodology: Mapped[str | None] = long_text()
    methodology_version: Mapped[str | None] = long_text()
    rationale: Mapped[str | None] = long_text()
    as_published_scale: Mapped[str | None] = long_text()
    as_published_value: Mapped[str | None] = long_text()
    supersedes: Mapped[str | None] = mapped_column(ordered_string(PART_ID_LENGTH))
    superseded: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="superseded"))
    disputed: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="disputed"))
    __table_args__ = (
        one_of("axis", Axis),
        one_of("assessor_kind", AssessorKind),
        CheckConstraint("score BETWEEN -1 AND 1", name="score"),
        Index(None, "pledge_id", "entry"),
        Index(None, "pledge_id", "period_first_day", "entry"),
        Index(None, "period_first_day", "entry"),
        Index(None, "party", "entry"),
        Index(None, "assessor", "entry"),
    )


class AssessmentCitation(PartOfPledge, Citation, Base):
    """What an assessment rests on."""

    __tablename__ = "assessment_citations"
    assessment_id: Mapped[str] = part_key()
    __table_args__ = (of_part("assessment_id", "assessments"), spoken())
