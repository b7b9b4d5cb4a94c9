"""All that a list's filters find, from one snapshot, in the list's order, many documents at a time."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from app.db.columns import size_of_large
from app.http.paging import Position
from app.ledger.entries.history import Moment
from app.page_size import MAX_PAGE_ITEMS
from app.records.base.collections import Collection
from app.records.base.history.moments import documents_at, today_at
from app.records.base.history.pages import query_at
from app.records.base.lists.bindings import DAY, NUMBER
from app.records.base.lists.closures import with_what_was_below
from app.records.base.lists.list_queries import Active, ListDefinition, Walk, whole_rows
from app.records.base.parts.pages import read_part_page
from app.records.base.parts.past_parts import Parts

Documents = Generator[Sequence[bytes], None, None]

ALL = 2**62
"""More rows than there are."""

AT_ONCE = 524_288
"""Bytes of documents from which on they are handed on."""

FOLDED_AT_ONCE = 100
"""Records of an earlier moment that are made at once."""


def documents_now(
    connection: Connection, list_definition: ListDefinition, active: Active, sort: str, payload: str, today: date
) -> Documents:
    """Yield the documents of a list as it is now."""
    walk = Walk(list_definition, active, sort.removeprefix("-"), sort.startswith("-"), payload)
    for shape, parameters in walk.steps(None):
        with closing(list_definition.query(shape).stream(connection, parameters | {"limit": ALL})) as found:
            for few in chain.from_iterable(map(_pieces, found)):
                yield list_definition.items(whole_rows(connection, list_definition, few, payload), payload, today)


def _pieces(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the rows so many at once that their documents, large ones too, take little memory."""
    begin = size = 0
    for place, row in enumerate(rows):
        size += size_of_large(row[4]) or len(row[4])
        if size > AT_ONCE:
            yield rows[begin : place + 1]
            begin, size = place + 1, 0
    if begin < len(rows):
        yield rows[begin:]


def documents_then(
    connection: Connection, collection: Collection, active: Active, sort: str, form: str, moment: Moment
) -> Documents:
    """Yield the documents of a list of records as it was at a moment. The histories have come as far."""
    clocks: dict[str, Any] = {NUMBER: moment.number, DAY: moment.last_day}
    then = collection.list_definition.on_day(active, today_at(moment))
    then = with_what_was_below(connection, collection.list_definition, then, collection.past, clocks)
    walk = Walk(collection.list_definition, then, sort.removeprefix("-"), sort.startswith("-"), form)
    for shape, parameters in walk.steps(None):
        query = query_at(collection.record_type.collection, shape)
        with closing(query.stream(connection, parameters | clocks | {"limit": ALL})) as found:
            for ids in chain.from_iterable(map(_ids, found)):
                made = documents_at(connection, collection, ids, form, moment)
                # One that was found may have been redacted since.
                yield [made[record] for record in ids if record in made]


def _ids(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[str]]:
    """Yield the ids of rows, so many at once as are folded together."""
    for start in range(0, len(rows), FOLDED_AT_ONCE):
        yield [row[0] for row in rows[start : start + FOLDED_AT_ONCE]]


def parts_then(connection: Connection, parts: Parts) -> Documents:
    """Yield the parts of a list as it was at a moment. Raises `NotFound` where its record was not there."""
    whole = replace(parts, query=parts.query.model_copy(update={"limit": MAX_PAGE_ITEMS, "count": None}))
    position: Position | None = None
    while True:
        page = read_part_page(connection, whole, position)
        yield page.items
        if page.last is None:
            return
        position = page.last
