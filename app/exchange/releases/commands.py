"""Recording and withdrawing releases."""

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, update

from app.context import context
from app.db.columns import INSTANT_FORMAT
from app.errors import Conflict, NotFound
from app.exchange.releases.attempts import forget_attempts
from app.exchange.releases.contents.texts import Edition
from app.exchange.releases.making import UNFINISHED, Made
from app.exchange.releases.queries import newest, release
from app.exchange.releases.schemas import zip_name
from app.exchange.releases.versions import following, order
from app.ledger.model.rows.head import head
from app.settings import Settings
from app.strict_json import encode
from app.tables.releases import Release


def edition_of(connection: Connection, version: str, settings: Settings, notes: str | None = None) -> Edition:
    """Return what a release of a snapshot is to be. Raises `Conflict` for a version that does not come next."""
    last = newest(connection)
    refuse_taken(last["version"] if last else None, version)
    return Edition(
        version,
        last["version"] if last else None,
        last["ledger_number"] if last else 0,
        settings.publisher,
        settings.data_license,
        head(connection),
        notes,
    )


def refuse_taken(last: str | None, version: str) -> None:
    """Raise `Conflict` where a version does not come after the last one."""
    if last is not None and order(version) <= order(last):
        following_one = following(last)
        detail = f"V{last} is the newest release, and versions are never used again: call this one {following_one}."
        raise Conflict(detail, next=following_one)


def record_release(connection: Connection, made: Made) -> None:
    """Record a release and move its file to its place: the last step before the commit. Raises `Conflict`.

    What a crash leaves between the two is a file that no row names: the next release of that version replaces it.
    """
    edition, last = made.edition, newest(connection)
    refuse_taken(last["version"] if last else None, edition.version)
    row = {
        "version": edition.version,
        "place": last["place"] + 1 if last else 1,
        "previous": edition.previous,
        "created_at": datetime.now(UTC).strftime(INSTANT_FORMAT),
        "actor": context.get().actor,
        "ledger_number": edition.head.number,
        "ledger_hash": edition.head.hash,
        "ledger_time": edition.head.at,
        "bytes": made.bytes,
        "sha256": made.sha256,
        "notes": edition.notes,
        "files": encode([vars(member) for member in made.members]).decode(),
    }
    connection.execute(insert(Release), [row])
    forget_attempts(connection)
    made.file.replace(made.file.with_name(zip_name(edition.version)))
    _keep_folder(made.file.parent)


def withdraw_release(connection: Connection, version: str, reason: str) -> None:
    """Withdraw a release: what it held is to be had no longer, and its row says why. Raises `NotFound`, `Conflict`."""
    found = release(connection, version)
    if found is None:
        detail = f"There is no release {version}."
        raise NotFound(detail)
    if found["withdrawn_at"] is not None:
        detail = f"V{version} was withdrawn already."
        raise Conflict(detail)
    values = {
        "withdrawn_at": datetime.now(UTC).strftime(INSTANT_FORMAT),
        "withdrawn_by": context.get().actor,
        "withdrawn_reason": reason,
    }
    connection.execute(update(Release).where(Release.version == version).values(values))


def remove_unfinished(folder: Path, older_than: float) -> None:
    """Remove what crashes left half-made: files that nobody has written to since a time."""
    for file in folder.glob(f"{UNFINISHED}*"):
        if file.stat().st_mtime < older_than:
            file.unlink(missing_ok=True)


def _keep_folder(folder: Path) -> None:
    """Have the file's new name on the disk. Systems that cannot open a folder need no telling."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
