"""Tables in the OpenAPI document: told once for all of them, and as further media types of the lists."""

from typing import Any

from fastapi import Response

from app.exchange.tables.catalogue import lists, lists_of_record, statistics
from app.exchange.tables.options import MEDIA_TYPES, Format, TableOptions
from app.http.openapi.operations import TAG_HEADER
from app.http.openapi.schemas import BINARY

DESCRIPTION = (
    "All that the filters find, not a page, from one snapshot of the ledger, whose number and hash the headers tell. "
    "Each list takes its own filters, `sort`, `fields`, `known_at` and `as_of`; `/v1/vocabulary` says what a column "
    "means. Cells with several values have `; ` between them (`\\;` within one). A text that a spreadsheet would run "
    "as a formula begins with an apostrophe. An answer that ends before its end is incomplete: the connection breaks."
)
SCHEMAS: dict[str, Any] = {
    MEDIA_TYPES[Format.CSV]: {"schema": {"type": "string"}},
    MEDIA_TYPES[Format.NDJSON]: {"schema": {"type": "string"}},
    MEDIA_TYPES[Format.XLSX]: {"schema": BINARY},
}
FILTERS = {
    "name": "filters",
    "required": False,
    "in": "query",
    "description": "the filters of the list, and its other parameters but `limit`, `cursor` and `count`",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
}
LEDGER = {
    "Pacta-Ledger-Number": {"description": "the last entry that the rows go by", "schema": {"type": "integer"}},
    "Pacta-Ledger-Hash": {"description": "its hash, which stands for all before it", "schema": {"type": "string"}},
    "Pacta-Ledger-Time": {"description": "when it was recorded", "schema": {"type": "string"}},
}


def documented() -> dict[str, Any]:
    """Return what the document says of a route of tables."""
    options = TableOptions.model_json_schema()["properties"].items()
    asked = [
        {"name": name, "in": "query", "required": False, "schema": schema, **_told(schema)} for name, schema in options
    ]
    return {
        "description": DESCRIPTION,
        "responses": {
            200: {"description": "The table", "content": SCHEMAS, "headers": TAG_HEADER | LEDGER},
            304: {"description": "Not modified: you have the current version", "headers": TAG_HEADER},
        },
        "response_class": Response,
        "openapi_extra": {"parameters": [FILTERS, *asked]},
    }


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": schema.pop("description")}


def fill(document: dict[str, Any]) -> None:
    """Let the operations of lists answer with tables, too, where a client accepts those."""
    for path, item in document["paths"].items():
        if has_table(path) and "get" in item:
            item["get"]["responses"]["200"]["content"] |= SCHEMAS


def has_table(path: str) -> bool:
    """Return whether the list at a path can be had as a table: of one record, whatever its id."""
    match path.split("/"):
        case ["", "v1", name]:
            return name in lists()
        case ["", "v1", "stats", name]:
            return name in statistics()
        case ["", "v1", collection, _record, name]:
            return (collection, name) in lists_of_record()
        case _:
            return False
