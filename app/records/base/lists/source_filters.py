"""Filters over what every record has: its sources and when it last changed."""

import operator

from sqlalchemy import ColumnElement, select

from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter, among, compared
from app.tables.ledger import RecordReference


def cites(collection: str) -> Filter:
    """Return the filter for records of the collection that refer to one of the sources, in any field."""

    def clause(binding: Binding, binds: Binds) -> ColumnElement[bool]:
        references = binding.table(RecordReference)
        found = select(references.c.from_record).where(
            references.c.from_collection == collection,
            references.c.to_collection == "sources",
            among(references.c.to_record, binds),
        )
        return binding.key.in_(found)

    return Filter(clause)


def updated_since() -> Filter:
    """Return the filter for records changed at or after an instant."""
    return compared("updated_at", operator.ge, "updated_at")
