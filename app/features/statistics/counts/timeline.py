"""How many pledges had which status, and what had come of those due, at the end of each month, quarter or year."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    Connection,
    Label,
    Select,
    and_,
    bindparam,
    case,
    extract,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from app.db.expressions import Earlier, Later
from app.db.memory_database import Count, counting
from app.features.statistics.counts.totals import Tally, totals_with_due
from app.features.statistics.matched_pledges import matched, promised
from app.features.statistics.memory.bindings import AtMoment, Promisors
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import MAX_STATEMENTS, TODAY, Asked, Selection, count
from app.ledger.model.shapes import Values
from app.records.base.history.moments import today_at
from app.records.base.lists.bindings import WORLD_DAY, day_bind
from app.records.base.lists.filters import binds_of
from app.records.pledges.derived import rollup
from app.records.pledges.party_filters import OWING
from app.tables.history import NEVER
from app.vocabulary import Unit

MONTHS = {"month": 1, "quarter": 3, "year": 12}
MAX_BUCKETS = 1200
"""As many as are answered: the last hundred years by month."""

Month = tuple[int, int]
Changes = defaultdict[Month, Tally]
"""By how much where they stand changes in each month."""


def timeline(
    connection: Connection, twins: Twins, asked: Asked, interval: str, unit: str = Unit.PLEDGE
) -> list[Values]:
    """Return the statuses at the end of each interval, from the first change to the day that is asked about.

    A pledge counts from the day of its announcement on, or of the meeting where it was made; one without a day, always.
    """
    changes: Changes = defaultdict(Counter)
    statement = changes_by_interval(asked.selection, unit, interval)
    for due, year, month, status, reason, number in count(connection, twins, asked, statement):
        add(changes, twins, (year, month), number, bool(due), status, reason)
    return periods(changes, asked, interval)[-MAX_BUCKETS:]


def add(changes: Changes, twins: Twins, month: Month, number: int, due: bool, status: int, reason: int | None) -> None:  # noqa: FBT001 - as it is counted
    """Add by how much a status changes in a month."""
    word, changed = twins.word(status), changes[month]
    if due:
        # They are among all, where they stand as well.
        changed[word, True, None if reason is None else twins.word(reason)] += number
        changed[word, False, None] -= number
    else:
        changed[word, False, None] += number


def periods(changes: Changes, asked: Asked, interval: str) -> list[Values]:
    """Return where all stood at the end of each interval, from the first change to the day that is asked about."""
    standing: Tally = Counter()
    items = []
    pending = sorted(changes)
    today = today_at(asked.moment)
    start = next((month for month in pending if month > (1, 1)), (today.year, today.month))
    for end in ends_between(start, (today.year, today.month), MONTHS[interval]):
        while pending and pending[0] <= end:
            standing.update(changes[pending.pop(0)])
        items.append({"period": called_by(end, interval), **totals_with_due(standing)})
    return items


@lru_cache(MAX_STATEMENTS)
def changes_by_interval(selection: Selection, unit: str, interval: str, *, by_promisor: bool = False) -> Count:
    """Return by how much statuses change in each interval, of all and of those due: what begins, less what ceases.

    Of an interval, its first month is given. `by_promisor`: of each promisor, which then stands last.
    """
    of_promisors = unit == Unit.PARTY
    pledges, today = _counted(selection, unit), bindparam(TODAY, type_=day_bind().type)
    spans = selection.bind().spans(pledges, today, of_promisors=of_promisors)
    began = Later(func.coalesce(pledges.c[WORLD_DAY], spans.c.began), spans.c.began)
    ceased = Earlier(spans.c.ceased, pledges.c.until)
    same = [spans.c.pledge == pledges.c.pledge]
    same += [spans.c.promisor == pledges.c.promisor] if of_promisors else []
    # The many spans beside the pledges: those are looked up.
    held = (
        select(
            began.label("began"),
            ceased.label("ceased"),
            spans.c.is_due,
            spans.c.status,
            # Of the others it is not asked.
            case((spans.c.is_due, spans.c.unknown_because)).label("unknown_because"),
            *([pledges.c.promisor] if by_promisor else []),
        )
        .join_from(spans, pledges, and_(*same))
        # What had ceased to hold before the pledge was announced never counted.
        .where(began < ceased, began <= day_bind(), or_(~spans.c.is_due, began <= today))
        .cte("held")
    )
    return counting(union_all(*_by_interval(held, MONTHS[interval])))


def _by_interval(spans: CTE, months: int) -> Iterator[Select[Any]]:
    """Yield how many spans begin in each interval, by where they stand, and how many cease to, less than nothing."""
    who = [spans.c.promisor] if "promisor" in spans.c else []
    stands = spans.c.status, spans.c.unknown_because
    for sign, day, counts in ((1, spans.c.began, true()), (-1, spans.c.ceased, spans.c.ceased <= day_bind())):
        of_year = extract("month", day)
        month = extract("year", day).label("year"), (of_year - (of_year - 1) % months).label("month")
        number = (literal(sign) * func.count()).label("number")
        by_month = select(spans.c.is_due, *month, *stands, number, *who).where(counts)
        yield by_month.group_by(spans.c.is_due, *month, *stands, *who)


def _counted(selection: Selection, unit: str) -> CTE:
    """Return what matches, with the day from which each counts, and the day from which it does no longer.

    A whole counts for a promisor until the day of the first part that binds it, too: then it drops out. So does a part.
    """
    rolled = [pair for pair in selection.filters if pair[0] == rollup.NAME]
    rest = replace(selection, filters=tuple(pair for pair in selection.filters if pair not in rolled))
    by = binds_of(*rolled[0])[0] if rolled else None
    # Where promisors are named, those of them of whom what is asked holds.
    if unit != Unit.PARTY and not rest.names & OWING:
        return matched(rest, WORLD_DAY, more=lambda binding: [_until(binding, by)])
    pairs = promised(rest, WORLD_DAY, own=True, named=True, until=lambda promisors: _until(promisors, by))
    if unit == Unit.PARTY:
        return pairs
    keys = pairs.c.pledge, pairs.c[WORLD_DAY]
    return select(*keys, func.max(pairs.c.until).label("until")).group_by(*keys).cte("counted")


def _until(rows: AtMoment | Promisors, by: BindParameter[str] | None) -> Label[Any]:
    """Return the day from which pledges count no longer: those of which rows are, or for the promisors of rows."""
    never = literal(NEVER, day_bind().type)
    return (never if by is None else func.coalesce(rows.ceased(by), never)).label("until")


def ends_between(start: Month, last: Month, step: int) -> Iterator[Month]:
    """Yield the last month of each interval, from that of `start` to that of `last`."""
    position, end = start[0] * 12 + start[1] - 1, last[0] * 12 + last[1] - 1
    position += step - 1 - position % step
    while position < end + step:
        yield position // 12, position % 12 + 1
        position += step


def called_by(month: Month, interval: str) -> str:
    """Return what an interval is called in EDTF; a quarter by its code (33 to 36)."""
    if interval == "year":
        return f"{month[0]:04}"
    return f"{month[0]:04}-{month[1]:02}" if interval == "month" else f"{month[0]:04}-{32 + month[1] // 3}"
