"""One page of a list: the statement for each shape of query, compiled once, and the walk over its pages."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select, tuple_

from app.audience import Audience, audience, may_see
from app.db.columns import AsBytes, Day, Instant, SmallAsBytes, size_of_large
from app.db.database import Database
from app.db.statements import Query
from app.http.paging import Position
from app.ledger.entries.numbers import Numbers, numbers_of, numbers_query, present_numbers, read_numbers
from app.ledger.model.documents.number import OLDER
from app.ledger.model.rows.fresh_rows import fresh_rows
from app.page_size import fitting
from app.records.base.lists.bindings import Binding, Present, key_column
from app.records.base.lists.filters import (
    Counted,
    Filter,
    Sort,
    Through,
    among_rows,
    binds_of,
    bound_name,
    clauses,
    or_without,
    without,
)
from app.records.base.lists.parameters import NULL
from app.tables.base import owner_key
from app.values.times.dates import today_utc

Active = Mapping[str, Sequence[Any]]
"""The filters of a request, each with its values."""

Complete = Callable[[Sequence[Any]], bytes]
"""Gives what completes a stored answer at read time, from the extra columns: what stands in place of its last brace."""

Conditions = Callable[[Mapping[str, Filter], Counted, Binding], list[ColumnElement[bool]]]
"""Gives the clauses of filters that are active."""

Finish = Callable[[date], Complete]
"""Gives what completes stored answers on a day."""

Clocked = Mapping[str, Callable[[date], Sequence[Any]]]
"""The filters that depend on the clock, each with what gives its values on a day."""


Joined = Mapping[str, Callable[[Binding], ColumnElement[Any]]]
"""What stands in other tables and completes stored answers, by name: expressions over the tables of a moment."""


@dataclass(frozen=True)
class Shape:
    """What distinguishes statements: filters with how many values, the sort, where the page begins, and who reads."""

    filters: tuple[tuple[str, int], ...]
    sort: str
    descending: bool
    lacking: bool
    after: bool
    payload: str
    audience: Audience


@dataclass(frozen=True)
class Page:
    """The items of a page, where it ended if more follow, and the numbers by which it was read."""

    items: list[bytes]
    last: Position | None
    numbers: Numbers
    count: int | None = None


PageOf = Callable[[Position | None], Awaitable[Page]]
"""Gives the page after a position."""


@dataclass
class ListDefinition:
    """A list over a table of records, or of parts that have a history of their own."""

    name: str
    table: Table
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Sort]
    key: str = "id"
    clocked: Clocked = field(default_factory=dict)
    extras: tuple[str, ...] = ()
    joined: Joined = field(default_factory=dict)
    finish: Finish | None = None
    combine: Conditions = clauses
    _names: dict[type[BaseModel], Sequence[str]] = field(init=False, default_factory=dict)
    _queries: dict[Shape, Query] = field(init=False, default_factory=dict)
    _counts: dict[tuple[tuple[tuple[str, int], ...], Audience], Query] = field(init=False, default_factory=dict)

    def active(self, query: BaseModel) -> dict[str, Sequence[Any]]:
        """Return the filters that a request sets, each with its values: of a flag that depends on the clock, days."""
        active: dict[str, Sequence[Any]] = {}
        for name in self._asked_by(type(query)):
            value = getattr(query, name)
            if value is None or value == []:
                continue
            if isinstance(value, list):
                active |= self._chosen(name, list(dict.fromkeys(value)))
            elif isinstance(value, bool):
                flag = name if value else f"not_{name}"
                active[flag] = self.clocked[flag](today_utc()) if flag in self.clocked else [value]
            elif value != self.filters[name].everything:
                active[name] = [value]
        return active

    def _asked_by(self, model: type[BaseModel]) -> Sequence[str]:
        """Return the filters that a model of requests has, looked up once: most requests set few of them."""
        known = self._names.get(model)
        if known is None:
            known = self._names[model] = [name for name in self.filters if name in model.model_fields]
        return known

    def _chosen(self, name: str, values: list[Any]) -> dict[str, Sequence[Any]]:
        """Return the filter that the values of a repeated one come to: null is asked for by another."""
        if NULL not in values or without(name) not in self.filters:
            return {name: values} if values else {}
        others = [value for value in values if value != NULL]
        return {or_without(name): others} if others else {without(name): [NULL]}

    def on_day(self, active: Active, day: date) -> Active:
        """Return the filters with the values that those which depend on the clock have on a day."""
        return {name: self.clocked[name](day) if name in self.clocked else values for name, values in active.items()}

    def items(self, rows: Sequence[Sequence[Any]], payload: str, today: date) -> list[bytes]:
        """Return the answers that the rows of a page hold, completed."""
        if payload == "written":
            return [with_id(row[2], row[4]) for row in rows]
        if self.finish is None:
            return [row[4] for row in rows]
        complete = self.finish(today)
        return [row[4][:-1] + complete(row[5:]) for row in rows]

    def completing_columns(self) -> list[ColumnElement[Any]]:
        """Return the columns, and what is joined to the records of now, that complete stored answers."""
        binding = Present(self.table, self.key)
        joined = [expression(binding).label(name) for name, expression in self.joined.items()]
        return [*(self.table.c[name] for name in self.extras), *joined]

    def bounded(self, active: Active, sort: str) -> bool:
        """Return whether an index serves the page whole: then it may be read without a thread."""
        if not active:
            return True
        if len(active) > 1:
            return False
        ((name, values),) = active.items()
        return len(values) == 1 and sort in self.filters[name].sorts

    def sorts_by(self, sort: str, value: str | None) -> bool:
        """Return whether the sort's column can hold a value: PostgreSQL refuses to compare with any other."""
        column = self.table.c[self.sorts[sort.removeprefix("-")].column]
        return value is None or not isinstance(column.type, (Day, Instant)) or column.type.holds(value)

    def query(self, shape: Shape) -> Query:
        """Return the query of a shape, made once."""
        known = self._queries.get(shape)
        if known is None:
            if len(self._queries) > MAX_SHAPES:
                self._queries.clear()
            known = self._queries[shape] = Query(self._statement(shape))
        return known

    def counting(self, filters: Counted, audience: Audience) -> Query:
        """Return the query of how many records filters find, made once."""
        shape = tuple(filters), audience
        known = self._counts.get(shape)
        if known is None:
            if len(self._counts) > MAX_SHAPES:
                self._counts.clear()
            statement = select(func.count()).select_from(self.table).where(*self.conditions(filters, audience))
            known = self._counts[shape] = Query(statement)
        return known

    def _statement(self, shape: Shape) -> Select[Any]:
        answers = [SmallAsBytes(self.table.c[shape.payload]), *self.completing_columns()]
        return self.statement(
            shape, Present(self.table, self.key), *numbers_query().statement.selected_columns, answers=answers
        )

    def statement(
        self, shape: Shape, binding: Binding, *before: ColumnElement[Any], answers: Sequence[ColumnElement[Any]] = ()
    ) -> Select[Any]:
        """Return the statement for a page of the records of a binding: their keys, and what they are sorted by."""
        sort, through = self.sorts[shape.sort], self._through(shape)
        if through is None:
            key, conditions = binding.key_beside(sort.column), self.conditions(shape.filters, shape.audience, binding)
        else:
            leading = binding.table(through.table)
            key, conditions = key_column(leading), [key_column(leading) == binding.key]
            conditions += among_rows(leading, through, binds_of(*shape.filters[0]))
            conditions += self._visible(shape.audience, binding)
        column = key if sort.column == self.key else binding.column(sort.column)
        statement = select(*before, key.label("key"), column.label("value"), *answers).select_from(binding.source)
        return ordered(statement.where(*conditions), shape, key, column, nullable=sort.nullable)

    def _through(self, shape: Shape) -> Through | None:
        """Return the nested table that leads the query, where one filter alone has it and the list is by id."""
        if len(shape.filters) != 1 or shape.sort != "id" or shape.filters[0][1] != 1:
            return None
        return self.filters[shape.filters[0][0]].through

    def conditions(
        self, filters: Counted, audience: Audience, binding: Binding | None = None
    ) -> list[ColumnElement[bool]]:
        """Return the clauses of the active filters, their values bound by name, and those of what may be seen."""
        bound = binding or Present(self.table, self.key)
        return [*self.combine(self.filters, filters, bound), *self._visible(audience, bound)]

    def _visible(self, audience: Audience, binding: Binding) -> list[ColumnElement[bool]]:
        if self.key == "id":
            return may_see(audience, self.table.name, binding.key)
        owner = owner_key(self.table)
        (reference,) = owner.foreign_keys
        return may_see(audience, reference.column.table.name, binding.column(owner.name))


