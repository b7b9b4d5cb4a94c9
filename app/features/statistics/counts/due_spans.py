"""From which day until which pledges were due: their due day was past, and no condition was unmet."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    union_all,
)

from app.db.statements import core_table
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.request import TODAY
from app.records.base.lists.bindings import day_bind, key_column, number_bind
from app.records.pledges.derived.deadlines import met_on
from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.tables.history import STANDINGS, TERMS, TWINS
from app.tables.pledges import ConditionInForce
from app.vocabulary import Status


def due_spans() -> CTE:
    """Return the spans of days in which pledges were due, up to the day that is asked about, or today.

    A due that is in force makes a pledge due from the day after it on. Where it has conditions, their days cut that:
    walked in order, the spans between them have no unmet one.
    """
    overdue, waiting = _past_dues(), _unmet()
    conditional = select(waiting.c.pledge)
    free = select(overdue).where(overdue.c.pledge.not_in(conditional))
    dues = select(overdue).where(overdue.c.pledge.in_(conditional)).cte("conditional_dues")
    met = _met_by_pledges(waiting)
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


def _past_dues() -> CTE:
    """Return from when until when a due that was in force was past."""
    terms = twin_in_memory(TERMS)
    began = func.greatest(terms.c.from_day, terms.c.due_last_day.op("+")(literal_column("1")))
    return (
        select(key_column(terms).label("pledge"), began.label("began"), terms.c.to_day.label("ceased"))
        .where(*_told(terms), terms.c.due_last_day < bindparam(TODAY, type_=day_bind().type), began < terms.c.to_day)
        .cte("past_dues")
    )


def _unmet() -> CTE:
    """Return from when until when conditions were unmet, but for the pledges that they wait for."""
    conditions = twin_in_memory(TWINS[core_table(ConditionInForce)])
    ceased = func.least(conditions.c.to_day, met_on(conditions))
    shown = key_column(conditions).label("pledge"), conditions.c.waits_for, conditions.c.from_day.label("began")
    return select(*shown, ceased.label("ceased")).where(*_told(conditions), conditions.c.from_day < ceased).cte("unmet")


def _met_by_pledges(waiting: CTE) -> CTE:
    """Return from when until when the pledge that a condition waits for was fulfilled: its spans do not overlap."""
    standings = twin_in_memory(STANDINGS)
    began = func.greatest(standings.c.from_day, waiting.c.began)
    ceased = func.least(standings.c.to_day, waiting.c.ceased)
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
