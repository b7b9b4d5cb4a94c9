"""What clauses are bound to: the tables of now, or their twins at a moment. A filter is declared once, for both."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, Table, and_, bindparam, exists, func, select
from typing_extensions import override

from app.db.statements import core_table
from app.tables.base import Base
from app.tables.history import ATTESTATIONS, CRITERIA, DISPUTES, STANDINGS, STATUS_CHANGES, TERMS, TWINS, UPDATES
from app.tables.ledger.entries import Entry
from app.tables.parts.status_changes import StatusChange

NUMBER = "moment_number"
DAY = "moment_day"
"""The parameters of a moment: the last entry that counts, and the last day."""

WORLD_DAY = "world_day"
"""The column of the day in the world by which records are there."""

BOUNDS = frozenset({"from_entry", "to_entry", "from_day", "to_day"})


LastBy = tuple[ColumnElement[Any], ColumnElement[Any]]
"""By which columns the last row of several is found: that of its day, and that of its entry."""


def number_bind() -> BindParameter[Any]:
    """Return the parameter of the last entry."""
    return bindparam(NUMBER, type_=core_table(Entry).c.number.type)


def day_bind() -> BindParameter[Any]:
    """Return the parameter of the last day."""
    return bindparam(DAY, type_=STANDINGS.c.from_day.type)


def held(rows: FromClause) -> list[ColumnElement[bool]]:
    """Return the clauses by which rows of a twin held at the moment."""
    clauses: list[ColumnElement[bool]] = [rows.c.from_entry <= number_bind(), rows.c.to_entry > number_bind()]
    if "from_day" in rows.c:
        clauses += [rows.c.from_day <= day_bind(), rows.c.to_day > day_bind()]
    return clauses


def key_column(rows: FromClause) -> ColumnElement[Any]:
    """Return the column that says to which record a row of a nested table belongs: the first."""
    found: ColumnElement[Any] = next(iter(rows.c))
    return found


class Binding(ABC):
    """The tables that clauses are about: the records that are asked for, and all others."""

    source: FromClause
    """What is selected from: the records, and what was joined to them for their columns."""

    key: ColumnElement[str]
    """The ids of the records."""

    @abstractmethod
    def column(self, name: str) -> ColumnElement[Any]:
        """Return a column of the records."""

    @abstractmethod
    def table(self, live: type[Base]) -> FromClause:
        """Return the rows of another table."""

    def is_there(self) -> list[ColumnElement[bool]]:
        """Return the clauses by which a record is there at all: none where all are."""
        return []

    @abstractmethod
    def again(self) -> "Binding":
        """Return the same records once more, beside those that are asked for: others of them, by what relates them."""

    @abstractmethod
    def standing_status_changes(self) -> FromClause:
        """Return the status changes of pledges that stand and have taken effect."""

    def by_then(self, _day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return the clauses that a day in the world has come by the moment: all have by now that have happened."""
        return []

    def sought(self, _key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return the clauses that a key is of one of the records that are asked for: none where all may be."""
        return []

    def few(self, _column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return the clauses that leave all rows of a table that a statement makes, but say that these are few."""
        return []

    def key_beside(self, _name: str) -> ColumnElement[str]:
        """Return the ids as they stand beside a column of the records: what an index on it goes on with."""
        return self.key

    def owing(self, standings: type[Base]) -> FromClause:
        """Return where those stand who owe a pledge: among others, from whom a flag tells them."""
        return self.table(standings)

    def counts_for(self, owing: FromClause, by: BindParameter[str], told: "CountsFor") -> ColumnElement[bool]:
        """Return whether a pledge counts for each who owes it: told by an expression, unless rows hold it."""
        return told(key_column(owing), owing.c.subject, self, by)

    def derived(self, _name: str, told: "Derived") -> ColumnElement[Any]:
        """Return what follows of each record from others, told by an expression: under a name, where rows hold it."""
        return told(self)

    def is_in(
        self,
        columns: Sequence[ColumnElement[Any]],
        found: Select[Any],
        *,
        nullable: bool = False,  # noqa: ARG002 - looked up by equality, nothing is found of null
    ) -> ColumnElement[bool]:
        """Return the clause that columns hold what a row that is found holds: false of null, where they are `nullable`.

        It is looked up record by record: of a list, only those of a page are looked at.
        """
        same = [column == one for column, one in zip(columns, found.selected_columns, strict=True)]
        return exists(found.where(*same).correlate_except(*found.get_final_froms()))

    def of_each(self, _name: str, found: Select[Any], last_by: LastBy | None = None) -> ColumnElement[Any]:
        """Return what is found of each record, null where nothing is: the rows give its id and a value.

        The value sums up all rows of the record, or is that of the last one, by a day and an entry. The name tells it
        from others.
        """
        key, value = found.selected_columns
        own = found.with_only_columns(value).where(key == self.key).correlate_except(*found.get_final_froms())
        if last_by is not None:
            own = own.order_by(*(column.desc() for column in last_by)).limit(1)
        return own.scalar_subquery()


Derived = Callable[[Binding], ColumnElement[Any]]
"""An expression over the tables that clauses are bound to."""


CountsFor = Callable[[ColumnElement[str], ColumnElement[str], Binding, BindParameter[str]], ColumnElement[bool]]
"""Gives whether a pledge counts for a promisor, by a rollup."""


class Present(Binding):
    """The tables of now."""

    def __init__(self, table: FromClause, key: str = "id") -> None:
        """Take the table of the records, or of the parts, that are asked for."""
        self.source = self._table = table
        self.key = table.c[key]

    @override
    def again(self) -> Binding:
        return Present(self._table.alias(), self.key.name)

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        found: ColumnElement[Any] = self._table.c[name]
        return found

    @override
    def table(self, live: type[Base]) -> FromClause:
        return core_table(live)

    @override
    def standing_status_changes(self) -> FromClause:
        rows = core_table(StatusChange)
        columns = [rows.c[column.name] for column in STATUS_CHANGES.c if column.name in rows.c]
        return select(*columns).where(rows.c.withdrawn_at.is_(None), rows.c.scheduled_for.is_(None)).subquery()


@dataclass(frozen=True)
class Dated:
    """The day of records in the world: the column that holds it, and what gives it to those that have none there."""

    column: str
    otherwise: Callable[[Binding], ColumnElement[str]] | None = None


class Past(Binding):
    """The twins at a moment, whose number and day are parameters.

    `dated` says what day in the world a record has: on earlier days it is left out. `at` gives the table that is read
    for a twin, where that is a copy of it. `by_key`: the records are named, or found by what relates them to others.
    """

    def __init__(
        self,
        collection: str,
        table: Table,
        dated: Dated | None,
        at: Callable[[Table], Table] = lambda twin: twin,
        *,
        by_key: bool = False,
    ) -> None:
        """Take the collection and its table of now."""
        self._collection, self._table, self._dated, self._at = collection, table, dated, at
        self._by_key = by_key
        self._facts = at(TWINS[table]).alias()
        self._joined: dict[str, FromClause] = {}
        self.source = self._facts
        self.key = self._facts.c.id

    @override
    def again(self) -> Binding:
        return type(self)(self._collection, self._table, self._dated, self._at, by_key=True)

    @override
    def is_there(self) -> list[ColumnElement[bool]]:
        """Return the clauses by which a record is there: known then, and not of a later day."""
        there = held(self._facts)
        if self._dated is not None:
            # As an expression: by OR, SQLite would look up both sides instead of reading in the order of an index.
            there.append(func.coalesce(self._day(self._dated), day_bind()) <= day_bind())
        return there

    def _day(self, dated: Dated) -> ColumnElement[str]:
        own: ColumnElement[str] = self._facts.c[dated.column]
        return own if dated.otherwise is None else func.coalesce(own, dated.otherwise(self))

    def is_day(self, column: ColumnElement[Any]) -> bool:
        """Return whether a column is the day by which records are there."""
        return self._dated is not None and column is self._facts.c[self._dated.column]

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        found: ColumnElement[Any]
        if name in self._facts.c:
            found = self._facts.c[name]
        elif name == WORLD_DAY and self._dated is not None:
            found = self._day(self._dated)
        elif name == "disputed":
            found = self._is_disputed()
        elif name == "criteria_after_verdict":
            found = self._is_judged_before_criteria()
        elif name in TERMS.c:
            found = self._join(TERMS, "pledge_id").c[name]
        elif name in STANDINGS.c:
            found = self._join(STANDINGS, "pledge_id", subject="").c[name]
        elif name == "attestation":
            found = self._join(ATTESTATIONS, "record", collection=self._collection).c[name]
        else:
            found = self._updates().c[name]
        return found

    def _updates(self) -> FromClause:
        return self._join(UPDATES, "record", collection=self._collection)

    @override
    def key_beside(self, name: str) -> ColumnElement[str]:
        found: ColumnElement[str] = self.key
        if name == "updated_at":
            found = self._updates().c.record
        elif name in TERMS.c and name not in self._facts.c:
            found = self._join(TERMS, "pledge_id").c.pledge_id
        return found

    def _join(self, twin: Table, key: str, **fixed: str) -> FromClause:
        if twin.name not in self._joined:
            rows = self._at(twin).alias()
            same = [rows.c[key] == self.key, *(self._is(rows.c[name], fixed[name]) for name in fixed), *held(rows)]
            self.source = self.source.join(rows, and_(*same))
            self._joined[twin.name] = rows
        return self._joined[twin.name]

    def _is(self, column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
        # As an expression: for each record SQLite would read all rows that have the value, by an index on it.
        return (func.coalesce(column, value) if self._by_key else column) == value

    def _is_disputed(self) -> ColumnElement[bool]:
        rows = self._at(DISPUTES).alias()
        of_pledges = rows.c.collection == self._collection
        return self.is_in([self.key], select(rows.c.record).where(of_pledges, *held(rows)))

    def _is_judged_before_criteria(self) -> ColumnElement[bool]:
        """Return the clause that a status change stood that was recorded before the criterion for its status was."""
        criteria, changes = self._at(CRITERIA).alias(), self._at(STATUS_CHANGES).alias()
        same = changes.c.pledge_id == criteria.c.pledge_id, changes.c.status == criteria.c.status
        earlier = changes.c.effective_last_day <= day_bind(), changes.c.entry < criteria.c.written_by
        judged = select(criteria.c.pledge_id).join_from(criteria, changes, and_(*same, *earlier))
        return self.is_in([self.key], judged.where(*held(criteria), *held(changes)))

    @override
    def standing_status_changes(self) -> FromClause:
        twin = self._at(STATUS_CHANGES)
        return select(twin).where(*held(twin), *self.by_then(twin.c.effective_last_day)).subquery()

    @override
    def by_then(self, day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [day <= day_bind()]

    @override
    def table(self, live: type[Base]) -> FromClause:
        twin = self._at(TWINS[core_table(live)])
        return select(*(column for column in twin.c if column.name not in BOUNDS)).where(*held(twin)).subquery()


OF_PARTY = frozenset({"status", "fulfilled_late", "is_reversal", "overridden", "unknown_because"})
"""The columns of pledges that each party has for itself. What the pledge's status comes from is the pledge's alone."""


class OfParty(Binding):
    """Another binding, in which the columns of where a pledge stands are those of one party."""

    def __init__(self, binding: Binding, standings: FromClause) -> None:
        """Take the binding, and the row of the party among `standings`."""
        self._binding, self._standings = binding, standings
        self.source, self.key = binding.source, binding.key

    @override
    def again(self) -> Binding:
        return self._binding.again()

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        if name in OF_PARTY:
            found: ColumnElement[Any] = self._standings.c[name]
            return found
        return self._binding.column(name)

    @override
    def table(self, live: type[Base]) -> FromClause:
        return self._binding.table(live)

    @override
    def standing_status_changes(self) -> FromClause:
        return self._binding.standing_status_changes()

    @override
    def by_then(self, day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return self._binding.by_then(day)

    @override
    def derived(self, name: str, told: Derived) -> ColumnElement[Any]:
        return self._binding.derived(name, told)

    @override
    def is_in(
        self, columns: Sequence[ColumnElement[Any]], found: Select[Any], *, nullable: bool = False
    ) -> ColumnElement[bool]:
        return self._binding.is_in(columns, found, nullable=nullable)

    @override
    def of_each(self, name: str, found: Select[Any], last_by: LastBy | None = None) -> ColumnElement[Any]:
        return self._binding.of_each(name, found, last_by)
