"""How participants take what is pledged, judged and said: by their latest positions."""

from collections import Counter
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app.audience import PUBLIC
from app.db.memory_database import Count, counting
from app.db.statements import OneOf, Query, core_table
from app.features.statistics.matched_pledges import matched
from app.features.statistics.memory.bindings import Now
from app.features.statistics.memory.counted_at_once import CountedAtOnce
from app.features.statistics.memory.twin_rows import twin_in_memory
from app.features.statistics.memory.twins import Twins
from app.features.statistics.opinions.latest import last_by
from app.features.statistics.opinions.schemas import PositionsQuery
from app.features.statistics.pages import page_after
from app.features.statistics.request import MAX_STATEMENTS, Asked, Selection, called, count
from app.ledger.model.shapes import Values
from app.records.base.lists.bindings import day_bind, held, key_column
from app.records.base.lists.filters import Counted, among, binds_of, bound_name, or_without, without
from app.records.statements.queries import COLLECTION as STATEMENTS
from app.tables.history import PLEDGE_POSITIONS, STATEMENT_POSITIONS
from app.tables.parts.positions import PledgePosition, StatementPosition
from app.vocabulary import Position

OF_STATEMENTS = frozenset(
    {"topic", "meeting", "tag", "participant", "under", "voice", without("voice"), or_without("voice")}
)
"""Filters of pledges that statements have as well: with any other, statements are not counted."""

KIND, TAKEN_BY = "statement_kind", "taken_by"

_TAKEN = Query(
    union_all(
        *(
            select(literal(1)).where(exists().where(OneOf(core_table(table).c.participant, TAKEN_BY)))
            for table in (PledgePosition, StatementPosition)
        )
    )
)


def positions(
    connection: Connection, twins: Twins, asked: Asked, query: PositionsQuery, after: str | None
) -> tuple[Values, str | None]:
    """Return the positions of the next participants, in the order of their ids, and the last if more follow."""
    kinds = list(dict.fromkeys(query.statement_kind))
    takers = asked.settled.get(TAKEN_BY, query.taken_by)
    if takers and asked.selection.bind is Now and not _TAKEN.on(connection, {TAKEN_BY: list(takers)}):
        # Most participants never took any: an index says so in a fiftieth of the time that it takes to count none.
        return {"items": []}, None
    values = {bound_name(KIND, place): kind for place, kind in enumerate(kinds)}
    values |= {bound_name(TAKEN_BY, place): taker for place, taker in enumerate(takers)}
    has_statements = asked.selection.names <= OF_STATEMENTS
    found: dict[str, dict[str, Counter[str]]] = {}
    statement = _statement(asked.selection, len(kinds), len(takers), has_statements=has_statements)
    for participant, of, position, number in count(connection, twins, asked, statement, **values):
        by_subject = found.setdefault(twins.word(participant), {})
        by_subject.setdefault(OF[of], Counter())[twins.word(position)] += number
    page, last = page_after(found, after, query.limit)
    names = called(connection, "participants", page, asked.moment)
    rows = [
        {"participant": names[participant]}
        | {of: _totals(found[participant].get(of, Counter())) for of in OF}
        | ({} if has_statements else {"statements": None})
        for participant in page
    ]
    return {"items": rows}, last


OF = ("pledges", "judgements", "statements")
"""What positions are taken on, by the number that a statement gives."""


def _totals(positions: Counter[str]) -> Values:
    ordered = {position.value: positions[position] for position in Position if positions[position]}
    return {"total": positions.total(), "positions": ordered}


@lru_cache(MAX_STATEMENTS)
def _statement(selection: Selection, kinds: int, takers: int, *, has_statements: bool) -> Count:
    """Return what counts the latest positions by participant, what they are taken on, and what they say."""
    pledges = matched(selection)
    latest = [_latest(PLEDGE_POSITIONS, pledges, pledges.c.pledge, takers)]
    if has_statements:
        said = _said(selection.filters, kinds).subquery()
        latest.append(_latest(STATEMENT_POSITIONS, said, said.c.statement, takers))
    found = union_all(*latest).subquery()
    return counting(select(*found.c, func.count()).group_by(*found.c))


def _latest(twin: Table, records: FromClause, key: ColumnElement[Any], takers: int) -> Select[Any]:
    """Return the latest position of each participant, or of some, on each record, or on each judgement of it."""
    rows = twin_in_memory(twin)
    about = [rows.c.about] if "about" in rows.c else []
    of: ColumnElement[Any] = literal(OF.index("statements"), Integer)
    if about:
        of = case((rows.c.about.is_(None), OF.index("pledges")), else_=OF.index("judgements"))
    taken = or_(rows.c.taken_last_day.is_(None), rows.c.taken_last_day <= day_bind())
    by = [among(rows.c.participant, binds_of(TAKEN_BY, takers))] if takers else []
    last = last_by(rows.c.position, rows, "taken_last_day").label("position")
    return (
        select(rows.c.participant, of.label("subject"), last)
        .join_from(rows, records, key == key_column(rows))
        .where(*held(rows), rows.c.withdrawn.is_(False), taken, *by)
        .group_by(key_column(rows), rows.c.participant, *about)
    )


def _said(filters: Counted, kinds: int) -> Select[Any]:
    """Return the statements that match, of some kinds or of all."""
    past = CountedAtOnce(
        STATEMENTS.record_type.collection,
        core_table(STATEMENTS.record_type.table),
        STATEMENTS.dated,
        twin_in_memory,
    )
    of_kind = [among(past.column("kind"), binds_of(KIND, kinds))] if kinds else []
    conditions = [*past.is_there(), *STATEMENTS.list_definition.conditions(filters, PUBLIC, past), *of_kind]
    return select(past.key.label("statement")).select_from(past.source).where(*conditions)
