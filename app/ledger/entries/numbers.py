"""The two numbers that all which is kept of the present counts by: any change of a stored answer moves one of them."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from app.db.database import Database
from app.db.statements import Query
from app.ledger.model.documents.number import OLDER, documents_number
from app.tables.ledger.entries import Entry


class Numbers(NamedTuple):
    """The ledger's number, which is that of its last entry, and the documents number.

    The second moves where documents follow a renamed record: that is no entry. It is `OLDER` where nothing can be kept:
    documents of an older form are among those stored, or nothing was read.
    """

    ledger: int = 0
    documents: int = OLDER


def numbers_of(ledger: int | None, documents: int | None) -> Numbers:
    """Return the numbers as a statement has read them."""
    return Numbers(ledger or 0, documents or 0)


@cache
def numbers_query() -> Query:
    """Return the statement that reads both at once."""
    return Query(select(select(func.max(Entry.number)).scalar_subquery(), documents_number()))


async def present_numbers(database: Database) -> Numbers:
    """Return the numbers of now."""
    return numbers_of(*(await database.hot(numbers_query(), {}))[0])


def read_numbers(connection: Connection) -> Numbers:
    """Return the numbers of the connection's snapshot."""
    return numbers_of(*connection.execute(numbers_query().statement).one())
