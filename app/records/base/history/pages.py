"""Pages of lists as they were at a moment."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, func, select

from app.db.database import Database
from app.db.statements import Query
from app.http.paging import Position
from app.ledger.entries.history import Moment
from app.ledger.entries.numbers import read_numbers
from app.ledger.projections.projections import up_to_date
from app.records.base.collections import Collection, collection_of
from app.records.base.history.moments import documents_at, today_at
from app.records.base.history.projection import HISTORY
from app.records.base.lists.bindings import DAY, NUMBER, day_bind
from app.records.base.lists.closures import with_what_was_below
from app.records.base.lists.list_queries import Active, Page, PageOf, Shape, Walk
from app.records.base.lists.parameters import ListQuery


def page_at(database: Database, collection: Collection, active: Active, query: ListQuery, moment: Moment) -> PageOf:
    """Return what gives the pages of a list as it was at a moment."""
    then = collection.list_definition.on_day(active, today_at(moment))

    async def page_of(position: Position | None) -> Page:
        await up_to_date(database, HISTORY)
        return await database.read(read_page, collection, then, query, position, moment)

    return page_of


def read_page(
    connection: Connection,
    collection: Collection,
    active: Active,
    query: ListQuery,
    position: Position | None,
    moment: Moment,
) -> Page:
    """Return one page of a list as it was at a moment. The projection has come as far."""
    limit, clocks = query.limit, {NUMBER: moment.number, DAY: moment.last_day}
    asked = with_what_was_below(connection, collection.list_definition, active, collection.past, clocks)
    walk = Walk(collection.list_definition, asked, query.sort.removeprefix("-"), query.sort.startswith("-"), query.form)
    rows: list[tuple[str, Any]] = []
    for shape, parameters in walk.steps(position):
        if len(rows) <= limit:
            values = parameters | clocks | {"limit": limit + 1 - len(rows)}
            rows += _query(collection.record_type.collection, shape).on(connection, values)
    last = None
    if len(rows) > limit:
        key, value = rows[limit - 1]
        last = Position(None if walk.by_key else value, key)
    total = None
    if query.count is not None:
        counted = _counting(collection.record_type.collection, walk.counted)
        ((total,),) = counted.on(connection, walk.parameters | clocks)
    ids = [key for key, _value in rows[:limit]]
    items = documents_at(connection, collection, ids, query.form, moment)
    return Page(items, last, read_numbers(connection), total)


@cache
def _query(name: str, shape: Shape) -> Query:
    collection = collection_of(name)
    past = collection.past()
    statement = collection.list_definition.statement(shape, past)
    column = past.column(collection.sorts[shape.sort].column)
    if past.is_day(column) and not shape.lacking:
        # What is_there says already, in words by which an index on the day is sought.
        statement = statement.where(column <= day_bind())
    return Query(statement.where(*past.is_there()))


@cache
def _counting(name: str, filters: tuple[tuple[str, int], ...]) -> Query:
    collection = collection_of(name)
    past = collection.past()
    conditions = collection.list_definition.conditions(filters, past)
    return Query(select(func.count()).select_from(past.source).where(*past.is_there(), *conditions))
