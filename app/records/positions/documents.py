"""Models of what readers get of positions, for the OpenAPI document."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.ledger.model.shapes import Named
from app.records.base.parts.part_collections import part_document
from app.records.positions.schemas import PledgePosition, StatementPosition
from app.values.times.dates import DateDocument
from app.vocabulary import Position

STANDS = "the latest of its participant, and not withdrawn"


class PledgePositionDocument(part_document(PledgePosition, "PledgePositionHead", "pledge")):  # type: ignore[misc] # made at run time
    """A position on a pledge, or on a judgement of it, as readers get it."""

    stands: Annotated[bool, Field(description=STANDS)]


class StatementPositionDocument(part_document(StatementPosition, "StatementPositionHead", "statement", label=None)):  # type: ignore[misc] # made at run time
    """A position on a statement as readers get it."""

    stands: Annotated[bool, Field(description=STANDS)]


class StandingPosition(BaseModel):
    """How a participant takes the record, by its latest position."""

    participant: Named
    position: Position
    on: DateDocument | None
    id: str
