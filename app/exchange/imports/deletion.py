"""Deleting many records that refer to each other, in pieces: those that nothing refers to any more come first.

Those that refer to each other in a cycle go together, and are in one piece.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, select

from app.db.statements import OneOf, core_table
from app.exchange.formats.faults import BundleFault
from app.exchange.imports.reference_groups import Group, reference_groups
from app.exchange.imports.run import Transact
from app.exchange.loading.pieces import PAUSE, PIECE_SECONDS
from app.ledger.model.record_rows import Key
from app.ledger.model.rows.batches import Change
from app.ledger.model.rows.state_rows import in_chunks
from app.ledger.writing.append import append
from app.records.registry import RECORD_TYPES
from app.tables.ledger.entries import RecordReference
from app.vocabulary import Operation

READ = 1000
"""Records whose references are read in one statement."""

FIRST = 20
"""Records of the first piece, before it is known how long one takes."""

MOST = 500


@dataclass
class Deletion:
    """Deletes records, given by their versions, that nothing else refers to. `left` says why the others stay.

    `then` is what some records will refer to by then, in the place of what they refer to now.
    """

    snapshots: Engine
    transact: Transact
    versions: Mapping[Key, int]
    then: Mapping[Key, Collection[Key]] = field(default_factory=dict)
    left: list[BundleFault] = field(default_factory=list)

    def run(self, *, dry_run: bool = False) -> int:
        """Delete them, and return how many there were; a dry run deletes none."""
        groups = self._groups()
        if dry_run:
            return sum(len(group.keys) for group in groups)
        deleted, start, size = 0, 0, FIRST
        while start < len(groups):
            began = monotonic()
            piece = groups[start : start + size]
            gone, left = self.transact(partial(_delete, piece=piece, versions=self.versions))
            deleted, start = deleted + gone, start + len(piece)
            self.left += left
            size = max(1, min(MOST, int(size * PIECE_SECONDS / max(monotonic() - began, 0.001))))
            if start < len(groups):
                sleep(PAUSE)
        return deleted

    def _groups(self) -> list[Group]:
        """Return the records that can go, each behind all that refer to it, those of a cycle together."""
        with self.snapshots.begin() as connection:
            referring = {key: set[Key]() for key in self.versions}
            for from_key, to_key in _references(connection, list(self.versions)):
                if from_key != to_key and to_key in self.then.get(from_key, (to_key,)):
                    referring[to_key].add(from_key)
        going = set(self.versions)
        self._keep(going, referring)
        return reference_groups({key: referring[key] for key in going})

    def _keep(self, going: set[Key], referring: Mapping[Key, Collection[Key]]) -> None:
        """Take out what others refer to, and what that in turn refers to."""
        while kept := [key for key in going if not going.issuperset(referring[key])]:
            for key in kept:
                others = sorted(set(referring[key]) - going)
                self.left.append(_fault(key, f"{_names(others)} refers to it; left as it is here"))
            going.difference_update(kept)


def _delete(
    connection: Connection, piece: Sequence[Group], versions: Mapping[Key, int]
) -> tuple[int, Sequence[BundleFault]]:
    """Delete records of a piece, but for what moved or is referred to by now."""
    left, keys = list[BundleFault](), [key for group in piece for key in group.keys]
    going, now = set(keys), dict(_versions(connection, keys))
    for key in keys:
        if now.get(key) != versions[key]:
            going.discard(key)
            if key in now:
                left.append(_fault(key, "was changed here since; left as it is here"))
    referring: dict[Key, set[Key]] = {}
    for from_key, to_key in _references(connection, sorted(going)):
        if from_key != to_key:
            referring.setdefault(to_key, set()).add(from_key)
    while kept := [key for key in going if not going.issuperset(referring.get(key, ()))]:
        for key in kept:
            others = sorted(referring[key] - going)
            left.append(_fault(key, f"{_names(others)} refers to it; left as it is here"))
        going.difference_update(kept)
    deleted = 0
    for _step, groups in groupby(piece, key=lambda group: group.step):
        together = [key for group in groups for key in group.keys if key in going]
        changes = [Change(RECORD_TYPES[collection], id, Operation.DELETE, None) for collection, id in together]
        if changes:
            append(connection, changes)
            deleted += len(changes)
    return deleted, left


def _versions(connection: Connection, keys: Sequence[Key]) -> Iterator[tuple[Key, int]]:
    for collection, record_type in RECORD_TYPES.items():
        ids = [id for of, id in keys if of == collection]
        table = core_table(record_type.table)
        rows = connection.execute(select(table.c.id, table.c.version).where(OneOf(table.c.id, "ids")), {"ids": ids})
        yield from (((collection, id), version) for id, version in rows)


def _references(connection: Connection, keys: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    """Yield which records refer to which of these."""
    table = core_table(RecordReference).c
    for collection in RECORD_TYPES:
        every = [id for of, id in keys if of == collection]
        for ids in in_chunks(every, READ):
            wanted = table.to_collection == collection, OneOf(table.to_record, "ids")
            statement = select(table.from_collection, table.from_record, table.to_record).where(*wanted).distinct()
            for from_collection, from_record, to_record in connection.execute(statement, {"ids": ids}):
                yield (from_collection, from_record), (collection, to_record)


def _names(keys: Sequence[Key]) -> str:
    """Return the first of some records, and how many more there are."""
    (collection, id), more = keys[0], len(keys) - 1
    return f"{collection}/{id}" + (f" and {more} more" if more else "")


def _fault(key: Key, message: str) -> BundleFault:
    return BundleFault("", None, "", message, f"/{key[0]}/{key[1]}", record=key)
