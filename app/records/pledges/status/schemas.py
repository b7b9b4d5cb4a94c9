"""What clients write of a status change, and ask of the list of status changes."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import (
    ActionId,
    AnEndedDate,
    APastDate,
    ParticipantId,
    PledgeId,
    Values,
    Written,
    all_demands,
    demands,
)
from app.records.base.as_published import AsPublished
from app.records.base.lists.parameters import ClockQuery, Scaled, SchedulablePartQuery, repeated
from app.records.pledges.guards import EVIDENCE_NAMES
from app.records.sources.citations import MAX_CITATIONS, Citation
from app.tables.base import PART_ID_LENGTH
from app.values.flags import Flag
from app.values.identifiers import PartId, RecordId, slug
from app.values.texts import ShortText, Text
from app.values.times.dates import Day, today_utc
from app.values.times.possible_dates import BEGUN
from app.vocabulary import NO_CLAIM, Status, UnknownBecause

MAX_ACTIONS = 50
MAX_ITEMS = 500
DEMANDS = all_demands(
    demands({"successor": {"type": "string"}}, {"status": {"const": Status.SUPERSEDED.value}}),
    demands({"unknown_because": {"type": "string"}}, {"status": {"enum": sorted(NO_CLAIM)}}),
)


class Override(Written):
    """Guards of evidence that are set aside by name, and why. Shown on the change and counted."""

    guards: Annotated[list[Literal[EVIDENCE_NAMES]], Field(min_length=1, max_length=20)]  # type: ignore[valid-type]
    reason: Text

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        self.guards = list(dict.fromkeys(self.guards))
        return self


class StatusChange(Written):
    """A judgement on a pledge, or on one promisor of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "status": "no_verified_progress",
                    "effective_on": "2025-06-30",
                    "reason": "The reports at hand were searched; none shows more flights.",
                    "sources_reviewed_up_to": "2025-06-30",
                    "citations": [
                        {
                            "source": "landau-arevalo-talks",
                            "relation": "context",
                            "note": "Reports works at a port, and says nothing of flights.",
                        }
                    ],
                }
            ],
            **DEMANDS,
        }
    )

    id: Annotated[PartId | None, Field(description="derived from effective_on, status and party")] = None
    party: Annotated[ParticipantId | None, Field(description="a promisor; null: the pledge as a whole")] = None
    status: Status
    effective_on: Annotated[
        AnEndedDate,
        Field(
            default_factory=lambda: today_utc().isoformat(),
            description="from when; default: today; with announced_on, it may lie ahead",
        ),
    ]
    reason: Text
    announced_on: Annotated[APastDate | None, Field(description="when it was said that this would take effect")] = None
    citations: Annotated[list[Citation], Field(max_length=MAX_CITATIONS)] = []
    actions: Annotated[
        list[ActionId], Field(max_length=MAX_ACTIONS, description="the actions of record that it rests on")
    ] = []
    sources_reviewed_up_to: Annotated[
        Day | None, BEGUN, Field(description="until which day sources were searched: today at the latest")
    ] = None
    unknown_because: Annotated[
        UnknownBecause | None, Field(description=f"why no more is known: with {', '.join(sorted(NO_CLAIM))}")
    ] = None
    as_published: Annotated[
        AsPublished | None, Field(description="the judgement in the words of who published it, where they are others'")
    ] = None
    successor: Annotated[PledgeId | None, Field(description="for superseded: the pledge that takes its place")] = None
    override: Annotated[Override | None, Field(description="guards of evidence set aside by name")] = None

    @model_validator(mode="after")
    def _actions_once(self) -> Self:
        if len(self.actions) > 1:
            self.actions = list(dict.fromkeys(self.actions))
        return self

    @model_validator(mode="after")
    def _successor_of_superseded(self) -> Self:
        if self.successor is not None and self.status != Status.SUPERSEDED:
            code, message = "successor_without_superseded", "successor goes with the status superseded: leave it out"
            raise PydanticCustomError(code, message)
        return self

    @model_validator(mode="after")
    def _unknown_because_of_unknown(self) -> Self:
        if self.unknown_because is not None and self.status not in NO_CLAIM:
            words = ", ".join(sorted(NO_CLAIM))
            code, message = "unknown_because_of_known", f"unknown_because goes with one of {words}: leave it out"
            raise PydanticCustomError(code, message)
        return self


def status_change_id(change: Values) -> str:
    """Return the id that a status change gets of its day, status and party."""
    words = [change["effective_on"], change["status"], change["party"]]
    return slug("-".join(filter(None, words)).replace("_", "-"), PART_ID_LENGTH)


class BatchItem(StatusChange):
    """A status change of a batch: which pledge, and at which version if that matters."""

    model_config = ConfigDict(json_schema_extra=DEMANDS)

    pledge: Annotated[RecordId, Field(examples=["guatemala-border-task-force"])]
    if_version: Annotated[
        int | None, Field(strict=True, ge=1, le=2**31 - 1, description="refuse unless the pledge is at it")
    ] = None


class Batch(Written):
    """Many status changes, judged in order, each seeing those before it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "pledge": "guatemala-border-task-force",
                            "status": "no_verified_progress",
                            "effective_on": "2025-06-30",
                            "reason": "Nothing was found",
                            "sources_reviewed_up_to": "2025-06-30",
                        }
                    ],
                }
            ]
        }
    )

    atomic: Annotated[bool, Field(strict=True, description="all or nothing; false: what can be recorded is")] = True
    items: Annotated[list[BatchItem], Field(min_length=1, max_length=MAX_ITEMS)]


class StatusQuery(ClockQuery):
    """As of which moment, and on which other scale."""

    model_config = ConfigDict(use_enum_values=True)

    scale: Scaled = None


class PledgeChangesQuery(SchedulablePartQuery):
    """Filters of the list of a pledge's status changes."""

    party: repeated(ParticipantId, "on the promisor or implementer")  # type: ignore[valid-type] # made by a function
    status: repeated(Status, "to the status")  # type: ignore[valid-type] # made by a function
    is_reversal: Annotated[Flag | None, Field(description="leaves fulfilled, not_fulfilled or abandoned")] = None
    overridden: Annotated[Flag | None, Field(description="sets guards aside")] = None
    unknown_because: repeated(UnknownBecause, "unknown for the reason")  # type: ignore[valid-type] # made by a function
    published_scale: repeated(ShortText, "as published on the scale")  # type: ignore[valid-type] # made by a function
    guard: repeated(Literal[EVIDENCE_NAMES], "sets the guard aside")  # type: ignore[valid-type] # made by a function
    action: repeated(ActionId, "rests on the action")  # type: ignore[valid-type] # made by a function
    effective_from: Annotated[Day | None, Field(description="takes effect on or after the day")] = None
    effective_to: Annotated[Day | None, Field(description="takes effect on or before the day")] = None
    sort: Annotated[
        Literal["recorded", "-recorded", "effective_on", "-effective_on"], Field(description="`-` reverses")
    ] = "recorded"


class StatusChangeQuery(PledgeChangesQuery):
    """Filters of the list of status changes."""

    pledge: repeated(PledgeId, "of the pledge")  # type: ignore[valid-type] # made by a function
