"""Idempotency-Key: a command around a command, in the write's own transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.db.columns import INSTANT_FORMAT
from app.db.transaction_cache import savepoint
from app.errors import Conflict, Fault, Invalid, PactaError, all_errors
from app.strict_json import decode, decode_kept, encode_text
from app.tables.access import IdempotentAnswer
from app.vocabulary import WarningCode
from app.write_result import WriteResult, WriteWarning

KEPT = timedelta(hours=24)
"""How long a first answer is given again."""

PURGED = 1000
"""First answers that are deleted at once, at most."""

OF_ADDRESS = 16
"""Characters of a fingerprint that are of the method and the path alone: all that is kept of a request whose answer is
withheld. The others could be compared with guesses at what it said."""

NOT_KEPT = frozenset({401, 403, 429})
SERVER_ERRORS = 500


@dataclass(frozen=True)
class Repeatable:
    """A request that may come again: whose, under which key, and a digest of its content."""

    key_id: str
    key: str
    fingerprint: str


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    """Return what distinguishes requests under one key: first their addresses, then all of them."""
    address = b"\n".join([method.encode(), path.encode()])
    of_address, of_all = (hashlib.sha256(one).hexdigest() for one in (address, b"\n".join([address, body])))
    return of_address[:OF_ADDRESS] + of_all[OF_ADDRESS:]


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
            "warnings": [warning.as_dict() for warning in outcome.warnings],
        }
    faults = [fault.as_dict() for fault in outcome.faults]
    return {"slug": outcome.slug, "detail": outcome.detail, "faults": faults, "members": outcome.members}


def _again(fingerprint: str, outcome: str, repeatable: Repeatable) -> WriteResult | PactaError:
    is_withheld = len(fingerprint) <= OF_ADDRESS
    if fingerprint != (repeatable.fingerprint[:OF_ADDRESS] if is_withheld else repeatable.fingerprint):
        detail = "The idempotency key was used for another request."
        raise Invalid(detail, faults=[Fault("use a new key for a new request", header="Idempotency-Key")])
    kept = decode(outcome)
    if "slug" in kept:
        faults = [Fault(**fault) for fault in kept["faults"]]
        headers = {"Idempotency-Replayed": "true"}
        return all_errors()[kept["slug"]](kept["detail"], faults=faults, headers=headers, **kept["members"])
    warnings = [WriteWarning(**{**warning, "code": WarningCode(warning["code"])}) for warning in kept["warnings"]]
    return WriteResult(**kept | {"body": kept["body"].encode(), "warnings": warnings, "replayed": True})


def purge(connection: Connection) -> bool:
    """Delete a piece of the answers that have been kept long enough; return whether more are left."""
    at = IdempotentAnswer.answered_at
    old = at < _oldest()
    last = connection.scalar(select(at).where(old).order_by(at).offset(PURGED - 1).limit(1))
    connection.execute(delete(IdempotentAnswer).where(old if last is None else at <= last))
    return last is not None


def withhold(connection: Connection, record: str) -> None:
    """Replace the kept answers that are of a record or refer to it: their requests count as answered, with a conflict.

    So does any other request to the same address under the same key.
    """
    kept = IdempotentAnswer
    found = connection.execute(
        select(kept.key_id, kept.idempotency_key, kept.fingerprint, kept.outcome).where(
            kept.outcome.contains(record, autoescape=True)
        )
    )
    named = [
        {"of_key": row.key_id, "under": row.idempotency_key, "address": row.fingerprint[:OF_ADDRESS]}
        for row in found
        if _names(_told(row.outcome), record)
    ]
    conflict = Conflict("The first response to this request has been redacted since; nothing was done now.")
    statement = (
        update(kept)
        .where(kept.key_id == bindparam("of_key"), kept.idempotency_key == bindparam("under"))
        .values(fingerprint=bindparam("address"), outcome=encode_text(_kept(conflict)))
    )
    if named:
        connection.execute(statement, named)


def _told(outcome: str) -> Any:
    """Return what was kept as values: the body of an answer is kept as it was sent."""
    kept = decode_kept(outcome)
    return kept | {"body": decode_kept(kept["body"])} if kept.get("body") else kept


def _names(told: Any, record: str) -> bool:
    """Return whether a value is a record's id, or an address that leads through it."""
    if isinstance(told, dict):
        return any(_names(value, record) for value in told.values())
    if isinstance(told, list):
        return any(_names(value, record) for value in told)
    return isinstance(told, str) and record in told.split("/")


def _oldest() -> str:
    """Return since when answers are kept."""
    return _instant(datetime.now(UTC) - KEPT)


def _instant(moment: datetime) -> str:
    return moment.strftime(INSTANT_FORMAT)
