"""Pages of lists as they were at a moment."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from app.db.database import Database
from app.http.paging import Position
from app.ledger.entries.chain import head
from app.ledger.entries.history import Moment
from app.ledger.projections.projections import up_to_date
from app.records.base.collections import Collection, collection_of
from app.records.base.history.moments import documents_at, today_at
from app.records.base.history.projection import KNOWN
from app.records.base.lists.criteria import DAY, NUMBER, Known, KnownInTables, day_bind, term_clauses
from app.records.base.lists.filters import has_term
from app.records.base.lists.list_queries import Active, Page, PageOf, Shape, Walk, bound_name, ordered
from app.records.base.lists.parameters import ListQuery


def page_at(database: Database, collection: Collection, active: Active, query: ListQuery, moment: Moment) -> PageOf:
    """Return what gives the pages of a list as it was at a moment."""
    today = today_at(moment).isoformat()
    then = {name: [today] if name in collection.clocked else values for name, values in active.items()}
    walk = Walk(collection.list_definition, then, query.sort.removeprefix("-"), query.sort.startswith("-"), query.form)

    async def page_of(position: Position | None) -> Page:
        await up_to_date(database, KNOWN)
        return await database.read(read_page, collection, walk, query, position, moment)

    return page_of


def read_page(
    connection: Connection,
    collection: Collection,
    walk: Walk,
    query: ListQuery,
    position: Position | None,
    moment: Moment,
) -> Page:
    """Return one page of a list as it was at a moment. The projection has come as far."""
    limit = query.limit
    clocks = {NUMBER: moment.number, DAY: moment.last_day}
    rows: list[Row[Any]] = []
    for shape, parameters in walk.steps(position):
        if len(rows) <= limit:
            statement = _statement(collection.record_type.collection, shape)
            rows += connection.execute(statement, parameters | clocks | {"limit": limit + 1 - len(rows)}).all()
    last = None
    if len(rows) > limit:
        end = rows[limit - 1]
        last = Position(None if walk.by_key else end.value, end.key)
    total = None
    if query.count is not None:
        counted = _counting(collection.record_type.collection, walk.counted)
        total = connection.scalar(counted, walk.parameters | clocks) or 0
    ids = [row.key for row in rows[:limit]]
    return Page(documents_at(connection, collection, ids, query.form, moment), last, head(connection).number, total)


@cache
def _statement(name: str, shape: Shape) -> Select[Any]:
    collection, known = collection_of(name), KnownInTables(name)
    record, column = known.record.c.record, known.column(collection.sorts[shape.sort].column)
    source, conditions = known.record, known.is_there()
    if column.name == "first_day" and not shape.lacking:
        # What is_there says already, in words by which an index on the day is sought.
        conditions.append(column <= day_bind())
    led = _led(collection, shape)
    if led is None:
        conditions += clauses(collection, known, shape.filters)
    else:
        terms = known.terms.alias()
        source = terms.join(known.record, known.record.c.record == terms.c.record)
        conditions += term_clauses(terms, name, led, [bindparam(bound_name(led, 0))])
        record = column = terms.c.record
    statement = select(record.label("key"), column.label("value")).select_from(source).where(*conditions)
    return ordered(statement, shape, record, column, nullable=collection.sorts[shape.sort].nullable)


def _led(collection: Collection, shape: Shape) -> str | None:
    """Return the filter whose terms lead the query: where it alone is set, with one value, and the list is by id."""
    if shape.sort != "id" or len(shape.filters) != 1:
        return None
    ((name, count),) = shape.filters
    return name if count == 1 and collection.filters[name].known is has_term else None


def clauses(collection: Collection, known: Known, filters: Sequence[tuple[str, int]]) -> list[Any]:
    """Return the clauses of the active filters, their values bound by name."""
    return [
        collection.filters[name].known(known, name, [bindparam(bound_name(name, index)) for index in range(count)])
        for name, count in filters
    ]


@cache
def _counting(name: str, filters: tuple[tuple[str, int], ...]) -> Select[Any]:
    known = KnownInTables(name)
    conditions = [*known.is_there(), *clauses(collection_of(name), known, filters)]
    return select(func.count()).select_from(known.record).where(*conditions)