def with_id(record: str, written: bytes) -> bytes:
    """Return a written shape with the id that it is put under."""
    return b'{"id":"' + record.encode() + b'",' + written[1:]


MAX_SHAPES = 2000
"""Shapes whose statements are remembered: more than people use, fewer than memory minds."""


def ordered(
    statement: Select[Any], shape: Shape, key: ColumnElement[Any], column: ColumnElement[Any], *, nullable: bool
) -> Select[Any]:
    """Return the statement in the order of a shape, after where its page begins."""
    by_column, by_key = (one.desc() if shape.descending else one.asc() for one in (column, key))
    after_key = bindparam("after_key", type_=key.type)
    if shape.lacking:
        # PostgreSQL takes the index on (column, key) for this order alone, though the column is null in every row.
        statement = statement.where(column.is_(None)).order_by(by_column, by_key)
        if shape.after:
            statement = statement.where(key < after_key if shape.descending else key > after_key)
    elif column is key:
        statement = statement.order_by(by_key)
        if shape.after:
            statement = statement.where(key < after_key if shape.descending else key > after_key)
    else:
        statement = statement.order_by(by_column, by_key)
        if shape.after:
            here, there = tuple_(column, key), tuple_(bindparam("after_value", type_=column.type), after_key)
            statement = statement.where(here < there if shape.descending else here > there)
        elif nullable:
            statement = statement.where(column.is_not(None))
    return statement.limit(bindparam("limit"))


