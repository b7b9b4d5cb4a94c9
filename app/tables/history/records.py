"""Histories of the columns, nested values and references of all records."""

from app.tables.actions import Action, ActionAbout, ActionClassification, ActionExternalId, ActionTag, Actor
from app.tables.history.columns import facts, nested
from app.tables.instruments import (
    Instrument,
    InstrumentClassification,
    InstrumentExternalId,
    InstrumentLink,
    InstrumentTag,
    InstrumentTopic,
)
from app.tables.meetings import Attendance, Meeting, MeetingClassification, MeetingExternalId, MeetingTag, MeetingTopic
from app.tables.participants import (
    Membership,
    Office,
    Participant,
    ParticipantClassification,
    ParticipantExternalId,
    ParticipantTag,
    Succession,
)
from app.tables.pledges import (
    Link,
    Party,
    Pledge,
    PledgeClassification,
    PledgeExternalId,
    PledgeMeeting,
    PledgeTag,
    PledgeTopic,
)
from app.tables.sources import Source, SourceClassification, SourceExternalId, SourceTag
from app.tables.statements import (
    Statement,
    StatementClassification,
    StatementExternalId,
    StatementLink,
    StatementPledge,
    StatementTag,
    StatementTopic,
)
from app.tables.topics import Topic, TopicClassification, TopicExternalId, TopicTag

SOURCES = facts(
    Source,
    "kind",
    "language",
    "published_first_day",
    "sort_title",
    "publisher",
    sorts=["sort_title", "published_first_day"],
)
PARTICIPANTS = facts(
    Participant, "kind", "country", "began_first_day", "ended_last_day", "sort_name", sorts=["sort_name"]
)
TOPICS = facts(Topic, "parent", "sort_name", sorts=["sort_name", "parent"])
MEETINGS = facts(
    Meeting, "form", "rank", "status", "country", "part_of", "starts_first_day", "sort_title",
    sorts=["sort_title", "starts_first_day", "part_of"],
)  # fmt: skip
INSTRUMENTS = facts(
    Instrument, "kind", "legal_nature", "meeting", "adopted_first_day", "in_force_first_day", "ended_first_day",
    "sort_title", sorts=["sort_title", "adopted_first_day", "in_force_first_day", "meeting"],
)  # fmt: skip
PLEDGES = facts(
    Pledge, "kind", "origin", "precision", "legal_nature", "joint", "instrument", "announced_first_day",
    "review_first_day", "has_criteria", "sort_title", sorts=["sort_title", "announced_first_day", "instrument"],
)  # fmt: skip
STATEMENTS = facts(
    Statement,
    "kind",
    "speaker",
    "on_behalf_of",
    "addressed_to",
    "meeting",
    "said_first_day",
    sorts=["said_first_day"],
)
ACTIONS = facts(
    Action, "kind", "instrument", "happened_first_day", "sort_title",
    sorts=["sort_title", "happened_first_day", "instrument"],
)  # fmt: skip

nested(PledgeTopic, "topic")
nested(MeetingTopic, "topic")
nested(StatementTopic, "topic")
nested(StatementPledge, "pledge")
nested(StatementLink, "to_statement", "type")
nested(InstrumentTopic, "topic")
nested(InstrumentLink, "to_instrument", "type")
nested(Actor, "on_behalf_of", item="participant", indexed=False)
nested(ActionAbout, "pledge", "relation")
nested(PledgeMeeting, "meeting", "role")
nested(Party, "participant", "role")
nested(Link, "to_pledge", "type")
nested(Attendance, "participant", "on_behalf_of", item="id", indexed=False)
nested(Membership, "part_of")
nested(Succession, "succeeds")
nested(Office, "body", item="id")
for _tags in (SourceTag, ParticipantTag, TopicTag, MeetingTag, InstrumentTag, PledgeTag, StatementTag, ActionTag):
    nested(_tags, "tag")
for _codes in (
    SourceClassification,
    ParticipantClassification,
    TopicClassification,
    MeetingClassification,
    InstrumentClassification,
    PledgeClassification,
    StatementClassification,
    ActionClassification,
    SourceExternalId,
    ParticipantExternalId,
    TopicExternalId,
    MeetingExternalId,
    InstrumentExternalId,
    PledgeExternalId,
    StatementExternalId,
    ActionExternalId,
):
    nested(_codes, "code")
