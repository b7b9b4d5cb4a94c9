"""Core statements compiled once into the text and the conversions that a driver needs."""

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Generic

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Connection,
    Dialect,
    Select,
    Table,
    Text,
    UpdateBase,
    bindparam,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import TypeVar, override

from app.db.columns import Day, ExactNumber, Instant, Utf8Bytes

Converter = Callable[[Any], Any]
NONE: Mapping[str, Any] = {}

DIALECTS: Mapping[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.psycopg.dialect(),  # type: ignore[no-untyped-call]
}
"""How each driver takes statements that read: with parameters by name."""

WRITING: Mapping[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="qmark"),
    "postgresql": postgresql.psycopg.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
}
"""And those that write, of many rows each: by their places, since drivers look names up for each row."""

TAKEN_AS_GIVEN: Mapping[str, tuple[type[TypeEngine[Any]], ...]] = {
    "sqlite": (Boolean, Day, Instant),
    "postgresql": (Boolean,),
}
"""Types whose values a driver takes as they are, though SQLAlchemy would look at each."""


@dataclass(frozen=True)
class Compiled:
    """A statement as one driver takes it, with the conversions of its parameters and columns."""

    text: str
    constants: Mapping[str, Any]
    parameters: Mapping[str, Converter]
    columns: Sequence[Converter | None]

    @cached_property
    def converts(self) -> bool:
        """Return whether any column is given otherwise than the driver gives it."""
        return any(self.columns)

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the driver's parameters for `values`."""
        if not self.constants and not self.parameters:
            return dict(values)
        bound = {**self.constants, **values}
        for name, convert in self.parameters.items():
            bound[name] = convert(bound[name])
        return bound

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a driver's row with its columns converted."""
        return tuple(
            value if convert is None else convert(value) for value, convert in zip(row, self.columns, strict=True)
        )


@dataclass(frozen=True)
class CompiledWrite:
    """A statement that writes as one driver takes it: the names of its parameters in order, and their conversions."""

    text: str
    constants: Mapping[str, Any]
    places: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    conversions: Sequence[tuple[int, Converter]]

    def bind(self, rows: Sequence[Mapping[str, Any]]) -> Sequence[Sequence[Any]]:
        """Return the driver's parameters for rows."""
        given = [{**self.constants, **row} for row in rows] if self.constants else rows
        bound = list(map(self.places, given))
        return [self._converted(row) for row in bound] if self.conversions else bound

    def _converted(self, bound: Sequence[Any]) -> Sequence[Any]:
        converted = list(bound)
        for place, convert in self.conversions:
            converted[place] = convert(converted[place])
        return converted


FIRST_ROWS, MOST_ROWS = 16, 1_000
"""Rows that are fetched before it is known how large they are, and at most."""

PIECE = 524_288

AnySelect = Select[*tuple[Any, ...]]
Statement = TypeVar("Statement", bound=AnySelect | CompoundSelect[*tuple[Any, ...]] | UpdateBase, default=AnySelect)


