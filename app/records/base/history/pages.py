"""Pages of lists as they were at a moment."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, func, select

from app.audience import Audience
from app.db.database import Database
from app.db.statements import Query
from app.http.paging import Position
from app.ledger.entries.history import Moment
from app.ledger.entries.numbers import read_numbers
from app.ledger.projections.projections import up_to_date
from app.page_size import MAX_PAGE_BYTES
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
            rows += query_at(collection.record_type.collection, shape).on(connection, values)
    total = None
    if query.count is not None and position is None and len(rows) <= limit:
        total = len(rows)
    elif query.count is not None:
        counted = _counting(collection.record_type.collection, walk.counted, walk.audience)
        ((total,),) = counted.on(connection, walk.parameters | clocks)
    items, shown = _fitting_documents(connection, collection, [key for key, _ in rows[:limit]], query.form, moment)
    last = None
    if len(rows) > shown:
        key, value = rows[shown - 1]
        last = Position(None if walk.by_key else value, key)
    return Page(items, last, read_numbers(connection), total)


FIRST_PIECE = 50
"""Records that are made before it is known how large they are."""


def _fitting_documents(
    connection: Connection, collection: Collection, ids: Sequence[str], form: str, moment: Moment
) -> tuple[list[bytes], int]:
    """Return the answers that fit on a page, and how many of the records they are of.

    They are made piece by piece: after the first, as many as fit if they are as large as those before.
    """
    items: list[bytes] = []
    done, total, piece = 0, 0, FIRST_PIECE
    while done < len(ids):
        wanted = ids[done : done + piece]
        made = documents_at(connection, collection, wanted, form, moment)
        for record in wanted:
            # One that was found may have been redacted since.
            if record in made:
                if items and total + len(made[record]) > MAX_PAGE_BYTES:
                    return items, done
                items.append(made[record])
                total += len(made[record])
            done += 1
        piece = max(1, (MAX_PAGE_BYTES - total) * len(items) // total) if total else FIRST_PIECE
    return items, done


@cache
def query_at(name: str, shape: Shape) -> Query:
    """Return the statement for the ids of a collection's records that are found at a moment, in their order."""
    collection = collection_of(name)
    past = collection.past()
    statement = collection.list_definition.statement(shape, past)
    column = past.column(collection.sorts[shape.sort].column)
    if past.is_day(column) and not shape.lacking:
        # What is_there says already, in words by which an index on the day is sought.
        statement = statement.where(column <= day_bind())
    return Query(statement.where(*past.is_there()))


@cache
def _counting(name: str, filters: tuple[tuple[str, int], ...], audience: Audience) -> Query:
    collection = collection_of(name)
    past = collection.past()
    conditions = collection.list_definition.conditions(filters, audience, past)
    return Query(select(func.count()).select_from(past.source).where(*past.is_there(), *conditions))
