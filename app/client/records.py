"""What records, parts and reports look like in JSON: made by `make openapi`, of its document, not by hand.

`Pledge` is what a client writes, `PledgeDocument` what it reads, and so on for all. Answers of a newer server may have
further fields. Numbers that are read to be written again are `Number`: exact, whatever their digits.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Number: TypeAlias = "int | float | Decimal"

Act: TypeAlias = "Literal['announcement', 'concrete_action']"

ActionKind: TypeAlias = "Literal['legislation', 'regulation', 'appointment', 'budget', 'payment', 'deployment', 'construction', 'delivery', 'institution', 'publication', 'negotiation', 'enforcement', 'other']"

ActionRelation: TypeAlias = "Literal['carries_out', 'contributes', 'works_against', 'possibly_related']"

Aggregate: TypeAlias = "Literal['latest', 'sum']"

AssessorKind: TypeAlias = "Literal['self_report', 'promisee', 'independent', 'secretariat', 'media']"

AttendanceRole: TypeAlias = "Literal['host', 'visitor', 'participant', 'chair', 'mediator', 'observer', 'signatory']"

Axis: TypeAlias = "Literal['completion', 'outcome']"

BaselineKind: TypeAlias = "Literal['observed', 'projected']"

CodeInScheme: TypeAlias = "str"

DeliveryState: TypeAlias = "Literal['pending', 'delivered', 'dead']"

Direction: TypeAlias = "Literal['increase', 'decrease', 'at_least', 'at_most', 'between', 'exactly']"

ImportState: TypeAlias = "Literal['preview', 'running', 'refused', 'stopped', 'done', 'undoing', 'undone']"

InstrumentKind: TypeAlias = "Literal['treaty', 'agreement', 'memorandum', 'declaration', 'communique', 'law', 'regulation', 'decision', 'programme', 'other']"

InstrumentLinkType: TypeAlias = "Literal['amends', 'replaces', 'implements', 'part_of']"

IntakeReason: TypeAlias = "Literal['undertaking', 'announced', 'will', 'commitment', 'charged', 'intention', 'exploratory', 'running', 'passive', 'of_speaker', 'collective', 'pointed_at', 'part', 'listed', 'heading', 'relative_due', 'condition', 'said', 'quoted', 'unnamed_speaker', 'courtesy', 'foretold', 'no_promisor', 'negated', 'hypothetical', 'no_actor', 'expected', 'question', 'no_doing', 'figurative', 'told_again', 'past']"

Joint: TypeAlias = "Literal['several', 'joint']"

JudgementPath: TypeAlias = "str"

LanguageTag: TypeAlias = "str"

LegalNature: TypeAlias = "Literal['legally_binding', 'not_legally_binding']"

LinkType: TypeAlias = "Literal['part_of', 'supersedes', 'renews', 'matches', 'contradicts', 'implements']"

Measure: TypeAlias = "Literal['count', 'percentage', 'currency', 'boolean']"

MeetingForm: TypeAlias = "Literal['meeting', 'conference', 'visit', 'tour', 'press_conference', 'call', 'negotiation_round', 'signing', 'other']"

MeetingRank: TypeAlias = "Literal['leaders', 'ministers', 'officials']"

MeetingRole: TypeAlias = "Literal['made_at', 'reaffirmed_at', 'discussed_at', 'deliverable']"

MeetingStatus: TypeAlias = "Literal['planned', 'held', 'postponed', 'cancelled']"

Operation: TypeAlias = "Literal['put', 'delete', 'correct', 'withdraw', 'take_effect', 'became_due', 'became_overdue', 'review_due', 'merge', 'move', 'unmerge', 'redact']"

Origin: TypeAlias = "Literal['agreed', 'declared', 'attributed']"

PartId: TypeAlias = "str"

ParticipantKind: TypeAlias = "Literal['person', 'state', 'government_body', 'intergovernmental_organization', 'political_party', 'organization', 'group']"

ParticipationAct: TypeAlias = "Literal['endorsed', 'signed', 'ratified', 'accepted', 'approved', 'acceded', 'succeeded', 'provisionally_applied', 'declared', 'reserved', 'reservation_withdrawn', 'objected', 'withdrew']"

ParticipationStanding: TypeAlias = "Literal['bound', 'provisional', 'signatory', 'endorser', 'withdrew', 'none']"

PartyRole: TypeAlias = (
    "Literal['promisor', 'promisee', 'beneficiary', 'implementer', 'guarantor', 'verifier', 'directed_against']"
)

PledgeKind: TypeAlias = "Literal['operational', 'institutional', 'policy', 'legislative', 'financial', 'in_kind', 'infrastructure', 'treaty_action', 'information_sharing', 'process', 'restraint', 'outcome']"

Position: TypeAlias = "Literal['accepts', 'accepts_in_part', 'notes', 'rejects', 'no_answer']"

Precision: TypeAlias = "Literal['specific', 'general']"

QuotationOutcome: TypeAlias = "Literal['exact', 'edited', 'missing', 'unchecked']"

RecordId: TypeAlias = "str"

RecordPlace: TypeAlias = "str"

Relation: TypeAlias = "Literal['supports', 'contradicts', 'context']"

ResultBatch: TypeAlias = "dict[str, QueryResult]"

Rollup: TypeAlias = "Literal['leaves', 'wholes', 'all']"

ScaleName: TypeAlias = "Literal['g7_g20', 'percent', 'ogp_completion', 'peace_accords_matrix', 'unhcr_stage', 'upr_implementation', 'politifact']"

ShortText: TypeAlias = "str"

SourceKind: TypeAlias = "Literal['communique', 'readout', 'press_release', 'speech', 'treaty_text', 'legislation', 'resolution', 'court_decision', 'budget', 'official_statistics', 'official_report', 'parliamentary_record', 'news_report', 'think_tank_report', 'social_media', 'dataset', 'other']"

StatementKind: TypeAlias = "Literal['denial', 'clarification', 'disagreement', 'demand', 'recommendation', 'offer', 'praise', 'criticism', 'claim', 'forecast', 'need', 'view']"

StatementLinkType: TypeAlias = "Literal['in_reply_to', 'denies', 'confirms', 'repeats']"

Status: TypeAlias = "Literal['not_assessed', 'no_verified_progress', 'not_started', 'planned', 'in_progress', 'stalled', 'suspended', 'partially_fulfilled', 'fulfilled', 'not_fulfilled', 'abandoned', 'waived', 'superseded', 'not_assessable']"

StatusBasis: TypeAlias = "Literal['whole', 'promisors', 'none']"

Strength: TypeAlias = "Literal['firm', 'intention', 'exploratory']"

Tag: TypeAlias = "str"

TerritoryCode: TypeAlias = "str"

Text: TypeAlias = "str"

Trackability: TypeAlias = "Literal['complete', 'incomplete']"

TrackabilityItem: TypeAlias = "Literal['deadline', 'target_or_criteria', 'implementer', 'wording', 'source']"

Unit: TypeAlias = "Literal['pledge', 'party']"

UnknownBecause: TypeAlias = "Literal['not_published', 'withheld']"

Voice: TypeAlias = "Literal['document', 'on_record', 'anonymous', 'reporter', 'inference']"

WarningCode: TypeAlias = "Literal['likely_duplicate', 'nothing_cited', 'ended_before_due', 'amended_field', 'criteria_after_verdict', 'party_ended', 'due_far_off']"

WebhookState: TypeAlias = "Literal['active', 'paused', 'disabled']"


class About(TypedDict):
    """What the action is to a pledge."""

    pledge: str
    relation: ActionRelation
    note: NotRequired[str | None]


class AboutDocument(TypedDict):
    """What the action is to a pledge."""

    pledge: Titled
    relation: ActionRelation
    note: str | None


class AboutItem(TypedDict):
    """What the action is to a pledge."""

    pledge: Titled
    relation: ActionRelation
    note: str | None
    id: str
    warnings: NotRequired[list[WarningModel]]


class AboutItemList(TypedDict):
    items: list[AboutItem]


class AboutPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    pledge: NotRequired[str]
    relation: NotRequired[ActionRelation]
    note: NotRequired[str | None]


class AboutPledge(TypedDict):
    """A pledge that a statement speaks of, where it is added to the others."""

    id: str


class Account(TypedDict):
    """What the source says of a field of the record, in its own words or in few of ours."""

    field: str
    value: str
    conflicts: NotRequired[bool]


class AccountCitation(TypedDict):
    """A citation, and the part that it stands under."""

    id: str | None
    source: Titled
    quote: QuoteDocument | None
    page: str | None
    section: str | None
    speaker: Named | None
    attributed_to: str | None
    voice: Voice | None
    relation: Relation
    act: Act | None
    account: AccountDocument | None
    note: str | None
    part: str | None


class AccountDocument(TypedDict):
    """What the source says of a field of the record, in its own words or in few of ours."""

    field: str
    value: str
    conflicts: bool


class Action(TypedDict):
    """What was done, by whom, and what that is to pledges."""

    id: NotRequired[str | None]
    kind: ActionKind
    title: str
    summary: NotRequired[str | None]
    actors: NotRequired[list[Actor]]
    happened: NotRequired[str | None]
    place: NotRequired[str | None]
    amount: NotRequired[Amount | None]
    instrument: NotRequired[str | None]
    about: NotRequired[list[About]]
    different_from: NotRequired[list[DifferentAction]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class ActionAccounts(TypedDict):
    """What sources say of an action, and where they disagree."""

    action: Titled
    version: int
    disputed: bool
    fields: list[FieldReport]


class ActionDocument(TypedDict):
    """A action as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    kind: ActionKind
    title: str
    summary: str | None
    actors: list[ActorDocument]
    happened: DateDocument | None
    place: str | None
    amount: AmountDocument | None
    instrument: Titled | None
    about: list[AboutDocument]
    different_from: list[DifferentActionDocument]
    attestation: Voice | None
    disputed: bool
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class ActionDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    kind: ActionKind
    title: str
    summary: str | None
    actors: list[ActorDocument]
    happened: DateDocument | None
    place: str | None
    amount: AmountDocument | None
    instrument: Titled | None
    about: list[AboutDocument]
    different_from: list[DifferentActionDocument]
    attestation: Voice | None
    disputed: bool
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class ActionInBundle(TypedDict):
    """What was done, by whom, and what that is to pledges."""

    id: str
    kind: ActionKind
    title: str
    summary: NotRequired[str | None]
    actors: NotRequired[list[Actor]]
    happened: NotRequired[str | None]
    place: NotRequired[str | None]
    amount: NotRequired[Amount | None]
    instrument: NotRequired[str | None]
    about: NotRequired[list[About]]
    different_from: NotRequired[list[DifferentAction]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class ActionMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class ActionPage(TypedDict):
    """A page of a list."""

    items: list[ActionDocument | Action]
    next_cursor: str | None
    count: NotRequired[int]


class ActionPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    kind: NotRequired[ActionKind]
    title: NotRequired[str]
    summary: NotRequired[str | None]
    actors: NotRequired[list[Actor] | None]
    happened: NotRequired[str | None]
    place: NotRequired[str | None]
    amount: NotRequired[Amount | None]
    instrument: NotRequired[str | None]
    about: NotRequired[list[About] | None]
    different_from: NotRequired[list[DifferentAction] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


class Actor(TypedDict):
    """Who did it, and for whom."""

    participant: str
    on_behalf_of: NotRequired[str | None]


class ActorDocument(TypedDict):
    """Who did it, and for whom."""

    participant: Named
    on_behalf_of: Named | None


class ActorItem(TypedDict):
    """Who did it, and for whom."""

    participant: Named
    on_behalf_of: Named | None
    id: str
    warnings: NotRequired[list[WarningModel]]


class ActorItemList(TypedDict):
    items: list[ActorItem]


class ActorPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    participant: NotRequired[str]
    on_behalf_of: NotRequired[str | None]


class Agreement(TypedDict):
    """How far assessors agree, by the ids of the two."""

    items: list[AgreementRow]
    next_cursor: str | None


class AgreementRow(TypedDict):
    """Two assessors, over what both have judged: a party of a pledge, on an axis, for a period."""

    assessors: list[Named]
    judged: int
    agreed: int
    agreement: float
    mean_distance: float
    disagreements: list[Disagreement]


class Alive(TypedDict):
    """Which program answers."""

    status: Literal["alive"]
    name: str
    version: str


class AmendedTerms(TypedDict):
    """The fields that the parties changed, each with what it became. What is left out stayed; lists are whole."""

    due: NotRequired[str | None]
    due_text: NotRequired[str | None]
    wording: NotRequired[Wording | None]
    strength: NotRequired[Strength | None]
    conditions: NotRequired[list[Condition]]
    targets: NotRequired[list[Target]]


class AmendedTermsDocument(TypedDict):
    """The fields that the parties changed, each with what it became. What is left out stayed; lists are whole."""

    due: NotRequired[DateDocument | None]
    due_text: NotRequired[str | None]
    wording: NotRequired[WordingDocument | None]
    strength: NotRequired[Strength | None]
    conditions: NotRequired[list[ConditionDocument]]
    targets: NotRequired[list[TargetDocument]]


class Amendment(TypedDict):
    """What the parties changed of the pledge itself: written fields keep what was promised first."""

    id: NotRequired[str | None]
    changes: AmendedTerms
    announced_on: NotRequired[str | None]
    effective_on: str
    agreed_with: NotRequired[list[RecordId]]
    reason: str
    citations: NotRequired[list[Citation]]


class AmendmentDocument(TypedDict):
    """An amendment as readers get it."""

    id: str
    changes: AmendedTermsDocument
    announced_on: DateDocument | None
    effective_on: DateDocument
    agreed_with: list[Named]
    reason: str
    citations: list[CitationDocument]
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    scheduled: bool
    before: dict[str, Any]
    warnings: NotRequired[list[WarningModel]]


class AmendmentPage(TypedDict):
    """A page of a list."""

    items: list[AmendmentDocument]
    next_cursor: str | None
    count: NotRequired[int]


class AmendmentPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    reason: NotRequired[str]
    citations: NotRequired[list[Citation] | None]


class Amount(TypedDict):
    """How much money it was about."""

    value: Number | str
    unit: str


class AmountDocument(TypedDict):
    """How much money it was about."""

    value: float
    unit: str


class AsPublished(TypedDict):
    """A judgement as who made it published it."""

    scale: str
    value: str


class AsPublishedDocument(TypedDict):
    """A judgement as who made it published it."""

    scale: str
    value: str


class Assessment(TypedDict):
    """A judgement of one promisor or implementer in a period, by one assessor on one axis."""

    id: NotRequired[str | None]
    party: NotRequired[str | None]
    score: int
    axis: NotRequired[Axis]
    period: str
    assessor: str
    assessor_kind: AssessorKind
    methodology: NotRequired[str | None]
    methodology_version: NotRequired[str | None]
    rationale: NotRequired[str | None]
    citations: NotRequired[list[Citation]]
    as_published: NotRequired[AsPublished | None]
    supersedes: NotRequired[str | None]


class AssessmentDocument(TypedDict):
    """An assessment as readers get it."""

    id: str
    party: Named
    score: int
    axis: Axis
    period: DateDocument
    assessor: Named
    assessor_kind: AssessorKind
    methodology: str | None
    methodology_version: str | None
    rationale: str | None
    citations: list[CitationDocument]
    as_published: AsPublishedDocument | None
    supersedes: str | None
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    superseded_by: str | None
    stands: bool
    disputed: bool
    warnings: NotRequired[list[WarningModel]]


class AssessmentPage(TypedDict):
    """A page of a list."""

    items: list[ScaledAssessment]
    next_cursor: str | None
    count: NotRequired[int]


class AssessmentPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    methodology: NotRequired[str | None]
    methodology_version: NotRequired[str | None]
    rationale: NotRequired[str | None]
    citations: NotRequired[list[Citation] | None]
    as_published: NotRequired[AsPublished | None]


class Attendance(TypedDict):
    """The attendance of a participant, in a role and under the title held that day; or of an office, by its title."""

    id: NotRequired[str | None]
    participant: NotRequired[str | None]
    role: NotRequired[AttendanceRole]
    on_behalf_of: NotRequired[str | None]
    title: NotRequired[str | None]


class AttendanceDocument(TypedDict):
    """The attendance of a participant, in a role and under the title held that day; or of an office, by its title."""

    id: str | None
    participant: Named | None
    role: AttendanceRole
    on_behalf_of: Named | None
    title: str | None
    warnings: NotRequired[list[WarningModel]]


class AttendanceDocumentList(TypedDict):
    items: list[AttendanceDocument]


class AttendancePatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    participant: NotRequired[str | None]
    role: NotRequired[AttendanceRole | None]
    on_behalf_of: NotRequired[str | None]
    title: NotRequired[str | None]


class AttestationTotals(TypedDict):
    """The pledges whose best voice among supporting citations is this."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    attestation: Voice | None


class Baseline(TypedDict):
    """What a target is compared with."""

    kind: NotRequired[BaselineKind]
    value: Number | str
    date: NotRequired[str | None]
    source: NotRequired[str | None]


class BaselineDocument(TypedDict):
    """What a target is compared with."""

    kind: BaselineKind
    value: float
    date: DateDocument | None
    source: Titled | None


class Batch(TypedDict):
    """Many status changes, judged in order, each seeing those before it."""

    atomic: NotRequired[bool]
    items: list[BatchItem]


class BatchItem(TypedDict):
    """A status change of a batch: which pledge, and at which version if that matters."""

    id: NotRequired[str | None]
    party: NotRequired[str | None]
    status: Status
    effective_on: NotRequired[str]
    reason: str
    announced_on: NotRequired[str | None]
    citations: NotRequired[list[Citation]]
    actions: NotRequired[list[RecordId]]
    sources_reviewed_up_to: NotRequired[str | None]
    unknown_because: NotRequired[UnknownBecause | None]
    as_published: NotRequired[AsPublished | None]
    successor: NotRequired[str | None]
    override: NotRequired[Override | None]
    pledge: str
    if_version: NotRequired[int | None]


class BatchItemReport(TypedDict):
    """What became of an item of a batch."""

    index: int
    outcome: Literal["recorded", "unchanged", "refused"]
    change: NotRequired[StatusChangeDocument]
    problem: NotRequired[dict[str, Any]]


class BatchReport(TypedDict):
    """What became of a batch."""

    atomic: bool
    recorded: int
    unchanged: int
    refused: int
    items: list[BatchItemReport]
    warnings: NotRequired[list[WarningModel]]


class BundleBody(TypedDict):
    """Records as PUT takes them, with their ids and their parts, in any order; what they name is here or in them."""

    sources: NotRequired[list[SourceInBundle]]
    participants: NotRequired[list[ParticipantInBundle]]
    topics: NotRequired[list[TopicInBundle]]
    meetings: NotRequired[list[MeetingInBundle]]
    instruments: NotRequired[list[InstrumentInBundle]]
    pledges: NotRequired[list[PledgeInBundle]]
    statements: NotRequired[list[StatementInBundle]]
    actions: NotRequired[list[ActionInBundle]]


class BundleCounts(TypedDict):
    """What became of the records of a collection, or of the parts of a type."""

    created: int
    changed: int
    removed: int
    unchanged: int
    left: int


class BundleReport(TypedDict):
    """What loading a bundle did, or would do."""

    data_set: str
    counts: dict[str, BundleCounts]
    records: list[BundledRecord]
    left: list[LeftInBundle]
    warnings: NotRequired[list[WarningModel]]


class BundledRecord(TypedDict):
    """What became of a record and its parts."""

    collection: str
    id: str
    outcome: Literal["created", "changed", "unchanged", "left"]
    address: str


class Candidate(TypedDict):
    """A record that may be meant."""

    id: str
    name: str
    description: str
    type: list[NamedId]
    score: float
    features: list[Feature]
    match: bool


class Change(TypedDict):
    """An entry of the ledger: one thing that was written."""

    number: int
    at: str
    actor: str
    request_id: str
    data_set: str | None
    collection: str
    record: str
    version: int
    part: str | None
    operation: Operation
    form: int
    body: Any
    salt: str | None
    digest: str
    previous: str
    hash: str
    redacted: Redaction | None


class ChangePage(TypedDict):
    """Entries in order, and where to go on."""

    items: list[Change]
    last: int
    head: int


class CheckedQuotation(TypedDict):
    """A quotation, the citation that it stands in, and where the text has it."""

    collection: str
    record: str
    part: str | None
    citation: str
    page: str | None
    section: str | None
    quote: Quote
    outcome: QuotationOutcome
    start: int | None
    end: int | None
    similarity: float | None
    places: int
    context: bool | None
    found: str | None


class Citation(TypedDict):
    """Where a source speaks of the record, in whose words, what it says there and what that is evidence of."""

    id: NotRequired[str | None]
    source: str
    quote: NotRequired[Quote | None]
    page: NotRequired[str | None]
    section: NotRequired[str | None]
    speaker: NotRequired[str | None]
    attributed_to: NotRequired[str | None]
    voice: NotRequired[Voice | None]
    relation: NotRequired[Relation]
    act: NotRequired[Act | None]
    account: NotRequired[Account | None]
    note: NotRequired[str | None]


class CitationDocument(TypedDict):
    """Where a source speaks of the record, in whose words, what it says there and what that is evidence of."""

    id: str | None
    source: Titled
    quote: QuoteDocument | None
    page: str | None
    section: str | None
    speaker: Named | None
    attributed_to: str | None
    voice: Voice | None
    relation: Relation
    act: Act | None
    account: AccountDocument | None
    note: str | None
    warnings: NotRequired[list[WarningModel]]


class CitationDocumentList(TypedDict):
    items: list[CitationDocument]


class CitationPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    source: NotRequired[str]
    quote: NotRequired[Quote | None]
    page: NotRequired[str | None]
    section: NotRequired[str | None]
    speaker: NotRequired[str | None]
    attributed_to: NotRequired[str | None]
    voice: NotRequired[Voice | None]
    relation: NotRequired[Relation | None]
    act: NotRequired[Act | None]
    account: NotRequired[Account | None]
    note: NotRequired[str | None]


class ClosedList(TypedDict):
    """All words that a field takes."""

    name: str
    meaning: str
    fields: list[str]
    words: list[Word]


class Collective(TypedDict):
    """The status of the promisors together, by the rule in /v1/vocabulary."""

    status: Status
    assessed: int
    promisors: int


class CollectiveRule(TypedDict):
    """How the statuses of promisors make one."""

    rule: str
    left_out: list[str]
    steps: list[CollectiveStep]
    order: list[str]
    counts_as: dict[str, str]


class CollectiveStep(TypedDict):
    """A step of the rule for the collective status: the first whose condition holds decides."""

    name: str
    when: str
    gives: str | None


class ColumnRule(TypedDict):
    """A column of a table: its name, which stays, and what it holds."""

    name: str
    meaning: str
    holds: Literal["text", "id", "word", "date", "number", "flag"]
    several: bool


class Compliance(TypedDict):
    """The mean of scores, with its denominator: pairs of pledge and promisor."""

    mean: float | None
    percent: float | None
    scored: int
    unweighted: int
    due: int
    total: int
    disputed: int


class ComplianceReport(TypedDict):
    """Compliance by what was asked for, and over all of it."""

    overall: Compliance
    items: list[ComplianceRow]
    next_cursor: str | None


class ComplianceRow(TypedDict):
    """Compliance of a participant, or with pledges on a topic, of a meeting or a year. One of the four is not null."""

    mean: float | None
    percent: float | None
    scored: int
    unweighted: int
    due: int
    total: int
    disputed: int
    participant: Named | None
    topic: Named | None
    meeting: Titled | None
    year: str | None


class Components(TypedDict):
    """The pledges that are directly part of a pledge, by where each stands as a whole."""

    total: int
    statuses: dict[str, int]


class Condition(TypedDict):
    """What must come about before the pledge binds: it is met from a day on, or when another pledge is fulfilled."""

    id: NotRequired[str | None]
    text: str
    pledge: NotRequired[str | None]
    met_on: NotRequired[str | None]


class ConditionDocument(TypedDict):
    """What must come about before the pledge binds: it is met from a day on, or when another pledge is fulfilled."""

    id: str | None
    text: str
    pledge: Titled | None
    met_on: DateDocument | None
    warnings: NotRequired[list[WarningModel]]


class ConditionDocumentList(TypedDict):
    items: list[ConditionDocument]


class ConditionPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    text: NotRequired[str]
    pledge: NotRequired[str | None]
    met_on: NotRequired[str | None]


class ConflictRule(TypedDict):
    """When the judgement of the whole and that of a promisor contradict each other."""

    rule: str
    contradicts: dict[str, list[str]]


class Counts(TypedDict):
    """How many parts the pledge has."""

    status_changes: int
    assessments: int
    measurements: int
    amendments: int
    positions: int
    milestones: int
    milestones_done: int
    withdrawn: int
    judged_before_criteria: int


class Criteria(TypedDict):
    """What would show how a pledge ended, said before anybody judges it."""

    fulfilled: NotRequired[str | None]
    partially_fulfilled: NotRequired[str | None]
    not_fulfilled: NotRequired[str | None]


class CriteriaDocument(TypedDict):
    """What would show how a pledge ended, said before anybody judges it."""

    fulfilled: str | None
    partially_fulfilled: str | None
    not_fulfilled: str | None


DateDocument = TypedDict(
    "DateDocument",
    {"edtf": "str", "from": "str | None", "to": "str | None", "approximate": "bool", "uncertain": "bool"},
)
"""A date of the world: as written, and as the days it may mean (EDTF's strict bounds)."""


class Delivery(TypedDict):
    """What became of an entry's delivery."""

    number: int
    message: str
    collection: str
    record: str
    operation: Operation
    state: DeliveryState
    attempts: int
    next_at: str | None
    finished_at: str | None
    status: int | None
    error: str | None


class DeliveryPage(TypedDict):
    """Deliveries, the latest entry first."""

    items: list[Delivery]
    next_cursor: str | None


class Difference(TypedDict):
    """That two records were found to be different."""

    said_by: str
    reason: str


class DifferenceDocument(TypedDict):
    """A field that stands here otherwise than in the file."""

    field: str
    upstream_before: NotRequired[Any]
    upstream: Any
    here: Any
    taken: bool


class DifferentAction(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    action: str
    reason: str


class DifferentActionDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    action: Titled
    reason: str


class DifferentInstrument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    instrument: str
    reason: str


class DifferentInstrumentDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    instrument: Titled
    reason: str


class DifferentMeeting(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    meeting: str
    reason: str


class DifferentMeetingDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    meeting: Titled
    reason: str


class DifferentParticipant(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    participant: str
    reason: str


class DifferentParticipantDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    participant: Named
    reason: str


class DifferentPledge(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    pledge: str
    reason: str


class DifferentPledgeDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    pledge: Titled
    reason: str


class DifferentSource(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    source: str
    reason: str


class DifferentSourceDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    source: Titled
    reason: str


class DifferentTopic(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    topic: str
    reason: str


class DifferentTopicDocument(TypedDict):
    """Another record that looks like this one, and why it is not the same."""

    topic: Named
    reason: str


class Disagreement(TypedDict):
    """What two assessors judged differently."""

    pledge: Titled
    party: Named
    axis: Axis
    period: str
    scores: list[int]


class DraftedPledges(TypedDict):
    """Pledges that are not recorded yet."""

    pledges: list[Pledge]
    threshold: NotRequired[Number]


class DueTotals(TypedDict):
    """What came of what is due: the day is past, and no condition is unmet."""

    total: int
    kept: int
    partly_kept: int
    broken: int
    unfinished: int
    let_off: int
    unknown: int
    unknown_because: dict[str, int]
    statuses: dict[str, int]


class Duplicates(TypedDict):
    """The likeliest duplicates."""

    items: list[LikelyDuplicate]
    found: int


class EventData(TypedDict):
    """What was written, and where to read it."""

    number: int
    collection: str
    record: str
    version: int
    operation: Operation
    part: str | None
    address: str


class Extending(TypedDict):
    """Where properties are proposed, and what can be set of them."""

    propose_properties: ServiceAddress
    property_settings: list[PropertySetting]


class ExtensionResult(TypedDict):
    """The values of properties, by record and property."""

    meta: list[PropertyMeta]
    rows: dict[str, dict[str, list[TextValue | NamedId]]]


class FaultModel(TypedDict):
    """One thing that is wrong: where (in the body, the query or a header), and what would be right."""

    pointer: NotRequired[str | None]
    parameter: NotRequired[str | None]
    header: NotRequired[str | None]
    line: NotRequired[int | None]
    message: str


class Feature(TypedDict):
    """What a score is made of."""

    id: str
    value: bool | float


class FieldReport(TypedDict):
    """A field, what is recorded of it, and all accounts of it."""

    field: str
    part: str | None
    known: bool
    value: Any
    disputed: bool
    accounts: list[ReportedAccount]


class Figures(TypedDict):
    """What standing assessments of one promisor on one axis say together."""

    number: int
    mean: float | None
    disputed: bool


class FileFaultDocument(TypedDict):
    """What is wrong with a file, or was left, and where."""

    sheet: str
    line: int | None
    column: str | None
    field: str
    pointer: str
    record: NotRequired[str | None]
    message: str


class FilterRule(TypedDict):
    """A filter of a list."""

    name: str
    meaning: str
    takes: Literal["id", "word", "flag", "day", "instant", "text"]
    of: str | None
    words: list[str]
    closed_list: str | None
    repeated: bool


class Flags(TypedDict):
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


class Flyout(TypedDict):
    """What is shown beside a suggestion."""

    id: str
    html: str


class Fragment(TypedDict):
    """A piece of a text, as it is stored: plain text, nothing in it is markup."""

    text: str
    matched: bool


class GivenSource(TypedDict):
    """What is known of the source of a text; what is left out is looked for in the text."""

    kind: NotRequired[SourceKind | None]
    title: NotRequired[str | None]
    author: NotRequired[str | None]
    publisher: NotRequired[str | None]
    url: NotRequired[str | None]
    published: NotRequired[str | None]


class GoalBounds(TypedDict):
    """Within which bounds a value keeps the pledge; null: there is none on that side."""

    lower: float | None
    upper: float | None


class GuardRule(TypedDict):
    """A rule that status changes must satisfy."""

    name: str
    kind: Literal["integrity", "evidence"]
    asks: str
    field: str


class Highlight(TypedDict):
    """An excerpt of a text in which words were found: its fragments, joined."""

    field: str
    start: int
    fragments: list[Fragment]


class Hit(TypedDict):
    """A record that was found."""

    collection: Literal[
        "sources", "participants", "topics", "meetings", "instruments", "pledges", "statements", "actions"
    ]
    id: str
    label: str
    score: float
    link: str
    highlights: list[Highlight]
    document: NotRequired[dict[str, Any]]


class Hits(TypedDict):
    """A page of what was found, the best first."""

    items: list[Hit]
    next_cursor: str | None
    count: NotRequired[int]


class Identified(TypedDict):
    """A statement: its id. It has no name."""

    id: str


class IgnoredPassage(TypedDict):
    """A passage that was looked at and is not proposed."""

    quotation: Quotation
    rule: str
    why: IntakeReason


class ImportCounts(TypedDict):
    """What became of the records and the parts of a file."""

    collections: NotRequired[dict[str, BundleCounts]]
    refused: NotRequired[int]
    notes: NotRequired[list[str]]


class ImportDocument(TypedDict):
    """A file that came in, how far it is, and what became of it."""

    id: int
    state: ImportState
    actor: str
    data_set: str
    file_name: str
    format: str
    sha256: str
    bytes: int
    created_at: str
    changed_at: str
    finished_at: str | None
    done: int
    total: int | None
    first_entry: int | None
    last_entry: int | None
    undone_by: str | None
    undone_at: str | None
    options: ImportSettings
    mapping: str | None
    counts: ImportCounts | None
    faults: list[FileFaultDocument]
    warnings: NotRequired[list[WarningModel]]


class ImportPage(TypedDict):
    """Imports, the newest first."""

    items: list[ImportDocument]
    next_cursor: str | None


class ImportRowDocument(TypedDict):
    """A record of the file, with the row that gave it first, and what became of it."""

    number: int
    outcome: Literal["created", "changed", "unchanged", "left", "refused"]
    collection: str | None
    record: str | None
    sheet: str
    line: int | None
    differences: list[DifferenceDocument]
    parts: list[PartOutcome]
    faults: list[FileFaultDocument]


class ImportRowPage(TypedDict):
    """Rows of a report, in the order of the file's records."""

    items: list[ImportRowDocument]
    next_cursor: str | None


class ImportSettings(TypedDict):
    """How a file was taken."""

    overwrite: bool
    as_amendments: str | None
    as_copy: bool
    dry_run: bool


class ImportUndone(TypedDict):
    """An import that is undone or being undone; what became of it, once that is known."""

    state: ImportState
    report: UndoReport | None
    warnings: NotRequired[list[WarningModel]]


class Instrument(TypedDict):
    """An adopted text as an entity, whether or not its text is at hand."""

    id: NotRequired[str | None]
    title: str
    kind: InstrumentKind
    summary: NotRequired[str | None]
    legal_nature: NotRequired[LegalNature | None]
    adopted: NotRequired[str | None]
    in_force: NotRequired[str | None]
    ended: NotRequired[str | None]
    meeting: NotRequired[str | None]
    topics: NotRequired[list[RecordId]]
    links: NotRequired[list[InstrumentLink]]
    different_from: NotRequired[list[DifferentInstrument]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class InstrumentAccounts(TypedDict):
    """What sources say of an instrument, and where they disagree."""

    instrument: Titled
    version: int
    disputed: bool
    fields: list[FieldReport]


class InstrumentDocument(TypedDict):
    """An instrument as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    title: str
    kind: InstrumentKind
    summary: str | None
    legal_nature: LegalNature | None
    adopted: DateDocument | None
    in_force: DateDocument | None
    ended: DateDocument | None
    meeting: Titled | None
    topics: list[Named]
    links: list[InstrumentLinkDocument]
    different_from: list[DifferentInstrumentDocument]
    attestation: Voice | None
    disputed: bool
    parties: list[InstrumentParty]
    counts: ParticipationCounts
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class InstrumentDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    title: str
    kind: InstrumentKind
    summary: str | None
    legal_nature: LegalNature | None
    adopted: DateDocument | None
    in_force: DateDocument | None
    ended: DateDocument | None
    meeting: Titled | None
    topics: list[Named]
    links: list[InstrumentLinkDocument]
    different_from: list[DifferentInstrumentDocument]
    attestation: Voice | None
    disputed: bool
    parties: list[InstrumentParty]
    counts: ParticipationCounts
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class InstrumentInBundle(TypedDict):
    """An adopted text as an entity, whether or not its text is at hand."""

    id: str
    title: str
    kind: InstrumentKind
    summary: NotRequired[str | None]
    legal_nature: NotRequired[LegalNature | None]
    adopted: NotRequired[str | None]
    in_force: NotRequired[str | None]
    ended: NotRequired[str | None]
    meeting: NotRequired[str | None]
    topics: NotRequired[list[RecordId]]
    links: NotRequired[list[InstrumentLink]]
    different_from: NotRequired[list[DifferentInstrument]]
    participation: NotRequired[list[Participation]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class InstrumentLink(TypedDict):
    """How the instrument is related to another."""

    type: InstrumentLinkType
    instrument: str


class InstrumentLinkDocument(TypedDict):
    """How the instrument is related to another."""

    type: InstrumentLinkType
    instrument: Titled


class InstrumentLinkItem(TypedDict):
    """How the instrument is related to another."""

    type: InstrumentLinkType
    instrument: Titled
    id: str
    warnings: NotRequired[list[WarningModel]]


class InstrumentLinkItemList(TypedDict):
    items: list[InstrumentLinkItem]


class InstrumentMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class InstrumentPage(TypedDict):
    """A page of a list."""

    items: list[InstrumentDocument | Instrument]
    next_cursor: str | None
    count: NotRequired[int]


class InstrumentParty(TypedDict):
    """Where a participant stands to the instrument."""

    participant: Named
    standing: ParticipationStanding
    since: DateDocument | None
    in_force: DateDocument | None
    reservations: int
    acts: list[ParticipationAct]


class InstrumentPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    title: NotRequired[str]
    kind: NotRequired[InstrumentKind]
    summary: NotRequired[str | None]
    legal_nature: NotRequired[LegalNature | None]
    adopted: NotRequired[str | None]
    in_force: NotRequired[str | None]
    ended: NotRequired[str | None]
    meeting: NotRequired[str | None]
    topics: NotRequired[list[RecordId] | None]
    links: NotRequired[list[InstrumentLink] | None]
    different_from: NotRequired[list[DifferentInstrument] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


class IntakeBody(TypedDict):
    """A text to be read."""

    text: str
    language: NotRequired[Literal["en", "es"] | None]
    source: NotRequired[GivenSource]


class IntakeCandidate(TypedDict):
    """A pledge or a statement that a rule found."""

    kind: Literal["pledge", "statement"]
    quotation: Quotation
    rule: str
    confidence: float
    reasons: list[IntakeReason]
    draft: dict[str, Any]


class IntakeRule(TypedDict):
    """A rule by which texts are read for what they say was pledged and said."""

    name: str
    language: Literal["en", "es"]
    meaning: str
    gives: str
    strength: str | None
    origin: str | None
    confidence: float
    examples: list[str]
    counterexamples: list[str]


class JudgementRules(TypedDict):
    """How judgements, positions, citations, progress and what is due are counted, and where parties to texts stand."""

    assessments: str
    agreement: str
    positions: str
    attestation: str
    progress: str
    participation: str
    trackability: str
    criteria_after_verdict: str
    components: str
    rollup: str
    due: str


class KindTotals(TypedDict):
    """The pledges of a kind."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    kind: PledgeKind | None


class Label(TypedDict):
    """What a word is called where people read it."""

    en: str
    es: str


class Latest(TypedDict):
    """The measurement of the latest period."""

    measurement: str
    period: DateDocument
    value: float


class LedgerHead(TypedDict):
    """The last entry. Whoever notes its number and hash can check later whether anything before it was changed."""

    number: int
    hash: str
    at: str | None


class LeftInBundle(TypedDict):
    """What the bundle says and was not taken, since people changed it here."""

    pointer: str
    line: NotRequired[int | None]
    message: str


class LeftRecord(TypedDict):
    """A record of which something still refers to the survivor."""

    collection: str
    id: str
    fields: list[str]


class LevelOf(TypedDict):
    """What stands for a status or a score on another scale."""

    word: str | int
    value: str | int | None
    exact: bool | None


class LikeDraft(TypedDict):
    """A pledge that is there, which a draft may repeat."""

    index: int
    score: float
    record: LikelyRecord
    why: list[str]


class LikeDrafts(TypedDict):
    """The pledges that drafts may repeat."""

    items: list[LikeDraft]


class LikelyDuplicate(TypedDict):
    """Two records that may be one."""

    score: float
    records: list[LikelyRecord]
    why: list[str]
    different: Difference | None


class LikelyRecord(TypedDict):
    """A record that may be a duplicate."""

    id: str
    label: str
    referring: int


class Limit(TypedDict):
    """The most that a field or parameter takes."""

    of: str
    field: str
    most: int
    unit: Literal["items", "entries", "characters", "value", "bytes"]


class Link(TypedDict):
    """How the pledge is related to another."""

    type: LinkType
    pledge: str


class LinkDocument(TypedDict):
    """How the pledge is related to another."""

    type: LinkType
    pledge: Titled


class LinkItem(TypedDict):
    """How the pledge is related to another."""

    type: LinkType
    pledge: Titled
    id: str
    warnings: NotRequired[list[WarningModel]]


class LinkPage(TypedDict):
    """A page of a pledge's links, and what it waits for."""

    items: list[PledgeLink]
    waits_for: list[LinkedPledge]
    conditions: list[ConditionDocument]
    next_cursor: str | None


class LinkedPledge(TypedDict):
    """The other pledge of a link, and where it stands."""

    id: str
    title: str
    status: Status


class ListFilters(TypedDict):
    """The filters and sorts of a list. Different filters must all match."""

    path: str
    filters: list[FilterRule]
    sorts: list[str]


class ListedRevision(TypedDict):
    """A revision in a list, with what it changed if that is asked for."""

    revision: int
    entry: int
    at: str
    actor: str
    request_id: str
    data_set: str | None
    operation: Operation
    part: str | None
    salt: str | None
    digest: str
    hash: str
    differences: NotRequired[list[RevisionDifference] | None]


class Manifest(TypedDict):
    """What a reconciliation service offers, and where."""

    versions: list[Literal["0.2"]]
    name: str
    identifierSpace: str
    schemaSpace: str
    documentation: str
    logo: str
    serviceVersion: str
    defaultTypes: list[ReconciliationType]
    view: View
    preview: PreviewFrame
    suggest: Suggesting
    extend: Extending
    batchSize: int
    authentication: NotRequired[dict[str, str]]


class MatchedMeeting(TypedDict):
    """A meeting that may be the same."""

    id: str
    title: str
    confidence: float


class MatchedParticipant(TypedDict):
    """A participant that may be meant."""

    id: str
    name: str
    kind: ParticipantKind
    confidence: float


class Matrix(TypedDict):
    """Who owes whom, by the ids of promisor and promisee."""

    items: list[MatrixRow]
    next_cursor: str | None


class MatrixRow(TypedDict):
    """What one participant owes another."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    promisor: Named
    promisee: Named | None
    pledges: str | None


class Measurement(TypedDict):
    """An observed value of what a target of the pledge measures, and the source that reports it."""

    id: NotRequired[str | None]
    target: NotRequired[str | None]
    party: NotRequired[str | None]
    period: str
    value: Number | str
    note: NotRequired[str | None]
    citations: list[Citation]


class MeasurementDocument(TypedDict):
    """A measurement as readers get it."""

    id: str
    target: str | None
    party: Named | None
    period: DateDocument
    value: float
    note: str | None
    citations: list[CitationDocument]
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    warnings: NotRequired[list[WarningModel]]


class MeasurementPage(TypedDict):
    """A page of a list."""

    items: list[MeasurementDocument]
    next_cursor: str | None
    count: NotRequired[int]


class MeasurementPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    note: NotRequired[str | None]
    citations: NotRequired[list[Citation]]


class Meeting(TypedDict):
    """A meeting, or what contains meetings: a tour, a conference."""

    id: NotRequired[str | None]
    title: str
    form: MeetingForm
    rank: NotRequired[MeetingRank | None]
    status: MeetingStatus
    starts: NotRequired[str | None]
    ends: NotRequired[str | None]
    place: NotRequired[str | None]
    country: NotRequired[str | None]
    part_of: NotRequired[str | None]
    topics: NotRequired[list[RecordId]]
    summary: NotRequired[str | None]
    attendance: NotRequired[list[Attendance]]
    different_from: NotRequired[list[DifferentMeeting]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class MeetingAccounts(TypedDict):
    """What sources say of a meeting, and where they disagree."""

    meeting: Titled
    version: int
    disputed: bool
    fields: list[FieldReport]


class MeetingDocument(TypedDict):
    """A meeting as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    title: str
    form: MeetingForm
    rank: MeetingRank | None
    status: MeetingStatus
    starts: DateDocument | None
    ends: DateDocument | None
    place: str | None
    country: str | None
    part_of: Titled | None
    topics: list[Named]
    summary: str | None
    attendance: list[AttendanceDocument]
    different_from: list[DifferentMeetingDocument]
    attestation: Voice | None
    disputed: bool
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class MeetingDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    title: str
    form: MeetingForm
    rank: MeetingRank | None
    status: MeetingStatus
    starts: DateDocument | None
    ends: DateDocument | None
    place: str | None
    country: str | None
    part_of: Titled | None
    topics: list[Named]
    summary: str | None
    attendance: list[AttendanceDocument]
    different_from: list[DifferentMeetingDocument]
    attestation: Voice | None
    disputed: bool
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class MeetingInBundle(TypedDict):
    """A meeting, or what contains meetings: a tour, a conference."""

    id: str
    title: str
    form: MeetingForm
    rank: NotRequired[MeetingRank | None]
    status: MeetingStatus
    starts: NotRequired[str | None]
    ends: NotRequired[str | None]
    place: NotRequired[str | None]
    country: NotRequired[str | None]
    part_of: NotRequired[str | None]
    topics: NotRequired[list[RecordId]]
    summary: NotRequired[str | None]
    attendance: NotRequired[list[Attendance]]
    different_from: NotRequired[list[DifferentMeeting]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class MeetingMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class MeetingPage(TypedDict):
    """A page of a list."""

    items: list[MeetingDocument | Meeting]
    next_cursor: str | None
    count: NotRequired[int]


class MeetingPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    title: NotRequired[str]
    form: NotRequired[MeetingForm]
    rank: NotRequired[MeetingRank | None]
    status: NotRequired[MeetingStatus]
    starts: NotRequired[str | None]
    ends: NotRequired[str | None]
    place: NotRequired[str | None]
    country: NotRequired[str | None]
    part_of: NotRequired[str | None]
    topics: NotRequired[list[RecordId] | None]
    summary: NotRequired[str | None]
    attendance: NotRequired[list[Attendance] | None]
    different_from: NotRequired[list[DifferentMeeting] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


Membership = TypedDict(
    "Membership", {"participant": "str", "from": "NotRequired[str | None]", "to": "NotRequired[str | None]"}
)
"""A membership: of a body in a state, or of a state in a group."""

MembershipDocument = TypedDict(
    "MembershipDocument", {"participant": "Named", "from": "DateDocument | None", "to": "DateDocument | None"}
)
"""A membership: of a body in a state, or of a state in a group."""

MembershipItem = TypedDict(
    "MembershipItem",
    {
        "participant": "Named",
        "from": "DateDocument | None",
        "to": "DateDocument | None",
        "id": "str",
        "warnings": "NotRequired[list[WarningModel]]",
    },
)
"""A membership: of a body in a state, or of a state in a group."""


class MembershipItemList(TypedDict):
    items: list[MembershipItem]


MembershipPatch = TypedDict(
    "MembershipPatch",
    {"participant": "NotRequired[str]", "from": "NotRequired[str | None]", "to": "NotRequired[str | None]"},
)
"""The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""


class MergeReport(TypedDict):
    """What a merge did."""

    id: str
    version: int
    into: str
    reason: str
    moved: list[MovedRecord]
    name_kept: bool
    warnings: NotRequired[list[WarningModel]]


class MetCount(TypedDict):
    """How many pledges have so many of the things that are needed."""

    met: int
    pledges: int


class Milestone(TypedDict):
    """A step towards keeping the pledge; of a target, the value that is to be reached by then."""

    id: NotRequired[str | None]
    title: str
    due: NotRequired[str | None]
    done_on: NotRequired[str | None]
    target: NotRequired[str | None]
    value: NotRequired[Number | str | None]
    citations: NotRequired[list[Citation]]


class MilestoneCounts(TypedDict):
    """How many milestones there are, and how many are done."""

    total: int
    done: int


class MilestoneDocument(TypedDict):
    """A milestone as readers get it. `version`, `recorded_at` and `actor` are those of its last writing."""

    id: str
    title: str
    due: DateDocument | None
    done_on: DateDocument | None
    target: str | None
    value: float | None
    citations: list[CitationDocument]
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    warnings: NotRequired[list[WarningModel]]


class MilestonePage(TypedDict):
    """A page of a list."""

    items: list[MilestoneDocument]
    next_cursor: str | None
    count: NotRequired[int]


class MilestonePatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    title: NotRequired[str]
    due: NotRequired[str | None]
    done_on: NotRequired[str | None]
    target: NotRequired[str | None]
    value: NotRequired[Number | str | None]
    citations: NotRequired[list[Citation] | None]


class MissingCount(TypedDict):
    """How many pledges lack one of the things that are needed."""

    item: TrackabilityItem
    pledges: int


class MovedRecord(TypedDict):
    """A record whose references were moved, and the version that this made of it."""

    collection: str
    id: str
    version: int


class Named(TypedDict):
    """A participant or topic: its id and what it is called."""

    id: str
    name: str


class NamedId(TypedDict):
    """Something by its id and name."""

    id: str
    name: str


class NamedParticipant(TypedDict):
    """Somebody whom the text names, and whom drafts name by `id`."""

    mention: str
    id: str
    quotations: list[Span]
    matches: list[MatchedParticipant]
    draft: dict[str, Any] | None


Office = TypedDict(
    "Office",
    {
        "id": "NotRequired[str | None]",
        "title": "str",
        "body": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
    },
)
"""An office that a person held."""

OfficeDocument = TypedDict(
    "OfficeDocument",
    {
        "id": "str | None",
        "title": "str",
        "body": "Named | None",
        "from": "DateDocument | None",
        "to": "DateDocument | None",
        "warnings": "NotRequired[list[WarningModel]]",
    },
)
"""An office that a person held."""


class OfficeDocumentList(TypedDict):
    items: list[OfficeDocument]


OfficePatch = TypedDict(
    "OfficePatch",
    {
        "id": "NotRequired[str | None]",
        "title": "NotRequired[str]",
        "body": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
    },
)
"""The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""


class OnScale(TypedDict):
    """What a status or a score is on another published scale."""

    scale: ScaleName
    value: str | int | None
    exact: bool | None


class OriginTotals(TypedDict):
    """The pledges of an origin."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    origin: Origin | None


class OtherName(TypedDict):
    """Another name of a participant."""

    name: str
    language: NotRequired[str | None]


class OtherNameDocument(TypedDict):
    """Another name of a participant."""

    name: str
    language: str | None


class OutcomeCounts(TypedDict):
    """How many quotations were found, and how."""

    exact: int
    edited: int
    missing: int
    unchecked: int


class Override(TypedDict):
    """Guards of evidence that are set aside by name, and why. Shown on the change and counted."""

    guards: list[
        Literal[
            "citation",
            "reviewed_up_to",
            "beyond_announcement",
            "concrete_action",
            "target_met",
            "due_or_breach",
            "quotation",
            "reversal_evidence",
        ]
    ]
    reason: str


class OverrideDocument(TypedDict):
    """Guards of evidence that are set aside by name, and why. Shown on the change and counted."""

    guards: list[
        Literal[
            "citation",
            "reviewed_up_to",
            "beyond_announcement",
            "concrete_action",
            "target_met",
            "due_or_breach",
            "quotation",
            "reversal_evidence",
        ]
    ]
    reason: str


class Overview(TypedDict):
    """How many pledges there are: by status, flag, kind, origin, strength, precision, attestation and topic."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    flags: Flags
    by_kind: list[KindTotals]
    by_origin: list[OriginTotals]
    by_strength: list[StrengthTotals]
    by_precision: list[PrecisionTotals]
    by_attestation: list[AttestationTotals]
    by_topic: list[TopicTotals]


class Panel(TypedDict):
    """Where each promisor stood over time. All periods of one are on one page."""

    items: list[PanelRow]
    next_cursor: str | None


class PanelRow(TypedDict):
    """Where a promisor stood itself at the end of a period."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    promisor: Named
    period: str


class PartOutcome(TypedDict):
    """What is written of a part of the record."""

    part: str
    operation: str


Participant = TypedDict(
    "Participant",
    {
        "id": "NotRequired[str | None]",
        "kind": "ParticipantKind",
        "name": "str",
        "other_names": "NotRequired[list[OtherName]]",
        "country": "NotRequired[str | None]",
        "wikidata_id": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
        "succeeds": "NotRequired[list[RecordId]]",
        "part_of": "NotRequired[list[Membership]]",
        "offices": "NotRequired[list[Office]]",
        "different_from": "NotRequired[list[DifferentParticipant]]",
        "language": "NotRequired[str | None]",
        "translations": "NotRequired[dict[str, TranslatedName]]",
        "tags": "NotRequired[list[Tag]]",
        "classifications": "NotRequired[dict[str, str]]",
        "external_ids": "NotRequired[dict[str, str]]",
        "citations": "NotRequired[list[Citation]]",
    },
)
"""Who can attend, speak or be party to a pledge: a person, a state, a body, a group."""


class ParticipantAccounts(TypedDict):
    """What sources say of a participant, and where they disagree."""

    participant: Named
    version: int
    disputed: bool
    fields: list[FieldReport]


ParticipantDocument = TypedDict(
    "ParticipantDocument",
    {
        "id": "str",
        "version": "int",
        "created_at": "str",
        "updated_at": "str",
        "kind": "ParticipantKind",
        "name": "str",
        "other_names": "list[OtherNameDocument]",
        "country": "str | None",
        "wikidata_id": "str | None",
        "from": "DateDocument | None",
        "to": "DateDocument | None",
        "succeeds": "list[Named]",
        "part_of": "list[MembershipDocument]",
        "offices": "list[OfficeDocument]",
        "different_from": "list[DifferentParticipantDocument]",
        "attestation": "Voice | None",
        "disputed": "bool",
        "warnings": "NotRequired[list[WarningModel]]",
        "language": "str | None",
        "translations": "dict[str, TranslatedNameDocument]",
        "tags": "list[Tag]",
        "classifications": "dict[str, str]",
        "external_ids": "dict[str, str]",
        "citations": "list[CitationDocument]",
    },
)
"""A participant as readers get it."""

ParticipantDocumentRevision = TypedDict(
    "ParticipantDocumentRevision",
    {
        "id": "str",
        "version": "int",
        "created_at": "str",
        "updated_at": "str",
        "kind": "ParticipantKind",
        "name": "str",
        "other_names": "list[OtherNameDocument]",
        "country": "str | None",
        "wikidata_id": "str | None",
        "from": "DateDocument | None",
        "to": "DateDocument | None",
        "succeeds": "list[Named]",
        "part_of": "list[MembershipDocument]",
        "offices": "list[OfficeDocument]",
        "different_from": "list[DifferentParticipantDocument]",
        "attestation": "Voice | None",
        "disputed": "bool",
        "language": "str | None",
        "translations": "dict[str, TranslatedNameDocument]",
        "tags": "list[Tag]",
        "classifications": "dict[str, str]",
        "external_ids": "dict[str, str]",
        "citations": "list[CitationDocument]",
    },
)

ParticipantInBundle = TypedDict(
    "ParticipantInBundle",
    {
        "id": "str",
        "kind": "ParticipantKind",
        "name": "str",
        "other_names": "NotRequired[list[OtherName]]",
        "country": "NotRequired[str | None]",
        "wikidata_id": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
        "succeeds": "NotRequired[list[RecordId]]",
        "part_of": "NotRequired[list[Membership]]",
        "offices": "NotRequired[list[Office]]",
        "different_from": "NotRequired[list[DifferentParticipant]]",
        "language": "NotRequired[str | None]",
        "translations": "NotRequired[dict[str, TranslatedName]]",
        "tags": "NotRequired[list[Tag]]",
        "classifications": "NotRequired[dict[str, str]]",
        "external_ids": "NotRequired[dict[str, str]]",
        "citations": "NotRequired[list[Citation]]",
    },
)
"""Who can attend, speak or be party to a pledge: a person, a state, a body, a group."""


class ParticipantMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str
    keep_name: NotRequired[bool]


class ParticipantPage(TypedDict):
    """A page of a list."""

    items: list[ParticipantDocument | Participant]
    next_cursor: str | None
    count: NotRequired[int]


ParticipantPatch = TypedDict(
    "ParticipantPatch",
    {
        "id": "NotRequired[str | None]",
        "kind": "NotRequired[ParticipantKind]",
        "name": "NotRequired[str]",
        "other_names": "NotRequired[list[OtherName] | None]",
        "country": "NotRequired[str | None]",
        "wikidata_id": "NotRequired[str | None]",
        "from": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
        "succeeds": "NotRequired[list[RecordId] | None]",
        "part_of": "NotRequired[list[Membership] | None]",
        "offices": "NotRequired[list[Office] | None]",
        "different_from": "NotRequired[list[DifferentParticipant] | None]",
        "language": "NotRequired[str | None]",
        "translations": "NotRequired[dict[str, TranslatedName] | None]",
        "tags": "NotRequired[list[Tag] | None]",
        "classifications": "NotRequired[dict[str, str] | None]",
        "external_ids": "NotRequired[dict[str, str] | None]",
        "citations": "NotRequired[list[Citation] | None]",
    },
)
"""The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""


class Participation(TypedDict):
    """What a participant did about an instrument: signed, ratified, made a reservation, withdrew."""

    id: NotRequired[str | None]
    participant: str
    act: ParticipationAct
    on: NotRequired[str | None]
    in_force: NotRequired[str | None]
    to: NotRequired[str | None]
    text: NotRequired[str | None]
    citations: NotRequired[list[Citation]]


class ParticipationCounts(TypedDict):
    """How many participation acts there are."""

    participation: int
    withdrawn: int


class ParticipationDocument(TypedDict):
    """A participation act as readers get it."""

    id: str
    participant: Named
    act: ParticipationAct
    on: DateDocument | None
    in_force: DateDocument | None
    to: Named | None
    text: str | None
    citations: list[CitationDocument]
    instrument: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    warnings: NotRequired[list[WarningModel]]


class ParticipationPage(TypedDict):
    """A page of a list."""

    items: list[ParticipationDocument]
    next_cursor: str | None
    count: NotRequired[int]


class ParticipationPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    in_force: NotRequired[str | None]
    text: NotRequired[str | None]
    citations: NotRequired[list[Citation] | None]


Party = TypedDict(
    "Party",
    {"participant": "str", "role": "PartyRole", "from": "NotRequired[str | None]", "to": "NotRequired[str | None]"},
)
"""Who owes the pledge, to whom, and who else has a part in it."""

PartyItem = TypedDict(
    "PartyItem",
    {
        "participant": "Named",
        "role": "PartyRole",
        "from": "DateDocument | None",
        "to": "DateDocument | None",
        "status": "Standing | None",
        "assessments": "Summaries | None",
        "id": "str",
        "warnings": "NotRequired[list[WarningModel]]",
    },
)
"""A party, and of a promisor or an implementer where it stands."""


class PartyItemList(TypedDict):
    items: list[PartyItem]


PartyPatch = TypedDict(
    "PartyPatch",
    {
        "participant": "NotRequired[str]",
        "role": "NotRequired[PartyRole]",
        "from": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
    },
)
"""The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""


class PartyProgress(TypedDict):
    """How far one promisor or implementer has come that was measured by itself."""

    goal: GoalBounds | None
    latest: Latest | None
    value: float | None
    percent: float | None
    met: bool | None
    missing: list[Literal["value", "baseline", "baseline_source", "baseline_other_than_zero", "measurements"]]
    milestones: list[StepProgress]
    party: Named


class PartyStanding(TypedDict):
    """Where one promisor or implementer stands."""

    status: Status
    effective_on: DateDocument | None
    reason: str | None
    change: str | None
    fulfilled_late: bool
    is_reversal: bool
    overridden: bool
    unknown_because: UnknownBecause | None
    party: Named
    role: PartyRole
    on_scale: NotRequired[OnScale]


class Pledge(TypedDict):
    """What parties promised."""

    id: NotRequired[str | None]
    title: str
    summary: NotRequired[str | None]
    wording: NotRequired[Wording | None]
    kind: NotRequired[PledgeKind | None]
    origin: NotRequired[Origin | None]
    strength: NotRequired[Strength | None]
    precision: NotRequired[Precision | None]
    legal_nature: NotRequired[LegalNature | None]
    joint: NotRequired[Joint]
    meetings: NotRequired[list[PledgeMeeting]]
    instrument: NotRequired[str | None]
    provision: NotRequired[str | None]
    announced: NotRequired[str | None]
    due: NotRequired[str | None]
    due_text: NotRequired[str | None]
    place: NotRequired[str | None]
    criteria: NotRequired[Criteria | None]
    review_on: NotRequired[str | None]
    conditions: NotRequired[list[Condition]]
    topics: NotRequired[list[RecordId]]
    parties: list[Party]
    targets: NotRequired[list[Target]]
    links: NotRequired[list[Link]]
    different_from: NotRequired[list[DifferentPledge]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class PledgeAccounts(TypedDict):
    """What sources say of a pledge, and where they disagree."""

    pledge: Titled
    version: int
    disputed: bool
    fields: list[FieldReport]


class PledgeDocument(TypedDict):
    """A pledge as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    title: str
    summary: str | None
    wording: WordingDocument | None
    kind: PledgeKind | None
    origin: Origin | None
    strength: Strength | None
    precision: Precision | None
    legal_nature: LegalNature | None
    joint: Joint
    meetings: list[PledgeMeetingDocument]
    instrument: Titled | None
    provision: str | None
    announced: DateDocument | None
    due: DateDocument | None
    due_text: str | None
    place: str | None
    criteria: CriteriaDocument | None
    review_on: DateDocument | None
    conditions: list[ConditionDocument]
    topics: list[Named]
    parties: list[StandingParty]
    targets: list[TargetDocument]
    links: list[LinkDocument]
    different_from: list[DifferentPledgeDocument]
    attestation: Voice | None
    disputed: bool
    amended: dict[str, str]
    due_original: DateDocument | None
    due_moved: bool
    status: PledgeStatus
    collective: Collective
    status_conflict: bool
    progress: Progress | None
    positions: list[StandingPosition]
    trackability: TrackabilityReport
    criteria_after_verdict: bool
    counts: Counts
    components: Components | None
    overdue: bool
    due_soon: bool
    conditional: bool
    effective_legal_nature: LegalNature | None
    newer_evidence: bool
    review_due: bool
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class PledgeDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    title: str
    summary: str | None
    wording: WordingDocument | None
    kind: PledgeKind | None
    origin: Origin | None
    strength: Strength | None
    precision: Precision | None
    legal_nature: LegalNature | None
    joint: Joint
    meetings: list[PledgeMeetingDocument]
    instrument: Titled | None
    provision: str | None
    announced: DateDocument | None
    due: DateDocument | None
    due_text: str | None
    place: str | None
    criteria: CriteriaDocument | None
    review_on: DateDocument | None
    conditions: list[ConditionDocument]
    topics: list[Named]
    parties: list[StandingParty]
    targets: list[TargetDocument]
    links: list[LinkDocument]
    different_from: list[DifferentPledgeDocument]
    attestation: Voice | None
    disputed: bool
    amended: dict[str, str]
    due_original: DateDocument | None
    due_moved: bool
    status: PledgeStatus
    collective: Collective
    status_conflict: bool
    progress: Progress | None
    positions: list[StandingPosition]
    trackability: TrackabilityReport
    criteria_after_verdict: bool
    counts: Counts
    language: str | None
    translations: dict[str, TranslatedTextDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class PledgeInBundle(TypedDict):
    """What parties promised."""

    id: str
    title: str
    summary: NotRequired[str | None]
    wording: NotRequired[Wording | None]
    kind: NotRequired[PledgeKind | None]
    origin: NotRequired[Origin | None]
    strength: NotRequired[Strength | None]
    precision: NotRequired[Precision | None]
    legal_nature: NotRequired[LegalNature | None]
    joint: NotRequired[Joint]
    meetings: NotRequired[list[PledgeMeeting]]
    instrument: NotRequired[str | None]
    provision: NotRequired[str | None]
    announced: NotRequired[str | None]
    due: NotRequired[str | None]
    due_text: NotRequired[str | None]
    place: NotRequired[str | None]
    criteria: NotRequired[Criteria | None]
    review_on: NotRequired[str | None]
    conditions: NotRequired[list[Condition]]
    topics: NotRequired[list[RecordId]]
    parties: list[Party]
    targets: NotRequired[list[Target]]
    links: NotRequired[list[Link]]
    different_from: NotRequired[list[DifferentPledge]]
    status_changes: NotRequired[list[StatusChange]]
    amendments: NotRequired[list[Amendment]]
    assessments: NotRequired[list[Assessment]]
    measurements: NotRequired[list[Measurement]]
    milestones: NotRequired[list[Milestone]]
    positions: NotRequired[list[PledgePosition]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class PledgeLink(TypedDict):
    """A link as one of its two pledges sees it."""

    id: str | None
    type: LinkType
    direction: Literal["outgoing", "incoming"]
    relation: str
    pledge: LinkedPledge


class PledgeMeeting(TypedDict):
    """A meeting of the pledge: where it was made, or came up again. One meeting may have several roles."""

    meeting: str
    role: MeetingRole


class PledgeMeetingDocument(TypedDict):
    """A meeting of the pledge: where it was made, or came up again. One meeting may have several roles."""

    meeting: Titled
    role: MeetingRole


class PledgeMeetingItem(TypedDict):
    """A meeting of the pledge: where it was made, or came up again. One meeting may have several roles."""

    meeting: Titled
    role: MeetingRole
    id: str
    warnings: NotRequired[list[WarningModel]]


class PledgeMeetingItemList(TypedDict):
    items: list[PledgeMeetingItem]


class PledgeMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class PledgePage(TypedDict):
    """A page of a list."""

    items: list[PledgeDocument | Pledge]
    next_cursor: str | None
    count: NotRequired[int]


class PledgePatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    title: NotRequired[str]
    summary: NotRequired[str | None]
    wording: NotRequired[Wording | None]
    kind: NotRequired[PledgeKind | None]
    origin: NotRequired[Origin | None]
    strength: NotRequired[Strength | None]
    precision: NotRequired[Precision | None]
    legal_nature: NotRequired[LegalNature | None]
    joint: NotRequired[Joint | None]
    meetings: NotRequired[list[PledgeMeeting] | None]
    instrument: NotRequired[str | None]
    provision: NotRequired[str | None]
    announced: NotRequired[str | None]
    due: NotRequired[str | None]
    due_text: NotRequired[str | None]
    place: NotRequired[str | None]
    criteria: NotRequired[Criteria | None]
    review_on: NotRequired[str | None]
    conditions: NotRequired[list[Condition] | None]
    topics: NotRequired[list[RecordId] | None]
    parties: NotRequired[list[Party]]
    targets: NotRequired[list[Target] | None]
    links: NotRequired[list[Link] | None]
    different_from: NotRequired[list[DifferentPledge] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedText] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


class PledgePosition(TypedDict):
    """How a participant takes a pledge, or a judgement of it."""

    id: NotRequired[str | None]
    participant: str
    position: Position
    on: NotRequired[str | None]
    citations: NotRequired[list[Citation]]
    about: NotRequired[str | None]


class PledgePositionDocument(TypedDict):
    """A position on a pledge, or on a judgement of it, as readers get it."""

    id: str
    participant: Named
    position: Position
    on: DateDocument | None
    citations: list[CitationDocument]
    about: str | None
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    stands: bool
    warnings: NotRequired[list[WarningModel]]


class PledgePositionPage(TypedDict):
    """A page of a list."""

    items: list[PledgePositionDocument]
    next_cursor: str | None
    count: NotRequired[int]


class PledgePositionPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    citations: NotRequired[list[Citation] | None]


class PledgeStatus(TypedDict):
    """The status of a pledge, and where it comes from."""

    status: Status
    effective_on: DateDocument | None
    reason: str | None
    change: str | None
    fulfilled_late: bool
    is_reversal: bool
    overridden: bool
    unknown_because: UnknownBecause | None
    basis: StatusBasis


class PledgeWording(TypedDict):
    """The text of a pledge as it stood from a day on."""

    text: str | None
    language: str | None
    effective_on: DateDocument | None
    amendment: str | None


class PositionTotals(TypedDict):
    """How many positions were taken, by what they say."""

    total: int
    positions: dict[str, int]


class Positions(TypedDict):
    """The latest positions of participants, by their ids."""

    items: list[PositionsRow]
    next_cursor: str | None


class PositionsRow(TypedDict):
    """How a participant takes what it was asked, told or owed."""

    participant: Named
    pledges: PositionTotals
    judgements: PositionTotals
    statements: PositionTotals | None


class PrecisionTotals(TypedDict):
    """The pledges of a precision."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    precision: Precision | None


class PreviewFrame(TypedDict):
    """Where a small page about a record is, and how large a frame it needs, in pixels."""

    url: str
    width: int
    height: int


class PreviousChange(TypedDict):
    """The status change before this one, in the order in which they take effect."""

    change: str
    status: Status


class Problem(TypedDict):
    """A refusal (RFC 9457). `type` is the address of a page that says what would satisfy it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: NotRequired[list[FaultModel]]


class ProblemType(TypedDict):
    """A problem type."""

    type: str
    status: int
    title: str
    meaning: str
    remedy: str


class ProblemTypes(TypedDict):
    """All problem types."""

    items: list[ProblemType]


class Progress(TypedDict):
    """How far the pledge has come as a whole, by the rule in /v1/vocabulary, and by each target."""

    percent: float | None
    met: bool | None
    targets: list[TargetProgress]


class ProgressReport(TypedDict):
    """How far a pledge has come: by its targets and what was measured, and by its milestones."""

    pledge: Titled
    version: int
    targets: list[TargetDocument]
    progress: Progress | None
    milestones: MilestoneCounts


class PropertyMeta(TypedDict):
    """A property whose values were asked for."""

    id: str
    name: str
    type: NotRequired[dict[str, str]]


class PropertySetting(TypedDict):
    """What can be set of a property whose values are wanted."""

    name: str
    label: str
    type: Literal["number"]
    default: int
    help_text: str


class Proposal(TypedDict):
    """What is proposed of a text. Nothing of it is saved: `bundle` is what `POST /v1/bundles` takes as it is."""

    language: Literal["en", "es"]
    language_confidence: float
    text: str
    source: dict[str, Any]
    meeting: ProposedMeeting | None
    participants: list[NamedParticipant]
    candidates: list[IntakeCandidate]
    ignored: list[IgnoredPassage]
    bundle: dict[str, list[dict[str, Any]]]


class ProposedMeeting(TypedDict):
    """The meeting that the text tells of."""

    draft: dict[str, Any]
    quotation: Quotation
    rule: str
    confidence: float
    matches: list[MatchedMeeting]


class ProposedProperties(TypedDict):
    """The properties that records of a type can have."""

    type: str
    limit: int
    properties: list[SuggestedProperty]


class PublishedScale(TypedDict):
    """Another published scale, and what our statuses and scores are on it. `scale=` answers on it."""

    name: str
    title: str
    levels: list[str | int]
    statuses: list[LevelOf]
    scores: list[LevelOf]


class QueryResult(TypedDict):
    """The answer to a query."""

    result: list[Candidate]


class Quotation(TypedDict):
    """A passage of the text, exactly as it stands."""

    start: int
    end: int
    text: str


class QuotationCheck(TypedDict):
    """The text of a source, to look for its quotations in."""

    text: str
    store: NotRequired[bool]


class QuotationReport(TypedDict):
    """Every quotation that rests on a source, and whether its text holds it."""

    source: Titled
    text: TextHead | None
    complete: bool
    counts: OutcomeCounts
    quotations: list[CheckedQuotation]
    warnings: NotRequired[list[WarningModel]]


class Quote(TypedDict):
    """A W3C TextQuoteSelector: the exact words, and what stands before and after where they occur twice."""

    exact: str
    prefix: NotRequired[str | None]
    suffix: NotRequired[str | None]


class QuoteDocument(TypedDict):
    """A W3C TextQuoteSelector: the exact words, and what stands before and after where they occur twice."""

    exact: str
    prefix: str | None
    suffix: str | None


class Ready(TypedDict):
    """That requests can be served."""

    status: Literal["ready"]
    queued_documents: int
    entries_behind: dict[str, int]


class ReconciliationType(TypedDict):
    """A sort of records."""

    id: str
    name: str
    description: NotRequired[str]
    broader: NotRequired[list[NamedId]]


class Redaction(TypedDict):
    """By which entry a body was redacted, and why."""

    entry: int
    reason: str


class Release(TypedDict):
    """A release: all data as of one entry of the ledger, in one zip file that never changes."""

    version: str
    created_at: str
    actor: str
    previous: str | None
    notes: str | None
    ledger: ReleasedHead
    address: str
    bytes: int
    sha256: str
    withdrawn: ReleaseWithdrawal | None


class ReleaseDocument(TypedDict):
    """A release with its files."""

    version: str
    created_at: str
    actor: str
    previous: str | None
    notes: str | None
    ledger: ReleasedHead
    address: str
    bytes: int
    sha256: str
    withdrawn: ReleaseWithdrawal | None
    files: list[ReleaseFile]
    warnings: NotRequired[list[WarningModel]]


class ReleaseFile(TypedDict):
    """A file of a release: it is in the zip file, and has an address of its own."""

    name: str
    address: str
    media_type: str
    bytes: int
    sha256: str


class ReleaseList(TypedDict):
    """All releases, the newest first, those that were withdrawn among them."""

    items: list[Release]


class ReleasePlan(TypedDict):
    """What a release is to be."""

    version: str
    previous: str | None
    ledger: ReleasedHead
    warnings: NotRequired[list[WarningModel]]


class ReleaseRequest(TypedDict):
    """What a new release is to be called, and what is new in it."""

    version: str
    notes: NotRequired[str | None]


class ReleaseWithdrawal(TypedDict):
    """That a release was withdrawn."""

    at: str
    by: str
    reason: str


class ReleasedHead(TypedDict):
    """The last entry of the ledger that a release shows."""

    number: int
    hash: str
    time: str


class Replay(TypedDict):
    """What to deliver again: all from an entry on, or one delivery."""

    from_number: NotRequired[int | None]
    number: NotRequired[int | None]


class ReportedAccount(TypedDict):
    """What a source says of a field, in whose words, and whether it can be true with the others."""

    value: str
    conflicts: bool
    voice: Voice | None
    citation: AccountCitation


class ReportedCollective(TypedDict):
    """The status of the promisors together, and what it is on another scale if one was asked for."""

    status: Status
    assessed: int
    promisors: int
    on_scale: NotRequired[OnScale]


class ReportedStatus(TypedDict):
    """The status of a pledge, and what it is on another scale if one was asked for."""

    status: Status
    effective_on: DateDocument | None
    reason: str | None
    change: str | None
    fulfilled_late: bool
    is_reversal: bool
    overridden: bool
    unknown_because: UnknownBecause | None
    basis: StatusBasis
    on_scale: NotRequired[OnScale]


class RevisionDifference(TypedDict):
    """One difference between two revisions."""

    pointer: str
    change: Literal["added", "removed", "changed", "withdrawn", "took_effect"]
    before: Any
    after: Any
    label: str


RevisionDifferences = TypedDict(
    "RevisionDifferences", {"from": "RevisionMade | None", "to": "RevisionMade", "items": "list[RevisionDifference]"}
)
"""What changed from one revision to another."""


class RevisionMade(TypedDict):
    """A revision that is compared, and the entry of the ledger that made it."""

    revision: int
    entry: int
    at: str
    actor: str
    operation: Operation
    part: str | None


class RevisionPage(TypedDict):
    """A page of revisions."""

    items: list[ListedRevision]
    next_cursor: str | None


class ScaledAssessment(TypedDict):
    """An assessment in a list, with its score on another scale if one was asked for."""

    id: str
    party: Named
    score: int
    axis: Axis
    period: DateDocument
    assessor: Named
    assessor_kind: AssessorKind
    methodology: str | None
    methodology_version: str | None
    rationale: str | None
    citations: list[CitationDocument]
    as_published: AsPublishedDocument | None
    supersedes: str | None
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    superseded_by: str | None
    stands: bool
    disputed: bool
    on_scale: NotRequired[OnScale]


class ServiceAddress(TypedDict):
    """Where a service of the service is: one part after the other."""

    service_url: str
    service_path: str
    flyout_service_path: NotRequired[str]


class Source(TypedDict):
    """A publication that says what is recorded."""

    id: NotRequired[str | None]
    kind: SourceKind
    title: str
    publisher: NotRequired[str | None]
    author: NotRequired[str | None]
    url: NotRequired[str | None]
    published: NotRequired[str | None]
    retrieved_at: NotRequired[str | None]
    content_sha256: NotRequired[str | None]
    archive_url: NotRequired[str | None]
    caveats: NotRequired[list[Text]]
    different_from: NotRequired[list[DifferentSource]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedTitle]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class SourceAccounts(TypedDict):
    """What sources say of a source, and where they disagree."""

    source: Titled
    version: int
    disputed: bool
    fields: list[FieldReport]


class SourceDocument(TypedDict):
    """A source as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    kind: SourceKind
    title: str
    publisher: str | None
    author: str | None
    url: str | None
    published: DateDocument | None
    retrieved_at: str | None
    content_sha256: str | None
    archive_url: str | None
    caveats: list[Text]
    different_from: list[DifferentSourceDocument]
    attestation: Voice | None
    disputed: bool
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedTitleDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class SourceDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    kind: SourceKind
    title: str
    publisher: str | None
    author: str | None
    url: str | None
    published: DateDocument | None
    retrieved_at: str | None
    content_sha256: str | None
    archive_url: str | None
    caveats: list[Text]
    different_from: list[DifferentSourceDocument]
    attestation: Voice | None
    disputed: bool
    language: str | None
    translations: dict[str, TranslatedTitleDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class SourceInBundle(TypedDict):
    """A publication that says what is recorded."""

    id: str
    kind: SourceKind
    title: str
    publisher: NotRequired[str | None]
    author: NotRequired[str | None]
    url: NotRequired[str | None]
    published: NotRequired[str | None]
    retrieved_at: NotRequired[str | None]
    content_sha256: NotRequired[str | None]
    archive_url: NotRequired[str | None]
    caveats: NotRequired[list[Text]]
    different_from: NotRequired[list[DifferentSource]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedTitle]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class SourceMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class SourcePage(TypedDict):
    """A page of a list."""

    items: list[SourceDocument | Source]
    next_cursor: str | None
    count: NotRequired[int]


class SourcePatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    kind: NotRequired[SourceKind]
    title: NotRequired[str]
    publisher: NotRequired[str | None]
    author: NotRequired[str | None]
    url: NotRequired[str | None]
    published: NotRequired[str | None]
    retrieved_at: NotRequired[str | None]
    content_sha256: NotRequired[str | None]
    archive_url: NotRequired[str | None]
    caveats: NotRequired[list[Text] | None]
    different_from: NotRequired[list[DifferentSource] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedTitle] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


class SourceTextDocument(TypedDict):
    """The text of a source as it is kept."""

    sha256: str
    characters: int
    stored_at: str
    stored_by: str
    source: Titled
    text: str


class Span(TypedDict):
    """Where words stand: code points of `text`, the end not included."""

    start: int
    end: int


class Standing(TypedDict):
    """A status, since when, why, and the change that gave it."""

    status: Status
    effective_on: DateDocument | None
    reason: str | None
    change: str | None
    fulfilled_late: bool
    is_reversal: bool
    overridden: bool
    unknown_because: UnknownBecause | None


StandingParty = TypedDict(
    "StandingParty",
    {
        "participant": "Named",
        "role": "PartyRole",
        "from": "DateDocument | None",
        "to": "DateDocument | None",
        "status": "Standing | None",
        "assessments": "Summaries | None",
    },
)
"""A party, and of a promisor or an implementer where it stands."""


class StandingPosition(TypedDict):
    """How a participant takes the record, by its latest position."""

    participant: Named
    position: Position
    on: DateDocument | None
    id: str


class Statement(TypedDict):
    """What was said that is not a pledge."""

    id: NotRequired[str | None]
    kind: StatementKind
    summary: str
    speaker: NotRequired[str | None]
    attributed_to: NotRequired[str | None]
    on_behalf_of: NotRequired[str | None]
    addressed_to: NotRequired[str | None]
    meeting: NotRequired[str | None]
    channel: NotRequired[str | None]
    place: NotRequired[str | None]
    said: NotRequired[str | None]
    topics: NotRequired[list[RecordId]]
    about: NotRequired[list[RecordId]]
    links: NotRequired[list[StatementLink]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedSummary]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class StatementAccounts(TypedDict):
    """What sources say of a statement, and where they disagree."""

    statement: Identified
    version: int
    disputed: bool
    fields: list[FieldReport]


class StatementDocument(TypedDict):
    """A statement as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    kind: StatementKind
    summary: str
    speaker: Named | None
    attributed_to: str | None
    on_behalf_of: Named | None
    addressed_to: Named | None
    meeting: Titled | None
    channel: str | None
    place: str | None
    said: DateDocument | None
    topics: list[Named]
    about: list[Titled]
    links: list[StatementLinkDocument]
    attestation: Voice | None
    disputed: bool
    positions: list[StandingPosition]
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedSummaryDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class StatementDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    kind: StatementKind
    summary: str
    speaker: Named | None
    attributed_to: str | None
    on_behalf_of: Named | None
    addressed_to: Named | None
    meeting: Titled | None
    channel: str | None
    place: str | None
    said: DateDocument | None
    topics: list[Named]
    about: list[Titled]
    links: list[StatementLinkDocument]
    attestation: Voice | None
    disputed: bool
    positions: list[StandingPosition]
    language: str | None
    translations: dict[str, TranslatedSummaryDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class StatementInBundle(TypedDict):
    """What was said that is not a pledge."""

    id: str
    kind: StatementKind
    summary: str
    speaker: NotRequired[str | None]
    attributed_to: NotRequired[str | None]
    on_behalf_of: NotRequired[str | None]
    addressed_to: NotRequired[str | None]
    meeting: NotRequired[str | None]
    channel: NotRequired[str | None]
    place: NotRequired[str | None]
    said: NotRequired[str | None]
    topics: NotRequired[list[RecordId]]
    about: NotRequired[list[RecordId]]
    links: NotRequired[list[StatementLink]]
    positions: NotRequired[list[StatementPosition]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedSummary]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class StatementLink(TypedDict):
    """How a statement is related to another."""

    type: StatementLinkType
    statement: str


class StatementLinkDocument(TypedDict):
    """How a statement is related to another."""

    type: StatementLinkType
    statement: Identified


class StatementLinkItem(TypedDict):
    """How a statement is related to another."""

    type: StatementLinkType
    statement: Identified
    id: str
    warnings: NotRequired[list[WarningModel]]


class StatementLinkItemList(TypedDict):
    items: list[StatementLinkItem]


class StatementMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class StatementPage(TypedDict):
    """A page of a list."""

    items: list[StatementDocument | Statement]
    next_cursor: str | None
    count: NotRequired[int]


class StatementPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    kind: NotRequired[StatementKind]
    summary: NotRequired[str]
    speaker: NotRequired[str | None]
    attributed_to: NotRequired[str | None]
    on_behalf_of: NotRequired[str | None]
    addressed_to: NotRequired[str | None]
    meeting: NotRequired[str | None]
    channel: NotRequired[str | None]
    place: NotRequired[str | None]
    said: NotRequired[str | None]
    topics: NotRequired[list[RecordId] | None]
    about: NotRequired[list[RecordId] | None]
    links: NotRequired[list[StatementLink] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedSummary] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


class StatementPosition(TypedDict):
    """How a participant takes what was said."""

    id: NotRequired[str | None]
    participant: str
    position: Position
    on: NotRequired[str | None]
    citations: NotRequired[list[Citation]]


class StatementPositionDocument(TypedDict):
    """A position on a statement as readers get it."""

    id: str
    participant: Named
    position: Position
    on: DateDocument | None
    citations: list[CitationDocument]
    statement: Identified
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    stands: bool
    warnings: NotRequired[list[WarningModel]]


class StatementPositionPage(TypedDict):
    """A page of a list."""

    items: list[StatementPositionDocument]
    next_cursor: str | None
    count: NotRequired[int]


class StatementPositionPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    citations: NotRequired[list[Citation] | None]


class StatusChange(TypedDict):
    """A judgement on a pledge, or on one promisor of it."""

    id: NotRequired[str | None]
    party: NotRequired[str | None]
    status: Status
    effective_on: NotRequired[str]
    reason: str
    announced_on: NotRequired[str | None]
    citations: NotRequired[list[Citation]]
    actions: NotRequired[list[RecordId]]
    sources_reviewed_up_to: NotRequired[str | None]
    unknown_because: NotRequired[UnknownBecause | None]
    as_published: NotRequired[AsPublished | None]
    successor: NotRequired[str | None]
    override: NotRequired[Override | None]


class StatusChangeDocument(TypedDict):
    """A status change as readers get it."""

    id: str
    party: Named | None
    status: Status
    effective_on: DateDocument
    reason: str
    announced_on: DateDocument | None
    citations: list[CitationDocument]
    actions: list[Titled]
    sources_reviewed_up_to: str | None
    unknown_because: UnknownBecause | None
    as_published: AsPublishedDocument | None
    successor: Titled | None
    override: OverrideDocument | None
    pledge: Titled
    version: int
    recorded_at: str
    actor: str
    attestation: Voice | None
    withdrawn: WithdrawalDocument | None
    scheduled: bool
    previous: PreviousChange | None
    is_reversal: bool
    fulfilled_late: bool
    warnings: NotRequired[list[WarningModel]]


class StatusChangePage(TypedDict):
    """A page of a list."""

    items: list[StatusChangeDocument]
    next_cursor: str | None
    count: NotRequired[int]


class StatusChangePatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    reason: NotRequired[str]
    citations: NotRequired[list[Citation] | None]
    actions: NotRequired[list[RecordId] | None]
    unknown_because: NotRequired[UnknownBecause | None]
    as_published: NotRequired[AsPublished | None]


class StatusReport(TypedDict):
    """Where a pledge stands: as a whole, party by party, and what follows."""

    pledge: Titled
    version: int
    status: ReportedStatus
    parties: list[PartyStanding]
    collective: ReportedCollective
    components: Components | None
    status_conflict: bool
    criteria: CriteriaDocument | None
    criteria_after_verdict: bool
    overdue: bool
    due_soon: bool
    conditional: bool
    newer_evidence: bool
    review_due: bool


class StatusRules(TypedDict):
    """The statuses and all rules about them."""

    words: list[StatusWord]
    guards: list[GuardRule]
    history: str
    basis: str
    withdrawal: str
    collective: CollectiveRule
    conflict: ConflictRule
    overdue: str
    due_soon_days: int
    newer_evidence: str


class StatusWord(TypedDict):
    """A status, and what the rules make of it."""

    word: str
    label: Label
    meaning: str
    claims: bool
    ends: bool
    final: bool


class StepProgress(TypedDict):
    """Whether a value on the way to the target was reached by the day on which its milestone was due."""

    milestone: str
    goal: GoalBounds | None
    met: bool | None


class StrengthTotals(TypedDict):
    """The pledges of a strength."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    strength: Strength | None


class SuggestedEntities(TypedDict):
    """Records in alphabetical order."""

    result: list[SuggestedEntity]
    cursor: NotRequired[int]


class SuggestedEntity(TypedDict):
    """A record whose name or code begins so."""

    id: str
    name: str
    description: str
    notable: list[NamedId]


class SuggestedProperties(TypedDict):
    """Properties."""

    result: list[SuggestedProperty]


class SuggestedProperty(TypedDict):
    """A property whose name begins so."""

    id: str
    name: str
    description: str


class SuggestedTypes(TypedDict):
    """Types."""

    result: list[ReconciliationType]


class Suggesting(TypedDict):
    """Where suggestions are."""

    entity: ServiceAddress
    property: ServiceAddress
    type: ServiceAddress


class Summaries(TypedDict):
    """What standing assessments say of a promisor, by axis."""

    completion: Summary
    outcome: Summary


class Summary(TypedDict):
    """The same of all assessors, and of those that are not the promisor itself."""

    number: int
    mean: float | None
    disputed: bool
    without_self_report: Figures


class TableColumns(TypedDict):
    """The columns of a list or statistic as a table, in their order."""

    paths: list[str]
    columns: list[ColumnRule]


class Target(TypedDict):
    """A target that the pledge is measured by."""

    id: NotRequired[str | None]
    indicator: str
    measure: Measure
    direction: Direction
    value: NotRequired[Number | str | None]
    lower: NotRequired[Number | str | None]
    upper: NotRequired[Number | str | None]
    unit: NotRequired[str | None]
    aggregate: NotRequired[Aggregate]
    baseline: NotRequired[Baseline | None]


class TargetDocument(TypedDict):
    """A target that the pledge is measured by."""

    id: str | None
    indicator: str
    measure: Measure
    direction: Direction
    value: float | None
    lower: float | None
    upper: float | None
    unit: str | None
    aggregate: Aggregate
    baseline: BaselineDocument | None
    warnings: NotRequired[list[WarningModel]]


class TargetDocumentList(TypedDict):
    items: list[TargetDocument]


class TargetPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    indicator: NotRequired[str]
    measure: NotRequired[Measure]
    direction: NotRequired[Direction]
    value: NotRequired[Number | str | None]
    lower: NotRequired[Number | str | None]
    upper: NotRequired[Number | str | None]
    unit: NotRequired[str | None]
    aggregate: NotRequired[Aggregate | None]
    baseline: NotRequired[Baseline | None]


class TargetProgress(TypedDict):
    """How far a target has come, as a whole and for each party that was measured by itself."""

    goal: GoalBounds | None
    latest: Latest | None
    value: float | None
    percent: float | None
    met: bool | None
    missing: list[Literal["value", "baseline", "baseline_source", "baseline_other_than_zero", "measurements"]]
    milestones: list[StepProgress]
    target: str
    baseline: BaselineDocument | None
    parties: list[PartyProgress]


class TextHead(TypedDict):
    """Which text was looked at."""

    sha256: str
    characters: int
    stored_at: str | None
    stored_by: str | None


class TextValue(TypedDict):
    """A value that is a text."""

    str: str


class Timeline(TypedDict):
    """Where pledges stood over time."""

    items: list[TimelineRow]


class TimelineRow(TypedDict):
    """Where pledges stood at the end of a period."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    period: str


class Titled(TypedDict):
    """A source, meeting, instrument, pledge or action: its id and title."""

    id: str
    title: str
    warnings: NotRequired[list[WarningModel]]


class TitledList(TypedDict):
    items: list[Titled]


class Topic(TypedDict):
    """A subject, possibly within a wider one."""

    id: NotRequired[str | None]
    name: str
    parent: NotRequired[str | None]
    different_from: NotRequired[list[DifferentTopic]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedName]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class TopicAccounts(TypedDict):
    """What sources say of a topic, and where they disagree."""

    topic: Named
    version: int
    disputed: bool
    fields: list[FieldReport]


class TopicDocument(TypedDict):
    """A topic as readers get it."""

    id: str
    version: int
    created_at: str
    updated_at: str
    name: str
    parent: Named | None
    different_from: list[DifferentTopicDocument]
    attestation: Voice | None
    disputed: bool
    warnings: NotRequired[list[WarningModel]]
    language: str | None
    translations: dict[str, TranslatedNameDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class TopicDocumentRevision(TypedDict):
    id: str
    version: int
    created_at: str
    updated_at: str
    name: str
    parent: Named | None
    different_from: list[DifferentTopicDocument]
    attestation: Voice | None
    disputed: bool
    language: str | None
    translations: dict[str, TranslatedNameDocument]
    tags: list[Tag]
    classifications: dict[str, str]
    external_ids: dict[str, str]
    citations: list[CitationDocument]


class TopicInBundle(TypedDict):
    """A subject, possibly within a wider one."""

    id: str
    name: str
    parent: NotRequired[str | None]
    different_from: NotRequired[list[DifferentTopic]]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedName]]
    tags: NotRequired[list[Tag]]
    classifications: NotRequired[dict[str, str]]
    external_ids: NotRequired[dict[str, str]]
    citations: NotRequired[list[Citation]]


class TopicMerge(TypedDict):
    """Which record takes the place of this one, and why."""

    into: str
    reason: str


class TopicPage(TypedDict):
    """A page of a list."""

    items: list[TopicDocument | Topic]
    next_cursor: str | None
    count: NotRequired[int]


class TopicPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    name: NotRequired[str]
    parent: NotRequired[str | None]
    different_from: NotRequired[list[DifferentTopic] | None]
    language: NotRequired[str | None]
    translations: NotRequired[dict[str, TranslatedName] | None]
    tags: NotRequired[list[Tag] | None]
    classifications: NotRequired[dict[str, str] | None]
    external_ids: NotRequired[dict[str, str] | None]
    citations: NotRequired[list[Citation] | None]


class TopicTotals(TypedDict):
    """The pledges on a topic. One on several topics counts for each."""

    total: int
    assessed: int
    not_assessed: int
    statuses: dict[str, int]
    due: DueTotals
    topic: Named


class TrackabilityPage(TypedDict):
    """How many pledges have what is needed, in all and row by row."""

    overall: TrackabilityTotals
    items: list[TrackabilityRow]
    next_cursor: str | None


class TrackabilityReport(TypedDict):
    """How much there is of what is needed to follow what comes of a pledge, by the rule in /v1/vocabulary."""

    met: int
    of: int
    missing: list[TrackabilityItem]


class TrackabilityRow(TypedDict):
    """Those of one promisor, or on one topic. A pledge of several counts for each."""

    total: int
    complete: int
    met: list[MetCount]
    missing: list[MissingCount]
    participant: Named | None
    topic: Named | None


class TrackabilityTotals(TypedDict):
    """How many pledges have what is needed to follow what comes of them."""

    total: int
    complete: int
    met: list[MetCount]
    missing: list[MissingCount]


class TranslatedName(TypedDict):
    """The name in another language."""

    name: str


class TranslatedNameDocument(TypedDict):
    """The name in another language."""

    name: str


class TranslatedSummary(TypedDict):
    """The summary in another language."""

    summary: str


class TranslatedSummaryDocument(TypedDict):
    """The summary in another language."""

    summary: str


class TranslatedText(TypedDict):
    """The title in another language, and the summary where it is translated."""

    title: str
    summary: NotRequired[str | None]


class TranslatedTextDocument(TypedDict):
    """The title in another language, and the summary where it is translated."""

    title: str
    summary: str | None


class TranslatedTitle(TypedDict):
    """The title in another language."""

    title: str


class TranslatedTitleDocument(TypedDict):
    """The title in another language."""

    title: str


class UndoReport(TypedDict):
    """What became of what an import wrote, and what of it stays, and why."""

    deleted: int
    changed: int
    removed: int
    left: list[FileFaultDocument]
    left_in_all: int


class Unmerge(TypedDict):
    """Why a merge was a mistake."""

    reason: str


UnmergeReport = TypedDict(
    "UnmergeReport",
    {
        "id": "str",
        "version": "int",
        "from": "str",
        "moved_back": "list[MovedRecord]",
        "left": "list[LeftRecord]",
        "warnings": "NotRequired[list[WarningModel]]",
    },
)
"""What undoing a merge did."""


class View(TypedDict):
    """Where a record is read."""

    url: str


class Vocabulary(TypedDict):
    """Every closed list, rule, limit and refusal of this release."""

    lists: list[ClosedList]
    filters: list[ListFilters]
    tables: list[TableColumns]
    status: StatusRules
    dates: str
    accounts: str
    judgements: JudgementRules
    scales: list[PublishedScale]
    intake_rules: list[IntakeRule]
    limits: list[Limit]
    problems: list[ProblemType]


class Warned(TypedDict):
    """What a dry run answers of a deletion."""

    warnings: list[WarningModel]


class WarningModel(TypedDict):
    """What was written and may be a mistake."""

    pointer: str
    code: WarningCode
    message: str
    other: NotRequired[str]


class Webhook(TypedDict):
    """Where what is written is sent, and what of it. An empty filter lets all pass; different ones combine with AND. A record has named what it names in any field or part, or once did: its entries match from the first on that did."""

    id: NotRequired[str | None]
    url: str
    description: NotRequired[str | None]
    collections: NotRequired[
        list[
            Literal[
                "actions",
                "instruments",
                "meetings",
                "participants",
                "pledges",
                "sources",
                "statements",
                "topics",
                "calendar",
                "entries",
            ]
        ]
    ]
    records: NotRequired[list[RecordPlace]]
    operations: NotRequired[list[Operation]]
    data_sets: NotRequired[list[ShortText]]
    participants: NotRequired[list[RecordId]]
    topics: NotRequired[list[RecordId]]
    meetings: NotRequired[list[RecordId]]


class WebhookDocument(TypedDict):
    """A webhook as it is read. Its secret is never shown again."""

    id: str
    url: str
    description: NotRequired[str | None]
    collections: NotRequired[
        list[
            Literal[
                "actions",
                "instruments",
                "meetings",
                "participants",
                "pledges",
                "sources",
                "statements",
                "topics",
                "calendar",
                "entries",
            ]
        ]
    ]
    records: NotRequired[list[RecordPlace]]
    operations: NotRequired[list[Operation]]
    data_sets: NotRequired[list[ShortText]]
    participants: NotRequired[list[RecordId]]
    topics: NotRequired[list[RecordId]]
    meetings: NotRequired[list[RecordId]]
    version: int
    created_at: str
    updated_at: str
    state: WebhookState
    disabled_because: str | None
    failing_since: str | None
    settled: int
    throttled_until: str | None
    previous_secret_until: str | None
    warnings: NotRequired[list[WarningModel]]


class WebhookEvent(TypedDict):
    """What a receiver gets: that something was written, and where to read it."""

    type: str
    timestamp: str
    data: EventData


class WebhookList(TypedDict):
    """All webhooks."""

    items: list[WebhookDocument]


class WebhookPatch(TypedDict):
    """The fields to change, as in PUT. What is left out stays; null clears a field (RFC 7396)."""

    id: NotRequired[str | None]
    url: NotRequired[str]
    description: NotRequired[str | None]
    collections: NotRequired[
        list[
            Literal[
                "actions",
                "instruments",
                "meetings",
                "participants",
                "pledges",
                "sources",
                "statements",
                "topics",
                "calendar",
                "entries",
            ]
        ]
        | None
    ]
    records: NotRequired[list[RecordPlace] | None]
    operations: NotRequired[list[Operation] | None]
    data_sets: NotRequired[list[ShortText] | None]
    participants: NotRequired[list[RecordId] | None]
    topics: NotRequired[list[RecordId] | None]
    meetings: NotRequired[list[RecordId] | None]


class WebhookTest(TypedDict):
    """What a receiver answered to a test event."""

    delivered: bool
    status: int | None
    error: str | None


class WebhookWithSecret(TypedDict):
    """A webhook with its secret, which is shown this once."""

    id: str
    url: str
    description: NotRequired[str | None]
    collections: NotRequired[
        list[
            Literal[
                "actions",
                "instruments",
                "meetings",
                "participants",
                "pledges",
                "sources",
                "statements",
                "topics",
                "calendar",
                "entries",
            ]
        ]
    ]
    records: NotRequired[list[RecordPlace]]
    operations: NotRequired[list[Operation]]
    data_sets: NotRequired[list[ShortText]]
    participants: NotRequired[list[RecordId]]
    topics: NotRequired[list[RecordId]]
    meetings: NotRequired[list[RecordId]]
    version: int
    created_at: str
    updated_at: str
    state: WebhookState
    disabled_because: str | None
    failing_since: str | None
    settled: int
    throttled_until: str | None
    previous_secret_until: str | None
    secret: str
    warnings: NotRequired[list[WarningModel]]


class Withdrawal(TypedDict):
    """Why a part was a mistake of recording."""

    reason: str


class WithdrawalDocument(TypedDict):
    """That a part was recorded by mistake."""

    at: str
    by: str
    reason: str


class Word(TypedDict):
    """A word of a closed list."""

    word: str
    label: Label
    meaning: str


class Wording(TypedDict):
    """The pledge word for word, as it was made."""

    text: str
    language: NotRequired[str | None]


class WordingDocument(TypedDict):
    """The pledge word for word, as it was made."""

    text: str
    language: str | None


class WordingPage(TypedDict):
    """A page of a pledge's texts, one after the other."""

    items: list[PledgeWording]
    next_cursor: str | None
