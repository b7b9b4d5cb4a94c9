"""Keys, the sessions that people open with them, and the answers that are kept for repeated requests."""

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


class Session(Base):
    """Somebody signed in to the pages with a key: the session's token is kept as a hash alone, as its id."""

    __tablename__ = "sessions"
    id: Mapped[str] = mapped_column(ordered_string(64), primary_key=True)
    key_id: Mapped[str] = mapped_column(ordered_string(16), ForeignKey("keys.id", ondelete="CASCADE"))
    created_at: Mapped[str] = mapped_column(Instant)
    expires_at: Mapped[str] = mapped_column(Instant)

    # What has expired is deleted by the one, what a key opened goes with the key by the other.
    __table_args__ = (Index(None, "expires_at"), Index(None, "key_id"))


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
