"""The list of meetings."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.sql.selectable import CTE

from app.records.base.collections import Collection, Compared, Nested
from app.records.base.documents import record_document
from app.records.base.lists.bindings import Binding, Dated, key_column
from app.records.base.lists.filters import (
    Binds,
    Filter,
    Sort,
    among_ids,
    equals,
    from_day,
    nested,
    nullable,
    to_day,
)
from app.records.base.lists.hierarchy import under, within
from app.records.base.lists.record_filters import of_every_record
from app.records.meetings.record_type import MEETINGS
from app.records.meetings.schemas import Attendance, Meeting, MeetingQuery
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.sources.citations import CITATIONS
from app.records.topics.queries import TOPICS_WITHIN
from app.tables import meetings as tables


def _attended_by(binding: Binding, ids: Binds) -> ColumnElement[bool]:
    attendance = binding.table(tables.Attendance)
    named = or_(attendance.c.participant.in_(ids), attendance.c.on_behalf_of.in_(ids))
    return binding.key.in_(select(key_column(attendance)).where(named))


def _part_of(binding: Binding, found: CTE) -> Select[Any]:
    meetings = binding.table(tables.Meeting)
    return select(meetings.c.id).where(meetings.c.part_of == found.c.id)


MEETINGS_WITHIN = within(tables.Meeting, _part_of)

COLLECTION = Collection(
    record_type=MEETINGS,
    plural="meetings",
    tags={"meetings": "Where it was said: visits, summits, calls, tours, and who attended."},
    seeded="rubio-arevalo-2025-02-05",
    document=record_document(Meeting, "MeetingDocument"),
    query=MeetingQuery,
    filters={
        "id": among_ids(),
        # `form` says in which form the records are read.
        "meeting_form": equals("form", "id"),
        **nullable("rank", "rank", "id"),
        "status": equals("status", "id"),
        "topic": nested(tables.MeetingTopic, "topic", leads=True, below=TOPICS_WITHIN),
        "participant": Filter(_attended_by),
        "under": under(PARTICIPANTS_WITHIN, _attended_by),
        "country": equals("country", "id"),
        "part_of": equals("part_of", "id"),
        "starts_from": from_day("starts_first_day"),
        "starts_to": to_day("starts_first_day"),
        **of_every_record(MEETINGS),
    },
    dated=Dated("starts_first_day"),
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "starts": Sort("starts_first_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested={"attendance": Nested(Attendance, "attendance", "Attendance"), **CITATIONS},
    compared=Compared(facts={"day": "starts_first_day", "country": "country", "form": "form"}),
)
