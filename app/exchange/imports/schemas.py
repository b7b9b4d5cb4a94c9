"""What imports answer, and what is asked of their lists: for the OpenAPI document."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.exchange.bundles.schemas import BUNDLE_BODY, BundleCounts
from app.exchange.imports.received_file import MEDIA_TYPES, MULTIPART
from app.http.openapi.schemas import BINARY, REFERENCE
from app.http.routing.strict import JSON
from app.values.flags import PLAIN_DIGITS
from app.vocabulary import ImportState


class ImportCounts(BaseModel):
    """What became of the records and the parts of a file."""

    collections: dict[str, BundleCounts] = {}
    refused: Annotated[int, Field(description="records that are refused: nothing is written while there are any")] = 0
    notes: Annotated[list[str], Field(description="what was odd in the file, and how it was read")] = []


class FileFaultDocument(BaseModel):
    """What is wrong with a file, or was left, and where."""

    sheet: Annotated[str, Field(description="the file, or the sheet of a table")]
    line: int | None
    column: Annotated[str | None, Field(description="of a table")]
    field: str
    pointer: str = Field(examples=["/pledges/0/due"])
    record: Annotated[
        str | None, Field(description="the record that it is about, if that is known", examples=["pledges/a-bridge"])
    ] = None
    message: str


class ImportSettings(BaseModel):
    """How a file was taken."""

    overwrite: bool
    as_amendments: str | None
    as_copy: bool
    dry_run: bool


class ImportDocument(BaseModel):
    """A file that came in, how far it is, and what became of it."""

    id: Annotated[int, Field(description="counts by one", examples=[7])]
    state: ImportState
    actor: Annotated[str, Field(description="the public label of the key")]
    data_set: str
    file_name: str = Field(examples=["promises.csv"])
    format: str
    sha256: str
    bytes: int
    created_at: str
    changed_at: str
    finished_at: str | None
    done: Annotated[int, Field(description="changes that are written, what was undone with them")]
    total: Annotated[int | None, Field(description="changes that are to be written; null: not known yet")]
    first_entry: Annotated[int | None, Field(description="of the ledger; null: nothing was written")]
    last_entry: int | None
    undone_by: str | None
    undone_at: str | None
    options: ImportSettings
    mapping: Annotated[str | None, Field(description="as it came, or the name of a ready one")]
    counts: ImportCounts | None
    faults: Annotated[list[FileFaultDocument], Field(description="the first of what is wrong, or was left")]


class ImportPage(BaseModel):
    """Imports, the newest first."""

    items: list[ImportDocument]
    next_cursor: str | None


class DifferenceDocument(BaseModel):
    """A field that stands here otherwise than in the file."""

    field: str
    upstream_before: Annotated[Any, Field(description="what the data set said before; left out: not known")] = None
    upstream: Annotated[Any, Field(description="what the file says")]
    here: Annotated[Any, Field(description="what stood here")]
    taken: Annotated[bool, Field(description="whether it comes to say what the file says, in part at least")]


class PartOutcome(BaseModel):
    """What is written of a part of the record."""

    part: str = Field(examples=["status_changes/2025-03-04-planned"])
    operation: str


RowState = Literal["created", "changed", "unchanged", "left", "refused"]


class ImportRowDocument(BaseModel):
    """A record of the file, with the row that gave it first, and what became of it."""

    number: int
    outcome: RowState
    collection: str | None
    record: str | None
    sheet: str
    line: int | None
    differences: list[DifferenceDocument]
    parts: list[PartOutcome]
    faults: list[FileFaultDocument]


class ImportRowPage(BaseModel):
    """Rows of a report, in the order of the file's records."""

    items: list[ImportRowDocument]
    next_cursor: str | None


class UndoReport(BaseModel):
    """What became of what an import wrote, and what of it stays, and why."""

    deleted: Annotated[int, Field(description="records that it had made")]
    changed: Annotated[int, Field(description="records that are put back as they were, in part at least")]
    removed: Annotated[int, Field(description="parts that it had made, withdrawn or deleted")]
    left: list[FileFaultDocument]
    left_in_all: int


class ImportUndone(BaseModel):
    """An import that is undone or being undone; what became of it, once that is known."""

    state: ImportState
    report: UndoReport | None


class PagedQuery(BaseModel):
    """How much of a list."""

    model_config = ConfigDict(use_enum_values=True)

    limit: Annotated[int, Field(ge=1, le=200, description="most items of a page"), PLAIN_DIGITS] = 50
    cursor: Annotated[str | None, Field(max_length=2000, description="`next_cursor` of the previous page")] = None


class RowQuery(PagedQuery):
    """How much of a report, and which rows."""

    outcome: Annotated[RowState | None, Field(description="these rows alone")] = None


FORM_EXAMPLE = {"file": "code,name\nharbours,Harbours\n", "mapping": "scores"}
_FORM = {
    # Generators make a name up otherwise, and take it twice.
    "title": "ImportForm",
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "description": "the file: the ending of its name says what it is"},
        "mapping": {"type": "string", "description": "what its columns are: YAML or JSON, or the name of a ready one"},
    },
}
TEXTS = {
    "application/yaml": "topics:\n- id: harbours\n  name: Harbours\n",
    "application/jsonl": '{"topics": [{"id": "harbours", "name": "Harbours"}]}\n',
}

BINARIES = ("xlsx", "ods", "zip")
"""Endings of files that are no text."""


def request_body() -> dict[str, Any]:
    """Return the documentation of the body of an import."""
    content: dict[str, Any] = {JSON: {"schema": {"$ref": REFERENCE + BUNDLE_BODY.__name__}}}
    content[MULTIPART] = {"schema": _FORM, "example": FORM_EXAMPLE}
    for media_type in list(MEDIA_TYPES)[1:]:
        schema = BINARY if MEDIA_TYPES[media_type] in BINARIES else {"type": "string"}
        content[media_type] = {"schema": schema, "example": TEXTS.get(media_type, "the file")}
    return {"requestBody": {"required": True, "content": content}}
