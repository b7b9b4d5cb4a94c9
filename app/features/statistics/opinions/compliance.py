"""How far promisors complied: scores averaged over assessors, then over pairs of pledge and promisor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    extract,
    func,
    literal,
    null,
    select,
    union_all,
)

from app.db.memory_database import Count, counting
from app.db.statements import core_table
from app.features.statistics.matched_pledges import promised
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.opinions.latest import last_by
from app.features.statistics.opinions.standing_assessments import standing, wanted
from app.features.statistics.pages import page_after
from app.features.statistics.request import MAX_STATEMENTS, Asked, Selection, called, count
from app.features.statistics.schemas import ComplianceQuery
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import WORLD_DAY, held, key_column
from app.records.base.lists.filters import Counted, among, binds_of
from app.records.pledges.party_filters import OF_STANDINGS
from app.tables.history import ASSESSMENTS, TWINS
from app.tables.pledges import PledgeMeeting, PledgeTopic
from app.vocabulary import STRENGTH_WEIGHTS, AssessorKind, MeetingRole, Strength

COLLECTIONS = {"participant": "participants", "topic": "topics", "meeting": "meetings"}
BY: Mapping[str, tuple[str, ...]] = {
    "participant": (),
    "topic": (),
    "meeting": (),
    "year": (WORLD_DAY,),
}
"""What is needed of a pledge, by what is averaged by."""

OF_PAIR = frozenset({"participant", "year"})
"""What a pair has one of, or none: sums by it sum up to those over all pairs."""

ALL, VALUES, BOTH = "all", "values", "both"
"""What a row sums up: some of all pairs, or of those of a value, or both in one."""

Group = tuple[Any, ...]
"""Of pairs: whether they are due, how many assessors each has, how many they are, their points, how many differ."""


@dataclass
class _Sum:
    """Pairs summed up: exact, since a mean of means is no decimal."""

    points: Fraction = field(default_factory=Fraction)
    weights: int = 0
    scored: int = 0
    unweighted: int = 0
    due: int = 0
    total: int = 0
    disputed: int = 0

    def add(self, weight: int, group: Group) -> None:
        """Add pairs that weigh the same and have as many assessors each."""
        due, assessors, pairs, points, disputed = group
        self.total += pairs
        self.due += pairs if due else 0
        if assessors and not weight:
            self.unweighted += pairs
        elif assessors:
            self.scored += pairs
            self.weights += weight * pairs
            self.points += Fraction(weight * int(points or 0), assessors)
            self.disputed += int(disputed or 0)

    def row(self) -> Values:
        """Return what is answered."""
        mean = self.points / self.weights if self.weights else None
        return {
            "mean": None if mean is None else float(mean),
            "percent": None if mean is None else float((mean + 1) * 50),
            "scored": self.scored,
            "unweighted": self.unweighted,
            "due": self.due,
            "total": self.total,
            "disputed": self.disputed,
        }


def compliance(
    connection: Connection, twins: Twins, asked: Asked, query: ComplianceQuery, after: str | None
) -> tuple[Values, str | None]:
    """Return the compliance over all pairs, the next rows in the order of their ids, and the last if more follow."""
    which = wanted(
        query.period, axis=[query.axis], assessor_kind=_kinds(query), assessor=asked.assessors(query.assessor)
    )
    statement = _statement(asked.selection, which.counted, query.by, weighted=query.weight == "strength")
    overall, by_value = _Sum(), dict[str, _Sum]()
    for of, value, strength, *group in count(connection, twins, asked, statement, **which.values):
        weight = _weight(twins, strength) if query.weight == "strength" else 1
        if of != VALUES:
            overall.add(weight, tuple(group))
        if of != ALL and value is not None:
            word = f"{value:04}" if query.by == "year" else twins.word(value)
            by_value.setdefault(word, _Sum()).add(weight, tuple(group))
    page, last = page_after(by_value, after, query.limit)
    collection = COLLECTIONS.get(query.by)
    names: Mapping[str, Any] = (
        {value: value for value in page} if collection is None else called(connection, collection, page, asked.moment)
    )
    empty = dict.fromkeys((*COLLECTIONS, "year"))
    rows = [empty | {query.by: names[value]} | by_value[value].row() for value in page]
    return {"overall": overall.row(), "items": rows}, last


def _weight(twins: Twins, strength: int | None) -> int:
    """Return what a pair of a pledge of a strength weighs: nothing where nobody has judged it."""
    return 0 if strength is None else STRENGTH_WEIGHTS[Strength(twins.word(strength))]


def _kinds(query: ComplianceQuery) -> list[str]:
    return query.assessor_kind or [kind.value for kind in AssessorKind if kind != AssessorKind.SELF_REPORT]


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, assessments: Counted, by: str, *, weighted: bool) -> Count:
    """Return what counts all pairs, and those of each value, by their weight and the number of their assessors."""
    strength = ("strength_in_force",) if weighted else ()
    own = by == "participant" and bool(selection.names & OF_STANDINGS)
    pairs = promised(selection, *BY[by], *strength, own=own)
    scores, topics = _scores(assessments), twin_in_memory(TWINS[core_table(PledgeTopic)])
    source = pairs.outerjoin(scores, and_(scores.c.pledge == pairs.c.pledge, scores.c.party == pairs.c.promisor))
    weight = pairs.c.strength_in_force if weighted else None
    of_value = source
    value: ColumnElement[Any]
    if by in OF_PAIR:
        value = pairs.c.promisor if by == "participant" else extract("year", pairs.c[WORLD_DAY])
        return counting(_summed(source, pairs, scores, BOTH, value, weight))
    if by == "meeting":
        named = twin_in_memory(TWINS[core_table(PledgeMeeting)])
        roles = dict(selection.filters).get("meeting_role")
        role = named.c.role == MeetingRole.MADE_AT.value
        if roles is not None:
            role = among(named.c.role, binds_of("meeting_role", roles))
        each = (
            select(key_column(named).label("pledge"), named.c.meeting).where(*held(named), role).distinct().subquery()
        )
        value = each.c.meeting
        of_value = source.join(each, each.c.pledge == pairs.c.pledge)
    else:
        value = topics.c.topic
        of_value = source.join(topics, and_(key_column(topics) == pairs.c.pledge, *held(topics)))
    return counting(
        union_all(
            _summed(source, pairs, scores, ALL, None, weight), _summed(of_value, pairs, scores, VALUES, value, weight)
        )
    )


def _summed(
    source: FromClause,
    pairs: FromClause,
    scores: FromClause,
    of: str,
    value: ColumnElement[Any] | None,
    weight: ColumnElement[Any] | None,
) -> Select[Any]:
    """Return what sums up pairs: of what, by which value, their weight, whether due, how many assessors each."""
    keys = [column for column in (value, weight, pairs.c.due, scores.c.assessors) if column is not None]
    shown = [null() if column is None else column for column in (value, weight)]
    sums = func.count(), func.sum(scores.c.points), func.sum(scores.c.differ)
    return select(literal(of), *shown, pairs.c.due, scores.c.assessors, *sums).select_from(source).group_by(*keys)


def _scores(counted: Counted) -> Subquery:
    """Return of each pledge and party how many assessors scored it, the sum of their latest scores, if these differ."""
    rows = twin_in_memory(ASSESSMENTS)
    latest = last_by(rows.c.score, rows, "period_last_day").label("score")
    scored = (
        select(key_column(rows).label("pledge"), rows.c.party, latest)
        .where(*standing(rows, counted, "axis", "assessor_kind", "assessor"))
        .group_by(key_column(rows), rows.c.party, rows.c.assessor)
        .subquery()
    )
    differ = cast(func.min(scored.c.score) < func.max(scored.c.score), Integer)
    sums = func.count().label("assessors"), func.sum(scored.c.score).label("points"), differ.label("differ")
    by_pair = scored.c.pledge, scored.c.party
    return select(*by_pair, *sums).group_by(*by_pair).subquery()
