"""Who owes whom: promisor by promisee, with the statuses of what is owed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from urllib.parse import urlencode

import numpy as np
from sqlalchemy import Connection

from app.features.statistics.aggregation import Indexes, grouped, join
from app.features.statistics.column_cache import Columns
from app.features.statistics.overview import totals
from app.features.statistics.request import Asked, called
from app.features.statistics.snapshot import Facts
from app.ledger.model.shapes import Values

Pair = tuple[str, str]
Narrowed = list[tuple[str, str]]


def matrix(
    connection: Connection, columns: Columns, asked: Asked, limit: int, after: Pair | None, narrowed: Narrowed
) -> tuple[list[Values], Pair | None]:
    """Return the next pairs in the order of their ids, and the last of them if more follow.

    A pledge with several promisors or promisees counts for each pair; one without a promisee, for its promisor and
    nobody. `narrowed` are the parameters by which the pledges of a pair are listed.
    """
    statuses = _statuses(Facts(connection, columns, asked, ["status", "promisor", "promisee"]), limit, after)
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


def _statuses(facts: Facts, limit: int, after: Pair | None) -> dict[Pair, dict[str, int]]:
    """Return the statuses of the pairs after one, of one more than the limit."""
    owing, owed = facts.terms("promisor"), facts.terms("promisee")
    participants, statuses = facts.words("promisor"), facts.words("status")
    # Nobody comes before everybody.
    present = np.flatnonzero(np.bincount(np.append(owing["word"], owed["word"])))
    order = sorted(present.tolist(), key=participants.__getitem__)
    ids = ["", *(participants[one] for one in order)]
    ranks = np.zeros(len(participants) + 1, np.int64)
    ranks[order] = np.arange(1, len(ids))
    promisor, promisee = join(owing.pledges, owed.pledges, len(facts.numbers))
    beside = np.append(owed["word"], -1)[promisee]
    status = facts.word_of_each("status")[owing.pledges[promisor]]
    keys = [(ranks[owing["word"][promisor]], len(ids)), (ranks[beside], len(ids)), (status, len(statuses))]
    rows = grouped(keys)
    page = _page(rows[:, 0] * len(ids) + rows[:, 1], ids, limit, after)
    found: dict[Pair, dict[str, int]] = {}
    for first, second, standing, count in rows[page].tolist():
        found.setdefault((ids[first], ids[second]), {})[statuses[standing]] = count
    return found


def _page(pairs: Indexes, ids: Sequence[str], limit: int, after: Pair | None) -> slice:
    """Return where the rows of the pairs after one stand, of one more than the limit. Pairs are in order, by rank."""
    firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
    start = 0
    if after is not None:
        promisor, promisee = after
        first = bisect_left(ids, promisor)
        second = bisect_right(ids, promisee) if first < len(ids) and ids[first] == promisor else 0
        start = int(np.searchsorted(pairs[firsts], first * len(ids) + second))
    ends = np.append(firsts, len(pairs))
    return slice(int(ends[start]), int(ends[min(start + limit + 1, len(firsts))]))
