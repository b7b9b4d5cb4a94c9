"""A database in the memory of the process, to count in: DuckDB, asked in the same Core statements as the others.

It reaches no address, and no file but those by which it is given rows of the service's own database: as lines, since
values that are fetched one by one take longer to become objects of Python than to be counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from threading import Timer
from typing import Any

import duckdb
from sqlalchemy import (
    Connection,
    FromClause,
    Integer,
    SelectBase,
    Table,
    Text,
    func,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import BindTyping
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ClauseList, Grouping
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.db.statements import Query
from app.errors import Unavailable

THREADS = 2
MEMORY = "4GB"

DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
DIALECT.bind_typing = BindTyping.NONE

BETWEEN = "\x1f"
"""What stands between the columns of a line: no text holds it."""

MAX_PARSED = 500
"""Statements that are kept as they were parsed, which takes an eighth of what counting among few pledges does."""

Rows = Sequence[tuple[Any, ...]]
Parsed = dict[str, Any]
"""Statements as the driver has parsed them, by their text."""

Numbers = Callable[[str, Sequence[Any]], Sequence[int]]
"""Gives the numbers that stand for words of a family."""


class Coded(TypeDecorator[str]):
    """A word, or an id, for which a number stands. Words of a family have their numbers in common."""

    impl = Integer
    cache_ok = True

    def __init__(self, family: str) -> None:
        """Take the family."""
        super().__init__()
        self.family = family


@dataclass(frozen=True)
class Count:
    """A statement as the database in memory takes it: compiled once, with the tables that it reads."""

    compiled: Any
    tables: frozenset[str]
    types: Mapping[str, TypeEngine[Any]]

    def text(self, values: Mapping[str, Any], numbers: Numbers) -> tuple[str, list[Any]]:
        """Return the text and the parameters for values by name."""
        bound: dict[str, Any] = {}
        for bind, name in self.compiled.bind_names.items():
            value, kind = values.get(name, bind.value), self.types[name]
            many = list(value) if bind.expanding else [value]
            if isinstance(kind, Coded):
                many = list(numbers(kind.family, many))
            elif (convert := kind.dialect_impl(DIALECT).bind_processor(DIALECT)) is not None:
                many = [convert(one) for one in many]
            bound[name] = many if bind.expanding else many[0]
        state = self.compiled.construct_expanded_state(bound)
        return state.statement, [state.parameters[name] for name in state.positiontup or ()]


def counting(statement: SelectBase) -> Count:
    """Return a statement compiled for the database in memory."""
    compiled = statement.compile(dialect=DIALECT)
    types = {name: bind.type for bind, name in compiled.bind_names.items()}
    tables = set()
    for element in _elements(statement):
        if isinstance(element, Table):
            tables.add(element.name)
        elif isinstance(element, BinaryExpression):
            # Of a list of parameters SQLAlchemy takes no type from the column beside it.
            types |= {name: element.left.type for name in _untyped(element.right) if name in types}
    return Count(compiled, frozenset(tables), types)


def _elements(statement: SelectBase) -> Iterator[Any]:
    """Yield each element of a statement once: what several parts share, SQLAlchemy would walk through for each."""
    seen: dict[int, Any] = {}
    left: list[Any] = [statement]
    while left:
        element = left.pop()
        if id(element) not in seen:
            # Kept, or another might get its number.
            seen[id(element)] = element
            yield element
            left += element.get_children()


def _untyped(element: Any) -> Iterator[str]:
    inner = element.element if isinstance(element, Grouping) else element
    for bind in inner.clauses if isinstance(inner, ClauseList) else [inner]:
        if isinstance(bind, BindParameter) and bind.type._isnull:  # noqa: SLF001 - it has no other name
            yield bind.key


class _Line(FunctionElement[str]):
    """The columns of a row as one text."""

    inherit_cache = True
    type = Text()


@compiles(_Line, "sqlite")
def _line_on_sqlite(element: _Line, compiler: SQLCompiler, **options: Any) -> str:
    # No value but the texts themselves stands in it: of nothing, the empty one is made.
    form = "char(31)||".join(["'%s'||"] * len(element.clauses))[:-2]
    return f"printf({form}, {compiler.process(element.clauses, **options)})"


@compiles(_Line, "postgresql")
def _line_on_postgresql(element: _Line, compiler: SQLCompiler, **options: Any) -> str:
    columns = (compiler.process(column, **options) for column in element.clauses)
    return f"concat({', chr(31), '.join(columns)})"


def lines(rows: FromClause) -> Query:
    """Return what reads rows of the service's own database as one text, a line each."""
    return Query(select(func.aggregate_strings(_Line(*rows.c), "\n")).select_from(rows))


