"""History in the shape of the present: a twin for each table that lists and statistics filter by.

A twin has the same columns, and between which entries the ledger said so: from `from_entry` until before `to_entry`.
Where what it says moves with the world's days, it holds from `from_day` until before `to_day` as well (SQL:2011's
system and application time). Rows are closed, never deleted, but for those of a record whose entries are redacted.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, SmallInteger, String, Table, Text

from app.db.columns import Day, Instant, ordered_string
from app.db.statements import core_table
from app.tables.actions import Action, ActionAbout, ActionClassification, ActionExternalId, ActionTag, Actor
from app.tables.base import EDTF_LENGTH, ID_LENGTH, PART_ID_LENGTH, Base, Citation, owner_key
from app.tables.instruments import (
    Instrument,
    InstrumentClassification,
    InstrumentExternalId,
    InstrumentLink,
    InstrumentParty,
    InstrumentTag,
    InstrumentTopic,
    Participation,
)
from app.tables.ledger.entries import RecordReference
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
from app.tables.parts.positions import PledgePosition, StatementPosition
from app.tables.pledges import (
    ConditionInForce,
    Link,
    Party,
    Pledge,
    PledgeClassification,
    PledgeExternalId,
    PledgeMeeting,
    PledgeTag,
    PledgeTopic,
    Standing,
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

STILL = 2**62
"""The end of what still holds: after every entry."""

ALWAYS = "0001-01-01"
NEVER = "9999-12-31"
"""The days between which all of the world's dates lie."""

LONGEST_NAME = 63
"""Characters that PostgreSQL takes of a name."""

OF_RECORDS = 2
"""Columns in the key of the citations of records: those of parts have one more."""

TWINS: dict[Table, Table] = {}
"""The twin of each table that has one."""


def _entries() -> list[Column[Any]]:
    return [
        Column("from_entry", BigInteger, nullable=False),
        Column("to_entry", BigInteger, primary_key=True, autoincrement=False),
    ]


def _days() -> list[Column[Any]]:
    return [Column("from_day", Day, primary_key=True), Column("to_day", Day, nullable=False)]


def _like(table: Table, names: Sequence[str], *, key: bool) -> list[Column[Any]]:
    return [
        Column(name, table.c[name].type, primary_key=key, nullable=False if key else table.c[name].nullable)
        for name in names
    ]


def _facts(live: type[Base], *names: str, sorts: Sequence[str] = ()) -> Table:
    """Return the twin of a table of records: a row each time that one of the columns changes."""
    table = core_table(live)
    columns = [*_like(table, ["id"], key=True), *_entries(), *_like(table, names, key=False)]
    return _twin(table, columns, [[name, "id"] for name in sorts])


def _nested(live: type[Base], *names: str, item: str | None = None, indexed: bool = True) -> Table:
    """Return the twin of a nested table: a row a value.

    Rows that can be changed one by one are identified by `item`; those of other tables by what they hold. `indexed`:
    records are found by them, and not they by their records.
    """
    table = core_table(live)
    owner = owner_key(table).name
    columns = [*_like(table, [owner], key=True), *_entries()]
    if item is not None:
        columns += _like(table, [item], key=True)
    columns += _like(table, names, key=item is None)
    found = [[*names, owner]] if item is None else [[name, owner] for name in names]
    return _twin(table, columns, [[*each, "from_entry", "to_entry"] for each in found] if indexed else [])


def _twin(table: Table, columns: Sequence[Column[Any]], indexes: Sequence[Sequence[str]]) -> Table:
    name = f"{table.name}_history"
    made = [Index(_index_name(name, found), *found) for found in indexes]
    TWINS[table] = Table(name, Base.metadata, *_keys_first(columns), *made, sqlite_with_rowid=False)
    return TWINS[table]


def _keys_first(columns: Iterable[Column[Any]]) -> list[Column[Any]]:
    return sorted(columns, key=lambda column: not column.primary_key)


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean(create_constraint=True, name=name), nullable=False)


def _index_name(table: str, columns: Sequence[str]) -> str:
    """Return the name that the convention makes, or a shorter one: PostgreSQL would cut it."""
    name = f"ix_{table}_{'_'.join(columns)}"
    return name if len(name) <= LONGEST_NAME else f"ix_{table}_{columns[0]}"


