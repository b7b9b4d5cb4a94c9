"""The queue of documents that follow a renamed record, or are brought to the program's form, piece by piece.

What fits into a moment is rendered with the rename. The rest follows in transactions of its own, each with how far it
has come, so that it goes on wherever it ended. Until then those documents show the old name.
"""

from collections.abc import Sequence
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, tuple_, update

from app.db.row_keys import is_row, key_of, primary_key
from app.db.statements import core_table
from app.ledger.model.documents.number import MIXED, queued_form, raise_documents_number, set_form, stored_form
from app.ledger.model.documents.rendering import document_form
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import all_record_types
from app.ledger.writing.document_walk import SECONDS, START, Following, every_record, walk
from app.tables.ledger.entries import RecordReference
from app.tables.ledger.projections import DOCUMENTS, DocumentQueue

TOLD = 10.0
"""Seconds between two lines of the log that say how many are left."""

log = structlog.get_logger()

_queue, _reference = core_table(DocumentQueue), core_table(RecordReference)
_told = [0.0]


def follow_names(connection: Connection, renamed: Sequence[Key]) -> None:
    """Let the documents that show the names of renamed records follow: what does not fit into a moment is queued."""
    end = monotonic() + SECONDS
    for key in renamed:
        following, cursor = _referring(key), START
        if monotonic() < end:
            done = walk(connection, following, cursor, end)
            if done.done:
                _forget(connection, key)
                continue
            cursor = done.cursor
        _put(connection, key, cursor, _count_referring(connection, key, cursor))


def queue_all(connection: Connection) -> int:
    """Queue all documents where they are not of this program's form; return how many records are left to be rendered.

    What another program had queued for its own form starts over. What was queued for this one goes on.
    """
    queued = queued_form(connection)
    if queued is None and stored_form(connection) == document_form():
        return 0
    if queued != document_form():
        connection.execute(delete(_queue).where(_queue.c.collection == DOCUMENTS))
        _put(connection, (DOCUMENTS, str(document_form())), START, count_records(connection))
        set_form(connection, MIXED)
    return connection.scalar(select(_queue.c.remaining).where(_queue.c.collection == DOCUMENTS)) or 0


def advance_documents(connection: Connection, end: float | None = None) -> bool:
    """Render some of what is queued, up to the time `end` of the monotonic clock; return whether more may be left.

    By lot: whatever is queued anew time and again keeps nothing else waiting for ever.
    """
    row = connection.execute(_NEXT, {"form": str(document_form())}).first()
    if row is None:
        return False
    key = (row.collection, row.record)
    following = every_record if row.collection == DOCUMENTS else _referring(key)
    end = monotonic() + SECONDS if end is None else end
    done = walk(connection, following, (row.cursor_collection, row.cursor_record), end)
    remaining = 0 if done.done else max(0, row.remaining - done.records)
    if done.rows:
        raise_documents_number(connection)
    if done.done:
        _forget(connection, key)
        if row.collection == DOCUMENTS:
            set_form(connection)
    else:
        values = {"cursor_collection": done.cursor[0], "cursor_record": done.cursor[1], "remaining": remaining}
        connection.execute(_ADVANCE, _where(key) | values)
    _tell(row, remaining, done=done.done)
    return True


def count_records(connection: Connection) -> int:
    """Return how many records there are."""
    tables = [core_table(record_type.table) for record_type in all_record_types()]
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def forget_all(connection: Connection) -> None:
    """Take back that all documents are queued: they have been rendered otherwise."""
    connection.execute(delete(_queue).where(_queue.c.collection == DOCUMENTS))


_KEY = primary_key(_queue)
_ADVANCE = (
    update(_queue)
    .where(*is_row(_queue, _KEY))
    .values({name: bindparam(name) for name in ("cursor_collection", "cursor_record", "remaining")})
)
_OUT = delete(_queue).where(*is_row(_queue, _KEY))
_NEXT = (
    select(_queue)
    # What a program of another form has queued is for that program.
    .where(or_(_queue.c.collection != DOCUMENTS, _queue.c.record == bindparam("form")))
    .order_by(func.random())
    .limit(1)
)


def _put(connection: Connection, key: Key, cursor: Key, remaining: int) -> None:
    _forget(connection, key)
    values = (*key, *cursor, remaining)
    connection.execute(insert(_queue), [dict(zip(_queue.c.keys(), values, strict=True))])


def _forget(connection: Connection, key: Key) -> None:
    connection.execute(_OUT, _where(key))


def _where(key: Key) -> dict[str, Any]:
    return key_of(dict(zip(_KEY, key, strict=True)), _KEY)


def _referring(target: Key) -> Following:
    """Return what gives the records that refer to one, in their order."""

    def following(connection: Connection, after: Key, most: int) -> Sequence[Key]:
        rows = connection.execute(_REFERRING.limit(most), _parameters(target, after))
        return [(collection, record) for collection, record in rows]

    return following


def _count_referring(connection: Connection, target: Key, after: Key) -> int:
    count = select(func.count()).select_from(_REFERRING.order_by(None).subquery())
    return connection.scalar(count, _parameters(target, after)) or 0


def _parameters(target: Key, after: Key) -> dict[str, Any]:
    return {"collection": target[0], "record": target[1], "after_collection": after[0], "after_record": after[1]}


_FROM = (_reference.c.from_collection, _reference.c.from_record)
_REFERRING = (
    select(*_FROM)
    .distinct()
    .where(_reference.c.to_collection == bindparam("collection"), _reference.c.to_record == bindparam("record"))
    .where(tuple_(*_FROM) > tuple_(bindparam("after_collection"), bindparam("after_record")))
    .order_by(*_FROM)
)


def _tell(row: Any, remaining: int, *, done: bool) -> None:
    """Log how far documents have followed: when they have, and every few seconds until then."""
    now = monotonic()
    of = "all" if row.collection == DOCUMENTS else f"{row.collection}/{row.record}"
    if done:
        log.info("documents followed", of=of)
    elif now - _told[0] >= TOLD:
        _told[0] = now
        log.info("documents follow", of=of, remaining=remaining)