class Query(Generic[Statement]):
    """A read or a write with named parameters that is compiled once for each database dialect."""

    def __init__(self, statement: Statement) -> None:
        """Keep the statement; nothing is compiled before its first use."""
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}
        self._writes: dict[str, CompiledWrite] = {}

    def on(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Return the rows."""
        compiled = self.compiled(connection.dialect.name)
        rows = send(connection, compiled.text, compiled.bind(values)).fetchall()
        return [compiled.read(row) for row in rows] if compiled.converts else [tuple(row) for row in rows]

    def stream(
        self, connection: Connection, values: Mapping[str, Any]
    ) -> Generator[Sequence[tuple[Any, ...]], None, None]:
        """Yield the rows piece by piece, of about `PIECE` bytes each, as the database finds them."""
        compiled = self.compiled(connection.dialect.name)
        with closing(server_cursor(connection, compiled.text, compiled.bind(values))) as cursor:
            count = FIRST_ROWS
            while rows := cursor.fetchmany(count):
                yield [compiled.read(row) for row in rows] if compiled.converts else rows
                size = sum(len(value) for row in rows for value in row if isinstance(value, bytes))
                count = max(1, min(MOST_ROWS, PIECE * len(rows) // max(size, 1)))

    def mappings(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
        """Return the rows by the names of their columns."""
        return [dict(zip(self._names, row, strict=True)) for row in self.on(connection, values)]

    def write(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Carry out a write for each of the rows, which are its parameters: the driver is called once."""
        database = connection.dialect.name
        compiled = self._writes.get(database)
        if compiled is None:
            compiled = self._writes[database] = self._compile_write(WRITING[database])
        bound = compiled.bind(rows)
        if len(bound) == 1:
            send(connection, compiled.text, bound[0])
        else:
            send(connection, compiled.text, bound, is_of_many=True)

    @cached_property
    def _names(self) -> Sequence[str]:
        return [] if isinstance(self.statement, UpdateBase) else list(self.statement.selected_columns.keys())

    def compiled(self, database: str) -> Compiled:
        """Return the form that the driver of a database takes: `sqlite` or `postgresql`."""
        known = self._compiled.get(database)
        if known is None:
            known = self._compiled[database] = self._compile(DIALECTS[database])
        return known

    def _compile(self, dialect: Dialect) -> Compiled:
        expanded, constants, parameters = self._prepared(dialect)
        read = () if isinstance(self.statement, UpdateBase) else self.statement.selected_columns
        columns = [_reading(column.type, dialect) for column in read]
        return Compiled(expanded.statement, constants, parameters, columns)

    def _compile_write(self, dialect: Dialect) -> CompiledWrite:
        expanded, constants, parameters = self._prepared(dialect)
        names = list(expanded.positiontup or ())
        converted = [(place, parameters[name]) for place, name in enumerate(names) if name in parameters]
        # Of one name alone it would return its value, not a tuple of that.
        places = itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)
        return CompiledWrite(expanded.statement, constants, places, converted)

    def _prepared(self, dialect: Dialect) -> tuple[ExpandedState, Mapping[str, Any], Mapping[str, Converter]]:
        """Return the statement's text, the parameters that it holds itself, and how those that are given convert."""
        compiled = self.statement.compile(dialect=dialect)
        given = {name: bind for bind, name in compiled.bind_names.items() if bind.required}
        # Lists that the statement itself holds become a parameter an item.
        expanded = compiled.construct_expanded_state(dict.fromkeys(given))
        parameters = {
            name: convert
            for name, bind in given.items()
            if not isinstance(bind.type, TAKEN_AS_GIVEN[dialect.name])
            and (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        constants = {
            name: expanded.processors[name](value) if name in expanded.processors else value
            for name, value in expanded.parameters.items()
            if name not in given
        }
        return expanded, constants, parameters


def send(
    connection: Connection,
    text: str,
    parameters: Mapping[str, Any] | Sequence[Any] = NONE,
    *,
    is_of_many: bool = False,
) -> Any:
    """Give a statement to the driver of a connection, once for all rows of parameters; return its cursor.

    SQLAlchemy's own way there takes longer than most statements of a write. Who listens to it is told all the same.
    """
    if not connection.in_transaction():
        connection.begin()
    cursor: Any = connection.connection.cursor()
    for told in connection.dispatch.before_cursor_execute:
        told(connection, cursor, text, parameters, None, is_of_many)
    if is_of_many:
        cursor.executemany(text, parameters)
    else:
        cursor.execute(text, parameters)
    return cursor


def server_cursor(connection: Connection, text: str, parameters: Mapping[str, Any]) -> Any:
    """Give a statement to the driver; return a cursor that fetches rows as they are asked for, not all at once."""
    if connection.dialect.name == "sqlite":
        return send(connection, text, parameters)
    if not connection.in_transaction():
        connection.begin()
    driver: Any = connection.connection.driver_connection
    cursor = driver.cursor(name="rows")
    cursor.execute(text, parameters, binary=True)
    return cursor


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Converter | None:
    """Return how a column's values are converted, None where the driver gives them as they are wanted."""
    given_as_wanted: Mapping[str, tuple[type[TypeEngine[Any]], ...]] = {
        "sqlite": (Utf8Bytes, Day, Instant),
        "postgresql": (Utf8Bytes, ExactNumber),
    }
    if isinstance(kind, given_as_wanted[dialect.name]):
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def core_table(table: type[Any]) -> Table:
    """Return the Core table of a declarative class."""
    found: Table = table.__table__
    return found


class IdList(TypeDecorator[Sequence[str]]):
    """Ids as one parameter, however many."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(postgresql.ARRAY(Text()) if dialect.name == "postgresql" else Text())

    @override
    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return list(value) if dialect.name == "postgresql" else json.dumps(value)


class OneOf(FunctionElement[bool]):
    """Whether a column is one of the ids in a parameter: one statement, and one text of it, for any number of them."""

    # Without a type: for a truth value SQLAlchemy would ask SQLite for `IN … = 1`, by which no index is sought.
    inherit_cache = True

    def __init__(self, column: Any, parameter: str) -> None:
        """Take the column, and the name of the parameter."""
        super().__init__(column, bindparam(parameter, type_=IdList()))


@compiles(OneOf, "sqlite")
def _one_of_on_sqlite(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - no input


# SQLAlchemy also compiles statements for no database, to see what they select from.
@compiles(OneOf)
@compiles(OneOf, "postgresql")
def _one_of_on_postgresql(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY({ids})"
