"""Idempotency-Key: a command around a command, in the write's own transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from app.db.columns import INSTANT_FORMAT
from app.db.transaction_cache import savepoint
from app.errors import Conflict, Fault, Invalid, PactaError, all_errors
from app.strict_json import decode, encode_text
from app.tables.access import IdempotentAnswer
from app.write_result import WriteResult

KEPT = timedelta(hours=24)
"""How long a first answer is given again."""

PURGED = 1000
"""First answers that are deleted at once, at most."""

WITHHELD = ""
"""The fingerprint of any request: that of one whose answer is withheld would tell what it said."""

NOT_KEPT = frozenset({401, 403, 429})
SERVER_ERRORS = 500


@dataclass(frozen=True)
class Repeatable:
    """A request that may come again: whose, under which key, and a digest of its content."""

    key_id: str
    key: str
    fingerprint: str


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    """Return what distinguishes requests under one key."""
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


def once(
    connection: Connection, repeatable: Repeatable, command: Callable[[Connection], WriteResult]
) -> WriteResult | PactaError:
    """Run the command unless this request was answered before; then return the first answer, refusals too.

    A refusal is returned, not raised, so that it is committed as the first answer while its command is undone.
    """
    kept = IdempotentAnswer
    same = kept.key_id == repeatable.key_id, kept.idempotency_key == repeatable.key
    known = connection.execute(select(kept.fingerprint, kept.outcome, kept.answered_at).where(*same)).first()
    if known is not None and known.answered_at >= _oldest():
        return _again(known.fingerprint, known.outcome, repeatable)
    if known is not None:
        connection.execute(delete(kept).where(*same))
    outcome: WriteResult | PactaError
    try:
        with savepoint(connection):
            outcome = command(connection)
    except PactaError as refusal:
        if refusal.status in NOT_KEPT or refusal.status >= SERVER_ERRORS:
            raise
        outcome = refusal
    connection.execute(insert(kept), [_row(repeatable, outcome)])
    return outcome


def _row(repeatable: Repeatable, outcome: PactaError | WriteResult) -> dict[str, Any]:
    return {
        "key_id": repeatable.key_id,
        "idempotency_key": repeatable.key,
        "fingerprint": repeatable.fingerprint,
        "outcome": encode_text(_kept(outcome)),
        "answered_at": _instant(datetime.now(UTC)),
    }


def _kept(outcome: PactaError | WriteResult) -> dict[str, Any]:
    if isinstance(outcome, WriteResult):
        return {
            "record": outcome.record,
            "version": outcome.version,
            "body": outcome.body.decode(),
            "created": outcome.created,
            "part": outcome.part,
        }
    faults = [fault.as_dict() for fault in outcome.faults]
    return {"slug": outcome.slug, "detail": outcome.detail, "faults": faults, "members": outcome.members}


def _again(fingerprint: str, outcome: str, repeatable: Repeatable) -> WriteResult | PactaError:
    if fingerprint not in {repeatable.fingerprint, WITHHELD}:
        detail = "The idempotency key was used for another request."
        raise Invalid(detail, faults=[Fault("use a new key for a new request", header="Idempotency-Key")])
    kept = decode(outcome)
    if "slug" in kept:
        faults = [Fault(**fault) for fault in kept["faults"]]
        headers = {"Idempotency-Replayed": "true"}
        return all_errors()[kept["slug"]](kept["detail"], faults=faults, headers=headers, **kept["members"])
    return WriteResult(**kept | {"body": kept["body"].encode(), "replayed": True})


def purge(connection: Connection) -> bool:
    """Delete a piece of the answers that have been kept long enough; return whether more are left."""
    at = IdempotentAnswer.answered_at
    old = at < _oldest()
    last = connection.scalar(select(at).where(old).order_by(at).offset(PURGED - 1).limit(1))
    connection.execute(delete(IdempotentAnswer).where(old if last is None else at <= last))
    return last is not None


def withhold(connection: Connection, record: str) -> None:
    """Replace the kept answers that name a record: their requests count as answered, and get a conflict."""
    kept = IdempotentAnswer
    conflict = Conflict("The first response to this request has been redacted since; nothing was done now.")
    statement = update(kept).where(kept.outcome.contains(record, autoescape=True))
    connection.execute(statement.values(fingerprint=WITHHELD, outcome=encode_text(_kept(conflict))))


def _oldest() -> str:
    """Return since when answers are kept."""
    return _instant(datetime.now(UTC) - KEPT)


def _instant(moment: datetime) -> str:
    return moment.strftime(INSTANT_FORMAT)