SOURCES = _facts(
    Source,
    "kind",
    "language",
    "published_first_day",
    "sort_title",
    "publisher",
    sorts=["sort_title", "published_first_day"],
)
PARTICIPANTS = _facts(
    Participant, "kind", "country", "began_first_day", "ended_last_day", "sort_name", sorts=["sort_name"]
)
TOPICS = _facts(Topic, "parent", "sort_name", sorts=["sort_name", "parent"])
MEETINGS = _facts(
    Meeting, "form", "rank", "status", "country", "part_of", "starts_first_day", "sort_title",
    sorts=["sort_title", "starts_first_day", "part_of"],
)  # fmt: skip
INSTRUMENTS = _facts(
    Instrument, "kind", "legal_nature", "meeting", "adopted_first_day", "in_force_first_day", "ended_first_day",
    "sort_title", sorts=["sort_title", "adopted_first_day", "in_force_first_day", "meeting"],
)  # fmt: skip
PLEDGES = _facts(
    Pledge, "kind", "origin", "precision", "legal_nature", "joint", "instrument", "announced_first_day",
    "review_first_day", "has_criteria", "sort_title", sorts=["sort_title", "announced_first_day", "instrument"],
)  # fmt: skip
STATEMENTS = _facts(
    Statement,
    "kind",
    "speaker",
    "on_behalf_of",
    "addressed_to",
    "meeting",
    "said_first_day",
    sorts=["said_first_day"],
)
ACTIONS = _facts(
    Action, "kind", "instrument", "happened_first_day", "sort_title",
    sorts=["sort_title", "happened_first_day", "instrument"],
)  # fmt: skip

_nested(PledgeTopic, "topic")
_nested(MeetingTopic, "topic")
_nested(StatementTopic, "topic")
_nested(StatementPledge, "pledge")
_nested(StatementLink, "to_statement", "type")
_nested(InstrumentTopic, "topic")
_nested(InstrumentLink, "to_instrument", "type")
_nested(Actor, "on_behalf_of", item="participant", indexed=False)
_nested(ActionAbout, "pledge", "relation")
_nested(PledgeMeeting, "meeting", "role")
_nested(Party, "participant", "role")
_nested(Link, "to_pledge", "type")
_nested(Attendance, "participant", "on_behalf_of", item="id", indexed=False)
_nested(Membership, "part_of")
_nested(Succession, "succeeds")
_nested(Office, "body", item="id")
for _tags in (SourceTag, ParticipantTag, TopicTag, MeetingTag, InstrumentTag, PledgeTag, StatementTag, ActionTag):
    _nested(_tags, "tag")
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
    _nested(_codes, "code")

for _citation in Base.__subclasses__():
    if issubclass(_citation, Citation) and len(core_table(_citation).primary_key) == OF_RECORDS:
        _nested(_citation, "voice", "relation", "cited_source", item="id", indexed=False)

