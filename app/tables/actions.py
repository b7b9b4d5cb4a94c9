"""Actions: what was done, by whom, and what that is to pledges."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Day, ExactNumber, ordered_string
from app.tables.base import (
    EDTF_LENGTH,
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
from app.vocabulary import ActionKind, ActionRelation


class Action(Record, Base):
    """Something that was done."""

    __tablename__ = "actions"
    kind: Mapped[str] = mapped_column(ordered_string(40))
    title: Mapped[str] = long_text()
    summary: Mapped[str | None] = long_text()
    happened: Mapped[str | None] = mapped_column(String(EDTF_LENGTH))
    happened_first_day: Mapped[str | None] = mapped_column(Day)
    place: Mapped[str | None] = long_text()
    amount_value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    amount_unit: Mapped[str | None] = mapped_column(ordered_string(3))
    instrument: Mapped[str | None] = refers_to("instruments")
    sort_title: Mapped[str] = mapped_column(ordered_string(300))
    __table_args__ = (
        one_of("kind", ActionKind),
        CheckConstraint("(amount_value IS NULL) = (amount_unit IS NULL)", name="amount"),
        Index(None, "kind", "id"),
        Index(None, "instrument", "id"),
        Index(None, "sort_title", "id"),
        Index(None, "happened_first_day", "id"),
        Index(None, "updated_at", "id"),
    )


class Actor(Base):
    """Who did something, and for whom."""

    __tablename__ = "actors"
    action_id: Mapped[str] = belongs_to("actions")
    participant: Mapped[str] = refers_to("participants", primary_key=True)
    on_behalf_of: Mapped[str | None] = refers_to("participants", index=True)
    position: Mapped[int]
    __table_args__ = (Index(None, "participant", "action_id"),)


class ActionAbout(Base):
    """What an action is to a pledge."""

    __tablename__ = "action_about"
    action_id: Mapped[str] = belongs_to("actions")
    pledge: Mapped[str] = refers_to("pledges", primary_key=True)
    relation: Mapped[str] = mapped_column(ordered_string(20))
    position: Mapped[int]
    note: Mapped[str | None] = long_text()
    __table_args__ = (one_of("relation", ActionRelation), Index(None, "pledge", "action_id"))


class ActionTag(Tag, Base):
    """A tag of an action."""

    __tablename__ = "action_tags"
    action_id: Mapped[str] = belongs_to("actions")
    __table_args__ = (Index(None, "tag", "action_id"),)


class ActionClassification(Classification, Base):
    """What an action is in another scheme."""

    __tablename__ = "action_classifications"
    action_id: Mapped[str] = belongs_to("actions")
    __table_args__ = (Index(None, "code", "action_id"),)


class ActionExternalId(ExternalId, Base):
    """An external id of an action."""

    __tablename__ = "action_external_ids"
    action_id: Mapped[str] = belongs_to("actions")
    __table_args__ = (Index(None, "code", "action_id"),)


class DifferentAction(Different, Base):
    """Another action that an action looks like, and is not."""

    __tablename__ = "different_actions"
    action_id: Mapped[str] = belongs_to("actions")
    different_from: Mapped[str] = refers_to("actions", primary_key=True)
    __table_args__ = (Index(None, "different_from", "action_id"),)


class ActionTranslation(Translation, Base):
    """What an action is called in another language."""

    __tablename__ = "action_translations"
    action_id: Mapped[str] = belongs_to("actions")


class ActionCitation(Citation, Base):
    """Where a source speaks of an action."""

    __tablename__ = "action_citations"
    action_id: Mapped[str] = belongs_to("actions")
