"""What is compared of the records of each collection, and the pairs that are likely to be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from app.db.statements import core_table
from app.features.duplicates.comparison import Candidate, Pair, duplicates, duplicates_of
from app.ledger.model.shapes import Values
from app.records.base.collections import Compared
from app.records.base.lists.filter_ids import look_up
from app.records.registry import COLLECTIONS, RECORD_TYPES
from app.tables.base import owner_key
from app.tables.ledger import RecordReference

COMPARED = {name: collection.compared for name, collection in COLLECTIONS.items() if collection.compared is not None}
"""What is compared of the collections whose records are called by names."""


@dataclass(frozen=True)
class Suggestions:
    """The likeliest pairs, how many reach the threshold in all, and how many records refer to each."""

    pairs: Sequence[Pair]
    found: int
    referring: Mapping[str, int]


def suggestions(
    connection: Connection, collection: str, threshold: float, limit: int, record: str | None = None
) -> Suggestions:
    """Return the likeliest duplicates of a collection, or of one record of it: none where that was deleted.

    A merged record stands for its survivor. Raises `Invalid` for one that never stood in the ledger.
    """
    candidates = _candidates(connection, collection)
    if record is None:
        found = duplicates(candidates, threshold)
    else:
        (record,) = look_up(connection, {"id": (collection, [record])}).ids.get("id", [record])
        wanted = next((one for one in candidates if one.id == record), None)
        found = [] if wanted is None else duplicates_of(wanted, candidates, threshold)
    shown = found[:limit]
    ids = {one.id for pair in shown for one in (pair.first, pair.second)}
    return Suggestions(shown, len(found), _referring(connection, collection, sorted(ids)))


def _candidates(connection: Connection, collection: str) -> list[Candidate]:
    compared, record_type = COMPARED[collection], RECORD_TYPES[collection]
    table = core_table(record_type.table)
    columns = dict.fromkeys([*compared.facts.values(), *compared.marks.values()])
    if compared.alone:
        columns["kind"] = None
    called = table.c[record_type.label or ""].label("called")
    rows = connection.execute(select(table.c.id, called, *(table.c[name] for name in columns)))
    nested = {one.field: core_table(one.table) for one in record_type.nested_tables}
    names = _by_owner(connection, nested["other_names"]) if "other_names" in nested else {}
    registered = _by_owner(connection, nested["external_ids"])
    return [_candidate(compared, row._asdict(), names.get(row.id, ()), registered.get(row.id, ())) for row in rows]


def _by_owner(connection: Connection, table: Table) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    owner = owner_key(table).name
    for row in connection.execute(select(table)).mappings():
        found.setdefault(row[owner], []).append(dict(row))
    return found


def _candidate(compared: Compared, row: Values, names: Sequence[Values], registered: Sequence[Values]) -> Candidate:
    marks = {name: row[column] for name, column in compared.marks.items() if row[column] is not None}
    marks |= {f"id in {one['scheme']}": one["value"] for one in registered}
    return Candidate(
        row["id"],
        row["called"],
        row["kind"] if compared.alone and row["kind"] in compared.alone else "",
        tuple(one["name"] for one in names),
        {name: row[column] for name, column in compared.facts.items() if row[column] is not None},
        marks,
    )


def _referring(connection: Connection, collection: str, ids: Sequence[str]) -> dict[str, int]:
    """Return how many records refer to each: the one with fewer is merged with less ado."""
    reference = RecordReference
    owners = (
        select(reference.to_record, reference.from_collection, reference.from_record)
        .where(reference.to_collection == collection, reference.to_record.in_(ids))
        .distinct()
        .subquery()
    )
    statement = select(owners.c.to_record, func.count()).group_by(owners.c.to_record)
    return {row[0]: row[1] for row in connection.execute(statement)}
