"""What every table shares: names of constraints, the order of columns, and those that each record has.

Columns stand in the order in which a database reads a row: the key first, then what filters and sorts look at, then
long texts, and last the two answers that are kept ready. So a filter does not read past the texts.

An index is there for a list, and then holds the filter's column, the order's and the key, or for a reference, which is
followed back when a record is deleted or merged. What serves neither says what it is for.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    FromClause,
    Index,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.sql.elements import NamedColumn
from typing_extensions import override

from app.db.columns import Day, Instant, ordered_string
from app.vocabulary import Act, Relation, Voice

ID_LENGTH = 80
PART_ID_LENGTH = 120
EDTF_LENGTH = 60
LANGUAGE_LENGTH = 35
CODE_LENGTH = 351
"""Characters of a scheme, a colon, and what stands for something in it."""
RECORD_KEY, PART_KEY, SHARED, LONG, READY, ADDED = -30, -20, -10, 10, 20, 30
"""Where columns stand in a row; those of the table itself at 0, between `SHARED` and `LONG`.

What a migration adds to a table stands last: databases put it there."""


Checks = Mapping[str, str]
"""Checks of the tables that are made of a class: what each is called, and its condition."""


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
    checks: ClassVar[Checks] = {}

    @override
    def __init_subclass__(cls, **options: Any) -> None:
        """Give the table the checks of all classes that it is made of."""
        super().__init_subclass__(**options)
        found = {name: condition for part in cls.__mro__ for name, condition in vars(part).get("checks", {}).items()}
        for name, condition in found.items():
            cls.metadata.tables[cls.__tablename__].append_constraint(CheckConstraint(condition, name=name))


def among(column: str, words: Iterable[str]) -> str:
    """Return the condition that a column holds one of the words of a closed list."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({quoted})"


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Return the check that keeps a column to a closed list."""
    return CheckConstraint(among(column, words), name=column)


class Record:
    """The columns of a record: its id, its counter, what follows from its citations, and the answers kept ready."""

    checks: ClassVar[Checks] = {"version": "version > 0", "attestation": among("attestation", Voice)}
    id: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True, sort_order=RECORD_KEY)
    version: Mapped[int] = mapped_column(sort_order=SHARED)
    created_at: Mapped[str] = mapped_column(Instant, sort_order=SHARED)
    updated_at: Mapped[str] = mapped_column(Instant, sort_order=SHARED)
    language: Mapped[str | None] = mapped_column(ordered_string(LANGUAGE_LENGTH), sort_order=SHARED)
    attestation: Mapped[str | None] = mapped_column(ordered_string(20), sort_order=SHARED)
    disputed: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="disputed"), sort_order=SHARED)
    document: Mapped[str] = mapped_column(Text, sort_order=READY)
    written: Mapped[str] = mapped_column(Text, sort_order=READY)


def long_text() -> MappedColumn[Any]:
    """Return a column for a text of any length, which stands behind the small ones."""
    return mapped_column(Text, sort_order=LONG)


def belongs_to(table: str) -> MappedColumn[str]:
    """Return the first column of a nested table's key: the record that the row belongs to, and is deleted with.

    It is called by the record: `pledge_id` in what belongs to pledges. `owner_key` finds it.
    """
    reference = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return mapped_column(ordered_string(ID_LENGTH), reference, primary_key=True, sort_order=RECORD_KEY)


def owner_key(table: FromClause) -> NamedColumn[Any]:
    """Return the column of a nested table that holds the id of the record which a row belongs to."""
    return next(iter(table.primary_key))


def refers_to(table: str, **options: Any) -> MappedColumn[Any]:
    """Return a column that names a record of `table`, which cannot be deleted meanwhile."""
    return mapped_column(ordered_string(ID_LENGTH), ForeignKey(f"{table}.id"), **options)


class Part:
    """The columns of a part with a history of its own: the entry that wrote it, and the answer that is kept ready."""

    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True, sort_order=PART_KEY)
    entry: Mapped[int] = mapped_column(BigInteger, ForeignKey("entries.number"), unique=True, sort_order=SHARED)
    record_version: Mapped[int] = mapped_column(sort_order=SHARED)
    recorded_at: Mapped[str] = mapped_column(Instant, sort_order=SHARED)
    actor: Mapped[str] = mapped_column(String(300), sort_order=SHARED)
    document: Mapped[str] = mapped_column(Text, sort_order=READY)
    written: Mapped[str] = mapped_column(Text, sort_order=READY)


class Withdrawable:
    """When, by whom and why a part was marked as recorded by mistake."""

    checks: ClassVar[Checks] = {"withdrawn": "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)"}
    withdrawn_at: Mapped[str | None] = mapped_column(Instant, sort_order=SHARED)
    withdrawn_by: Mapped[str | None] = mapped_column(String(300), sort_order=SHARED)
    withdrawn_reason: Mapped[str | None] = long_text()


class Schedulable:
    """The day on which a part takes effect that was announced before; null once it has."""

    scheduled_for: Mapped[str | None] = mapped_column(Day, sort_order=SHARED)


def scheduled() -> Index:
    """Return the index of the parts that are scheduled: each day looks for those of the day."""
    there = text("scheduled_for IS NOT NULL")
    return Index(None, "scheduled_for", sqlite_where=there, postgresql_where=there)


def standing(table: str, *columns: str) -> Index:
    """Return the index of a table's parts that stand and have taken effect, by some columns."""
    there = text("withdrawn_at IS NULL AND scheduled_for IS NULL")
    name = f"ix_{table}_{'_'.join(columns)}_standing"
    return Index(name, *columns, sqlite_where=there, postgresql_where=there)


