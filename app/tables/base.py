"""What every table shares: names of constraints, and the columns that each record has."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from app.db.columns import Instant, ordered_string
from app.vocabulary import Term

ID_LENGTH = 80
PART_ID_LENGTH = 120
EDTF_LENGTH = 60


class Base(DeclarativeBase):
    """The declarative base: constraints are named alike on both databases, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        },
    )


class Record:
    """The columns of a record: its id, its counter, and the two answers that are kept ready."""

    id: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(CheckConstraint("version > 0", name="version"))
    created_at: Mapped[str] = mapped_column(Instant)
    updated_at: Mapped[str] = mapped_column(Instant)
    # Last in the row: what filters and sorts look at is then found without reading past the long texts.
    document: Mapped[str] = mapped_column(Text, sort_order=1)
    written: Mapped[str] = mapped_column(Text, sort_order=2)


def one_of(column: str, terms: type[Term]) -> CheckConstraint:
    """Return the check that keeps a column to a closed list."""
    words = ", ".join(f"'{term.value}'" for term in terms)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def owner(table: str) -> MappedColumn[str]:
    """Return the key column of a nested table: the record that the row belongs to, and is deleted with."""
    return mapped_column(ordered_string(ID_LENGTH), ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True)


def refers_to(table: str, **options: Any) -> MappedColumn[Any]:
    """Return a column that names a record of `table`, which cannot be deleted meanwhile."""
    return mapped_column(ordered_string(ID_LENGTH), ForeignKey(f"{table}.id"), **options)


class Part:
    """The columns of a part with a history of its own: the entry that wrote it, and the answer that is kept ready."""

    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    entry: Mapped[int] = mapped_column(BigInteger, ForeignKey("entries.number"), unique=True)
    recorded_at: Mapped[str] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(300))
    record_version: Mapped[int]
    document: Mapped[str] = mapped_column(Text, sort_order=1)
    written: Mapped[str] = mapped_column(Text, sort_order=2)


class Withdrawable:
    """When, by whom and why a part was marked as recorded by mistake."""

    withdrawn_at: Mapped[str | None] = mapped_column(Instant)
    withdrawn_by: Mapped[str | None] = mapped_column(String(300))
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


def withdrawal_check() -> CheckConstraint:
    """Return the check that a withdrawal has a reason."""
    return CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn")


class Tag:
    """A word that a record is filed under."""

    tag: Mapped[str] = mapped_column(ordered_string(80), primary_key=True)
    position: Mapped[int]


class ExternalId:
    """What another register calls the record."""

    scheme: Mapped[str] = mapped_column(ordered_string(50), primary_key=True)
    value: Mapped[str] = mapped_column(ordered_string(300), index=True)
    position: Mapped[int]


class Citation:
    """Where a source speaks of the record: a W3C TextQuoteSelector and what it is evidence of."""

    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    source: Mapped[str] = refers_to("sources", index=True)
    quote_exact: Mapped[str | None] = mapped_column(Text)
    quote_prefix: Mapped[str | None] = mapped_column(Text)
    quote_suffix: Mapped[str | None] = mapped_column(Text)
    page: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)
    speaker: Mapped[str | None] = refers_to("participants", index=True)
    attributed_to: Mapped[str | None] = mapped_column(Text)
    relation: Mapped[str] = mapped_column(ordered_string(20))
    act: Mapped[str | None] = mapped_column(ordered_string(20))
    field: Mapped[str | None] = mapped_column(ordered_string(40))
    account: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]
