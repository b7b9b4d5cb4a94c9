"""Clauses over what was known at a moment: rows of the ledger's projection that hold then."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, bindparam, exists, func, select
from sqlalchemy.sql.selectable import CTE
from typing_extensions import override

from app.db.statements import core_table
from app.tables.known import KnownRecord, KnownTerm
from app.tables.search import SearchRecord

NUMBER = "known_number"
DAY = "known_day"
"""The parameters of a moment: the last entry that is taken in, and the last day."""

COLUMNS = {
    "id": "record",
    "sort_title": "label",
    "sort_name": "label",
    "published_first_day": "first_day",
    "starts_first_day": "first_day",
    "announced_first_day": "first_day",
    "said_first_day": "first_day",
    "due_last_day": "due_last_day",
    "updated_at": "updated_at",
}
"""Where a column that lists sort by, or that holds a day, stands among what was known of a record."""

Values = Sequence[BindParameter[Any]] | Select[Any]

Comparison = Callable[[Any, Any], Any]
"""An operator: less, at most, more or at least."""


class Criterion(Protocol):
    """What records have to fulfil: criteria are combined by `&`, `|` and `~`."""

    def __and__(self, other: Any) -> Any:
        """Both."""

    def __or__(self, other: Any) -> Any:
        """Either."""

    def __invert__(self) -> Any:
        """Not this."""


class Known(ABC):
    """What was known of a collection's records at a moment, as filters put clauses on it."""

    def __init__(self, collection: str) -> None:
        """Take the collection."""
        self.collection = collection

    @abstractmethod
    def has(self, field: str, values: Values) -> Criterion:
        """Return the criterion that the record has one of the values as a term."""

    @abstractmethod
    def compares(self, column: str, comparison: Comparison, value: BindParameter[Any]) -> Criterion:
        """Return the criterion that a column of the record's table holds something that compares with a value."""

    @abstractmethod
    def lacks(self, column: str) -> Criterion:
        """Return the criterion that a column of the record's table holds nothing."""

    @abstractmethod
    def numbered(self, numbers: Select[int]) -> Criterion:
        """Return the criterion that the record has one of the numbers under which words are indexed."""

    @abstractmethod
    def where(self, clause: Callable[[ColumnElement[str]], ColumnElement[bool]]) -> Criterion:
        """Return the criterion that the record's id fulfils a clause."""


class KnownInTables(Known):
    """What the tables of the projection hold: clauses of statements over the rows of records."""

    def __init__(self, collection: str) -> None:
        """Take the collection; `record` is the row of the record that clauses are about."""
        super().__init__(collection)
        self.record: FromClause = core_table(KnownRecord)
        self.terms: FromClause = core_table(KnownTerm)

    def column(self, name: str) -> ColumnElement[Any]:
        """Return the known column for one of the record's table."""
        column: ColumnElement[Any] = self.record.c[COLUMNS[name]]
        return column

    def is_there(self) -> list[ColumnElement[bool]]:
        """Return the clauses by which the record is there: known then, and not of a later day."""
        # As an expression: by OR, SQLite would look up both sides instead of reading in the order of an index.
        in_time = func.coalesce(self.record.c.first_day, day_bind()) <= day_bind()
        there = [self.record.c.collection == self.collection, *held(self.record)]
        return [*there, in_time] if self.collection in DATED else there

    @override
    def has(self, field: str, values: Values) -> ColumnElement[bool]:
        terms = self.terms.alias()
        found = select(terms.c.record).where(*term_clauses(terms, self.collection, field, values))
        return exists(found.where(terms.c.record == self.record.c.record))

    @override
    def compares(self, column: str, comparison: Comparison, value: BindParameter[Any]) -> ColumnElement[bool]:
        clause: ColumnElement[bool] = comparison(self.column(column), value)
        return clause

    @override
    def lacks(self, column: str) -> ColumnElement[bool]:
        return self.column(column).is_(None)

    @override
    def numbered(self, numbers: Select[int]) -> ColumnElement[bool]:
        return self.record.c.record.in_(select(SearchRecord.record).where(SearchRecord.number.in_(numbers)))

    @override
    def where(self, clause: Callable[[ColumnElement[str]], ColumnElement[bool]]) -> ColumnElement[bool]:
        return clause(self.record.c.record)


DATED = frozenset({"meetings", "pledges", "statements"})
"""Collections whose records are of a day: on an earlier one they are left out."""


def number_bind() -> BindParameter[Any]:
    """Return the parameter of the last entry."""
    return bindparam(NUMBER, type_=core_table(KnownTerm).c.from_entry.type)


def day_bind() -> BindParameter[Any]:
    """Return the parameter of the last day."""
    return bindparam(DAY, type_=core_table(KnownTerm).c.from_day.type)


def held(rows: FromClause) -> list[ColumnElement[bool]]:
    """Return the clauses by which rows were known at the moment."""
    return [rows.c.from_entry <= number_bind(), rows.c.to_entry > number_bind()]


def term_clauses(terms: FromClause, collection: str, field: str, values: Values) -> list[ColumnElement[bool]]:
    """Return the clauses of terms of a field that held at the moment, with one of the values."""
    value = terms.c.value
    one_of = value == values[0] if not isinstance(values, Select) and len(values) == 1 else value.in_(values)
    return [
        terms.c.collection == collection,
        terms.c.field == field,
        one_of,
        *held(terms),
        terms.c.from_day <= day_bind(),
        terms.c.to_day > day_bind(),
    ]


def known_within(collection: str, field: str, values: Values) -> CTE:
    """Return the records that were reached from the given ones, themselves included, by terms of a field."""
    records, terms = core_table(KnownRecord), core_table(KnownTerm)
    found = (
        select(records.c.record.label("id"))
        .where(records.c.collection == collection, records.c.record.in_(values), *held(records))
        .cte(recursive=True)
    )
    further = select(terms.c.record).where(
        terms.c.collection == collection, terms.c.field == field, terms.c.value == found.c.id, *held(terms)
    )
    return found.union(further)
