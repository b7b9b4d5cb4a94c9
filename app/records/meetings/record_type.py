"""Meetings as the ledger keeps them."""

from sqlalchemy import Connection

from app.ledger.model.nested_tables import citations, codes, different_records, objects, texts, translations
from app.ledger.model.record_state import State
from app.ledger.model.record_type import Merging, RecordType, register_record_type
from app.ledger.model.rows.look_alikes import of_one_title
from app.ledger.model.shapes import Values
from app.records.base.cycles import refuse_cycle
from app.records.meetings.schemas import Meeting, attendance_id, who_attended
from app.records.sources.citations import INLINE, nothing_cited
from app.tables import meetings as tables
from app.values.identifiers import slug
from app.values.sort_keys import earliest_day, sort_key

ATTENDANCE = {name: name for name in ("id", "participant", "role", "on_behalf_of", "title")}


def _columns(written: Values) -> Values:
    return {
        "sort_title": sort_key(written["title"]),
        "starts_first_day": earliest_day(written["starts"]),
        "ends_first_day": earliest_day(written["ends"]),
    }


def _check(connection: Connection, _before: State | None, after: State) -> None:
    meeting = tables.Meeting
    refuse_cycle(connection, meeting.id, meeting.part_of, after.id, after.written["part_of"], "/part_of")


_of_one_title = of_one_title(tables.Meeting, "starts_first_day")

MEETINGS = register_record_type(
    RecordType(
        collection="meetings",
        noun="meeting",
        number=3,
        table=tables.Meeting,
        written=Meeting,
        nested_tables=(
            texts("topics", tables.MeetingTopic, "topic"),
            objects("attendance", tables.Attendance, ATTENDANCE),
            texts("tags", tables.MeetingTag, "tag"),
            codes("classifications", tables.MeetingClassification),
            codes("external_ids", tables.MeetingExternalId),
            different_records(tables.DifferentMeeting, "meeting"),
            translations(tables.MeetingTranslation, Meeting),
            citations(tables.MeetingCitation),
        ),
        columns=_columns,
        derive=lambda written: slug(written["title"]),
        check=_check,
        inline={"attendance": attendance_id, **INLINE},
        day=lambda written: earliest_day(written["starts"]),
        merging=Merging(alike={"attendance": who_attended}),
        warn=lambda _before, after: nothing_cited(after.written),
        look_alikes=lambda written: _of_one_title(_columns(written)),
    )
)
