"""How nested fields become rows and rows become nested fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, get_args

from pydantic import BaseModel

from app.ledger.model.shapes import Values, Written, unwrap
from app.tables.base import Base
from app.values.links import code_in, scheme_and_code

DIFFERENT_FROM = "different_from"
"""The field by which records name those that look like them and are others."""

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


def codes(field: str, table: type[Base]) -> NestedTable:
    """Return the nested table for an object of codes by scheme: a row each, the scheme before the code."""
    return NestedTable(
        field,
        table,
        lambda items: [
            {"code": code_in(scheme, code), "position": position}
            for position, (scheme, code) in enumerate(items.items())
        ],
        lambda rows: dict(scheme_and_code(row["code"]) for row in rows),
    )


def different_records(table: type[Base], noun: str) -> NestedTable:
    """Return the nested table for the records that a record, called `noun`, is different from: a row each."""
    return objects(DIFFERENT_FROM, table, {noun: DIFFERENT_FROM, "reason": "reason"})


def translations(table: type[Base], written: type[Written]) -> NestedTable:
    """Return the nested table for the translations of a record: a row a language, its title or name as `label`."""
    fields = [name for name in ("name", "title", "summary") if name in translated(written).model_fields]
    columns = {name: "summary" if name == "summary" else "label" for name in fields}
    return NestedTable(
        "translations",
        table,
        lambda items: [
            {"language": language, "position": position, "label": None, "summary": None}
            | {column: item[name] for name, column in columns.items()}
            for position, (language, item) in enumerate(items.items())
        ],
        lambda rows: {row["language"]: {name: row[column] for name, column in columns.items()} for row in rows},
    )


def translated(written: type[Written]) -> type[BaseModel]:
    """Return the model of a record's translations."""
    model: type[BaseModel] = get_args(unwrap(written.model_fields["translations"].annotation)[0])[1]
    return model


def citations(table: type[Base]) -> NestedTable:
    """Return the nested table for citations: the members of the quotation and of the account are columns."""
    return NestedTable(
        "citations",
        table,
        lambda items: [_citation_row(item, position) for position, item in enumerate(items)],
        lambda rows: [_citation(row) for row in rows],
    )


CITATION_COLUMNS = ("id", "page", "section", "speaker", "attributed_to", "voice", "relation", "act", "note")
"""The members of a citation that are columns as they are. Its source is the column `cited_source`."""


_columns_of = itemgetter(*CITATION_COLUMNS)
NO_QUOTE, NO_ACCOUNT = dict.fromkeys(QUOTE), dict.fromkeys(ACCOUNT)


def _citation_row(citation: Values, position: int) -> Values:
    quote, account = citation["quote"] or NO_QUOTE, citation["account"] or NO_ACCOUNT
    return {
        **dict(zip(CITATION_COLUMNS, _columns_of(citation), strict=True)),
        "cited_source": citation["source"],
        "quote_exact": quote["exact"],
        "quote_prefix": quote["prefix"],
        "quote_suffix": quote["suffix"],
        "account_field": account["field"],
        "account_value": account["value"],
        "account_conflicts": account["conflicts"],
        "position": position,
    }


def _citation(row: Mapping[str, Any]) -> Values:
    quote = None if row["quote_exact"] is None else {part: row[f"quote_{part}"] for part in QUOTE}
    account = None if row["account_field"] is None else {part: row[f"account_{part}"] for part in ACCOUNT}
    columns = {name: row[name] for name in CITATION_COLUMNS}
    return columns | {"source": row["cited_source"], "quote": quote, "account": account}
