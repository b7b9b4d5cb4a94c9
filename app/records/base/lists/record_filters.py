"""Filters over what every record has: tags, codes, ids elsewhere, sources, words, and when it last changed."""

import operator

from sqlalchemy import ColumnElement, select

from app.ledger.model.nested_tables import DIFFERENT_FROM
from app.ledger.model.record_type import RecordType
from app.records.base.lists.bindings import Binding
from app.records.base.lists.filters import Binds, Filter, among, compared, nested
from app.records.base.lists.text_filter import answering
from app.tables.ledger.entries import RecordReference


def of_every_record(record_type: RecordType) -> dict[str, Filter]:
    """Return the filters that each collection has."""
    tables = {nested_table.field: nested_table.table for nested_table in record_type.nested_tables}
    return {
        "tag": nested(tables["tags"], "tag", leads=True),
        "classification": nested(tables["classifications"], "code", leads=True),
        "external_id": nested(tables["external_ids"], "code", leads=True),
        "source": cites(record_type.collection),
        "updated_since": updated_since(),
        **answering(record_type.collection),
    }


def cites(collection: str) -> Filter:
    """Return the filter for records of the collection that refer to one of the sources, in any field.

    A source that is told apart from another does not cite it. What is kept of earlier moments leaves that out.
    """

    def clause(binding: Binding, binds: Binds) -> ColumnElement[bool]:
        references = binding.table(RecordReference)
        found = select(references.c.from_record).where(
            references.c.from_collection == collection,
            references.c.to_collection == "sources",
            among(references.c.to_record, binds),
        )
        if collection == "sources" and "field" in references.c:
            found = found.where(references.c.field != f"{DIFFERENT_FROM}.source")
        return binding.key.in_(found)

    return Filter(clause)


def updated_since() -> Filter:
    """Return the filter for records changed at or after an instant."""
    return compared("updated_at", operator.ge, "updated_at")
