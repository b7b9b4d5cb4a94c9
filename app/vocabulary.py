"""Every closed list of the field, once: schemas, database checks and `/v1/vocabulary` read it from here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of a closed list that carries its own meaning."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make the term equal to its word and keep what it means beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class SourceKind(Term):
    """What sort of publication a source is."""

    COMMUNIQUE = "communique", "a text that the parties issued together, such as the closing text of a meeting"
    READOUT = "readout", "one side's account of a meeting"
    PRESS_RELEASE = "press_release", "a release of a government or body"
    SPEECH = "speech", "words spoken in public by an office holder"
    TREATY_TEXT = "treaty_text", "the text of a treaty or agreement"
    LEGISLATION = "legislation", "a law, decree or regulation"
    RESOLUTION = "resolution", "a resolution or decision of a parliament or an international body"
    COURT_DECISION = "court_decision", "a judgment or order of a court or tribunal"
    BUDGET = "budget", "a budget or appropriation"
    OFFICIAL_STATISTICS = "official_statistics", "figures published by a public body"
    OFFICIAL_REPORT = "official_report", "a report of a public body on its own work or that of others"
    PARLIAMENTARY_RECORD = "parliamentary_record", "minutes, questions and answers of a parliament"
    NEWS_REPORT = "news_report", "a report by a news medium or agency"
    THINK_TANK_REPORT = "think_tank_report", "an analysis by a research body"
    SOCIAL_MEDIA = "social_media", "a post on a social network"
    DATASET = "dataset", "a data set that records were imported from"
    OTHER = "other", "anything else; the title says what"


class ParticipantKind(Term):
    """Who can take part in a meeting or be party to a pledge."""

    PERSON = "person", "a human being"
    STATE = "state", "a state or territory that acts as one"
    GOVERNMENT_BODY = "government_body", "a ministry, agency, court or force of a state"
    INTERGOVERNMENTAL_ORGANIZATION = "intergovernmental_organization", "a body founded by states"
    POLITICAL_PARTY = "political_party", "a party that stands for election, or would"
    ORGANIZATION = "organization", "a company, association or other private body"
    GROUP = "group", "states or others that act together without a body of their own"


class MeetingForm(Term):
    """In what form people met. Who attended says how many sides there were."""

    MEETING = "meeting", "people meet to talk"
    CONFERENCE = "conference", "an event of many meetings; contains them by part_of"
    VISIT = "visit", "one side goes to see a place or a host"
    TOUR = "tour", "a journey with several stops; contains them by part_of"
    PRESS_CONFERENCE = "press_conference", "statements to the press"
    CALL = "call", "by telephone or video"
    NEGOTIATION_ROUND = "negotiation_round", "a round of a longer negotiation"
    SIGNING = "signing", "a text is signed"
    OTHER = "other", "anything else; the title says what"


class MeetingRank(Term):
    """The highest rank at which a meeting was held."""

    LEADERS = "leaders", "heads of state or government"
    MINISTERS = "ministers", "ministers, or those who head a body in their place"
    OFFICIALS = "officials", "officials below ministers"


class MeetingStatus(Term):
    """Whether a meeting took place."""

    PLANNED = "planned", "announced, not known to have been held"
    HELD = "held", "took place"
    POSTPONED = "postponed", "put off"
    CANCELLED = "cancelled", "called off"


class AttendanceRole(Term):
    """How somebody attended a meeting."""

    HOST = "host", "received the others"
    VISITOR = "visitor", "came to the host"
    PARTICIPANT = "participant", "took part; neither host nor visitor is known"
    CHAIR = "chair", "led the meeting"
    MEDIATOR = "mediator", "helped the sides to agree"
    OBSERVER = "observer", "was present without a voice"
    SIGNATORY = "signatory", "signed the outcome"


class PledgeKind(Term):
    """What sort of action is promised."""

    OPERATIONAL = "operational", "do more, less or other of something that is being done"
    INSTITUTIONAL = "institutional", "create, change or close a body or programme"
    POLICY = "policy", "adopt or keep a policy"
    LEGISLATIVE = "legislative", "pass, change or repeal a law"
    FINANCIAL = "financial", "pay, lend or invest money"
    IN_KIND = "in_kind", "give goods, staff or services"
    INFRASTRUCTURE = "infrastructure", "plan or build works"
    TREATY_ACTION = "treaty_action", "sign, ratify, accede to or leave a treaty"
    INFORMATION_SHARING = "information_sharing", "give or exchange information"
    PROCESS = "process", "meet, negotiate, report or send a delegation"
    RESTRAINT = "restraint", "refrain from something"
    OUTCOME = "outcome", "bring about a state of the world"


class Origin(Term):
    """How a pledge came about. What is only foretold is owed by nobody: it is a statement of kind forecast."""

    AGREED = "agreed", "the parties agreed on it"
    DECLARED = "declared", "a promisor declared it of itself"
    ATTRIBUTED = "attributed", "somebody else attributed it to the promisor"


class Strength(Term):
    """How the promisor bound itself. What it has to wait for are its conditions, whatever its strength."""

    FIRM = "firm", "it agreed, pledged, or said that it will"
    INTENTION = "intention", "it plans or hopes to"
    EXPLORATORY = "exploratory", "it explores it, or may do it"


STRENGTH_WEIGHTS = {
    Strength.FIRM: 4,
    Strength.INTENTION: 2,
    Strength.EXPLORATORY: 1,
}
"""How much a pledge counts for in a mean that is weighted by strength. One whose strength is not judged is left out."""


class Precision(Term):
    """Whether one can see a pledge done. Vague is not weak: strength says how the promisor bound itself."""

    SPECIFIC = "specific", "one can see it done"
    GENERAL = "general", "it gives a direction alone"


class LegalNature(Term):
    """Whether law stands behind a pledge."""

    LEGALLY_BINDING = "legally_binding", "a treaty or law obliges"
    NOT_LEGALLY_BINDING = "not_legally_binding", "no law obliges, whatever was agreed"


class Joint(Term):
    """How the promisors of one pledge belong together."""

    SEVERAL = "several", "each promisor owes its own, and is judged by itself"
    JOINT = "joint", "they owe one performance together: only the whole is judged, and counts for each of them"


class MeetingRole(Term):
    """What a meeting is to a pledge."""

    MADE_AT = "made_at", "it was made there"
    REAFFIRMED_AT = "reaffirmed_at", "the promisor said there again that it stands"
    DISCUSSED_AT = "discussed_at", "it was spoken of there"
    DELIVERABLE = "deliverable", "the meeting is what was promised, or is to bring it about"


class PartyRole(Term):
    """What a party is to a pledge."""

    PROMISOR = "promisor", "owes it"
    PROMISEE = "promisee", "was promised it"
    BENEFICIARY = "beneficiary", "gains from it"
    IMPLEMENTER = "implementer", "is to carry it out"
    GUARANTOR = "guarantor", "answers for it"
    VERIFIER = "verifier", "checks it"
    DIRECTED_AGAINST = "directed_against", "is whom it is meant to restrain or harm"


JUDGED_ROLES = frozenset({PartyRole.PROMISOR, PartyRole.IMPLEMENTER})
"""The parties that are judged, each by itself."""


class Measure(Term):
    """In what a target is measured."""

    COUNT = "count", "a number of things"
    PERCENTAGE = "percentage", "a share"
    CURRENCY = "currency", "an amount of money; the unit is an ISO 4217 code"
    BOOLEAN = "boolean", "done or not done"


class Direction(Term):
    """Which way a target points."""

    INCREASE = "increase", "by the value; by that share of the baseline where the unit is percent"
    DECREASE = "decrease", "by the value; by that share of the baseline where the unit is percent"
    AT_LEAST = "at_least", "the value or more"
    AT_MOST = "at_most", "the value or less"
    BETWEEN = "between", "from the lower to the upper bound, both included"
    EXACTLY = "exactly", "the value, neither more nor less"


CHANGES = frozenset({Direction.INCREASE, Direction.DECREASE})
"""Directions of which the value is a change of the baseline."""


class Aggregate(Term):
    """Which measured value a target goes by."""

    LATEST = "latest", "the value of the latest period"
    SUM = "sum", "the values of all periods together"


class BaselineKind(Term):
    """What a target is compared with."""

    OBSERVED = "observed", "what was so on the day"
    PROJECTED = "projected", "what is expected for the day if nothing is done"


class Trackability(Term):
    """Whether a pledge has all that is needed to follow what comes of it."""

    COMPLETE = "complete", "nothing is missing"
    INCOMPLETE = "incomplete", "something is missing"


class TrackabilityItem(Term):
    """What is needed to follow what comes of a pledge."""

    DEADLINE = "deadline", "a day by which it is due"
    TARGET_OR_CRITERIA = "target_or_criteria", "a target with a baseline, or criteria"
    IMPLEMENTER = "implementer", "who is to carry it out"
    WORDING = "wording", "the wording, word for word"
    SOURCE = "source", "a citation that supports it"


class LinkType(Term):
    """How one pledge is related to another."""

    PART_OF = "part_of", "is a part of the other; a pledge is part of one at most"
    SUPERSEDES = "supersedes", "takes the place of the other"
    RENEWS = "renews", "repeats the other in a new text"
    MATCHES = "matches", "answers the other in kind"
    CONTRADICTS = "contradicts", "cannot be kept together with the other"
    IMPLEMENTS = "implements", "is a way of keeping the other"


INVERSE: Mapping[LinkType, str] = {
    LinkType.PART_OF: "has_part",
    LinkType.SUPERSEDES: "superseded_by",
    LinkType.RENEWS: "renewed_by",
    LinkType.MATCHES: "matched_by",
    LinkType.CONTRADICTS: "contradicted_by",
    LinkType.IMPLEMENTS: "implemented_by",
}
"""What a link is called from the other pledge's side."""


