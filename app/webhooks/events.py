"""What is sent of an entry, and of which entries: the entry's own columns alone, of what everybody may see."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from app.audience import PUBLIC, may_see
from app.db.statements import Query, core_table
from app.strict_json import encode_text
from app.tables.ledger.entries import CALENDAR, CALENDAR_OF, Entry
from app.tables.webhooks import WebhookDelivery

PAGE = 500
"""Entries that are read at once."""

TEST = "webhooks.test"
"""The type of a test event, which tells of no entry."""

_ENTRIES = core_table(Entry).c
_DELIVERIES = core_table(WebhookDelivery).c
_COLUMNS = (
    _ENTRIES.number, _ENTRIES.at, _ENTRIES.collection, _ENTRIES.record, _ENTRIES.version, _ENTRIES.operation,
    _ENTRIES.part, _ENTRIES.data_set,
)  # fmt: skip
_VISIBLE = may_see(PUBLIC, _ENTRIES.collection, _ENTRIES.record)
NEXT = Query(
    select(*_COLUMNS)
    .where(_ENTRIES.number > bindparam("after"), _ENTRIES.number <= bindparam("until"), *_VISIBLE)
    .order_by(_ENTRIES.number)
    .limit(PAGE)
)
OPEN = Query(
    select(*_COLUMNS, _DELIVERIES.attempts, _DELIVERIES.next_at)
    .join(WebhookDelivery, _DELIVERIES.number == _ENTRIES.number)
    .where(_DELIVERIES.webhook_id == bindparam("webhook"), _DELIVERIES.state == "pending", *_VISIBLE)
    .order_by(_ENTRIES.number)
)
"""The entries whose delivery to a webhook is open."""

KNOWN = Query(
    select(_DELIVERIES.number).where(
        _DELIVERIES.webhook_id == bindparam("webhook"),
        _DELIVERIES.number > bindparam("after"),
        _DELIVERIES.number <= bindparam("until"),
        (_DELIVERIES.round == bindparam("round")) | (_DELIVERIES.state == "pending"),
    )
)
"""The entries of a stretch that are not to be delivered again: settled in this round, or open."""


class Event(NamedTuple):
    """What an entry itself tells."""

    number: int
    at: str
    collection: str
    record: str
    version: int
    operation: str
    part: str | None
    data_set: str | None

    @property
    def of(self) -> tuple[str, str]:
        """Return the record, within which events keep their order: what a day brings is of its pledge."""
        return CALENDAR_OF if self.collection == CALENDAR else self.collection, self.record


Filters = Mapping[str, Sequence[str]]


def is_wanted(filters: Filters, event: Event) -> bool:
    """Return whether an event passes the filters by what it is itself; an empty one passes all."""
    collection, record = event.of
    found: dict[str, set[str | None]] = {
        "collections": {event.collection, collection},
        "records": {f"{collection}/{record}"},
        "operations": {event.operation},
        "data_sets": {event.data_set},
    }
    return all(not filters.get(name) or not values.isdisjoint(filters[name]) for name, values in found.items())


def body_of(event: Event) -> str:
    """Return what is sent: where to read what was written, not what it was."""
    data: dict[str, Any] = {name: value for name, value in event._asdict().items() if name not in {"at", "data_set"}}
    return encode_text(
        {
            "type": f"{event.collection}.{event.operation}",
            "timestamp": event.at,
            "data": data | {"address": _address(event)},
        }
    )


def message_id(webhook: str, number: int) -> str:
    """Return the id by which a receiver knows an entry that comes again."""
    return f"msg_{webhook}_{number}"


def test_body(webhook: str, at: str) -> str:
    """Return what a test sends."""
    return encode_text({"type": TEST, "timestamp": at, "data": {"webhook": webhook}})


def _address(event: Event) -> str:
    """Return where the record is read; of a redaction, where the entry is that it redacted."""
    if event.collection == "entries":
        return f"/v1/changes?after={int(event.record) - 1}&limit=1"
    collection, record = event.of
    return f"/v1/{collection}/{record}"
