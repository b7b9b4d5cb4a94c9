"""What a calendar shows: documents of pledges and meetings, by the queries of their lists."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.db.database import Database
from app.features.deadlines.schemas import DeadlineQuery
from app.http.paging import Position
from app.ledger.model.shapes import Values
from app.records.base.lists.filter_ids import followed, named_by
from app.records.base.lists.list_queries import Active, PageOf
from app.records.base.lists.list_response import present_page
from app.records.base.lists.parameters import RecordQuery
from app.records.base.lists.text_filter import searched
from app.records.meetings.schemas import MeetingQuery
from app.records.pledges.schemas import PledgeQuery
from app.records.registry import COLLECTIONS
from app.strict_json import decode
from app.values.times.dates import today_utc

PAST = timedelta(days=366)
"""How far back a calendar goes where no filter says so."""

MOST = 1_000
"""Events of a sort that a calendar has, at most: the earliest."""

PAGE = 200
OF_MEETINGS = frozenset(MeetingQuery.model_fields) & frozenset(DeadlineQuery.model_fields) - {"id", "status", "part_of"}
"""The filters that mean the same of meetings. Where another is asked for, no meeting has it."""


async def deadlines(database: Database, query: DeadlineQuery) -> Mapping[str, list[Values]]:
    """Return the documents for each sort of event that is wanted. Raises `Invalid` for ids that never were."""
    wanted = query.event or ["due", "review", "meeting"]
    since = (today_utc() - PAST).isoformat()
    asked = {name: getattr(query, name) for name in query.model_fields_set - {"event", "language"}}
    found = {}
    if "due" in wanted:
        of_due = PledgeQuery.model_validate({"due_after": since, **asked, "sort": "due", "limit": PAGE})
        found["due"] = await _documents(database, "pledges", of_due)
    if "review" in wanted:
        of_review = PledgeQuery.model_validate({"review_after": since, **asked, "limit": PAGE})
        found["review"] = await _documents(database, "pledges", of_review)
    if "meeting" in wanted and asked.keys() <= OF_MEETINGS:
        planned = {"status": ["planned"], "starts_from": since, "sort": "starts", "limit": PAGE}
        found["meeting"] = await _documents(database, "meetings", MeetingQuery.model_validate({**asked, **planned}))
    return found


async def _documents(database: Database, collection: str, query: RecordQuery) -> list[Values]:
    list_definition = COLLECTIONS[collection].list_definition
    active = list_definition.active(query)
    today: date = today_utc()

    def pages(asked: Active) -> PageOf:
        return present_page(database, list_definition, asked, query, today)

    def answering(asked: Active) -> PageOf:
        return pages(asked) if query.q is None else searched(database, list_definition.name, asked, query, pages)

    page_of = followed(database, named_by(query, active, collection), active, None, answering)
    found: list[Any] = []
    position: Position | None = None
    while len(found) < MOST:
        page = await page_of(position)
        found += map(decode, page.items)
        if page.last is None:
            break
        position = page.last
    return found[:MOST]
