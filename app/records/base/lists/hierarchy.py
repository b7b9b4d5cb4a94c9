"""Filters over trees: a record and all that is within it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select
from sqlalchemy.sql.selectable import CTE

from app.records.base.lists.criteria import Criterion, Known, known_within
from app.records.base.lists.filters import Binds, Filter, KnownClause, Terms

UNDER = "under"
"""The filter, and the field of the terms that tell what a record is directly within."""


def within(starts: Callable[[Binds], Select[Any]], step: Callable[[CTE], Select[Any]]) -> Callable[[Binds], CTE]:
    """Return the set of ids that is reached from the given ones, themselves included."""

    def reached(binds: Binds) -> CTE:
        found = starts(binds).cte(recursive=True)
        return found.union(step(found))

    return reached


def within_itself(reached: Callable[[Binds], CTE], terms: Terms) -> Filter:
    """Return the filter of a collection for its records within others; `terms` gives what each is directly within."""
    return Filter(
        lambda table, binds: table.c.id.in_(select(reached(binds).c.id)),
        terms=terms,
        known=lambda known, _name, binds: known.where(
            lambda record: record.in_(select(known_within(known.collection, UNDER, binds).c.id))
        ),
    )


def under(
    reached: Callable[[Binds], CTE], clause: Callable[[Table, Select[Any]], ColumnElement[bool]], of: str, by: str
) -> Filter:
    """Return the filter for records of which `clause` holds with the set of ids that is reached.

    At another moment: which have one of the records within, of the collection `of`, as a term of the filter `by`.
    """
    return Filter(
        lambda table, binds: clause(table, select(reached(binds).c.id)),
        known=_under(of, by),
    )


def _under(of: str, by: str) -> KnownClause:
    def clause(known: Known, _name: str, binds: Binds) -> Criterion:
        return known.has(by, select(known_within(of, UNDER, binds).c.id))

    return clause
