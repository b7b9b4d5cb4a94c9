"""The list of participants, and the set of those that are part of others."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union
from sqlalchemy.sql.selectable import CTE

from app.records.base.collections import Collection, Compared, Nested
from app.records.base.documents import record_document
from app.records.base.lists.bindings import Binding, key_column
from app.records.base.lists.filters import Binds, Filter, Sort, among_ids, equals, nested
from app.records.base.lists.hierarchy import within, within_itself
from app.records.base.lists.record_filters import of_every_record
from app.records.participants.record_type import PARTICIPANTS
from app.records.participants.schemas import Membership, Office, Participant, ParticipantQuery
from app.records.sources.citations import CITATIONS
from app.tables import participants as tables
from app.vocabulary import ParticipantKind


def _belonging(binding: Binding, found: CTE) -> Select[Any]:
    """Return who belongs to what was found: by membership, or by an office of it."""
    memberships, offices = binding.table(tables.Membership), binding.table(tables.Office)
    belonging = union(
        select(key_column(memberships).label("id"), memberships.c.part_of.label("whole")),
        select(key_column(offices), offices.c.body).where(offices.c.body.is_not(None)),
    ).subquery()
    return select(belonging.c.id).where(belonging.c.whole == found.c.id)


PARTICIPANTS_WITHIN = within(tables.Participant, _belonging)


def _exists_on(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    began, ended = binding.column("began_first_day"), binding.column("ended_last_day")
    return and_(or_(began.is_(None), began <= binds[0]), or_(ended.is_(None), ended >= binds[0]))


COLLECTION = Collection(
    record_type=PARTICIPANTS,
    plural="participants",
    tags={"participants": "Who takes part: states, bodies, groups, and people with their offices."},
    seeded="guatemala",
    document=record_document(Participant, "ParticipantDocument"),
    query=ParticipantQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "country": equals("country", "id"),
        "part_of": nested(tables.Membership, "part_of"),
        "under": within_itself(PARTICIPANTS_WITHIN),
        "succeeds": nested(tables.Succession, "succeeds", leads=True),
        "existing_on": Filter(_exists_on),
        **of_every_record(PARTICIPANTS),
    },
    sorts={"id": Sort("id"), "name": Sort("sort_name"), "updated_at": Sort("updated_at")},
    nested={
        "part_of": Nested(Membership, "membership", "Memberships"),
        "offices": Nested(Office, "office", "Offices"),
        **CITATIONS,
    },
    compared=Compared(
        facts={"kind": "kind", "country": "country"},
        marks={"Wikidata id": "wikidata_id"},
        alone=frozenset({ParticipantKind.PERSON.value, ParticipantKind.STATE.value}),
    ),
)
