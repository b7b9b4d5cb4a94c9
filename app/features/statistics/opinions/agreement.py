"""How far assessors agree: pairs of them, over what both have judged."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    CTE,
    Connection,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    column,
    func,
    null,
    or_,
    select,
    table,
    tuple_,
)

from app.db.memory_database import Count, counting
from app.features.statistics.matched_pledges import matched
from app.features.statistics.memory.tables import PLEDGES, WORD_NUMBERS
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
    statement = _statement(asked.selection, which.counted, is_first=after is None)
    one_more = {"limit": query.limit + 1, "first": after and after[0], "second": after and after[1]}
    sums: dict[Pair, _Sum] = {}
    differing: dict[Pair, list[Values]] = {}
    for first, second, *numbers, pledge, party, axis, period, score, second_score, _place in count(
        connection, twins, asked, statement, **which.values, **one_more
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
def _statement(selection: Selection, counted: Counted, *, is_first: bool) -> Count:
    """Return what counts, of so many pairs after one, what both judged, where they agree, and how far they are apart.

    Then it finds the first disagreements of each, by the ids of pledges.
    """
    pairs = _pairs(selection, counted)
    page = _page(pairs, is_first=is_first)
    names = ("party", "axis", "period", "one_score", "other_score")
    nothing = [null().label(name) for name in ("pledge", *names, "place")]
    summed = select(page.c.one, page.c.other, page.c.judged, page.c.agreed, page.c.distance, *nothing)
    of_page = and_(page.c.one == pairs.c.one, page.c.other == pairs.c.other)
    differing = select(pairs).join_from(pairs, page, of_page).where(pairs.c.one_score != pairs.c.other_score).subquery()
    order = [PLEDGE_NUMBERS.c.word, differing.c.party, differing.c.axis, differing.c.period]
    place = func.row_number().over(partition_by=[differing.c.one, differing.c.other], order_by=order).label("place")
    # The many ids beside the few that differ: those are looked up.
    found = (
        select(PLEDGE_NUMBERS.c.word.label("pledge"), *(one for one in differing.c if one.name != "pledge"), place)
        .join_from(PLEDGE_NUMBERS, differing, PLEDGE_NUMBERS.c.number == cast(differing.c.pledge, Integer))
        .subquery()
    )
    shown = found.c.pledge, *(found.c[name] for name in names), found.c.place
    first = select(found.c.one, found.c.other, *(null() for _sum in range(3)), *shown).where(found.c.place <= SHOWN)
    both = summed.union_all(first)
    return counting(both.order_by(both.selected_columns.pledge, both.selected_columns.place))


def _page(pairs: CTE, *, is_first: bool) -> CTE:
    """Return so many pairs of assessors after one, by their ids in order, with what both judged."""
    agreed = func.sum(case((pairs.c.one_score == pairs.c.other_score, 1), else_=0)).label("agreed")
    distance = func.sum(func.abs(pairs.c.one_score - pairs.c.other_score)).label("distance")
    sums = select(pairs.c.one, pairs.c.other, func.count().label("judged"), agreed, distance)
    summed = sums.group_by(pairs.c.one, pairs.c.other).subquery()
    one, other = WORD_NUMBERS.alias(), WORD_NUMBERS.alias()
    named = select(summed).join(one, one.c.number == summed.c.one).join(other, other.c.number == summed.c.other)
    ids = func.least(one.c.word, other.c.word), func.greatest(one.c.word, other.c.word)
    if not is_first:
        after = tuple_(bindparam("first", type_=String()), bindparam("second", type_=String()))
        named = named.where(tuple_(*ids) > after)
    return named.order_by(*ids).limit(bindparam("limit")).cte("page")