ATTESTATIONS = Table(
    "attestations_history",
    Base.metadata,
    *_keys_first(
        [
            Column("collection", ordered_string(40), primary_key=True),
            Column("record", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("attestation", ordered_string(20)),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The best voice among the supporting citations of records."""

STANDINGS = Table(
    "standings_history",
    Base.metadata,
    *_keys_first(
        [
            *_like(core_table(Standing), ["pledge_id"], key=True),
            *_entries(),
            Column("to_day", Day, primary_key=True),
            *_like(core_table(Standing), ["subject"], key=True),
            Column("from_day", Day, nullable=False),
            *(_flag(name) for name in ("is_promisor", "is_implementer")),
            *_like(core_table(Standing), ["status", "basis"], key=False),
            *(_flag(name) for name in ("fulfilled_late", "is_reversal", "overridden")),
            *_like(core_table(Standing), ["unknown_because"], key=False),
        ]
    ),
    Index(
        "ix_standings_history_subject", "subject", "status", "pledge_id", "from_entry", "to_entry", "from_day", "to_day"
    ),
    sqlite_with_rowid=False,
)
"""Where pledges stood, on which days: the twin of `standings`."""

TWINS[core_table(Standing)] = STANDINGS

TERMS = Table(
    "terms_history",
    Base.metadata,
    *_keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            *_days(),
            *_like(core_table(Pledge), ["due_last_day"], key=False),
            _flag("due_moved"),
            *_like(core_table(Pledge), ["strength_in_force"], key=False),
            _flag("has_wording"),
            _flag("has_baseline"),
        ]
    ),
    Index("ix_terms_history_due_last_day_pledge_id", "due_last_day", "pledge_id"),
    sqlite_with_rowid=False,
)
"""What was in force of pledges on which days, after what was amended."""

CONDITIONS = Table(
    "conditions_in_force_history",
    Base.metadata,
    *_keys_first(
        [
            *_like(core_table(ConditionInForce), ["pledge_id"], key=True),
            *_entries(),
            *_like(core_table(ConditionInForce), ["id"], key=True),
            *_days(),
            *_like(core_table(ConditionInForce), ["waits_for", "met_first_day"], key=False),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The conditions of pledges that were in force, on which days: the twin of `conditions_in_force`."""

TWINS[core_table(ConditionInForce)] = CONDITIONS

AMENDMENTS = Table(
    "amendments_history",
    Base.metadata,
    *_keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("id", ordered_string(PART_ID_LENGTH), primary_key=True),
            Column("effective_last_day", Day, nullable=False),
            Column("entry", BigInteger, nullable=False),
            Column("changes", Text, nullable=False),
        ]
    ),
    sqlite_with_rowid=False,
)
"""What each amendment that stood changed of what is filtered by, and what was said first (without an id)."""

STATUS_CHANGES = Table(
    "status_changes_history",
    Base.metadata,
    *_keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("effective_last_day", Day, primary_key=True),
            Column("entry", BigInteger, primary_key=True, autoincrement=False),
            Column("id", ordered_string(PART_ID_LENGTH), nullable=False),
            Column("party", ordered_string(ID_LENGTH)),
            Column("status", ordered_string(30), nullable=False),
            _flag("overridden"),
            Column("unknown_because", ordered_string(20)),
            Column("sources_reviewed_up_to", Day),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The status changes while they stood: neither withdrawn nor of a record that was gone."""

CRITERIA = Table(
    "criteria_history",
    Base.metadata,
    *_keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("status", ordered_string(30), primary_key=True),
            Column("written_by", BigInteger, nullable=False),
            Column("fingerprint", String(64), nullable=False),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The criteria of pledges: for which status, and which entry wrote them last. Fingerprints show which have changed."""

ASSESSMENTS = Table(
    "assessments_history",
    Base.metadata,
    *_keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("id", ordered_string(PART_ID_LENGTH), primary_key=True),
            Column("party", ordered_string(ID_LENGTH), nullable=False),
            Column("axis", ordered_string(20), nullable=False),
            Column("score", SmallInteger, nullable=False),
            Column("assessor", ordered_string(ID_LENGTH), nullable=False),
            Column("assessor_kind", ordered_string(20), nullable=False),
            Column("period", String(EDTF_LENGTH), nullable=False),
            Column("period_first_day", Day),
            Column("period_last_day", Day, nullable=False),
            Column("entry", BigInteger, nullable=False),
            Column("supersedes", ordered_string(PART_ID_LENGTH)),
            _flag("withdrawn"),
            _flag("stands"),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The assessments as they were: whether each was withdrawn, and whether it stood or another superseded it."""


def _positions(live: type[Base]) -> Table:
    table = core_table(live)
    names = [name for name in ("participant", "position", "about", "taken_last_day", "entry") if name in table.c]
    columns = [*_like(table, [owner_key(table).name], key=True), *_entries(), *_like(table, ["id"], key=True)]
    return _twin(table, [*columns, *_like(table, names, key=False), _flag("withdrawn")], [])


PLEDGE_POSITIONS = _positions(PledgePosition)
STATEMENT_POSITIONS = _positions(StatementPosition)
PARTICIPATION = Table(
    "participations_history",
    Base.metadata,
    *_keys_first(
        [
            Column("instrument_id", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("id", ordered_string(PART_ID_LENGTH), primary_key=True),
            *_like(
                core_table(Participation), ["participant", "act", "to_participant", "on_last_day", "entry"], key=False
            ),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The participation acts while they stood: neither withdrawn nor of an instrument that was gone."""

INSTRUMENT_PARTIES = Table(
    "instrument_parties_history",
    Base.metadata,
    *_keys_first(
        [
            *_like(core_table(InstrumentParty), ["instrument_id"], key=True),
            *_entries(),
            Column("to_day", Day, primary_key=True),
            *_like(core_table(InstrumentParty), ["participant"], key=True),
            Column("from_day", Day, nullable=False),
            *_like(core_table(InstrumentParty), ["standing"], key=False),
            _flag("reserves"),
        ]
    ),
    Index("ix_instrument_parties_history_participant_instrument_id", "participant", "instrument_id"),
    sqlite_with_rowid=False,
)
"""Where participants stood to instruments, on which days: the twin of `instrument_parties`."""

TWINS[core_table(InstrumentParty)] = INSTRUMENT_PARTIES

DISPUTES = Table(
    "disputes_history",
    Base.metadata,
    *_keys_first(
        [
            Column("collection", ordered_string(40), primary_key=True),
            Column("record", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("part", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            Column("item", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            *_days(),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The citations with an account that conflicts with what is recorded or with another account: of a record, or of a part
with a history of its own, and from then on from which day."""

REFERENCES = Table(
    "record_references_history",
    Base.metadata,
    *_keys_first(
        [
            *_like(core_table(RecordReference), ["from_record", "from_collection"], key=True),
            *_entries(),
            Column("part", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            Column("item", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            *_like(core_table(RecordReference), ["to_collection", "to_record"], key=True),
            *_days(),
        ]
    ),
    Index("ix_record_references_history_to", "to_record", "from_collection", "from_record", "from_entry", "to_entry"),
    sqlite_with_rowid=False,
)
"""The references to sources, by which records are filtered: in which part, of one with a history of its own, and in
which item of it each stands. What a part refers to holds from its day on."""

TWINS[core_table(RecordReference)] = REFERENCES

UPDATES = Table(
    "updates_history",
    Base.metadata,
    *_keys_first(
        [
            Column("collection", ordered_string(40), primary_key=True),
            Column("record", ordered_string(ID_LENGTH), primary_key=True),
            *_entries(),
            Column("updated_at", Instant, nullable=False),
        ]
    ),
    Index("ix_updates_history_collection_updated_at_record", "collection", "updated_at", "record"),
    sqlite_with_rowid=False,
)
"""When records had last changed. Of its own, since it changes with every entry."""
