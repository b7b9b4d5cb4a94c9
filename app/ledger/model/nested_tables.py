"""How nested fields become rows and rows become nested fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.ledger.model.shapes import Values
from app.tables.base import Base

QUOTE = ("exact", "prefix", "suffix")
ACCOUNT = ("field", "value", "conflicts")


@dataclass(frozen=True)
class NestedTable:
    """A table that holds a nested field of a written shape, a row an item."""

    field: str
    table: type[Base]
    rows: Callable[[Any], list[Values]]
    value: Callable[[list[Mapping[str, Any]]], Any]


def texts(field: str, table: type[Base], column: str) -> NestedTable:
    """Return the nested table for a list of texts or ids, one a row."""
    return NestedTable(
        field,
        table,
        lambda items: [{column: item, "position": position} for position, item in enumerate(items)],
        lambda rows: [row[column] for row in rows],
    )


def objects(field: str, table: type[Base], columns: Mapping[str, str]) -> NestedTable:
    """Return the nested table for a list of objects; `columns` names the column of each member."""
    return NestedTable(
        field,
        table,
        lambda items: [
            {column: item[member] for member, column in columns.items()} | {"position": position}
            for position, item in enumerate(items)
        ],
        lambda rows: [{member: row[column] for member, column in columns.items()} for row in rows],
    )


def mapping(field: str, table: type[Base], key: str, value: str) -> NestedTable:
    """Return the nested table for an object whose members are rows."""
    return NestedTable(
        field,
        table,
        lambda items: [
            {key: name, value: item, "position": position} for position, (name, item) in enumerate(items.items())
        ],
        lambda rows: {row[key]: row[value] for row in rows},
    )


def citations(table: type[Base]) -> NestedTable:
    """Return the nested table for citations: the members of the quotation and of the account are columns."""
    return NestedTable(
        "citations",
        table,
        lambda items: [_citation_row(item) | {"position": position} for position, item in enumerate(items)],
        lambda rows: [_citation(row) for row in rows],
    )


CITATION_COLUMNS = ("id", "page", "section", "speaker", "attributed_to", "voice", "relation", "act", "note")
"""The members of a citation that are columns as they are. Its source is the column `cited_source`."""


def _citation_row(citation: Values) -> Values:
    quote = citation["quote"] or {}
    columns = {name: citation[name] for name in CITATION_COLUMNS} | {"cited_source": citation["source"]}
    columns |= {f"quote_{part}": quote.get(part) for part in QUOTE}
    account = citation["account"] or {}
    return columns | {f"account_{part}": account.get(part) for part in ACCOUNT}


def _citation(row: Mapping[str, Any]) -> Values:
    quote = None if row["quote_exact"] is None else {part: row[f"quote_{part}"] for part in QUOTE}
    account = None if row["account_field"] is None else {part: row[f"account_{part}"] for part in ACCOUNT}
    columns = {name: row[name] for name in CITATION_COLUMNS}
    return columns | {"source": row["cited_source"], "quote": quote, "account": account}
