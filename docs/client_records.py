"""Write the client's record types from the OpenAPI document: `make openapi` runs it beside the document itself."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "app" / "client" / "records.py"
HEAD = '''"""What records, parts and reports look like in JSON: made by `make openapi`, of its document, not by hand.

`Pledge` is what a client writes, `PledgeDocument` what it reads, and so on for all. Answers of a newer server may have
further fields. Numbers that are read to be written again are `Number`: exact, whatever their digits.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Number: TypeAlias = "int | float | Decimal"
'''
PLAIN = {"string": "str", "integer": "int", "boolean": "bool", "null": "None"}
REFERENCE = "#/components/schemas/"
Schema = dict[str, Any]


def module(document: Schema) -> str:
    """Return the text of the module for an OpenAPI document, formatted."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    written = _written(document)
    parts = [HEAD]
    # Aliases first: what they stand for is looked up as the module is read.
    for is_class in (False, True):
        for name, schema in schemas.items():
            if ("properties" in schema) is is_class:
                parts.append((_class if is_class else _alias)(name, schema, exact=name in written))
    return _formatted("\n".join(parts))


def _written(document: Schema) -> set[str]:
    """Return the schemas that bodies of requests hold."""
    bodies = [one.get("requestBody", {}) for item in document["paths"].values() for one in item.values()]
    found, left = set[str](), {name for body in bodies for name in _references(body)}
    while left:
        found |= left
        left = {name for one in left for name in _references(document["components"]["schemas"][one])} - found
    return found


def _references(schema: object) -> Iterator[str]:
    yield from re.findall(rf'"\$ref": "{REFERENCE}(\w+)"', json.dumps(schema))


def _alias(name: str, schema: Schema, *, exact: bool) -> str:
    return f'{name}: TypeAlias = "{_type(schema, exact=exact)}"\n'


def _class(name: str, schema: Schema, *, exact: bool) -> str:
    required = set(schema.get("required", ()))
    fields = {
        field: kind if field in required else f"NotRequired[{kind}]"
        for field, kind in ((field, _type(one, exact=exact)) for field, one in schema["properties"].items())
    }
    about = _docstring(schema.get("description", ""))
    if all(field.isidentifier() and not iskeyword(field) for field in fields):
        lines = [f"class {name}(TypedDict):", *([f"    {about}", ""] if about else [])]
        return "\n".join([*lines, *(f"    {field}: {kind}" for field, kind in fields.items()), ""])
    listed = ", ".join(f'"{field}": "{kind}"' for field, kind in fields.items())
    return f'{name} = TypedDict("{name}", {{{listed}}})\n' + (f"{about}\n" if about else "")


def _docstring(text: str) -> str:
    sentence = " ".join(text.split()).replace("\\", "\\\\").replace('"', "'")
    return f'"""{sentence}"""' if sentence else ""


def _type(schema: Schema, *, exact: bool) -> str:
    """Return the type of a schema, as an annotation. `exact`: its numbers keep all their digits."""
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return " | ".join(dict.fromkeys(_type(one, exact=exact) for one in several))
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REFERENCE)
    if "const" in schema or "enum" in schema:
        words = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(repr(word) for word in words)}]"
    return _type_by_name(schema, exact=exact)


def _type_by_name(schema: Schema, *, exact: bool) -> str:
    match schema.get("type"):
        case list() as kinds:
            return " | ".join(_type(schema | {"type": one}, exact=exact) for one in kinds)
        case "array":
            return f"list[{_type(schema.get('items', {}), exact=exact)}]"
        case "object":
            values = schema.get("additionalProperties")
            return f"dict[str, {_type(values, exact=exact) if isinstance(values, dict) else 'Any'}]"
        case "number":
            return "Number" if exact else "float"
        case kind:
            return PLAIN.get(str(kind), "Any")


def _formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", str(FILE), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout  # noqa: S603
