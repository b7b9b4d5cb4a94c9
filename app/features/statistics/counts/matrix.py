"""Who owes whom: promisor by promisee, with where each promisor itself stands with what it owes."""

from collections import Counter
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from app.db.memory_database import Count, counting
from app.db.statements import core_table
from app.features.statistics.counts.totals import Counted as Stands
from app.features.statistics.counts.totals import Tally, totals_with_due
from app.features.statistics.matched_pledges import promised
from app.features.statistics.memory.tables import WORD_NUMBERS
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.pages import page_after
from app.features.statistics.request import MAX_STATEMENTS, Asked, Selection, called, count
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import held, key_column
from app.tables.history import TWINS
from app.tables.pledges import Party
from app.vocabulary import PartyRole

Pair = tuple[str, str]
Narrowed = list[tuple[str, str]]
NOBODY = ""
"""The id of whoever is owed a pledge without a promisee."""


def matrix(
    connection: Connection,
    twins: Twins,
    asked: Asked,
    limit: int,
    narrowed: Narrowed,
    top: int | None,
    after: Pair | None,
) -> tuple[Values, Pair | None]:
    """Return the next pairs in the order of their ids, and the last of them if more follow.

    A pledge with several promisors or promisees counts for each pair; one without a promisee, for its promisor and
    nobody. `narrowed` are the parameters by which the pledges of a pair are listed. With `top`, only pairs of the so
    many who owe most and the so many who are owed most; ties go by ids.
    """
    found: dict[Pair, Tally] = {}
    if top is None:
        page = {"limit": limit + 1, "promisor": after and after[0], "promisee": after and after[1]}
        statement = _statement(asked.selection, is_first=after is None)
        for promisor, promisee, *stands, number in count(connection, twins, asked, statement, **page):
            found.setdefault((promisor, promisee), Counter())[_counted(twins, *stands)] = number
    else:
        for first, second, *stands, number in count(connection, twins, asked, _of_top(asked.selection), top=top):
            pair = twins.word(first), NOBODY if second is None else twins.word(second)
            found.setdefault(pair, Counter())[_counted(twins, *stands)] = number
    pairs, last = page_after(found, after, limit)
    names = called(connection, "participants", sorted({one for pair in pairs for one in pair if one}), asked.moment)
    items = [
        {
            "promisor": names[promisor],
            "promisee": names[promisee] if promisee else None,
            **totals_with_due(found[promisor, promisee]),
            "pledges": _address(promisor, promisee, narrowed) if promisee else None,
        }
        for promisor, promisee in pairs
    ]
    return {"items": items}, last


def _counted(twins: Twins, status: int, due: object, reason: int | None) -> Stands:
    return twins.word(status), bool(due), None if reason is None else twins.word(reason)


def _address(promisor: str, promisee: str, narrowed: Narrowed) -> str:
    """Return where the pledges of a pair are listed."""
    others = [(name, value) for name, value in narrowed if name not in {"promisor", "promisee"}]
    return f"/v1/pledges?{urlencode([('promisor', promisor), ('promisee', promisee), *others])}"


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, *, is_first: bool) -> Count:
    """Return what counts by promisor, promisee and status, of the pairs after one."""
    counts = _counts(selection)
    page = _page(counts, is_first=is_first)
    same = and_(counts.c.promisor == page.c.first, counts.c.promisee.is_not_distinct_from(page.c.second))
    shown = page.c.promisor, page.c.promisee, *_stands(counts)
    return counting(select(*shown).join_from(page, counts, same).order_by(page.c.promisor, page.c.promisee))


@lru_cache(MAX_STATEMENTS)
def _of_top(selection: Selection) -> Count:
    """Return what counts the same of all pairs of those who owe most and who are owed most: they are few."""
    counts = _counts(selection)
    owed_most = counts.c.promisee.in_(_most(counts, counts.c.promisee))
    paired = counts.c.promisor.in_(_most(counts, counts.c.promisor)), or_(counts.c.promisee.is_(None), owed_most)
    return counting(select(counts.c.promisor, counts.c.promisee, *_stands(counts)).where(*paired))


def _stands(counts: CTE) -> tuple[ColumnElement[Any], ...]:
    return counts.c.status, counts.c.due, counts.c.unknown_because, counts.c.number


def _counts(selection: Selection) -> CTE:
    """Return how many pledges there are by promisor, promisee and where they stand."""
    owing, owed = promised(selection, own=True), twin_in_memory(TWINS[core_table(Party)])
    promisees = [key_column(owed) == owing.c.pledge, owed.c.role == PartyRole.PROMISEE.value, *held(owed)]
    stands = owing.c.status, owing.c.due, owing.c.unknown_because
    numbers = owing.c.promisor, owed.c.participant.label("promisee"), *stands
    counted = select(*numbers, func.count().label("number")).join_from(owing, owed, and_(*promisees), isouter=True)
    return counted.group_by(owing.c.promisor, owed.c.participant, *stands).cte("counts")


def _page(counts: CTE, *, is_first: bool) -> Subquery:
    """Return so many pairs after one, by their numbers and by their ids."""
    first, second = WORD_NUMBERS.alias("promisors"), WORD_NUMBERS.alias("promisees")
    promisor, promisee = first.c.word.label("promisor"), func.coalesce(second.c.word, literal(NOBODY, String()))
    pairs = select(counts.c.promisor.label("first"), counts.c.promisee.label("second")).distinct().subquery()
    named = (
        select(pairs, promisor, promisee.label("promisee"))
        .join_from(pairs, first, first.c.number == pairs.c.first)
        .outerjoin(second, second.c.number == pairs.c.second)
    )
    if not is_first:
        after = tuple_(bindparam("promisor", type_=String()), bindparam("promisee", type_=String()))
        named = named.where(tuple_(first.c.word, promisee) > after)
    return named.order_by(first.c.word, promisee).limit(bindparam("limit")).subquery()


def _most(counts: CTE, column: ColumnElement[Any]) -> Select[Any]:
    """Return the numbers of those with most pledges in a column of the counts."""
    names = WORD_NUMBERS.alias()
    summed = select(column).join_from(counts, names, names.c.number == column).group_by(column, names.c.word)
    return summed.order_by(func.sum(counts.c.number).desc(), names.c.word).limit(bindparam("top"))
