"""Pages of parts as they were at a moment: of one record, or over all."""

from collections.abc import Sequence

from fastapi import Request, Response
from sqlalchemy import Connection

from app.db.database import Database
from app.http.paging import Position
from app.ledger.entries.numbers import read_numbers
from app.ledger.projections.projections import up_to_date
from app.page_size import fitting
from app.records.base.history.moments import moment_of, state_at, today_at
from app.records.base.history.projection import HISTORY
from app.records.base.lists.filter_ids import followed, named_by
from app.records.base.lists.list_queries import Active, Page, PageOf
from app.records.base.lists.list_response import present_page, respond_with_page, thinned_pages
from app.records.base.lists.parameters import PartQuery
from app.records.base.parts.part_collections import PartCollection
from app.records.base.parts.past_parts import Parts, Row, count_then, matching, rows_then
from app.values.times.dates import today_utc


async def respond_with_parts(
    request: Request, collection: PartCollection, query: PartQuery, record: str | None = None
) -> Response:
    """Return a page of the parts of a record, or of all, now or at the moment of the query.

    Raises `NotFound` for a record that is not, or was not there.
    """
    database: Database = request.app.state.database
    record_type, part_type, list_definition = collection.record_type, collection.part_type, collection.list_of(query)
    active = list_definition.active(query) | ({} if record is None else {record_type.noun: [record]})
    moment = await moment_of(database, query)
    if moment is None and record is not None:
        await collection.version(database, record)

    def pages(asked: Active) -> PageOf:
        if moment is None:
            return present_page(database, list_definition, asked, query, today_utc())
        return part_page_at(database, Parts(record_type, part_type, list_definition, asked, query, moment, record))

    page_of = followed(database, named_by(query, active), active, moment, pages)
    page_of = thinned_pages(page_of, query.fields, collection.item or collection.document)
    return await respond_with_page(request, list_definition, active, query, page_of)


def part_page_at(database: Database, parts: Parts) -> PageOf:
    """Return what gives the pages of a list of parts as it was at a moment."""

    async def page_of(position: Position | None) -> Page:
        if parts.query.count is not None:
            await up_to_date(database, HISTORY)
        return await database.read(read_part_page, parts, position)

    return page_of


def read_part_page(connection: Connection, parts: Parts, position: Position | None) -> Page:
    """Return one page of a list of parts as it was at a moment. Raises `NotFound` where its record was not there."""
    if parts.record is not None:
        state_at(connection, parts.record_type, parts.record, parts.moment)
    if owners := parts.active.get(parts.record_type.noun):
        found = [row for row in rows_then(connection, parts, owners).values() if parts.holds(row)]
        total = len(found)
    else:
        found = matching(connection, parts, position, parts.query.limit + 1)
        total = count_then(connection, parts) if parts.query.count is not None else 0
    return _page(connection, parts, _ordered(parts, [row for row in found if _follows(parts, row, position)]), total)


def _page(connection: Connection, parts: Parts, rows: Sequence[Row], total: int) -> Page:
    list_definition = parts.list_definition
    extras = list_definition.extras
    answers = [row["document"].encode() for row in rows[: parts.query.limit]]
    answers = answers[: fitting(map(len, answers))]
    last = None
    if len(rows) > len(answers):
        _lacks, value, entry = parts.place(rows[len(answers) - 1])
        last = Position(value, entry)
    shown = [
        (0, 0, 0, None, answer, *(row[name] for name in extras)) for answer, row in zip(answers, rows, strict=False)
    ]
    items = list_definition.items(shown, "document", today_at(parts.moment))
    return Page(items, last, read_numbers(connection), total if parts.query.count is not None else None)


def _ordered(parts: Parts, rows: Sequence[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda row: parts.place(row)[2], reverse=parts.descending)
    ordered.sort(key=lambda row: parts.place(row)[1] or "", reverse=parts.descending)
    return sorted(ordered, key=lambda row: parts.place(row)[0])


def _follows(parts: Parts, row: Row, position: Position | None) -> bool:
    """Return whether a part comes after the end of the previous page."""
    if position is None:
        return True
    lacks, *place = parts.place(row)
    lacked = position.value is None
    if lacks != lacked:
        return lacks
    ended = [position.value, position.key]
    if lacks:
        place, ended = place[1:], ended[1:]
    return place < ended if parts.descending else place > ended
