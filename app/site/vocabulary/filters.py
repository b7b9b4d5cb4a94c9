"""The filters of every list, as the code applies them: what each means, and which values it takes."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from app.records.base.lists.filter_ids import filtered_collections
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.parts.part_collections import part_collections
from app.records.registry import COLLECTIONS
from app.site.vocabulary.schemas import FilterRule, Kind, ListFilters

REPEATED = "; repeat for any of several"
"""What ends the description of a filter that may be repeated: the vocabulary says so by a field of its own."""

FLAG = ["true", "false"]
KINDS: Mapping[str, Kind] = {"date": "day", "date-time": "instant"}
"""What the formats of JSON Schema are called here."""


def list_filters() -> Iterator[ListFilters]:
    """Yield the filters of each list: of records, and of their parts, in reading order."""
    for name, collection in COLLECTIONS.items():
        filters = _filters(collection.query, collection.list_definition, filtered_collections(collection.query, name))
        yield ListFilters(path=f"/v1/{name}", filters=list(filters))
    for part in part_collections():
        filters = _filters(part.query, part.list_definition, filtered_collections(part.query, None))
        yield ListFilters(path=f"/v1/{part.collection}/{{id}}/{part.part_type.path}", filters=list(filters))


def _filters(
    query: type[BaseModel], definition: ListDefinition, collections: Mapping[str, str]
) -> Iterator[FilterRule]:
    for name, schema in query.model_json_schema()["properties"].items():
        if name in definition.filters or f"not_{name}" in definition.filters:
            is_repeated = schema.get("type") == "array"
            value = schema["items"] if is_repeated else _not_null(schema)
            takes = "id" if name in collections else _kind(value)
            yield FilterRule(
                name=name,
                meaning=schema["description"].removesuffix(REPEATED),
                takes=takes,
                of=collections.get(name),
                words=FLAG if takes == "flag" else value.get("enum", []),
                repeated=is_repeated,
            )


def _not_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = [choice for choice in schema.get("anyOf", [schema]) if choice != {"type": "null"}]
    found: Mapping[str, Any] = choices[0]
    return found


def _kind(value: Mapping[str, Any]) -> Kind:
    if "enum" in value:
        return "word"
    if value.get("type") == "boolean":
        return "flag"
    return KINDS.get(value.get("format", ""), "text")
