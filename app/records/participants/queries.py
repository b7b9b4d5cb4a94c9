"""The list of participants, and the set of those that are part of others."""

from collections.abc import Iterable

from sqlalchemy import select, union

from app.ledger.model.record_state import State
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Values
from app.records.base.collections import Collection, tag_filter
from app.records.base.documents import record_document
from app.records.base.lists.filters import Sort, among_ids, equals, nested
from app.records.base.lists.hierarchy import within, within_itself
from app.records.base.lists.source_filters import cites, updated_since
from app.records.base.lists.text_filter import answering
from app.records.participants.record_type import PARTICIPANTS
from app.records.participants.schemas import Participant, ParticipantQuery
from app.records.sources.citations import CITATIONS
from app.tables import participants as tables

BELONGING = union(
    select(tables.Membership.participant_id.label("id"), tables.Membership.part_of.label("whole")),
    select(tables.Office.participant_id, tables.Office.body).where(tables.Office.body.is_not(None)),
).subquery()
"""Who belongs to what: by membership, or by an office of it."""

PARTICIPANTS_WITHIN = within(
    lambda binds: select(tables.Participant.id.label("id")).where(tables.Participant.id.in_(binds)),
    lambda found: select(BELONGING.c.id).where(BELONGING.c.whole == found.c.id),
)


def _belongs_to(_record_type: RecordType, state: State, _columns: Values) -> Iterable[str | None]:
    yield from (membership["participant"] for membership in state.written["part_of"])
    yield from (office["body"] for office in state.written["offices"])


COLLECTION = Collection(
    record_type=PARTICIPANTS,
    plural="participants",
    document=record_document(Participant, "ParticipantDocument"),
    query=ParticipantQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "country": equals("country", "id"),
        "part_of": nested(tables.Membership, "part_of"),
        "under": within_itself(PARTICIPANTS_WITHIN, _belongs_to),
        "tag": tag_filter(tables.ParticipantTag),
        "source": cites("participants"),
        "updated_since": updated_since(),
        **answering("participants"),
    },
    sorts={"id": Sort("id"), "name": Sort("sort_name"), "updated_at": Sort("updated_at")},
    nested=CITATIONS,
)
