"""What clients write of a pledge, and ask of the list of pledges."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.ledger.model.shapes import (
    ADate,
    APastDate,
    InstrumentId,
    MeetingId,
    ParticipantId,
    PledgeId,
    TopicId,
    Values,
    Written,
)
from app.records.base.different_records import different_records
from app.records.base.lists.parameters import RecordFilters, RecordQuery, repeated, repeated_or_null, sorting
from app.records.base.translations import TranslatedText, Translations
from app.records.meetings.schemas import MAX_TOPICS
from app.records.pledges.links.schemas import Link
from app.records.pledges.targets.schemas import Target
from app.records.sources.citations import CitedRecord
from app.values.codes.languages import LanguageTag
from app.values.flags import Flag
from app.values.identifiers import PartId
from app.values.texts import ShortText, Text, Title
from app.values.times.dates import Day
from app.values.times.possible_dates import not_before
from app.vocabulary import (
    DUE_SOON_DAYS,
    Joint,
    LegalNature,
    LinkType,
    MeetingRole,
    Origin,
    PartyRole,
    PledgeKind,
    Precision,
    Rollup,
    Status,
    StatusBasis,
    Strength,
    Trackability,
    TrackabilityItem,
    UnknownBecause,
)

MAX_PARTIES = 250
MAX_MEETINGS = 100
MAX_CONDITIONS = 50
MAX_TARGETS = 20
MAX_LINKS = 100
A_PROMISOR: Values = {"properties": {"role": {"const": PartyRole.PROMISOR.value}}, "required": ["role"]}


class Wording(Written):
    """The pledge word for word, as it was made."""

    text: Text
    language: LanguageTag | None = None


class PledgeMeeting(Written):
    """A meeting of the pledge: where it was made, or came up again. One meeting may have several roles."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"meeting": "rubio-arevalo-2025-02-05", "role": "discussed_at"}]}
    )

    meeting: MeetingId
    role: MeetingRole


class Party(Written):
    """Who owes the pledge, to whom, and who else has a part in it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"participant": "guatemala-armed-forces", "role": "implementer"}]}
    )

    participant: ParticipantId
    role: PartyRole
    from_: Annotated[ADate | None, Field(alias="from", description="since when; null: from the beginning")] = None
    to: Annotated[ADate | None, Field(description="until when; null: still"), not_before("from_")] = None


def role_of(party: Values) -> tuple[str, str]:
    """Return what distinguishes a party of a pledge from its others: who it is, in which role."""
    return party["participant"], party["role"]


class Condition(Written):
    """What must come about before the pledge binds: it is met from a day on, or when another pledge is fulfilled."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "An example: no source in the seeds names a condition."}]}
    )

    id: Annotated[PartId | None, Field(description="`condition` where none is given, then `condition-2`")] = None
    text: Text
    pledge: Annotated[PledgeId | None, Field(description="met when this pledge is fulfilled")] = None
    met_on: Annotated[APastDate | None, Field(description="met from then on; null: not known to be met")] = None


def condition_id(_condition: Values) -> str:
    """Return the id that a condition gets: it has nothing but its text, of which no id is made."""
    return "condition"


class Criteria(Written):
    """What would show how a pledge ended, said before anybody judges it."""

    fulfilled: Text | None = None
    partially_fulfilled: Text | None = None
    not_fulfilled: Text | None = None

    @model_validator(mode="after")
    def _say_something(self) -> Self:
        if self.fulfilled is None and self.partially_fulfilled is None and self.not_fulfilled is None:
            code, message = "no_criterion", "criteria say nothing: give at least one of them, or null"
            raise PydanticCustomError(code, message)
        return self


