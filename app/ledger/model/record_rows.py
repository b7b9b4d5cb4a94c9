"""Rows of records as writes read them, and as the writer wrote them last: those need not be read and decoded again.

Kept rows count as long as the head and the documents number are those that the writer's last transaction left. Their
values are never changed: what is written of a record anew is a new value, and so is its document.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from app.db.transaction_cache import transaction_cache
from app.ledger.model.shapes import Values
from app.strict_json import decode_kept

Key = tuple[str, str]
"""A record by collection and id."""

Row = dict[str, Any]

SHAPE, ANSWER = "shape", "answer"
"""The members of a row that hold what is written, and the document, once they have been decoded."""

TIMES_ITS_TEXT = 4
"""How many bytes a row with its values takes for each of its texts."""

MOST = 64
"""Records of a batch that are kept. Of larger ones, which load data, none is likely to be written again."""


def answer_of(row: Row) -> Values:
    """Return the document of a row. It is decoded once."""
    if ANSWER not in row:
        row[ANSWER] = decode_kept(row["document"])
    answer: Values = row[ANSWER]
    return answer


def kept_row(connection: Connection, key: Key) -> Row | None:
    """Return the row of a record as the writer wrote it last, None where that is not known to be so still."""
    cache = transaction_cache(connection)
    row: Row | None = None if cache is None else cache.get(key)
    return row


def may_be_kept(connection: Connection, key: Key) -> bool:
    """Return whether `kept_row` may have the record once the head has been read."""
    cache = transaction_cache(connection)
    return cache is not None and cache.may_have(key)


def keep_row(connection: Connection, key: Key, row: Row) -> None:
    """Keep the row of a record as it was written, with its values."""
    if (cache := transaction_cache(connection)) is not None:
        cache.keep(key, row, TIMES_ITS_TEXT * (len(row["written"]) + len(row["document"])))


def forget_some_rows(connection: Connection, keys: Iterable[Key]) -> None:
    """Let records be read again when they are written next."""
    if (cache := transaction_cache(connection)) is not None:
        for key in keys:
            cache.forget(key)


def forget_rows(connection: Connection) -> None:
    """Let all be read again: something changed records, or their documents, that is no write of theirs."""
    if (cache := transaction_cache(connection)) is not None:
        cache.forget_all()
