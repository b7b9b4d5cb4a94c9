"""Types of the values in lists, under names of their own: else generators make names up, and take those of records."""

from typing import Any

from pydantic import TypeAdapter

from app.http.openapi.schemas import REFERENCE, Schema
from app.values.codes.languages import LanguageTag
from app.values.codes.territories import TerritoryCode
from app.values.identifiers import JudgementPath, PartId, RecordId, RecordPlace
from app.values.links import CodeInScheme
from app.values.texts import ShortText, Tag, Text, Title

VALUE_TYPES = {
    "CodeInScheme": CodeInScheme,
    "LanguageTag": LanguageTag,
    "PartId": PartId,
    "JudgementPath": JudgementPath,
    "RecordId": RecordId,
    "RecordPlace": RecordPlace,
    "ShortText": ShortText,
    "Tag": Tag,
    "TerritoryCode": TerritoryCode,
    "Text": Text,
    "Title": Title,
}
"""Single values stay as they are: a name makes of a title an object that holds it, wherever generators follow names."""


def name_values(document: Schema) -> None:
    """Let lists of the document's schemas and parameters refer to the types of their values."""
    components = document["components"]["schemas"]
    named = {name: TypeAdapter(value).json_schema() for name, value in VALUE_TYPES.items()}
    used: set[str] = set()
    _refer([components, document["paths"]], named, used)
    components |= {name: named[name] for name in used}
    document["components"]["schemas"] = dict(sorted(components.items()))


def _refer(value: Any, named: dict[str, Schema], used: set[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _refer(item, named, used)
    elif isinstance(value, dict):
        if name := next((name for name, schema in named.items() if schema == value.get("items")), None):
            value["items"] = {"$ref": REFERENCE + name}
            used.add(name)
        for member in value.values():
            _refer(member, named, used)
