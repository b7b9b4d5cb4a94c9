"""What clients write of a position, and ask of the lists of positions."""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.ledger.model.shapes import APastEndedDate, ParticipantId, Values, Written
from app.records.base.lists.parameters import WithdrawablePartQuery, repeated, sorting
from app.records.sources.citations import Citations
from app.tables.base import PART_ID_LENGTH
from app.values.flags import Flag
from app.values.identifiers import JudgementPath, PartId, slug
from app.values.times.dates import Day
from app.vocabulary import Position

JUDGEMENTS = ("status_changes", "assessments")
"""The parts of a pledge that a position can be about."""


class StatementPosition(Written):
    """How a participant takes what was said."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "participant": "guatemala",
                    "position": "rejects",
                    "on": "2025-02-05",
                    "citations": [{"source": "guatemala-us-migration-security-ties", "voice": "reporter"}],
                }
            ]
        }
    )

    id: Annotated[PartId | None, Field(description="derived from its day and the participant")] = None
    participant: Annotated[ParticipantId, Field(description="who takes it")]
    position: Position
    on: Annotated[APastEndedDate | None, Field(description="when; null: not known, so before all dated ones")] = None
    citations: Citations = []


class PledgePosition(StatementPosition):
    """How a participant takes a pledge, or a judgement of it."""

    about: Annotated[
        JudgementPath | None, Field(description="the status change or assessment that it is taken on; null: the pledge")
    ] = None


def position_id(position: Values) -> str:
    """Return the id that a position gets of its day and its participant."""
    return slug(" ".join(filter(None, [position["on"], position["participant"]])), PART_ID_LENGTH)


class PositionQuery(WithdrawablePartQuery):
    """Filters of a list of positions."""

    participant: repeated(ParticipantId, "taken by the participant")  # type: ignore[valid-type] # made by a function
    position: repeated(Position, "that say this")  # type: ignore[valid-type] # made by a function
    stands: Annotated[Flag | None, Field(description="the latest of its participant; `false`: all others")] = None
    taken_from: Annotated[Day | None, Field(description="taken on or after the day")] = None
    taken_to: Annotated[Day | None, Field(description="taken on or before the day")] = None
    sort: sorting("recorded", "on") = "recorded"  # type: ignore[valid-type] # made by a function


class PledgePositionQuery(PositionQuery):
    """Filters of the list of a pledge's positions."""

    about: repeated(JudgementPath, "taken on the status change or assessment")  # type: ignore[valid-type] # made by a function
