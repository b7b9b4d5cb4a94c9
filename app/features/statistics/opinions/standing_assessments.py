"""Which assessments count: those that stand, of the assessors, axes and periods that a request names."""

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from app.records.base.lists.bindings import day_bind, held
from app.records.base.lists.filters import Counted, among, binds_of, bound_name
from app.values.sort_keys import earliest_day, latest_day

WITHIN = {"period_first_day": operator.ge, "period_last_day": operator.le}


@dataclass(frozen=True)
class Wanted:
    """What is asked of assessments, by column."""

    columns: Mapping[str, Sequence[Any]]

    @property
    def counted(self) -> Counted:
        """The columns, and how many values each is asked with."""
        return tuple((name, len(values)) for name, values in self.columns.items())

    @property
    def values(self) -> Mapping[str, Any]:
        """The values by the names of their parameters."""
        return {
            bound_name(name, place): value for name, given in self.columns.items() for place, value in enumerate(given)
        }


def wanted(period: str | None, **columns: Sequence[Any]) -> Wanted:
    """Return what is asked: values of columns, any where none is given, and a period that theirs lies within."""
    asked: dict[str, Sequence[Any]] = {name: values for name, values in columns.items() if values}
    if period is not None:
        days = {"period_first_day": earliest_day(period), "period_last_day": latest_day(period)}
        asked |= {name: [day] for name, day in days.items() if day is not None}
    return Wanted(asked)


def standing(rows: FromClause, counted: Counted, *names: str) -> Iterator[ColumnElement[bool]]:
    """Yield the clauses that an assessment stands at the moment and is as asked: by some columns, and by its period."""
    yield from held(rows)
    yield rows.c.stands
    yield rows.c.period_last_day <= day_bind()
    for name, number in counted:
        binds = binds_of(name, number)
        if name in WITHIN:
            yield WITHIN[name](rows.c[name], binds[0])
        elif name in names:
            yield among(rows.c[name], binds)