class Rollup(Term):
    """What counts of a pledge and its parts: a promise that is recorded as a whole and in parts is made once."""

    LEAVES = "leaves", "a pledge drops out for a promisor whom one of its parts binds, too"
    WHOLES = "wholes", "a part drops out for a promisor whom a whole binds, too"
    ALL = "all", "wholes and parts alike"


class Unit(Term):
    """What a statistic counts."""

    PLEDGE = "pledge", "each pledge once, where it stands as a whole"
    PARTY = "party", "each promisor of each pledge, where it stands itself; of a joint pledge the whole for each"


class InstrumentKind(Term):
    """What sort of adopted text an instrument is."""

    TREATY = "treaty", "states bind themselves in law: treaty, convention, protocol, pact"
    AGREEMENT = "agreement", "an agreement that is none of these: between governments or bodies"
    MEMORANDUM = "memorandum", "a memorandum of understanding, an exchange of notes"
    DECLARATION = "declaration", "what its makers declare together, or one of them alone"
    COMMUNIQUE = "communique", "the closing text of a meeting"
    LAW = "law", "an act of a parliament"
    REGULATION = "regulation", "a decree, order or regulation under a law"
    DECISION = "decision", "a decision or resolution of a body"
    PROGRAMME = "programme", "a plan, strategy or programme of action"
    OTHER = "other", "anything else; the title says what"


