"""Keeps the rows of what was known when: a projection of the ledger over every collection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from app.db.row_keys import is_row, key_of, primary_key
from app.db.statements import core_table
from app.ledger.entries.history import entries_of, with_parts_of
from app.ledger.entries.replay import fold
from app.ledger.entries.unknown_content import UnknownContent, body_of, is_known
from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.ledger.model.state_rows import in_chunks
from app.ledger.projections.projections import Entered, Projection, register_projection
from app.records.base.collections import Collection, KnownRows, Span, Term, collection_of
from app.records.base.lists.criteria import COLUMNS
from app.tables.known import ALWAYS, NEVER, STILL, KnownRecord, KnownScore, KnownTerm
from app.vocabulary import Operation

Row = Mapping[str, Any]
Key = tuple[Any, ...]


def _clear(connection: Connection) -> None:
    for table in (KnownRecord, KnownTerm, KnownScore):
        connection.execute(delete(table))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    touched: dict[str, dict[str, None]] = {}
    for entry in entries:
        touched.setdefault(entry.collection, {})[entry.record] = None
    # What was made of an entry that is redacted by now must go.
    redacted = {(entry.collection, entry.record) for entry in entries if entry.operation == Operation.REDACT}
    for name, records in touched.items():
        again = [record for record in records if (name, record) in redacted]
        _forget(connection, collection_of(name), again)
        _bring_up(connection, collection_of(name), list(records), range(entries[0].number, entries[-1].number), again)


KNOWN = register_projection(Projection("known", 1, _clear, _project))


def _forget(connection: Connection, collection: Collection, ids: Sequence[str]) -> None:
    for kept in _kept(collection):
        if ids:
            connection.execute(_of_records(delete(core_table(kept.table)), kept, collection, ids))


def _of_records(statement: Any, kept: KnownRows, collection: Collection, ids: Sequence[str]) -> Any:
    """Return a statement narrowed to the rows of some records."""
    table = core_table(kept.table)
    narrowed = statement.where(table.c.record.in_(ids))
    return (
        narrowed.where(table.c.collection == collection.record_type.collection) if "collection" in table.c else narrowed
    )


def _bring_up(
    connection: Connection, collection: Collection, ids: Sequence[str], numbers: range, again: Sequence[str]
) -> None:
    """Make the rows of records what their entries of these numbers say; of some records, what all entries say."""
    all_kept = _kept(collection)
    held = {kept.table: _Rows(core_table(kept.table)) for kept in all_kept}
    opened = {kept.table: _open_rows(connection, kept, collection, ids) for kept in all_kept}
    entries = entries_of(connection, collection.record_type, ids, numbers.stop)
    for record, own in groupby(entries, key=lambda entry: str(entry["record"])):
        for table, rows in held.items():
            rows.begin(opened[table].get(record, []))
        state: State | None = None
        known = [_span(row) for row in opened[KnownTerm].get(record, [])]
        # What one command wrote was known at once: nobody can ask for what stood between.
        for _at, entered in groupby(own, key=lambda entry: entry["at"]):
            together = list(entered)
            number, since = together[-1]["number"], NEVER
            wanted = number >= numbers.start or record in again
            for entry in together:
                before = state
                state = fold(collection.record_type, state, entry, body_of(entry))
                if wanted:
                    since = min(since, *(_day_of(collection.record_type, one, entry) for one in (before, state)))
            if wanted:
                there = state if state is not None and is_known(state) else None
                known = [] if there is None else list(spans(collection, there, since, known))
                for kept in all_kept:
                    held[kept.table].become([] if there is None else kept.rows(there, known), number)
    for rows in held.values():
        rows.store(connection)


def _span(row: Row) -> Span:
    return row["from_day"], row["to_day"], (row["field"], row["value"])


def _day_of(record_type: RecordType, state: State | None, entry: Row) -> str:
    """Return the first day of which an entry tells: that of the part; of a record, or what is not known, every day."""
    name, part, *_nested = (entry["part"] or "/").split("/")
    if name not in record_type.part_types:
        return ALWAYS
    known = state.parts.get(name, {}).get(part) if state is not None else None
    if known is None:
        return NEVER
    return (
        ALWAYS
        if isinstance(known.written, UnknownContent)
        else record_type.part_types[name].day(known.written) or ALWAYS
    )


def _open_rows(
    connection: Connection, kept: KnownRows, collection: Collection, ids: Sequence[str]
) -> dict[str, list[Row]]:
    """Return the rows that still hold, by record."""
    table = core_table(kept.table)
    found: dict[str, list[Row]] = {}
    for piece in in_chunks(ids):
        statement = _of_records(select(table).where(table.c.to_entry == STILL), kept, collection, piece)
        for row in connection.execute(statement):
            found.setdefault(row.record, []).append(row._asdict())
    return found


class _Rows:
    """The rows of a table over records' histories: each is closed by the entry with which it ceases to hold."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._content = [column.name for column in table.c if column.name not in {"from_entry", "to_entry"}]
        self._fresh: list[dict[str, Any]] = []
        self._closed: list[Row] = []
        self._open: dict[Key, dict[str, Any]] = {}

    def begin(self, stored: Sequence[Row]) -> None:
        """Go on with a record of which these rows still hold."""
        self._open = {self._key(row): {**row, "stored": True} for row in stored}

    def become(self, held: Iterable[Row], number: int) -> None:
        """Take in what holds from an entry on."""
        fresh = {self._key(row): row for row in held}
        for key in [key for key in self._open if key not in fresh]:
            row = self._open.pop(key)
            row["to_entry"] = number
            if row.pop("stored", False):
                self._closed.append(row)
        for key, content in fresh.items():
            if key not in self._open:
                self._open[key] = {**content, "from_entry": number, "to_entry": STILL}
                self._fresh.append(self._open[key])

    def store(self, connection: Connection) -> None:
        """Close the rows that no longer hold, and add those that are new."""
        keys = primary_key(self._table)
        if self._closed:
            closing = update(self._table).where(*is_row(self._table, keys)).values(to_entry=bindparam("end"))
            values = [key_of(row, keys) | {"end": row["to_entry"]} for row in self._closed]
            connection.execute(closing, values)
        if self._fresh:
            connection.execute(insert(self._table), self._fresh)

    def _key(self, row: Row) -> Key:
        return tuple(row[name] for name in self._content)