class Pledge(CitedRecord):
    """What parties promised."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Send a delegation to Washington for investment",
                    "kind": "process",
                    "origin": "declared",
                    "strength": "firm",
                    "precision": "specific",
                    "meetings": [{"meeting": "rubio-arevalo-2025-02-05", "role": "made_at"}],
                    "announced": "2025-02-05?",
                    "due": "2025-04?",
                    "due_text": "in the coming weeks",
                    "topics": ["trade-and-investment"],
                    "parties": [
                        {"participant": "guatemala", "role": "promisor"},
                        {"participant": "united-states", "role": "promisee"},
                    ],
                    "citations": [
                        {
                            "source": "guatemala-us-migration-security-ties",
                            "section": "paragraph 6",
                            "quote": {"exact": "delegation to Washington in the coming weeks"},
                            "act": "announcement",
                            "note": "Names neither day nor members.",
                        }
                    ],
                }
            ],
        }
    )

    title: Title
    summary: Annotated[Text | None, Field(description="in our words")] = None
    wording: Annotated[Wording | None, Field(description="word for word; null: unknown")] = None
    kind: Annotated[PledgeKind | None, Field(description="the first that fits; null: none does")] = None
    origin: Annotated[Origin | None, Field(description="null: not judged")] = None
    strength: Annotated[Strength | None, Field(description="null: not judged")] = None
    precision: Annotated[Precision | None, Field(description="null: not judged")] = None
    legal_nature: Annotated[LegalNature | None, Field(description="null: that of its instrument, else not judged")] = (
        None
    )
    joint: Joint = Joint.SEVERAL
    meetings: Annotated[
        list[PledgeMeeting], Field(max_length=MAX_MEETINGS, description="where it was made, and came up again")
    ] = []
    instrument: Annotated[InstrumentId | None, Field(description="the text that it is made in")] = None
    provision: Annotated[
        ShortText | None,
        Field(description="where in the instrument: its article or paragraph", examples=["Article 4.2"]),
    ] = None
    announced: APastDate | None = None
    due: Annotated[ADate | None, not_before("announced")] = None
    due_text: Annotated[ShortText | None, Field(description="the source's words")] = None
    place: Annotated[ShortText | None, Field(description="where it is to be done")] = None
    criteria: Annotated[
        Criteria | None, Field(description="what would show it: fixed before the verdict; null: not said")
    ] = None
    review_on: Annotated[ADate | None, Field(description="when it is to be looked at again")] = None
    conditions: Annotated[list[Condition], Field(max_length=MAX_CONDITIONS)] = []
    topics: Annotated[list[TopicId], Field(max_length=MAX_TOPICS)] = []
    parties: Annotated[
        list[Party],
        Field(
            min_length=1,
            max_length=MAX_PARTIES,
            description="at least one promisor",
            json_schema_extra={"contains": A_PROMISOR},
        ),
    ]
    targets: Annotated[
        list[Target], Field(max_length=MAX_TARGETS, description="none: cannot be measured, or nobody said how")
    ] = []
    links: Annotated[list[Link], Field(max_length=MAX_LINKS)] = []
    different_from: different_records("pledge", PledgeId) = []  # type: ignore[valid-type] # made by a function
    translations: Translations[TranslatedText] = {}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(self.topics) > 1:
            self.topics = list(dict.fromkeys(self.topics))
        meetings = [(named.meeting, named.role) for named in self.meetings]
        if len(set(meetings)) < len(meetings):
            code, message = "meeting_repeated", "meetings name a meeting twice in one role: name it once"
            raise PydanticCustomError(code, message)
        pairs = [(party.participant, party.role) for party in self.parties]
        if len(set(pairs)) < len(pairs):
            code, message = "party_repeated", "parties name a participant twice in one role: name it once"
            raise PydanticCustomError(code, message)
        if all(party.role != PartyRole.PROMISOR for party in self.parties):
            code, message = "no_promisor", "parties need at least one promisor"
            raise PydanticCustomError(code, message)
        links = [(link.type, link.pledge) for link in self.links]
        if len(set(links)) < len(links):
            code, message = "link_repeated", "links name a pledge twice with one type: name it once"
            raise PydanticCustomError(code, message)
        if sum(link.type == LinkType.PART_OF for link in self.links) > 1:
            code, message = "several_wholes", "links make it part of several pledges: keep one part_of at most"
            raise PydanticCustomError(code, message)
        return self


WHICH_COUNT = "which count of a pledge and its parts, promisor by promisor: decided before all other filters"


class PledgeFilters(RecordFilters):
    """Filters of pledges, for lists and statistics."""

    status: repeated(Status, "with the status")  # type: ignore[valid-type] # made by a function
    basis: repeated(StatusBasis, "whose status comes from there")  # type: ignore[valid-type] # made by a function
    kind: repeated_or_null(PledgeKind, "of the kind")  # type: ignore[valid-type] # made by a function
    origin: repeated_or_null(Origin, "that came about so")  # type: ignore[valid-type] # made by a function
    strength: repeated_or_null(Strength, "of the strength")  # type: ignore[valid-type] # made by a function
    trackability: repeated(Trackability, "with all that is needed to follow what comes of it, or not")  # type: ignore[valid-type] # made by a function
    trackability_missing: repeated(TrackabilityItem, "where this is missing for that")  # type: ignore[valid-type] # made by a function
    precision: repeated_or_null(Precision, "of the precision")  # type: ignore[valid-type] # made by a function
    legal_nature: repeated_or_null(LegalNature, "of the legal nature, its own or its instrument's")  # type: ignore[valid-type] # made by a function
    topic: repeated(TopicId, "on the topic")  # type: ignore[valid-type] # made by a function
    meeting: repeated(  # type: ignore[valid-type] # made by a function
        MeetingId, "made at the meeting or within it; another role by `meeting_role`"
    )
    meeting_role: repeated(MeetingRole, "with a meeting in the role")  # type: ignore[valid-type] # made by a function
    instrument: repeated(InstrumentId, "made in the instrument")  # type: ignore[valid-type] # made by a function
    promisor: repeated(ParticipantId, "owed by the participant")  # type: ignore[valid-type] # made by a function
    promisor_under: repeated(ParticipantId, "owed by the participant, or by anybody that is part of it")  # type: ignore[valid-type] # made by a function
    implementer: repeated(ParticipantId, "to be carried out by the participant")  # type: ignore[valid-type] # made by a function
    promisee: repeated(ParticipantId, "promised to the participant")  # type: ignore[valid-type] # made by a function
    participant: repeated(ParticipantId, "with the participant in any role")  # type: ignore[valid-type] # made by a function
    under: repeated(ParticipantId, "with the participant, or anybody that is part of it, in any role")  # type: ignore[valid-type] # made by a function
    part_of: repeated(PledgeId, "directly part of the pledge")  # type: ignore[valid-type] # made by a function
    components: Annotated[Flag | None, Field(description="has parts; `false`: all others")] = None
    rollup: Annotated[Rollup, Field(description=WHICH_COUNT)] = Rollup.ALL
    announced_from: Annotated[Day | None, Field(description="announced on or after the day")] = None
    announced_to: Annotated[Day | None, Field(description="announced on or before the day")] = None
    due_before: Annotated[Day | None, Field(description="due before the day")] = None
    due_after: Annotated[Day | None, Field(description="due after the day")] = None
    due_moved: Annotated[
        Flag | None, Field(description="due on another day than as first made; `false`: all others")
    ] = None
    conditional: Annotated[Flag | None, Field(description="a condition is not met yet; `false`: all others")] = None
    overdue: Annotated[
        Flag | None, Field(description="past due, no condition unmet and not ended; `false`: all others")
    ] = None
    due_soon: Annotated[
        Flag | None,
        Field(description=f"due within {DUE_SOON_DAYS} days, no condition unmet, not ended; `false`: all others"),
    ] = None
    newer_evidence: Annotated[
        Flag | None,
        Field(description="a source that it cites, or an action about it, is later than its last status"),
    ] = None
    review_before: Annotated[Day | None, Field(description="to be reviewed before the day")] = None
    review_after: Annotated[Day | None, Field(description="to be reviewed after the day")] = None
    review_due: Annotated[Flag | None, Field(description="the day of review_on is past; `false`: all others")] = None
    fulfilled_late: Annotated[Flag | None, Field(description="fulfilled since a day after the due day")] = None
    is_reversal: Annotated[Flag | None, Field(description="has left fulfilled, not_fulfilled or abandoned")] = None
    overridden: Annotated[Flag | None, Field(description="its status sets guards of evidence aside")] = None
    unknown_because: repeated_or_null(UnknownBecause, "unknown for the reason")  # type: ignore[valid-type] # made by a function
    criteria_after_verdict: Annotated[
        Flag | None, Field(description="a criterion was written after a status change to what it is for")
    ] = None
    status_conflict: Annotated[
        Flag | None, Field(description="the whole and a promisor contradict each other; `false`: all others")
    ] = None


class PledgeQuery(RecordQuery, PledgeFilters):
    """The parameters of the list of pledges."""

    sort: sorting("id", "title", "announced", "due", "updated_at") = "id"  # type: ignore[valid-type] # made by a function
