"""Filters and sorts of lists, as data: a filter is one line in its slice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, exists, select

from app.ledger.kinds import core_table

Binds = Sequence[BindParameter[Any]]
Clause = Callable[[Table, Binds], ColumnElement[bool]]


@dataclass(frozen=True)
class Filter:
    """A filter of a list: its clause over the record's table and the bound values.

    `sorts` names the sorts for which an index holds the filter's column, the sort's and the id, so that a page is
    a bounded read. `through` is the nested table whose index (column, owner) then leads the query instead.
    """

    clause: Clause
    sorts: frozenset[str] = frozenset()
    through: tuple[Table, str, tuple[tuple[str, str], ...]] | None = None


@dataclass(frozen=True)
class Sort:
    """A sort of a list: its column, and whether records may lack it (they come last in either direction)."""

    column: str
    nullable: bool = False


def equals(column: str, *sorts: str) -> Filter:
    """Return the filter for a column that holds one of the values."""
    return Filter(lambda table, binds: _among(table.c[column], binds), frozenset(sorts))


def from_day(column: str) -> Filter:
    """Return the filter for days on or after the given one."""
    return Filter(lambda table, binds: table.c[column] >= binds[0])


def to_day(column: str) -> Filter:
    """Return the filter for days on or before the given one."""
    return Filter(lambda table, binds: table.c[column] <= binds[0])


def before_day(column: str) -> Filter:
    """Return the filter for days before the given one."""
    return Filter(lambda table, binds: table.c[column] < binds[0])


def after_day(column: str) -> Filter:
    """Return the filter for days after the given one."""
    return Filter(lambda table, binds: table.c[column] > binds[0])


def nested(child: type[Any], column: str, *, leads: bool = False, **fixed: str) -> Filter:
    """Return the filter for a nested row whose column holds one of the values; `fixed` columns hold theirs.

    `leads`: the child's index on (column, fixed…, owner) gives each owner once, so it can lead a list sorted by id.
    """
    inner = core_table(child)

    def clause(table: Table, binds: Binds) -> ColumnElement[bool]:
        conditions = [inner.c[name] == value for name, value in fixed.items()]
        return exists(
            select(inner.c.owner).where(inner.c.owner == table.c.id, _among(inner.c[column], binds), *conditions)
        )

    through = (inner, column, tuple(fixed.items())) if leads else None
    return Filter(clause, frozenset({"id"}) if leads else frozenset(), through)


def _among(column: ColumnElement[Any], binds: Binds) -> ColumnElement[bool]:
    return column == binds[0] if len(binds) == 1 else column.in_(binds)
