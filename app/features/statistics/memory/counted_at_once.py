"""Tables of which all records are looked at at once: look-ups for each are much longer to plan, and to do."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, bindparam, false, func, select, tuple_
from typing_extensions import override

from app.records.base.lists.bindings import WORLD_DAY, Binding, Dated, LastBy, Past, Present, held
from app.tables.history import TWINS

AFTER, UP_TO = "stretch_after", "stretch_up_to"
"""The parameters of a stretch of records: it begins after one, and ends with another."""


def within(key: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Return the clauses that a record is of the stretch that parameters give."""
    return [key > bindparam(AFTER, type_=key.type), key <= bindparam(UP_TO, type_=key.type)]


def last_rows(found: Select[Any], by: Sequence[ColumnElement[Any]], last_by: LastBy) -> Select[Any]:
    """Return of rows that are found the last by a day and an entry, of each that has the same in some columns."""
    order = [column.desc() for column in last_by]
    place = func.row_number().over(partition_by=by, order_by=order).label("place")
    placed = found.add_columns(place).subquery()
    return select(*(column for column in placed.c if column.name != "place")).where(placed.c.place == 1)


class AtOnce(Binding):
    """What clauses look for is found once, for all records, and joined to them."""

    _joined: dict[str, FromClause]
    _undated: Select[Any] | None = None
    """The records without a day of their own, while that of others is looked for."""

    @override
    def of_each(self, name: str, found: Select[Any], last_by: LastBy | None = None) -> ColumnElement[Any]:
        if name not in self._joined:
            key, value = found.selected_columns
            rows = found.with_only_columns(key.label("record"), value.label("value")).where(*self.sought(key))
            rows = rows.group_by(key) if last_by is None else last_rows(rows, [key], last_by)
            joined = rows.subquery()
            self.source = self.source.outerjoin(joined, joined.c.record == self.key)
            self._joined[name] = joined
        value_of_each: ColumnElement[Any] = self._joined[name].c.value
        return value_of_each

    @override
    def sought(self, key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [] if self._undated is None else [key.in_(self._undated)]


class Gathered(AtOnce, Present):
    """The tables of now, of a stretch of records."""

    def __init__(self, table: Table, dated: Dated) -> None:
        """Take the table of the records, and their day in the world."""
        super().__init__(table)
        self._dated, self._joined = dated, {}

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        if name != WORLD_DAY:
            return super().column(name)
        records = self._table.alias()
        self._undated = select(records.c.id).where(records.c[self._dated.column].is_(None))
        try:
            return _world_day(self, self._dated)
        finally:
            self._undated = None

    @override
    def again(self) -> Binding:
        return _Others(self._table.alias(), self._dated)

    @override
    def is_in(
        self, columns: Sequence[ColumnElement[Any]], found: Select[Any], *, nullable: bool = False
    ) -> ColumnElement[bool]:
        if len(columns) > 1 or nullable:
            # Of pairs, SQLite finds each sooner by a key.
            return super().is_in(columns, found)
        if columns[0] is self.key:
            found = found.where(*within(found.selected_columns[0]))
        return columns[0].in_(found)

    @override
    def of_each(self, name: str, found: Select[Any], last_by: LastBy | None = None) -> ColumnElement[Any]:
        # The last of a few is sooner found record by record, by an index, than all are put in order.
        return super().of_each(name, found) if last_by is None else Binding.of_each(self, name, found, last_by)

    @override
    def sought(self, key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [*super().sought(key), *within(key)]


class _Others(Present):
    """Some of the records once more, each looked up."""

    def __init__(self, table: FromClause, dated: Dated) -> None:
        super().__init__(table)
        self._dated = dated

    @override
    def column(self, name: str) -> ColumnElement[Any]:
        return _world_day(self, self._dated) if name == WORLD_DAY else super().column(name)


def _world_day(binding: Binding, dated: Dated) -> ColumnElement[Any]:
    own = binding.column(dated.column)
    return own if dated.otherwise is None else func.coalesce(own, dated.otherwise(binding))


class CountedAtOnce(AtOnce, Past):
    """The twins in memory at a moment."""

    @override
    def is_in(
        self, columns: Sequence[ColumnElement[Any]], found: Select[Any], *, nullable: bool = False
    ) -> ColumnElement[bool]:
        one = columns[0] if len(columns) == 1 else tuple_(*columns)
        return func.coalesce(one.in_(found), false()) if nullable else one.in_(found)

    @override
    def _day(self, dated: Dated) -> ColumnElement[str]:
        facts = self._at(TWINS[self._table]).alias()
        self._undated = select(facts.c.id).where(*held(facts), facts.c[dated.column].is_(None))
        try:
            return super()._day(dated)
        finally:
            self._undated = None
