"""Numbers of records: each has that of the entry with which it came into the ledger, which nothing changes."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.ledger.model.state_rows import in_chunks
from app.tables.ledger import Entry

FIRST = Entry.version == 1
"""The clause of the entries whose numbers are those of their records."""


def numbers(connection: Connection, collection: str, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of records of a collection; those that never were are left out."""
    found: dict[str, int] = {}
    for piece in in_chunks(ids):
        statement = select(Entry.record, Entry.number).where(
            Entry.collection == collection, FIRST, Entry.record.in_(piece)
        )
        found |= {row.record: row.number for row in connection.execute(statement)}
    return found