class InstrumentLinkType(Term):
    """How one instrument is related to another."""

    AMENDS = "amends", "changes the text of the other"
    REPLACES = "replaces", "takes the place of the other"
    IMPLEMENTS = "implements", "carries out the other"
    PART_OF = "part_of", "is a part of the other: an annex, a protocol"


class ParticipationAct(Term):
    """What a participant did about an instrument."""

    ENDORSED = "endorsed", "joined what was declared, without signing"
    SIGNED = "signed", "signed the text"
    RATIFIED = "ratified", "consented to be bound, after signing"
    ACCEPTED = "accepted", "consented to be bound by acceptance"
    APPROVED = "approved", "consented to be bound by approval"
    ACCEDED = "acceded", "consented to be bound, without having signed"
    SUCCEEDED = "succeeded", "took over the obligations of a predecessor"
    PROVISIONALLY_APPLIED = "provisionally_applied", "applies the text before it is bound"
    DECLARED = "declared", "declared how it understands or applies the text"
    RESERVED = "reserved", "excluded or changed the effect of provisions for itself"
    RESERVATION_WITHDRAWN = "reservation_withdrawn", "took a reservation back"
    OBJECTED = "objected", "objected to the reservation of another: of the participant in `to`"
    WITHDREW = "withdrew", "gave notice that it leaves; from when on stands in `in_force`"


