"""How far promisors complied: scores averaged over assessors, then over pairs of pledge and promisor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.features.statistics.aggregation import Indexes, grouped, join
from app.features.statistics.codec import Column
from app.features.statistics.column_cache import Columns
from app.features.statistics.column_schema import NO_DAY, SCORE, day_number, months_of
from app.features.statistics.request import Asked, called
from app.features.statistics.schemas import ComplianceQuery
from app.features.statistics.snapshot import Facts, Mask, Rows
from app.ledger.model.shapes import Values
from app.values.sort_keys import earliest_day, latest_day
from app.vocabulary import STRENGTH_WEIGHTS, AssessorKind, Strength

PROMISOR = "promisor"
COLLECTIONS = {"participant": "participants", "topic": "topics", "meeting": "meetings"}


@dataclass(frozen=True)
class _Pairs:
    """Each pair of a pledge that matches and a promisor: how it weighs, its assessors, their points, if they differ."""

    pledges: Column
    promisors: Column
    weights: Indexes
    assessors: Indexes
    points: Indexes
    disputed: Indexes


@dataclass(frozen=True)
class _Counted:
    """Pairs that weigh the same and have as many assessors each: how many, the sum of scores, how many differ."""

    weight: int
    assessors: int
    pairs: int
    points: int
    disputed: int


@dataclass
class _Sum:
    """Pairs summed up: exact, since a mean of means is no decimal."""

    points: Fraction = field(default_factory=Fraction)
    weights: int = 0
    scored: int = 0
    total: int = 0
    disputed: int = 0

    def add(self, counted: _Counted) -> None:
        """Add pairs."""
        self.total += counted.pairs
        if counted.assessors:
            self.scored += counted.pairs
            self.weights += counted.weight * counted.pairs
            self.points += Fraction(counted.weight * counted.points, counted.assessors)
            self.disputed += counted.disputed

    def row(self) -> Values:
        """Return what is answered."""
        mean = self.points / self.weights if self.weights else None
        return {
            "mean": None if mean is None else float(mean),
            "percent": None if mean is None else float((mean + 1) * 50),
            "scored": self.scored,
            "total": self.total,
            "disputed": self.disputed,
        }


def compliance(
    connection: Connection, columns: Columns, asked: Asked, query: ComplianceQuery, after: str | None
) -> tuple[Values, list[Values], str | None]:
    """Return the compliance over all pairs, the next rows in the order of their ids, and the last if more follow."""
    by = [query.by] if query.by in {"topic", "meeting"} else []
    weights = ["strength"] if query.weight == "strength" else []
    facts = Facts(connection, columns, asked, [PROMISOR, SCORE, *by, *weights])
    pairs = _pairs(facts, query)
    overall = _Sum()
    for _place, counted in _counted(pairs, np.zeros(len(pairs.pledges), np.int64), 1):
        overall.add(counted)
    by_value: dict[str, _Sum] = {}
    for value, counted in _by(facts, pairs, query.by):
        by_value.setdefault(value, _Sum()).add(counted)
    values = sorted(value for value in by_value if after is None or value > after)
    page = values[: query.limit]
    collection = COLLECTIONS.get(query.by)
    names: Mapping[str, Any] = (
        {value: value for value in page} if collection is None else called(connection, collection, page, asked.moment)
    )
    empty = dict.fromkeys((*COLLECTIONS, "year"))
    rows = [empty | {query.by: names[value]} | by_value[value].row() for value in page]
    return overall.row(), rows, page[-1] if len(values) > query.limit else None


def _by(facts: Facts, pairs: _Pairs, by: str) -> Iterator[tuple[str, _Counted]]:
    """Yield what is counted of each value: a topic, a meeting or a year a pair may lack, or have several of."""
    if by == "participant":
        rows, values, words = np.arange(len(pairs.pledges)), pairs.promisors, facts.words(PROMISOR)
    elif by == "year":
        days = facts.day[pairs.pledges]
        rows = np.flatnonzero(days != NO_DAY)
        values, words = months_of(days[rows]) // 12, [f"{year:04}" for year in range(1, date.max.year + 1)]
    else:
        terms, words = facts.terms(by), facts.words(by)
        rows, met = join(pairs.pledges, terms.pledges, len(facts.numbers))
        rows, values = rows[met >= 0], terms["word"][met[met >= 0]]
    for place, counted in _counted(pairs, values, len(words), rows):
        yield words[place], counted


def _counted(
    pairs: _Pairs, values: NDArray[Any], below: int, rows: Indexes | None = None
) -> Iterator[tuple[int, _Counted]]:
    """Yield what is counted of the pairs in rows, or of all, for each of their values, which are below a number."""
    of = slice(None) if rows is None else rows
    weights, assessors = pairs.weights[of], pairs.assessors[of]
    keys = [(values, below), *((one, int(one.max(initial=0)) + 1) for one in (weights, assessors))]
    for place, weight, count, *sums in grouped(keys, pairs.points[of], pairs.disputed[of]).tolist():
        yield place, _Counted(weight, count, *sums)


def _pairs(facts: Facts, query: ComplianceQuery) -> _Pairs:
    """Return each pair of a pledge that matches and a promisor of it, with the scores that count."""
    owing = facts.terms(PROMISOR)
    scores = _latest(facts, facts.known(SCORE), query)
    participants = len(facts.words(PROMISOR))
    of_scores = scores.pledges.astype(np.int64) * participants + scores["party"]
    found, first, assessors = np.unique(of_scores, return_index=True, return_counts=True)
    points, least, most = (
        operation.reduceat(scores["score"], first) if len(first) else first
        for operation in (np.add, np.minimum, np.maximum)
    )
    amounts = np.stack([assessors, points, least < most]).astype(np.int64)
    # A pair that nobody scored finds the place after all.
    wanted = owing.pledges.astype(np.int64) * participants + owing["word"]
    places = np.searchsorted(found, wanted)
    scored = np.append(found, -1)[places] == wanted
    of_pairs = np.where(scored, np.append(amounts, np.zeros((3, 1), np.int64), axis=1)[:, places], 0)
    return _Pairs(owing.pledges, owing["word"], _weights(facts, query)[owing.pledges], *of_pairs)


def _weights(facts: Facts, query: ComplianceQuery) -> Indexes:
    """Return how each pledge weighs, by place."""
    if query.weight == "none":
        return np.ones(len(facts.numbers), np.int64)
    of_words = [STRENGTH_WEIGHTS[Strength(word)] for word in facts.words("strength")]
    return np.array([*of_words, 0], np.int64)[facts.word_of_each("strength")]


def _latest(facts: Facts, rows: Rows, query: ComplianceQuery) -> Rows:
    """Return the latest score of each assessor of each pair, pair by pair, of the assessments that count."""
    over = rows["period_last_day"] <= facts.last_day
    rows = rows.only(facts.matched[rows.pledges] & over & _wanted(facts, rows, query))
    keys = ("entry", "period_last_day", "assessor", "party")
    rows = rows.take(np.lexsort([*(rows[key] for key in keys), rows.pledges]))
    same = [column[1:] == column[:-1] for column in (rows.pledges, rows["party"], rows["assessor"])]
    return rows.only(np.append(~np.logical_and.reduce(same), True)[: len(rows.pledges)])


def _wanted(facts: Facts, rows: Rows, query: ComplianceQuery) -> Mask:
    """Return which assessments count."""
    wanted = facts.is_word("axis", rows["axis"], [query.axis])
    kinds = query.assessor_kind or [kind for kind in AssessorKind if kind != AssessorKind.SELF_REPORT]
    wanted &= facts.is_word("assessor_kind", rows["assessor_kind"], kinds)
    if query.assessor:
        assessors = facts.asked.settled.get("assessor", query.assessor)
        wanted &= facts.is_word("participant", rows["assessor"], assessors)
    if query.period is not None:
        first, last = earliest_day(query.period), latest_day(query.period)
        if first is not None:
            wanted &= rows["period_first_day"] >= day_number(first)
        if last is not None:
            wanted &= rows["period_last_day"] <= day_number(last)
    return wanted
