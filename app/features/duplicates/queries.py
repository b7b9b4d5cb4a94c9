"""What is compared of the records of each collection, and the pairs that are likely to be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection, Table, func, select

from app.db.statements import core_table
from app.deadline import in_time
from app.features.duplicates.comparison import (
    Candidate,
    Fact,
    Likely,
    Pair,
    duplicates,
    duplicates_of,
    found_different,
)
from app.ledger.model.nested_tables import DIFFERENT_FROM
from app.ledger.model.shapes import Values
from app.records.base.collections import Compared
from app.records.base.lists.filter_ids import look_up
from app.records.registry import COLLECTIONS, RECORD_TYPES
from app.tables.base import owner_key
from app.tables.ledger.entries import RecordReference
from app.values.links import scheme_and_code

COMPARED = {name: collection.compared for name, collection in COLLECTIONS.items() if collection.compared is not None}
"""What is compared of the collections whose records are called by names."""


LEAST_THRESHOLD = 0.5
"""The least score that can be asked for."""

MOST_SHOWN = 200
"""Pairs that an answer of the API can show."""


@dataclass(frozen=True)
class Suggestions:
    """The likeliest pairs, how many reach the threshold in all, and how many records refer to each.

    They are of now, or of a moment ago while newer ones are being made.
    """

    pairs: Sequence[Pair]
    found: int
    referring: Mapping[str, int]
    of_now: bool = True


def suggestions(connection: Connection, collection: str, threshold: float, limit: int) -> Suggestions:
    """Return the likeliest duplicates of a collection."""
    return shown(connection, collection, duplicates(candidates(connection, collection), threshold, limit), limit)


def suggestions_of(connection: Connection, collection: str, threshold: float, limit: int, record: str) -> Suggestions:
    """Return the likeliest duplicates of one record: none where it was deleted.

    A merged record stands for its survivor. Raises `Invalid` for one that never stood in the ledger.
    """
    (record,) = look_up(connection, {"id": (collection, [record])}).ids.get("id", [record])
    known = candidates(connection, collection)
    wanted = next((one for one in known if one.id == record), None)
    found = Likely((), {}) if wanted is None else duplicates_of(wanted, known, threshold, limit)
    return shown(connection, collection, found, limit)


def told_apart(
    connection: Connection, collection: str, threshold: float, limit: int, record: str | None = None
) -> Suggestions:
    """Return the pairs of a collection, or of one record, that are alike and were found to be different.

    Raises `Invalid` for a record that never stood in the ledger.
    """
    known = candidates(connection, collection)
    if record is not None:
        (record,) = look_up(connection, {"id": (collection, [record])}).ids.get("id", [record])
        known = [one if one.id == record else _saying_of(one, record) for one in known]
    return shown(connection, collection, found_different(known, threshold, limit), limit)


def _saying_of(candidate: Candidate, record: str) -> Candidate:
    """Return a record with what it says of one other alone."""
    said = {id: reason for id, reason in candidate.different.items() if id == record}
    return candidate if candidate.different == said else replace(candidate, different=said)


def shown(connection: Connection, collection: str, found: Likely, limit: int) -> Suggestions:
    """Return pairs as they are suggested: of more than `limit`, the likeliest."""
    pairs = found.pairs[:limit]
    ids = {one.id for pair in pairs for one in (pair.first, pair.second)}
    return Suggestions(pairs, found.found, referring(connection, collection, sorted(ids)))


def candidates(connection: Connection, collection: str, ids: Sequence[str] | None = None) -> list[Candidate]:
    """Return what is compared of the records of a collection, or of some of them, in the order of their ids."""
    compared, record_type = COMPARED[collection], RECORD_TYPES[collection]
    table = core_table(record_type.table)
    columns = dict.fromkeys([*compared.facts.values(), *compared.marks.values()])
    if compared.alone:
        columns["kind"] = None
    called = table.c[record_type.label or ""].label("called")
    statement = select(table.c.id, called, *(table.c[name] for name in columns)).order_by(table.c.id)
    rows = connection.execute(statement if ids is None else statement.where(table.c.id.in_(ids)))
    nested = {one.field: core_table(one.table) for one in record_type.nested_tables}
    by_owner = partial(_by_owner, connection, ids)
    names = by_owner(nested["other_names"], "name") if "other_names" in nested else {}
    registered = by_owner(nested["external_ids"], "code")
    parties: dict[str, list[tuple[str, ...]]] = {}
    if compared.roles:
        parties = by_owner(nested["parties"], "role", "participant")
    different = by_owner(nested[DIFFERENT_FROM], DIFFERENT_FROM, "reason")
    several = {
        name: by_owner(nested[field], column, **fixed) for name, (field, column, fixed) in compared.several.items()
    }
    return [
        candidate(
            compared,
            row._asdict(),
            names.get(row.id, ()),
            registered.get(row.id, ()),
            parties.get(row.id, ()),
            {name: frozenset(one for (one,) in found[row.id]) for name, found in several.items() if row.id in found},
            different.get(row.id, ()),
        )
        for row in in_time(rows)
    ]


def _by_owner(
    connection: Connection, ids: Sequence[str] | None, table: Table, *columns: str, **fixed: str
) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    statement = select(owner_key(table), *(table.c[name] for name in columns))
    if ids is not None:
        statement = statement.where(owner_key(table).in_(ids))
    for owner, *values in in_time(
        connection.execute(statement.where(*(table.c[name] == fixed[name] for name in fixed)))
    ):
        found.setdefault(owner, []).append(tuple(values))
    return found


def candidate(
    compared: Compared,
    row: Values,
    names: Sequence[tuple[str, ...]],
    registered: Sequence[tuple[str, ...]],
    parties: Sequence[tuple[str, ...]],
    several: Mapping[str, Fact],
    different: Sequence[tuple[str, ...]],
) -> Candidate:
    """Return what is compared of a record, of its row and of the rows of its lists."""
    marks = {name: row[column] for name, column in compared.marks.items() if row[column] is not None}
    marks |= {f"id in {scheme}": value for scheme, value in (scheme_and_code(code) for (code,) in registered)}
    by_role = {role: frozenset(party for own, party in parties if own == role) for role in compared.roles}
    return Candidate(
        row["id"],
        row["called"],
        row["kind"] if compared.alone and row["kind"] in compared.alone else "",
        tuple(name for (name,) in names),
        {name: frozenset([row[column]]) for name, column in compared.facts.items() if row[column] is not None}
        | dict(several),
        marks,
        {role: found for role, found in by_role.items() if found},
        {said[0]: said[1] for said in different},
    )


def referring(connection: Connection, collection: str, ids: Sequence[str]) -> dict[str, int]:
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
