"""Histories of pledges: where they stood, what was in force, and the parts that both follow from."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger, String, Table, Text

from app.db.columns import Day, ordered_string
from app.db.statements import core_table
from app.tables.base import EDTF_LENGTH, ID_LENGTH, PART_ID_LENGTH, Base
from app.tables.history.columns import TWINS, days, entries, flag, keys_first, like
from app.tables.pledges import (
    ConditionInForce,
    Pledge,
    Standing,
)

STANDINGS = Table(
    "standings_history",
    Base.metadata,
    *keys_first(
        [
            *like(core_table(Standing), ["pledge_id"], key=True),
            *entries(),
            Column("to_day", Day, primary_key=True),
            *like(core_table(Standing), ["subject"], key=True),
            Column("from_day", Day, nullable=False),
            *(flag(name) for name in ("is_promisor", "is_implementer")),
            *like(core_table(Standing), ["status", "basis"], key=False),
            *(flag(name) for name in ("fulfilled_late", "is_reversal", "overridden")),
            *like(core_table(Standing), ["unknown_because"], key=False),
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
    *keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
            *days(),
            *like(core_table(Pledge), ["due_last_day"], key=False),
            flag("due_moved"),
            *like(core_table(Pledge), ["strength_in_force"], key=False),
            flag("has_wording"),
            flag("has_baseline"),
        ]
    ),
    Index("ix_terms_history_due_last_day_pledge_id", "due_last_day", "pledge_id"),
    sqlite_with_rowid=False,
)
"""What was in force of pledges on which days, after what was amended."""

CONDITIONS = Table(
    "conditions_in_force_history",
    Base.metadata,
    *keys_first(
        [
            *like(core_table(ConditionInForce), ["pledge_id"], key=True),
            *entries(),
            *like(core_table(ConditionInForce), ["id"], key=True),
            *days(),
            *like(core_table(ConditionInForce), ["waits_for", "met_first_day"], key=False),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The conditions of pledges that were in force, on which days: the twin of `conditions_in_force`."""

TWINS[core_table(ConditionInForce)] = CONDITIONS

AMENDMENTS = Table(
    "amendments_history",
    Base.metadata,
    *keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
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
    *keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
            Column("effective_last_day", Day, primary_key=True),
            Column("entry", BigInteger, primary_key=True, autoincrement=False),
            Column("id", ordered_string(PART_ID_LENGTH), nullable=False),
            Column("party", ordered_string(ID_LENGTH)),
            Column("status", ordered_string(30), nullable=False),
            flag("overridden"),
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
    *keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
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
    *keys_first(
        [
            Column("pledge_id", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
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
            flag("withdrawn"),
            flag("stands"),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The assessments as they were: whether each was withdrawn, and whether it stood or another superseded it."""
