"""Documents rendered again one after another, as many as fit into a time: renamed records, older forms, rebuilding."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from time import monotonic
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, Table, func, select, union_all

from app.db.columns import ByteLength
from app.db.statements import OneOf, core_table
from app.ledger.model.record_rows import Key
from app.ledger.model.record_type import all_record_types, record_type_of
from app.ledger.writing.record_rebuild import rebuild_records
from app.tables.base import owner_key

SECONDS = 0.1
"""How long the documents of one transaction may take: whoever wants to write waits meanwhile."""

FEW, MOST = 10, 500
"""Records that are rendered at once, at least and at most."""

BYTES = 2 * 2**20
"""Of what is written of records: those that are rendered at once hold no more, or are a single one."""

GROWTH = 4
"""How many times as many are rendered at once as before where those took little time."""

START: Key = ("", "")
"""Where a walk begins: it goes through records in the order of collection and id."""

Following = Callable[[Connection, Key, int], Sequence[Key]]
"""Gives the next records after one, so many at most."""


@dataclass
class Walk:
    """How far documents were rendered again: the last record, whether it was the last of all, and how many they were.

    `rows`: how many of them, of their parts and of what is made of them were not so already.
    """

    cursor: Key = START
    done: bool = False
    records: int = 0
    rows: int = 0


class _Pace:
    """How many records took about half of the time that there is: learnt from the last ones."""

    def __init__(self) -> None:
        self.records = FEW

    def learn(self, records: int, seconds: float) -> None:
        wanted = int(SECONDS / 2 * records / seconds) if seconds > 0 else MOST
        self.records = max(FEW, min(wanted, GROWTH * self.records, MOST))


_pace = _Pace()


def walk(connection: Connection, following: Following, cursor: Key, end: float, *, by_entries: bool = False) -> Walk:
    """Render the documents of the records after a cursor again, up to the time `end` of the monotonic clock.

    Some are rendered in any case, so that a walk gets on however slow it is. `by_entries`: what follows from which
    entries wrote them is made anew, too.
    """
    done = Walk(cursor)
    while True:
        wanted = _pace.records
        keys = following(connection, done.cursor, wanted)
        taken = _fitting(connection, keys)
        begun = monotonic()
        for collection, ids in _by_collection(taken):
            done.rows += rebuild_records(connection, record_type_of(collection), ids, by_entries=by_entries)
        now = monotonic()
        done.records += len(taken)
        if len(taken) == len(keys) < wanted:
            done.done = True
            return done
        done.cursor = taken[-1]
        _pace.learn(len(taken), now - begun)
        ahead = _pace.records if len(taken) == len(keys) else len(taken)
        if now + (now - begun) / len(taken) * ahead >= end:
            return done


def every_record(connection: Connection, after: Key, most: int) -> list[Key]:
    """Return the next of all records."""
    collection, record = after
    found: list[Key] = []
    for name in sorted(record_type.collection for record_type in all_record_types()):
        if name < collection or len(found) == most:
            continue
        column = core_table(record_type_of(name).table).c.id
        statement = select(column).where(column > (record if name == collection else ""))
        found += [(name, one) for one in connection.scalars(statement.order_by(column).limit(most - len(found)))]
    return found


def _by_collection(keys: Sequence[Key]) -> Iterable[tuple[str, list[str]]]:
    for collection, group in groupby(keys, key=lambda key: key[0]):
        yield collection, [record for _collection, record in group]


def _fitting(connection: Connection, keys: Sequence[Key]) -> Sequence[Key]:
    """Return the first of the records that together hold no more than `BYTES`, one at least."""
    sizes: dict[Key, int] = {}
    for collection, ids in _by_collection(keys):
        for record, size in connection.execute(_sizes(collection), {"ids": ids}):
            sizes[collection, record] = sizes.get((collection, record), 0) + size
    held = 0
    for count, key in enumerate(keys):
        held += sizes.get(key, 0)
        if held > BYTES and count:
            return keys[:count]
    return keys


@cache
def _sizes(collection: str) -> CompoundSelect[Any]:
    """Return the statement for how many bytes are written of records, and of the parts of each type."""
    record_type = record_type_of(collection)
    table = core_table(record_type.table)
    parts = [core_table(part_type.table) for part_type in record_type.part_types.values()]
    return union_all(_size(table, table.c.id), *(_size(part, owner_key(part)) for part in parts))


def _size(table: Table, owner: Any) -> Select[Any]:
    length = func.sum(ByteLength(table.c.written))
    return select(owner, length).where(OneOf(owner, "ids")).group_by(owner)
