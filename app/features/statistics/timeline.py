"""How many pledges had which status, at the end of each month, quarter or year: from the histories."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np
from sqlalchemy import Connection

from app.features.statistics.aggregation import grouped
from app.features.statistics.column_cache import Columns
from app.features.statistics.column_schema import months_of
from app.features.statistics.overview import totals
from app.features.statistics.request import Asked
from app.features.statistics.snapshot import Facts
from app.ledger.model.shapes import Values
from app.records.base.history.moments import today_at

MONTHS = {"month": 1, "quarter": 3, "year": 12}
MAX_BUCKETS = 1200
"""As many as are answered: the last hundred years by month."""

Month = tuple[int, int]


def timeline(connection: Connection, columns: Columns, asked: Asked, interval: str) -> list[Values]:
    """Return the statuses at the end of each interval, from the first change to the day that is asked about.

    A pledge counts from the day of its announcement on; one without that day, always.
    """
    changes = _changes(Facts(connection, columns, asked, ["status"]))
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


def _changes(facts: Facts) -> dict[Month, Counter[str]]:
    """Return by how much statuses change in each month: by what begins to hold, less what ceases to."""
    rows, statuses = facts.known("status"), facts.words("status")
    began = np.maximum(facts.day[rows.pledges], rows["from_day"])
    # What had ceased to hold before the pledge was announced never counted.
    counted = facts.matched[rows.pledges] & (rows["from_day"] <= facts.last_day) & (began < rows["to_day"])
    ceased = counted & (rows["to_day"] <= facts.last_day)
    found: dict[Month, Counter[str]] = {}
    for sign, days, wanted in ((1, began, counted), (-1, rows["to_day"], ceased)):
        months = months_of(days[wanted])
        keys = [(months, date.max.year * 12), (rows["word"][wanted], len(statuses))]
        for month, status, count in grouped(keys).tolist():
            found.setdefault((month // 12 + 1, month % 12 + 1), Counter())[statuses[status]] += sign * count
    return found


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
