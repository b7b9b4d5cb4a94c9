"""Which documents are still to be rendered again: those that show an old name, or are of an older form."""

from sqlalchemy import ColumnElement, Table, case, exists, false, func, literal, or_, select, tuple_

from app.db.statements import Query, core_table
from app.tables.ledger.entries import RecordReference
from app.tables.ledger.projections import DOCUMENTS, DocumentQueue

_QUEUE, _REFERENCES = core_table(DocumentQueue), core_table(RecordReference)

REMAINING = Query(select(func.coalesce(func.sum(_QUEUE.c.remaining), 0)))
"""How many documents are queued, by what was counted when they were."""


def is_queued(table: Table) -> ColumnElement[bool]:
    """Return the clause that the document of a record of the table is queued. It costs little while none is."""
    collection = literal(table.name, _QUEUE.c.collection.type)
    shows = exists().where(
        _REFERENCES.c.from_collection == collection,
        _REFERENCES.c.from_record == table.c.id,
        _REFERENCES.c.to_collection == _QUEUE.c.collection,
        _REFERENCES.c.to_record == _QUEUE.c.record,
    )
    ahead = tuple_(collection, table.c.id) > tuple_(_QUEUE.c.cursor_collection, _QUEUE.c.cursor_record)
    queued = exists().where(ahead, or_(_QUEUE.c.collection == DOCUMENTS, shows.correlate(_QUEUE, table)))
    return case((exists(select(_QUEUE.c.record)), queued.correlate(table)), else_=false())
