"""What days bring of pledges: they become due and overdue, and are to be reviewed. Writes bring the last two, too."""

from collections.abc import Sequence
from functools import cache, partial

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Integer, bindparam, exists, select, union

from app.db.columns import Day
from app.db.statements import Query, core_table
from app.ledger.day_events import ByWrite, DayEvent, register_day_events
from app.records.base.history.projection import HISTORY
from app.records.base.lists.bindings import Past, Present, key_column, number_bind
from app.records.pledges.derived.deadlines import ENDED_WORDS, FILTERS
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF, Entry
from app.tables.pledges import ConditionInForce, Pledge
from app.vocabulary import Operation

DUE, REVIEW = "due_last_day", "review_first_day"


def _is_awaited(today: BindParameter[str]) -> Sequence[ColumnElement[bool]]:
    """Return the clauses that a pledge has not ended, and waits for no condition."""
    pledges = Present(core_table(Pledge))
    return [pledges.column("status").not_in(ENDED_WORDS), FILTERS["not_conditional"].clause(pledges, [today])]


@cache
def _by_write(operation: Operation, name: str, column: str) -> Query:
    """Return the statement for pledges that a filter finds now and did not find at the moment, by a write since.

    By a write of the pledge itself, or of one for which it waits. Pledges that were not there yet are left out.
    """
    today = bindparam("today", type_=Day())
    now, entry = Present(core_table(Pledge)), core_table(Entry)
    there, then = (Past(CALENDAR_OF, core_table(Pledge), None, by_key=True) for _binding in range(2))
    since = entry.c.number > number_bind()
    up_to = entry.c.number <= bindparam("last", type_=BigInteger())
    written = select(entry.c.record).where(entry.c.collection == CALENDAR_OF, since, up_to)
    conditions = now.table(ConditionInForce)
    waiting = select(key_column(conditions)).where(conditions.c.waits_for.in_(written))
    of_pledge = entry.c.collection == CALENDAR, entry.c.record == now.key
    told = exists().where(*of_pledge, entry.c.operation == operation.value, since)
    held = FILTERS[name].clause(then, [today])
    found_then = exists(select(then.key).select_from(then.source).where(then.key == now.key, *then.is_there(), held))
    wanted = [
        now.key.in_(union(written, waiting)),
        now.column(column) < bindparam("passed", type_=Day()),
        FILTERS[name].clause(now, [today]),
        exists(select(there.key).select_from(there.source).where(there.key == now.key, *there.is_there())),
        ~found_then,
        ~told,
    ]
    found = select(now.key, now.column(column)).where(*wanted).order_by(now.key)
    return Query(found.limit(bindparam("limit", type_=Integer())))


def _lasting(operation: Operation, name: str, column: str) -> ByWrite:
    return ByWrite(partial(_by_write, operation, name, column), HISTORY)


register_day_events(
    DayEvent(Operation.BECAME_DUE, Pledge, DUE, 0, _is_awaited),
    # On the day from which on it is overdue and to be reviewed, as the filters of these names have it.
    DayEvent(Operation.BECAME_OVERDUE, Pledge, DUE, 1, _is_awaited, _lasting(Operation.BECAME_OVERDUE, "overdue", DUE)),
    DayEvent(
        Operation.REVIEW_DUE, Pledge, REVIEW, 1, lambda _today: [], _lasting(Operation.REVIEW_DUE, "review_due", REVIEW)
    ),
)
