"""What a write reads first, in one statement: the head, rows of records, and what those are called that it names."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    Text,
    case,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from app.db.columns import Instant
from app.db.statements import OneOf, Query, core_table
from app.ledger.model.documents.number import documents_number
from app.ledger.model.documents.queued import is_queued
from app.ledger.model.record_rows import Key, Row, kept_row, may_be_kept
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.head import IS_LAST, Head, lacks_head, note_head
from app.ledger.model.shapes import Values
from app.tables.ledger.entries import Entry

COLUMNS: Mapping[str, TypeEngine[Any]] = {
    "version": BigInteger(),
    "created_at": Instant(),
    "updated_at": Instant(),
    "last_written": Text(),
    "queued": Integer(),
    "written": Text(),
    "document": Text(),
}
"""What is read of a record beside its collection and its id: its other columns follow from these.

`queued`: whether its document shows an old name, or is of an older form. Of the head it is the documents number.
"""


@dataclass
class FirstRead:
    """The rows of records that are there, by collection and id; what records are called; and the rows of `more`."""

    rows: dict[Key, Row] = field(default_factory=dict)
    names: dict[Key, str] = field(default_factory=dict)
    more: list[Row] = field(default_factory=list)


Piece = tuple[Select[Any], Values]
"""A select, and its parameters."""


def first_read(
    connection: Connection,
    records: Mapping[str, Sequence[str]],
    names: Collection[Key] = (),
    more: Iterable[Piece] = (),
) -> FirstRead:
    """Read records of collections, by id, and the names of others. `more` are selects of `first_columns`.

    Those that the writer wrote last are taken as it kept them, once the head says that nobody has written since.
    """
    is_headed = bool(records) and lacks_head(connection)
    unread, kept = _split(connection, records, is_headed=is_headed)
    pieces = [*_record_pieces(unread), *_name_pieces(names), *more]
    if is_headed:
        pieces.append((_head(), {}))
    found = _read(connection, pieces, is_headed=is_headed) if pieces else FirstRead()
    changed: dict[str, list[str]] = {}
    for key in kept:
        if (row := kept_row(connection, key)) is None:
            changed.setdefault(key[0], []).append(key[1])
        else:
            found.rows[key] = row
    if changed:
        found.rows |= first_read(connection, changed).rows
    return found


def _split(
    connection: Connection, records: Mapping[str, Sequence[str]], *, is_headed: bool
) -> tuple[dict[str, list[str]], list[Key]]:
    """Return the records to read, by collection, and those that the writer has kept."""
    unread: dict[str, list[str]] = {}
    kept: list[Key] = []
    for collection, ids in records.items():
        for record in ids:
            key = (collection, record)
            if kept_row(connection, key) is not None or (is_headed and may_be_kept(connection, key)):
                kept.append(key)
            else:
                unread.setdefault(collection, []).append(record)
    return unread, kept


def _read(connection: Connection, pieces: Sequence[Piece], *, is_headed: bool) -> FirstRead:
    found, head = FirstRead(), Head()
    values = {name: value for _one, parameters in pieces for name, value in parameters.items()}
    for row in _together(tuple(one for one, _parameters in pieces)).mappings(connection, values):
        match row["what"]:
            case "record":
                found.rows[row["collection"], row["id"]] = row
            case "name":
                found.names[row["collection"], row["id"]] = row["written"]
            case "head":
                head = Head(row["version"], row["id"], row["created_at"], row["queued"] or 0)
            case _:
                found.more.append(row)
    if is_headed:
        note_head(connection, head)
    return found


def names_of(connection: Connection, wanted: Collection[Key]) -> dict[Key, str]:
    """Return what the records are called now, in one statement; those that do not exist are left out."""
    return first_read(connection, {}, wanted).names


def _record_pieces(records: Mapping[str, Sequence[str]]) -> Iterator[Piece]:
    for collection, ids in records.items():
        if ids:
            yield _rows(collection), {f"rows_{collection}": ids}


def _name_pieces(names: Collection[Key]) -> Iterator[Piece]:
    by_collection: dict[str, list[str]] = {}
    for collection, record in sorted(names):
        by_collection.setdefault(collection, []).append(record)
    for collection, ids in by_collection.items():
        yield _names(collection), {f"names_{collection}": ids}


def first_columns(
    what: str, collection: str, id: ColumnElement[str], **columns: ColumnElement[Any]
) -> list[ColumnElement[Any]]:
    """Return the columns that all selects of a first read have, null but for those that are given."""
    told = [columns[name] if name in columns else cast(null(), type_) for name, type_ in COLUMNS.items()]
    labelled = [column.label(name) for column, name in zip(told, COLUMNS, strict=True)]
    words = {"what": what, "collection": collection}
    constants = [literal_column(f"'{word}'", Text()).label(name) for name, word in words.items()]
    return [*constants, id.label("id"), *labelled]


@cache
def _head() -> Select[Any]:
    entry = core_table(Entry).c
    columns = {"version": entry.number, "created_at": entry.at, "queued": documents_number()}
    return select(*first_columns("head", "", entry.hash, **columns)).where(IS_LAST)


@cache
def _rows(collection: str) -> Select[Any]:
    columns = core_table(record_type_of(collection).table).c
    shared: dict[str, ColumnElement[Any]] = {name: columns[name] for name in COLUMNS if name in columns}
    shared["queued"] = case((is_queued(columns.id.table), 1), else_=0)
    return select(*first_columns("record", collection, columns.id, **shared)).where(
        OneOf(columns.id, f"rows_{collection}")
    )


@cache
def _names(collection: str) -> Select[Any]:
    record_type = record_type_of(collection)
    columns = core_table(record_type.table).c
    name = literal_column("''", Text()) if record_type.label is None else columns[record_type.label]
    return select(*first_columns("name", collection, columns.id, written=name)).where(
        OneOf(columns.id, f"names_{collection}")
    )


@cache
def _together(selects: tuple[Select[Any], ...]) -> Query[CompoundSelect[Any]]:
    return Query(union_all(*selects))
