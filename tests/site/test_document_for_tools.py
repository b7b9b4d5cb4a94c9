"""The OpenAPI document is one that others' tools read as it is meant: `make generators` tries some of them."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from tests.site.conftest import Schema
from tests.site.test_document import operations, resolved

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
REFERENCE = "#/components/schemas/"


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: what is tested here does not know which is behind it."""
    return "sqlite"


def within(value: Any, place: str = "#") -> Iterator[tuple[str, Schema]]:
    """Yield every object of the document with its place, but no examples."""
    if isinstance(value, dict):
        yield place, value
        for name, inner in value.items():
            if name not in {"example", "examples"}:
                yield from within(inner, f"{place}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from within(inner, f"{place}/{index}")


def test_what_an_object_requires_is_described(document: Schema) -> None:
    objects = [(place, one) for place, one in within(document) if isinstance(one.get("required"), list)]
    assert len(objects) > 100
    assert [place for place, one in objects if set(one["required"]) - one["properties"].keys()] == []


def test_every_schema_is_used(document: Schema) -> None:
    schemas = document["components"]["schemas"]
    others = {name: value for name, value in document["components"].items() if name != "schemas"}
    left = [document["paths"], document["webhooks"], others]
    unused = set(schemas)
    while left:
        references = {one["$ref"] for _place, one in within(left.pop()) if isinstance(one.get("$ref"), str)}
        found = {name.removeprefix(REFERENCE) for name in references} & unused
        unused -= found
        left += [schemas[name] for name in found]
    assert unused == set()


def test_no_two_paths_match_an_address_equally_well(document: Schema) -> None:
    """Those are ambiguous that are as long and hold as many parameters, unless they differ in a word."""
    split = [path.split("/") for path in document["paths"]]
    alike = [
        ("/".join(one), "/".join(other))
        for one, other in combinations(split, 2)
        if len(one) == len(other)
        and sum(map(is_parameter, one)) == sum(map(is_parameter, other))
        and all(
            first == second or is_parameter(first) or is_parameter(second)
            for first, second in zip(one, other, strict=True)
        )
    ]
    assert alike == []


def is_parameter(segment: str) -> bool:
    return segment.startswith("{") and segment.endswith("}")


def test_null_is_always_one_of_several_choices(document: Schema) -> None:
    """OpenAPI Generator knows no type of nothing but null."""
    alone = [
        place
        for place, one in within(document["components"]["schemas"])
        if one == {"type": "null"} and place.split("/")[-2] != "anyOf"
    ]
    assert alone == []


def test_forms_have_names(document: Schema) -> None:
    """Generators make names of the operation's otherwise, and need these for its parameters as well."""
    forms = [
        (name, content["schema"].get("title", ""))
        for name, operation in operations(document)
        for media_type, content in bodies(document, operation).items()
        if media_type in FORMS
    ]
    assert forms
    assert [name for name, title in forms if not title.endswith("Form")] == []
    assert {title for _name, title in forms}.isdisjoint(document["components"]["schemas"])


def test_whatever_takes_files_takes_json_too(document: Schema) -> None:
    """Some generators make clients that send JSON and forms alone."""
    taken = {name: bodies(document, operation) for name, operation in operations(document)}
    others = {name: content for name, content in taken.items() if content.keys() - FORMS - {"application/json"}}
    assert others
    assert [name for name, content in others.items() if "application/json" not in content] == []


def bodies(document: Schema, operation: Schema) -> Schema:
    content: Schema = resolved(document, operation.get("requestBody", {})).get("content", {})
    return content
