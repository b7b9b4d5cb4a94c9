"""What a data set said of records when it was loaded last: folded from the entries that name it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from app.exchange.loading.reconciliation import Leaves, Shape
from app.ledger.entries.history import entries_of
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import UnknownContent, body_of, is_known
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values, records_named
from app.ledger.references.reference_rewrite import Redirects, rewrite_shape
from app.vocabulary import Operation

PartKey = tuple[str, str]
"""A part type and the id of a part."""

OVERWRITE = "load with --overwrite to let the bundle win"


@cache
def shape_of(record_type: RecordType, part_type: str | None = None) -> Shape:
    """Return the shape of a record, or of a part type of it."""
    if part_type is None:
        return Shape(record_type.written, record_type.merging, record_type.inline)
    part = record_type.part_types[part_type]
    return Shape(part.written, record_type.merging, part.inline)


@dataclass
class Said:
    """What a data set said of a record and its parts, leaf by leaf: what it wrote there last, whoever has changed it.

    What it said when the same was there already is not known: that wrote nothing, and an entry tells changes alone.
    `taken_back` are the parts that it withdrew or deleted itself, `others` the other data sets that wrote the record;
    `wrote` is whether this one ever did, even if what it said was redacted since.
    """

    record: Leaves = field(default_factory=dict)
    parts: dict[PartKey, Leaves] = field(default_factory=dict)
    taken_back: dict[PartKey, Leaves] = field(default_factory=dict)
    others: Collection[str] = ()
    wrote: bool = False

    def reason(self, field: str, part: PartKey | None = None) -> str:
        """Why a field of the record, or of a part of it, is left."""
        leaves = self.record if part is None else self.parts.get(part, {})
        if any(name == field for name, _key in leaves):
            return "changed here and in the bundle; left as it is here"
        if self.others and not self.wrote:
            name = next(iter(self.others))
            return f"differs from what the data set {name} wrote; left as it is here: name that one to go on from it"
        differs = "differs from what is here, which the data set is not known to have written; left as it is here"
        return f"{differs}: {OVERWRITE}"

    def of(self, part_type: str) -> dict[str, Leaves]:
        """Return what it says of the parts of a type, by their ids."""
        if not self.parts:
            return {}
        return {part: leaves for (name, part), leaves in self.parts.items() if name == part_type}

    def names(self, record_type: RecordType) -> set[tuple[str, str]]:
        """Return the records that it names."""
        shapes = [(shape_of(record_type), self.record)]
        for known in (self.parts, self.taken_back):
            shapes += [(shape_of(record_type, name), leaves) for (name, _part), leaves in known.items()]
        return set().union(*(records_named(shape.model, shape.written(leaves)) for shape, leaves in shapes))

    def redirected(self, record_type: RecordType, moved: Redirects, own: tuple[str, str]) -> "Said":
        """Return the same with survivors in the place of records that were merged since."""
        shape = shape_of(record_type)
        record = rewrite_shape(record_type.merging, shape.model, shape.written(self.record), moved, own)
        return Said(
            shape.leaves(record),
            _redirected(record_type, self.parts, moved),
            _redirected(record_type, self.taken_back, moved),
            self.others,
            self.wrote,
        )


NOTHING = Said()
"""What is said of a record of which nothing was said. It is shared, and never changed."""


def _redirected(record_type: RecordType, parts: Mapping[PartKey, Leaves], moved: Redirects) -> dict[PartKey, Leaves]:
    found = {}
    for (name, part), leaves in parts.items():
        shape = shape_of(record_type, name)
        found[name, part] = shape.leaves(rewrite_shape(record_type.merging, shape.model, shape.written(leaves), moved))
    return found


def said_of(
    connection: Connection, record_type: RecordType, records: Sequence[str], data_set: str, batch: str | None = None
) -> dict[str, Said]:
    """Return what a data set said of those records, by their ids, that have entries.

    `batch`: what was said in the requests that are called so, whatever the data set.
    """
    found: dict[str, Said] = {}
    rows = entries_of(connection, record_type, records)
    for record, entries in groupby(rows, key=lambda entry: str(entry["record"])):
        found[record] = _said(record_type, list(entries), data_set, batch)
    return found


def _said(
    record_type: RecordType,
    entries: Sequence[Mapping[str, Any]],
    data_set: str,
    batch: str | None,
) -> Said:
    def is_own(entry: Mapping[str, Any]) -> bool:
        return bool(entry["data_set"] == data_set if batch is None else entry["request"] == batch)

    loaded = dict.fromkeys(entry["data_set"] for entry in entries if entry["data_set"] is not None)
    said = Said(others=[name for name in loaded if name != data_set])
    state: State | None = None
    if not any(map(is_own, entries)):
        return said
    for entry in entries:
        before = _written(state, entry)
        body = body_of(record_type, entry)
        state = fold(record_type, state, entry, body)
        said.wrote = said.wrote or is_own(entry)
        if isinstance(body, UnknownContent):
            # What cannot be read any longer is nobody's: it counts as changed here.
            said = Said(others=said.others, wrote=said.wrote)
        elif is_own(entry) and state is not None and is_known(state):
            # What a batch left as it was counts as said by it: it takes that back in the same order.
            _take(record_type, said, before if batch is None else None, state, entry)
        elif is_own(entry) and entry["part"] is None and entry["operation"] == Operation.DELETE:
            # It took the record back itself, as a batch that is undone does: nothing is left of what it said.
            said = Said(others=said.others)
    return said


def _written(state: State | None, entry: Mapping[str, Any]) -> Values | None:
    """Return what stands of the record or the part that an entry is about: folding replaces it, and alters nothing."""
    written: Any = None
    if state is not None and entry["part"] is None:
        written = state.written
    elif state is not None:
        name, part, *_nested = entry["part"].split("/")
        known = state.parts.get(name, {}).get(part)
        written = known and known.written
    return None if isinstance(written, UnknownContent) else written


def _take(record_type: RecordType, said: Said, before: Values | None, state: State, entry: Mapping[str, Any]) -> None:
    """Take note of what the data set changed by an entry of its own."""
    if entry["part"] is None:
        said.record = _changed(shape_of(record_type), said.record, before, state.written)
        return
    name, part, *nested = entry["part"].split("/")
    key = (name, part)
    if not nested and entry["operation"] in {Operation.WITHDRAW, Operation.DELETE}:
        said.taken_back[key] = said.parts.pop(key, {})
        return
    known = said.parts.get(key, said.taken_back.pop(key, {}))
    said.parts[key] = _changed(shape_of(record_type, name), known, before, state.parts[name][part].written)


def _changed(shape: Shape, said: Leaves, before: Values | None, after: Values) -> Leaves:
    """Return what is said once one thing was written in the place of another: what stayed may be somebody else's."""
    old, new = {} if before is None else shape.leaves(before), shape.leaves(after)
    changed = {key: value for key, value in new.items() if key not in old or old[key] != value}
    found = {key: value for key, value in said.items() if key in new or key not in old} | changed
    # In the order of what was written last: items that are only moved are changed, too.
    return {key: found[key] for key in [*new, *found] if key in found}
