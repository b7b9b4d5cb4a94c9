"""How far assessors agree: pairs of them, over what both have judged."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import CTE, Connection, Integer, String, and_, case, cast, column, func, null, or_, select, table

from app.db.memory_database import Count, counting
from app.features.statistics.matched_pledges import matched
from app.features.statistics.memory.tables import PLEDGES
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.opinions.schemas import AgreementQuery
from app.features.statistics.opinions.standing_assessments import standing, wanted
from app.features.statistics.pages import page_after
from app.features.statistics.request import MAX_STATEMENTS, Asked, Selection, called, count
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import key_column
from app.records.base.lists.filters import Counted, among, binds_of
from app.tables.history import ASSESSMENTS

SHOWN = 20
"""Disagreements that are shown of a pair: the first of them, by pledge."""

Pair = tuple[str, str]
"""Two assessors, by their ids in order."""

PLEDGE_NUMBERS = table(f"{PLEDGES}_numbers", column("word", String), column("number", Integer))
"""The numbers that stand for the ids of pledges."""


@dataclass
class _Sum:
    """What two assessors have both judged."""

    judged: int
    agreed: int
    distance: int


def agreement(
    connection: Connection, twins: Twins, asked: Asked, query: AgreementQuery, after: Pair | None
) -> tuple[Values, Pair | None]:
    """Return the next pairs in the order of their ids, and the last if more follow."""
    which = wanted(
        query.period, axis=query.axis, assessor_kind=query.assessor_kind, assessor=asked.assessors(query.assessor)
    )
    statement = _statement(asked.selection, which.counted)
    sums: dict[Pair, _Sum] = {}
    differing: dict[Pair, list[Values]] = {}
    for first, second, *numbers, pledge, party, axis, period, score, second_score, _place in count(
        connection, twins, asked, statement, **which.values
    ):
        one, other = sorted((twins.word(first), twins.word(second)))
        if pledge is None:
            sums[one, other] = _Sum(*(int(number) for number in numbers))
            continue
        scores = [int(score), int(second_score)]
        differing.setdefault((one, other), []).append(
            {
                "pledge": pledge,
                "party": twins.word(party),
                "axis": twins.word(axis),
                "period": twins.word(period),
                "scores": scores if one == twins.word(first) else scores[::-1],
            }
        )
    page, last = page_after(sums, after, query.limit)
    shown = [one for pair in page for one in differing.get(pair, ())]
    people = sorted({one for pair in page for one in pair} | {one["party"] for one in shown})
    participants = called(connection, "participants", people, asked.moment)
    pledges = called(connection, PLEDGES, sorted({one["pledge"] for one in shown}), asked.moment)
    rows = [
        {
            "assessors": [participants[one] for one in pair],
            "judged": sums[pair].judged,
            "agreed": sums[pair].agreed,
            "agreement": sums[pair].agreed / sums[pair].judged,
            "mean_distance": sums[pair].distance / sums[pair].judged,
            "disagreements": [
                one | {"pledge": pledges[one["pledge"]], "party": participants[one["party"]]}
                for one in differing.get(pair, ())
            ],
        }
        for pair in page
    ]
    return {"items": rows}, last


def _scores(selection: Selection, counted: Counted) -> CTE:
    """Return the standing assessments of pledges that match: of whom, by whom, for which time, and the score."""
    pledges, rows = matched(selection), twin_in_memory(ASSESSMENTS)
    shown = (key_column(rows).label("pledge"), rows.c.party, rows.c.axis, rows.c.period, rows.c.assessor, rows.c.score)
    return (
        select(*shown)
        .join_from(rows, pledges, pledges.c.pledge == key_column(rows))
        .where(*standing(rows, counted, "axis", "assessor_kind"))
        .cte("scores")
    )


def _pairs(selection: Selection, counted: Counted) -> CTE:
    """Return each two scores that two assessors gave of the same: of a party, on an axis, for a period."""
    scores = _scores(selection, counted)
    first, second = scores.alias("first"), scores.alias("second")
    same = [first.c[name] == second.c[name] for name in ("pledge", "party", "axis", "period")]
    named = [number for name, number in counted if name == "assessor"]
    binds = binds_of("assessor", named[0]) if named else []
    one_of = [or_(among(first.c.assessor, binds), among(second.c.assessor, binds))] if named else []
    return (
        select(
            *(first.c[name] for name in ("pledge", "party", "axis", "period")),
            first.c.assessor.label("one"),
            second.c.assessor.label("other"),
            first.c.score.label("one_score"),
            second.c.score.label("other_score"),
        )
        .join_from(first, second, and_(*same, first.c.assessor < second.c.assessor))
        .where(*one_of)
        .cte("pairs")
    )


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, counted: Counted) -> Count:
    """Return what counts, of each pair, what both judged, where they agree, and how far they are apart.

    Then it finds the first disagreements of each, by the ids of pledges.
    """
    pairs = _pairs(selection, counted)
    agreed = case((pairs.c.one_score == pairs.c.other_score, 1), else_=0)
    sums = func.count(), func.sum(agreed), func.sum(func.abs(pairs.c.one_score - pairs.c.other_score))
    names = ("party", "axis", "period", "one_score", "other_score")
    nothing = [null().label(name) for name in ("pledge", *names, "place")]
    summed = select(pairs.c.one, pairs.c.other, *sums, *nothing).group_by(pairs.c.one, pairs.c.other)
    order = [PLEDGE_NUMBERS.c.word, pairs.c.party, pairs.c.axis, pairs.c.period]
    place = func.row_number().over(partition_by=[pairs.c.one, pairs.c.other], order_by=order).label("place")
    found = (
        select(PLEDGE_NUMBERS.c.word.label("pledge"), *(one for one in pairs.c if one.name != "pledge"), place)
        .join_from(pairs, PLEDGE_NUMBERS, PLEDGE_NUMBERS.c.number == cast(pairs.c.pledge, Integer))
        .where(pairs.c.one_score != pairs.c.other_score)
        .subquery()
    )
    shown = found.c.pledge, *(found.c[name] for name in names), found.c.place
    differing = select(found.c.one, found.c.other, *(null() for _sum in sums), *shown).where(found.c.place <= SHOWN)
    both = summed.union_all(differing)
    return counting(both.order_by(both.selected_columns.pledge, both.selected_columns.place))
