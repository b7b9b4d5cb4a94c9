"""What is asked of statistics, and what they answer."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.ledger.model.shapes import Named, ParticipantId, Titled
from app.records.base.lists.parameters import ClockQuery, repeated
from app.records.pledges.schemas import WHICH_COUNT, PledgeFilters
from app.values.flags import PLAIN_DIGITS
from app.values.times.dates import EdtfDate
from app.vocabulary import (
    AssessorKind,
    Axis,
    Origin,
    PledgeKind,
    Precision,
    Rollup,
    Strength,
    TrackabilityItem,
    Unit,
    Voice,
)


class StatisticsQuery(PledgeFilters, ClockQuery):
    """Which pledges are counted, and as of which moment."""

    model_config = ConfigDict(use_enum_values=True)

    rollup: Annotated[Rollup, Field(description=WHICH_COUNT)] = Rollup.LEAVES


class PagedStatisticsQuery(StatisticsQuery):
    """Which pledges are counted, and how many rows are answered."""

    limit: Annotated[int, Field(ge=1, le=200, description="most rows of a page"), PLAIN_DIGITS] = 50
    cursor: Annotated[
        str | None, Field(max_length=2000, description="`next_cursor` of the previous page, with the same filters")
    ] = None


class MatrixQuery(PagedStatisticsQuery):
    """Which pledges are counted, and of which pairs."""

    top: Annotated[
        int | None,
        Field(
            ge=1,
            le=50,
            description="only pairs of the so many who owe most and the so many who are owed most, or of nobody named",
            examples=[12],
        ),
        PLAIN_DIGITS,
    ] = None


class CountQuery(StatisticsQuery):
    """Which pledges are counted, or which of their promisors."""

    unit: Annotated[
        Unit,
        Field(
            description=(
                "what is counted: pledges, or each promisor of each pledge by where it stands itself; of promisors "
                "that a filter names, these alone"
            )
        ),
    ] = Unit.PLEDGE


class OverviewQuery(CountQuery):
    """Which pledges are counted, and by what."""

    fields: Annotated[
        str | None,
        Field(
            max_length=1000,
            description=(
                "these fields of the answer alone, with commas between them: what is not asked for is not counted"
            ),
            examples=["total,due"],
        ),
    ] = None


class TimelineQuery(CountQuery):
    """Which pledges are counted, and how often."""

    interval: Annotated[Literal["month", "quarter", "year"], Field(description="how long a period is")] = "month"


class ComplianceQuery(PagedStatisticsQuery):
    """Which assessments of which pledges are averaged, and by what."""

    by: Annotated[
        Literal["participant", "topic", "meeting", "year"],
        Field(
            description=(
                "what the rows are about: the promisor, or the pledge's topic, the meeting where it was made (or had a "
                "`meeting_role` that is asked for), or its year"
            )
        ),
    ] = "participant"
    assessor: repeated(ParticipantId, "judged by the participant")  # type: ignore[valid-type] # made by a function
    assessor_kind: repeated(AssessorKind, "judged by such an assessor; without it: all but self_report")  # type: ignore[valid-type] # made by a function
    period: Annotated[EdtfDate | None, Field(description="judged for a period that lies within this one")] = None
    axis: Annotated[Axis, Field(description="what is judged")] = Axis.COMPLETION
    weight: Annotated[
        Literal["none", "strength"],
        Field(
            description=(
                "`strength`: firm pledges count for more, see `/v1/vocabulary`; those whose strength is not judged are "
                "left out of the mean, and counted as `unweighted`"
            )
        ),
    ] = "none"


class TrackabilityQuery(PagedStatisticsQuery):
    """Which pledges are looked at, and what the rows are about."""

    by: Annotated[
        Literal["participant", "topic"], Field(description="what the rows are about: the promisor, or the topic")
    ] = "participant"


class Totals(BaseModel):
    """How many pledges there are, with the denominator of what is known about them."""

    total: int
    assessed: Annotated[int, Field(description="with any other status than not_assessed")]
    not_assessed: int
    statuses: Annotated[dict[str, int], Field(description="pledges by status; those without any are left out")]


class DueTotals(BaseModel):
    """What came of what is due: the day is past, and no condition is unmet."""

    total: int
    kept: int
    partly_kept: int
    broken: Annotated[int, Field(description="not_fulfilled or abandoned")]
    unfinished: Annotated[int, Field(description="with a status that something is still to follow")]
    let_off: Annotated[int, Field(description="waived, superseded or not_assessable")]
    unknown: Annotated[int, Field(description="not_assessed, or no_verified_progress: `statuses` says which")]
    unknown_because: Annotated[
        dict[str, int], Field(description="those of them whose status says why; of the others nobody said it")
    ]
    statuses: Annotated[dict[str, int], Field(description="those that are due by status")]


class DatedTotals(Totals):
    """How many pledges there are, and what came of those that are due."""

    due: DueTotals


class KindTotals(DatedTotals):
    """The pledges of a kind."""

    kind: Annotated[PledgeKind | None, Field(description="null: no kind fits")]


class OriginTotals(DatedTotals):
    """The pledges of an origin."""

    origin: Annotated[Origin | None, Field(description="null: not judged")]


class StrengthTotals(DatedTotals):
    """The pledges of a strength."""

    strength: Annotated[Strength | None, Field(description="null: not judged")]


class PrecisionTotals(DatedTotals):
    """The pledges of a precision."""

    precision: Annotated[Precision | None, Field(description="null: not judged")]


class AttestationTotals(DatedTotals):
    """The pledges whose best voice among supporting citations is this."""

    attestation: Annotated[Voice | None, Field(description="null: no supporting citation has a voice")]


class TopicTotals(DatedTotals):
    """The pledges on a topic. One on several topics counts for each."""

    topic: Named


class Flags(BaseModel):
    """How many pledges the filter of the same name finds."""

    components: int
    overdue: int
    due_soon: int
    due_moved: int
    conditional: int
    newer_evidence: int
    review_due: int
    fulfilled_late: int
    is_reversal: int
    overridden: int
    criteria_after_verdict: int
    status_conflict: int
    disputed: int


class Overview(DatedTotals):
    """How many pledges there are: by status, flag, kind, origin, strength, precision, attestation and topic."""

    flags: Annotated[Flags, Field(description="what is true of how many; a pledge can have several, or none")]
    by_kind: list[KindTotals]
    by_origin: list[OriginTotals]
    by_strength: list[StrengthTotals]
    by_precision: list[PrecisionTotals]
    by_attestation: list[AttestationTotals]
    by_topic: list[TopicTotals]


class MatrixRow(DatedTotals):
    """What one participant owes another."""

    promisor: Named
    promisee: Annotated[Named | None, Field(description="null: the pledge names nobody it was made to")]
    pledges: Annotated[str | None, Field(description="where these pledges are listed; null where nobody is owed")]


class Matrix(BaseModel):
    """Who owes whom, by the ids of promisor and promisee."""

    items: list[MatrixRow]
    next_cursor: str | None


class TimelineRow(DatedTotals):
    """Where pledges stood at the end of a period."""

    period: Annotated[str, Field(description="in EDTF; quarters are 33 to 36", examples=["2025-06"])]


class PanelQuery(PagedStatisticsQuery):
    """Of which pledges, and how often."""

    interval: Annotated[Literal["month", "quarter", "year"], Field(description="how long a period is")] = "year"


class PanelRow(DatedTotals):
    """Where a promisor stood itself at the end of a period."""

    promisor: Named
    period: Annotated[str, Field(description="in EDTF; quarters are 33 to 36", examples=["2025"])]


class Panel(BaseModel):
    """Where each promisor stood over time. All periods of one are on one page."""

    items: list[PanelRow]
    next_cursor: str | None


class Timeline(BaseModel):
    """Where pledges stood over time."""

    items: list[TimelineRow]


class Compliance(BaseModel):
    """The mean of scores, with its denominator: pairs of pledge and promisor."""

    mean: Annotated[float | None, Field(description="from -1 to +1, over scored pairs; null: none is scored")]
    percent: Annotated[float | None, Field(description="(mean + 1) / 2, in percent")]
    scored: Annotated[int, Field(description="pairs with a standing assessment, which the mean is of")]
    unweighted: Annotated[
        int, Field(description="pairs with one that weigh in nothing: by strength, where that is not judged")
    ]
    due: Annotated[int, Field(description="pairs whose pledge is due, scored or not")]
    total: Annotated[int, Field(description="pairs in all")]
    disputed: Annotated[int, Field(description="pairs whose assessors differ")]


class ComplianceRow(Compliance):
    """Compliance of a participant, or with pledges on a topic, of a meeting or a year. One of the four is not null."""

    participant: Named | None
    topic: Named | None
    meeting: Titled | None
    year: str | None


class ComplianceReport(BaseModel):
    """Compliance by what was asked for, and over all of it."""

    overall: Compliance
    items: list[ComplianceRow]
    next_cursor: str | None


class MetCount(BaseModel):
    """How many pledges have so many of the things that are needed."""

    met: int
    pledges: int


class MissingCount(BaseModel):
    """How many pledges lack one of the things that are needed."""

    item: TrackabilityItem
    pledges: int


class TrackabilityTotals(BaseModel):
    """How many pledges have what is needed to follow what comes of them."""

    total: int
    complete: Annotated[int, Field(description="that lack nothing")]
    met: Annotated[list[MetCount], Field(description="from none to all")]
    missing: Annotated[list[MissingCount], Field(description="what is missing most comes first")]


class TrackabilityRow(TrackabilityTotals):
    """Those of one promisor, or on one topic. A pledge of several counts for each."""

    participant: Named | None
    topic: Named | None


class TrackabilityPage(BaseModel):
    """How many pledges have what is needed, in all and row by row."""

    overall: TrackabilityTotals
    items: list[TrackabilityRow]
    next_cursor: str | None
