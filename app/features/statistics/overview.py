"""How many pledges there are: by status, kind, strength and topic."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection

from app.features.statistics.aggregation import grouped
from app.features.statistics.column_cache import Columns
from app.features.statistics.request import Asked, called
from app.features.statistics.snapshot import Facts
from app.ledger.model.shapes import Values
from app.vocabulary import PledgeKind, Status, Strength

FACETS = ("kind", "strength", "topic")

Statuses = dict[str, int]


def overview(connection: Connection, columns: Columns, asked: Asked) -> Values:
    """Return the counts by status, and by status within each kind, strength and topic."""
    facts = Facts(connection, columns, asked, ["status", *FACETS])
    status, statuses = facts.word_of_each("status"), facts.words("status")
    whole = np.bincount(status[facts.matched], minlength=len(statuses))
    counted = {facet: _by(facts, facet, status, statuses) for facet in FACETS}
    topics = counted["topic"]
    names = called(connection, "topics", list(topics), asked.moment)
    return {
        **totals(dict(zip(statuses, whole.tolist(), strict=True))),
        "by_kind": [{"kind": kind.value, **totals(counted["kind"].get(kind.value, {}))} for kind in PledgeKind],
        "by_strength": [
            {"strength": strength.value, **totals(counted["strength"].get(strength.value, {}))} for strength in Strength
        ],
        "by_topic": [
            {"topic": names[topic], **totals(found)}
            for topic, found in sorted(topics.items(), key=lambda item: (-sum(item[1].values()), item[0]))
        ],
    }


def totals(statuses: Mapping[str, int]) -> Values:
    """Return counts by status with their sum, and of how many nobody has judged anything."""
    total = sum(statuses.values())
    without = statuses.get(Status.NOT_ASSESSED, 0)
    ordered = {status.value: statuses[status] for status in Status if statuses.get(status)}
    return {"total": total, "assessed": total - without, "not_assessed": without, "statuses": ordered}


def _by(facts: Facts, facet: str, status: np.ndarray, statuses: Sequence[str]) -> dict[str, Statuses]:
    rows, words = facts.terms(facet), facts.words(facet)
    found: dict[str, Statuses] = {}
    keys = [(rows["word"], len(words)), (status[rows.pledges], len(statuses))]
    for word, standing, count in grouped(keys).tolist():
        found.setdefault(words[word], {})[statuses[standing]] = count
    return found
