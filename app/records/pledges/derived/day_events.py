"""What days bring of pledges: they become due and overdue, and are to be reviewed."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement

from app.db.statements import core_table
from app.ledger.day_events import DayEvent, register_day_events
from app.records.base.lists.bindings import Present
from app.records.pledges.derived.deadlines import ENDED_WORDS, FILTERS
from app.tables.pledges import Pledge
from app.vocabulary import Operation


def _is_awaited(today: BindParameter[str]) -> Sequence[ColumnElement[bool]]:
    """Return the clauses that a pledge has not ended, and waits for no condition."""
    pledges = Present(core_table(Pledge))
    return [pledges.column("status").not_in(ENDED_WORDS), FILTERS["not_conditional"].clause(pledges, [today])]


register_day_events(
    DayEvent(Operation.BECAME_DUE, Pledge, "due_last_day", 0, _is_awaited),
    # On the day from which on it is overdue and to be reviewed, as the filters of these names have it.
    DayEvent(Operation.BECAME_OVERDUE, Pledge, "due_last_day", 1, _is_awaited),
    DayEvent(Operation.REVIEW_DUE, Pledge, "review_first_day", 1, lambda _today: []),
)
