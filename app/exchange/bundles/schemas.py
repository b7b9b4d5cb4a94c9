"""What a bundle in a request holds, and what is reported of it: for the OpenAPI document."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.exchange.loading.load_report import Outcome
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Written
from app.records.registry import RECORD_TYPES
from app.values.identifiers import RecordId

CITED = {"source": "border-call-readout", "relation": "supports"}
EXAMPLE: dict[str, Any] = {
    "sources": [
        {
            "id": "border-call-readout",
            "kind": "readout",
            "title": "Readout of a call on border crossings",
            "publisher": "Ministry of Foreign Affairs of Guatemala",
            "published": "2025-03-04",
            "url": "https://example.org/readouts/2025-03-04",
        }
    ],
    "participants": [{"id": "vice-minister-of-crossings", "kind": "person", "name": "The vice minister of crossings"}],
    "meetings": [
        {
            "id": "border-call-2025-03-04",
            "title": "Call on border crossings",
            "form": "call",
            "status": "held",
            "starts": "2025-03-04",
            "attendance": [
                {"participant": "vice-minister-of-crossings", "role": "participant", "on_behalf_of": "guatemala"}
            ],
            "citations": [CITED],
        }
    ],
    "pledges": [
        {
            "id": "guatemala-second-crossing",
            "title": "Open a second crossing at the border",
            "kind": "infrastructure",
            "strength": "firm",
            "announced": "2025-03-04",
            "due": "2026",
            "meetings": [{"meeting": "border-call-2025-03-04", "role": "made_at"}],
            "parties": [{"participant": "guatemala", "role": "promisor"}],
            "citations": [CITED | {"quote": {"exact": "will open a second crossing"}, "act": "announcement"}],
            "status_changes": [
                {
                    "status": "planned",
                    "effective_on": "2025-03-04",
                    "reason": "Announced with a year",
                    "citations": [CITED | {"act": "announcement"}],
                }
            ],
        }
    ],
    "statements": [
        {
            "id": "vice-minister-on-crossings",
            "kind": "criticism",
            "summary": "One crossing is too few.",
            "speaker": "vice-minister-of-crossings",
            "on_behalf_of": "guatemala",
            "said": "2025-03-04",
            "meeting": "border-call-2025-03-04",
            "citations": [CITED | {"quote": {"exact": "one crossing is too few"}}],
        }
    ],
}
"""One report, as it goes in: the source, who spoke, where, what was pledged and what was said."""


class _InBundle(Written):
    """Takes off the examples of single records: here they have ids, and parts under them."""

    model_config = ConfigDict(json_schema_extra={})


def _record(record_type: RecordType) -> Any:
    name = "".join(word.capitalize() for word in record_type.noun.split())
    fields: dict[str, Any] = {
        part_type.name: (list[part_type.written], Field(default=[], description="parts that belong to it"))  # type: ignore[name-defined] # known when it is made
        for part_type in record_type.part_types.values()
    }
    fields["id"] = (RecordId, Field(description="by which others of the bundle name it"))
    base: Any = (record_type.written, _InBundle)
    return create_model(f"{name}InBundle", __base__=base, __doc__=record_type.written.__doc__, **fields)


def _bundle() -> type[Written]:
    fields: dict[str, Any] = {
        collection: (list[_record(record_type)], Field(default=[]))  # type: ignore[misc] # known when it is made
        for collection, record_type in RECORD_TYPES.items()
    }
    return create_model("BundleBody", __base__=_Bundle, __doc__=_Bundle.__doc__, **fields)


class _Bundle(Written):
    """Records as PUT takes them, with their ids and their parts, in any order; what they name is here or in them."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


BUNDLE_BODY = _bundle()


class BundleCounts(BaseModel):
    """What became of the records of a collection, or of the parts of a type."""

    created: int
    changed: int
    removed: Annotated[int, Field(description="withdrawn or deleted: the data set no longer says it")]
    unchanged: int
    left: Annotated[int, Field(description="as it is here: changed here, too")]


class BundledRecord(BaseModel):
    """What became of a record and its parts."""

    collection: str = Field(examples=["pledges"])
    id: str = Field(examples=["guatemala-second-crossing"])
    outcome: Outcome
    address: str = Field(examples=["/v1/pledges/guatemala-second-crossing"])


class LeftInBundle(BaseModel):
    """What the bundle says and was not taken, since people changed it here."""

    pointer: str = Field(examples=["/pledges/0/due"])
    line: int | None = Field(None, description="the line, of a body in YAML")
    message: str = Field(examples=["changed here and in the bundle; left as it is here"])


class BundleReport(BaseModel):
    """What loading a bundle did, or would do."""

    data_set: str = Field(examples=["a newcomer"])
    counts: Annotated[dict[str, BundleCounts], Field(description="by collection and type of part, where there is any")]
    records: Annotated[list[BundledRecord], Field(description="each record of the bundle")]
    left: list[LeftInBundle]
