"""What the console fills in: ids that the seeds hold, and bodies that work on them at once."""

from collections.abc import Iterator
from typing import Any

from app.http.openapi.schemas import PATCH, REFERENCE
from app.ledger.model.item_keys import key_of
from app.ledger.model.record_type import RecordType, record_type_of
from app.ledger.model.shapes import Values, Written
from app.linked_data.openapi import SUFFIX
from app.records.base.revisions.citations import SUFFIXES as CITATION_SUFFIXES
from app.records.registry import COLLECTIONS

Schema = dict[str, Any]
RECORDS = {name: collection.seeded for name, collection in COLLECTIONS.items()}
"""A seeded record of each collection."""

PARTS = {
    ("meetings", "attendance"): "marco-rubio-visitor",
    ("meetings", "citations"): "us-guatemala-strategic-cooperation",
    ("pledges", "citations"): "us-guatemala-strategic-cooperation",
    ("statements", "citations"): "guatemala-us-migration-security-ties",
    ("participants", "citations"): "landau-arevalo-talks",
    ("instruments", "citations"): "latam-reports-trilateral-migration",
    ("instruments", "participation"): "2022-endorsed-los-angeles-declaration-countries",
    ("actions", "citations"): "landau-arevalo-talks",
    ("participants", "part-of"): "northern-triangle",
    ("participants", "offices"): "guatemala-2024-01",
    ("pledges", "meetings"): "rubio-arevalo-2025-02-05-made-at",
    ("pledges", "parties"): "guatemala-promisor",
    ("pledges", "targets"): "target",
    ("actions", "actors"): "united-states",
    ("actions", "about"): "us-army-corps-port-plans",
}
"""A part of each of them. Where there is none in the seeds: what POST adds."""

OWNERS = {("participants", "offices"): "bernardo-arevalo", ("instruments", "links"): "precursor-regulation"}
"""Other records for what those above cannot have."""

JUDGED = {"id": "us-army-corps-port-plans", "change": "2025-not-assessed"}
"""A seeded status change, and its pledge."""

TABLE = {"table": "pledges", "format": "csv"}
TABLE_OF_RECORD = {"collection": "pledges", "id": JUDGED["id"], "table": "status-changes", "format": "csv"}
TABLE_OF_STATISTIC = {"statistic": "overview", "format": "csv"}
"""Lists and a statistic of the seeds as tables."""

ENDINGS = (f".{SUFFIX}", *(f".{suffix}" for suffix in CITATION_SUFFIXES.values()))
"""What follows the address of something that is answered in another form."""

OF_ANY: Schema = {"collection": "pledges"}
"""A collection, where a path takes any."""

PATCHES: dict[str, Schema] = {
    "Pledge": {"tags": ["two-reports", "accounts-differ", "to-review"]},
    "Participant": {"external_ids": {"iso-3166-1": "GT"}},
    "Attendance": {"title": "U.S. Secretary of State"},
    "Citation": {"page": None},
    "Membership": {"to": None},
    "Office": {"to": None},
    "Condition": {"met_on": None},
    "Party": {"to": None},
    "Target": {"baseline": None},
    "Actor": {"on_behalf_of": None},
    "About": {"note": "No report ties the works to the pledge."},
    "StatusChange": {"unknown_because": None},
    "Webhook": {"description": None},
    "Participation": {"in_force": "2022-06"},
    "Milestone": {"done_on": "2025-06-13"},
    "Amendment": {"reason": "An example, said better: no source in the seeds speaks of more time."},
    "Assessment": {"methodology": "Reading what was published until the end of the period."},
    "Measurement": {"note": "An example, said better: no source in the seeds counts flights."},
    "PledgePosition": {"citations": []},
    "StatementPosition": {"citations": []},
}
"""What to change of each: harmless, and to be seen in the answer. Of other records, `TO_REVIEW`."""

TO_REVIEW: Schema = {"tags": ["to-review"]}

MERGES: dict[str, Schema] = {
    "MeetingMerge": {"into": "rubio-arevalo-2025-02-05", "reason": "Two reports of one meeting"},
    "PledgeMerge": {"into": "guatemala-deportation-flights", "reason": "One pledge in two wordings"},
    "StatementMerge": {"into": "arevalo-denies-safe-third-country-agreement", "reason": "Said once, reported twice"},
    "ParticipantMerge": {"into": "guatemala-national-civil-police", "reason": "One body, two names", "keep_name": True},
    "TopicMerge": {"into": "deportation-and-return", "reason": "Two words for one thing"},
    "SourceMerge": {"into": "us-guatemala-strategic-cooperation", "reason": "One text at two addresses"},
}
"""What to merge what POST makes into: `POST …/unmerge` undoes it."""