class ParticipationStanding(Term):
    """Where a participant stands to an instrument, by its acts."""

    BOUND = "bound", "ratified, accepted, approved, acceded or succeeded"
    PROVISIONAL = "provisional", "applies it provisionally, and is not bound"
    SIGNATORY = "signatory", "signed it, and is not bound"
    ENDORSER = "endorser", "endorsed it without signing"
    WITHDREW = "withdrew", "gave notice that it leaves"
    NONE = "none", "did nothing of these: it declared, reserved or objected alone"


class ActionKind(Term):
    """What sort of thing was done: the first that fits."""

    LEGISLATION = "legislation", "a law was passed, changed or repealed"
    REGULATION = "regulation", "a decree, order or regulation was issued"
    APPOINTMENT = "appointment", "somebody was appointed or dismissed"
    BUDGET = "budget", "money was set aside"
    PAYMENT = "payment", "money was paid"
    DEPLOYMENT = "deployment", "staff, troops or equipment were sent"
    CONSTRUCTION = "construction", "works were begun, went on or were finished"
    DELIVERY = "delivery", "goods or services were handed over"
    INSTITUTION = "institution", "a body or programme was set up, changed or closed"
    PUBLICATION = "publication", "a text or figures were published"
    NEGOTIATION = "negotiation", "parties met to negotiate"
    ENFORCEMENT = "enforcement", "a rule was enforced: arrests, expulsions, sanctions"
    OTHER = "other", "anything else; the title says what"


class ActionRelation(Term):
    """What an action is to a pledge."""

    CARRIES_OUT = "carries_out", "does what was promised, or a part of it"
    CONTRIBUTES = "contributes", "helps towards it, without being what was promised"
    WORKS_AGAINST = "works_against", "is contrary to it"
    POSSIBLY_RELATED = "possibly_related", "may have to do with it: no source says so"


class StatementKind(Term):
    """What was said that is not a pledge."""

    DENIAL = "denial", "says that something is not so"
    CLARIFICATION = "clarification", "says how something is meant"
    DISAGREEMENT = "disagreement", "objects to another's act or view"
    DEMAND = "demand", "asks another to act"
    RECOMMENDATION = "recommendation", "advises another to act, for it to accept or refuse"
    OFFER = "offer", "proposes something that is not yet promised"
    PRAISE = "praise", "commends"
    CRITICISM = "criticism", "finds fault"
    CLAIM = "claim", "asserts a fact"
    FORECAST = (
        "forecast",
        "foretells what will be; nobody owes it: `about` names the pledge that comes of it, if one does",
    )
    NEED = "need", "says that something is wanting"
    VIEW = "view", "says what the speaker thinks of a matter"


class StatementLinkType(Term):
    """How one statement is related to another."""

    IN_REPLY_TO = "in_reply_to", "answers the other"
    DENIES = "denies", "says that what the other says is not so"
    CONFIRMS = "confirms", "says that what the other says is so"
    REPEATS = "repeats", "says the same again"


class Voice(Term):
    """In whose words a source is cited, the surest first."""

    DOCUMENT = "document", "those of the text itself: a treaty, law, communiqué or budget"
    ON_RECORD = "on_record", "those of a speaker who is named"
    ANONYMOUS = "anonymous", "those of a speaker who is not named"
    REPORTER = "reporter", "the outlet's own"
    INFERENCE = "inference", "ours: the source does not say it, it follows from what it says"


class Position(Term):
    """How somebody takes what was pledged, said or judged."""

    ACCEPTS = "accepts", "takes it on, or agrees"
    ACCEPTS_IN_PART = "accepts_in_part", "takes on or agrees with a part of it"
    NOTES = "notes", "takes notice, and neither agrees nor refuses"
    REJECTS = "rejects", "refuses it, or disagrees"
    NO_ANSWER = "no_answer", "was asked, and has not answered"


