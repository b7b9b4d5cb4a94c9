"""Linked data in the OpenAPI document: by collection, and as a further media type of what they are of."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Annotated, Any

from fastapi import Path, Response

from app.http.openapi.operations import TAG_HEADER
from app.linked_data.records import linked_data
from app.records.registry import COLLECTIONS
from app.values.wording.nouns import article

MEDIA_TYPE, SUFFIX = "application/ld+json", "jsonld"
BASE = "https://pacta.example"
"""The public address in examples."""

DESCRIPTIONS = {
    "record": (
        "The record as JSON-LD 1.1, with its context inline: in terms of schema.org where one says just what the field "
        "says, else in Pacta's own, which `/v1/vocabulary.jsonld` defines. Dates of the world are EDTF literals, and "
        "plain ISO 8601 as well where they are sure. A pledge holds its last 50 standing assessments as `ClaimReview`."
    ),
    "revision": (
        "The record at a version as an entity of PROV: what it is a revision of, which entry of the ledger made it, "
        "when and by whom, what it was merged of, and what ended it, if the record was deleted or merged next."
    ),
    "assessment": (
        "The assessment as a `ClaimReview` of schema.org: who judges which claim, on a scale from -1 to 1 whose words "
        "stand beside the number, and what it rests on."
    ),
}
OF_ANY_COLLECTION = "/v1/{collection}/{id}"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@id", "@type"],
    "properties": {"@context": {"type": "object"}, "@id": {"type": "string", "format": "uri"}, "@type": {}},
    "additionalProperties": True,
}
CONTENT = {MEDIA_TYPE: {"schema": SCHEMA}}
CollectionName = Annotated[str, Path(description="the collection", json_schema_extra={"enum": sorted(COLLECTIONS)})]


def documented(what: str, headers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what the document says of a route of linked data."""
    return {
        "description": DESCRIPTIONS[what],
        "responses": {
            200: {"description": f"The {what}", "content": CONTENT, "headers": {**TAG_HEADER, **(headers or {})}},
            304: {"description": "Not modified: you have the current version", "headers": TAG_HEADER},
        },
        "response_class": Response,
    }


def name_collections(document: dict[str, Any]) -> None:
    """Tell of the linked data of each collection by itself, though one route answers for all of them.

    `/v1/{collection}/{id}.jsonld` would match no worse than `/v1/topics/{id}` does: OpenAPI leaves open which is meant.
    """
    told: dict[str, Any] = {}
    for path, item in document["paths"].items():
        if not (path.startswith(OF_ANY_COLLECTION) and path.endswith(f".{SUFFIX}")):
            told[path] = item
            continue
        for name, collection in COLLECTIONS.items():
            told[path.replace("{collection}", name)] = {"get": _of_collection(item["get"], collection.record_type.noun)}
    document["paths"] = told


def _of_collection(operation: dict[str, Any], noun: str) -> dict[str, Any]:
    named = deepcopy(operation)
    named["operationId"] = operation["operationId"].replace("Record", noun.capitalize())
    named["summary"] = operation["summary"].replace("a record", article(noun))
    named["parameters"] = [one for one in named["parameters"] if one["name"] != "collection"]
    return named


def fill(document: dict[str, Any]) -> None:
    """Let the operations that read a record, a revision or an assessment answer with linked data, too."""
    for path, item in document["paths"].items():
        if has_linked_data(path) and "get" in item:
            item["get"]["responses"]["200"]["content"][MEDIA_TYPE] = {"schema": SCHEMA}
    for name, collection in COLLECTIONS.items():
        example = document["components"]["schemas"][collection.document.__name__]["examples"][0]
        content = document["paths"][f"/v1/{name}/{{id}}"]["get"]["responses"]["200"]["content"][MEDIA_TYPE]
        content["example"] = linked_data(name, example, BASE)


def has_linked_data(path: str) -> bool:
    """Return whether what is at a path can be had as linked data: whatever its id, which has no point."""
    match path.split("/"):
        case ["", "v1", "vocabulary"]:
            return True
        case ["", "v1", collection, record]:
            return collection in COLLECTIONS and "." not in record
        case ["", "v1", collection, _record, "revisions", version]:
            return collection in COLLECTIONS and "." not in version
        case ["", "v1", "pledges", _record, "assessments", part]:
            return "." not in part
        case _:
            return False
