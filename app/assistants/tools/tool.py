"""What a tool is."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import override

from app.assistants.answer_size import Fits
from app.assistants.arguments import Arguments
from app.client import AsyncClient

Read = Callable[[AsyncClient, Any, Fits], Awaitable[dict[str, Any]]]
"""Reads through a client what arguments ask for, and returns an answer that fits."""


@dataclass(frozen=True)
class Tool:
    """A tool: nothing that it says of itself was ever written into a record."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    answer: Any
    """The type of what it answers, a TypedDict."""
    read: Read

    @cached_property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of what it takes."""
        return TypeAdapter(self.arguments).json_schema(schema_generator=_Terse)

    @cached_property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of what it answers."""
        return TypeAdapter[Any](self.answer).json_schema(schema_generator=_Terse)


class _Terse(GenerateJsonSchema):
    """Schemas as a model reads them: every word of them is in its way."""

    @override
    def generate(self, schema: core_schema.CoreSchema, mode: Any = "validation") -> JsonSchemaValue:
        terse: JsonSchemaValue = _terse(super().generate(schema, mode))
        named = terse.get("$defs", {})
        for name in [name for name in named if json.dumps(terse).count(f'"{_place(name)}"') == 1]:
            terse = _inlined(terse, _place(name), named[name])
            del terse["$defs"][name]
            named = terse["$defs"]
        return terse if named else {name: one for name, one in terse.items() if name != "$defs"}


def _place(name: str) -> str:
    return f"#/$defs/{name}"


def _inlined(schema: Any, place: str, named: dict[str, Any]) -> Any:
    """Return a schema with what is at a place where it is referred to."""
    if isinstance(schema, list):
        return [_inlined(one, place, named) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _inlined(one, place, named) for name, one in schema.items()}
    return named | {name: one for name, one in found.items() if name != "$ref"} if found.get("$ref") == place else found


def _terse(schema: Any) -> Any:
    """Return a schema without titles and examples, without null where it is as good as nothing, and what repeats."""
    if isinstance(schema, list):
        return [_terse(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        (only,) = (one for one in schema["anyOf"] if one != {"type": "null"})
        null = {} if "default" in schema else {"type": [only["type"], "null"]}
        told = only.keys() & {"format", "pattern"} and {"description"}
        beside = {name: one for name, one in schema.items() if name != "anyOf"}
        schema = {name: one for name, one in only.items() if name not in told} | beside | null
    named = {
        place: {name: _terse(one) for name, one in schema[place].items()}
        for place in ("$defs", "properties")
        if place in schema
    }
    left_out = {"title", "examples", "default"} | named.keys()
    if "enum" in schema or named:
        left_out |= {"description"}
    if "pattern" in schema:
        left_out |= {"minLength", "maxLength"}
    if "format" in schema:
        left_out |= {"pattern"}
    return {name: _terse(one) for name, one in schema.items() if name not in left_out} | named
