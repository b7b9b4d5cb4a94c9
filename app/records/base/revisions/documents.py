"""Models of the answers about revisions, for the OpenAPI document."""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from app.records.base.revisions.diff import Change
from app.vocabulary import Operation


class Revision(BaseModel):
    """One version of a record: which entry of the ledger made it."""

    revision: int
    entry: int
    at: str
    actor: str
    request_id: str
    data_set: Annotated[str | None, Field(description="the data set that it was loaded from; null: from none")]
    operation: Operation
    part: str | None
    salt: Annotated[str | None, Field(description="what the digest begins with, hexadecimal; null: redacted")]
    digest: Annotated[str, Field(description="of the entry's salt and body: see `/v1/changes`")]
    hash: str


class ListedRevision(Revision):
    """A revision in a list, with what it changed if that is asked for."""

    differences: Annotated[
        list["RevisionDifference"] | None,
        Field(
            description="with `differences=true`: from the revision before; null: what one of them held was redacted"
        ),
    ] = None


class RevisionPage(BaseModel):
    """A page of revisions."""

    items: list[ListedRevision]
    next_cursor: str | None


class RevisionMade(BaseModel):
    """A revision that is compared, and the entry of the ledger that made it."""

    revision: int
    entry: int
    at: str
    actor: str
    operation: Operation
    part: str | None


class RevisionDifference(BaseModel):
    """One difference between two revisions."""

    pointer: Annotated[
        str,
        Field(
            description=(
                "JSON Pointer into the later revision's written shape (into the earlier one's if `removed`); parts "
                "beside it stand under the name of their list, by id"
            ),
            examples=["/parties/1", "/status_changes/2025-02-05-planned"],
        ),
    ]
    change: Annotated[Change, Field(description="what happened to it")]
    before: Annotated[Any, Field(description="as it was written; null: it was not there")]
    after: Annotated[Any, Field(description="as it was written; null: it is not there")]
    label: Annotated[str, Field(examples=["Due changed from 2025-11 to 2025-12"])]


class RevisionDifferences(BaseModel):
    """What changed from one revision to another."""

    from_: Annotated[RevisionMade | None, Field(alias="from", description="null: compared with nothing")]
    to: RevisionMade
    items: list[RevisionDifference]


JOINED_WHEN_READ = frozenset(
    {"overdue", "due_soon", "conditional", "effective_legal_nature", "components", "newer_evidence", "review_due"}
)
"""What documents show of today, or of other records."""


@cache
def revision_model(document: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a revision: the document without what depends on today."""
    fields: dict[str, Any] = {
        key: (field.annotation, field) for key, field in document.model_fields.items() if key not in JOINED_WHEN_READ
    }
    return create_model(f"{document.__name__}Revision", **fields)
