"""Rows identified by the columns of their key: for statements that change or delete many, a set of parameters each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam


@cache
def primary_key(table: Table) -> Sequence[str]:
    """Return the names of the columns that identify a table's rows."""
    return tuple(column.name for column in table.primary_key)


def is_row(table: Table, names: Iterable[str]) -> list[ColumnElement[bool]]:
    """Return the clauses by which a row is the one of the parameters that `key_of` gives."""
    return [table.c[name] == bindparam(f"key_{name}") for name in names]


def key_of(row: Mapping[Any, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the parameters that identify a row. Their names leave those of the columns to what is set."""
    return {f"key_{name}": row[name] for name in names}
