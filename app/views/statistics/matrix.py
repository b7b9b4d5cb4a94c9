"""Who owes whom: promisor by promisee, with the statuses of what is owed."""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection, Select, and_, func, select, tuple_, union

from app.ledger.shapes import Values
from app.tables.statistics import PledgeCount
from app.views.statistics.counting import PAIR, SEPARATOR, pair
from app.views.statistics.matching import Asked, bound, called, counting_on, matching, of_the_day, terms, years_of
from app.views.statistics.overview import totals

Pair = tuple[str, str]
Narrowed = list[tuple[str, str]]


def matrix(
    connection: Connection, asked: Asked, limit: int, after: Pair | None, narrowed: Narrowed
) -> tuple[list[Values], Pair | None]:
    """Return the next pairs in the order of their ids, and the last of them if more follow.

    A pledge with several promisors or promisees counts for each pair; one without a promisee, for its promisor and
    nobody. `narrowed` are the parameters by which the pledges of a pair are listed.
    """
    statuses: dict[Pair, dict[str, int]] = {}
    statement = _kept(asked, limit, after) if asked.plain else _statement(asked, limit, after)
    for *named, status, count in connection.execute(statement, {} if asked.plain else bound(asked)):
        promisor, promisee = named[0].split(SEPARATOR) if asked.plain else named
        statuses.setdefault((promisor, promisee), {})[status] = int(count)
    pairs = list(statuses)[:limit]
    names = called(connection, "participants", sorted({one for pair in pairs for one in pair if one}), asked.moment)
    items = [
        {
            "promisor": names[promisor],
            "promisee": names[promisee] if promisee else None,
            **totals(statuses[promisor, promisee]),
            "pledges": _address(promisor, promisee, narrowed) if promisee else None,
        }
        for promisor, promisee in pairs
    ]
    return items, pairs[-1] if len(statuses) > limit else None


def _address(promisor: str, promisee: str, narrowed: Narrowed) -> str:
    """Return where the pledges of a pair are listed."""
    others = [(name, value) for name, value in narrowed if name not in {"promisor", "promisee"}]
    return f"/v1/pledges?{urlencode([('promisor', promisor), ('promisee', promisee), *others])}"


def _kept(asked: Asked, limit: int, after: Pair | None) -> Any:
    """Return the statuses of the next pairs: those that began in the years before, and in the year that is asked about.

    Who owes whom is no matter of days: a pair of which there is a change has pledges from then on.
    """
    rows = PledgeCount
    following = [] if after is None else [rows.value > pair(*after)]
    found = [
        select(rows.value)
        .where(rows.field == PAIR, rows.year == year, rows.from_day <= asked.moment.last_day, *following)
        .distinct()
        .order_by(rows.value)
        .limit(limit + 1)
        .subquery()
        for year in years_of(asked)
    ]
    page = union(*(select(one.c.value) for one in found)).subquery()
    wanted = select(page.c.value).order_by(page.c.value).limit(limit + 1).subquery()
    return (
        select(rows.value, rows.group, func.sum(rows.count))
        .join(wanted, wanted.c.value == rows.value)
        .where(rows.field == PAIR, *counting_on(asked))
        .group_by(rows.value, rows.group)
        .having(func.sum(rows.count) > 0)
        .order_by(rows.value, rows.group)
    )


def _statement(asked: Asked, limit: int, after: Pair | None) -> Select[Any]:
    matched, owing, owed = matching(asked, statuses=True), terms("promisor"), terms("promisee")
    pairs = (
        select(owing.c.value.label("promisor"), func.coalesce(owed.c.value, "").label("promisee"), matched.c.status)
        .select_from(
            matched.join(owing, owing.c.record == matched.c.record).outerjoin(
                owed, and_(owed.c.record == matched.c.record, *of_the_day(owed))
            )
        )
        .where(*of_the_day(owing))
        .subquery()
    )
    counted = (
        select(pairs.c.promisor, pairs.c.promisee, pairs.c.status, func.count().label("pledges"))
        .group_by(pairs.c.promisor, pairs.c.promisee, pairs.c.status)
        .cte("counted")
    )
    page = select(counted.c.promisor, counted.c.promisee).distinct()
    if after is not None:
        page = page.where(tuple_(counted.c.promisor, counted.c.promisee) > tuple_(*after))
    wanted = page.order_by(counted.c.promisor, counted.c.promisee).limit(limit + 1).subquery()
    same = and_(wanted.c.promisor == counted.c.promisor, wanted.c.promisee == counted.c.promisee)
    return (
        select(counted)
        .select_from(counted.join(wanted, same))
        .order_by(counted.c.promisor, counted.c.promisee, counted.c.status)
    )
