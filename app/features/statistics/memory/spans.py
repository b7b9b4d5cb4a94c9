"""From which day until which pledges, or their promisors, stood where; and of those that were due meanwhile, once more.

The days are those of the world, as the ledger tells of them by an entry: in twins of history, in memory or not.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    Table,
    false,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.db.columns import Day
from app.db.expressions import Earlier, Later
from app.db.statements import core_table
from app.records.base.lists.bindings import key_column, number_bind
from app.records.pledges.derived.deadlines import met_on
from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.tables.history import STANDINGS, TERMS, TWINS
from app.tables.pledges import ConditionInForce
from app.vocabulary import Status

Sought = Callable[[ColumnElement[Any]], list[ColumnElement[bool]]]
"""Gives the clauses that a pledge, by its id, is one of those of which spans are sought."""


def spans(
    at: Callable[[Table], Table], sought: Sought, today: ColumnElement[str], *, of_promisors: bool
) -> CompoundSelect[*tuple[Any, ...]]:
    """Return the spans in which pledges stood somewhere, and those in which they were due as well, by a day.

    `at` gives the table that is read for a twin.
    """
    standings = at(STANDINGS)
    whose = [standings.c.subject.label("promisor")] if of_promisors else []
    whole = literal(SUBJECT_OF_WHOLE, standings.c.subject.type)
    # As an expression: SQLite, where it was never analyzed, would read those of all pledges by an index on it.
    of_those = standings.c.is_promisor if of_promisors else func.coalesce(standings.c.subject, whole) == whole
    stood = (
        select(
            key_column(standings).label("pledge"),
            *whose,
            standings.c.from_day.label("began"),
            standings.c.to_day.label("ceased"),
            standings.c.status,
            standings.c.unknown_because,
        )
        .where(*_told(standings), *sought(key_column(standings)), of_those)
        .cte("stood")
    )
    due = _due(at, sought, today)
    began, ceased = Later(stood.c.began, due.c.began).label("began"), Earlier(stood.c.ceased, due.c.ceased)
    shown = {column.name: column for column in stood.c} | {"began": began, "ceased": ceased.label("ceased")}
    meanwhile = select(*shown.values(), true().label("is_due"))
    meanwhile = meanwhile.join_from(stood, due, due.c.pledge == stood.c.pledge).where(
        Later(stood.c.began, due.c.began) < ceased
    )
    return select(*stood.c, false().label("is_due")).union_all(meanwhile)


class DayAfter(FunctionElement[str]):
    """The day after another, which is not the last one."""

    inherit_cache = True
    type = Day()


@compiles(DayAfter)
def _day_after(element: DayAfter, compiler: SQLCompiler, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"date({day}, '+1 day')" if compiler.dialect.name == "sqlite" else f"({day} + 1)"


def _due(at: Callable[[Table], Table], sought: Sought, today: ColumnElement[str]) -> CTE:
    """Return the spans of days in which pledges were due, by a day.

    A due that is in force makes a pledge due from the day after it on. Where it has conditions, their days cut that:
    walked in order, the spans between them have no unmet one.
    """
    past, waiting = _past_dues(at, sought, today), _unmet(at, sought)
    conditional = select(waiting.c.pledge)
    free = select(past).where(past.c.pledge.not_in(conditional))
    dues = select(past).where(past.c.pledge.in_(conditional)).cte("conditional_dues")
    met = _met_by_pledges(at, waiting)
    steps = union_all(
        *_steps(dues, due=1, unmet=0), *_steps(waiting, due=0, unmet=1), *_steps(met, due=0, unmet=-1)
    ).subquery("steps")
    days = (
        select(steps.c.pledge, steps.c.day, func.sum(steps.c.due).label("due"), func.sum(steps.c.unmet).label("unmet"))
        .group_by(steps.c.pledge, steps.c.day)
        .subquery("days")
    )
    following, *counted = (
        function.over(partition_by=days.c.pledge, order_by=days.c.day)
        for function in (func.lead(days.c.day), func.sum(days.c.due), func.sum(days.c.unmet))
    )
    names = ("due", "unmet")
    counts = [counting.label(name) for name, counting in zip(names, counted, strict=True)]
    shown = days.c.pledge, days.c.day.label("began"), following.label("ceased")
    walked = select(*shown, *counts).subquery("walked")
    cut = select(walked.c.pledge, walked.c.began, walked.c.ceased).where(walked.c.due > 0, walked.c.unmet == 0)
    return union_all(free, cut).cte("due_spans")


def _past_dues(at: Callable[[Table], Table], sought: Sought, today: ColumnElement[str]) -> CTE:
    """Return from when until when a due that was in force was past."""
    terms = at(TERMS)
    began = Later(terms.c.from_day, DayAfter(terms.c.due_last_day))
    return (
        select(key_column(terms).label("pledge"), began.label("began"), terms.c.to_day.label("ceased"))
        .where(*_told(terms), *sought(key_column(terms)), terms.c.due_last_day < today, began < terms.c.to_day)
        .cte("past_dues")
    )


def _unmet(at: Callable[[Table], Table], sought: Sought) -> CTE:
    """Return from when until when conditions were unmet, but for the pledges that they wait for."""
    conditions = at(TWINS[core_table(ConditionInForce)])
    ceased = Earlier(conditions.c.to_day, met_on(conditions))
    shown = key_column(conditions).label("pledge"), conditions.c.waits_for, conditions.c.from_day.label("began")
    unmet = select(*shown, ceased.label("ceased"))
    return unmet.where(
        *_told(conditions), *sought(key_column(conditions)), conditions.c.from_day < ceased
    ).cte("unmet")  # fmt: skip


def _met_by_pledges(at: Callable[[Table], Table], waiting: CTE) -> CTE:
    """Return from when until when the pledge that a condition waits for was fulfilled: its spans do not overlap."""
    standings = at(STANDINGS).alias()
    began, ceased = Later(standings.c.from_day, waiting.c.began), Earlier(standings.c.to_day, waiting.c.ceased)
    fulfilled = standings.c.subject == SUBJECT_OF_WHOLE, standings.c.status == Status.FULFILLED.value
    return (
        select(waiting.c.pledge, began.label("began"), ceased.label("ceased"))
        .join_from(waiting, standings, key_column(standings) == waiting.c.waits_for)
        .where(*_told(standings), *fulfilled, began < ceased)
        .cte("met_by_pledges")
    )


def _told(rows: FromClause) -> list[ColumnElement[bool]]:
    """Return the clauses by which the ledger said so at the moment, of whichever days."""
    return [rows.c.from_entry <= number_bind(), rows.c.to_entry > number_bind()]


def _steps(spans: CTE, *, due: int, unmet: int) -> list[Select[Any]]:
    """Return what begins to hold of pledges on which day, and what ceases to."""
    return [
        select(
            spans.c.pledge,
            day.label("day"),
            literal(sign * due, Integer).label("due"),
            literal(sign * unmet, Integer).label("unmet"),
        )
        for sign, day in ((1, spans.c.began), (-1, spans.c.ceased))
    ]
