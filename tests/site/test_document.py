"""The OpenAPI document says of every operation what a newcomer needs."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from app.etags import listed_tags
from app.ledger.model.shapes import Written
from tests.site.conftest import Schema

VERB_NOUN = re.compile(
    r"^(list|get|create|replace|update|delete|add|remove|record|correct|withdraw|merge|unmerge|check|search|export|import"
    r"|undo|reconcile|pause|resume|rotate|test|replay|read)([A-Z][a-z]+)+$"
)


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: what is tested here does not know which is behind it."""
    return "sqlite"


def operations(document: Schema) -> Iterator[tuple[str, Schema]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def faulty(document: Schema, is_good: Any) -> list[str]:
    return [name for name, operation in operations(document) if not is_good(operation)]


def resolved(document: Schema, value: Schema) -> Schema:
    """Follow a reference within the document."""
    if "$ref" not in value:
        return value
    found: Any = document
    for step in value["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return resolved(document, found)


def parameters(document: Schema, operation: Schema) -> list[Schema]:
    return [resolved(document, parameter) for parameter in operation.get("parameters", ())]


def contents(operation: Schema) -> list[Schema]:
    return list(operation.get("requestBody", {}).get("content", {}).values())


def faults(document: Schema, schema: Schema, value: Any) -> list[str]:
    validator = Draft202012Validator(
        schema | {"components": document["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_every_operation_has_a_summary_and_a_description_that_says_more(document: Schema) -> None:
    assert faulty(document, lambda operation: operation.get("summary", "").strip()) == []
    assert faulty(document, lambda operation: len(operation.get("description", "")) > 20) == []
    assert faulty(document, lambda operation: operation["description"] != operation["summary"]) == []


def test_nouns_have_their_article(document: Schema) -> None:
    wrong = re.compile(r"\b(a [aeio]|an [^aeiou])")
    texts = ("summary", "description")
    assert faulty(document, lambda operation: not any(wrong.search(operation[text]) for text in texts)) == []


def test_operation_ids_are_verb_and_noun_and_unique(document: Schema) -> None:
    assert faulty(document, lambda operation: VERB_NOUN.match(operation.get("operationId", ""))) == []
    ids = [operation["operationId"] for _name, operation in operations(document)]
    assert len(set(ids)) == len(ids)


def test_every_operation_documents_refusals(document: Schema) -> None:
    for name, operation in operations(document):
        refusals = [resolved(document, operation["responses"][code]) for code in operation["responses"] if code >= "4"]
        assert any(code.startswith("4") for code in operation["responses"]), name
        for refusal in refusals:
            assert list(refusal["content"]) == ["application/problem+json"], name
            assert refusal["description"], name


def test_what_is_slow_or_full_is_documented_where_it_can_happen(document: Schema) -> None:
    for name, operation in operations(document):
        assert ("408" in operation["responses"]) == ("requestBody" in operation), name
        # A read makes room for itself, too.
        assert ("507" in operation["responses"]) == ("401" in operation["responses"]), name


def test_operations_are_grouped_in_reading_order(document: Schema) -> None:
    declared = [tag["name"] for tag in document["tags"]]
    assert declared == [
        "meetings", "instruments", "pledges", "status", "assessments", "progress", "actions", "statements",
        "participants", "topics", "sources", "statistics", "search", "reconciliation", "exchange", "history",
        "webhooks", "service",
    ]  # fmt: skip
    assert {tag for _name, operation in operations(document) for tag in operation["tags"]} == set(declared)
    assert all(tag["description"] for tag in document["tags"])
    assert faulty(document, lambda operation: len(operation["tags"]) == 1) == []


def test_every_parameter_is_described_and_every_path_is_filled_in(document: Schema) -> None:
    for name, operation in operations(document):
        for parameter in parameters(document, operation):
            assert parameter.get("description"), f"{name}: {parameter['name']}"
            if parameter["required"]:
                assert faults(document, parameter["schema"], parameter["example"]) == [], f"{name}: {parameter['name']}"
            else:
                assert "example" not in parameter, f"{name} would send {parameter['name']} unasked"


def test_every_body_has_an_example_that_is_right(document: Schema) -> None:
    with_body = [(name, content) for name, operation in operations(document) for content in contents(operation)]
    assert len(with_body) > 20
    for name, content in with_body:
        assert content["example"], name
        assert faults(document, content["schema"], content["example"]) == [], name


def test_the_examples_of_schemas_are_right(document: Schema) -> None:
    checked = 0
    for name, schema in document["components"]["schemas"].items():
        for example in schema.get("examples", ()):
            assert faults(document, schema, example) == [], name
            checked += 1
    assert checked > 25


def test_every_reference_leads_somewhere(document: Schema) -> None:
    def walk(value: Any) -> Iterator[Schema]:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    found = list(walk(document))
    assert len(found) > 500
    for reference in found:
        assert resolved(document, reference)


def test_a_record_says_which_lists_find_what_refers_to_it(document: Schema) -> None:
    told = {
        name: document["paths"][f"/v1/{name}/{{id}}"]["get"]["description"]
        for name in ("meetings", "sources", "actions")
    }
    for name in ("pledges", "statements", "actions", "instruments"):
        assert f"`/v1/{name}` by `meeting`" in told["meetings"]
        assert f"`/v1/{name}` by `source`" in told["sources"]
    assert "by its id" not in told["actions"]


def test_no_schema_contains_itself(document: Schema) -> None:
    """The console follows references as far as they lead."""

    def walk(value: Any, within: tuple[str, ...]) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                assert value["$ref"] not in within, within
                walk(resolved(document, value), (*within, value["$ref"]))
            for inner in value.values():
                walk(inner, within)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, within)

    walk(document["components"]["schemas"], ())


@pytest.mark.parametrize("noun", ["Source", "Participant", "Topic", "Meeting", "Pledge", "Statement", "Citation"])
def test_a_patch_takes_the_fields_of_its_model_and_needs_none(document: Schema, noun: str) -> None:
    schemas = document["components"]["schemas"]
    written, patch = schemas[noun], schemas[f"{noun}Patch"]
    assert list(patch["properties"]) == list(written["properties"])
    assert patch["additionalProperties"] is False
    assert faults(document, patch, {}) == []
    clearing = {name: None for name in written["properties"] if name not in written["required"]}
    assert faults(document, patch, clearing) == []
    for name in written["required"]:
        assert faults(document, patch, {name: None}) != [], f"{name} would be left without a value"


def test_it_says_what_pacta_is_and_which_release(document: Schema) -> None:
    info = document["info"]
    assert info["title"] == "Pacta"
    assert info["summary"]
    for word in ("Authorization", "ETag", "glossary", "problems", "v1/vocabulary"):
        assert word in info["description"]
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert info["version"] == project["version"]


def test_it_names_server_licence_and_contact(document: Schema) -> None:
    assert document["servers"][0]["url"] == "/"
    assert document["info"]["license"]["identifier"] == "Apache-2.0"
    assert document["info"]["contact"]["name"]


def test_no_field_has_a_default_but_in_words(document: Schema) -> None:
    """Generators take a field with a default for one that is always there, in bodies as in answers."""
    schemas = document["components"]["schemas"]
    fields = [(name, field) for name, schema in schemas.items() for field in schema.get("properties", {}).values()]
    assert [name for name, field in fields if "default" in field] == []
    assert schemas["Pledge"]["properties"]["joint"]["description"].endswith("default: several")


def test_values_in_lists_have_types_with_names(document: Schema) -> None:
    """Generators call them by the name of the list otherwise: `topics` would hold a `Topic`."""

    def walk(value: Any) -> Iterator[Schema]:
        if isinstance(value, dict):
            items = value.get("items")
            if isinstance(items, dict) and items.get("type") == "string":
                yield items
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    assert [item for item in walk(document) if "pattern" in item or "maxLength" in item] == []
    assert document["components"]["schemas"]["Pledge"]["properties"]["topics"]["items"]["$ref"].endswith("/RecordId")


SOUND = {"source": "report-a", "attributed_to": "an official", "voice": "anonymous"}
DEPENDENCIES: dict[str, tuple[str, Schema, Schema]] = {
    "a speaker who is not named is not on record": ("Citation", SOUND, {"voice": "on_record"}),
    "a speaker who is named is not the reporter": (
        "Citation", {"source": "report-a", "speaker": "aa"}, {"voice": "reporter"},
    ),
    "a speaker is named or described": ("Citation", SOUND, {"speaker": "aa", "voice": None}),
    "offices are those of persons": (
        "Participant", {"kind": "person", "name": "x", "offices": [{"title": "x"}]}, {"kind": "state"},
    ),
    "a successor is that of a superseded pledge": (
        "StatusChange", {"status": "superseded", "reason": "x", "successor": "another"}, {"status": "stalled"},
    ),
    "a currency needs its code": (
        "Target", {"indicator": "x", "measure": "currency", "direction": "at_least", "unit": "USD"}, {"unit": None},
    ),
    "somebody attends, or an office": ("Attendance", {"title": "Minister of Defence"}, {"title": None}),
    "a promisor is needed": (
        "Pledge",
        {"title": "x", "kind": "process", "strength": "firm", "parties": [{"participant": "aa", "role": "promisor"}]},
        {"parties": [{"participant": "aa", "role": "promisee"}]},
    ),
}  # fmt: skip
"""What depends on what: a model, what it takes, and what changed of it makes it wrong."""


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_what_fields_need_is_documented(document: Schema, dependency: str) -> None:
    name, sound, change = DEPENDENCIES[dependency]
    schema = document["components"]["schemas"][name]
    (model,) = (one for one in subclasses(Written) if one.__name__ == name)
    model.model_validate(sound)
    assert faults(document, schema, sound) == []
    with pytest.raises(ValidationError):
        model.model_validate(sound | change)
    assert faults(document, schema, sound | change) != []


def subclasses(model: type[Written]) -> Iterator[type[Written]]:
    for one in model.__subclasses__():
        yield one
        yield from subclasses(one)


@pytest.mark.parametrize("header", ["*", '"1-a"', ' "1-a" , W/"x"', '""', "1-a", '"1-a', '"a" "b"', "*, *", '"a"x'])
def test_the_pattern_of_if_match_is_what_is_taken(document: Schema, header: str) -> None:
    operation = document["paths"]["/v1/topics/{id}"]["patch"]
    (pattern,) = (one["schema"]["pattern"] for one in parameters(document, operation) if one["name"] == "If-Match")
    assert (re.match(pattern, header) is not None) == (header.strip() == "*" or listed_tags(header) is not None)
