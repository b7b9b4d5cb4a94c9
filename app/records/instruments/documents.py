"""Models of what readers get of instruments and of participation, for the OpenAPI document."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.ledger.model.shapes import Named
from app.records.base.documents import record_document
from app.records.base.parts.part_collections import part_document
from app.records.instruments.participation.schemas import Participation
from app.records.instruments.schemas import Instrument
from app.values.times.dates import DateDocument
from app.vocabulary import ParticipationAct, ParticipationStanding


class InstrumentParty(BaseModel):
    """Where a participant stands to the instrument."""

    participant: Named
    standing: ParticipationStanding
    since: Annotated[DateDocument | None, Field(description="when it did what made it so; null: unknown")]
    in_force: Annotated[DateDocument | None, Field(description="from when on that takes effect; null: unknown")]
    reservations: Annotated[int, Field(description="how many stand")]
    acts: Annotated[list[ParticipationAct], Field(description="what it did, in order")]


class ParticipationCounts(BaseModel):
    """How many participation acts there are."""

    participation: Annotated[int, Field(description="that stand")]
    withdrawn: int


class InstrumentDocument(record_document(Instrument, "InstrumentHead")):  # type: ignore[misc] # made at run time
    """An instrument as readers get it."""

    parties: Annotated[
        list[InstrumentParty], Field(description="where each participant stands by its acts; the rule: /v1/vocabulary")
    ]
    counts: ParticipationCounts


class ParticipationDocument(part_document(Participation, "ParticipationHead", "instrument")):  # type: ignore[misc]
    """A participation act as readers get it."""


READ_ONLY = {
    "parties": "follow from participation: POST /v1/instruments/{id}/participation",
    "counts": "are derived: leave them out",
}
"""The messages for bodies with derived fields."""
