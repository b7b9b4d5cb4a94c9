"""Keeps the rows of what was known when: a projection of the ledger over every collection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from app.ledger.folding import fold
from app.ledger.kinds import Kind, State, core_table
from app.ledger.moments import entries_of, with_parts_of
from app.ledger.projecting import Entered, Projection, register_projection
from app.ledger.shapes import Values
from app.ledger.states import in_chunks
from app.ledger.unknown import body_of, is_known
from app.records.collection.collections import Collection, KnownRows, collection_of
from app.records.collection.known import COLUMNS
from app.tables.known import ALWAYS, NEVER, STILL, KnownRecord, KnownScore, KnownTerm

Row = Mapping[str, Any]
Key = tuple[Any, ...]


def _clear(connection: Connection) -> None:
    for table in (KnownRecord, KnownTerm, KnownScore):
        connection.execute(delete(table))


def _project(connection: Connection, entries: Sequence[Entered]) -> None:
    touched: dict[str, dict[str, None]] = {}
    for entry in entries:
        touched.setdefault(entry.collection, {})[entry.record] = None
    for name, records in touched.items():
        _bring_up(connection, collection_of(name), list(records), entries[-1].number)


KNOWN = register_projection(Projection("known", 1, _clear, _project))


def _bring_up(connection: Connection, collection: Collection, ids: Sequence[str], number: int) -> None:
    """Make the rows of records what their entries up to a number say."""
    made: dict[Table, list[Row]] = {core_table(kept.table): [] for kept in _kept(collection)}
    entries = entries_of(connection, collection.kind, ids, number)
    for _record, own in groupby(entries, key=lambda entry: entry["record"]):
        timeline = _Timeline(collection)
        # What one command wrote was known at once: nobody can ask for what stood between.
        for _at, together in groupby(own, key=lambda entry: entry["at"]):
            timeline.take(together)
        for table, held in timeline.rows.items():
            made[table] += held.rows
    for table, rows in made.items():
        _store(connection, table, collection.kind.collection, ids, rows)


class _Rows:
    """The rows of one table over a record's history: each is closed by the entry with which it ceases to hold."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._open: dict[Key, dict[str, Any]] = {}

    def become(self, held: Iterable[dict[str, Any]], number: int) -> None:
        fresh = {tuple(row.values()): row for row in held}
        for key in [key for key in self._open if key not in fresh]:
            self._open.pop(key)["to_entry"] = number
        for key, row in fresh.items():
            if key not in self._open:
                self._open[key] = row | {"from_entry": number, "to_entry": STILL}
                self.rows.append(self._open[key])


class _Timeline:
    """A record's history as rows."""

    def __init__(self, collection: Collection) -> None:
        self._kind = collection.kind
        self._kept = _kept(collection)
        self._state: State | None = None
        self.rows = {core_table(kept.table): _Rows() for kept in self._kept}

    def take(self, together: Iterable[Row]) -> None:
        """Take in entries that were written at one time; the rows are those of the last."""
        number = 0
        for entry in together:
            self._state = fold(self._kind, self._state, entry, body_of(entry))
            number = entry["number"]
        known = None if self._state is None or not is_known(self._state) else self._state
        for kept in self._kept:
            held = [] if known is None else kept.rows(known)
            self.rows[core_table(kept.table)].become(held, number)


def _kept(collection: Collection) -> tuple[KnownRows, ...]:
    """Return all rows that are kept of a collection."""
    return (
        KnownRows(KnownRecord, partial(_record_rows, collection.kind)),
        KnownRows(KnownTerm, partial(_term_rows, collection)),
        *collection.known,
    )


def _record_rows(kind: Kind, state: State) -> Iterator[Values]:
    columns = _columns(kind, state)
    row: Values = {"collection": kind.collection, "label": None, "day": None, "due_day": None}
    held = {known: columns[name] for name, known in COLUMNS.items() if name in columns and known in row}
    yield row | held | {"record": state.id, "updated_at": state.updated_at}


def _term_rows(collection: Collection, state: State) -> Iterator[Values]:
    for start, end, (field, value) in spans(collection, state):
        yield {
            "collection": collection.kind.collection,
            "record": state.id,
            "field": field,
            "value": value,
            "from_day": start,
            "to_day": end,
        }


Terms = frozenset[tuple[str, str]]


def _columns(kind: Kind, state: State) -> Values:
    return {name: state.written[name] for name in kind.scalars} | kind.columns(state)


def spans(collection: Collection, state: State) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield the terms of a state with the days between which each held: what parts change changes on their days."""
    kind = collection.kind
    days = {
        kind.sides[name].day(part.written) or ALWAYS for name, parts in state.parts.items() for part in parts.values()
    }
    held: dict[tuple[str, str], str] = {}
    for start in sorted({ALWAYS, *days}):
        terms = terms_of(collection, with_parts_of(kind, state, start))
        for term in [term for term in held if term not in terms]:
            yield held.pop(term), start, term
        for term in terms:
            held.setdefault(term, start)
    for term, start in held.items():
        yield start, NEVER, term


def terms_of(collection: Collection, state: State) -> Terms:
    """Return the terms of a state: each filter's name and the values under which it finds the record."""
    columns = _columns(collection.kind, state)
    return frozenset(
        (name, str(value))
        for name, filter_ in collection.filters.items()
        for value in filter_.terms(collection.kind, state, columns)
        if value is not None
    )


def _store(connection: Connection, table: Table, collection: str, ids: Sequence[str], rows: Sequence[Row]) -> None:
    """Bring the rows of records from what is stored to what they are."""
    keys = [column.name for column in table.primary_key]
    stored: dict[Key, Row] = {}
    for piece in in_chunks(ids):
        statement = select(table).where(table.c.record.in_(piece))
        if "collection" in table.c:
            statement = statement.where(table.c.collection == collection)
        stored |= {_key(row, keys): row for row in (found._asdict() for found in connection.execute(statement))}
    made = {_key(row, keys): row for row in rows}
    condition = [table.c[name] == bindparam(f"key_{name}") for name in keys]
    gone = [_bound(row, keys) for key, row in stored.items() if key not in made]
    changed = [_bound(row, keys) | _ends(row) for key, row in made.items() if key in stored and stored[key] != row]
    if gone:
        connection.execute(delete(table).where(*condition), gone)
    if changed:
        connection.execute(update(table).where(*condition).values(_ends_bound(table)), changed)
    if fresh := [row for key, row in made.items() if key not in stored]:
        connection.execute(insert(table), fresh)


def _key(row: Row, keys: Sequence[str]) -> Key:
    return tuple(row[name] for name in keys)


def _bound(row: Row, keys: Sequence[str]) -> dict[str, Any]:
    return {f"key_{name}": row[name] for name in keys}


def _ends(row: Row) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in row.items() if name in ENDS}


def _ends_bound(table: Table) -> dict[str, Any]:
    return {name: bindparam(f"new_{name}") for name in ENDS if name in table.c}


ENDS = ("to_entry", "to_day")
"""What changes of a row that is stored: where it ends."""