def lines_of(connection: Connection, rows: Query, **parameters: Any) -> str | None:
    """Return rows that are read as one text; None where there are none."""
    ((found,),) = rows.on(connection, parameters)
    return None if found is None else str(found)


class Session:
    """A connection to the database in memory, while it is asked something."""

    def __init__(self, connection: Any, folder: Path, parsed: Parsed) -> None:
        """Take the driver's connection, the folder from which it may read, and the statements that are known."""
        self._connection = connection
        self._folder = folder
        self._parsed = parsed

    def execute(self, text: str, parameters: Sequence[Any] = ()) -> Rows:
        """Return the rows of a statement."""
        found: Rows = self._connection.execute(text, parameters).fetchall()
        return found

    def use(self, schema: str) -> None:
        """Let the names of tables mean those of a schema, and others only where it has none of the name."""
        self._connection.execute(f"USE {schema}")

    def count(self, text: str, parameters: Sequence[Any]) -> Rows:
        """Return the rows of a statement that will be asked again: it is parsed once."""
        known = self._parsed.get(text)
        if known is None:
            if len(self._parsed) >= MAX_PARSED:
                self._parsed.clear()
            (known,) = self._connection.extract_statements(text)
            self._parsed[text] = known
        found: Rows = self._connection.execute(known, parameters).fetchall()
        return found

    def read(self, table: str, columns: Mapping[str, str], lines: str) -> None:
        """Let a temporary table hold rows that come as lines; `columns` gives the type of each."""
        with NamedTemporaryFile("w", dir=self._folder, encoding="utf-8", newline="") as file:
            file.write(lines)
            file.flush()
            # The names are those of files, columns and types: people write none of them.
            told = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
            form = "header = false, auto_detect = false, delim = chr(31), quote = '', escape = ''"
            reading = f"read_csv('{file.name}', {form}, columns = {{{told}}})"
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM {reading}")

    def compress(self) -> None:
        """Let what was inserted take a third of its room, unless something else is being written."""
        with suppress(duckdb.TransactionException):
            self.execute("CHECKPOINT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Let all that is done become visible at once, or nothing."""
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()


class CountingDatabase:
    """The database in memory: of this process alone, and empty at first."""

    def __init__(self) -> None:
        """Open it."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": THREADS,
            "memory_limit": MEMORY,
            "temp_directory": "",
            # It estimates how many rows hold at a moment as very few, and so would let the long side wait in memory.
            "disabled_optimizers": "build_side_probe_side",
        }
        self._connection = duckdb.connect(":memory:", config=settings)
        self._folder = TemporaryDirectory(prefix="pacta-")
        self._path, self._parsed = Path(self._folder.name), Parsed()
        self._connection.execute("SET allowed_directories = [$1]", [self._folder.name])
        for locked in ("enable_external_access = false", "lock_configuration = true"):
            self._connection.execute(f"SET {locked}")

    def close(self) -> None:
        """Give the memory back, and take away the folder."""
        self._connection.close()
        self._folder.cleanup()

    @contextmanager
    def session(self, seconds: float) -> Iterator[Session]:
        """Open a connection for so long. Raises `Unavailable` if that, or the memory, was not enough."""
        connection = self._connection.cursor()
        timer = Timer(seconds, connection.interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield Session(connection, self._path, self._parsed)
        except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
            detail = "The statistic took too long. Narrow it, or try again."
            raise Unavailable(detail) from error
        finally:
            timer.cancel()
            connection.close()
