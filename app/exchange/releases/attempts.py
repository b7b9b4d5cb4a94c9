"""Releases that were asked for and are not there: being made, or failed and why. They outlast the process."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.context import context
from app.db.statements import Query, core_table
from app.errors import PactaError
from app.exchange.releases.queries import newest
from app.exchange.releases.versions import order
from app.tables.releases import ReleaseAttempt
from app.values.times.instants import format_instant

LEASE = timedelta(minutes=1)
"""How long a release counts as being made after its process was heard of last."""

STOPPED = "the service stopped while it was being made"
FOLDER = "The folder of releases cannot be written to (PACTA_RELEASES)."
UNEXPECTED = "something unexpected went wrong: the service's log says what"


class Attempt(NamedTuple):
    """A release that is not there: how far it is, since when, and why it failed."""

    version: str
    state: Literal["being_made", "failed"]
    at: str
    reason: str | None = None


@cache
def attempt_at() -> Query:
    """Return the statement for what came of asking for a version."""
    table = core_table(ReleaseAttempt)
    wanted = table.c.version == bindparam("version", type_=table.c.version.type)
    return Query(select(table.c.version, table.c.heard_at, table.c.reason).where(wanted))


@cache
def all_attempts() -> Query:
    """Return the statement for whatever is not there, the last one first."""
    table = core_table(ReleaseAttempt)
    return Query(select(table.c.version, table.c.heard_at, table.c.reason).order_by(table.c.heard_at.desc()))


def as_attempts(rows: Sequence[Sequence[Any]]) -> Sequence[Attempt]:
    """Return what came of releases: one whose process fell silent has failed."""
    silent_since = format_instant(datetime.now(UTC) - LEASE)
    return [
        Attempt(version, "failed", heard_at, reason or STOPPED)
        if reason is not None or heard_at < silent_since
        else Attempt(version, "being_made", heard_at)
        for version, heard_at, reason in rows
    ]


def note_attempt(connection: Connection, version: str, reason: str | None = None) -> None:
    """Record that a release is being made, or why it failed; nothing of one that can be made no longer."""
    last = newest(connection)
    if last is not None and order(version) <= order(last["version"]):
        return
    row: Mapping[str, Any] = {
        "version": version,
        "actor": context.get().actor,
        "heard_at": format_instant(datetime.now(UTC)),
        "reason": reason,
    }
    connection.execute(delete(ReleaseAttempt).where(ReleaseAttempt.version == version))
    connection.execute(insert(ReleaseAttempt), [row])


def forget_attempts(connection: Connection) -> None:
    """Forget what came of the others once a release is there: versions before it are made no longer."""
    connection.execute(delete(ReleaseAttempt))


def reason_of(error: Exception) -> str:
    """Return why a release failed, for everybody: what is no refusal may name what only operators may see."""
    if isinstance(error, PactaError):
        return error.detail
    return FOLDER if isinstance(error, OSError) else UNEXPECTED
