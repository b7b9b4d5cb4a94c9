"""The twins in memory at a moment, of which all records are counted at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    cast,
    false,
    func,
    literal_column,
    select,
    tuple_,
)
from typing_extensions import override

from app.records.base.lists.bindings import Dated, LastBy, Past, held
from app.tables.history import TWINS

ENTRIES = 2**32
"""More than there can be entries: with a day before it, a number of one tells which comes last."""


def last_of(value: ColumnElement[Any], last_by: LastBy) -> ColumnElement[Any]:
    """Return the aggregate that gives the value of the last row, by a day and an entry; it leaves out what is null."""
    day, entry = last_by
    # One number is compared faster than two columns.
    days = cast(day.op("-")(literal_column("DATE '0001-01-01'")), BigInteger)
    last: ColumnElement[Any] = func.max_by(value, days * ENTRIES + entry, type_=value.type)
    return last


class CountedAtOnce(Past):
    """Clauses find what they look for once, for all records: look-ups for each are much longer to plan, and to do."""

    _sought: Select[Any] | None = None
    """The records of which alone something is sought."""

    @override
    def is_in(
        self, columns: Sequence[ColumnElement[Any]], found: Select[Any], *, nullable: bool = False
    ) -> ColumnElement[bool]:
        one = columns[0] if len(columns) == 1 else tuple_(*columns)
        return func.coalesce(one.in_(found), false()) if nullable else one.in_(found)

    @override
    def of_each(
        self,
        name: str,
        found: Select[Any],
        last_by: LastBy | None = None,
    ) -> ColumnElement[Any]:
        if name not in self._joined:
            key, value = found.selected_columns
            if last_by is not None:
                value = last_of(value, last_by)
            rows = found.with_only_columns(key.label("record"), value.label("value")).group_by(key)
            if self._sought is not None:
                rows = rows.where(key.in_(self._sought))
            joined = rows.subquery()
            self.source = self.source.outerjoin(joined, joined.c.record == self.key)
            self._joined[name] = joined
        rows_of: FromClause = self._joined[name]
        value_of_each: ColumnElement[Any] = rows_of.c.value
        return value_of_each

    @override
    def _day(self, dated: Dated) -> ColumnElement[str]:
        facts = self._at(TWINS[self._table]).alias()
        self._sought = select(facts.c.id).where(*held(facts), facts.c[dated.column].is_(None))
        try:
            return super()._day(dated)
        finally:
            self._sought = None
