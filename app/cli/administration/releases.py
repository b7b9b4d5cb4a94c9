"""`pacta release`: numbered releases of all data."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.arguments import AsJson, checked_settings, one_line
from app.cli.terminal import counted, fail, on_terminal, say, say_aside, say_json, say_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

release = typer.Typer(no_args_is_help=True, help="Release all data as one numbered file that never changes.")

Version = Annotated[
    str, typer.Argument(metavar="VERSION", help="A number, such as 8; 8.1 is a corrected edition of 8.")
]
By = Annotated[str, typer.Option("--by", help="Who does it: public, one line.")]


@release.command(epilog="pacta release create 8 --notes 'With the pledges of 2026'")
def create(
    version: Version,
    notes: Annotated[str | None, typer.Option(help="What is new: public, one line, in its README.")] = None,
    by: By = "system",
    as_json: AsJson = False,
) -> None:
    """Make a release of what is recorded now. A service may run at the same time.

    It is one zip file in the folder PACTA_RELEASES, and served at /v1/releases: a Data Package of all tables with their
    codebook, the whole database as a bundle, checksums and the ledger's head.
    """
    from time import time

    from app.cli.administration.database import snapshot, writing
    from app.context import Context, context
    from app.errors import Invalid, PactaError
    from app.exchange.releases.attempts import note_attempt, reason_of
    from app.exchange.releases.commands import edition_of, record_release, remove_unfinished
    from app.exchange.releases.folder import file_of, releases_folder
    from app.exchange.releases.making import make_release
    from app.exchange.releases.versions import EXPECTED, parse_version

    settings, actor, notes = checked_settings(), one_line(by, "--by"), notes and one_line(notes, "--notes")
    folder = releases_folder(settings)
    try:
        number = parse_version(version)
    except Invalid:
        raise typer.BadParameter(EXPECTED, param_hint="VERSION") from None
    made, token = None, context.set(Context(actor, "command line"))
    try:
        with writing(settings) as engine:
            _catch_up(engine)
            remove_unfinished(folder, time() - ABANDONED)
            try:
                with snapshot(settings) as connection:
                    made = make_release(
                        connection, edition_of(connection, number, settings, notes), folder, _progress()
                    )
                with engine.begin() as connection:
                    record_release(connection, made)
            except (PactaError, OSError) as error:
                with engine.begin() as connection:
                    note_attempt(connection, number, reason_of(error))
                if isinstance(error, PactaError):
                    fail(error.detail)
                fail(f"The release cannot be written to {folder}: {error.strerror} (PACTA_RELEASES).")
    finally:
        context.reset(token)
        if made is not None:
            made.file.unlink(missing_ok=True)
    file = file_of(settings, number)
    if as_json:
        say_json({"version": number, "file": str(file), "bytes": made.bytes, "sha256": made.sha256})
        return
    say(f"Released V{number}, as of entry {made.edition.head.number}: {counted(len(made.members), 'file')} in {file}.")


ABANDONED = 86_400
"""Seconds after which nobody can still be writing to a file."""


def _progress() -> "Callable[[str], None]":
    """Return what says which file is being written, once each, to somebody at a terminal."""
    told = set[str]()

    def show(name: str) -> None:
        if on_terminal() and name not in told:
            told.add(name)
            say_aside(f"{name} …")

    return show


def _catch_up(engine: "Engine") -> None:
    """Let documents follow renamed records, a piece at a time."""
    from app.ledger.writing.document_queue import advance_documents

    more = True
    while more:
        with engine.begin() as connection:
            more = advance_documents(connection)


@release.command("list", epilog="pacta release list --json")
def list_(as_json: AsJson = False) -> None:
    """List the releases, the newest first, those that were withdrawn among them, and what is being made or failed."""
    from app.cli.administration.database import snapshot
    from app.exchange.releases.attempts import all_attempts, as_attempts
    from app.exchange.releases.queries import all_releases, as_rows

    with snapshot(checked_settings()) as connection:
        rows = as_rows(all_releases().on(connection, {}))
        attempts = as_attempts(all_attempts().on(connection, {}))
    if as_json:
        items = [{name: row[name] for name in _SHOWN} for row in rows]
        say_json({"items": items, "not_there": [attempt._asdict() for attempt in attempts]})
        return
    for attempt in attempts:
        what = "is being made" if attempt.state == "being_made" else f"was not made: {attempt.reason}"
        say_aside(f"V{attempt.version} {what}")
    if not rows:
        say("There are no releases: `pacta release create 1` makes one.")
        return
    say_table(("version", "made", "entry", "bytes", "withdrawn"), [_cells(row) for row in rows])


_SHOWN = ("version", "created_at", "ledger_number", "ledger_hash", "bytes", "sha256", "notes", "withdrawn_reason")


def _cells(row: Any) -> tuple[str, ...]:
    return (
        row["version"],
        row["created_at"],
        str(row["ledger_number"]),
        str(row["bytes"]),
        row["withdrawn_reason"] or "",
    )


@release.command(epilog="pacta release withdraw 8 --reason 'It held a name that was redacted'")
def withdraw(
    version: Version,
    reason: Annotated[str, typer.Option(help="Why: public, one line.")],
    by: By = "system",
) -> None:
    """Withdraw a release: its file is removed, and its address says why from then on (410).

    The version is never used again. Copies that others have stay where they are.
    """
    from app.cli.administration.database import writing
    from app.context import Context, context
    from app.errors import Conflict, Invalid, NotFound
    from app.exchange.releases.commands import withdraw_release
    from app.exchange.releases.folder import file_of
    from app.exchange.releases.versions import EXPECTED, parse_version

    settings, actor, reason = checked_settings(), one_line(by, "--by"), one_line(reason, "--reason")
    try:
        number = parse_version(version)
    except Invalid:
        raise typer.BadParameter(EXPECTED, param_hint="VERSION") from None
    token = context.set(Context(actor, "command line"))
    try:
        with writing(settings) as engine, engine.begin() as connection:
            withdraw_release(connection, number, reason)
    except (NotFound, Conflict) as refusal:
        fail(refusal.detail)
    finally:
        context.reset(token)
        # Also where it was withdrawn before, and a crash left the file.
    file_of(settings, number).unlink(missing_ok=True)
    say(f"V{number} is withdrawn.")