class Relation(Term):
    """What a citation is to the claim that it stands on."""

    SUPPORTS = "supports", "the source says or shows it"
    CONTRADICTS = "contradicts", "the source says or shows otherwise"
    CONTEXT = "context", "the source explains the circumstances"


class Act(Term):
    """Whether a citation shows words or deeds."""

    ANNOUNCEMENT = "announcement", "it was said"
    CONCRETE_ACTION = "concrete_action", "it was done"


class QuotationOutcome(Term):
    """What came of looking for a quotation in the text of its source."""

    EXACT = "exact", "it stands there word for word"
    EDITED = "edited", "it stands there in other words or another spelling; `similarity` says how alike they are"
    MISSING = "missing", "nothing there is like it"
    UNCHECKED = "unchecked", "no text was looked at, or there was too much to compare at once"


class Status(Term):
    """What came of a pledge. Any status may follow any other, behind the guards."""

    NOT_ASSESSED = "not_assessed", "nobody has judged it here; says nothing about the world"
    NO_VERIFIED_PROGRESS = "no_verified_progress", "sources were reviewed up to a day and showed nothing"
    NOT_STARTED = "not_started", "evidence shows that nothing has begun"
    PLANNED = "planned", "evidence shows plans or decisions, no work yet"
    IN_PROGRESS = "in_progress", "evidence shows work"
    STALLED = "stalled", "work began and stands still"
    SUSPENDED = "suspended", "halted by a decision, of a court or a parliament for example"
    PARTIALLY_FULFILLED = "partially_fulfilled", "ended with a part of it done"
    FULFILLED = "fulfilled", "done as promised"
    NOT_FULFILLED = "not_fulfilled", "the due day passed, or the contrary was done"
    ABANDONED = "abandoned", "the promisor said that it will not do it"
    WAIVED = "waived", "those to whom it is owed no longer ask for it"
    SUPERSEDED = "superseded", "another pledge took its place"
    NOT_ASSESSABLE = "not_assessable", "cannot be judged as it is worded"


class UnknownBecause(Term):
    """Why nothing more is known of a pledge than a status that claims nothing."""

    NOT_PUBLISHED = "not_published", "what would tell was never published"
    WITHHELD = "withheld", "those who know keep it from the public, or refused to say"


class Axis(Term):
    """What an assessment judges: doing what was promised, and getting what it was for, are two things."""

    COMPLETION = "completion", "whether it was done as promised"
    OUTCOME = "outcome", "whether it had the result that it was to have"


class AssessorKind(Term):
    """Who judges, as seen from the pledge."""

    SELF_REPORT = "self_report", "the promisor itself, or a body of it"
    PROMISEE = "promisee", "whom it was promised"
    INDEPENDENT = "independent", "a body of its own, such as a research group"
    SECRETARIAT = "secretariat", "the staff of the meeting or organization where it was made"
    MEDIA = "media", "a news medium or fact checker"


class EvidenceGuard(StrEnum):
    """The guards of evidence, which a status change can set aside by name. What each asks stands in guards.py."""

    CITATION = "citation"
    REVIEWED_UP_TO = "reviewed_up_to"
    BEYOND_ANNOUNCEMENT = "beyond_announcement"
    CONCRETE_ACTION = "concrete_action"
    TARGET_MET = "target_met"
    DUE_OR_BREACH = "due_or_breach"
    QUOTATION = "quotation"
    REVERSAL_EVIDENCE = "reversal_evidence"


class ScaleName(Term):
    """Another published scale, on which statuses and scores are answered if asked."""

    G7_G20 = "g7_g20", "compliance with commitments of the G7 and the G20: -1, 0, 1"
    PERCENT = "percent", "the same in percent: 0, 50, 100"
    OGP_COMPLETION = "ogp_completion", "completion of a commitment of the Open Government Partnership"
    PEACE_ACCORDS_MATRIX = "peace_accords_matrix", "implementation of a provision of a peace accord: 0 to 3"
    UNHCR_STAGE = "unhcr_stage", "stage of a pledge to UNHCR"
    UPR_IMPLEMENTATION = "upr_implementation", "implementation of a recommendation of the Universal Periodic Review"
    POLITIFACT = "politifact", "PolitiFact's rating of a promise"


