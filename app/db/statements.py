"""Core statements compiled once into the text and the conversions that a driver needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Select, Table
from sqlalchemy.types import TypeEngine

from app.db.columns import Day, Instant, Utf8Bytes

Converter = Callable[[Any], Any]


@dataclass(frozen=True)
class Compiled:
    """A statement as one driver takes it, with the conversions of its parameters and columns."""

    text: str
    constants: Mapping[str, Any]
    parameters: Mapping[str, Converter]
    columns: Sequence[Converter | None]

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the driver's parameters for `values`."""
        bound = {**self.constants, **values}
        for name, convert in self.parameters.items():
            bound[name] = convert(bound[name])
        return bound

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a driver's row with its columns converted."""
        return tuple(
            value if convert is None else convert(value) for value, convert in zip(row, self.columns, strict=True)
        )


class Query:
    """A read with named parameters that is compiled once for each database dialect."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        """Keep the statement; nothing is compiled before its first use."""
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """Return the driver's form for the dialect."""
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled = self.statement.compile(dialect=dialect)
        parameters = {
            name: convert
            for bind, name in compiled.bind_names.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        columns = [_reading(column.type, dialect) for column in self.statement.selected_columns]
        constants = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
        return Compiled(compiled.string, constants, parameters, columns)


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Converter | None:
    """Return how a column's values are converted, None where the driver gives them as they are wanted."""
    if isinstance(kind, Utf8Bytes) or (isinstance(kind, (Day, Instant)) and dialect.name == "sqlite"):
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def core_table(table: type[Any]) -> Table:
    """Return the Core table of a declarative class."""
    found: Table = table.__table__
    return found
