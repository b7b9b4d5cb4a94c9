"""History in the shape of the present: a twin for each table that lists and statistics filter by.

A twin has the same columns, and between which entries the ledger said so: from `from_entry` until before `to_entry`.
Where what it says moves with the world's days, it holds from `from_day` until before `to_day` as well (SQL:2011's
system and application time). Rows are closed, never deleted, but for those of a record whose entries are redacted.
"""

from app.tables.history.citations import ATTESTATIONS, DISPUTES, REFERENCES, UPDATES
from app.tables.history.columns import ALWAYS, NEVER, STILL, TWINS
from app.tables.history.parts import INSTRUMENT_PARTIES, PARTICIPATION, PLEDGE_POSITIONS, STATEMENT_POSITIONS
from app.tables.history.pledges import AMENDMENTS, ASSESSMENTS, CONDITIONS, CRITERIA, STANDINGS, STATUS_CHANGES, TERMS
from app.tables.history.records import (
    ACTIONS,
    INSTRUMENTS,
    MEETINGS,
    PARTICIPANTS,
    PLEDGES,
    SOURCES,
    STATEMENTS,
    TOPICS,
)

__all__ = [
    "ACTIONS",
    "ALWAYS",
    "AMENDMENTS",
    "ASSESSMENTS",
    "ATTESTATIONS",
    "CONDITIONS",
    "CRITERIA",
    "DISPUTES",
    "INSTRUMENTS",
    "INSTRUMENT_PARTIES",
    "MEETINGS",
    "NEVER",
    "PARTICIPANTS",
    "PARTICIPATION",
    "PLEDGES",
    "PLEDGE_POSITIONS",
    "REFERENCES",
    "SOURCES",
    "STANDINGS",
    "STATEMENTS",
    "STATEMENT_POSITIONS",
    "STATUS_CHANGES",
    "STILL",
    "TERMS",
    "TOPICS",
    "TWINS",
    "UPDATES",
]
