"""Records as their entries have them, compared with every row and document that was made of them."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from app.db.statements import core_table
from app.errors import MalformedJson
from app.ledger.model.documents.number import queued_form
from app.ledger.model.documents.rendering import references_of, render, render_part
from app.ledger.model.part_type import PartType
from app.ledger.model.record_rows import Row
from app.ledger.model.record_state import State
from app.ledger.model.record_type import DerivedTable, RecordType
from app.ledger.model.rows.facts import facts, part_facts
from app.ledger.model.rows.first_read import names_of
from app.ledger.model.rows.state_rows import load_part_rows, load_record_rows, stored_derived_rows
from app.ledger.model.rows.written_rows import derived_rows, part_row, record_row
from app.ledger.model.shapes import Names, Values
from app.ledger.references.reference_index import Row as ReferenceRow
from app.ledger.references.reference_index import indexed_references, reference_rows

Key = TypeVar("Key", bound=Hashable)
BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, MalformedJson)
"""What folding or rendering raises of content that no program of ours has written."""

ABSENT = object()
MENDS = "`pacta ledger rebuild` mends it"
DOCUMENT = frozenset({"document"})
EVERYTHING = frozenset({"document", "written", "columns", "references"})
COLUMN_FAULTS = {
    "written": "the stored written shape is not what its entries add up to",
    "document": f"the stored document is not what it renders to: {MENDS}",
}


@dataclass
class Folded:
    """What the entries of a record add up to. Not `known`: a body is redacted or broken, so the content is not."""

    record: str
    state: State | None = None
    exists: bool = False
    known: bool = True
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Stored:
    """What the tables hold of a piece of records."""

    rows: Mapping[str, Row]
    facts: Mapping[str, Values]
    part_rows: Mapping[str, Mapping[str, Mapping[str, Row]]]
    part_facts: Mapping[str, Mapping[tuple[str, str], Values]]
    references: Mapping[str, set[ReferenceRow]]
    derived: Sequence[Mapping[str, Sequence[Values]]]
    names: Names
    older: bool

    def pending(self, record: str) -> frozenset[str]:
        """Return what of a record is still to be made anew: nothing, or its documents, or all that is made of it.

        What is queued follows, and is no fault.
        """
        if not self.rows[record]["queued"]:
            return frozenset()
        return EVERYTHING if self.older else DOCUMENT


def piece_faults(connection: Connection, record_type: RecordType, piece: Sequence[Folded]) -> Iterator[str]:
    """Yield where the tables differ from what the entries of these records add up to."""
    stored = _stored(connection, record_type, piece)
    for folded in piece:
        for fault in (*folded.faults, *_faults(record_type, folded, stored)):
            yield f"{record_type.collection}/{folded.record}: {fault}"


def _stored(connection: Connection, record_type: RecordType, piece: Sequence[Folded]) -> _Stored:
    ids = [folded.record for folded in piece]
    wanted = {name for folded in piece for name in _referred(record_type, folded)}
    return _Stored(
        load_record_rows(connection, record_type, ids),
        _readable(partial(facts, connection, record_type), ids),
        {name: load_part_rows(connection, part_type, ids) for name, part_type in record_type.part_types.items()},
        {
            name: _readable(partial(part_facts, connection, part_type), ids)
            for name, part_type in record_type.part_types.items()
        },
        indexed_references(connection, record_type, ids),
        [stored_derived_rows(connection, derived, ids) for derived in record_type.derived],
        names_of(connection, sorted(wanted)),
        queued_form(connection) is not None,
    )


def _readable(read: Callable[[Sequence[str]], dict[Key, Values]], ids: Sequence[str]) -> dict[Key, Values]:
    """Return what the columns add up to; records whose columns cannot be read are left out."""
    try:
        return read(ids)
    except BROKEN:
        found: dict[Key, Values] = {}
        for record in ids:
            with suppress(*BROKEN):
                found |= read([record])
        return found


def _referred(record_type: RecordType, folded: Folded) -> set[tuple[str, str]]:
    if not folded.known or folded.state is None:
        return set()
    try:
        return {(found.collection, found.record) for found in references_of(record_type, folded.state)}
    except BROKEN as error:
        folded.known = False
        folded.faults.append(f"its entries add up to no {record_type.noun}: {type(error).__name__}")
        return set()


def _faults(record_type: RecordType, folded: Folded, stored: _Stored) -> Iterator[str]:
    row = stored.rows.get(folded.record)
    if (row is not None) != folded.exists:
        if row is None:
            yield "has entries, and is not in the tables"
        else:
            yield "is in the tables, and its last entry deleted it"
    if not folded.known:
        return
    if folded.state is None or row is None:
        yield from _reference_faults(set(), stored.references.get(folded.record, set()))
        return
    state = folded.state
    try:
        document = render(record_type, state, stored.names)
        expected = record_row(record_type, state, document)
    except BROKEN as error:
        yield f"its entries add up to no {record_type.noun}: {type(error).__name__}"
        return
    yield from _field_faults(state.written, stored.facts.get(state.id))
    pending = stored.pending(state.id)
    yield from _column_faults(expected, row, record_type.scalars, pending)
    if "columns" not in pending:
        for derived, rows in zip(record_type.derived, stored.derived, strict=True):
            yield from _derived_faults(derived, document, rows.get(state.id, []))
    for name, part_type in record_type.part_types.items():
        yield from _part_faults(record_type, name, part_type, state, stored)
    if "references" not in pending:
        yield from _reference_faults(reference_rows(record_type, state), stored.references.get(state.id, set()))


def _field_faults(written: Values, held: Values | None) -> Iterator[str]:
    """Yield the fields that the tables' columns and nested rows hold differently. Numbers are compared by value."""
    if held is None:
        yield "its columns and nested rows cannot be read"
        return
    for name, value in written.items():
        if held.get(name, ABSENT) != value:
            yield f"{name} in the tables is not what its entries say"