class StatusBasis(Term):
    """Where the status of a pledge comes from."""

    WHOLE = "whole", "the latest status change of the pledge as a whole"
    PROMISORS = "promisors", "the collective status of its promisors"
    NONE = "none", "nobody has judged it"


ENDED = frozenset(
    {
        Status.PARTIALLY_FULFILLED,
        Status.FULFILLED,
        Status.NOT_FULFILLED,
        Status.ABANDONED,
        Status.WAIVED,
        Status.SUPERSEDED,
        Status.NOT_ASSESSABLE,
    },
)
"""Statuses after which nothing more is awaited from a promisor: a pledge that has one is never overdue."""

LEFT_OUT = frozenset({Status.WAIVED, Status.SUPERSEDED, Status.NOT_ASSESSABLE})
"""Statuses of promisors that have no part in what all promisors achieved together."""

DONE = frozenset({Status.FULFILLED, Status.PARTIALLY_FULFILLED})
"""Statuses of who achieved something."""

STATUS_ORDER = (
    Status.IN_PROGRESS,
    Status.STALLED,
    Status.SUSPENDED,
    Status.PLANNED,
    Status.NOT_STARTED,
    Status.NO_VERIFIED_PROGRESS,
)
"""Where promisors differ and not all have ended: the first that occurs; what is done counts as in progress."""

NO_CLAIM = frozenset({Status.NOT_ASSESSED, Status.NO_VERIFIED_PROGRESS, Status.NOT_ASSESSABLE})
"""Statuses that claim nothing about the world, and so need no citation."""

UNDER_WAY = frozenset({Status.IN_PROGRESS, Status.STALLED, Status.SUSPENDED, Status.PARTIALLY_FULFILLED})
"""Statuses that claim that something came of a pledge, which the announcement of it cannot show."""

BROKEN = frozenset({Status.NOT_FULFILLED, Status.ABANDONED})
UNKNOWN = frozenset({Status.NOT_ASSESSED, Status.NO_VERIFIED_PROGRESS})

OUTCOMES: Mapping[str, frozenset[Status]] = {
    "kept": frozenset({Status.FULFILLED}),
    "partly_kept": frozenset({Status.PARTIALLY_FULFILLED}),
    "broken": BROKEN,
    "unfinished": frozenset(Status) - ENDED - UNKNOWN,
    "let_off": LEFT_OUT,
    "unknown": UNKNOWN,
}
"""What came of pledges that are due, by their status."""

FINAL = frozenset({Status.FULFILLED, Status.NOT_FULFILLED, Status.ABANDONED})
"""Statuses that can be left only with evidence of the reversal."""

DUE_SOON_DAYS = 30
"""How many days ahead of its due day a pledge counts as due soon."""


class Scope(Term):
    """What a key may do."""

    READ = "read", "read where reading is not public"
    WRITE = "write", "create, change and delete records and statuses"
    ADMIN = "admin", "everything, and manage keys"


class ImportState(Term):
    """How far an import is."""

    PREVIEW = "preview", "shows what it would do; nothing was written"
    RUNNING = "running", "is being read, compared or written"
    REFUSED = "refused", "nothing was written: what is wrong is listed"
    STOPPED = "stopped", "was interrupted, or refused by what was written here meanwhile: send the file again to go on"
    DONE = "done", "is written"
    UNDOING = "undoing", "is being taken back"
    UNDONE = "undone", "was taken back, but for what is listed"


class WarningCode(Term):
    """What may be wrong with what was written all the same."""

    LIKELY_DUPLICATE = "likely_duplicate", "another record says the same: its address is in `other`"
    NOTHING_CITED = "nothing_cited", "no source is cited for it"
    ENDED_BEFORE_DUE = "ended_before_due", "it is judged as ended, and not as fulfilled, before it was due"
    AMENDED_FIELD = "amended_field", "what was promised first is corrected, and an amendment has changed it since"
    CRITERIA_AFTER_VERDICT = "criteria_after_verdict", "a criterion is written after a status change to what it is for"
    PARTY_ENDED = "party_ended", "a party has ended its part before the pledge was announced"
    DUE_FAR_OFF = "due_far_off", "it is due more than 50 years after it was announced: a year may be mistyped"


