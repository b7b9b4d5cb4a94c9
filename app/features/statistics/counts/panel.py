"""Where each promisor stood itself with what it owed, at the end of each month, quarter or year: a panel."""

from collections import Counter, defaultdict

from sqlalchemy import Connection

from app.deadline import in_time
from app.features.statistics.counts.timeline import Changes, add, changes_by_interval, periods
from app.features.statistics.memory.twins import Twins
from app.features.statistics.request import Asked, called, count
from app.ledger.model.shapes import Values
from app.vocabulary import Unit


def panel(
    connection: Connection, twins: Twins, asked: Asked, interval: str, limit: int, after: str | None
) -> tuple[Values, str | None]:
    """Return the rows of the next promisors in the order of their ids, and the last of them if more follow.

    A promisor has all of its rows on one page: those of one at least, then as many as `limit` has room for.
    """
    statement = changes_by_interval(asked.selection, Unit.PARTY, interval, by_promisor=True)
    changes: dict[str, Changes] = defaultdict(lambda: defaultdict(Counter))
    for due, year, month, status, reason, number, promisor in in_time(count(connection, twins, asked, statement)):
        add(changes[twins.word(promisor)], twins, (year, month), number, bool(due), status, reason)
    promisors = sorted(promisor for promisor in changes if after is None or promisor > after)
    names = called(connection, "participants", promisors, asked.moment)
    items: list[Values] = []
    for place, promisor in enumerate(in_time(promisors)):
        rows = periods(changes[promisor], asked, interval)
        if items and len(items) + len(rows) > limit:
            return {"items": items}, promisors[place - 1]
        items += [{"promisor": names[promisor], **row} for row in rows]
    return {"items": items}, None
