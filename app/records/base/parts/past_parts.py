"""Parts as they were at a moment: of named records, whose parts are folded whole, or over all records.

Of a record of which nothing was written since, the parts of now are those of the moment: the database finds and counts
them. Those of other records are folded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, select

from app.db.columns import Day
from app.db.expressions import Checked
from app.db.statements import core_table
from app.deadline import in_time
from app.http.paging import Position
from app.ledger.entries.history import Moment, names_shown, states_at
from app.ledger.entries.replay import ENDS
from app.ledger.model.documents.rendering import render_parts
from app.ledger.model.part_type import PartType
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.written_rows import part_row
from app.records.base.collections import collection_of
from app.records.base.lists.bindings import DAY, NUMBER
from app.records.base.lists.list_queries import Active, ListDefinition, Walk
from app.records.base.lists.parameters import PageQuery
from app.tables.base import owner_key
from app.tables.history import ALWAYS
from app.tables.ledger.entries import Entry

CHANGEABLE = frozenset(
    f"{sign}{name}"
    for name in ("withdrawn", "scheduled", "superseded", "disputed", "is_reversal", "stands")
    for sign in ("", "not_")
) | {"party", "assessor", "participant", "to", "source", "action", "unknown_because", "published_scale"}
"""Filters by what later entries may change: of records that were written to since, parts of now do not tell."""

OF_OTHERS = frozenset(
    f"{sign}{name}" for name in ("superseded", "disputed", "is_reversal", "stands") for sign in ("", "not_")
)
"""Those of them by what follows from other parts: as of a day, there are fewer of these."""

CHUNK = 200
FEW = 200
"""Records written to since the moment that are folded, all of them, before the others are looked at."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Parts:
    """Which parts are asked for: their type and record type, the list with its filters and order, the moment.

    Of `record` alone, if one is named: it must have been there.
    """

    record_type: RecordType
    part_type: PartType
    list_definition: ListDefinition
    active: Active
    query: PageQuery
    moment: Moment
    record: str | None = None

    @property
    def descending(self) -> bool:
        """Whether the order is reversed."""
        return self.query.sort.startswith("-")

    @property
    def column(self) -> str:
        """The column that the list is sorted by."""
        return self.list_definition.sorts[self.query.sort.removeprefix("-")].column

    def holds(self, row: Row) -> bool:
        """Return whether a part matches every filter."""
        return all(self.list_definition.filters[name].holds(dict(row), values) for name, values in self.active.items())

    def place(self, row: Row) -> tuple[bool, Any, int]:
        """Return where a part stands in the order, the direction aside: what lacks the column comes last."""
        value = None if self.column == self.list_definition.key else row[self.column]
        return value is None, value, row["entry"]


def rows_then(connection: Connection, parts: Parts, owners: Sequence[str]) -> dict[tuple[str, str], Row]:
    """Return the rows that the parts of records had at the moment, by the ids of both."""
    states = states_at(connection, parts.record_type, owners, parts.moment)
    names = names_shown(connection, parts.record_type, states.values(), parts.moment.number)
    found: dict[tuple[str, str], Row] = {}
    for state in in_time(states.values()):
        for part, document in render_parts(parts.record_type, parts.part_type.name, state, names).items():
            known = state.parts[parts.part_type.name][part]
            found[state.id, part] = part_row(parts.part_type, state.id, known, document)
    return found


def matching(connection: Connection, parts: Parts, position: Position | None, most: int) -> list[Row]:
    """Return parts of all records that match: the first ones after a position, so many if there are, and others."""
    touched = _touched(connection, parts)
    found = [*_matching_since(connection, parts, touched, position, most)]
    found += islice(_walked(connection, _unchanged(parts, touched), position, most), most)
    # What was merged and restored since is among both.
    return list({row["entry"]: row for row in found}.values())


def count_then(connection: Connection, parts: Parts) -> int:
    """Return how many parts of all records match. The histories have come as far."""
    touched = _touched(connection, parts)
    changed = len({row["entry"] for row in _matching_since(connection, parts, touched, None, None)})
    unchanged = _unchanged(parts, touched)
    if unchanged.active.keys() != parts.active.keys():
        return changed + sum(1 for _row in _walked(connection, unchanged, None, None))
    walk, table = unchanged.walk, parts.list_definition.table
    clauses = [*parts.list_definition.conditions(walk.counted, walk.audience), *unchanged.clauses]
    clauses += _of_those_there(parts)
    moment = {NUMBER: parts.moment.number, DAY: parts.moment.last_day}
    counted = select(func.count()).select_from(table).where(*clauses)
    return changed + int(connection.scalar(counted, walk.parameters | moment) or 0)


