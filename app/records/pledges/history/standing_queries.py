"""What the keeper of standings reads of the histories: statements that are compiled once."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, Table, bindparam, func, or_, select

from app.db.statements import OneOf, Query
from app.tables.history import NEVER, PLEDGES, STATUS_CHANGES, STILL, TERMS
from app.vocabulary import Status


def last_standing(table: Table) -> Sequence[ColumnElement[bool]]:
    """Narrow to the rows that hold on the last day."""
    return [table.c.to_day == NEVER]


def standing_within(table: Table) -> Sequence[ColumnElement[bool]]:
    """Narrow to the rows of the days from `first` to `end`, but for those that hold on the last day.

    One that ends on the first day shows what held before it, one that begins on the last what follows.
    """
    return [table.c.to_day >= bindparam("first"), table.c.to_day < NEVER, table.c.from_day <= bindparam("end")]


def changed_within(table: Table) -> Sequence[ColumnElement[bool]]:
    """Narrow to the status changes that took effect from `first` to `end`."""
    return [table.c.effective_last_day.between(bindparam("first"), bindparam("end"))]


_TERM = TERMS.c
DUES = Query(
    select(_TERM.pledge_id, _TERM.from_entry, _TERM.to_entry, _TERM.from_day, _TERM.due_last_day)
    .where(OneOf(_TERM.pledge_id, "records"), _TERM.to_entry >= bindparam("first"))
    .order_by(_TERM.from_day)
)
JOINT = Query(
    select(PLEDGES.c.id, PLEDGES.c.joint).where(
        OneOf(PLEDGES.c.id, "records"),
        PLEDGES.c.from_entry < bindparam("first"),
        PLEDGES.c.to_entry >= bindparam("first"),
    )
)
RECORDED = Query(
    select(STATUS_CHANGES.c.id, STATUS_CHANGES.c.effective_last_day, STATUS_CHANGES.c.party).where(
        STATUS_CHANGES.c.pledge_id == bindparam("record"),
        STATUS_CHANGES.c.to_entry == STILL,
        OneOf(STATUS_CHANGES.c.id, "parts"),
    )
)


def _reaching(*, is_whole: bool) -> Query:
    """Return what reads the first day after the next change on which one of the same says anything but fulfilled."""
    table, following = STATUS_CHANGES, STATUS_CHANGES.alias("following")

    def own(rows: FromClause) -> list[ColumnElement[bool]]:
        named = OneOf(rows.c.party, "parties")
        whose = or_(rows.c.party.is_(None), named) if is_whole else named
        of_record = rows.c.pledge_id == bindparam("record"), rows.c.to_entry == STILL
        return [*of_record, rows.c.effective_last_day > bindparam("day"), whose]

    turn = select(func.min(following.c.effective_last_day)).where(*own(following)).scalar_subquery()
    others = [*own(table), table.c.status != Status.FULFILLED.value, table.c.effective_last_day > turn]
    return Query(select(func.min(table.c.effective_last_day)).where(*others))


REACHES = {is_whole: _reaching(is_whole=is_whole) for is_whole in (True, False)}