def fill(document: Schema) -> None:
    """Give the bodies and paths of the OpenAPI document their examples."""
    models = {model.__name__: model for model in _subclasses(Written)}
    merges = {
        f"{collection.record_type.noun.capitalize()}Merge": {"into": collection.seeded, "reason": "One under two ids"}
        for collection in COLLECTIONS.values()
    } | MERGES
    components = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            fill_path(path, method, operation)
            for content in operation.get("requestBody", {}).get("content", {}).values():
                if "$ref" not in content["schema"]:
                    # A file: what is in it is told by no model.
                    continue
                name = content["schema"]["$ref"].removeprefix(REFERENCE)
                example = (
                    merges[name]
                    if name in merges
                    else PATCHES.get(name.removesuffix(PATCH), TO_REVIEW)
                    if name.endswith(PATCH)
                    else model_example(models[name])
                )
                content["example"] = example
                components[name]["examples"] = [example]


def _subclasses(model: type[Written]) -> Iterator[type[Written]]:
    for subclass in model.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def fill_path(path: str, method: str, operation: Schema) -> None:
    """Give the parameters without which there is no answer examples with which the operation works at once."""
    # Other forms are of what is at the same address without the ending.
    if ending := next((ending for ending in ENDINGS if path.endswith(ending)), None):
        path = path.removesuffix(ending).replace("{collection}", OF_ANY["collection"])
    found = OF_ANY | path_examples(path, method)
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" and parameter["name"] in found:
            parameter["example"] = found[parameter["name"]]
        elif parameter["in"] == "query" and parameter["required"]:
            parameter["example"] = parameter["schema"]["examples"][0]
    if maker := _made_by(path, method):
        operation["description"] += f" As filled in, it takes what `POST {maker}` makes: execute that first."


def _made_by(path: str, method: str) -> str | None:
    """Return what has to be posted before an operation finds what it is filled in with; None: the seeds have it."""
    collection, *rest = path.removeprefix("/v1/").split("/")
    under = rest[1:]
    if (rest == ["{id}"] and method == "delete") or under == ["merge"] or rest[:1] == ["{webhook}"]:
        return f"/v1/{collection}"
    if under == ["unmerge"]:
        return path.replace("unmerge", "merge")
    if under == ["text"]:
        return path.replace("text", "quotations/check")
    if under[1:] == ["{change}", "withdraw"]:
        return path.removesuffix("/{change}/withdraw")
    if "{part}" in under and (method == "delete" or "withdraw" in under or (collection, under[0]) not in PARTS):
        return path.partition("/{part}")[0]
    return None


def path_examples(path: str, method: str) -> Schema:
    """Return values for a path's parameters.

    Reading and changing take seeded ids; PUT and DELETE take those that POST gives its example: PUT creates that or
    changes nothing, and DELETE takes away what was made in trying, never a seed; the same is merged.
    """
    collection, *rest = path.removeprefix("/v1/").split("/")
    if path.endswith(".{format}"):
        return TABLE_OF_RECORD if "{id}" in path else TABLE_OF_STATISTIC if "{statistic}" in path else TABLE
    if collection == "webhooks":
        return {"webhook": "newsroom"}
    if collection == "reconciliation":
        return {"collection": "participants", "id": RECORDS["participants"]}
    if collection not in RECORDS:
        return {"slug": "guard-refused", "import_id": 1, "version": "1", "file": "pledges.csv"}
    record_type = record_type_of(collection)
    found: Schema = {"id": RECORDS[collection], "version": 1}
    if (rest == ["{id}"] and method in {"put", "delete"}) or rest[1:] in (["merge"], ["unmerge"]):
        found["id"] = record_type.derive(taken(record_type.written))
    if rest[1:]:
        found["id"] = OWNERS.get((collection, rest[1]), found["id"])
    if "{part}" in rest:
        made = _derived_part(record_type, rest[1].replace("-", "_"))
        found["part"] = made if method == "delete" or "withdraw" in rest else PARTS.get((collection, rest[1]), made)
    if "{change}" in rest:
        part_type = record_type.part_types["status_changes"]
        found |= {"change": part_type.derive(taken(part_type.written))} if "withdraw" in rest else JUDGED
    return found


def _derived_part(record_type: RecordType, field: str) -> str:
    if (part_type := record_type.part_types.get(field)) is not None:
        return part_type.derive(taken(part_type.written))
    nested = COLLECTIONS[record_type.collection].nested[field]
    item = taken(nested.written)
    if field in record_type.keys:
        return key_of(record_type.keys[field] or ("id",), item)
    return record_type.inline[field](item)


def taken(model: type[Written]) -> Values:
    """Return a model's example as the ledger would take it."""
    return model.model_validate(model_example(model)).values()


def model_example(model: type[Written]) -> Schema:
    """Return the example that a model carries, its members in the order of the model: the document sorts them."""
    extra: Any = model.model_config["json_schema_extra"]
    example: Schema = extra["examples"][0]
    return example
