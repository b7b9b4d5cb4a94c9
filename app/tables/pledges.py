"""Pledges with their parties, targets, conditions and links, and where they stand."""

from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ExactNumber, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
    ID_LENGTH,
    PART_ID_LENGTH,
    Base,
    Citation,
    Classification,
    Different,
    ExternalId,
    Record,
    Tag,
    Translation,
    belongs_to,
    long_text,
    one_of,
    refers_to,
)
from app.vocabulary import (
    Aggregate,
    BaselineKind,
    Direction,
    Joint,
    LegalNature,
    LinkType,
    Measure,
    MeetingRole,
    Origin,
    PartyRole,
    PledgeKind,
    Precision,
    Status,
    StatusBasis,
    Strength,
    UnknownBecause,
)


class Pledge(Record, Base):
    """What parties promised.

    Its status and basis follow from its status changes, the day by which it is due and its strength in force from its
    amendments: stored to filter by. `last_written` says which entry wrote each of the criteria last.
    """

    __tablename__ = "pledges"
    title: Mapped[str] = long_text()
    summary: Mapped[str | None] = long_text()
    wording_text: Mapped[str | None] = long_text()
    wording_language: Mapped[str | None] = mapped_column(ordered_string(35))
    kind: Mapped[str | None] = mapped_column(ordered_string(40))
    origin: Mapped[str | None] = mapped_column(ordered_string(20))
    strength: Mapped[str | None] = mapped_column(ordered_string(20))
    precision: Mapped[str | None] = mapped_column(ordered_string(20))
    legal_nature: Mapped[str | None] = mapped_column(ordered_string(40))
    joint: Mapped[str] = mapped_column(ordered_string(20))
    instrument: Mapped[str | None] = refers_to("instruments")
    provision: Mapped[str | None] = long_text()
    announced: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    announced_first_day: Mapped[str | None] = mapped_column(Day)
    due: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    due_last_day: Mapped[str | None] = mapped_column(Day)
    due_moved: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="due_moved"))
    strength_in_force: Mapped[str | None] = mapped_column(ordered_string(20))
    due_text: Mapped[str | None] = long_text()
    place: Mapped[str | None] = long_text()
    criteria_fulfilled: Mapped[str | None] = long_text()
    criteria_partially_fulfilled: Mapped[str | None] = long_text()
    criteria_not_fulfilled: Mapped[str | None] = long_text()
    review_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    review_first_day: Mapped[str | None] = mapped_column(Day)
    last_written: Mapped[str | None] = long_text()
    criteria_after_verdict: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="criteria_after_verdict"))
    has_criteria: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="has_criteria"))
    has_wording: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="has_wording"))
    has_baseline: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="has_baseline"))
    status: Mapped[str] = mapped_column(ordered_string(30))
    basis: Mapped[str] = mapped_column(ordered_string(20))
    fulfilled_late: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="fulfilled_late"))
    is_reversal: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_reversal"))
    overridden: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="overridden"))
    unknown_because: Mapped[str | None] = mapped_column(ordered_string(20))
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    __table_args__ = (
        one_of("kind", PledgeKind),
        one_of("origin", Origin),
        one_of("strength", Strength),
        one_of("strength_in_force", Strength),
        one_of("precision", Precision),
        one_of("legal_nature", LegalNature),
        one_of("joint", Joint),
        one_of("status", Status),
        one_of("basis", StatusBasis),
        one_of("unknown_because", UnknownBecause),
        Index(None, "status", "id"),
        Index(None, "status", "announced_first_day", "id"),
        Index(None, "status", "due_last_day", "id"),
        Index(None, "kind", "id"),
        Index(None, "origin", "id"),
        Index(None, "strength_in_force", "id"),
        Index(None, "due_moved", "id"),
        Index(None, "precision", "id"),
        Index(None, "instrument", "id"),
        Index(None, "fulfilled_late", "id"),
        Index(None, "is_reversal", "id"),
        Index(None, "overridden", "id"),
        Index(None, "criteria_after_verdict", "id"),
        Index(None, "unknown_because", "id"),
        Index(None, "disputed", "id"),
        Index(None, "attestation", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "announced_first_day", "id"),
        Index(None, "due_last_day", "id"),
        Index(None, "review_first_day", "id"),
        Index(None, "updated_at", "id"),
    )


class Standing(Base):
    """Where a pledge stands: as a whole (the subject is empty), and party by party. It follows from its parts."""

    __tablename__ = "standings"
    pledge_id: Mapped[str] = belongs_to("pledges")
    subject: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    is_promisor: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_promisor"))
    is_implementer: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_implementer"))
    status: Mapped[str] = mapped_column(ordered_string(30))
    basis: Mapped[str] = mapped_column(ordered_string(20))
    fulfilled_late: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="fulfilled_late"))
    is_reversal: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="is_reversal"))
    overridden: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="overridden"))
    unknown_because: Mapped[str | None] = mapped_column(ordered_string(20))
    __table_args__ = (
        one_of("status", Status),
        one_of("basis", StatusBasis),
        one_of("unknown_because", UnknownBecause),
        Index(None, "subject", "status", "pledge_id"),
        {"sqlite_with_rowid": False},
    )


