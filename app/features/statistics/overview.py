"""How many pledges there are: by status, kind, strength and topic."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import Connection, func, null, select

from app.db.memory_database import Count, counting
from app.db.statements import core_table
from app.features.statistics.matched_pledges import matched
from app.features.statistics.memory import Twins
from app.features.statistics.request import MAX_STATEMENTS, Asked, called, count
from app.features.statistics.tables import twin_in_memory
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import held, key_column
from app.records.base.lists.filters import Counted
from app.tables.history import TWINS
from app.tables.pledges import PledgeTopic
from app.vocabulary import PledgeKind, Status, Strength


def overview(connection: Connection, twins: Twins, asked: Asked) -> Values:
    """Return the counts by status, and by status within each kind, strength and topic."""
    whole: Counter[str] = Counter()
    counted: dict[str, dict[str, Counter[str]]] = {"kind": {}, "strength": {}, "topic": {}}
    for status, kind, strength, topic, number in count(connection, twins, asked, _statement(tuple(asked.filters))):
        if topic is None:
            whole[twins.word(status)] += number
        for facet, word in (("kind", kind), ("strength", strength), ("topic", topic)):
            if word is not None:
                counted[facet].setdefault(twins.word(word), Counter())[twins.word(status)] += number
    topics = counted["topic"]
    names = called(connection, "topics", list(topics), asked.moment)
    return {
        **totals(whole),
        "by_kind": [{"kind": kind.value, **totals(counted["kind"].get(kind.value, {}))} for kind in PledgeKind],
        "by_strength": [
            {"strength": strength.value, **totals(counted["strength"].get(strength.value, {}))} for strength in Strength
        ],
        "by_topic": [
            {"topic": names[topic], **totals(found)}
            for topic, found in sorted(topics.items(), key=lambda item: (-item[1].total(), item[0]))
        ],
    }


def totals(statuses: Mapping[str, int]) -> Values:
    """Return counts by status with their sum, and of how many nobody has judged anything."""
    total = sum(statuses.values())
    without = statuses.get(Status.NOT_ASSESSED, 0)
    ordered = {status.value: statuses[status] for status in Status if statuses.get(status)}
    return {"total": total, "assessed": total - without, "not_assessed": without, "statuses": ordered}


@lru_cache(MAX_STATEMENTS)
def _statement(filters: Counted) -> Count:
    """Return what counts by status, kind and strength; then, of those that have topics, by status and topic."""
    pledges = matched(filters, "status", "kind", "strength")
    topics = twin_in_memory(TWINS[core_table(PledgeTopic)])
    facts = pledges.c.status, pledges.c.kind, pledges.c.strength
    by_facts = select(*facts, null().label("topic"), func.count().label("number")).group_by(*facts)
    by_topic = (
        select(pledges.c.status, null(), null(), topics.c.topic, func.count())
        .join_from(pledges, topics, key_column(topics) == pledges.c.pledge)
        .where(*held(topics))
        .group_by(pledges.c.status, topics.c.topic)
    )
    return counting(by_facts.union_all(by_topic))
