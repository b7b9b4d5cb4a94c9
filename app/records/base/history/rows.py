"""Rows of a twin: those of records that still hold, replaced by others from an entry on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Insert,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from app.db.row_keys import is_row, key_of, primary_key
from app.db.statements import OneOf, Query
from app.tables.history import STILL

Row = dict[str, Any]
Content = tuple[Any, ...]
Narrowing = Callable[[Table], Sequence[ColumnElement[bool]]]
"""Conditions on rows of a twin: a function of a module, since statements are kept by it. Its parameters have names."""

BOUNDS = frozenset({"from_entry", "to_entry"})
"""The columns that say when a row held. The others are what it says."""


def every(_row: Row) -> bool:
    """Choose each row."""
    return True


def of_parts(table: Table) -> Sequence[ColumnElement[bool]]:
    """Narrow to the rows that stand under one of `parts`."""
    return [OneOf(table.c.part, "parts")]


def _all(_table: Table) -> Sequence[ColumnElement[bool]]:
    return ()


class OpenRows:
    """The rows of a twin that hold, of the records that a piece of entries touches, and what becomes of them.

    `record` names the column of the record, `within` the one that distinguishes its rows where they are many;
    `fixed` columns hold the same in all rows that are meant.
    """

    def __init__(self, table: Table, record: str, within: str | None = None, **fixed: str) -> None:
        """Begin without rows."""
        self.table = table
        self._record, self._within, self._fixed = record, within, fixed
        self._content = itemgetter(*(column.name for column in table.c if column.name not in BOUNDS))
        self._open: dict[str, dict[Any, dict[Content, Row]]] = {}
        self._stored: set[int] = set()
        self._closed: list[Row] = []
        self._fresh: dict[int, Row] = {}

    def load(self, connection: Connection, records: Sequence[str], narrowing: Narrowing = _all, **values: Any) -> None:
        """Read the rows of records that hold, or some of them; `values` are those of the narrowing's parameters."""
        if not records:
            return
        query = _holding(self.table, self._record, tuple(self._fixed), narrowing)
        for row in query.mappings(connection, {"records": records, **self._fixed, **values}):
            self._stored.add(id(row))
            self._rows_like(row[self._record], row)[self._content(row)] = row

    def forget(self, connection: Connection, records: Sequence[str]) -> None:
        """Delete all rows of records, those that hold and those that did."""
        deleting = _deleting(self.table, self._record, tuple(self._fixed))
        deleting.write(connection, [{"records": records, **self._fixed}])

    def open(self, record: str, *within: str | None) -> list[Row]:
        """Return the rows of a record that hold, or those of them that stand within one."""
        groups = self._open.get(record, {})
        if within:
            return list(groups.get(within[0], {}).values())
        return [row for rows in groups.values() for row in rows.values()]

    def replace(
        self, record: str, rows: Iterable[Mapping[str, Any]], number: int, only: Callable[[Row], bool] = every
    ) -> None:
        """Let these rows hold from an entry on, in the place of those that are chosen. What is there already stays."""
        fresh = {self._content(row): row for row in ({**self._fixed, self._record: record, **row} for row in rows)}
        for there in self._open.get(record, {}).values():
            for key in [key for key, row in there.items() if key not in fresh and only(row)]:
                self._close(there.pop(key), number)
        self._add(record, fresh, number)

    def exchange(self, record: str, gone: Iterable[Row], rows: Iterable[Mapping[str, Any]], number: int) -> None:
        """Let these rows hold from an entry on, in the place of others."""
        for row in gone:
            self._close(self._rows_like(record, row).pop(self._content(row)), number)
        made = ({**self._fixed, self._record: record, **row} for row in rows)
        self._add(record, {self._content(row): row for row in made}, number)

    def _rows_like(self, record: str, row: Mapping[str, Any]) -> dict[Content, Row]:
        group = None if self._within is None else row[self._within]
        return self._open.setdefault(record, {}).setdefault(group, {})

    def _add(self, record: str, fresh: Mapping[Content, Mapping[str, Any]], number: int) -> None:
        for key, row in fresh.items():
            there = self._rows_like(record, row)
            if key not in there:
                there[key] = {**row, "from_entry": number, "to_entry": STILL}
                self._fresh[id(there[key])] = there[key]

    def _close(self, row: Row, number: int) -> None:
        if row["from_entry"] == number:
            # Of what one entry does, step by step, the outcome alone was ever said.
            del self._fresh[id(row)]
            return
        row["to_entry"] = number
        if id(row) in self._stored:
            self._closed.append(row)

    def store(self, connection: Connection) -> None:
        """Write what was closed and what is new."""
        if self._closed:
            keys = primary_key(self.table)
            ends = [key_of(row | {"to_entry": STILL}, keys) | {"end": row["to_entry"]} for row in self._closed]
            _closing(self.table).write(connection, ends)
        if self._fresh:
            _inserting(self.table).write(connection, list(self._fresh.values()))


def _of(table: Table, record: str, fixed: Iterable[str]) -> list[ColumnElement[bool]]:
    return [*(table.c[name] == bindparam(name) for name in fixed), OneOf(table.c[record], "records")]


@cache
def _holding(table: Table, record: str, fixed: Iterable[str], narrowing: Narrowing) -> Query:
    return Query(select(table).where(*_of(table, record, fixed), table.c.to_entry == STILL, *narrowing(table)))


@cache
def _deleting(table: Table, record: str, fixed: Iterable[str]) -> Query[Delete]:
    return Query(delete(table).where(*_of(table, record, fixed)))


@cache
def _closing(table: Table) -> Query[Update]:
    return Query(update(table).where(*is_row(table, primary_key(table))).values(to_entry=bindparam("end")))


@cache
def _inserting(table: Table) -> Query[Insert]:
    return Query(insert(table).values({column.name: bindparam(column.name) for column in table.c}))
