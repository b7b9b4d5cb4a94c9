"""Statements for pages of the change feed: the entries after a number that satisfy filters, in order.

Where few entries can match, they are sought by the index of their record. Otherwise the entries are walked in order,
a window at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    ScalarSelect,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    select,
)

from app.audience import Audience, may_see
from app.db.columns import SmallAsBytes
from app.db.expressions import Checked
from app.db.statements import OneOf, Query, core_table
from app.ledger.entries.chain import ENTRIES
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF, Entry
from app.tables.ledger.mentions import NAMED, Mention

FEW = 500
"""Records that ever named something, below which their entries are sought one by one."""

RECORDS = "records"
COLLECTION = "of_collection_"

_redaction = core_table(Entry).alias()
_PAGE = (
    select(
        Entry.number, Entry.at, Entry.actor, Entry.request, Entry.data_set, Entry.collection, Entry.record,
        Entry.version, Entry.part, Entry.operation, Entry.form, SmallAsBytes(core_table(Entry).c.body).label("body"),
        Entry.salt, Entry.digest, Entry.previous, Entry.hash,
        _redaction.c.number.label("redaction"), _redaction.c.body.label("reason"),
    )
    .outerjoin(
        _redaction,
        and_(
            Entry.body.is_(None),
            _redaction.c.collection == ENTRIES,
            _redaction.c.record == cast(Entry.number, String),
        ),
    )
)  # fmt: skip


@dataclass(frozen=True)
class EntryFilters:
    """Which entries are wanted: of several values one, of each filter that is given. None is given: all entries.

    `named` are ids of records, by collection, that the record of an entry has named by then.
    """

    collections: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether entries are left out."""
        return bool(self.collections or self.records or self.operations or self.named)

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the statement."""
        given = {RECORDS: self.records, "operations": self.operations, **self.named}
        found: dict[str, Any] = {name: list(values) for name, values in given.items() if values}
        return found | {f"{COLLECTION}{place}": name for place, name in enumerate(self.collections)}


ALL = EntryFilters()


def page_query(reader: Audience, filters: EntryFilters, sought: str | None, *, newest: bool = False) -> Query:
    """Return the statement for a page; `sought`: by which filter the entries are found, if not one after another.

    `newest`: the last entries, the last of all first.
    """
    return _page(reader, tuple(filters.values), sought, newest=newest)


@cache
def _page(reader: Audience, names: tuple[str, ...], sought: str | None, *, newest: bool) -> Query:
    page = _PAGE.order_by(Entry.number.desc() if newest else Entry.number)
    if sought is None:
        table = core_table(Entry)
        within = (table.c.number > bindparam("after"), table.c.number <= bindparam("until"))
        wanted = (*within, *_clauses(table, names), *may_see(reader, _collection_of(table), table.c.record))
        return Query(page.where(*wanted).limit(bindparam("limit")))
    entry = core_table(Entry).alias("wanted")
    # With a sum, which no index gives, the database cannot walk along the numbers instead of seeking the records.
    number: ColumnElement[int] = entry.c.number + 0
    numbers = select(number.label("number")).select_from(_seeking(entry, sought))
    wanted = (number > bindparam("after"), number <= bindparam("until"), *_clauses(entry, names))
    numbers = numbers.where(*wanted, *may_see(reader, _collection_of(entry), entry.c.record))
    found = numbers.distinct().order_by(number.desc() if newest else number).limit(bindparam("limit"))
    return Query(page.where(Entry.number.in_(found)))


def _seeking(entry: FromClause, sought: str) -> FromClause:
    """Return the entries, found by what the index of their records gives."""
    if sought == RECORDS:
        return entry
    naming = core_table(Mention).alias("naming")
    # An entry of the record, or one of the calendar about it.
    of_calendar = case(
        (naming.c.from_collection == CALENDAR_OF, literal(CALENDAR, String())), else_=naming.c.from_collection
    )
    collections = naming.c.from_collection, of_calendar
    own = entry.c.collection.in_(collections), entry.c.record == naming.c.from_record
    wanted = naming.c.to_collection == sought, OneOf(naming.c.to_record, sought), entry.c.number + 0 >= naming.c.since
    return naming.join(entry, and_(*own, *wanted))


def _clauses(entry: FromClause, names: Sequence[str]) -> list[ColumnElement[Any]]:
    # Each is a parameter: of a list in one the database does not know how few they are.
    collections: list[BindParameter[str]] = [bindparam(name) for name in names if name.startswith(COLLECTION)]
    clauses: list[ColumnElement[Any]] = [Checked(entry.c.collection).in_(collections)] if collections else []
    if RECORDS in names:
        clauses.append(OneOf(entry.c.record, RECORDS))
    if "operations" in names:
        clauses.append(OneOf(entry.c.operation, "operations"))
    return clauses + [_has_named(entry, name) for name in names if name in NAMED]


def _collection_of(entry: FromClause) -> ColumnElement[str]:
    """Return the collection of the record that an entry is about: what the calendar says is about pledges."""
    about = literal(CALENDAR_OF, String())
    found: ColumnElement[str] = case((entry.c.collection == CALENDAR, about), else_=entry.c.collection)
    return found


def _has_named(entry: FromClause, collection: str) -> ColumnElement[bool]:
    mention = core_table(Mention)
    own = mention.c.from_collection == _collection_of(entry), mention.c.from_record == entry.c.record
    named = mention.c.to_collection == collection, OneOf(mention.c.to_record, collection)
    found = select(mention.c.since).where(*own, *named, mention.c.since <= entry.c.number)
    return exists(found.correlate(entry))


@cache
def naming_query(names: tuple[str, ...]) -> Query:
    """Return the statement for which entries of a stretch are of records that had named, by then, what is asked for."""
    entry = core_table(Entry)
    within = (entry.c.number > bindparam("after"), entry.c.number <= bindparam("until"))
    return Query(select(entry.c.number).where(*within, *(_has_named(entry, name) for name in names)))


@cache
def rarity_query(names: tuple[str, ...]) -> Query:
    """Return the statement for how many records have named what each filter names: none is counted beyond `FEW`."""
    return Query(select(*(_count(collection).label(collection) for collection in names)))


def _count(collection: str) -> ScalarSelect[int]:
    mention = core_table(Mention)
    named = mention.c.to_collection == collection, OneOf(mention.c.to_record, collection)
    found = select(mention.c.since).where(*named).limit(FEW).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


_later = core_table(Entry).alias()
LAST = Query(
    select(Entry.record, Entry.operation, Entry.body).where(
        Entry.collection == bindparam("collection"),
        OneOf(Entry.record, RECORDS),
        ~exists().where(
            _later.c.collection == Entry.collection, _later.c.record == Entry.record, _later.c.version > Entry.version
        ),
    )
)
"""The last entry of each of some records of a collection."""
