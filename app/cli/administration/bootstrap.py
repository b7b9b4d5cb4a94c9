"""Bringing a database to where it can be served: tables, documents, a first key, seeds."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

import app.records.registry  # noqa: F401 - makes every record type known to the ledger
from app.access.keys import create_key, has_keys
from app.cli.administration.database import database_file, refuse_unknown
from app.cli.terminal import counted, fail, notice, on_terminal
from app.db.migration import upgrade, wanted_revision
from app.ledger.model.documents.number import set_form
from app.ledger.model.rows.head import head
from app.ledger.writing.document_queue import queue_all
from app.settings import Settings
from app.vocabulary import Scope

FIRST_LABEL = "first key"


def migrate(engine: Engine) -> tuple[str | None, str | None]:
    """Bring the tables up to the program; return the revisions before and after."""
    with engine.begin() as connection:
        before = refuse_unknown(connection)
        if before != wanted_revision():
            upgrade(connection)
        if is_empty(connection):
            # There are no documents of another form.
            set_form(connection)
    return before, wanted_revision()


def is_empty(connection: Connection) -> bool:
    """Return whether nothing was ever recorded."""
    return head(connection).number == 0


def queue_documents(engine: Engine) -> None:
    """Queue the documents where another release has made them: the service brings them up beside its other work."""
    with engine.begin() as connection:
        remaining = queue_all(connection)
    if remaining:
        left = counted(remaining, "record")
        sentence = f"Another version has made the stored documents: those of {left} are made anew beside other work."
        notice("documents queued", sentence, remaining=remaining)


@dataclass(frozen=True)
class FirstKey:
    """The key that was made for an empty database: to be shown now, or in a file, or known to who gave it."""

    secret: str | None = None
    file: Path | None = None


def make_first_key(engine: Engine, settings: Settings) -> FirstKey | None:
    """Make an admin key if there never was a key; return where it is to be found."""
    given = settings.bootstrap_key
    file = None
    try:
        with engine.begin() as connection:
            if has_keys(connection):
                return None
            if given is not None:
                create_key(connection, FIRST_LABEL, [Scope.ADMIN], given.get_secret_value())
                return FirstKey()
            secret = create_key(connection, FIRST_LABEL, [Scope.ADMIN])
            if on_terminal():
                return FirstKey(secret=secret)
            file = _write_key(key_file(settings), secret)
    except BaseException:
        # The key was not committed.
        if file is not None:
            file.unlink(missing_ok=True)
        raise
    return FirstKey(file=file)


def key_file(settings: Settings) -> Path:
    """Return the file that a first key is written to: beside an SQLite database, else in the working directory."""
    return (database_file(settings) or Path("pacta")).absolute().with_suffix(".key")


def _write_key(file: Path, secret: str) -> Path:
    """Write the key so that its owner alone can read it, at every moment. Takes the place of an older file."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(f"{secret}\n")
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        fail(f"The first key cannot be written to {file}: {error.strerror}. PACTA_BOOTSTRAP_KEY gives one instead.")
    return file
