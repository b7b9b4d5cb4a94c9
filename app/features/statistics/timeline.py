"""How many pledges had which status, at the end of each month, quarter or year: from the histories."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Connection, extract, func, literal, select, true

from app.db.memory_database import Count, counting
from app.features.statistics.matched_pledges import matched
from app.features.statistics.memory import Twins
from app.features.statistics.request import MAX_STATEMENTS, Asked, count
from app.features.statistics.tables import twin_in_memory
from app.features.statistics.totals import totals
from app.ledger.model.shapes import Values
from app.records.base.history.moments import today_at
from app.records.base.lists.bindings import WORLD_DAY, day_bind, key_column, number_bind
from app.records.base.lists.filters import Counted
from app.records.pledges.status.standings import SUBJECT_OF_WHOLE
from app.tables.history import STANDINGS

MONTHS = {"month": 1, "quarter": 3, "year": 12}
MAX_BUCKETS = 1200
"""As many as are answered: the last hundred years by month."""

Month = tuple[int, int]


def timeline(connection: Connection, twins: Twins, asked: Asked, interval: str) -> list[Values]:
    """Return the statuses at the end of each interval, from the first change to the day that is asked about.

    A pledge counts from the day of its announcement on, or of the meeting where it was made; one without a day, always.
    """
    changes: dict[Month, Counter[str]] = {}
    for year, month, status, number in count(connection, twins, asked, _statement(tuple(asked.filters))):
        changes.setdefault((year, month), Counter())[twins.word(status)] += number
    standing: Counter[str] = Counter()
    items = []
    pending = sorted(changes)
    today = today_at(asked.moment)
    start = next((month for month in pending if month > (1, 1)), (today.year, today.month))
    for end in _ends(start, (today.year, today.month), MONTHS[interval]):
        while pending and pending[0] <= end:
            standing.update(changes[pending.pop(0)])
        items.append({"period": _called(end, interval), **totals(standing)})
    return items[-MAX_BUCKETS:]


@lru_cache(MAX_STATEMENTS)
def _statement(filters: Counted) -> Count:
    """Return by how much statuses change in each month: by what begins to hold, less what ceases to."""
    pledges, standings = matched(filters, WORLD_DAY), twin_in_memory(STANDINGS)
    began = func.greatest(func.coalesce(pledges.c[WORLD_DAY], standings.c.from_day), standings.c.from_day)
    ceased = standings.c.to_day
    held = (
        select(began.label("began"), ceased.label("ceased"), standings.c.status)
        .join_from(pledges, standings, key_column(standings) == pledges.c.pledge)
        .where(standings.c.subject == SUBJECT_OF_WHOLE)
        .where(standings.c.from_entry <= number_bind(), standings.c.to_entry > number_bind())
        # What had ceased to hold before the pledge was announced never counted.
        .where(standings.c.from_day <= day_bind(), began < ceased)
        .cte("held")
    )
    counted = []
    for sign, day, counts in ((1, held.c.began, true()), (-1, held.c.ceased, held.c.ceased <= day_bind())):
        month = extract("year", day).label("year"), extract("month", day).label("month")
        by_month = select(*month, held.c.status, (literal(sign) * func.count()).label("number")).where(counts)
        counted.append(by_month.group_by(*month, held.c.status))
    return counting(counted[0].union_all(counted[1]))


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
