"""How much is stored of records: what a command reads and writes anew takes time by that."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Table, func, select

from app.db.statements import OneOf, Query, core_table
from app.ledger.model.record_type import RecordType, record_type_of
from app.tables.base import owner_key

MOST = 4_000_000
"""Characters of records that one command, all or nothing, should write anew: that takes up to half a second."""


def stored_length(connection: Connection, record_type: RecordType, ids: Collection[str], *, parts: bool) -> int:
    """Return how many characters records hold, written and as documents; with `parts`, those of their parts, too."""
    (lengths,) = _lengths(record_type.collection, parts=parts).on(connection, {"ids": list(ids)})
    return sum(int(length or 0) for length in lengths)


@cache
def _lengths(collection: str, *, parts: bool) -> Query:
    record_type = record_type_of(collection)
    table = core_table(record_type.table)
    of_parts = [core_table(part_type.table) for part_type in record_type.part_types.values()] if parts else []
    return Query(select(_length(table, table.c.id), *(_length(one, owner_key(one)) for one in of_parts)))


def _length(table: Table, key: Any) -> ScalarSelect[int]:
    total = func.sum(func.length(table.c.written) + func.length(table.c.document))
    return select(total).where(OneOf(key, "ids")).scalar_subquery()
