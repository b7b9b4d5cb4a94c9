"""The head of the ledger: its last entry, which the next one follows."""

from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import Connection, bindparam, func, select

from app.db.statements import Query
from app.db.transaction_cache import transaction_cache
from app.db.writing.outcome import give_evidence
from app.ledger.model.documents.number import documents_number
from app.tables.ledger.entries import Entry

GENESIS = "0" * 64
"""What the first entry follows."""

_KEY = "head"


@dataclass(frozen=True)
class Head:
    """The last entry of the ledger, which the next one follows; and the documents number, read with it."""

    number: int = 0
    hash: str = GENESIS
    at: str = ""
    documents: int = 0


IS_LAST = Entry.number == select(func.max(Entry.number)).scalar_subquery()
"""The clause of the last entry."""


@cache
def _head() -> Query:
    return Query(select(Entry.number, Entry.hash, Entry.at, func.coalesce(documents_number(), 0)).where(IS_LAST))


def head(connection: Connection) -> Head:
    """Return the last entry's number, hash and time. A transaction that writes looks for it once."""
    known = known_head(connection)
    if known is None:
        known = next((Head(*row) for row in _head().on(connection, {})), Head())
        note_head(connection, known)
    return known


def head_at(connection: Connection, number: int) -> Head:
    """Return an entry as the head that it was, or the head of an empty ledger."""
    return next((Head(*row) for row in _AT.on(connection, {"number": number})), Head())


def known_head(connection: Connection) -> Head | None:
    """Return the head if the transaction under way writes, and has read it or made it."""
    cache = transaction_cache(connection)
    known: Head | None = None if cache is None else cache.get(_KEY)
    return known


def lacks_head(connection: Connection) -> bool:
    """Return whether a transaction that writes is under way, and has yet to read the head."""
    cache = transaction_cache(connection)
    return cache is not None and cache.get(_KEY) is None


def note_head(connection: Connection, found: Head) -> None:
    """Take notice of the head that was read: if others have written, nothing that this connection knows counts."""
    if (cache := transaction_cache(connection)) is not None:
        cache.trust(_KEY, found)
        cache.keep(_KEY, found)


def move_head(connection: Connection, made: Head) -> None:
    """Take notice of entries that were added, of which this is the last."""
    if (cache := transaction_cache(connection)) is not None:
        cache.keep(_KEY, made)
        give_evidence(connection, partial(_is_there, made))


def _is_there(made: Head, connection: Connection) -> bool:
    return bool(_HASH.on(connection, {"number": made.number}) == [(made.hash,)])


_HASH = Query(select(Entry.hash).where(Entry.number == bindparam("number", type_=Entry.number.type)))
_AT = Query(
    select(Entry.number, Entry.hash, Entry.at).where(Entry.number == bindparam("number", type_=Entry.number.type))
)
