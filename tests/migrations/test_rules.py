"""What holds of every table and every migration, so that nobody has to remember it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from sqlalchemy import Engine, Table, Text, text
from sqlalchemy.exc import DBAPIError

from app.db.columns import ExactNumber
from app.db.migration import MIGRATIONS
from app.db.statements import core_table
from app.ledger.model.nested_tables import NestedTable
from app.ledger.model.record_type import all_record_types
from app.records.pledges.guards import EVIDENCE_NAMES
from app.tables import Base
from app.tables.base import Citation, owner_key
from app.tables.ledger.entries import COLLECTIONS
from app.vocabulary import EvidenceGuard, Term
from tests.nouns import NOUNS

SCRIPTS = sorted((MIGRATIONS / "versions").glob("*.py"))
TABLES = Base.metadata.sorted_tables
NAMES = sorted({name for table in TABLES for name in (table.name, *(column.name for column in table.c))})
CITED = [core_table(mapper.class_) for mapper in Base.registry.mappers if issubclass(mapper.class_, Citation)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_migration_imports_nothing_of_the_program(script: Path) -> None:
    # What it makes would change when the program does.
    imported: set[str] = set()
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(f"{'.' * node.level}{node.module}")
    assert {name.partition(".")[0] for name in imported} <= {
        "alembic",
        "hashlib",
        # migrations/checks.py, which stays as it is.
        "migrations",
        "re",
        "sqlalchemy",
        "typing",
        "unicodedata",
    }


def test_no_name_needs_quotes(filled: Engine) -> None:
    # The words that a database reserves for itself do, as a table, a column or another name for either.
    refused = []
    for name in NAMES:
        with filled.connect() as connection:
            try:
                connection.execute(text(f"CREATE TEMPORARY TABLE {name} ({name} integer)"))
                connection.execute(text(f"SELECT {name}.{name} AS {name} FROM {name} AS {name} ORDER BY {name}"))
            except DBAPIError:
                refused.append(name)
            connection.rollback()
    assert refused == []


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_long_texts_stand_behind_what_is_filtered_by(table: Table) -> None:
    # On SQLite an exact number is a text, too: a short one.
    long = [isinstance(column.type, Text) and not isinstance(column.type, ExactNumber) for column in table.c]
    # What a migration added stands behind the answers that are kept ready, or what else was last.
    last = {"document", "written", "last_written", "previous_secret"}
    ready = [index for index, column in enumerate(table.c) if column.name in last]
    first = long[: max(ready, default=len(long)) + 1]
    assert first == sorted(first), [column.name for column in table.c]
    keys = [column.primary_key for column in table.c]
    assert keys == sorted(keys, reverse=True), [column.name for column in table.c]


def nested_tables() -> Iterator[tuple[str, Table, tuple[str, ...]]]:
    """Yield every table of what records hold: the noun of the record, the table, and the names that begin its key."""
    for record_type in all_record_types():
        own = (f"{record_type.noun}_id",)
        for nested_table in record_type.nested_tables:
            yield record_type.noun, core_table(nested_table.table), own
        for part_type in record_type.part_types.values():
            yield record_type.noun, core_table(part_type.table), own
            for nested_table in part_type.nested_tables:
                yield record_type.noun, core_table(nested_table.table), (*own, f"{part_type.noun.replace(' ', '_')}_id")


def test_a_nested_table_names_what_it_belongs_to() -> None:
    assert NOUNS
    for noun, table, key in nested_tables():
        assert owner_key(table).name == f"{noun}_id", table.name
        assert tuple(column.name for column in table.primary_key)[: len(key)] == key
    assert [str(column) for table in TABLES for column in table.c if column.name == "owner"] == []


def is_closed(annotation: Any) -> bool:
    """Return whether a field holds words of a closed list."""
    if get_origin(annotation) is Annotated:
        return is_closed(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return all(is_closed(one) for one in get_args(annotation) if one is not NoneType)
    return get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, Term))


def item_model(annotation: Any) -> type[BaseModel] | None:
    """Return the model of a nested object, or of the items of a list."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for one in get_args(annotation) if (found := item_model(one)) is not None), None)


def closed_columns() -> Iterator[str]:
    """Yield the columns that hold words of closed lists, as the written models say."""
    for record_type in all_record_types():
        yield from closed_of(core_table(record_type.table), record_type.written, record_type.nested_tables)
        for part_type in record_type.part_types.values():
            yield from closed_of(core_table(part_type.table), part_type.written, part_type.nested_tables)


def closed_of(table: Table, model: type[BaseModel], nested_tables: tuple[NestedTable, ...]) -> Iterator[str]:
    nested: Mapping[str, NestedTable] = {nested_table.field: nested_table for nested_table in nested_tables}
    for name, field in model.model_fields.items():
        if is_closed(field.annotation):
            yield f"{table.name}.{name}"
        elif name in nested and (inner := item_model(field.annotation)) is not None:
            yield from closed_of(core_table(nested[name].table), inner, ())


CLOSED = sorted({*closed_columns()})


def test_the_closed_lists_are_found() -> None:
    assert {"pledges.kind", "parties.role", "status_changes.status", "topic_citations.act"} <= {*CLOSED}


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_list_is_a_check(name: str) -> None:
    # That the databases refuse other words is tested of every check that is declared.
    table, _dot, column = name.partition(".")
    assert f"ck_{table}_{column}" in {constraint.name for constraint in Base.metadata.tables[table].constraints}


def test_every_citation_has_its_checks() -> None:
    assert len(CITED) == 16
    for table in CITED:
        checks = {constraint.name for constraint in table.constraints}
        assert {f"ck_{table.name}_relation", f"ck_{table.name}_act"} <= checks


def test_the_lists_that_no_model_has_are_those_of_the_program() -> None:
    assert set(COLLECTIONS) == {record_type.collection for record_type in all_record_types()}
    assert set(EvidenceGuard) == set(EVIDENCE_NAMES)