@dataclass(frozen=True)
class _Narrowed:
    """Parts of now that are looked at: those that satisfy some of the filters, and further clauses."""

    parts: Parts
    active: Active
    clauses: Sequence[ColumnElement[bool]]

    @property
    def walk(self) -> Walk:
        """The walk along them, in the order of the list."""
        sort = self.parts.query.sort.removeprefix("-")
        return Walk(self.parts.list_definition, self.active, sort, self.parts.descending, "document")


def _touched(connection: Connection, parts: Parts) -> Sequence[str] | None:
    """Return the records that were written to since the moment, None where they are many."""
    found = connection.scalars(_records_since(parts).limit(FEW + 1)).all()
    return None if len(found) > FEW else found


def _records_since(parts: Parts) -> Select[str]:
    """Return the records that were written to since the moment: sought by the numbers of entries."""
    collection = Checked(core_table(Entry).c.collection)
    since = collection == parts.record_type.collection, Entry.number > parts.moment.number
    return select(Entry.record).where(*since).distinct()


def _unchanged(parts: Parts, touched: Sequence[str] | None) -> _Narrowed:
    """Return the parts of records of which nothing was written since the moment."""
    table, moment = parts.list_definition.table, parts.moment
    clauses = _recorded_by_then(parts)
    if touched is None:
        clauses.append(~_is_touched(parts))
    elif touched:
        clauses.append(owner_key(table).not_in(touched))
    active = parts.active
    if moment.day is not None:
        active = {name: values for name, values in active.items() if name not in OF_OTHERS}
        if parts.part_type.schedulable:
            clauses.append(table.c.scheduled_for.is_(None))
        if parts.part_type.day_column is not None:
            clauses.append(func.coalesce(table.c[parts.part_type.day_column], literal(ALWAYS, Day())) <= moment.day)
    return _Narrowed(parts, active, clauses)


def _of_those_there(parts: Parts) -> list[ColumnElement[bool]]:
    """Return the clauses that the record of a part was there on the day."""
    if parts.moment.day is None:
        return []
    past = collection_of(parts.record_type.collection).past().again()
    owner = owner_key(parts.list_definition.table)
    there = past.is_there()
    return [exists(select(past.key).select_from(past.source).where(past.key == owner, *there))]


def _recorded_by_then(parts: Parts) -> list[ColumnElement[bool]]:
    return [parts.list_definition.table.c.entry <= parts.moment.number]


def _is_touched(parts: Parts) -> ColumnElement[bool]:
    entry = core_table(Entry).alias("later")
    own = entry.c.collection == parts.record_type.collection, entry.c.record == owner_key(parts.list_definition.table)
    return exists(select(entry.c.number).where(*own, entry.c.number > parts.moment.number))


def _matching_since(
    connection: Connection, parts: Parts, touched: Sequence[str] | None, position: Position | None, most: int | None
) -> Iterator[Row]:
    """Yield parts of records that were written to since: the first ones that match after a position, and others."""
    if touched is not None:
        yield from (row for row in rows_then(connection, parts, touched).values() if parts.holds(row))
        return
    lasting = {name: values for name, values in parts.active.items() if name not in CHANGEABLE}
    changed = _Narrowed(parts, lasting, [*_recorded_by_then(parts), _is_touched(parts)])
    yield from _walked(connection, changed, position, most)
    # Those that are not among the records of now.
    ended = _records_since(parts).where(Entry.part.is_(None), Entry.operation.in_(ENDS))
    gone = connection.scalars(ended).all()
    yield from (row for row in rows_then(connection, parts, gone).values() if parts.holds(row))


def _walked(connection: Connection, narrowed: _Narrowed, position: Position | None, most: int | None) -> Iterator[Row]:
    """Yield the parts among those of now that matched at the moment, in order, after a position: so many at least."""
    found, parts = 0, narrowed.parts
    for candidates in _candidates(connection, narrowed, position, CHUNK if most is None else min(CHUNK, most)):
        rows = rows_then(connection, parts, list(dict.fromkeys(owner for owner, _part in candidates)))
        for candidate in candidates:
            row = rows.get(candidate)
            if row is not None and parts.holds(row):
                found += 1
                yield row
        if most is not None and found >= most:
            return


def _candidates(
    connection: Connection, narrowed: _Narrowed, position: Position | None, chunk: int
) -> Iterator[list[tuple[str, str]]]:
    """Yield parts of now, many at a time, each with its record."""
    walk, list_definition = narrowed.walk, narrowed.parts.list_definition
    named = owner_key(list_definition.table).label("owner"), list_definition.table.c.id
    while True:
        rows: list[Any] = []
        for shape, parameters in walk.steps(position):
            if len(rows) < chunk:
                statement = list_definition.query(shape).statement.where(*narrowed.clauses).add_columns(*named)
                rows += connection.execute(statement, parameters | {"limit": chunk - len(rows)}).all()
        yield [(row.owner, row.id) for row in rows]
        if len(rows) < chunk:
            return
        position = Position(None if walk.by_key else rows[-1].value, rows[-1].key)
