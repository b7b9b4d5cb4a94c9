"""Expressions that each database says in its own words."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.db.columns import Day


class Few(FunctionElement[bool]):
    """A clause of which SQLite is told that it leaves a few rows of a table.

    Of a table that a statement makes it would expect a million, and look through those that they are joined to.
    """

    inherit_cache = True

    def __init__(self, clause: ColumnElement[bool]) -> None:
        """Take the clause."""
        super().__init__(clause)


@compiles(Few)
def _few(element: Few, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(Few, "sqlite")
def _few_on_sqlite(element: Few, compiler: SQLCompiler, **options: Any) -> str:
    return f"likelihood({compiler.process(element.clauses, **options)}, 0.00001)"


class Checked(FunctionElement[Any]):
    """A column that rows are held against, but not found by: SQLite looks for no index on it.

    Where it was never analyzed, it takes any value of a column for rare, and would sooner read all rows that have one
    of five than walk along those that are next in order.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        """Take the column."""
        super().__init__(column)
        self.type = column.type


@compiles(Checked)
def _checked(element: Checked, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(Checked, "sqlite")
def _checked_on_sqlite(element: Checked, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


class Later(FunctionElement[str]):
    """The latest of some days, none of them null."""

    inherit_cache = True
    type = Day()


class Earlier(FunctionElement[str]):
    """The earliest of some days, none of them null."""

    inherit_cache = True
    type = Day()


@compiles(Later)
@compiles(Earlier)
def _one_of_them(element: FunctionElement[str], compiler: SQLCompiler, **options: Any) -> str:
    names = ("max", "min") if compiler.dialect.name == "sqlite" else ("greatest", "least")
    return f"{names[isinstance(element, Earlier)]}({compiler.process(element.clauses, **options)})"
