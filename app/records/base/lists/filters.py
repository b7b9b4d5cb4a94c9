"""Filters and sorts of lists, as data: a filter is one line in its slice.

Each filter is told twice: as a clause over the tables of now, and as the terms under which a record is found by it,
which lists of another moment look up (app/records/base/lists/criteria.py).
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, exists, literal, select

from app.db.statements import core_table
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.records.base.lists.criteria import Comparison, Criterion, Known
from app.tables.base import owner_key

Binds = Sequence[BindParameter[Any]]
Clause = Callable[[Table, Binds], ColumnElement[bool]]
Terms = Callable[[RecordType, State, Values], Iterable[str | None]]
KnownClause = Callable[[Known, str, Binds], Criterion]
Holds = Callable[[Values, Sequence[Any]], bool]


def has_term(known: Known, name: str, values: Binds) -> Criterion:
    """Return the clause that a record has one of the values as a term of the filter."""
    return known.has(name, values)


@dataclass(frozen=True)
class Filter:
    """A filter of a list: its clause over the record's table and the bound values.

    `sorts` names the sorts for which an index holds the filter's column, the sort's and the id, so that a page is
    a bounded read. `through` is the nested table whose index (column, owner) then leads the query instead.
    `terms` gives the values under which a state (with its table's columns) is found; `known` the clause for another
    moment, given the filter's name: by default, that the record has one of the values as a term. `holds` tells the same
    of the row of a part, given the values: lists of parts as they were look at each.
    """

    clause: Clause
    sorts: frozenset[str] = frozenset()
    through: tuple[Table, str, tuple[tuple[str, str], ...]] | None = None
    terms: Terms = lambda _record_type, _state, _columns: ()
    known: KnownClause = has_term
    holds: Holds = lambda _row, _values: True


@dataclass(frozen=True)
class Sort:
    """A sort of a list: its column, and whether records may lack it (they come last in either direction)."""

    column: str
    nullable: bool = False


def equals(column: str, *sorts: str) -> Filter:
    """Return the filter for a column that holds one of the values."""
    return Filter(
        lambda table, binds: _among(table.c[column], binds),
        frozenset(sorts),
        terms=lambda _record_type, _state, columns: [columns[column]],
        holds=lambda row, values: row[column] in values,
    )


def among_ids() -> Filter:
    """Return the filter for some records, named by their ids."""
    return Filter(
        lambda table, binds: _among(table.c.id, binds),
        known=lambda known, _name, binds: known.where(lambda record: record.in_(binds)),
    )


def flagged(column: str) -> Filter:
    """Return the filter for records whose column is true. Both filters of a flag are called by its column."""
    return Filter(
        lambda table, _binds: table.c[column].is_(True),
        frozenset({"id"}),
        terms=lambda _record_type, _state, columns: ["true"] if columns[column] else [],
        known=lambda known, _name, _binds: known.has(column, [literal("true")]),
        holds=lambda row, _values: bool(row[column]),
    )


def not_flagged(column: str) -> Filter:
    """Return the filter for records whose column is false."""
    return Filter(
        lambda table, _binds: table.c[column].is_(False),
        frozenset({"id"}),
        known=lambda known, _name, _binds: ~known.has(column, [literal("true")]),
        holds=lambda row, _values: not row[column],
    )


def from_day(column: str) -> Filter:
    """Return the filter for days on or after the given one."""
    return _day(column, operator.ge)


def to_day(column: str) -> Filter:
    """Return the filter for days on or before the given one."""
    return _day(column, operator.le)


def before_day(column: str) -> Filter:
    """Return the filter for days before the given one."""
    return _day(column, operator.lt)


def after_day(column: str) -> Filter:
    """Return the filter for days after the given one."""
    return _day(column, operator.gt)


def _day(column: str, compare: Comparison) -> Filter:
    return Filter(
        lambda table, binds: compare(table.c[column], binds[0]),
        known=lambda known, _name, binds: known.compares(column, compare, binds[0]),
        holds=lambda row, values: row[column] is not None and compare(row[column], values[0]),
    )


def nested(nested_table: type[Any], column: str, *, leads: bool = False, **fixed: str) -> Filter:
    """Return the filter for a nested row whose column holds one of the values; `fixed` columns hold theirs.

    `leads`: the child's index on (column, fixed…, owner) gives each owner once, so it can lead a list sorted by id.
    """
    inner = core_table(nested_table)

    def clause(table: Table, binds: Binds) -> ColumnElement[bool]:
        conditions = [inner.c[name] == value for name, value in fixed.items()]
        return exists(
            select(owner_key(inner)).where(owner_key(inner) == table.c.id, _among(inner.c[column], binds), *conditions)
        )

    through = (inner, column, tuple(fixed.items())) if leads else None
    return Filter(
        clause, frozenset({"id"}) if leads else frozenset(), through, terms=nested_terms(nested_table, column, **fixed)
    )


def nested_terms(nested_table: type[Any], *columns: str, **fixed: str) -> Terms:
    """Return what gives the values of columns of a nested table's rows, of those whose `fixed` columns hold theirs."""

    def terms(record_type: RecordType, state: State, _columns: Values) -> Iterable[str | None]:
        (found,) = [one for one in record_type.nested_tables if one.table is nested_table]
        for row in found.rows(state.written[found.field]):
            if all(row[name] == value for name, value in fixed.items()):
                yield from (row[column] for column in columns)

    return terms


def _among(column: ColumnElement[Any], binds: Binds) -> ColumnElement[bool]:
    return column == binds[0] if len(binds) == 1 else column.in_(binds)
