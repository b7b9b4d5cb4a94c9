"""Models of the answers that collections share, for the OpenAPI document."""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from app.ledger.model.shapes import Written, document_model
from app.values.identifiers import RecordId
from app.vocabulary import ScaleName, Voice


class WrittenRecord(Written):
    """What clients may write of every record."""

    id: Annotated[
        RecordId | None,
        Field(description="in POST: derived if left out; in PUT: as in the address; public for good"),
    ] = None


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


DERIVED: dict[str, Any] = {
    "attestation": (
        Voice | None,
        Field(description="the best voice among supporting citations, in the order of the vocabulary; null: none"),
    ),
    "disputed": (bool, Field(description="an account of a field, or of a part's, conflicts: see its accounts")),
}
"""What follows from the citations of every record."""


@cache
def record_document(written: type[Written], name: str) -> type[BaseModel]:
    """Return the model of a record's document: its head, the read shape of what is written, and what follows."""
    shape = document_model(written, f"{name}Shape")
    fields: dict[str, Any] = {
        key: (field.annotation, field) for key, field in shape.model_fields.items() if key != "id"
    } | DERIVED
    return create_model(name, __base__=RecordHead, __doc__=f"A {written.__name__.lower()} as readers get it.", **fields)


@cache
def page_model(document: type[BaseModel], name: str) -> type[BaseModel]:
    """Return the model of a page of documents."""
    return create_model(
        name,
        __doc__="A page of a list.",
        items=(list[document], ...),  # type: ignore[valid-type] # made at run time
        next_cursor=(str | None, Field(description="send it as `cursor` for the next page; null at the end")),
        count=(int, Field(default=None, description="how many match in all; only with `count=exact`")),
    )


@cache
def items_model(document: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a nested list, which is given whole."""
    return create_model(f"{document.__name__}List", items=(list[document], ...))  # type: ignore[valid-type]
