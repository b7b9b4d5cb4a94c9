"""The filters and sorts of every list, as the code applies them: what each means, and which values it takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from app.records.base.lists.filter_ids import filtered_collections
from app.records.base.lists.list_queries import ListDefinition
from app.records.base.lists.parameters import NULL
from app.records.base.parts.part_collections import part_collections
from app.records.registry import COLLECTIONS
from app.site.vocabulary.fields import list_name
from app.site.vocabulary.schemas import FilterRule, Kind, ListFilters
from app.vocabulary import Term

REPEATED = "; repeat for any of several"
"""What ends the description of a filter that may be repeated: the vocabulary says so by a field of its own."""

FLAG = ["true", "false"]
KINDS: Mapping[str, Kind] = {"date": "day", "date-time": "instant"}
"""What the formats of JSON Schema are called here."""


def list_filters() -> Iterator[ListFilters]:
    """Yield the filters of each list: of records, and of their parts, in reading order."""
    for name, collection in COLLECTIONS.items():
        filters = _filters(collection.query, collection.list_definition, filtered_collections(collection.query, name))
        yield ListFilters(path=f"/v1/{name}", filters=list(filters), sorts=_sorts(collection.query))
    for part in part_collections():
        filters = _filters(part.query, part.list_definition, filtered_collections(part.query, None))
        path = f"/v1/{part.collection}/{{id}}/{part.part_type.path}"
        yield ListFilters(path=path, filters=list(filters), sorts=_sorts(part.query))


def _filters(
    query: type[BaseModel], definition: ListDefinition, collections: Mapping[str, str]
) -> Iterator[FilterRule]:
    described = query.model_json_schema()
    for name, schema in described["properties"].items():
        if name in definition.filters or f"not_{name}" in definition.filters:
            is_repeated = schema.get("type") == "array"
            value = _resolved(schema["items"] if is_repeated else _not_null(schema), described)
            takes = "id" if name in collections else _kind(value)
            words = FLAG if takes == "flag" else value.get("enum", [])
            yield FilterRule(
                name=name,
                meaning=schema["description"].removesuffix(REPEATED),
                takes=takes,
                of=collections.get(name),
                words=words,
                closed_list=_closed_list([word for word in words if word != NULL]) if takes == "word" else None,
                repeated=is_repeated,
            )


def _sorts(query: type[BaseModel]) -> list[str]:
    sorts: list[str] = query.model_json_schema()["properties"]["sort"]["enum"]
    return sorts


def _not_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = [choice for choice in schema.get("anyOf", [schema]) if choice != {"type": "null"}]
    found: Mapping[str, Any] = choices[0]
    return found


def _resolved(schema: Mapping[str, Any], described: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a schema that refers to one of the model's definitions as what is defined there."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = described["$defs"][name] if name else schema
    return found


def _closed_list(words: Sequence[str]) -> str | None:
    """Return the closed list that has exactly these words, None where it is none of them."""
    return next((list_name(terms) for terms in Term.__subclasses__() if [*terms] == words), None)


def _kind(value: Mapping[str, Any]) -> Kind:
    if "enum" in value:
        return "word"
    if value.get("type") == "boolean":
        return "flag"
    return KINDS.get(value.get("format", ""), "text")
