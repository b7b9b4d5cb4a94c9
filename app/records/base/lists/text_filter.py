"""The filter `q` of lists: records whose words answer a question, found in the index of search."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, literal_column, select, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from app.db.database import Database
from app.db.fulltext import WORDS, QuestionType, matches
from app.errors import Fault, Invalid
from app.http.paging import Position
from app.ledger.entries.numbers import Numbers
from app.ledger.projections.projections import up_to_date
from app.ledger.projections.search_index import SEARCH, search_numbers
from app.records.base.lists.filters import Filter
from app.records.base.lists.list_queries import Active, Page, PageOf
from app.records.base.lists.parameters import ClockQuery
from app.tables.ledger.search import SearchRecord

OFTEN = "often_q"
"""What `q` is called where many records answer it."""

MANY = 5_000
"""Answers from which on it takes less to walk along the list than to gather them all and sort them."""


def answering(collection: str) -> dict[str, Filter]:
    """Return the filter for records whose words answer a question, as `q` and as `often_q`."""

    def gathered(bind: ColumnElement[str]) -> Select[str]:
        return select(SearchRecord.record).where(SearchRecord.number.in_(_numbers(collection, bind)))

    def looked_at(record: ColumnElement[str], bind: ColumnElement[str]) -> ColumnElement[bool]:
        own = select(SearchRecord.number).where(SearchRecord.collection == collection, SearchRecord.record == record)
        return own.scalar_subquery().in_(_numbers(collection, bind))

    return {
        "q": Filter(lambda binding, binds: binding.key.in_(gathered(binds[0]))),
        OFTEN: Filter(lambda binding, binds: looked_at(binding.key, binds[0])),
    }


def numbers_found(collection: str) -> Select[int]:
    """Return what selects the numbers of the records whose words answer the question that is bound as `q`."""
    return _numbers(collection, bindparam("q"))


def _numbers(collection: str, bind: ColumnElement[str]) -> Select[int]:
    asked: ColumnElement[str] = type_coerce(bind, QuestionType())
    return select(WORDS.c.rowid).where(matches(asked), WORDS.c.rowid.between(*search_numbers(collection)))


async def index_words(database: Database, query: ClockQuery) -> None:
    """See to it that all words are indexed. Raises `Invalid` where those of another moment are asked for."""
    if query.known_at is not None:
        detail = "Only the present texts are indexed."
        fault = Fault("remove q or known_at (as_of can be combined with q)", parameter="q")
        raise Invalid(detail, faults=[fault])
    await up_to_date(database, SEARCH)


def searched(
    database: Database, collection: str, active: Active, query: ClockQuery, pages: Callable[[Active], PageOf]
) -> PageOf:
    """Return what gives the pages of a list with the filter, once all words are indexed. They raise `Invalid`."""

    async def page(position: Position | None) -> Page:
        await index_words(database, query)
        often = await database.read(_often, collection, active["q"][0])
        asked = {OFTEN if name == "q" and often else name: values for name, values in active.items()}
        # What is written in between may be in the tables and not in the index: the page has no numbers, and is
        # not taken for the present again.
        return replace(await pages(asked)(position), numbers=Numbers())

    return page


def _often(connection: Connection, collection: str, text: str) -> bool:
    """Return whether more records than `MANY` match the question, without counting further."""
    some: Select[Any] = _numbers(collection, type_coerce(text, QuestionType())).with_only_columns(literal_column("1"))
    count = connection.scalar(select(func.count()).select_from(some.limit(MANY + 1).subquery()))
    return (count or 0) > MANY
