"""Keys, and the answers that are kept for repeated requests."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import Base


class Key(Base):
    """Who may do what: the secret is kept as a hash alone."""

    __tablename__ = "keys"
    id: Mapped[str] = mapped_column(ordered_string(16), primary_key=True)
    label: Mapped[str] = mapped_column(String(300))
    scopes: Mapped[str] = mapped_column(String(60))
    secret_hash: Mapped[str] = mapped_column(ordered_string(64), unique=True)
    created_at: Mapped[str] = mapped_column(Instant)
    revoked_at: Mapped[str | None] = mapped_column(Instant)


class IdempotentAnswer(Base):
    """The first answer to a request that carried an Idempotency-Key."""

    __tablename__ = "idempotent_answers"
    key_id: Mapped[str] = mapped_column(ordered_string(16), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(ordered_string(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Instant)

    __table_args__ = (Index(None, "at"),)
