"""Filters and sorts of lists, as data: a filter is one line in its slice, declared once for all moments."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, bindparam, or_, select

from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding, key_column
from app.tables.base import Base

Binds = Sequence[BindParameter[Any]]
Clause = Callable[[Binding, Binds], ColumnElement[bool]]
Holds = Callable[[Values, Sequence[Any]], bool]
Reached = Callable[[Binding, Binds], Select[Any]]
"""Gives the ids that are reached from those that are bound, themselves included."""

Counted = Sequence[tuple[str, int]]
"""The names of filters, each with how many values it has."""

RowClause = Callable[[Binding, FromClause, Binds], ColumnElement[bool]]
"""What a filter asks of a row of a nested table."""

Comparison = Callable[[Any, Any], Any]
"""An operator: less, at most, more or at least."""


@dataclass(frozen=True)
class Through:
    """A nested table whose index (column, fixed columns, key) gives each record once, in their order."""

    table: type[Base]
    column: str
    fixed: Mapping[str, str]


@dataclass(frozen=True)
class Filter:
    """A filter of a list: its clause over the tables that it is bound to, and the bound values.

    `sorts` names the sorts for which an index holds the filter's column, the sort's and the id, so that a page is
    a bounded read. `through` is the nested table that then leads the query instead. `below` gives what is within the
    records that the values name, where a filter includes that. `holds` answers the same for the row of a part, given
    the values: lists of parts as they were look at each. `everything` is the word by which nothing is left out.
    """

    clause: Clause
    sorts: frozenset[str] = frozenset()
    through: Through | None = None
    below: Reached | None = None
    holds: Holds = lambda _row, _values: True
    everything: str | None = None


@dataclass(frozen=True)
class Sort:
    """A sort of a list: its column, and whether records may lack it (they come last in either direction)."""

    column: str
    nullable: bool = False


def bound_name(name: str, index: int) -> str:
    """Return what a filter's value is bound as: no name that SQLAlchemy would make of a column."""
    return f"filter_{name}_{index}"


def binds_of(name: str, count: int) -> Binds:
    """Return the parameters of a filter's values."""
    return [bindparam(bound_name(name, index)) for index in range(count)]


def clauses(filters: Mapping[str, Filter], active: Counted, binding: Binding) -> list[ColumnElement[bool]]:
    """Return the clauses of the active filters, their values bound by name."""
    return [filters[name].clause(binding, binds_of(name, count)) for name, count in active]


def of_one_row(
    active: Counted, binding: Binding, nested_table: type[Base], asked: Mapping[str, RowClause]
) -> tuple[list[ColumnElement[bool]], Counted]:
    """Return the clause that one and the same row holds what several filters ask of it, and all other filters.

    Where fewer than two of them are active, there is nothing to hold together: all are others.
    """
    together = [pair for pair in active if pair[0] in asked]
    if len(together) < 2:  # noqa: PLR2004
        return [], active
    rows = binding.table(nested_table)
    held = [asked[name](binding, rows, binds_of(name, count)) for name, count in together]
    found = select(key_column(rows)).where(*held)
    return [binding.key.in_(found)], [pair for pair in active if pair[0] not in asked]


def held_by(column: str) -> RowClause:
    """Return what a filter asks whose values are those of a column of the row."""
    return lambda _binding, rows, binds: among(rows.c[column], binds)


def equals(column: str, *sorts: str, below: Reached | None = None) -> Filter:
    """Return the filter for a column that holds one of the values, or something within one."""
    return Filter(
        lambda binding, binds: among(binding.column(column), binds),
        frozenset(sorts),
        below=below,
        holds=lambda row, values: row[column] in values,
    )


def nullable(name: str, column: str, *sorts: str) -> dict[str, Filter]:
    """Return the filters for a column that may be null: by its values, for null alone, and for either."""

    def is_null(binding: Binding, _binds: Binds) -> ColumnElement[bool]:
        return binding.column(column).is_(None)

    by_value = equals(column, *sorts)
    return {
        name: by_value,
        # PostgreSQL does not take the index on (column, id) for the order by id where the column is null.
        without(name): Filter(is_null, holds=lambda row, _values: row[column] is None),
        or_without(name): Filter(
            lambda binding, binds: or_(is_null(binding, binds), by_value.clause(binding, binds)),
            holds=lambda row, values: row[column] is None or row[column] in values,
        ),
    }


def without(name: str) -> str:
    """Return what the filter is called for records that have nothing of what another filters by."""
    return f"{name}_is_null"


def or_without(name: str) -> str:
    """Return what the filter is called for those together with the ones that have one of the values."""
    return f"{name}_or_null"


def among_ids() -> Filter:
    """Return the filter for some records, named by their ids."""
    return Filter(lambda binding, binds: among(binding.key, binds))


def flagged(column: str, *sorts: str) -> Filter:
    """Return the filter for records whose column is true. Both filters of a flag are called by its column."""
    return Filter(
        lambda binding, _binds: binding.column(column).is_(True),
        frozenset(sorts),
        holds=lambda row, _values: bool(row[column]),
    )


def not_flagged(column: str, *sorts: str) -> Filter:
    """Return the filter for records whose column is false."""
    return Filter(
        lambda binding, _binds: binding.column(column).is_(False),
        frozenset(sorts),
        holds=lambda row, _values: not row[column],
    )


def from_day(column: str) -> Filter:
    """Return the filter for days on or after the given one."""
    return compared(column, operator.ge)


def to_day(column: str) -> Filter:
    """Return the filter for days on or before the given one."""
    return compared(column, operator.le)


def before_day(column: str) -> Filter:
    """Return the filter for days before the given one."""
    return compared(column, operator.lt)


def after_day(column: str) -> Filter:
    """Return the filter for days after the given one."""
    return compared(column, operator.gt)


def compared(column: str, compare: Comparison, *sorts: str) -> Filter:
    """Return the filter for a column that holds something which compares with the value."""
    return Filter(
        lambda binding, binds: compare(binding.column(column), binds[0]),
        frozenset(sorts),
        holds=lambda row, values: row[column] is not None and compare(row[column], values[0]),
    )


def nested(
    nested_table: type[Base], column: str, *, leads: bool = False, below: Reached | None = None, **fixed: str
) -> Filter:
    """Return the filter for a nested row whose column holds one of the values; `fixed` columns hold theirs.

    `leads`: its index on (column, fixed…, key) gives each record once, so it can lead a list sorted by id.
    """

    def clause(binding: Binding, binds: Binds) -> ColumnElement[bool]:
        inner = binding.table(nested_table)
        return binding.is_in([binding.key], select(key_column(inner)).where(*among_rows(inner, through, binds)))

    through = Through(nested_table, column, fixed)
    return Filter(clause, frozenset({"id"}), through, below) if leads else Filter(clause, below=below)


def among_rows(rows: FromClause, through: Through, values: Binds) -> list[ColumnElement[bool]]:
    """Return the clauses that rows of a nested table hold one of the values."""
    fixed = [rows.c[name] == value for name, value in through.fixed.items()]
    return [among(rows.c[through.column], values), *fixed]


def among(column: ColumnElement[Any], values: Binds | Select[Any]) -> ColumnElement[bool]:
    """Return the clause that a column holds one of the values."""
    if not isinstance(values, Select) and len(values) == 1:
        return column == values[0]
    return column.in_(values)
