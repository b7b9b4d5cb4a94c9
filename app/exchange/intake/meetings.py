"""Meetings that are known, and may be the one that a text tells of: one statement."""

from functools import cache

from sqlalchemy import Connection, bindparam, func, select

from app.audience import Audience, audience, may_see
from app.db.statements import OneOf, Query, core_table
from app.ledger.model.shapes import Values
from app.tables.meetings import Attendance, Meeting
from app.values.times.dates import bounds

MOST = 5
_MEETINGS, _ATTENDANCE = core_table(Meeting), core_table(Attendance)


def like_meetings(connection: Connection, meeting: Values, new: set[str]) -> list[Values]:
    """Return the meetings of the same days with some of the same people, the likeliest first; `new` are unknown."""
    named = {one["participant"] for one in meeting["attendance"]} - new
    starts = meeting.get("starts")
    first, last = bounds(starts) if starts is not None else (None, None)
    if not named or first is None or last is None:
        return []
    values = {"ids": sorted(named), "first": first.isoformat(), "last": last.isoformat()}
    rows = _like(audience.get()).on(connection, values)
    return [
        {"id": id, "title": title, "confidence": round(min(0.95, 0.3 + 0.6 * count / len(meeting["attendance"])), 2)}
        for id, title, count in rows
    ]


@cache
def _like(reader: Audience) -> Query:
    count = func.count(_ATTENDANCE.c.participant.distinct()).label("count")
    day = _MEETINGS.c.starts_first_day
    return Query(
        select(_MEETINGS.c.id, _MEETINGS.c.title, count)
        .join(_ATTENDANCE, _ATTENDANCE.c.meeting_id == _MEETINGS.c.id)
        .where(
            OneOf(_ATTENDANCE.c.participant, "ids"),
            day >= bindparam("first", type_=day.type),
            day <= bindparam("last", type_=day.type),
            *may_see(reader, "meetings", _MEETINGS.c.id),
        )
        .group_by(_MEETINGS.c.id, _MEETINGS.c.title)
        .order_by(count.desc(), _MEETINGS.c.id)
        .limit(MOST)
    )
