"""What clients write of a measurement, and ask of the list of measurements."""

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import APastEndedDate, ParticipantId, Values, Written
from app.records.base.lists.parameters import WithdrawablePartQuery, repeated, sorting
from app.records.sources.citations import MAX_CITATIONS, Citation, borne_out
from app.tables.base import PART_ID_LENGTH
from app.values.identifiers import PartId, slug
from app.values.numbers import ExactDecimal
from app.values.texts import Text
from app.values.times.dates import Day


def _reported(citations: list[Citation]) -> list[Citation]:
    if not borne_out(citations):
        code, message = "measurement_without_report", "cite a source that reports the value: these all contradict it"
        raise PydanticCustomError(code, message)
    return citations


class Measurement(Written):
    """An observed value of what a target of the pledge measures, and the source that reports it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "target": "target",
                    "period": "2025-06",
                    "value": 14,
                    "note": "An example: no source in the seeds counts flights.",
                    "citations": [{"source": "landau-arevalo-talks", "relation": "context"}],
                }
            ]
        }
    )

    id: Annotated[PartId | None, Field(description="derived from target, period and party")] = None
    target: Annotated[PartId | None, Field(description="its id; may be left out where the pledge has one alone")] = None
    party: Annotated[
        ParticipantId | None, Field(description="a promisor or an implementer; null: the pledge as a whole")
    ] = None
    period: Annotated[APastEndedDate, Field(description="when it was so")]
    value: Annotated[ExactDecimal, Field(description="exact, in the target's unit; of yes or no: 1 or 0")]
    note: Text | None = None
    citations: Annotated[
        list[Citation],
        Field(min_length=1, max_length=MAX_CITATIONS, description="which sources report it: one at least"),
        AfterValidator(_reported),
    ]


def measurement_id(measurement: Values) -> str:
    """Return the id that a measurement gets of its target, period and party."""
    said = (measurement[name] for name in ("target", "period", "party"))
    return slug(" ".join(filter(None, said)), PART_ID_LENGTH)


class MeasurementQuery(WithdrawablePartQuery):
    """Filters of the list of a pledge's measurements."""

    target: repeated(PartId, "of the target")  # type: ignore[valid-type] # made by a function
    party: repeated(ParticipantId, "of the promisor or implementer")  # type: ignore[valid-type] # made by a function
    period_from: Annotated[Day | None, Field(description="of periods that begin on or after the day")] = None
    period_to: Annotated[Day | None, Field(description="of periods that begin on or before the day")] = None
    sort: sorting("recorded", "period") = "recorded"  # type: ignore[valid-type] # made by a function
