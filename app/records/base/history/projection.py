"""Keeps the histories: a projection of the ledger over every collection, entry by entry.

What an entry changed is read from that entry and from the rows that hold, never from all that came before: a change
costs what it changes, however long the history is. Of records some of whose entries were redacted, all is rebuilt.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from app.db.statements import OneOf, Query
from app.ledger.entries.history import COLUMNS, entries_of
from app.ledger.entries.part_history import fields_at
from app.ledger.model.record_type import RecordType, all_record_types, record_type_of
from app.ledger.projections.projections import Entered, Projection, register_projection
from app.records.base.history.keeper_registry import keepers_of
from app.records.base.history.steps import (
    Change,
    Changed,
    Gone,
    Written,
    change_of,
    changes_with_gaps,
    is_of_followed_list,
)
from app.strict_json import encode
from app.tables.history import TWINS
from app.tables.ledger.entries import Entry
from app.vocabulary import Operation

_BETWEEN = Query(
    select(*COLUMNS).where(Entry.number.between(bindparam("first"), bindparam("last"))).order_by(Entry.number)
)
_GAPS = Query(
    select(Entry.record)
    .where(Entry.collection == bindparam("collection"), OneOf(Entry.record, "records"), Entry.body.is_(None))
    .distinct()
)


def _clear(connection: Connection) -> None:
    for record_type in all_record_types():
        for keeper in keepers_of(record_type):
            for rows in keeper.rows:
                connection.execute(delete(rows.table))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    touched: dict[str, list[Entered]] = {}
    for entry in entries:
        touched.setdefault(entry.collection, []).append(entry)
    between = {"first": entries[0].number, "last": entries[-1].number}
    bodies = {entry["number"]: entry for entry in _BETWEEN.mappings(connection, between)}
    for name, own in touched.items():
        _bring_up(connection, _changed(connection, name, own, bodies))


RULES = {
    "collective": 2,
    "days of dates": 2,
    "disputed": 3,
    "places of changes": 1,
    "standing of assessments": 1,
    "terms": 1,
}
"""The number of each rule in Python by which rows are derived. Raise it to change a rule: a test checks this."""


def _form() -> int:
    """Return a number that changes with the columns of twins and the numbers of rules: all is then rebuilt."""
    twins = sorted(TWINS.values(), key=lambda twin: twin.name)
    columns = [[twin.name, [f"{column.name} {column.type!r}" for column in twin.c]] for twin in twins]
    return int.from_bytes(sha256(encode([columns, RULES])).digest()[:4]) >> 1


HISTORY = register_projection(Projection("history", _form(), _clear, _project))


def _changed(connection: Connection, name: str, own: Sequence[Entered], bodies: Mapping[int, Any]) -> Changed:
    """Return what entries of a collection did; of records that were redacted, what all of theirs did up to the last."""
    last = max(bodies)
    changed = Changed(record_type_of(name))
    records = list(dict.fromkeys(entry.record for entry in own))
    redacted = {entry.record for entry in own if entry.operation == Operation.REDACT}
    changed.anew = redacted | _with_gaps(connection, name, records)
    for record, entries in groupby(
        entries_of(connection, changed.record_type, sorted(changed.anew), last), key=_record
    ):
        changed.records[record] = list(changes_with_gaps(changed.record_type, list(entries)))
    for number in [entry.number for entry in own if entry.record not in changed.anew]:
        change = _change(connection, changed.record_type, bodies[number])
        changed.records.setdefault(bodies[number]["record"], []).append(change)
    return changed


def _change(connection: Connection, record_type: RecordType, entry: Mapping[str, Any]) -> Change:
    if not is_of_followed_list(record_type, entry):
        return change_of(record_type, entry)
    written = fields_at(connection, record_type, entry["record"], entry["number"])
    return Change(entry["number"], entry["at"], [Written(written)])


def _record(entry: Mapping[str, Any]) -> str:
    return str(entry["record"])


def _with_gaps(connection: Connection, name: str, records: Sequence[str]) -> set[str]:
    """Return the records some of whose entries were redacted."""
    return {record for (record,) in _GAPS.on(connection, {"collection": name, "records": records})}


def _bring_up(connection: Connection, changed: Changed) -> None:
    """Let the histories of records follow what was done to them."""
    for keeper in keepers_of(changed.record_type):
        if changed.anew:
            keeper.forget(connection, sorted(changed.anew))
        keeper.load(connection, changed)
        for record, changes in changed.records.items():
            for change in changes:
                for step in change.steps:
                    if isinstance(step, Gone):
                        keeper.close(record, change.number)
                    else:
                        keeper.take(record, change, step)
        keeper.store(connection)
