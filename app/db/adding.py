"""Adding to amounts in thousands of rows that may be there already, in one statement: each database has its words."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    RowMapping,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

from app.db.keyed import is_row, key_of, primary_key
from app.strict_json import encode_text

GIVEN = "given"
"""The parameter of the rows: statements with a parameter a value take longer to send than to run."""


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, int | str]]) -> None:
    """Add amounts, which is what is no part of the primary key, to those of rows; keep no row of nothing."""
    if not rows:
        return
    amounts = [column for column in table.columns if not column.primary_key]
    insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    # Without a condition, SQLite would take ON CONFLICT for that of a join.
    inserting = insert.from_select(list(table.columns), _given(connection, table).where(true()))
    adding = inserting.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={column.name: column + inserting.excluded[column.name] for column in amounts},
    )
    given = encode_text([[row[column.name] for column in table.columns] for row in rows])
    found = connection.execute(adding.returning(*table.columns), {GIVEN: given})
    left = [row for row in found.mappings() if not any(row[column.name] for column in amounts)]
    _remove(connection, table, left)


def _remove(connection: Connection, table: Table, rows: Sequence[RowMapping]) -> None:
    names = primary_key(table)
    if rows:
        connection.execute(delete(table).where(*is_row(table, names)), [key_of(row, names) for row in rows])


def _given(connection: Connection, table: Table) -> Select[Any]:
    """Return what selects the rows of the parameter: in JSON, an array of arrays in the order of the columns."""
    if connection.dialect.name == "postgresql":
        rows = func.json_array_elements(cast(bindparam(GIVEN, type_=Text()), JSON)).table_valued("value")
        return select(*(cast(rows.c.value.op("->>")(place), column.type) for place, column in enumerate(table.columns)))
    rows = func.json_each(bindparam(GIVEN, type_=Text())).table_valued("value")
    return select(*(func.json_extract(rows.c.value, f"$[{place}]") for place in range(len(table.columns))))
