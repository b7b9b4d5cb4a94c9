"""Pages of parts as they were at a moment: of one record, or over all.

The parts of a record are folded whole. Over all records, the parts of now that were recorded up to then are looked
through in their order, and those of records that are gone by now are put among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from sqlalchemy import Connection, bindparam, select

from app.db.database import Database
from app.deadline import in_time
from app.http.paging import Position
from app.ledger.entries.history import Moment, names_shown, states_at
from app.ledger.entries.numbers import read_numbers
from app.ledger.entries.replay import ENDS
from app.ledger.model.documents.rendering import render_parts
from app.ledger.model.part_type import PartType
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.written_rows import part_row
from app.page_size import fitting
from app.records.base.history.moments import moment_of, state_at, today_at
from app.records.base.lists.filter_ids import followed, named_by
from app.records.base.lists.list_queries import Active, ListDefinition, Page, PageOf, Walk
from app.records.base.lists.list_response import present_page, respond_with_page, thinned_pages
from app.records.base.lists.parameters import PageQuery, PartQuery
from app.records.base.parts.part_collections import PartCollection
from app.tables.base import owner_key
from app.tables.ledger.entries import Entry
from app.values.times.dates import today_utc

CHANGEABLE = frozenset(
    f"{sign}{name}"
    for name in ("withdrawn", "scheduled", "superseded", "disputed", "is_reversal", "stands")
    for sign in ("", "not_")
) | {"party", "assessor", "participant", "to", "source", "action", "unknown_because", "published_scale"}
"""Filters by what later entries may change: applied to present parts, they would not show the past."""

CHUNK = 200
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Parts:
    """Which parts are asked for: their type and record type, the list with its filters and order, the moment.

    Of `record` alone, if one is named: it must have been there.
    """

    record_type: RecordType
    part_type: PartType
    list_definition: ListDefinition
    active: Active
    query: PageQuery
    moment: Moment
    record: str | None = None

    @property
    def descending(self) -> bool:
        """Whether the order is reversed."""
        return self.query.sort.startswith("-")

    @property
    def column(self) -> str:
        """The column that the list is sorted by."""
        return self.list_definition.sorts[self.query.sort.removeprefix("-")].column

    def holds(self, row: Row) -> bool:
        """Return whether a part matches every filter."""
        return all(self.list_definition.filters[name].holds(dict(row), values) for name, values in self.active.items())

    def place(self, row: Row) -> tuple[bool, Any, int]:
        """Return where a part stands in the order, the direction aside: what lacks the column comes last."""
        value = None if self.column == self.list_definition.key else row[self.column]
        return value is None, value, row["entry"]


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
        return await database.read(read_part_page, parts, position)

    return page_of


def read_part_page(connection: Connection, parts: Parts, position: Position | None) -> Page:
    """Return one page of a list of parts as it was at a moment. Raises `NotFound` where its record was not there."""
    if parts.record is not None:
        state_at(connection, parts.record_type, parts.record, parts.moment)
    if owners := parts.active.get(parts.record_type.noun):
        rows = _rows(connection, parts, owners).values()
        found = [row for row in rows if parts.holds(row)]
        total = len(found)
        found = [row for row in found if _follows(parts, row, position)]
    else:
        gone = [row for row in _of_gone(connection, parts) if parts.holds(row)]
        most = None if parts.query.count is not None else parts.query.limit + 1
        there = _matching(connection, parts, None if most is None else position, most)
        # What was merged and restored since is among both.
        found = list({row["entry"]: row for row in (*there, *gone)}.values())
        total = len(found)
        found = [row for row in found if _follows(parts, row, position)]
    return _page(connection, parts, _ordered(parts, found), total)


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


def _rows(connection: Connection, parts: Parts, owners: Sequence[str]) -> dict[tuple[str, str], Row]:
    """Return the rows that the parts of records had at the moment."""
    states = states_at(connection, parts.record_type, owners, parts.moment)
    names = names_shown(connection, parts.record_type, states.values(), parts.moment.number)
    found: dict[tuple[str, str], Row] = {}
    for state in in_time(states.values()):
        for part, document in render_parts(parts.record_type, parts.part_type.name, state, names).items():
            known = state.parts[parts.part_type.name][part]
            found[state.id, part] = part_row(parts.part_type, state.id, known, document)
    return found


def _of_gone(connection: Connection, parts: Parts) -> list[Row]:
    """Return the parts of records that were deleted or merged since."""
    statement = (
        select(Entry.record)
        .where(Entry.collection == parts.record_type.collection, Entry.part.is_(None), Entry.operation.in_(ENDS))
        .where(Entry.number > parts.moment.number)
        .distinct()
    )
    return list(_rows(connection, parts, list(connection.scalars(statement))).values())


def _matching(connection: Connection, parts: Parts, position: Position | None, most: int | None) -> Iterator[Row]:
    """Yield the first parts of records of now that match, in order, after a position."""
    found = 0
    for candidates in _candidates(connection, parts, position):
        rows = _rows(connection, parts, list(dict.fromkeys(owner for owner, _part in candidates)))
        for candidate in candidates:
            row = rows.get(candidate)
            if row is not None and parts.holds(row):
                found += 1
                yield row
        if most is not None and found >= most:
            return


def _candidates(connection: Connection, parts: Parts, position: Position | None) -> Iterator[list[tuple[str, str]]]:
    """Yield the parts of now that were recorded up to the moment, many at a time."""
    list_definition, sort = parts.list_definition, parts.query.sort
    table = list_definition.table
    lasting = {name: values for name, values in parts.active.items() if name not in CHANGEABLE}
    walk = Walk(list_definition, lasting, sort.removeprefix("-"), parts.descending, "document")
    while True:
        rows: list[Any] = []
        for shape, parameters in walk.steps(position):
            statement = list_definition.query(shape).statement.where(table.c.entry <= bindparam("known_number"))
            values = parameters | {"known_number": parts.moment.number, "limit": CHUNK - len(rows)}
            if len(rows) < CHUNK:
                statement = statement.add_columns(owner_key(table).label("owner"), table.c.id)
                rows += connection.execute(statement, values).all()
        yield [(row.owner, row.id) for row in rows]
        if len(rows) < CHUNK:
            return
        position = Position(None if walk.by_key else rows[-1].value, rows[-1].key)
