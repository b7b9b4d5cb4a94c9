"""Both databases have the same tables, columns and constraints, under names that say what they are for."""

from typing import Any

import pytest
from sqlalchemy import Inspector, inspect

from app.db.engines import writing_engine
from app.db.fulltext import is_of_index
from app.tables import Base
from tests.conftest import BACKENDS
from tests.databases import Databases

LONGEST_NAME = 63
"""Octets that PostgreSQL keeps of a name."""

Shape = dict[str, Any]


def shape(inspector: Inspector, table: str) -> Shape:
    """Return what a table is made of, by name, in words that both databases use."""
    return {
        "columns": {column["name"]: column["nullable"] for column in inspector.get_columns(table)},
        "primary key": {
            inspector.get_pk_constraint(table)["name"]: inspector.get_pk_constraint(table)["constrained_columns"]
        },
        "foreign keys": {
            key["name"]: (
                key["constrained_columns"],
                key["referred_table"],
                key["referred_columns"],
                key.get("options", {}).get("ondelete"),
            )
            for key in inspector.get_foreign_keys(table)
        },
        "unique": {one["name"]: one["column_names"] for one in inspector.get_unique_constraints(table)},
        "checks": {one["name"] for one in inspector.get_check_constraints(table)},
        "indexes": {
            index["name"]: index["column_names"]
            for index in inspector.get_indexes(table)
            if not index.get("duplicates_constraint")
        },
    }


@pytest.fixture(scope="module")
def tables(databases: Databases) -> dict[str, dict[str, Shape]]:
    """Return each database's tables."""
    found = {}
    for backend in BACKENDS:
        url = databases.create(backend)
        engine = writing_engine(url)
        with engine.begin() as connection:
            inspector = inspect(connection)
            names = {name for name in inspector.get_table_names() if not is_of_index(name)} - {"alembic_version"}
            found[backend] = {name: shape(inspector, name) for name in names}
        engine.dispose()
        databases.drop(url)
    return found


def test_both_databases_have_the_same(tables: dict[str, dict[str, Shape]]) -> None:
    first, *others = tables.values()
    assert first.keys() == {table.name for table in Base.metadata.sorted_tables}
    for other in others:
        for name, expected in first.items():
            found = other[name]
            # What can be true or false has a type of its own on PostgreSQL, and a check on SQLite.
            flags = {column.name for column in Base.metadata.tables[name].columns if str(column.type) == "BOOLEAN"}
            flags = {f"ck_{name}_{flag}" for flag in flags}
            assert expected | {"checks": expected["checks"] - flags} == found
        assert other.keys() == first.keys()


def test_columns_stand_in_the_order_of_the_declarations(tables: dict[str, dict[str, Shape]]) -> None:
    for name, table in Base.metadata.tables.items():
        for found in tables.values():
            assert list(found[name]["columns"]) == [column.name for column in table.c]


def test_names_follow_the_convention(tables: dict[str, dict[str, Shape]]) -> None:
    for table, has in ((name, has) for found in tables.values() for name, has in found.items()):
        assert list(has["primary key"]) == [f"pk_{table}"]
        for kind, prefix in {"unique": "uq", "indexes": "ix"}.items():
            for name, columns in has[kind].items():
                wanted = f"{prefix}_{table}_{'_'.join(columns)}"
                # An index of the parts that stand alone says so; one that would be too long is shortened by hand.
                known = {wanted, f"{wanted}_standing"} if kind == "indexes" else {wanted}
                assert name in known or (len(wanted) > LONGEST_NAME and name.startswith(f"{prefix}_{table}_"))
        for name, (columns, *_rest) in has["foreign keys"].items():
            assert name == f"fk_{table}_{'_'.join(columns)}"
        for name in has["checks"]:
            assert name.startswith(f"ck_{table}_")
        assert all(len(name) <= LONGEST_NAME for kind in has.values() for name in kind)


def test_every_reference_can_be_followed_back(tables: dict[str, dict[str, Shape]]) -> None:
    # Else deleting a record would read every table that could refer to it.
    for table, has in ((name, has) for found in tables.values() for name, has in found.items()):
        led = [*has["primary key"].values(), *has["unique"].values(), *has["indexes"].values()]
        for name, (columns, *_rest) in has["foreign keys"].items():
            assert any(index[: len(columns)] == columns for index in led), f"{table}: no index leads with {name}"
