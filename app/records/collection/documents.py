"""Models of the answers that collections share, for the OpenAPI document."""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from app.ledger.model.shapes import Written, document_model
from app.records.collection.differences import Change
from app.vocabulary import Operation, ScaleName


class RecordHead(BaseModel):
    """What every record's document begins with."""

    id: Annotated[str, Field(examples=["guatemala-deportation-flights"])]
    version: Annotated[int, Field(ge=1, description="the record's counter")]
    created_at: Annotated[str, Field(examples=["2026-11-22T03:14:33.123456Z"])]
    updated_at: Annotated[str, Field(examples=["2026-11-22T03:14:33.123456Z"])]


class OnScale(BaseModel):
    """What a status or a score is on another published scale."""

    scale: ScaleName
    value: Annotated[str | int | None, Field(description="null: it has none there", examples=["Limited"])]
    exact: Annotated[bool | None, Field(description="both mean the same; false: something is lost")]


ScaledBeside: Any = Annotated[OnScale, Field(default=None, description="only with `scale`")]
"""The member that answers hold beside a status or a score where a scale is asked for."""


class Revision(BaseModel):
    """One version of a record: which entry of the ledger made it."""

    revision: int
    entry: int
    at: str
    actor: str
    request_id: str
    operation: Operation
    part: str | None
    digest: str
    hash: str


class RevisionPage(BaseModel):
    """A page of revisions."""

    items: list[Revision]
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
    """One thing that two revisions have otherwise."""

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
    change: Annotated[Change, Field(description="what became of it")]
    before: Annotated[Any, Field(description="as it was written; null: it was not there")]
    after: Annotated[Any, Field(description="as it was written; null: it is not there")]
    label: Annotated[str, Field(examples=["Due changed from 2025-11 to 2025-12"])]


class RevisionDifferences(BaseModel):
    """What changed from one revision to another."""

    from_: Annotated[RevisionMade | None, Field(alias="from", description="null: compared with nothing")]
    to: RevisionMade
    items: list[RevisionDifference]


@cache
def record_document(written: type[Written], name: str) -> type[BaseModel]:
    """Return the model of a record's document: its head, and the read shape of what is written."""
    shape = document_model(written, f"{name}Shape")
    fields: dict[str, Any] = {
        key: (field.annotation, field) for key, field in shape.model_fields.items() if key != "id"
    }
    return create_model(name, __base__=RecordHead, __doc__=f"A {written.__name__.lower()} as readers get it.", **fields)


@cache
def page_model(document: type[BaseModel], name: str) -> type[BaseModel]:
    """Return the model of a page of documents."""
    return create_model(
        name,
        __doc__="A page of a list.",
        items=(list[document], ...),  # type: ignore[valid-type] # made at run time
        next_cursor=(str | None, Field(description="send it as `cursor` for the next page; null at the end")),
        count=(int, Field(default=0, description="how many match in all; only with `count=exact`")),
    )


@cache
def items_model(document: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a nested list, which is given whole."""
    return create_model(f"{document.__name__}List", items=(list[document], ...))  # type: ignore[valid-type]


@cache
def revision_model(document: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a revision: the document without what depends on today."""
    fields: dict[str, Any] = {
        key: (field.annotation, field)
        for key, field in document.model_fields.items()
        if key not in {"overdue", "due_soon"}
    }
    return create_model(f"{document.__name__}Revision", **fields)
