"""Keys, and the answers that are kept for repeated requests."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import Base, one_of
from app.vocabulary import Scope


class Key(Base):
    """Who may do what: the secret is kept as a hash alone."""

    __tablename__ = "keys"
    id: Mapped[str] = mapped_column(ordered_string(16), primary_key=True)
    label: Mapped[str] = mapped_column(String(300))
    secret_hash: Mapped[str] = mapped_column(ordered_string(64), unique=True)
    created_at: Mapped[str] = mapped_column(Instant)
    revoked_at: Mapped[str | None] = mapped_column(Instant)


class KeyScope(Base):
    """What a key may do."""

    __tablename__ = "key_scopes"
    key_id: Mapped[str] = mapped_column(ordered_string(16), ForeignKey("keys.id", ondelete="CASCADE"), primary_key=True)
    scope: Mapped[str] = mapped_column(ordered_string(20), primary_key=True)
    __table_args__ = (one_of("scope", Scope),)


class IdempotentAnswer(Base):
    """The first answer to a request that carried an Idempotency-Key."""

    __tablename__ = "idempotent_answers"
    key_id: Mapped[str] = mapped_column(ordered_string(16), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(ordered_string(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    answered_at: Mapped[str] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(Text)

    # Those that have been kept long enough are deleted by it.
    __table_args__ = (Index(None, "answered_at"),)
