"""What was here before an import, as a bundle: loaded over what is here now, it takes back what the import wrote."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from app.exchange.formats.bundle import Bundle, BundleRecord, Item
from app.exchange.formats.strict_yaml import Node
from app.exchange.imports.batches import request_of, undo_request_of
from app.ledger.entries.history import entries_of
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import body_of, is_known
from app.ledger.model.record_rows import Key
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.state_rows import copy_of
from app.ledger.model.shapes import Values, references
from app.records.registry import RECORD_TYPES
from app.tables.ledger.entries import Entry


@dataclass
class Touched:
    """A record that an import wrote: as it was before, as it is, which fields and parts it wrote, and who else wrote.

    `wrote` is what it said when the import wrote it last; `known`: nothing of it was redacted since.
    """

    record_type: RecordType
    id: str
    before: State | None = None
    now: State | None = None
    fields: set[str] = field(default_factory=set)
    parts: set[tuple[str, str]] = field(default_factory=set)
    wrote: Values = field(default_factory=dict)
    changed_since: bool = False
    known: bool = True

    @property
    def key(self) -> Key:
        """What the record is found by."""
        return self.record_type.collection, self.id

    @property
    def was_created(self) -> bool:
        """Return whether the import made the record."""
        return self.before is None

    @property
    def goes(self) -> bool:
        """Return whether nothing of the record is anybody else's, so that it is deleted."""
        return self.was_created and self.now is not None and not self.changed_since

    @property
    def fields_since(self) -> list[str]:
        """The fields of a record that the import made, and that others changed since."""
        now = {} if self.now is None else self.now.written
        return [name for name, value in now.items() if self.wrote.get(name, value) != value]

    def record(self) -> BundleRecord:
        """Return the record as it is to be again: what the import did not write is as it is now."""
        assert self.now is not None  # noqa: S101 - asked before
        values = dict(self.now.written)
        if self.before is not None:
            values |= {name: self.before.written[name] for name in self.fields}
        place = f"/{self.record_type.collection}/{self.id}"
        return BundleRecord(self.record_type, self.id, "", Node(None, 0), place, values, list(self._items()))

    def references_then(self) -> set[Key]:
        """Return what the record will refer to once the import is undone: what is withdrawn goes on referring."""
        found = {(one.collection, one.record) for one in self.record().references()}
        for name, parts in ({} if self.now is None else self.now.parts).items():
            part_type = self.record_type.part_types[name]
            for part in parts.values() if part_type.withdrawable else ():
                found |= {(one.collection, one.record) for one in references(part_type.written, part.written)}
        return found

    def _items(self) -> Iterator[Item]:
        for name, part_type in self.record_type.part_types.items():
            known = {} if self.now is None else self.now.parts.get(name, {})
            before = {} if self.before is None else self.before.parts.get(name, {})
            written = {part for of_type, part in self.parts if of_type == name}
            standing = [*(known[part] for part in known if part not in written)]
            standing += [before[part] for part in before if part in written]
            for one in standing:
                if one.withdrawn is None:
                    yield Item(part_type, f"/{name}/{one.id}", one.written)


def written_by(connection: Connection, id: int, first: int, last: int) -> Sequence[Key]:
    """Return the records that an import wrote, in the order in which it came to them."""
    statement = (
        select(Entry.collection, Entry.record)
        .where(Entry.number.between(first, last), Entry.request == request_of(id))
        .group_by(Entry.collection, Entry.record)
        .order_by(func.min(Entry.number))
    )
    return [(collection, record) for collection, record in connection.execute(statement)]


def touched_by(connection: Connection, id: int, keys: Sequence[Key]) -> list[Touched]:
    """Return what an import did to some records, in their order."""
    found: dict[Key, Touched] = {}
    own = {request_of(id), undo_request_of(id)}
    for collection, record_type in RECORD_TYPES.items():
        ids = [record for of, record in keys if of == collection]
        rows = entries_of(connection, record_type, ids)
        for record, entries in groupby(rows, key=lambda entry: str(entry["record"])):
            found[collection, record] = _touched(record_type, record, list(entries), request_of(id), own)
    return [found[key] for key in keys if key in found]


def _touched(
    record_type: RecordType, record: str, entries: Sequence[Mapping[str, Any]], request: str, own: Collection[str]
) -> Touched:
    found, state, begun = Touched(record_type, record), None, False
    for entry in entries:
        is_own = entry["request"] == request
        if is_own and not begun:
            begun, found.before = True, None if state is None else copy_of(state)
        old: Values = {} if state is None else state.written
        state = fold(record_type, state, entry, body_of(record_type, entry))
        if is_own:
            _note(found, entry, old, state)
            found.wrote = {} if state is None else state.written
        elif begun and entry["request"] not in own:
            found.changed_since = True
    found.now = state
    found.known = all(is_known(one) for one in (found.before, state) if one is not None)
    return found


def _note(found: Touched, entry: Mapping[str, Any], old: Values, state: State | None) -> None:
    """Take note of what an entry of the import wrote."""
    if entry["part"] is None:
        new = {} if state is None else state.written
        found.fields |= {name for name in new if old.get(name) != new[name]}
        return
    name, part, *_nested = entry["part"].split("/")
    if name in found.record_type.part_types:
        found.parts.add((name, part))
    else:
        found.fields.add(name)


def bundle_of(records: Sequence[Touched]) -> Bundle:
    """Return the records that stay as a bundle of what is to be again."""
    made = [one.record() for one in records]
    return Bundle("", made, {record.key: record.fault("", "") for record in made})
