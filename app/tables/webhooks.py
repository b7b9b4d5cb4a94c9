"""Webhooks: where entries of the ledger are sent, what became of each, and which process sends them."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import ADDED, ID_LENGTH, Base, one_of
from app.vocabulary import DeliveryState, WebhookState


class Webhook(Base):
    """An address that entries are sent to. All entries up to `settled` are settled, or have a row of deliveries."""

    __tablename__ = "webhooks"
    id: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    version: Mapped[int]
    created_at: Mapped[str] = mapped_column(Instant)
    updated_at: Mapped[str] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(ordered_string(20))
    settled: Mapped[int] = mapped_column(BigInteger)
    # Raised by each replay from a number on: what was delivered in an earlier round is delivered again.
    round: Mapped[int]
    throttled_until: Mapped[str | None] = mapped_column(Instant)
    previous_until: Mapped[str | None] = mapped_column(Instant)
    url: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    filters: Mapped[str] = mapped_column(Text)
    # Encrypted, both.
    secret: Mapped[str] = mapped_column(Text)
    previous_secret: Mapped[str | None] = mapped_column(Text)
    # The first attempt that failed since the last that did not.
    failing_since: Mapped[str | None] = mapped_column(Instant, sort_order=ADDED)
    disabled_because: Mapped[str | None] = mapped_column(String(300), sort_order=ADDED)

    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("settled >= 0", name="settled"),
        CheckConstraint("round > 0", name="round"),
        CheckConstraint("(previous_secret IS NULL) = (previous_until IS NULL)", name="previous"),
        one_of("state", WebhookState),
    )


class WebhookDelivery(Base):
    """What became of an entry's delivery to a webhook: the log, the retries to come, and the dead letters."""

    __tablename__ = "webhook_deliveries"
    webhook_id: Mapped[str] = mapped_column(
        ordered_string(ID_LENGTH), ForeignKey("webhooks.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    round: Mapped[int]
    state: Mapped[str] = mapped_column(ordered_string(20))
    attempts: Mapped[int]
    next_at: Mapped[str | None] = mapped_column(Instant)
    finished_at: Mapped[str | None] = mapped_column(Instant)
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(300))

    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'pending') = (next_at IS NOT NULL)", name="next_at"),
        CheckConstraint("(state = 'pending') = (finished_at IS NULL)", name="finished_at"),
        one_of("state", DeliveryState),
        Index(None, "webhook_id", "state", "number"),
        # Those that have been kept long enough are deleted by it.
        Index(None, "finished_at"),
    )


class WebhookLease(Base):
    """Which process does what one may do at a time, and until when if it is not heard of again."""

    __tablename__ = "webhook_lease"
    name: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    holder: Mapped[str] = mapped_column(ordered_string(32))
    until: Mapped[str] = mapped_column(Instant)
