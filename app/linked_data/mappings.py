"""What each collection is in terms of schema.org, and which of its fields schema.org has a word for.

A term stands here only where it means just what the field says. What has none, Pacta says in its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.ledger.model.shapes import Values
from app.linked_data.rules import (
    Rule,
    called,
    country_alone,
    each,
    iso_date,
    link,
    money,
    place,
    place_in_country,
    plain,
    refers_to,
    spoken,
    tagged,
    wikidata,
)
from app.linked_data.writer import Writer
from app.vocabulary import (
    InstrumentKind,
    InstrumentLinkType,
    LinkType,
    MeetingStatus,
    Origin,
    ParticipantKind,
    PartyRole,
    Relation,
    SourceKind,
    StatementKind,
)

PARTICIPANTS: Mapping[str, tuple[str, ...]] = {
    ParticipantKind.PERSON: ("Person",),
    # A place on maps, and who attends, promises and is judged.
    ParticipantKind.STATE: ("Country", "Organization"),
    ParticipantKind.GOVERNMENT_BODY: ("GovernmentOrganization",),
    ParticipantKind.INTERGOVERNMENTAL_ORGANIZATION: ("Organization",),
    ParticipantKind.POLITICAL_PARTY: ("PoliticalParty",),
    ParticipantKind.ORGANIZATION: ("Organization",),
}
"""A group has no body of its own, and so is no organization."""

SOURCES: Mapping[str, tuple[str, ...]] = {
    SourceKind.TREATY_TEXT: ("Legislation",),
    SourceKind.LEGISLATION: ("Legislation",),
    SourceKind.OFFICIAL_REPORT: ("Report",),
    SourceKind.THINK_TANK_REPORT: ("Report",),
    SourceKind.NEWS_REPORT: ("NewsArticle",),
    SourceKind.SOCIAL_MEDIA: ("SocialMediaPosting",),
    SourceKind.DATASET: ("Dataset",),
}
LEGAL = frozenset(
    {
        InstrumentKind.TREATY,
        InstrumentKind.AGREEMENT,
        InstrumentKind.LAW,
        InstrumentKind.REGULATION,
        InstrumentKind.DECISION,
    }
)
"""Instruments that are legal documents whatever is in them. Others may be, or not."""

ASSERTING = frozenset({StatementKind.CLAIM, StatementKind.DENIAL, StatementKind.FORECAST})
"""Statements that are true or not."""

EVENT_STATUS = {
    MeetingStatus.HELD: "https://schema.org/EventScheduled",
    MeetingStatus.PLANNED: "https://schema.org/EventScheduled",
    MeetingStatus.POSTPONED: "https://schema.org/EventPostponed",
    MeetingStatus.CANCELLED: "https://schema.org/EventCancelled",
}


@dataclass(frozen=True)
class InSchemaOrg:
    """What the records of a collection are, and the rules for their fields."""

    types: Callable[[Values], tuple[str, ...]]
    rules: tuple[Rule, ...]


def promised_by_itself(writer: Writer, value: Any, document: Values) -> Any:
    """Return the promisors as who says it, of a pledge that they made: not of one that others attribute to them."""
    if document["origin"] not in {Origin.AGREED, Origin.DECLARED}:
        return None
    return each("participant", "participants", lambda party: party["role"] == PartyRole.PROMISOR)(
        writer, value, document
    )


def wording(_writer: Writer, value: Values, _document: Values) -> Any:
    """Return the words of a pledge, in their own language."""
    return tagged(value["text"], value["language"])


def event_status(_writer: Writer, value: str, _document: Values) -> str:
    """Return whether a meeting takes place, as schema.org has it: planned and held ones are both scheduled."""
    return EVENT_STATUS[MeetingStatus(value)]


def linked_by(type_: str, collection: str, *others: str) -> Any:
    """Return what gives the records that links of some types lead to."""
    member = "pledge" if collection == "pledges" else "instrument"
    return each(member, collection, lambda item: item["type"] in {type_, *others})


def amended_ones(writer: Writer, value: Any, document: Values) -> Any:
    """Return the instruments that a legal one changes or replaces."""
    changes = linked_by(InstrumentLinkType.AMENDS, "instruments", InstrumentLinkType.REPLACES)
    return changes(writer, value, document) if document["kind"] in LEGAL else None


def adopted(writer: Writer, value: Any, document: Values) -> str | None:
    """Return when a legal instrument was adopted."""
    return iso_date(writer, value, document) if document["kind"] in LEGAL else None


NAME = Rule("name", "name", spoken("name"), translated=True)
TITLE = Rule("title", "name", spoken("title"), translated=True)
SUMMARY = Rule("summary", "description", spoken("summary"), translated=True)
TOPICS = Rule("topics", "about", refers_to("topics"))
KEYWORDS = Rule("tags", "keywords", plain)
SUPPORTING = each("source", "sources", lambda citation: citation["relation"] == Relation.SUPPORTS)

MAPPINGS: Mapping[str, InSchemaOrg] = {
    "meetings": InSchemaOrg(
        lambda _meeting: ("Event",),
        (
            TITLE,
            SUMMARY,
            Rule("status", "eventStatus", event_status, partly=True),
            Rule("starts", "startDate", iso_date, partly=True),
            Rule("ends", "endDate", iso_date, partly=True),
            Rule("place", "location", place_in_country),
            Rule("country", "location", country_alone, partly=True),
            Rule("part_of", "superEvent", refers_to("meetings", "Event")),
            TOPICS,
            Rule("attendance", "attendee", each("participant", "participants"), partly=True),
            KEYWORDS,
        ),
    ),
    "instruments": InSchemaOrg(
        lambda instrument: ("Legislation",) if instrument["kind"] in LEGAL else ("CreativeWork",),
        (
            TITLE,
            SUMMARY,
            Rule("adopted", "legislationDate", adopted, partly=True),
            TOPICS,
            Rule("links", "legislationChanges", amended_ones, partly=True),
            Rule("links", "isPartOf", linked_by(InstrumentLinkType.PART_OF, "instruments"), partly=True),
            KEYWORDS,
        ),
    ),
    "pledges": InSchemaOrg(
        lambda _pledge: ("Claim",),
        (
            TITLE,
            SUMMARY,
            Rule("wording", "text", wording),
            Rule("instrument", "isPartOf", refers_to("instruments", "CreativeWork"), partly=True),
            Rule("announced", "datePublished", iso_date, partly=True),
            TOPICS,
            Rule("parties", "author", promised_by_itself, partly=True),
            Rule("links", "isPartOf", linked_by(LinkType.PART_OF, "pledges"), partly=True),
            Rule("citations", "appearance", SUPPORTING, partly=True),
            KEYWORDS,
        ),
    ),
    "actions": InSchemaOrg(
        lambda _action: ("Action",),
        (
            TITLE,
            SUMMARY,
            Rule("actors", "agent", each("participant", "participants"), partly=True),
            Rule("place", "location", place),
            Rule("amount", "pacta:action.amount", money),
        ),
    ),
    "statements": InSchemaOrg(
        lambda statement: ("Claim",) if statement["kind"] in ASSERTING else ("CreativeWork",),
        (
            SUMMARY,
            Rule("speaker", "author", refers_to("participants")),
            Rule("said", "dateCreated", iso_date, partly=True),
            Rule("place", "locationCreated", place),
            TOPICS,
            Rule("about", "about", refers_to("pledges", "Claim")),
            KEYWORDS,
        ),
    ),
    "participants": InSchemaOrg(
        lambda participant: PARTICIPANTS.get(participant["kind"], ()),
        (
            NAME,
            Rule("wikidata_id", "sameAs", wikidata),
        ),
    ),
    "topics": InSchemaOrg(
        lambda _topic: ("DefinedTerm", "skos:Concept"),
        (
            NAME,
            Rule("name", "skos:prefLabel", spoken("name"), partly=True),
            Rule("parent", "skos:broader", refers_to("topics", "DefinedTerm")),
        ),
    ),
    "sources": InSchemaOrg(
        lambda source: SOURCES.get(source["kind"], ("CreativeWork",)),
        (
            TITLE,
            Rule("publisher", "publisher", called),
            Rule("author", "author", called),
            Rule("url", "url", link),
            Rule("published", "datePublished", iso_date, partly=True),
            Rule("archive_url", "archivedAt", link),
            Rule("language", "inLanguage", plain, partly=True),
            KEYWORDS,
        ),
    ),
}
"""The collections that have something in schema.org."""

ELSEWHERE = InSchemaOrg(lambda _record: (), (NAME, TITLE, SUMMARY))
"""Of any other: what it is called and told to be about."""


def mapping_of(collection: str) -> InSchemaOrg:
    """Return what the records of a collection are in schema.org."""
    return MAPPINGS.get(collection, ELSEWHERE)
