"""Writing webhooks: nothing of it stands in the ledger, and no secret is kept as it is."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from app.errors import Conflict, Fault, Invalid
from app.ledger.model.rows.head import head
from app.ledger.writing.record_commands import apply_merge_patch
from app.preconditions import Condition
from app.strict_json import decode_kept, encode, encode_text
from app.tables.webhooks import Webhook as Table
from app.tables.webhooks import WebhookDelivery
from app.values.times.instants import format_instant
from app.vocabulary import DeliveryState, WebhookState
from app.webhooks.named_records import refuse_unknown
from app.webhooks.queries import Row, document, filters_of, unknown
from app.webhooks.schemas import FILTERS, Replay, Webhook
from app.write_result import WriteResult

MOST = 100
"""Webhooks there may be."""

OVERLAP = timedelta(hours=24)
"""How long the secret before stays valid."""

Validate = Callable[[type[Webhook], Any], Webhook]


def create(connection: Connection, given: Webhook, secret: str, encrypted: str) -> WriteResult:
    """Make a webhook, which gets what is written from now on; return it with its secret.

    Raises `Conflict`, and `Invalid` where a filter names what was never recorded.
    """
    refuse_unknown(connection, given)
    if connection.scalar(select(func.count()).select_from(Table)) >= MOST:  # type: ignore[operator] # a count is a number
        detail = f"There are {MOST} webhooks, and no more are possible: delete one first."
        raise Conflict(detail)
    if given.id is not None and connection.scalar(select(Table.id).where(Table.id == given.id)) is not None:
        detail = "The id is taken by another webhook."
        raise Conflict(detail)
    now = _now()
    row = {
        "id": given.id or secrets.token_hex(4),
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "state": WebhookState.ACTIVE.value,
        "settled": head(connection).number,
        "round": 1,
        "throttled_until": None,
        "failing_since": None,
        "disabled_because": None,
        "previous_until": None,
        "secret": encrypted,
        "previous_secret": None,
        **_written(given),
    }
    connection.execute(insert(Table), [row])
    return WriteResult(str(row["id"]), 1, encode(document(row) | {"secret": secret}), created=True)


def patch(
    connection: Connection,
    webhook_id: str,
    given: Mapping[str, Any],
    condition: Condition,
    validate: Callable[[Any], Webhook],
) -> WriteResult:
    """Change fields of a webhook. Raises `NotFound`, `PreconditionFailed`, what `create` and what `validate` do."""
    row = _row(connection, webhook_id)
    condition.check(row["version"])
    written = {name: row[name] for name in ("id", "url", "description")} | filters_of(row)
    patched = validate(apply_merge_patch(written, given))
    if patched.id != webhook_id:
        detail = "The id of a webhook stays."
        raise Invalid(detail, faults=[Fault("leave it out, or give the id of the address", pointer="/id")])
    refuse_unknown(connection, patched)
    return _change(connection, row, **_written(patched))


def remove(connection: Connection, webhook_id: str, condition: Condition) -> WriteResult:
    """Delete a webhook with its log. Raises `NotFound` and `PreconditionFailed`."""
    row = _row(connection, webhook_id)
    condition.check(row["version"])
    connection.execute(delete(Table).where(Table.id == webhook_id))
    return WriteResult(webhook_id, row["version"] + 1, b"{}")


def set_state(connection: Connection, webhook_id: str, state: WebhookState) -> WriteResult:
    """Pause or resume a webhook. Raises `NotFound`."""
    row = _row(connection, webhook_id)
    anew = dict.fromkeys(("throttled_until", "failing_since", "disabled_because"))
    return _change(connection, row, state=state.value, **anew)


def rotate_secret(connection: Connection, webhook_id: str, secret: str, encrypted: str) -> WriteResult:
    """Give a webhook another secret; the one before stays valid for a day. Raises `NotFound`."""
    row = _row(connection, webhook_id)
    until = format_instant(datetime.now(UTC) + OVERLAP)
    changed = _change(connection, row, secret=encrypted, previous_secret=row["secret"], previous_until=until)
    return WriteResult(changed.record, changed.version, encode(decode_kept(changed.body) | {"secret": secret}))


def replay(connection: Connection, webhook_id: str, wanted: Replay) -> WriteResult:
    """Let entries be delivered again: all from one on, or one whose delivery is kept. Raises `NotFound`, `Invalid`."""
    row = _row(connection, webhook_id)
    if wanted.from_number is not None:
        last = head(connection).number
        if wanted.from_number > last:
            detail = "There is no such entry yet."
            raise Invalid(detail, faults=[Fault(f"must be at most {last}", pointer="/from_number")])
        # Those that are open come again in their order, too.
        open_ones = delete(WebhookDelivery).where(
            WebhookDelivery.webhook_id == webhook_id,
            WebhookDelivery.state == DeliveryState.PENDING.value,
            WebhookDelivery.number >= wanted.from_number,
        )
        connection.execute(open_ones)
        return _change(connection, row, settled=wanted.from_number - 1, round=row["round"] + 1)
    again = (
        update(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.number == wanted.number)
        .values(state=DeliveryState.PENDING.value, attempts=0, next_at=_now(), finished_at=None)
    )
    if not connection.execute(again).rowcount:
        detail = "No delivery of this entry is kept."
        fault = Fault("must be the number of one of its deliveries; from_number takes any entry", pointer="/number")
        raise Invalid(detail, faults=[fault])
    return _change(connection, row)


def _row(connection: Connection, webhook_id: str) -> Row:
    row = connection.execute(select(Table.__table__).where(Table.id == webhook_id)).mappings().one_or_none()
    if row is None:
        raise unknown()
    return dict(row)


def _change(connection: Connection, row: Row, **values: Any) -> WriteResult:
    """Write a webhook's next version, by which whoever delivers sees that it is another."""
    changed = {"version": row["version"] + 1, "updated_at": _now(), **values}
    connection.execute(update(Table).where(Table.id == row["id"]).values(changed))
    return WriteResult(row["id"], changed["version"], encode(document({**row, **changed})))


def _written(given: Webhook) -> dict[str, Any]:
    values = given.model_dump(mode="json")
    filters = {name: values[name] for name in FILTERS}
    return {"url": values["url"], "description": values["description"], "filters": encode_text(filters)}


def _now() -> str:
    return format_instant(datetime.now(UTC))
