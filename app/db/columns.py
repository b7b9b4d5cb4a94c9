"""Column types that mean the same on SQLite and PostgreSQL."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, DateTime, Dialect, Integer, Numeric, String, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from app.page_size import LARGE
from app.values.times.instants import format_instant

INSTANT_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def ordered_string(length: int) -> TypeEngine[str]:
    """Return a string column that both databases sort by code point, whatever their locale."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Instant(TypeDecorator[str]):
    """A UTC instant to the microsecond, `2026-11-22T03:14:33.123456Z` in Python on both databases."""

    impl = DateTime
    cache_ok = True

    @staticmethod
    def holds(value: str) -> bool:
        """Return whether the column can hold the value."""
        try:
            read = dt.datetime.strptime(value, INSTANT_FORMAT).replace(tzinfo=dt.UTC)
        except ValueError:
            return False
        return format_instant(read) == value

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(27))

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "postgresql":
            return value
        return dt.datetime.strptime(value, INSTANT_FORMAT).replace(tzinfo=dt.UTC)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "postgresql":
            return value  # type: ignore[no-any-return]
        instant: dt.datetime = value
        return format_instant(instant)


class Day(TypeDecorator[str]):
    """A calendar day, `2025-02-05` in Python on both databases."""

    impl = Date
    cache_ok = True

    @staticmethod
    def holds(value: str) -> bool:
        """Return whether the column can hold the value."""
        try:
            return dt.date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else String(10))

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "postgresql":
            return value
        return dt.date.fromisoformat(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "postgresql":
            return value  # type: ignore[no-any-return]
        day: dt.date = value
        return day.isoformat()


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal number kept digit by digit: SQLite has no exact number, so there it is text."""

    impl = Numeric
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric(30, 10) if dialect.name == "postgresql" else Text())

    @override
    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return Decimal(value) if dialect.name == "postgresql" else format(Decimal(value), "f")

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Utf8Bytes(TypeDecorator[bytes]):
    """A text as its bytes in UTF-8: what is only passed on need not be decoded and encoded again."""

    impl = Text
    cache_ok = True

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        return value.encode() if isinstance(value, str) else value


class AsBytes(FunctionElement[bytes]):
    """A column of text, read as its bytes."""

    inherit_cache = True
    type = Utf8Bytes()


@compiles(AsBytes)
def _cast_to_bytes(element: AsBytes, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    # On PostgreSQL the same text under a type that no column has: the driver is told to hand that over as it came.
    return f"CAST({column} AS {'BLOB' if compiler.dialect.name == 'sqlite' else 'bpchar'})"


class SmallAsBytes(FunctionElement[bytes]):
    """A column of JSON, read as its bytes; in place of a large one its length in bytes, in digits."""

    inherit_cache = True
    type = Utf8Bytes()


def size_of_large(answer: bytes) -> int | None:
    """Return the length that `SmallAsBytes` has in the place of a text, None for a text: no answer is a bare number."""
    return int(answer) if answer[:1].isdigit() else None


@compiles(SmallAsBytes)
def _small_as_bytes(element: SmallAsBytes, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    length, kind = _byte_length(column, compiler), "BLOB" if compiler.dialect.name == "sqlite" else "bpchar"
    return (
        f"CASE WHEN {length} <= {LARGE} THEN CAST({column} AS {kind}) ELSE CAST(CAST({length} AS TEXT) AS {kind}) END"
    )


class ByteLength(FunctionElement[int]):
    """How many bytes a column of text takes in UTF-8."""

    inherit_cache = True
    type = Integer()


@compiles(ByteLength)
def _length_of_bytes(element: ByteLength, compiler: SQLCompiler, **options: Any) -> str:
    return _byte_length(compiler.process(element.clauses, **options), compiler)


def _byte_length(column: str, compiler: SQLCompiler) -> str:
    # SQLite before 3.43 has no octet_length, and counts the characters of a text by reading it.
    return f"length(CAST({column} AS BLOB))" if compiler.dialect.name == "sqlite" else f"octet_length({column})"
