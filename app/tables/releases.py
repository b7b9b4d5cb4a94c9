"""Data releases: which there are, what each holds, and what came of those that are not there. Files lie in a folder."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import Base, long_text

VERSION_LENGTH = 12


class Release(Base):
    """A release of all data as of one entry of the ledger. It is never changed; it can be withdrawn."""

    __tablename__ = "releases"
    version: Mapped[str] = mapped_column(ordered_string(VERSION_LENGTH), primary_key=True)
    place: Mapped[int] = mapped_column(unique=True)
    previous: Mapped[str | None] = mapped_column(
        ordered_string(VERSION_LENGTH), ForeignKey("releases.version"), unique=True
    )
    created_at: Mapped[str] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(300))
    ledger_number: Mapped[int] = mapped_column(BigInteger)
    ledger_hash: Mapped[str] = mapped_column(String(64))
    ledger_time: Mapped[str] = mapped_column(Instant)
    bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    withdrawn_at: Mapped[str | None] = mapped_column(Instant)
    withdrawn_by: Mapped[str | None] = mapped_column(String(300))
    notes: Mapped[str | None] = long_text()
    withdrawn_reason: Mapped[str | None] = long_text()
    files: Mapped[str] = mapped_column(Text, sort_order=20)

    __table_args__ = (
        CheckConstraint("place > 0", name="place"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)",
            name="withdrawn",
        ),
    )


class ReleaseAttempt(Base):
    """A release that was asked for and is not there: being made as long as its process is heard of, or failed."""

    __tablename__ = "release_attempts"
    version: Mapped[str] = mapped_column(ordered_string(VERSION_LENGTH), primary_key=True)
    actor: Mapped[str] = mapped_column(String(300))
    heard_at: Mapped[str] = mapped_column(Instant)
    reason: Mapped[str | None] = long_text()
