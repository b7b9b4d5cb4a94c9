"""Filters over trees: a record and all that is within it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select
from sqlalchemy.sql.selectable import CTE

from app.records.collection.filters import Binds, Filter


def within(starts: Callable[[Binds], Select[Any]], step: Callable[[CTE], Select[Any]]) -> Callable[[Binds], CTE]:
    """Return the set of ids that is reached from the given ones, themselves included."""

    def reached(binds: Binds) -> CTE:
        found = starts(binds).cte(recursive=True)
        return found.union(step(found))

    return reached


def under(reached: Callable[[Binds], CTE], clause: Callable[[Table, Select[Any]], ColumnElement[bool]]) -> Filter:
    """Return the filter for records of which `clause` holds with the set of ids that is reached."""
    return Filter(lambda table, binds: clause(table, select(reached(binds).c.id)))
