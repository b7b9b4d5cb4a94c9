"""Draw the tables as they are declared: `make diagram` writes docs/entities.md."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Integer, String, Table, Text
from sqlalchemy.orm import Mapped

from app.db.statements import core_table
from app.tables import base

PAGE = Path(__file__).with_name("entities.md")
HEAD = """# Entities

The tables as app/tables declares them, drawn by `make diagram`; a test fails where this page is stale.
[architecture.md](architecture.md) says what they are for. The tables of records and of part types hold the shared
columns below beside their own. A line ends in a fork where there may be many.
"""
RECORDS = """## Records

What refers to what, named after the column that does, or the table of items or parts. Beside that, every record has
citations, each of a source and perhaps of a speaker, who is a participant.
"""
HISTORY = """## Histories

What lists and statistics filter by, as it was known: between two entries, and where it moves with the world's days,
between two days. A projection makes them of the entries; nothing refers to them.
[Decision 14](decisions/0014-history-has-the-shape-of-the-present.md) says why.
"""
SHARED = (base.Record, base.Part, base.Withdrawable, base.Citation, base.ExternalId, base.Tag)
"""What several tables have in common: their columns are drawn once."""


def page() -> str:
    """Return the page."""
    parts = [HEAD, RECORDS, _diagram(_records()), "## Shared columns\n", _shared()]
    for module, classes in groupby(sorted(base.Base.__subclasses__(), key=_module), key=_module):
        own = list(classes)
        about = [f"- `{one.__tablename__}`: {_about(one)}" for one in own]
        parts += [f"## {module}\n", "\n".join(about) + "\n", _diagram(_aggregate(own))]
    return "\n".join([*parts, HISTORY, _diagram(_histories())])


def _histories() -> Iterator[str]:
    """Yield the tables that are made of no class: the histories."""
    drawn = {core_table(one).name for one in base.Base.__subclasses__()}
    for table in base.Base.metadata.tables.values():
        if table.name not in drawn:
            yield from _table(table, table.columns)


def _module(one: type[Any]) -> str:
    """Return the file in which a table is declared."""
    return one.__module__.replace(".", "/") + ".py"


def _about(one: type[Any]) -> str:
    return " ".join((one.__doc__ or "").split()).partition(". ")[0].rstrip(".")


def _diagram(lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", "erDiagram", *(f"    {line}" for line in lines), "```\n"])


def _records() -> Iterator[str]:
    """Yield which record refers to which: by a column of its own, or by a table of items or parts that it has."""
    classes = base.Base.__subclasses__()
    records = {core_table(one).name for one in classes if issubclass(one, base.Record)}
    yield from sorted(records)
    links = set()
    for table in (core_table(one) for one in classes if not issubclass(one, base.Citation)):
        owner = next((_parent(column) for column in table.columns if _belongs(column)), table.name)
        for column in table.columns:
            if owner in records and not _belongs(column) and (to := _parent(column)) in records:
                own = owner == table.name
                links.add((owner, to, _one(column) if own else "}o", column.name if own else table.name))
    yield from (f'{to} {many}--o{{ {owner} : "{label}"' for owner, to, many, label in sorted(links))


def _one(column: Column[Any]) -> str:
    """Return the end of a line at the row that a column names: perhaps none."""
    return "|o" if column.nullable else "||"


def _belongs(column: Column[Any]) -> bool:
    """Return whether a column names the row that this one is nested in."""
    return any(key.ondelete == "CASCADE" for key in column.foreign_keys)


def _parent(column: Column[Any]) -> str | None:
    """Return the table that a column refers to."""
    return next((key.column.table.name for key in column.foreign_keys), None)


def _shared() -> str:
    rows = []
    for mixin in SHARED:
        names = ", ".join(f"`{name}`" for name in _own(mixin))
        rows.append(f"- **{mixin.__name__}**: {_about(mixin)}. Columns: {names}.")
    return "\n".join(rows) + "\n"


def _own(mixin: type[Any]) -> list[str]:
    return [
        name for name, annotation in mixin.__annotations__.items() if getattr(annotation, "__origin__", None) is Mapped
    ]


def _aggregate(classes: Iterable[type[Any]]) -> Iterator[str]:
    """Yield the tables of a module with their own columns, and what they refer to."""
    lines = []
    for one in classes:
        table = core_table(one)
        shared = {name for mixin in SHARED if issubclass(one, mixin) for name in _own(mixin)}
        yield from _table(table, [column for column in table.columns if column.name not in shared - {"id"}])
        lines += list(_lines(table))
    yield from lines


def _table(table: Table, columns: Iterable[Column[Any]]) -> Iterator[str]:
    yield f"{table.name} {{"
    yield from (f"    {_column(column)}" for column in columns)
    yield "}"


def _column(column: Column[Any]) -> str:
    keys = ["PK"] * column.primary_key + ["FK"] * bool(column.foreign_keys)
    return " ".join(filter(None, [_type(column), column.name, ", ".join(keys), '"or null"' * bool(column.nullable)]))


def _type(column: Column[Any]) -> str:
    words = ((Text, "text"), (String, "string"), (Boolean, "boolean"), (Integer, "integer"))
    found = next((word for kind, word in words if isinstance(column.type, kind)), None)
    return found or type(column.type).__name__.lower()


def _lines(table: Table) -> Iterator[str]:
    for column in table.columns:
        if (to := _parent(column)) is not None:
            yield f'{to} {_one(column)}--o{{ {table.name} : "{column.name}"'


if __name__ == "__main__":
    PAGE.write_text(page())
