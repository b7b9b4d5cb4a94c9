"""Pledges with their parties, target, conditions, links and status changes."""

from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ExactNumber, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    ID_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    ExternalId,
    Part,
    Record,
    Tag,
    Withdrawable,
    one_of,
    owner,
    refers_to,
    withdrawal_check,
)
from app.vocabulary import (
    Direction,
    Joint,
    LegalNature,
    LinkType,
    Measure,
    PartyRole,
    PledgeKind,
    Status,
    StatusBasis,
    Strength,
)


class Pledge(Record, Base):
    """What parties promised.

    Its status and basis follow from its status changes, and whether it is disputed from what its citations say of
    fields: stored to filter by.
    """

    __tablename__ = "pledges"
    title: Mapped[str] = mapped_column(Text)
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    summary: Mapped[str | None] = mapped_column(Text)
    wording_text: Mapped[str | None] = mapped_column(Text)
    wording_language: Mapped[str | None] = mapped_column(ordered_string(35))
    kind: Mapped[str] = mapped_column(ordered_string(40))
    strength: Mapped[str] = mapped_column(ordered_string(20))
    legal_nature: Mapped[str | None] = mapped_column(ordered_string(40))
    joint: Mapped[str] = mapped_column(ordered_string(20))
    meeting: Mapped[str | None] = refers_to("meetings")
    announced: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    announced_day: Mapped[str | None] = mapped_column(Day)
    due: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    due_day: Mapped[str | None] = mapped_column(Day)
    due_text: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(ordered_string(30))
    basis: Mapped[str] = mapped_column(ordered_string(20))
    disputed: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="disputed"))
    __table_args__ = (
        one_of("kind", PledgeKind),
        one_of("strength", Strength),
        one_of("legal_nature", LegalNature),
        one_of("joint", Joint),
        one_of("status", Status),
        one_of("basis", StatusBasis),
        Index(None, "status", "id"),
        Index(None, "status", "announced_day", "id"),
        Index(None, "status", "due_day", "id"),
        Index(None, "kind", "id"),
        Index(None, "strength", "id"),
        Index(None, "meeting", "id"),
        Index(None, "disputed", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "announced_day", "id"),
        Index(None, "due_day", "id"),
        Index(None, "updated_at", "id"),
    )


class PledgeTopic(Base):
    """A topic of a pledge."""

    __tablename__ = "pledge_topics"
    owner: Mapped[str] = owner("pledges")
    topic: Mapped[str] = refers_to("topics", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "topic", "owner"),)


class Party(Base):
    """Who owes a pledge, to whom, and who else has a part in it."""

    __tablename__ = "parties"
    owner: Mapped[str] = owner("pledges")
    participant: Mapped[str] = refers_to("participants", primary_key=True)
    role: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    position: Mapped[int]
    __table_args__ = (one_of("role", PartyRole), Index(None, "participant", "role", "owner"))


class Condition(Base):
    """What must come about before a pledge binds."""

    __tablename__ = "conditions"
    owner: Mapped[str] = owner("pledges")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class Target(Base):
    """By what a pledge can be measured."""

    __tablename__ = "targets"
    owner: Mapped[str] = owner("pledges")
    indicator: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(ordered_string(20))
    direction: Mapped[str] = mapped_column(ordered_string(20))
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    unit: Mapped[str | None] = mapped_column(Text)
    relative_to_baseline: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="relative_to_baseline"))
    baseline_value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    baseline_date: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    baseline_source: Mapped[str | None] = refers_to("sources", index=True)
    __table_args__ = (one_of("measure", Measure), one_of("direction", Direction))


class Link(Base):
    """How a pledge is related to another."""

    __tablename__ = "links"
    owner: Mapped[str] = owner("pledges")
    type: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    pledge: Mapped[str] = refers_to("pledges", primary_key=True)
    position: Mapped[int]
    __table_args__ = (
        one_of("type", LinkType),
        CheckConstraint("pledge <> owner", name="not_to_itself"),
        Index(None, "pledge", "owner"),
    )


class PledgeTag(Tag, Base):
    """A tag of a pledge."""

    __tablename__ = "pledge_tags"
    owner: Mapped[str] = owner("pledges")
    __table_args__ = (Index(None, "tag", "owner"),)


class PledgeExternalId(ExternalId, Base):
    """An external id of a pledge."""

    __tablename__ = "pledge_external_ids"
    owner: Mapped[str] = owner("pledges")


class PledgeCitation(Citation, Base):
    """Where a source speaks of a pledge."""

    __tablename__ = "pledge_citations"
    owner: Mapped[str] = owner("pledges")


class StatusChange(Part, Withdrawable, Base):
    """A judgement on a pledge, or on one promisor of it. Only withdrawing and citing change it afterwards."""

    __tablename__ = "status_changes"
    owner: Mapped[str] = owner("pledges")
    party: Mapped[str | None] = refers_to("participants")
    status: Mapped[str] = mapped_column(ordered_string(30))
    effective_on: Mapped[str] = mapped_column(String(EDTF_LENGTH))
    effective_day: Mapped[str] = mapped_column(Day)
    reason: Mapped[str] = mapped_column(Text)
    sources_reviewed_up_to: Mapped[str | None] = mapped_column(String(10))
    successor: Mapped[str | None] = refers_to("pledges", index=True)
    override_guards: Mapped[str | None] = mapped_column(Text)
    override_reason: Mapped[str | None] = mapped_column(Text)
    is_reversal: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_reversal"))
    __table_args__ = (
        one_of("status", Status),
        withdrawal_check(),
        CheckConstraint("(override_guards IS NULL) = (override_reason IS NULL)", name="override"),
        Index(None, "owner", "entry"),
        Index(None, "owner", "effective_day", "entry"),
        Index(None, "status", "entry"),
        Index(None, "party", "entry"),
        Index(None, "effective_day", "entry"),
    )


class StatusChangeCitation(Citation, Base):
    """Where a source shows what a status change claims."""

    __tablename__ = "status_change_citations"
    owner: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    change: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    __table_args__ = (
        ForeignKeyConstraint(["owner", "change"], ["status_changes.owner", "status_changes.id"], ondelete="CASCADE"),
    )
