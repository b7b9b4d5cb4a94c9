"""Reading webhooks and the log of their deliveries."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from app.db.database import Database
from app.db.statements import Query, core_table
from app.errors import NotFound
from app.http.paging import Position, fingerprint, read_cursor, write_cursor
from app.strict_json import decode_kept
from app.tables.ledger.entries import Entry
from app.tables.webhooks import Webhook, WebhookDelivery
from app.webhooks.events import message_id
from app.webhooks.schemas import FILTERS, DeliveryQuery

Row = Mapping[str, Any]
WEBHOOKS = core_table(Webhook)
DELIVERIES = core_table(WebhookDelivery)
COLUMNS = tuple(WEBHOOKS.c.keys())
ALL = Query(select(*WEBHOOKS.c).order_by(WEBHOOKS.c.created_at, WEBHOOKS.c.id))
ONE = Query(select(*WEBHOOKS.c).where(WEBHOOKS.c.id == bindparam("id")))
SHOWN = (
    "number",
    "collection",
    "record",
    "operation",
    "state",
    "attempts",
    "next_at",
    "finished_at",
    "status",
    "error",
)
_PAGE = (
    select(
        DELIVERIES.c.number, Entry.collection, Entry.record, Entry.operation,
        *(DELIVERIES.c[name] for name in SHOWN[4:]),
    )
    .join(Entry, Entry.number == DELIVERIES.c.number)
    .where(DELIVERIES.c.webhook_id == bindparam("webhook"), DELIVERIES.c.number < bindparam("before"))
    .order_by(DELIVERIES.c.number.desc())
    .limit(bindparam("limit"))
)  # fmt: skip
PAGE = Query(_PAGE)
PAGE_OF_STATE = Query(_PAGE.where(DELIVERIES.c.state == bindparam("state")))
BEHIND_ALL = 2**62


def unknown() -> NotFound:
    """Return the refusal for a webhook that is not there."""
    detail = "There is no such webhook."
    return NotFound(detail)


async def all_webhooks(database: Database) -> Sequence[Row]:
    """Return the rows of all webhooks, the oldest first."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in await database.hot(ALL, {})]


async def webhook(database: Database, webhook_id: str) -> Row:
    """Return the row of a webhook. Raises `NotFound`."""
    rows = await database.hot(ONE, {"id": webhook_id})
    if not rows:
        raise unknown()
    return dict(zip(COLUMNS, rows[0], strict=True))


def document(row: Row) -> dict[str, Any]:
    """Return a webhook as it is read: without its secrets."""
    shown = ("id", "version", "created_at", "updated_at", "url", "description")
    after = {name: row[name] for name in ("state", "disabled_because", "failing_since", "settled", "throttled_until")}
    written = {name: row[name] for name in shown} | filters_of(row)
    return {**written, **after, "previous_secret_until": row["previous_until"]}


def filters_of(row: Row) -> dict[str, list[str]]:
    """Return the filters of a webhook; those that there were not yet when it was written are empty."""
    kept = decode_kept(row["filters"])
    return {name: kept.get(name, []) for name in FILTERS}


async def deliveries(database: Database, webhook_id: str, query: DeliveryQuery) -> dict[str, Any]:
    """Return a page of the log, the latest entry first. Raises `NotFound`, and `BadCursor`."""
    await webhook(database, webhook_id)
    of_list = fingerprint([webhook_id, query.state])
    before = BEHIND_ALL
    if query.cursor is not None:
        before = int(read_cursor(query.cursor, of_list, int).key)
    asked = {"webhook": webhook_id, "before": before, "limit": query.limit + 1}
    if query.state is None:
        rows = await database.hot(PAGE, asked)
    else:
        rows = await database.hot(PAGE_OF_STATE, asked | {"state": query.state})
    items = [
        {"message": message_id(webhook_id, row[0]), **dict(zip(SHOWN, row, strict=True))} for row in rows[: query.limit]
    ]
    more = len(rows) > query.limit
    return {
        "items": items,
        "next_cursor": write_cursor(Position(None, rows[query.limit - 1][0]), of_list) if more else None,
    }