async def page(  # noqa: PLR0913 - a page depends on this much
    database: Database,
    list_definition: ListDefinition,
    active: Active,
    sort: str,
    limit: int,
    position: Position | None,
    payload: str,
    *,
    count: bool,
    today: date,
) -> Page:
    """Return one page of the list, read by the driver where an index serves it, else in the pool of long reads."""
    walk = Walk(list_definition, active, sort.removeprefix("-"), sort.startswith("-"), payload)
    rows: list[Sequence[Any]] = []
    numbers: list[Numbers] = []
    for shape, parameters in walk.steps(position):
        if len(rows) > limit:
            break
        values = parameters | {"limit": limit + 1 - len(rows)}
        read = _hot_read if walk.bounded else _long_read
        found, known = await read(database, list_definition.query(shape), values, numbers)
        numbers.append(known)
        rows += found
    total = None
    if count:
        is_whole = position is None and len(rows) <= limit
        total = len(rows) if is_whole else await database.read(_count, list_definition, walk.counted, walk.parameters)
    shown: Sequence[Sequence[Any]] = rows[:limit]
    has_large = any(size_of_large(row[4]) is not None for row in shown)
    if has_large:
        shown = shown[: fitting(size_of_large(row[4]) or len(row[4]) for row in shown)]
    last = None
    if len(rows) > len(shown):
        end = shown[-1]
        last = Position(None if walk.by_key else end[3], end[2])
    if has_large or any(row[1] == OLDER for row in shown):
        shown = await database.read(whole_rows, list_definition, shown, payload)
    items = list_definition.items(shown, payload, today)
    return Page(items, last, min(numbers), total)


def whole_rows(
    connection: Connection, list_definition: ListDefinition, rows: Sequence[Sequence[Any]], payload: str
) -> Sequence[Sequence[Any]]:
    """Return the rows of a page with their answers as this program gives them, large ones too."""
    if any(row[1] == OLDER for row in rows):
        return _made_anew(connection, list_definition, rows, payload)
    if any(size_of_large(row[4]) is not None for row in rows):
        return _with_large(connection, list_definition, rows, payload)
    return rows