class PledgeTopic(Base):
    """A topic of a pledge."""

    __tablename__ = "pledge_topics"
    pledge_id: Mapped[str] = belongs_to("pledges")
    topic: Mapped[str] = refers_to("topics", primary_key=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "topic", "pledge_id"),)


class PledgeMeeting(Base):
    """A meeting of a pledge: where it was made, or came up again."""

    __tablename__ = "pledge_meetings"
    pledge_id: Mapped[str] = belongs_to("pledges")
    meeting: Mapped[str] = refers_to("meetings", primary_key=True)
    role: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    position: Mapped[int]
    __table_args__ = (one_of("role", MeetingRole), Index(None, "meeting", "role", "pledge_id"))


class Party(Base):
    """Who owes a pledge, to whom, and who else has a part in it."""

    __tablename__ = "parties"
    pledge_id: Mapped[str] = belongs_to("pledges")
    participant: Mapped[str] = refers_to("participants", primary_key=True)
    role: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    position: Mapped[int]
    began: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    ended: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    __table_args__ = (one_of("role", PartyRole), Index(None, "participant", "role", "pledge_id"))


class Condition(Base):
    """What must come about before a pledge binds."""

    __tablename__ = "conditions"
    pledge_id: Mapped[str] = belongs_to("pledges")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    position: Mapped[int]
    waits_for: Mapped[str | None] = refers_to("pledges", index=True)
    met_on: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    text: Mapped[str] = long_text()


class ConditionInForce(Base):
    """A condition of a pledge that is in force, after what was amended. It follows from the pledge and its parts."""

    __tablename__ = "conditions_in_force"
    pledge_id: Mapped[str] = belongs_to("pledges")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    waits_for: Mapped[str | None] = refers_to("pledges", index=True)
    met_first_day: Mapped[str | None] = mapped_column(Day)
    __table_args__ = ({"sqlite_with_rowid": False},)


class Target(Base):
    """By what a pledge can be measured."""

    __tablename__ = "targets"
    pledge_id: Mapped[str] = belongs_to("pledges")
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    position: Mapped[int]
    indicator: Mapped[str] = long_text()
    measure: Mapped[str] = mapped_column(ordered_string(20))
    direction: Mapped[str] = mapped_column(ordered_string(20))
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    lower: Mapped[Decimal | None] = mapped_column(ExactNumber)
    upper: Mapped[Decimal | None] = mapped_column(ExactNumber)
    unit: Mapped[str | None] = long_text()
    aggregate: Mapped[str] = mapped_column(ordered_string(20))
    baseline_kind: Mapped[str | None] = mapped_column(ordered_string(20))
    baseline_value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    baseline_date: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    baseline_source: Mapped[str | None] = refers_to("sources", index=True)
    __table_args__ = (
        one_of("measure", Measure),
        one_of("direction", Direction),
        one_of("aggregate", Aggregate),
        one_of("baseline_kind", BaselineKind),
        CheckConstraint("(baseline_kind IS NULL) = (baseline_value IS NULL)", name="baseline"),
    )


class Link(Base):
    """How a pledge is related to another."""

    __tablename__ = "links"
    pledge_id: Mapped[str] = belongs_to("pledges")
    type: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    to_pledge: Mapped[str] = refers_to("pledges", primary_key=True)
    position: Mapped[int]
    __table_args__ = (
        one_of("type", LinkType),
        CheckConstraint("to_pledge <> pledge_id", name="not_to_itself"),
        Index(None, "to_pledge", "pledge_id", "type"),
    )


class PledgeTag(Tag, Base):
    """A tag of a pledge."""

    __tablename__ = "pledge_tags"
    pledge_id: Mapped[str] = belongs_to("pledges")
    __table_args__ = (Index(None, "tag", "pledge_id"),)


class PledgeClassification(Classification, Base):
    """What a pledge is in another scheme."""

    __tablename__ = "pledge_classifications"
    pledge_id: Mapped[str] = belongs_to("pledges")
    __table_args__ = (Index(None, "code", "pledge_id"),)


class PledgeExternalId(ExternalId, Base):
    """An external id of a pledge."""

    __tablename__ = "pledge_external_ids"
    pledge_id: Mapped[str] = belongs_to("pledges")
    __table_args__ = (Index(None, "code", "pledge_id"),)


class DifferentPledge(Different, Base):
    """Another pledge that a pledge looks like, and is not."""

    __tablename__ = "different_pledges"
    pledge_id: Mapped[str] = belongs_to("pledges")
    different_from: Mapped[str] = refers_to("pledges", primary_key=True)
    __table_args__ = (Index(None, "different_from", "pledge_id"),)


class PledgeTranslation(Translation, Base):
    """What a pledge is called in another language."""

    __tablename__ = "pledge_translations"
    pledge_id: Mapped[str] = belongs_to("pledges")


class PledgeCitation(Citation, Base):
    """Where a source speaks of a pledge."""

    __tablename__ = "pledge_citations"
    pledge_id: Mapped[str] = belongs_to("pledges")
