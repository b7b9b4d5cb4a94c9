"""Filters over trees: a record and all that is within it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.sql.selectable import CTE

from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter, Reached
from app.tables.base import Base


def within(records: type[Base], step: Callable[[Binding, CTE], Select[Any]]) -> Reached:
    """Return what gives the ids of records within the given ones; `step` gives what is directly within those found."""

    def reached(binding: Binding, binds: Binds) -> Select[Any]:
        rows = binding.table(records)
        found = select(rows.c.id.label("id")).where(rows.c.id.in_(binds)).cte(recursive=True)
        found = found.union(step(binding, found))
        return select(found.c.id)

    return reached


def within_itself(reached: Reached) -> Filter:
    """Return the filter of a collection for its records within others."""
    return Filter(lambda binding, binds: binding.key.in_(reached(binding, binds)))


def under(reached: Reached, clause: Callable[[Binding, Binds], ColumnElement[bool]]) -> Filter:
    """Return the filter for records of which `clause` holds with what is within the given ids, found beforehand."""
    return Filter(clause, below=reached)