def _with_large(
    connection: Connection, list_definition: ListDefinition, rows: Sequence[Sequence[Any]], payload: str
) -> list[Sequence[Any]]:
    """Return the rows of a page with the answers that are large: of what was deleted meanwhile, none."""
    key, answer = list_definition.table.c[list_definition.key], AsBytes(list_definition.table.c[payload])
    large = [row[2] for row in rows if size_of_large(row[4]) is not None]
    found = {row[0]: row[1] for row in connection.execute(select(key, answer).where(key.in_(large)))}
    whole = [(*row[:4], found.get(row[2]), *row[5:]) if size_of_large(row[4]) is not None else row for row in rows]
    return [row for row in whole if row[4] is not None]


class Walk:
    """The statements that a page may need: the records that have the sort's column, then those that lack it."""

    def __init__(
        self,
        list_definition: ListDefinition,
        active: Active,
        sort: str,
        descending: bool,  # noqa: FBT001
        payload: str,
    ) -> None:
        self.counted = tuple((name, len(values)) for name, values in active.items())
        self.parameters = {
            bound_name(name, index): value for name, values in active.items() for index, value in enumerate(values)
        }
        self.bounded = list_definition.bounded(active, sort)
        self._nullable = list_definition.sorts[sort].nullable
        self.by_key = list_definition.sorts[sort].column == list_definition.key
        self._shape = (self.counted, sort, descending)
        self._payload = payload
        self.audience = audience.get()

    def steps(self, position: Position | None) -> list[tuple[Shape, dict[str, Any]]]:
        first = self._step(lacking=False, position=None)
        if position is None:
            return [first, self._step(lacking=True, position=None)] if self._nullable else [first]
        if position.value is None and not self.by_key:
            return [self._step(lacking=True, position=position)]
        after = self._step(lacking=False, position=position)
        return [after, self._step(lacking=True, position=None)] if self._nullable else [after]

    def _step(self, *, lacking: bool, position: Position | None) -> tuple[Shape, dict[str, Any]]:
        shape = Shape(*self._shape, lacking, position is not None, self._payload, self.audience)
        parameters = dict(self.parameters)
        if position is not None:
            parameters["after_key"] = position.key
            if not lacking and not self.by_key:
                parameters["after_value"] = position.value
        return shape, parameters


Read = tuple[Sequence[Sequence[Any]], Numbers]
"""Rows, and the numbers by which they were read, or by which something was before them."""


async def _hot_read(database: Database, query: Query, values: Mapping[str, Any], before: Sequence[Numbers]) -> Read:
    found = await database.hot(query, values)
    if not found and before:
        return found, before[-1]
    if not found:
        # No row says by which numbers there is none: it is looked again after they were read.
        numbers = await present_numbers(database)
        return await database.hot(query, values), numbers
    return found, numbers_of(*found[0][:2])


async def _long_read(database: Database, query: Query, values: Mapping[str, Any], _before: Sequence[Numbers]) -> Read:
    return await database.read(_on_snapshot, query, values)


def _on_snapshot(connection: Connection, query: Query, values: Mapping[str, Any]) -> Read:
    found = query.on(connection, values)
    return found, numbers_of(*found[0][:2]) if found else read_numbers(connection)


def _made_anew(
    connection: Connection, list_definition: ListDefinition, rows: Sequence[Sequence[Any]], payload: str
) -> list[Sequence[Any]]:
    """Return the rows with the answers that this program gives: those stored are of an older form."""
    fresh = fresh_rows(connection, list_definition.table, [row[2] for row in rows])
    extras = list_definition.extras
    return [
        (
            *row[:4],
            fresh[row[2]][payload].encode(),
            *(fresh[row[2]][name] for name in extras),
            *row[5 + len(extras) :],
        )
        for row in rows
        if row[2] in fresh
    ]


def _count(
    connection: Connection, list_definition: ListDefinition, filters: Counted, parameters: Mapping[str, Any]
) -> int:
    ((number,),) = list_definition.counting(filters, audience.get()).on(connection, parameters)
    return int(number)
