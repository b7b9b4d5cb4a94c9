"""The routes by which duplicates are merged, and merges undone."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from app.access.callers import RepeatableWrite
from app.http.openapi.operations import untagged
from app.http.preconditions import WriteCondition
from app.http.responses import untagged_response
from app.ledger.merging.merge import MAX_MOVED, merge_into
from app.ledger.merging.unmerge import undo_merge
from app.ledger.model.record_type import RecordType
from app.ledger.model.rows.stored_length import MOST
from app.ledger.model.shapes import Written
from app.records.base.bodies import typed
from app.records.base.collections import Collection
from app.records.base.paths import RecordPath
from app.values.identifiers import RecordId
from app.values.texts import Text
from app.values.wording.nouns import article


class Merge(Written):
    """Which record takes the place of this one, and why."""

    into: Annotated[RecordId, Field(description="the record that remains; of a merged one, its survivor")]
    reason: Text


class Unmerge(Written):
    """Why a merge was a mistake."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "They are two after all"}]})

    reason: Text


class MovedRecord(BaseModel):
    """A record whose references were moved, and the version that this made of it."""

    collection: str
    id: str
    version: int


class MergeReport(BaseModel):
    """What a merge did."""

    id: Annotated[str, Field(description="the record that was merged: its address leads to the survivor from now on")]
    version: Annotated[int, Field(description="its last version: the merge")]
    into: str
    reason: str
    moved: Annotated[list[MovedRecord], Field(description="the records that referred to it")]
    name_kept: Annotated[bool, Field(description="the survivor was given its name as another name")]


class LeftRecord(BaseModel):
    """A record of which something still refers to the survivor."""

    collection: str
    id: str
    fields: Annotated[
        list[str], Field(description="which; `*`: all, where they cannot be told apart or the record would be invalid")
    ]


class UnmergeReport(BaseModel):
    """What undoing a merge did."""

    id: Annotated[str, Field(description="the restored record")]
    version: int
    from_: Annotated[str, Field(alias="from", description="the record that it had been merged into")]
    moved_back: list[MovedRecord]
    left: Annotated[list[LeftRecord], Field(description="what was changed since the merge, and so was not moved back")]


def add_merging(router: APIRouter, collection: Collection) -> None:
    """Give a collection's router the routes of merging."""
    record_type = collection.record_type
    noun, one = record_type.noun.capitalize(), article(record_type.noun)

    @router.post(
        "/{id}/merge",
        operation_id=f"merge{noun}",
        summary=f"Merge {one} into its duplicate",
        description=(
            f"All references to the {record_type.noun} are moved to the survivor, in a new version of each of "
            "those "
            "records, all at once. Where that would repeat something, it stands once. The survivor's own content "
            f"stays as it is: what was recorded of the {record_type.noun} itself is not copied, and "
            "stays in its revisions. "
            f"The {record_type.noun}'s address answers 308, writes to it 409, its id in bodies and bundles "
            f"stands for the survivor; its revisions stay. Refused where more than {MAX_MOVED} records refer to it, or "
            f"such as hold more than {MOST} characters together: then merge the other one."
        ),
        responses=untagged(MergeReport, "What was merged and moved"),
    )
    @typed(body=merge_model(record_type))
    async def merge_record(id: RecordPath, body: Merge, condition: WriteCondition, write: RepeatableWrite) -> Response:
        keep = getattr(body, "keep_name", False)
        result = await write(merge_into, record_type, id, body.into, body.reason, condition, keep_name=keep)
        return untagged_response(result)

    @router.post(
        "/{id}/unmerge",
        operation_id=f"unmerge{noun}",
        summary=f"Undo the merge of {one}",
        description=(
            f"The {record_type.noun} is restored as it was, and the references that the merge moved lead to it "
            "again, "
            "unless they were changed since: the answer says which those are."
        ),
        responses=untagged(UnmergeReport, "What was restored and moved back"),
    )
    async def unmerge_record(id: RecordPath, body: Unmerge, write: RepeatableWrite) -> Response:
        return untagged_response(await write(undo_merge, record_type, id, body.reason))


def merge_model(record_type: RecordType) -> type[Merge]:
    """Return the model of the body that merges a record of the type."""
    fields: dict[str, Any] = {}
    if record_type.merging.kept_name is not None:
        described = Field(strict=True, description="give the survivor the name of this one as another name")
        fields["keep_name"] = (Annotated[bool, described], False)
    return create_model(f"{record_type.noun.capitalize()}Merge", __base__=Merge, __doc__=Merge.__doc__, **fields)
