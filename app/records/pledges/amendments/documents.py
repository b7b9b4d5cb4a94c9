"""Models of what readers get of amendments and of wordings, for the OpenAPI document."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.ledger.model.shapes import Values
from app.records.base.parts.part_collections import part_document
from app.records.pledges.amendments.schemas import Amendment
from app.values.times.dates import DateDocument


class AmendmentDocument(part_document(Amendment, "AmendmentHead", "pledge", schedulable=True)):  # type: ignore[misc] # made at run time
    """An amendment as readers get it."""

    before: Annotated[
        Values, Field(description="the same fields as they stood before it, as they would be written: with ids")
    ]


class PledgeWording(BaseModel):
    """The text of a pledge as it stood from a day on."""

    text: str | None
    language: str | None
    effective_on: Annotated[
        DateDocument | None, Field(description="of the first: when it was announced; null: not known")
    ]
    amendment: Annotated[str | None, Field(description="the amendment that brought it; null: as first made")]


class WordingPage(BaseModel):
    """A page of a pledge's texts, one after the other."""

    items: list[PledgeWording]
    next_cursor: str | None