class IntakeReason(Term):
    """Why a passage of a text is proposed as it is, or is not proposed."""

    UNDERTAKING = "undertaking", "a word by which somebody binds itself: agreed, committed, pledged"
    ANNOUNCED = "announced", "it is announced"
    WILL = "will", "it is said to be done in the future"
    COMMITMENT = "commitment", "somebody's commitment or promise is named"
    CHARGED = "charged", "those who serve somebody are charged with it"
    INTENTION = "intention", "a word of intention, hope or readiness"
    EXPLORATORY = "exploratory", "a word of exploring or considering, or that it may be done"
    RUNNING = "running", "it is told of as being set up or run, without a promising word"
    PASSIVE = "passive", "it is to be done; by whom is not said in the same words"
    OF_SPEAKER = "of_speaker", "owed by the country for which the speaker speaks"
    COLLECTIVE = "collective", "told of all who meet"
    POINTED_AT = "pointed_at", "who it is follows from what was said before: he, the government"
    PART = "part", "told as a part of, or beside, another pledge"
    LISTED = "listed", "an item of a list; what leads it says that it is owed"
    HEADING = "heading", "a heading alone says it"
    RELATIVE_DUE = "relative_due", "the due date follows from words such as the coming weeks"
    CONDITION = "condition", "it depends on something"
    SAID = "said", "somebody is told as saying it"
    QUOTED = "quoted", "it stands in quotation marks"
    UNNAMED_SPEAKER = "unnamed_speaker", "the speaker is not named: what it foretells is owed by nobody"
    COURTESY = (
        "courtesy",
        "thanks, or a friendship of long standing: it commits to nothing, and waits for a person to accept it",
    )
    FORETOLD = "foretold", "what will come of something is foretold: nobody owes it"
    NO_PROMISOR = "no_promisor", "who owes it is not said"
    NEGATED = "negated", "it is negated"
    HYPOTHETICAL = "hypothetical", "it is told of what would or could be"
    NO_ACTOR = "no_actor", "what it is said of can promise nothing"
    EXPECTED = "expected", "the text itself expects it: that binds nobody"
    QUESTION = "question", "it is a question"
    NO_DOING = "no_doing", "a subject is named, and nothing to be done"
    FIGURATIVE = "figurative", "a picture of the future, which nobody could see kept or broken"
    TOLD_AGAIN = "told_again", "the text told it before"
    PAST = "past", "it is told as past: promised long before, kept or given up"


class Operation(Term):
    """What an entry of the ledger did."""

    PUT = "put", "wrote the record, or the part that it names"
    DELETE = "delete", "removed the record, or the part that it names"
    CORRECT = "correct", "put right what the part that it names says; its place in the order stays"
    WITHDRAW = "withdraw", "marked the part that it names as recorded by mistake"
    TAKE_EFFECT = "take_effect", "let the part that it names, which was scheduled, hold from its day on"
    BECAME_DUE = "became_due", "said that the pledge was due on that day, by the due in force"
    BECAME_OVERDUE = "became_overdue", "said that the day by which the pledge was due is past"
    REVIEW_DUE = "review_due", "said that the day of the pledge's review is past"
    MERGE = "merge", "merged the record into another of its kind, which took over what referred to it"
    MOVE = "move", "made the record and its parts refer to the survivor of a merge, or back again"
    UNMERGE = "unmerge", "undid a merge: the record is there again as it was"
    REDACT = "redact", "took out what another entry held: the one whose number is the record"


class WebhookState(Term):
    """Whether a webhook gets what is written."""

    ACTIVE = "active", "it gets what is written"
    PAUSED = "paused", "it gets nothing until it is resumed, and then all that was written meanwhile"
    DISABLED = "disabled", "its receiver has gone, or took nothing for days; resumed, it gets all that it missed"


class DeliveryState(Term):
    """What became of the delivery of an entry to a webhook."""

    PENDING = "pending", "it failed and will be tried again, or waits for an earlier one of its record"
    DELIVERED = "delivered", "the receiver took it"
    DEAD = "dead", "it failed as often as it is tried; a replay tries it again"
