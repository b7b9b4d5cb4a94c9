"""The one list of collections, in reading order.

A collection is a folder beside this file with the furniture of the others (schemas, record_type, queries, routes), a
file of tables, and a line here. What others need of it is an attribute of its `RecordType` or its `Collection`: the
search index, bundles, duplicates, the console and the feed of changes read it there.
"""

import app.ledger.projections.mentions
import app.ledger.projections.name_index  # noqa: F401 - another
from app.http.problems import READ_ONLY
from app.ledger.model.record_type import all_record_types
from app.records.actions.routes import ACTIONS
from app.records.instruments.routes import INSTRUMENTS
from app.records.meetings.routes import MEETINGS
from app.records.participants.routes import PARTICIPANTS
from app.records.pledges.routes import PLEDGES
from app.records.sources.routes import SOURCES
from app.records.statements.routes import STATEMENTS
from app.records.topics.routes import TOPICS

SLICES = (MEETINGS, INSTRUMENTS, PLEDGES, ACTIONS, STATEMENTS, PARTICIPANTS, TOPICS, SOURCES)
COLLECTIONS = {one.collection.record_type.collection: one.collection for one in SLICES}
RECORD_TYPES = {record_type.collection: record_type for record_type in all_record_types()}
"""The same as the ledger keeps them, in the order of loading: what others refer to comes first."""

for _collection in COLLECTIONS.values():
    READ_ONLY.update(_collection.hints())