def _column_faults(
    expected: Values, row: Mapping[str, Any], known: Collection[str], pending: Collection[str]
) -> Iterator[str]:
    for name, value in expected.items():
        kind = name if name in COLUMN_FAULTS else "columns"
        if name not in known and kind not in pending and row[name] != value:
            yield COLUMN_FAULTS.get(name, f"the column {name} is not what follows from its entries: {MENDS}")


def _derived_faults(derived: DerivedTable, document: Values, held: Sequence[Values]) -> Iterator[str]:
    """Yield where rows that follow from a record are not there, or are there and do not follow."""
    expected = derived_rows(derived, document)
    if any(row not in held for row in expected) or any(row not in expected for row in held):
        yield f"{core_table(derived.table).name} are not what follows from its entries: {MENDS}"


def _part_faults(
    record_type: RecordType, name: str, part_type: PartType, state: State, stored: _Stored
) -> Iterator[str]:
    rows = stored.part_rows[name].get(state.id, {})
    parts = state.parts.get(name, {})
    try:
        follows = part_type.follows(state) if parts else {}
    except BROKEN as error:
        yield f"{name}: its entries add up to no such parts: {type(error).__name__}"
        return
    for part_id in sorted(rows.keys() - parts.keys()):
        yield f"{name}/{part_id} is in the tables, and has no entry"
    for part in parts.values():
        row = rows.get(part.id)
        if row is None:
            yield f"{name}/{part.id} has an entry, and is not in the tables"
            continue
        held = stored.part_facts[name].get((state.id, part.id))
        try:
            document = render_part(record_type, part_type, state, part, stored.names, follows)
            expected = part_row(part_type, state.id, part, document)
        except BROKEN as error:
            yield f"{name}/{part.id}: its entries add up to no such part: {type(error).__name__}"
            continue
        for fault in (*_field_faults(part.written, held), *_column_faults(expected, row, (), stored.pending(state.id))):
            yield f"{name}/{part.id}: {fault}"


def _reference_faults(expected: set[ReferenceRow], held: set[ReferenceRow]) -> Iterator[str]:
    for _collection, _record, name, to_collection, to_record in sorted(expected - held):
        yield f"its reference {name} to {to_collection}/{to_record} is not in record_references: {MENDS}"
    for _collection, _record, name, to_collection, to_record in sorted(held - expected):
        yield f"record_references has a reference {name} to {to_collection}/{to_record} that it does not make: {MENDS}"
