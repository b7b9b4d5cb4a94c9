"""The schemas of the OpenAPI document as readers should meet them."""

import json
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/"
BINARY: Schema = {"type": "string", "format": "binary"}
"""A body that is a file and no text."""

PATCH = "Patch"
"""What the name of a record's schema ends with where only some of its fields are sent."""

ONLY = "x-only"
"""Names the fields that a patch may name, where these are some. Resolved by `finish`."""

WRITTEN = "x-written"
"""Marks an answer that `form=written` gives in the written shape, and names that shape. Resolved by `finish`."""

KEY_NEEDED = "x-key-needed"
"""Marks a reading operation that needs a key whatever the operator says. Resolved by `finish`."""

READS = "x-reads"
"""Marks an operation that reads although it is no GET: it needs a key as little as those. Resolved by `finish`."""

NOT_OF_PATCHES = frozenset({"required", "examples", "not"})
"""What holds of a whole record, and not of some of its fields."""

SOMETIMES: dict[str, tuple[str, Schema]] = {
    "Idempotency-Key": (
        "Idempotency-Replayed",
        {"description": "`true`: this was answered before", "schema": {"type": "string", "enum": ["true"]}},
    ),
    "cursor": ("Link", {"description": "`next`: the next page, where there is one", "schema": {"type": "string"}}),
}
"""Headers that answers may have, by the parameter that they go with."""

PAGING = ("sort", "limit", "cursor", "count", "form", "fields", "If-None-Match")
COMMON = ("language", "translations", "tags", "classifications", "external_ids", "citations")


def finish(document: Schema) -> None:
    """Complete the document's schemas: those of patches, the order of fields, no titles that repeat names."""
    components: dict[str, Schema] = document["components"]["schemas"]
    for operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            name = content["schema"].get("$ref", "").removeprefix(REFERENCE)
            if name.endswith(PATCH):
                only = content["schema"].get(ONLY)
                content["schema"] = {"$ref": REFERENCE + name}
                components.setdefault(name, merge_patch(components[name.removesuffix(PATCH)], only))
        _finish_parameters(operation.get("parameters", []))
        for response in operation["responses"].values():
            if WRITTEN in response:
                _add_written(response["content"], components, {"$ref": REFERENCE + response.pop(WRITTEN)})
        _add_headers(operation)
    for item in document["paths"].values():
        _say_what_is_public(item)
    document["components"]["schemas"] = dict(sorted(components.items()))
    for component in components.values():
        _common_fields_last(component)
        _drop_titles(component)
        _describe_defaults(component)


def _say_what_is_public(item: Schema) -> None:
    """Say of each operation whether it takes a key; reading needs none unless the operator says so."""
    for method, operation in item.items():
        security = operation.setdefault("security", [])
        reads, is_guarded = operation.pop(READS, method == "get"), operation.pop(KEY_NEEDED, False)
        if security and reads and not is_guarded:
            security.append({})


def operations(document: Schema) -> Iterator[Schema]:
    """Yield every operation, in the order of the document."""
    for item in document["paths"].values():
        yield from item.values()


def _add_headers(operation: Schema) -> None:
    """Add the headers that answers have only now and then: they go with a parameter."""
    # A cursor that is a number is counted by the client.
    parameters = [one for one in operation.get("parameters", ()) if one["schema"].get("type") != "integer"]
    given = {parameter["name"] for parameter in parameters} & SOMETIMES.keys()
    for status, response in operation["responses"].items():
        if given and status.startswith("2"):
            response["headers"] = response.get("headers", {}) | dict(SOMETIMES[name] for name in sorted(given))


def _finish_parameters(parameters: list[Schema]) -> None:
    """Say everything once, let no parameter be null, and put filters before paging."""
    for parameter in parameters:
        schema = parameter["schema"]
        choices = [choice for choice in schema.pop("anyOf", ()) if choice != {"type": "null"}]
        if len(choices) == 1:
            schema |= choices[0]
        elif choices:
            schema["anyOf"] = choices
        if "const" in schema:
            schema["enum"] = [schema.pop("const")]
        schema.pop("title", None)
        if "description" in parameter:
            schema.pop("description", None)
    parameters.sort(key=lambda parameter: PAGING.index(parameter["name"]) if parameter["name"] in PAGING else -1)


def _add_written(contents: Schema, components: dict[str, Schema], written: Schema) -> None:
    """Let an answer be the written shape too, or hold items of it where it is a page."""
    for content in contents.values():
        page = components[content["schema"]["$ref"].removeprefix(REFERENCE)]
        is_page = "next_cursor" in page["properties"]
        holder, name = (page["properties"]["items"], "items") if is_page else (content, "schema")
        if "anyOf" not in holder[name]:
            holder[name] = {"anyOf": [holder[name], written]}


def merge_patch(schema: Schema, only: Collection[str] | None = None) -> Schema:
    """Return the schema of a merge patch (RFC 7396) of what `schema` describes, or of some of its fields.

    No field is required. Null clears a field, so those without which nothing is left may not be null.
    """
    patch = {name: deepcopy(value) for name, value in schema.items() if name not in NOT_OF_PATCHES}
    if only is not None:
        patch["properties"] = {name: value for name, value in patch["properties"].items() if name in only}
    needed = schema.get("required", ())
    for name, field in patch["properties"].items():
        field.pop("default", None)
        if name not in needed:
            patch["properties"][name] = _nullable(field)
    patch["title"] = schema["title"] + PATCH
    patch["description"] = "The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."
    return patch


def _nullable(field: Schema) -> Schema:
    if {"type": "null"} in field.get("anyOf", ()):
        return field
    annotations: Schema = {name: field.pop(name) for name in ("title", "description") if name in field}
    return {"anyOf": [field, {"type": "null"}], **annotations}


def _common_fields_last(schema: Schema) -> None:
    """Let readers meet what a record says itself before what all records have."""
    properties = schema.get("properties", {})
    for name in COMMON:
        if "external_ids" in properties and name in properties:
            properties[name] = properties.pop(name)


def _describe_defaults(schema: Schema) -> None:
    """State in words what stands for a field that is left out.

    Generators take a field with a `default` for one that is always there, in answers and so in bodies.
    """
    for field in schema.get("properties", {}).values():
        default = field.pop("default", None)
        if default is not None and default not in ([], {}):
            stated = f"default: {json.dumps(default)}".replace('"', "")
            field["description"] = "; ".join(filter(None, [field.get("description"), stated]))


def _drop_titles(schema: Any) -> None:
    """Take off the titles that only repeat a field's name with capitals."""
    if isinstance(schema, list):
        for item in schema:
            _drop_titles(item)
    elif isinstance(schema, dict):
        for name, field in schema.get("properties", {}).items():
            # A field may itself be called "properties".
            if isinstance(field, dict) and field.get("title") == name.replace("_", " ").title():
                del field["title"]
        for value in schema.values():
            _drop_titles(value)
