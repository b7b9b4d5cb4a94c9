"""How many pledges have what is needed to follow what comes of them, and what is missing most."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, FromClause, Label, false, func, null, select, true

from app.db.memory_database import Count, counting
from app.db.statements import core_table
from app.features.statistics.matched_pledges import matched, with_promisors
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.pages import page_after
from app.features.statistics.request import MAX_STATEMENTS, Asked, Selection, called, count
from app.features.statistics.schemas import TrackabilityQuery
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import Binding, held, key_column
from app.records.pledges.derived.trackability import MISSING
from app.tables.history import TWINS
from app.tables.pledges import PledgeTopic
from app.vocabulary import TrackabilityItem

Lacking = tuple[TrackabilityItem, ...]
COLLECTIONS = {"participant": "participants", "topic": "topics"}


def trackability(
    connection: Connection, twins: Twins, asked: Asked, query: TrackabilityQuery, after: str | None
) -> tuple[Values, str | None]:
    """Return what all pledges have, the next rows in the order of their ids, and the last if more follow."""
    overall, by_value = Counter[Lacking](), dict[str, Counter[Lacking]]()
    statement = _statement(asked.selection, query.by)
    for is_overall, value, number, *missing in count(connection, twins, asked, statement):
        counter = overall if is_overall else by_value.setdefault(twins.word(value), Counter())
        counter[tuple(item for item, lacks in zip(MISSING, missing, strict=True) if lacks)] += number
    page, last = page_after(by_value, after, query.limit)
    names = called(connection, COLLECTIONS[query.by], page, asked.moment)
    empty = dict.fromkeys(COLLECTIONS)
    rows = [empty | {query.by: names[value]} | _row(by_value[value]) for value in page]
    return {"overall": _row(overall), "items": rows}, last


def _row(counted: Mapping[Lacking, int]) -> Values:
    """Return what is answered: how many pledges have how much, and how many lack what, the most first."""
    met, missing = Counter[int](), Counter[TrackabilityItem]()
    for lacking, pledges in counted.items():
        met[len(MISSING) - len(lacking)] += pledges
        missing.update(dict.fromkeys(lacking, pledges))
    return {
        "total": met.total(),
        "complete": met[len(MISSING)],
        "met": [{"met": number, "pledges": met[number]} for number in range(len(MISSING) + 1)],
        "missing": [
            {"item": item.value, "pledges": missing[item]} for item in sorted(MISSING, key=lambda item: -missing[item])
        ],
    }


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, by: str) -> Count:
    """Return what counts all pledges by what they lack, then those of each promisor or topic."""
    pledges = matched(selection, more=_missing)
    if by == "participant":
        rows: FromClause = with_promisors(pledges, selection).cte("promised")
        value, conditions = rows.c.promisor, list[ColumnElement[bool]]()
        source = rows
    else:
        topics = twin_in_memory(TWINS[core_table(PledgeTopic)])
        rows, value, conditions = pledges, topics.c.topic, held(topics)
        source = pledges.join(topics, key_column(topics) == pledges.c.pledge)
    lacking, own = ([one.c[item.value] for item in MISSING] for one in (pledges, rows))
    overall = select(true(), null(), func.count(), *lacking).group_by(*lacking)
    of_values = select(false(), value, func.count(), *own).select_from(source).where(*conditions)
    return counting(overall.union_all(of_values.group_by(value, *own)))


def _missing(binding: Binding) -> Iterator[Label[bool]]:
    for item, clause in MISSING.items():
        yield clause(binding).label(item.value)
