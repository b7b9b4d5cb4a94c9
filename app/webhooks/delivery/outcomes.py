"""What deliveries write: small transactions, each of which holds only while this process is the one that delivers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_, update

from app.db.statements import Query, core_table
from app.tables.webhooks import Webhook, WebhookDelivery, WebhookLease
from app.values.times.instants import format_instant, parse_instant
from app.vocabulary import WebhookState
from app.webhooks.delivery.backlog import Row

PURGED = 1_000
"""Rows of the log that are deleted at once."""

DELIVERING = "delivering"
"""What the lease is for."""

_DELIVERIES = core_table(WebhookDelivery)
_FORGET = Query(
    delete(_DELIVERIES).where(
        _DELIVERIES.c.webhook_id == bindparam("of_webhook"), _DELIVERIES.c.number == bindparam("of_number")
    )
)
_KEEP = Query(insert(_DELIVERIES).values({column.name: bindparam(column.name) for column in _DELIVERIES.c}))


class NotHolder(Exception):
    """Another process delivers now."""


@dataclass(frozen=True)
class Progress:
    """How far a webhook's deliveries have come. `round`: in which they began."""

    webhook: str
    round: int
    settled: int
    rows: Sequence[Row]
    throttled_until: datetime | None
    failing_since: datetime | None
    disabled_because: str | None


def claim(connection: Connection, holder: str, now: datetime, lasting: timedelta) -> bool:
    """Return whether this process may deliver: nobody else does, or has not been heard of for too long."""
    lease = connection.execute(select(WebhookLease.holder, WebhookLease.until)).one_or_none()
    values = {"holder": holder, "until": format_instant(now + lasting)}
    if lease is None:
        connection.execute(insert(WebhookLease), [{"name": DELIVERING, **values}])
        return True
    if lease.holder != holder and parse_instant(lease.until) > now:
        return False
    connection.execute(update(WebhookLease).values(values))
    return True


def release(connection: Connection, holder: str) -> None:
    """Let another process deliver at once."""
    connection.execute(delete(WebhookLease).where(WebhookLease.holder == holder))


def save(connection: Connection, holder: str, progress: Progress, now: datetime) -> None:
    """Keep how far a webhook's deliveries have come. Raises `NotHolder`; of one that was deleted, keeps nothing."""
    if connection.scalar(select(WebhookLease.holder)) != holder:
        raise NotHolder
    found = connection.execute(
        select(Webhook.version, Webhook.round, Webhook.state).where(Webhook.id == progress.webhook)
    ).one_or_none()
    if found is None:
        return
    if progress.rows:
        numbers = [{"of_webhook": progress.webhook, "of_number": row.number} for row in progress.rows]
        _FORGET.write(connection, numbers)
        _KEEP.write(connection, [_values(progress, row, now) for row in progress.rows])
    until = progress.throttled_until
    failing = progress.failing_since
    values = {
        "throttled_until": format_instant(until) if until else None,
        "failing_since": format_instant(failing) if failing else None,
    }
    if found.round == progress.round:
        # A replay has set it back otherwise.
        values["settled"] = progress.settled  # type: ignore[assignment] # a number
    if progress.disabled_because is not None and found.state == WebhookState.ACTIVE:
        values |= {
            "state": WebhookState.DISABLED.value,
            "disabled_because": progress.disabled_because,
            "version": found.version + 1,
            "updated_at": format_instant(now),
        }
    connection.execute(update(Webhook).where(Webhook.id == progress.webhook).values(values))


def purge(connection: Connection, before: datetime) -> bool:
    """Delete what was over before a time from the log, a piece of it; return whether more is left."""
    key = (WebhookDelivery.webhook_id, WebhookDelivery.number)
    old = select(*key).where(WebhookDelivery.finished_at < format_instant(before)).limit(PURGED)
    return connection.execute(delete(WebhookDelivery).where(tuple_(*key).in_(old))).rowcount == PURGED


def _values(progress: Progress, row: Row, now: datetime) -> dict[str, object]:
    return {
        "webhook_id": progress.webhook,
        "number": row.number,
        "round": progress.round,
        "state": row.state,
        "attempts": row.attempts,
        "next_at": format_instant(row.next_at) if row.next_at else None,
        "finished_at": None if row.next_at else format_instant(now),
        "status": row.outcome.status if row.outcome else None,
        "error": row.outcome.error if row.outcome else None,
    }