class PartOfPledge:
    """The key of what belongs to a part of a pledge; the table adds the part's own id."""

    pledge_id: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True, sort_order=RECORD_KEY)


class PartOfStatement:
    """The same of what belongs to a part of a statement."""

    statement_id: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True, sort_order=RECORD_KEY)


def part_key() -> MappedColumn[str]:
    """Return the second column of such a key: the part that the row belongs to, and is deleted with."""
    return mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True, sort_order=PART_KEY)


def of_part(column: str, table: str, owner: str = "pledge_id") -> ForeignKeyConstraint:
    """Return the constraint that the part which `column` names is there, of the record that `owner` names."""
    return ForeignKeyConstraint([owner, column], [f"{table}.{owner}", f"{table}.id"], ondelete="CASCADE")


def spoken(owner: str = "pledge_id") -> Index:
    """Return the index of those citations of parts that are accounts of fields: each write looks for them."""
    there = text("account_field IS NOT NULL")
    return Index(None, owner, sqlite_where=there, postgresql_where=there)


class Tag:
    """A word that a record is filed under."""

    tag: Mapped[str] = mapped_column(ordered_string(80), primary_key=True)
    position: Mapped[int]


class Classification:
    """What the record is in another scheme: the scheme, a colon and its code there."""

    code: Mapped[str] = mapped_column(ordered_string(CODE_LENGTH), primary_key=True)
    position: Mapped[int]


class ExternalId:
    """What another register calls the record: the register, a colon and the id there."""

    code: Mapped[str] = mapped_column(ordered_string(CODE_LENGTH), primary_key=True)
    position: Mapped[int]


class Different:
    """Another record that looks like this one, and why it is not the same."""

    position: Mapped[int]
    reason: Mapped[str] = long_text()


class Translation:
    """What the record is called in another language, and its summary there."""

    language: Mapped[str] = mapped_column(ordered_string(LANGUAGE_LENGTH), primary_key=True)
    position: Mapped[int]
    label: Mapped[str | None] = long_text()
    summary: Mapped[str | None] = long_text()


class Citation:
    """Where a source speaks of the record: a W3C TextQuoteSelector and what it is evidence of."""

    checks: ClassVar[Checks] = {
        "voice": among("voice", Voice),
        "relation": among("relation", Relation),
        "act": among("act", Act),
        "account": "(account_field IS NULL) = (account_value IS NULL)",
    }
    id: Mapped[str] = mapped_column(ordered_string(PART_ID_LENGTH), primary_key=True)
    position: Mapped[int]
    cited_source: Mapped[str] = refers_to("sources", index=True)
    speaker: Mapped[str | None] = refers_to("participants", index=True)
    voice: Mapped[str | None] = mapped_column(ordered_string(20))
    relation: Mapped[str] = mapped_column(ordered_string(20))
    act: Mapped[str | None] = mapped_column(ordered_string(20))
    account_field: Mapped[str | None] = mapped_column(ordered_string(40))
    account_conflicts: Mapped[bool | None] = mapped_column(Boolean(create_constraint=True, name="account_conflicts"))
    page: Mapped[str | None] = long_text()
    section: Mapped[str | None] = long_text()
    attributed_to: Mapped[str | None] = long_text()
    quote_exact: Mapped[str | None] = long_text()
    quote_prefix: Mapped[str | None] = long_text()
    quote_suffix: Mapped[str | None] = long_text()
    account_value: Mapped[str | None] = long_text()
    note: Mapped[str | None] = long_text()
