"""How many pledges there are: by status, kind, strength and topic."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, literal, select, union_all

from app.ledger.shapes import Values
from app.views.statistics.counting import ALL, FACETS
from app.views.statistics.matching import Asked, bound, called, kept, matching, of_the_day, terms
from app.vocabulary import PledgeKind, Status, Strength

Statuses = dict[str, int]


def overview(connection: Connection, asked: Asked) -> Values:
    """Return the counts by status, and by status within each kind, strength and topic."""
    counted = _kept(connection, asked) if asked.plain else _counted(connection, asked)
    whole = counted.get((ALL, ""), {})
    topics = {value: statuses for (facet, value), statuses in counted.items() if facet == "topic"}
    names = called(connection, "topics", list(topics), asked.moment)
    return {
        **totals(whole),
        "by_kind": [{"kind": kind.value, **totals(counted.get(("kind", kind.value), {}))} for kind in PledgeKind],
        "by_strength": [
            {"strength": strength.value, **totals(counted.get(("strength", strength.value), {}))}
            for strength in Strength
        ],
        "by_topic": [
            {"topic": names[topic], **totals(statuses)}
            for topic, statuses in sorted(topics.items(), key=lambda item: (-sum(item[1].values()), item[0]))
        ],
    }


def totals(statuses: Mapping[str, int]) -> Values:
    """Return counts by status with their sum, and of how many nobody has judged anything."""
    total = sum(statuses.values())
    without = statuses.get(Status.NOT_ASSESSED, 0)
    ordered = {status.value: statuses[status] for status in Status if statuses.get(status)}
    return {"total": total, "assessed": total - without, "not_assessed": without, "statuses": ordered}


def _kept(connection: Connection, asked: Asked) -> dict[tuple[str, str], Statuses]:
    found: dict[tuple[str, str], Statuses] = {}
    for facet in (ALL, *FACETS):
        for value, status, (count, *_rest) in kept(connection, asked, facet):
            found.setdefault((facet, value), {})[status] = count
    return found


def _counted(connection: Connection, asked: Asked) -> dict[tuple[str, str], Statuses]:
    matched, facets = matching(asked, statuses=True), terms(*FACETS)
    whole = select(literal(ALL), literal(""), matched.c.status, func.count()).group_by(matched.c.status)
    each = (
        select(facets.c.field, facets.c.value, matched.c.status, func.count())
        .select_from(matched.join(facets, facets.c.record == matched.c.record))
        .where(*of_the_day(facets))
        .group_by(facets.c.field, facets.c.value, matched.c.status)
    )
    found: dict[tuple[str, str], Statuses] = {}
    for facet, value, status, count in connection.execute(union_all(whole, each), bound(asked)):
        found.setdefault((facet, value), {})[status] = count
    return found
