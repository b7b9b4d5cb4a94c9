"""Filters over what every record has: its sources and when it last changed."""

import operator

from sqlalchemy import ColumnElement, Table, exists, select

from app.db.statements import core_table
from app.ledger.model.documents import references_of
from app.records.base.lists.filters import Binds, Filter
from app.tables.ledger import RecordReference


def cites(collection: str) -> Filter:
    """Return the filter for records of the collection that refer to one of the sources, in any field."""
    references = core_table(RecordReference)

    def clause(table: Table, binds: Binds) -> ColumnElement[bool]:
        return exists(
            select(references.c.from_record).where(
                references.c.from_collection == collection,
                references.c.from_record == table.c.id,
                references.c.to_collection == "sources",
                references.c.to_record.in_(binds),
            )
        )

    return Filter(
        clause,
        terms=lambda record_type, state, _columns: [
            found.record for found in references_of(record_type, state) if found.collection == "sources"
        ],
    )


def updated_since() -> Filter:
    """Return the filter for records changed at or after an instant."""
    return Filter(
        lambda table, binds: table.c.updated_at >= binds[0],
        frozenset({"updated_at"}),
        known=lambda known, _name, binds: known.compares("updated_at", operator.ge, binds[0]),
    )
