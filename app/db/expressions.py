"""Expressions that each database says in its own words."""

from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


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


class Latest(FunctionElement[str]):
    """The latest of some days, each looked up once; `otherwise` stands for those that are null."""

    inherit_cache = True

    def __init__(self, *days: ColumnElement[str], otherwise: ColumnElement[str]) -> None:
        """Take the days."""
        self.type = otherwise.type
        super().__init__(*(func.coalesce(day, otherwise) for day in days))


@compiles(Latest)
def _latest(element: Latest, compiler: SQLCompiler, **options: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **options)})"


@compiles(Latest, "sqlite")
def _latest_on_sqlite(element: Latest, compiler: SQLCompiler, **options: Any) -> str:
    return f"max({compiler.process(element.clauses, **options)})"
