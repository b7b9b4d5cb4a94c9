"""Histories of citations and of what follows from them, of references to sources, and of when records changed."""

from sqlalchemy import Column, Index, Table

from app.db.columns import Instant, ordered_string
from app.db.statements import core_table
from app.tables.base import ID_LENGTH, PART_ID_LENGTH, Base, Citation
from app.tables.history.columns import TWINS, days, entries, keys_first, like, nested
from app.tables.ledger.entries import RecordReference

OF_RECORDS = 2
"""Columns in the key of the citations of records: those of parts have one more."""

for _citation in Base.__subclasses__():
    if issubclass(_citation, Citation) and len(core_table(_citation).primary_key) == OF_RECORDS:
        nested(_citation, "voice", "relation", "cited_source", item="id", indexed=False)

ATTESTATIONS = Table(
    "attestations_history",
    Base.metadata,
    *keys_first(
        [
            Column("collection", ordered_string(40), primary_key=True),
            Column("record", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
            Column("attestation", ordered_string(20)),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The best voice among the supporting citations of records."""


DISPUTES = Table(
    "disputes_history",
    Base.metadata,
    *keys_first(
        [
            Column("collection", ordered_string(40), primary_key=True),
            Column("record", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
            Column("part", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            Column("item", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            *days(),
        ]
    ),
    sqlite_with_rowid=False,
)
"""The citations with an account that conflicts with what is recorded or with another account: of a record, or of a part
with a history of its own, and from then on from which day."""


REFERENCES = Table(
    "record_references_history",
    Base.metadata,
    *keys_first(
        [
            *like(core_table(RecordReference), ["from_record", "from_collection"], key=True),
            *entries(),
            Column("part", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            Column("item", ordered_string(PART_ID_LENGTH + 40), primary_key=True),
            *like(core_table(RecordReference), ["to_collection", "to_record"], key=True),
            *days(),
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
    *keys_first(
        [
            Column("collection", ordered_string(40), primary_key=True),
            Column("record", ordered_string(ID_LENGTH), primary_key=True),
            *entries(),
            Column("updated_at", Instant, nullable=False),
        ]
    ),
    Index("ix_updates_history_collection_updated_at_record", "collection", "updated_at", "record"),
    sqlite_with_rowid=False,
)
"""When records had last changed. Of its own, since it changes with every entry."""
