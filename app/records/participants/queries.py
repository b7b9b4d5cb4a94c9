"""The list of participants, and the set of those that are part of others."""

from sqlalchemy import select, union

from app.records.collection.collections import Collection, tag_filter
from app.records.collection.documents import record_document
from app.records.collection.filters import Sort, equals, nested
from app.records.collection.references import cites, updated_since
from app.records.collection.trees import under, within
from app.records.participants.kind import PARTICIPANTS
from app.records.participants.schemas import Participant, ParticipantQuery
from app.records.sources.citations import CITATIONS
from app.tables import participants as tables

BELONGING = union(
    select(tables.Membership.owner.label("id"), tables.Membership.participant.label("whole")),
    select(tables.Office.owner, tables.Office.body).where(tables.Office.body.is_not(None)),
).subquery()
"""Who belongs to what: by membership, or by an office of it."""

PARTICIPANTS_WITHIN = within(
    lambda binds: select(tables.Participant.id.label("id")).where(tables.Participant.id.in_(binds)),
    lambda found: select(BELONGING.c.id).where(BELONGING.c.whole == found.c.id),
)

COLLECTION = Collection(
    kind=PARTICIPANTS,
    plural="participants",
    document=record_document(Participant, "ParticipantDocument"),
    query=ParticipantQuery,
    filters={
        "id": equals("id"),
        "kind": equals("kind", "id"),
        "country": equals("country"),
        "part_of": nested(tables.Membership, "participant"),
        "under": under(PARTICIPANTS_WITHIN, lambda table, ids: table.c.id.in_(ids)),
        "tag": tag_filter(tables.ParticipantTag),
        "source": cites("participants"),
        "updated_since": updated_since(),
    },
    sorts={"id": Sort("id"), "name": Sort("sort_name"), "updated_at": Sort("updated_at")},
    nested=CITATIONS,
)
