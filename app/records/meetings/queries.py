"""The list of meetings."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, exists, or_, select

from app.records.base.collections import Collection, Nested, tag_filter
from app.records.base.lists.filters import (
    Binds,
    Filter,
    Sort,
    among_ids,
    equals,
    flagged,
    from_day,
    nested,
    nested_terms,
    not_flagged,
    to_day,
)
from app.records.base.lists.hierarchy import under
from app.records.base.lists.source_filters import cites, updated_since
from app.records.base.lists.text_filter import answering
from app.records.meetings.documents import MeetingDocument
from app.records.meetings.record_type import MEETINGS
from app.records.meetings.schemas import Attendance, MeetingQuery
from app.records.participants.queries import PARTICIPANTS_WITHIN
from app.records.sources.citations import CITATIONS
from app.tables import meetings as tables


def _attended_by(table: Table, ids: Binds | Select[Any]) -> ColumnElement[bool]:
    attendance = tables.Attendance
    named = or_(attendance.participant.in_(ids), attendance.on_behalf_of.in_(ids))
    return exists(select(attendance.meeting_id).where(attendance.meeting_id == table.c.id, named))


COLLECTION = Collection(
    record_type=MEETINGS,
    plural="meetings",
    document=MeetingDocument,
    query=MeetingQuery,
    filters={
        "id": among_ids(),
        "kind": equals("kind", "id"),
        "status": equals("status", "id"),
        "topic": nested(tables.MeetingTopic, "topic", leads=True),
        "participant": Filter(_attended_by, terms=nested_terms(tables.Attendance, "participant", "on_behalf_of")),
        "under": under(PARTICIPANTS_WITHIN, _attended_by, "participants", "participant"),
        "country": equals("country", "id"),
        "part_of": equals("part_of", "id"),
        "starts_from": from_day("starts_first_day"),
        "starts_to": to_day("starts_first_day"),
        "disputed": flagged("disputed"),
        "not_disputed": not_flagged("disputed"),
        "tag": tag_filter(tables.MeetingTag),
        "source": cites("meetings"),
        "updated_since": updated_since(),
        **answering("meetings"),
    },
    sorts={
        "id": Sort("id"),
        "title": Sort("sort_title"),
        "starts": Sort("starts_first_day", nullable=True),
        "updated_at": Sort("updated_at"),
    },
    nested={"attendance": Nested(Attendance, "attendance", "Attendance"), **CITATIONS},
)