def _kept(collection: Collection) -> list[KnownRows]:
    """Return all rows that are kept of a collection."""
    record_type = collection.record_type
    return [
        KnownRows(KnownRecord, lambda state, _spans: _record_rows(record_type, state)),
        KnownRows(KnownTerm, lambda state, spans: _term_rows(record_type, state, spans)),
        *collection.known,
    ]


def _record_rows(record_type: RecordType, state: State) -> Iterator[Values]:
    columns = _columns(record_type, state)
    row: Values = {"collection": record_type.collection, "label": None, "first_day": None, "due_last_day": None}
    held = {known: columns[name] for name, known in COLUMNS.items() if name in columns and known in row}
    yield row | held | {"record": state.id, "updated_at": state.updated_at}


def _term_rows(record_type: RecordType, state: State, known: Sequence[Span]) -> Iterator[Values]:
    for start, end, (field, value) in known:
        yield {
            "collection": record_type.collection,
            "record": state.id,
            "field": field,
            "value": value,
            "from_day": start,
            "to_day": end,
        }


Terms = frozenset[Term]


def _columns(record_type: RecordType, state: State) -> Values:
    return {name: state.written[name] for name in record_type.scalars} | record_type.columns(state)


def spans(collection: Collection, state: State, since: str, known: Iterable[Span]) -> Iterator[Span]:
    """Yield the terms of a state with the days between which each held: what parts change changes on their days.

    `known` are the spans of the state before, if there was one, which differs from `since` on alone.
    """
    record_type = collection.record_type
    held: dict[Term, str] = {}
    before = list(known)
    since = since if before else ALWAYS
    for start, end, term in before:
        if end < since:
            yield start, end, term
        elif start < since:
            held[term] = start
    days = {
        record_type.part_types[name].day(part.written) or ALWAYS
        for name, parts in state.parts.items()
        for part in parts.values()
    }
    for start in sorted(day for day in {since, *days} if day >= since):
        terms = terms_of(collection, with_parts_of(record_type, state, start))
        for term in [term for term in held if term not in terms]:
            yield held.pop(term), start, term
        for term in terms:
            held.setdefault(term, start)
    for term, start in held.items():
        yield start, NEVER, term


def terms_of(collection: Collection, state: State) -> Terms:
    """Return the terms of a state: each filter's name and the values under which it finds the record."""
    columns = _columns(collection.record_type, state)
    return frozenset(
        (name, str(value))
        for name, filter_ in collection.filters.items()
        for value in filter_.terms(collection.record_type, state, columns)
        if value is not None
    )
