"""How many pledges had which status, at the end of each month, quarter or year: from the histories."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, case, extract, func, literal, or_, select, true, union_all

from app.ledger.shapes import Values
from app.records.collection.known import day_bind
from app.records.collection.moments import today_at
from app.tables.known import ALWAYS
from app.tables.statistics import PledgeCount
from app.views.statistics.counting import ALL, EVERY_YEAR
from app.views.statistics.matching import Asked, bound, matching, terms
from app.views.statistics.overview import totals

MONTHS = {"month": 1, "quarter": 3, "year": 12}
MOST_BUCKETS = 1200
"""As many as are answered: the last hundred years by month."""

Month = tuple[int, int]


def timeline(connection: Connection, asked: Asked, interval: str) -> list[Values]:
    """Return the statuses at the end of each interval, from the first change to the day that is asked about.

    A pledge counts from the day of its announcement on; one without that day, always.
    """
    changes: dict[Month, Counter[str]] = {}
    statement = _kept(asked) if asked.plain else _statement(asked)
    for year, month, status, count in connection.execute(statement, {} if asked.plain else bound(asked)):
        changes.setdefault((int(year), int(month)), Counter())[status] += int(count)
    standing: Counter[str] = Counter()
    items = []
    pending = sorted(changes)
    today = today_at(asked.moment)
    start = next((month for month in pending if month > (1, 1)), (today.year, today.month))
    for end in _ends(start, (today.year, today.month), MONTHS[interval]):
        while pending and pending[0] <= end:
            standing.update(changes[pending.pop(0)])
        items.append({"period": _called(end, interval), **totals(standing)})
    return items[-MOST_BUCKETS:]


def _kept(asked: Asked) -> Any:
    """Return what is kept of the changes of all years by day, and of those that always were, by month and status."""
    rows = PledgeCount
    own = or_(rows.year != EVERY_YEAR, rows.from_day == ALWAYS)
    year, month = extract("year", rows.from_day), extract("month", rows.from_day)
    statement = select(year, month, rows.group, func.sum(rows.count)).group_by(year, month, rows.group)
    return statement.where(rows.field == ALL, own, rows.from_day <= asked.moment.last_day)


def _statement(asked: Asked) -> Any:
    """Return what begins to hold (+1) and what ceases to (-1), by month and status."""
    matched, spans = matching(asked), terms("status")
    began = case(
        (and_(matched.c.day.is_not(None), matched.c.day > spans.c.from_day), matched.c.day), else_=spans.c.from_day
    )
    # What had ceased to hold before the pledge was announced never counted.
    counted = and_(spans.c.from_day <= day_bind(), or_(matched.c.day.is_(None), matched.c.day < spans.c.to_day))
    # Each span twice, as what begins and as what ceases: to find them takes longer than to count them.
    both = union_all(select(literal(1).label("sign")), select(literal(-1))).subquery()
    changes = (
        select(case((both.c.sign > 0, began), else_=spans.c.to_day).label("day"), spans.c.value, both.c.sign)
        .select_from(matched.join(spans, spans.c.record == matched.c.record).join(both, true()))
        .where(counted, or_(both.c.sign > 0, spans.c.to_day <= day_bind()))
        .subquery()
    )
    year, month = extract("year", changes.c.day), extract("month", changes.c.day)
    return select(year, month, changes.c.value, func.sum(changes.c.sign)).group_by(year, month, changes.c.value)


def _ends(start: Month, last: Month, step: int) -> Iterator[Month]:
    """Yield the last month of each interval, from that of `start` to that of `last`."""
    position, end = start[0] * 12 + start[1] - 1, last[0] * 12 + last[1] - 1
    position += step - 1 - position % step
    while position < end + step:
        yield position // 12, position % 12 + 1
        position += step


def _called(month: Month, interval: str) -> str:
    """Return what an interval is called in EDTF; a quarter by its code (33 to 36)."""
    if interval == "year":
        return f"{month[0]:04}"
    return f"{month[0]:04}-{month[1]:02}" if interval == "month" else f"{month[0]:04}-{32 + month[1] // 3}"
