"""How far promisors complied: scores averaged over assessors, then over pairs of pledge and promisor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, case, extract, func, literal, select

from app.ledger.kinds import core_table
from app.ledger.shapes import Values
from app.records.collection.known import day_bind, held
from app.tables.known import KnownScore
from app.values.sorting import earliest_day, latest_day
from app.views.statistics.counting import COMPLIANCE
from app.views.statistics.matching import Asked, bound, called, kept, matching, of_the_day, terms
from app.views.statistics.schemas import ComplianceQuery
from app.vocabulary import STRENGTH_WEIGHTS, AssessorKind, Axis

PROMISOR = "participant"
COLLECTIONS = {PROMISOR: "participants", "topic": "topics", "meeting": "meetings"}


@dataclass(frozen=True)
class _Pairs:
    """Pairs that weigh the same and have as many assessors each: how many, the sum of scores, how many differ."""

    weight: int
    assessors: int | None
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

    def add(self, counted: "_Pairs") -> None:
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
    connection: Connection, asked: Asked, query: ComplianceQuery, after: str | None
) -> tuple[Values, list[Values], str | None]:
    """Return the compliance over all pairs, the next rows in the order of their ids, and the last if more follow."""
    by_value: dict[str, _Sum] = {}
    rows_counted = list(_counted(connection, asked, query, query.by))
    for value, counted in rows_counted:
        by_value.setdefault(value, _Sum()).add(counted)
    overall = _Sum()
    # Every pair has one promisor; a topic, a meeting or a year it may lack, or have several of.
    pairs = rows_counted if query.by == PROMISOR else _counted(connection, asked, query, PROMISOR)
    for _promisor, counted in pairs:
        overall.add(counted)
    values = sorted(value for value in by_value if after is None or value > after)
    page = values[: query.limit]
    collection = COLLECTIONS.get(query.by)
    names: Mapping[str, Any] = (
        {value: value for value in page} if collection is None else called(connection, collection, page, asked.moment)
    )
    empty = dict.fromkeys((*COLLECTIONS, "year"))
    rows = [empty | {query.by: names[value]} | by_value[value].row() for value in page]
    return overall.row(), rows, page[-1] if len(values) > query.limit else None


def _counted(connection: Connection, asked: Asked, query: ComplianceQuery, by: str) -> Iterator[tuple[str, _Pairs]]:
    """Yield what is counted for each value."""
    if asked.plain and _is_usual(query):
        for value, assessors, (pairs, points, disputed) in kept(connection, asked, f"{COMPLIANCE} {by}"):
            yield value, _Pairs(1, int(assessors) or None, pairs, points, disputed)
        return
    statement = _statement(asked, query, by)
    for value, strength, assessors, pairs, points, disputed in connection.execute(statement, bound(asked)):
        weight = STRENGTH_WEIGHTS[strength] if query.weight == "strength" else 1
        called_value = f"{int(value):04}" if by == "year" else value
        yield called_value, _Pairs(weight, assessors, int(pairs), int(points or 0), int(disputed or 0))


def _is_usual(query: ComplianceQuery) -> bool:
    """Tell whether the assessments that count are those of which counts are kept."""
    chosen = query.assessor or query.assessor_kind or query.period
    return not chosen and query.axis == Axis.COMPLETION and query.weight == "none"


def _statement(asked: Asked, query: ComplianceQuery, by: str) -> Select[Any]:
    matched, promisors = matching(asked), terms("promisor")
    scores = _pair_scores(matched, query)
    source: Any = matched.join(promisors, promisors.c.record == matched.c.record).outerjoin(
        scores, and_(scores.c.record == matched.c.record, scores.c.party == promisors.c.value)
    )
    value: ColumnElement[Any] = promisors.c.value
    conditions = of_the_day(promisors)
    if by == "year":
        value = extract("year", matched.c.day)
        conditions.append(matched.c.day.is_not(None))
    elif by != PROMISOR:
        facet = terms(by)
        source = source.join(facet, facet.c.record == matched.c.record)
        conditions += of_the_day(facet)
        value = facet.c.value
    strength: ColumnElement[Any] = literal("")
    if query.weight == "strength":
        strengths = terms("strength")
        source = source.join(strengths, strengths.c.record == matched.c.record)
        conditions += of_the_day(strengths)
        strength = strengths.c.value
    columns = [value.label("value"), strength.label("strength"), scores.c.assessors]
    measures = [func.count(), func.sum(scores.c.points), func.sum(scores.c.disputed)]
    return select(*columns, *measures).select_from(source).where(*conditions).group_by(*columns)


def _pair_scores(matched: CTE, query: ComplianceQuery) -> CTE:
    """Return of each scored pair: how many assessors scored it, the sum of their scores, and whether they differ."""
    table = core_table(KnownScore)
    latest = func.row_number().over(
        partition_by=[table.c.record, table.c.party, table.c.assessor],
        order_by=[table.c.period_end.desc(), table.c.entry.desc()],
    )
    placed = (
        select(table.c.record, table.c.party, table.c.score, latest.label("place"))
        .select_from(table.join(matched, matched.c.record == table.c.record))
        .where(*held(table), table.c.period_end <= day_bind(), *_wanted(query))
        .subquery()
    )
    return (
        select(
            placed.c.record,
            placed.c.party,
            func.count().label("assessors"),
            func.sum(placed.c.score).label("points"),
            case((func.min(placed.c.score) < func.max(placed.c.score), 1), else_=0).label("disputed"),
        )
        .where(placed.c.place == 1)
        .group_by(placed.c.record, placed.c.party)
        .cte("scores")
    )


def _wanted(query: ComplianceQuery) -> list[ColumnElement[bool]]:
    """Return the clauses of the assessments that count."""
    table = core_table(KnownScore)
    clauses = [table.c.axis == query.axis]
    if query.assessor_kind:
        clauses.append(table.c.assessor_kind.in_(query.assessor_kind))
    else:
        clauses.append(table.c.assessor_kind != AssessorKind.SELF_REPORT.value)
    if query.assessor:
        clauses.append(table.c.assessor.in_(query.assessor))
    if query.period is not None:
        first, last = earliest_day(query.period), latest_day(query.period)
        clauses += [table.c.period_day >= first] if first is not None else []
        clauses += [table.c.period_end <= last] if last is not None else []
    return clauses
