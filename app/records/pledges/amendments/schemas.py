"""What clients write of an amendment, and ask of the list of amendments."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import (
    ADate,
    AnEndedDate,
    APastDate,
    PartialShape,
    ParticipantId,
    Values,
    Written,
)
from app.records.base.lists.parameters import ClockQuery, RevisionQuery, SchedulablePartQuery, repeated, sorting
from app.records.pledges.schemas import MAX_CONDITIONS, MAX_PARTIES, MAX_TARGETS, Condition, Wording
from app.records.pledges.targets.schemas import Target
from app.records.sources.citations import Citations
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import PartId, slug
from app.values.texts import ShortText, Text
from app.values.times.dates import Day
from app.values.times.possible_dates import BEGUN_UNLESS_ANNOUNCED
from app.vocabulary import Strength


class AmendedTerms(PartialShape):
    """The fields that the parties changed, each with what it became. What is left out stayed; lists are whole."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    due: Annotated[ADate | None, Field(description="null: no longer due on any day")] = None
    due_text: Annotated[ShortText | None, Field(description="the source's words")] = None
    wording: Annotated[Wording | None, Field(description="word for word")] = None
    strength: Strength | None = None
    conditions: Annotated[list[Condition], Field(max_length=MAX_CONDITIONS)] = []
    targets: Annotated[list[Target], Field(max_length=MAX_TARGETS)] = []

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set:
            code, message = "nothing_amended", "name what was changed: one of {fields}, with what it became"
            raise PydanticCustomError(code, message, {"fields": ", ".join(AMENDABLE)})
        return self


AMENDABLE = tuple(AmendedTerms.model_fields)
"""The fields of a pledge that its parties can change."""


class Amendment(Written):
    """What the parties changed of the pledge itself: written fields keep what was promised first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "changes": {"due": "2026-12-31"},
                    "effective_on": "2025-06-13",
                    "reason": "An example: no source in the seeds speaks of more time.",
                    "agreed_with": ["united-states"],
                }
            ]
        }
    )

    id: Annotated[PartId | None, Field(description="derived from effective_on")] = None
    changes: AmendedTerms
    announced_on: Annotated[APastDate | None, Field(description="when it was made known")] = None
    effective_on: Annotated[
        AnEndedDate,
        BEGUN_UNLESS_ANNOUNCED,
        Field(description="from when it is so: with announced_on, it may lie ahead"),
    ]
    agreed_with: Annotated[
        list[ParticipantId], Field(max_length=MAX_PARTIES, description="who agreed to it, beside the promisor")
    ] = []
    reason: Text
    citations: Citations = []

    @model_validator(mode="after")
    def _agreed_once(self) -> Self:
        self.agreed_with = list(dict.fromkeys(self.agreed_with))
        return self


def amendment_id(amendment: Values) -> str:
    """Return the id that an amendment gets of its day."""
    return slug(amendment["effective_on"], PART_ID_LENGTH)


class AmendmentQuery(SchedulablePartQuery):
    """Filters of the list of a pledge's amendments."""

    agreed_with: repeated(ParticipantId, "agreed with the participant")  # type: ignore[valid-type] # made by a function
    effective_from: Annotated[Day | None, Field(description="takes effect on or after the day")] = None
    effective_to: Annotated[Day | None, Field(description="takes effect on or before the day")] = None
    sort: sorting("recorded", "effective_on") = "recorded"  # type: ignore[valid-type] # made by a function


class WordingQuery(ClockQuery, RevisionQuery):
    """How many of a pledge's texts, after which, and as of which moment."""
