"""What clients write of an assessment, and ask of the lists of assessments."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import APastEndedDate, ParticipantId, PledgeId, Values, Written
from app.records.base.as_published import AsPublished
from app.records.base.lists.parameters import Scaled, WithdrawablePartQuery, repeated, sorting
from app.records.sources.citations import Citation, Citations, borne_out
from app.tables.base import PART_ID_LENGTH
from app.values.flags import Flag
from app.values.identifiers import PartId, slug
from app.values.texts import ShortText, Text
from app.values.times.dates import Day
from app.vocabulary import AssessorKind, Axis


def _rests_on_something(citations: list[Citation], info: ValidationInfo) -> list[Citation]:
    if info.data.get("rationale", "") is None and not borne_out(citations):
        code, message = "score_without_grounds", "cite a source that the score rests on, or give a rationale"
        raise PydanticCustomError(code, message)
    return citations


RestsOnSomething = AfterValidator(_rests_on_something)


class Assessment(Written):
    """A judgement of one promisor or implementer in a period, by one assessor on one axis."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "party": "guatemala",
                    "score": 0,
                    "period": "2025",
                    "assessor": "united-states",
                    "assessor_kind": "promisee",
                    "methodology": "an example, by no published method",
                    "rationale": "The report speaks of the talks alone: it shows neither more flights nor fewer.",
                    "citations": [{"source": "landau-arevalo-talks", "relation": "context"}],
                }
            ]
        }
    )

    id: Annotated[PartId | None, Field(description="derived from assessor, party, period and axis")] = None
    party: Annotated[
        ParticipantId | None,
        Field(description="a promisor or implementer; may be left out where the pledge has one promisor alone"),
    ] = None
    score: Annotated[int, Field(strict=True, ge=-1, le=1, description="-1 not, 0 in part or under way, 1 complied")]
    axis: Axis = Axis.COMPLETION
    period: Annotated[APastEndedDate, Field(description="what time it judges")]
    assessor: ParticipantId
    assessor_kind: AssessorKind
    methodology: Annotated[Text | None, Field(description="by which method: its name or a description")] = None
    methodology_version: ShortText | None = None
    rationale: Annotated[Text | None, Field(description="why this score; required where nothing is cited")] = None
    citations: Annotated[
        Citations, Field(description="what the score rests on; required where no rationale is given"), RestsOnSomething
    ] = []
    as_published: Annotated[
        AsPublished | None, Field(description="the judgement in the words and on the scale of who published it")
    ] = None
    supersedes: Annotated[
        PartId | None, Field(description="the standing assessment by the same assessor that this one corrects")
    ] = None


def assessment_id(assessment: Values) -> str:
    """Return the id that an assessment gets of its assessor, party and period, and of any axis but completion."""
    words = [assessment["assessor"], assessment["party"], assessment["period"]]
    if assessment["axis"] != Axis.COMPLETION:
        words.append(assessment["axis"])
    return slug(" ".join(filter(None, words)), PART_ID_LENGTH)


def _score(value: object) -> object:
    if isinstance(value, str) and value not in {"-1", "0", "1"}:
        code, message = "score_in_address", "Write -1, 0 or 1."
        raise PydanticCustomError(code, message)
    return value


Score = Annotated[int, Field(ge=-1, le=1), BeforeValidator(_score)]


class PledgeAssessmentsQuery(WithdrawablePartQuery):
    """Filters of the list of a pledge's assessments."""

    party: repeated(ParticipantId, "of the promisor or implementer")  # type: ignore[valid-type] # made by a function
    assessor: repeated(ParticipantId, "by the assessor")  # type: ignore[valid-type] # made by a function
    assessor_kind: repeated(AssessorKind, "by an assessor of the kind")  # type: ignore[valid-type] # made by a function
    axis: repeated(Axis, "on the axis")  # type: ignore[valid-type] # made by a function
    score: repeated(Score, "with the score")  # type: ignore[valid-type] # made by a function
    published_scale: repeated(ShortText, "published on the scale, in whose words it is")  # type: ignore[valid-type] # made by a function
    period_from: Annotated[Day | None, Field(description="of periods that begin on or after the day")] = None
    period_to: Annotated[Day | None, Field(description="of periods that begin on or before the day")] = None
    disputed: Annotated[Flag | None, Field(description="another assessor gives another score")] = None
    superseded: Annotated[Flag | None, Field(description="corrected by a later one; default: both")] = None
    scale: Scaled = None
    sort: sorting("recorded", "period") = "recorded"  # type: ignore[valid-type] # made by a function


class AssessmentQuery(PledgeAssessmentsQuery):
    """Filters of the list of assessments."""

    pledge: repeated(PledgeId, "of the pledge")  # type: ignore[valid-type] # made by a function
