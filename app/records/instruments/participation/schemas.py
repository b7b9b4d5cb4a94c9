"""What clients write of a participation act, and ask of the lists of them."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import (
    ADate,
    APastEndedDate,
    InstrumentId,
    ParticipantId,
    Values,
    Written,
    demands,
)
from app.records.base.lists.parameters import WithdrawablePartQuery, repeated, sorting
from app.records.sources.citations import Citations
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import PartId, slug
from app.values.texts import Text
from app.values.times.dates import Day
from app.values.times.possible_dates import not_before
from app.vocabulary import ParticipationAct


class Participation(Written):
    """What a participant did about an instrument: signed, ratified, made a reservation, withdrew."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "participant": "guatemala",
                    "act": "declared",
                    "on": "2022",
                    "text": "An example: no report in the seeds speaks of a declaration.",
                    "citations": [{"source": "latam-reports-trilateral-migration", "relation": "context"}],
                }
            ],
            **demands({"to": {"type": "string"}}, {"act": {"const": ParticipationAct.OBJECTED.value}}),
        }
    )

    id: Annotated[PartId | None, Field(description="derived from the day, the act and the participant")] = None
    participant: ParticipantId
    act: ParticipationAct
    on: Annotated[APastEndedDate | None, Field(description="when it did so; null: unknown")] = None
    in_force: Annotated[
        ADate | None, not_before("on"), Field(description="from when on that takes effect for the participant")
    ] = None
    to: Annotated[ParticipantId | None, Field(description="of objected: whose reservation it objects to")] = None
    text: Annotated[Text | None, Field(description="of a declaration or reservation: what it says")] = None
    citations: Citations = []

    @model_validator(mode="after")
    def _to_whom_it_objects(self) -> Self:
        if self.to is not None and self.act != ParticipationAct.OBJECTED:
            code, message = "to_without_objection", "to goes with the act objected: leave it out"
            raise PydanticCustomError(code, message)
        return self


def participation_id(participation: Values) -> str:
    """Return the id that a participation act gets of its day, what was done and who did it."""
    words = [participation["on"], participation["act"], participation["participant"]]
    return slug(" ".join(filter(None, words)).replace("_", "-"), PART_ID_LENGTH)


class InstrumentParticipationQuery(WithdrawablePartQuery):
    """Filters of the list of an instrument's participation acts."""

    participant: repeated(ParticipantId, "of the participant")  # type: ignore[valid-type] # made by a function
    act: repeated(ParticipationAct, "of the sort")  # type: ignore[valid-type] # made by a function
    to: repeated(ParticipantId, "objecting to a reservation of the participant")  # type: ignore[valid-type] # made by a function
    on_from: Annotated[Day | None, Field(description="done on or after the day")] = None
    on_to: Annotated[Day | None, Field(description="done on or before the day")] = None
    sort: sorting("recorded", "on") = "recorded"  # type: ignore[valid-type] # made by a function


class ParticipationQuery(InstrumentParticipationQuery):
    """Filters of the list of all participation acts."""

    instrument: repeated(InstrumentId, "about the instrument")  # type: ignore[valid-type] # made by a function
