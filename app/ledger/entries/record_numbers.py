"""Numbers of records: each has that of the entry with which it came into the ledger, which nothing changes."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from app.db.statements import OneOf, Query
from app.tables.ledger.entries import Entry

FIRST = Entry.version == 1
"""The clause of the entries whose numbers are those of their records."""


_NUMBERS = Query(
    select(Entry.record, Entry.number).where(
        Entry.collection == bindparam("collection"), FIRST, OneOf(Entry.record, "records")
    )
)


def numbers(connection: Connection, collection: str, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of records of a collection; those that never were are left out."""
    return dict(_NUMBERS.on(connection, {"collection": collection, "records": ids}))
