"""Models of what readers get of pledges and status changes, for the OpenAPI document."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.ledger.model.shapes import Named, Titled, document_model
from app.records.assessments.documents import Summaries
from app.records.base.documents import ScaledBeside, record_document
from app.records.base.parts.part_collections import part_document
from app.records.measurements.documents import MeasuredProgress
from app.records.milestones.documents import MilestoneCounts
from app.records.pledges.schemas import Condition, Criteria, Party, Pledge
from app.records.pledges.status.schemas import StatusChange
from app.records.pledges.targets.schemas import Baseline, Target
from app.records.positions.documents import StandingPosition
from app.values.times.dates import DateDocument
from app.vocabulary import LegalNature, LinkType, PartyRole, Status, StatusBasis, TrackabilityItem, UnknownBecause

READ_ONLY = {
    "status": "cannot be written here: POST /v1/pledges/{id}/status-changes changes it",
    "collective": "is derived from the status changes: leave it out",
    "overdue": "is derived from due and status: leave it out",
    "due_soon": "is derived from due and status: leave it out",
    "conditional": "is derived from the conditions: leave it out",
    "effective_legal_nature": "is legal_nature, or that of the instrument: leave it out",
    "newer_evidence": "follows from sources and actions: leave it out",
    "review_due": "is derived from review_on: leave it out",
    "components": "follows from the pledges that are part of it: leave it out",
    "amended": "is derived from the amendments: POST /v1/pledges/{id}/amendments records one",
    "due_original": "is due as first made, which is what is written here: leave it out",
    "due_moved": "is derived from the amendments: leave it out",
    "criteria_after_verdict": "follows from when criteria and status changes were recorded: leave it out",
    "counts": "is counted by Pacta: leave it out",
    "trackability": "follows from what is written: leave it out",
    "progress": "is derived from the targets and the measurements: leave it out",
    "stands": "follows from the other assessments: leave it out",
    "superseded_by": "follows from the other assessments: leave it out",
}
"""The messages for bodies that have read-only fields of a pledge or of its parts."""

BaselineDocument: Any = document_model(Baseline, "BaselineDocument")
TargetDocument: Any = document_model(Target, "TargetDocument")
CriteriaDocument: Any = document_model(Criteria, "CriteriaDocument")


class Standing(BaseModel):
    """A status, since when, why, and the change that gave it."""

    status: Status
    effective_on: DateDocument | None
    reason: str | None
    change: Annotated[str | None, Field(description="the id of the status change")]
    fulfilled_late: Annotated[bool, Field(description="fulfilled since a day after the due day")]
    is_reversal: Annotated[bool, Field(description="the change left fulfilled, not_fulfilled or abandoned")]
    overridden: Annotated[bool, Field(description="the change set guards of evidence aside")]
    unknown_because: Annotated[UnknownBecause | None, Field(description="why no more is known")]


class PledgeStatus(Standing):
    """The status of a pledge, and where it comes from."""

    basis: StatusBasis


class Collective(BaseModel):
    """The status of the promisors together, by the rule in /v1/vocabulary."""

    status: Status
    assessed: int
    promisors: int


class Components(BaseModel):
    """The pledges that are directly part of a pledge, by where each stands as a whole."""

    total: int
    statuses: Annotated[dict[str, int], Field(description="parts by status; those without any are left out")]


class Counts(BaseModel):
    """How many parts the pledge has."""

    status_changes: Annotated[int, Field(description="that stand")]
    assessments: Annotated[int, Field(description="that stand: neither superseded nor withdrawn")]
    measurements: Annotated[int, Field(description="that stand")]
    amendments: Annotated[int, Field(description="that stand")]
    positions: Annotated[int, Field(description="that were not withdrawn, also those that a later one replaced")]
    milestones: int
    milestones_done: int
    withdrawn: Annotated[
        int, Field(description="status changes, assessments, measurements, amendments and positions together")
    ]
    judged_before_criteria: Annotated[
        int,
        Field(description="status changes that stand, recorded before the criterion for their status was last written"),
    ]


class StandingParty(document_model(Party, "PartyDocument")):  # type: ignore[misc] # made at run time
    """A party, and of a promisor or an implementer where it stands."""

    status: Standing | None
    assessments: Annotated[
        Summaries | None, Field(description="what standing assessments say of a promisor or implementer, by axis")
    ]


class PartyProgress(MeasuredProgress):
    """How far one promisor or implementer has come that was measured by itself."""

    party: Named


class TargetProgress(MeasuredProgress):
    """How far a target has come, as a whole and for each party that was measured by itself."""

    target: Annotated[str, Field(description="its id")]
    baseline: BaselineDocument | None
    parties: list[PartyProgress]


class Progress(BaseModel):
    """How far the pledge has come as a whole, by the rule in /v1/vocabulary, and by each target."""

    percent: Annotated[
        float | None, Field(description="that of the target that is furthest behind; null: one is unknown")
    ]
    met: Annotated[bool | None, Field(description="all targets with a value or bounds are met; null: unknown")]
    targets: list[TargetProgress]


class TrackabilityReport(BaseModel):
    """How much there is of what is needed to follow what comes of a pledge, by the rule in /v1/vocabulary."""

    met: int
    of: int
    missing: list[TrackabilityItem]


class ProgressReport(BaseModel):
    """How far a pledge has come: by its targets and what was measured, and by its milestones."""

    pledge: Titled
    version: int
    targets: Annotated[list[TargetDocument], Field(description="none: the pledge cannot be measured")]
    progress: Annotated[Progress | None, Field(description="null without targets")]
    milestones: MilestoneCounts


class PledgeDocument(record_document(Pledge, "PledgeHead")):  # type: ignore[misc] # made at run time
    """A pledge as readers get it."""

    parties: list[StandingParty]
    amended: Annotated[
        dict[str, str], Field(description="the fields that are as an amendment made them: each with the amendment's id")
    ]
    due_original: Annotated[DateDocument | None, Field(description="by when it was due as first made")]
    due_moved: Annotated[bool, Field(description="it is due on another day than as first made")]
    status: PledgeStatus
    collective: Collective
    status_conflict: Annotated[bool, Field(description="the whole and a promisor contradict each other")]
    progress: Annotated[Progress | None, Field(description="of a pledge that can be measured; null without targets")]
    positions: Annotated[
        list[StandingPosition],
        Field(description="how participants take the pledge itself: the latest position of each"),
    ]
    trackability: TrackabilityReport
    criteria_after_verdict: Annotated[
        bool, Field(description="a criterion was written after a status change to what it is for")
    ]
    counts: Counts
    components: Annotated[Components | None, Field(description="where its parts stand; null: it has none")]
    overdue: Annotated[
        bool, Field(description="the due day is past (UTC), no condition is unmet and the pledge has not ended")
    ]
    due_soon: Annotated[bool, Field(description="the due day is within 30 days, and no condition is unmet")]
    conditional: Annotated[bool, Field(description="a condition is not met yet")]
    effective_legal_nature: Annotated[
        LegalNature | None, Field(description="its own, else that of its instrument; null: not judged")
    ]
    newer_evidence: Annotated[bool, Field(description="a source that it cites, or an action, is later than its status")]
    review_due: Annotated[bool, Field(description="the day of review_on is past (UTC)")]


class PartyStanding(Standing):
    """Where one promisor or implementer stands."""

    party: Named
    role: PartyRole
    on_scale: ScaledBeside


class ReportedStatus(PledgeStatus):
    """The status of a pledge, and what it is on another scale if one was asked for."""

    on_scale: ScaledBeside


class ReportedCollective(Collective):
    """The status of the promisors together, and what it is on another scale if one was asked for."""

    on_scale: ScaledBeside


class StatusReport(BaseModel):
    """Where a pledge stands: as a whole, party by party, and what follows."""

    pledge: Titled
    version: int
    status: ReportedStatus
    parties: list[PartyStanding]
    collective: ReportedCollective
    components: Annotated[Components | None, Field(description="where its parts stand; null: it has none")]
    status_conflict: bool
    criteria: Annotated[CriteriaDocument | None, Field(description="what would show that it stands so")]
    criteria_after_verdict: Annotated[
        bool, Field(description="a criterion was written after a status change to what it is for")
    ]
    overdue: bool
    due_soon: bool
    conditional: bool
    newer_evidence: bool
    review_due: bool


class PreviousChange(BaseModel):
    """The status change before this one, in the order in which they take effect."""

    change: str
    status: Status


class StatusChangeDocument(part_document(StatusChange, "StatusChangeHead", "pledge", schedulable=True)):  # type: ignore[misc] # made at run time
    """A status change as readers get it."""

    previous: PreviousChange | None
    is_reversal: Annotated[bool, Field(description="leaves fulfilled, not_fulfilled or abandoned")]
    fulfilled_late: Annotated[bool, Field(description="fulfilled since a day after the due day")]


class LinkedPledge(Titled):
    """The other pledge of a link, and where it stands."""

    status: Status


class PledgeLink(BaseModel):
    """A link as one of its two pledges sees it."""

    id: Annotated[
        str | None, Field(description="addresses the link; made of its content; null: it is the other pledge's")
    ]
    type: Annotated[LinkType, Field(description="as it is written with the pledge that it goes out from")]
    direction: Annotated[Literal["outgoing", "incoming"], Field(description="outgoing: this pledge has the link")]
    relation: Annotated[
        str,
        Field(
            description="the type as seen from this pledge: for incoming links, the inverse",
            examples=["has_part"],
        ),
    ]
    pledge: LinkedPledge


class LinkPage(BaseModel):
    """A page of a pledge's links, and what it waits for."""

    items: list[PledgeLink]
    waits_for: Annotated[
        list[LinkedPledge], Field(description="pledges that its conditions name, and that are not fulfilled")
    ]
    conditions: Annotated[
        list[document_model(Condition, "ConditionDocument")],  # type: ignore[valid-type] # made at run time
        Field(description="what must come about before it binds"),
    ]
    next_cursor: str | None


class BatchItemReport(BaseModel):
    """What became of an item of a batch."""

    index: int
    outcome: Literal["recorded", "unchanged", "refused"]
    change: StatusChangeDocument = Field(default=None, description="recorded, or equal and there already")  # type: ignore[assignment]
    problem: dict[str, Any] = Field(default={}, description="why it was refused")


class BatchReport(BaseModel):
    """What became of a batch."""

    atomic: bool
    recorded: int
    unchanged: int
    refused: int
    items: list[BatchItemReport]
